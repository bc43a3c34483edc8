//! Columns and cells of what waits. The keys are the JSON contract.

use super::{Waits, What};
use crate::view::{Cell, Column, Grid, Row, Tone};

const COLUMNS: [Column; 13] = [
    Column::word("what", "What"),
    Column::word("kind", "Kind").hidden(),
    Column::word("record", "Record"),
    Column::prose("title", "Title"),
    Column::word("client", "Client").hidden(),
    Column::word("stage", "Stage"),
    Column::date("since", "Since").hidden(),
    Column::money("amount", "Amount"),
    Column::date("due", "Due as written").hidden(),
    Column::date("effective_due", "Due"),
    Column::figure("days", "Days left"),
    Column::word("instead_of", "Instead of").hidden(),
    Column::prose("note", "Note"),
];

/// What waits, in its order. A table has no column of sums where none is to be approved.
pub(super) fn grid(waits: Vec<Waits<'_>>) -> Grid {
    let sums = waits.iter().any(|waits| waits.amount.is_some());
    let column = |column: Column| if column.key == "amount" && !sums { column.hidden() } else { column };
    Grid { columns: COLUMNS.into_iter().map(column).collect(), rows: waits.into_iter().map(row).collect() }
}

fn row(waits: Waits<'_>) -> Row {
    let tone = match waits.what {
        _ if waits.quiet => Tone::Quiet,
        What::Overdue | What::Escalated => Tone::Red,
        What::DueToday => Tone::Amber,
        What::DueSoon | What::Approve | What::Ball => Tone::Plain,
    };
    let away = waits.instead_of.map(|person| format!("for {person}, who is away"));
    let note: Vec<String> = away.into_iter().chain([waits.note]).filter(|part| !part.is_empty()).collect();
    let cells = vec![
        Cell::text(waits.what),
        Cell::text(waits.kind),
        Cell::text(waits.record),
        Cell::text(waits.title),
        Cell::text(waits.client),
        Cell::maybe(waits.stage),
        Cell::day(waits.since),
        Cell::money(waits.amount),
        Cell::day(waits.due),
        Cell::day(waits.effective_due),
        waits.days.map_or(Cell::Empty, Cell::Count),
        Cell::maybe(waits.instead_of),
        if note.is_empty() { Cell::Empty } else { Cell::Text(note.join("; ")) },
    ];
    Row { cells, tone }
}
