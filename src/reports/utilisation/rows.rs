//! The columns and rows of utilisation.

use super::By;
use super::cells::Hours;
use crate::domain::capacity::{to_hundredths, utilisation};
use crate::values::{Decimal, Month};
use crate::view::{Cell, Column, Grid, Row};
use std::collections::BTreeMap;

/// Hours by the ways asked for; by none, of everybody.
pub(super) fn grid(ways: &[By], sums: &BTreeMap<Vec<String>, Hours>) -> Grid {
    let mut columns: Vec<Column> = ways
        .iter()
        .map(|way| match way {
            By::Person => Column::word("person", "Person"),
            By::Role => Column::word("role", "Role"),
            By::Month => Column::date("month", "Month"),
        })
        .collect();
    columns.extend([
        Column::figure("available", "Available"),
        Column::figure("booked", "Booked"),
        Column::figure("billable", "Billable"),
        Column::figure("not_billable", "Not billable"),
        Column::bar("utilisation", "Utilisation"),
        Column::bar("booked_share", "Booked share").hidden(),
    ]);
    let row = |(words, hours): (&Vec<String>, &Hours)| {
        let share = |part: Option<Decimal>| part.zip(hours.available).and_then(|(part, all)| utilisation(part, all));
        let mut cells: Vec<Cell> = ways.iter().zip(words).map(|(way, word)| cell(*way, word)).collect();
        cells.extend([
            number(hours.available),
            number(hours.booked),
            number(hours.billable),
            number(hours.booked.zip(hours.billable).and_then(|(all, billable)| all.checked_sub(billable))),
            share(hours.billable).map_or(Cell::Empty, Cell::Ratio),
            share(hours.booked).map_or(Cell::Empty, Cell::Ratio),
        ]);
        Row::new(cells)
    };
    Grid { columns, rows: sums.iter().map(row).collect() }
}

fn number(hours: Option<Decimal>) -> Cell {
    hours.map_or(Cell::Empty, |hours| Cell::Number(to_hundredths(hours)))
}

fn cell(way: By, word: &str) -> Cell {
    match way {
        By::Month => Month::parse(word).map_or(Cell::Empty, Cell::Month),
        _ if word.is_empty() => Cell::Empty,
        _ => Cell::text(word),
    }
}
