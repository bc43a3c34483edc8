//! The columns and rows of utilisation.

use super::cells::Hours;
use crate::domain::capacity::{to_hundredths, utilisation};
use crate::reports::ledger::By;
use crate::reports::worked;
use crate::values::Decimal;
use crate::view::{Cell, Column, Grid, Row};
use std::collections::BTreeMap;

/// Whether each row has hours of its own: what is worked for a client is measured by all that people have.
pub(super) fn have_all_hours(by: &[By]) -> bool {
    by.iter().all(|way| matches!(way, By::Person | By::Role | By::Month))
}

/// Hours by the ways asked for; by none, of everybody.
pub(super) fn grid(ways: &[By], sums: &BTreeMap<Vec<String>, Hours>) -> Grid {
    let mut columns = worked::columns(ways);
    columns.extend([
        Column::figure("available", "Available").spare(1),
        Column::figure("booked", "Booked").spare(2),
        Column::figure("billable", "Billable"),
        Column::figure("not_billable", "Not billable").spare(3),
        Column::bar("utilisation", "Utilisation"),
        Column::bar("booked_share", "Booked share").hidden(),
    ]);
    let row = |(words, hours): (&Vec<String>, &Hours)| {
        let share = |part: Option<Decimal>| part.zip(hours.available).and_then(|(part, all)| utilisation(part, all));
        let mut cells = worked::cells(ways, words);
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
