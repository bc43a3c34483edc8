//! `--summary`: a row for each client, with how much of what changed.

use super::asked::Asked;
use super::rows::{notes, title, when_empty};
use super::{Answer, Line, Reader, compared, money};
use crate::history::diff::What;
use crate::values::Decimal;
use crate::view::{Cell, Column, Grid, Row, View};
use std::collections::BTreeSet;

/// A count: its key, its heading, and what is counted.
const COUNTS: [(&str, &str, &[What]); 14] = [
    ("added", "New", &[What::Added]),
    ("gone", "Gone", &[What::Gone]),
    ("renamed", "Renamed", &[What::Renamed]),
    ("stages", "Steps", &[What::Stage]),
    ("dates", "Dates", &[What::Date]),
    ("money", "Money", &[What::Money]),
    ("people", "People", &[What::Person]),
    ("approvals", "Approvals", &[What::Approval]),
    ("stale", "Stale", &[What::Stale]),
    ("feedback", "Feedback", &[What::Feedback]),
    ("invoices", "Invoices", &[What::Invoice, What::Payment]),
    ("texts", "Texts", &[What::Text]),
    ("fields", "Other", &[What::Status, What::Field, What::Setting, What::File, What::Comment, What::Layout]),
    ("unreadable", "Unreadable", &[What::Unreadable]),
];

/// The summary.
pub(super) fn view(answer: &Answer, asked: &Asked, reader: Reader) -> View {
    let mut columns = vec![
        Column::word("client", "Client"),
        Column::prose("client_name", "Name").hidden(),
        Column::figure("records", "Records"),
    ];
    columns.extend(COUNTS.iter().map(|(key, heading, _)| Column::figure(key, heading)));
    columns.push(Column::figure("hours", "Hours"));
    let lines: Vec<&Line> = answer.told(reader).map(|(line, _)| line).collect();
    let rows: Vec<Row> = lines.chunk_by(|one, other| one.client == other.client).map(|of| row(answer, of)).collect();
    // a column in which nobody has anything is left out of tables
    for (at, column) in columns.iter_mut().enumerate().skip(3) {
        let is_empty = rows.iter().all(|row| matches!(row.cells[at], Cell::Count(0) | Cell::Empty));
        if is_empty {
            *column = column.hidden();
        }
    }
    let mut others = vec![("money", money::TITLE.to_owned(), money::grid(answer, reader))];
    if reader == Reader::Agency {
        others.push(("compared", "Compared".to_owned(), compared(answer, asked)));
    }
    View {
        name: "diff-summary",
        version: 1,
        title: title(answer, asked, reader),
        as_of: answer.day,
        grid: Grid { columns, rows },
        others,
        notes: notes(answer, reader),
        when_empty: when_empty(asked, reader),
        unreadable: Vec::new(),
    }
}

fn row(answer: &Answer, lines: &[&Line]) -> Row {
    let client = lines.first().and_then(|line| line.client.as_ref());
    let records: BTreeSet<&str> = lines.iter().map(|line| line.record.as_str()).collect();
    let mut cells = vec![
        Cell::maybe(client),
        Cell::maybe(client.and_then(|client| answer.name(client))),
        Cell::count(records.len()),
    ];
    for (_, _, whats) in COUNTS {
        cells.push(Cell::count(lines.iter().filter(|line| whats.contains(&line.told.what)).count()));
    }
    let hours = lines.iter().filter_map(|line| line.told.hours).reduce(Decimal::saturating_add);
    cells.push(hours.map_or(Cell::Empty, Cell::Number));
    Row::new(cells)
}
