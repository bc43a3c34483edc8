//! The columns that stand for one of a report: what it was, what it is, and the difference. A table shows what was, and the difference,
//! where there is one; every other format has them all.

use crate::view::{Cell, Column, Grid, Holds};
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
        Holds::Prose | Holds::Word => vec![before, *column],
        Holds::Date | Holds::Figure | Holds::Money => vec![before, *column, change],
    }
}

/// Hides what was and the difference where no row has one, and calls a difference what it is: of days, days; of shares, points.
pub(super) fn settle(grid: &mut Grid, group: Range<usize>) {
    let (before, now, change) = (group.start, group.start + 1, group.start + 2);
    let differs = |row: &crate::view::Row| row.cells[before] != row.cells[now];
    let stands = |row: &crate::view::Row| row.cells[before] != Cell::Empty;
    if !grid.rows.iter().any(|row| differs(row) && stands(row)) {
        grid.columns[before].shown = false;
    }
    if !group.contains(&change) {
        return;
    }
    if !grid.rows.iter().any(differs) {
        grid.columns[change].shown = false;
    }
    let is_share = |row: &crate::view::Row| {
        matches!(row.cells[before], Cell::Ratio(_)) || matches!(row.cells[now], Cell::Ratio(_))
    };
    let column = grid.columns[now];
    if column.holds == Holds::Date {
        grid.columns[change].title = leaked(format!("{}, days later", column.title));
    } else if grid.rows.iter().any(is_share) {
        grid.columns[change].title = leaked(format!("{}, points", column.title));
    }
}

/// Columns are called by names that live as long as the program, which makes one comparison and ends.
pub(super) fn leaked(name: String) -> &'static str {
    Box::leak(name.into_boxed_str())
}
