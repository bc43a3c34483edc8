//! The columns that stand for one of a report: what it was, what it is, and the difference. A table shows what was, and the difference,
//! where there is one; every other format has them all.

use crate::view::{Cell, Column, Grid, Holds, Row};
use std::ops::Range;

/// A table gives up what was before anything else: it is what is, less the change.
const SPARE: u8 = 200;

/// What it was and what it is; of days, figures and sums the difference too.
pub(super) fn of_column(column: &Column) -> Vec<Column> {
    let before = Column {
        key: leaked(format!("{}_before", column.key)),
        title: leaked(format!("{}, before", column.title)),
        bar: false,
        spare: SPARE,
        ..*column
    };
    let change = Column {
        key: leaked(format!("{}_change", column.key)),
        title: leaked(format!("{}, change", column.title)),
        holds: if column.holds == Holds::Date { Holds::Figure } else { column.holds },
        bar: false,
        ..*column
    };
    match column.holds {
        Holds::Prose | Holds::Command | Holds::Word => vec![before, *column],
        Holds::Date | Holds::Figure | Holds::Money => vec![before, *column, change],
    }
}

/// Hides what was and the difference where no row has one, and calls a difference what it is: of days, days; of shares, points.
pub(super) fn settle(grid: &mut Grid, group: &Range<usize>, standing: usize) {
    let (before, now, change) = (group.start, group.start + 1, group.start + 2);
    let differs = |row: &Row| row.cells[before] != row.cells[now];
    // beside nothing before, a row that is on both sides tells what it was not
    let stands = |row: &Row| row.cells[before] != Cell::Empty || is_changed(row, standing);
    if !grid.rows.iter().any(|row| differs(row) && stands(row)) {
        grid.columns[before].shown = false;
    }
    if !group.contains(&change) {
        return;
    }
    if !grid.rows.iter().any(differs) {
        grid.columns[change].shown = false;
    }
    let is_share = |row: &Row| matches!(row.cells[before], Cell::Ratio(_)) || matches!(row.cells[now], Cell::Ratio(_));
    let column = grid.columns[now];
    if column.holds == Holds::Date {
        grid.columns[change].title = leaked(format!("{}, days later", column.title));
    } else if grid.rows.iter().any(is_share) {
        grid.columns[change].title = leaked(format!("{}, points", column.title));
    }
}

/// Brings a column out of sight into sight, where a row is called changed and no column that is in sight tells what of it did.
pub(super) fn reveal(grid: &mut Grid, groups: &[Range<usize>], standing: usize) {
    if !grid.columns[standing].shown {
        return;
    }
    for at in 0..grid.rows.len() {
        if !is_changed(&grid.rows[at], standing) || groups.iter().any(|group| is_told(grid, group, at)) {
            continue;
        }
        let row = &grid.rows[at];
        let is_seen = |group: &&Range<usize>| is_seen(row, group);
        // where a share alone moved, by less than is read of it, the difference tells so
        let moved = |group: &&Range<usize>| row.cells[group.start] != row.cells[group.start + 1];
        let Some(group) = groups.iter().find(is_seen).or_else(|| groups.iter().find(moved)).cloned() else { continue };
        let is_change_told = group.len() > 2 && grid.rows[at].cells[group.start + 2] != Cell::Empty;
        for (place, column) in group.clone().zip(&mut grid.columns[group.clone()]) {
            column.shown = true;
            // what was is spared where the difference tells it
            if place > group.start || !is_change_told {
                column.spare = 0;
            }
        }
    }
}

fn is_changed(row: &Row, standing: usize) -> bool {
    row.cells[standing] == Cell::text("changed")
}

/// Whether a row's difference in a column is in sight.
fn is_told(grid: &Grid, group: &Range<usize>, row: usize) -> bool {
    grid.columns[group.start + 1].shown && is_seen(&grid.rows[row], group)
}

/// Whether a difference is one that a person reads: shares are read in tenths of a percent.
fn is_seen(row: &Row, group: &Range<usize>) -> bool {
    match (&row.cells[group.start], &row.cells[group.start + 1]) {
        (Cell::Ratio(before), Cell::Ratio(now)) => before.round_dp(3) != now.round_dp(3),
        (before, now) => before != now,
    }
}

/// Columns are called by names that live as long as the program, which makes one comparison and ends.
pub(super) fn leaked(name: String) -> &'static str {
    Box::leak(name.into_boxed_str())
}
