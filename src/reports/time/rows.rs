//! The columns and rows of time.

use super::sums::{Key, Sum};
use super::{By, Entry, Worth};
use crate::values::{Day, Money, Month};
use crate::view::{Cell, Column, Grid, Row, Tone};
use std::collections::BTreeMap;

/// Every entry.
pub(super) fn entries(entries: &[Entry<'_>]) -> Grid {
    let columns = vec![
        Column::date("date", "Date"),
        Column::word("person", "Person"),
        Column::word("job", "Job"),
        Column::word("client", "Client").hidden(),
        Column::word("line", "Line"),
        Column::figure("hours", "Hours"),
        Column::money("worth", "Worth"),
        Column::word("work", "Work"),
        Column::prose("note", "Note"),
        Column::word("id", "Id").hidden(),
    ];
    let row = |one: &Entry<'_>| {
        let entry = one.of;
        let worth = match one.worth {
            Worth::Told(money) => Cell::Money(money),
            Worth::Unpriced | Worth::Unknown(_) => Cell::Empty,
        };
        let cells = vec![
            Cell::Day(entry.date),
            Cell::text(one.person),
            Cell::text(&entry.job),
            Cell::text(entry.job.client()),
            Cell::maybe(entry.line.as_ref()),
            Cell::Number(entry.hours.0),
            worth,
            Cell::maybe(entry.work),
            Cell::maybe(entry.note.as_ref()),
            Cell::maybe(entry.id.as_ref()),
        ];
        Row { cells, tone: if matches!(one.worth, Worth::Told(_)) { Tone::Plain } else { Tone::Amber } }
    };
    Grid { columns, rows: entries.iter().map(row).collect() }
}

/// Sums by the ways asked for; by none, of everything.
pub(super) fn sums(ways: &[By], sums: &BTreeMap<Key, Sum>) -> Grid {
    let mut columns: Vec<Column> = ways.iter().map(|way| column(*way)).collect();
    columns.extend([
        Column::figure("hours", "Hours"),
        Column::figure("entries", "Entries"),
        Column::money("worth", "Worth"),
        Column::figure("unpriced", "Unpriced"),
    ]);
    let row = |((words, currency), sum): (&Key, &Sum)| {
        let told = |cell: Cell| if sum.is_holed { Cell::Empty } else { cell };
        let worth = sum.worth.zip(*currency).map(|(amount, currency)| Money::new(amount, currency));
        let mut cells: Vec<Cell> = ways.iter().zip(words).map(|(way, word)| cell(*way, word)).collect();
        cells.extend([
            told(Cell::Number(sum.hours.normalize())),
            told(Cell::count(sum.entries)),
            told(Cell::money(worth)),
            told(Cell::Number(sum.unpriced.normalize())),
        ]);
        let whole = !sum.is_holed && sum.worth.is_some() && sum.unpriced.is_zero();
        Row { cells, tone: if whole { Tone::Plain } else { Tone::Amber } }
    };
    Grid { columns, rows: sums.iter().map(row).collect() }
}

fn column(way: By) -> Column {
    match way {
        By::Person => Column::word("person", "Person"),
        By::Job => Column::word("job", "Job"),
        By::Client => Column::word("client", "Client"),
        By::Line => Column::word("line", "Line"),
        By::Work => Column::word("work", "Work"),
        By::Month => Column::date("month", "Month"),
        By::Week => Column::word("week", "Week"),
        By::Day => Column::date("day", "Day"),
    }
}

fn cell(way: By, word: &str) -> Cell {
    match way {
        By::Month => Month::parse(word).map_or(Cell::Empty, Cell::Month),
        By::Day => Day::parse(word).map_or(Cell::Empty, Cell::Day),
        _ if word.is_empty() => Cell::Empty,
        _ => Cell::text(word),
    }
}
