//! Which rows of a report a person asked to see, asked before its totals are made: totals are of the rows shown. Knows no query.

use crate::view::Grid;
use std::collections::BTreeSet;
use std::fmt;
use std::rc::Rc;

/// What picks the rows that are shown; all of them, where nothing was asked.
#[derive(Clone, Default)]
pub struct Narrow(Option<Rc<Pick>>);

/// The places of the rows of a grid that are picked.
type Pick = dyn Fn(&Grid) -> Vec<usize>;

impl Narrow {
    /// The rows that a function picks, by their places.
    pub fn to(pick: impl Fn(&Grid) -> Vec<usize> + 'static) -> Narrow {
        Narrow(Some(Rc::new(pick)))
    }

    /// The places of the rows that are shown; `None` where all are.
    pub fn kept(&self, grid: &Grid) -> Option<BTreeSet<usize>> {
        let kept: BTreeSet<usize> = self.0.as_ref()?(grid).into_iter().collect();
        (kept.len() < grid.rows.len()).then_some(kept)
    }

    /// The things behind the rows that are shown, where some are not: each of them stands for the row in its place.
    pub fn of<T>(&self, grid: &Grid, things: impl IntoIterator<Item = T>) -> Option<Vec<T>> {
        let kept = self.kept(grid)?;
        Some(things.into_iter().enumerate().filter(|(at, _)| kept.contains(at)).map(|(_, thing)| thing).collect())
    }
}

impl fmt::Debug for Narrow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_some() { "Narrow(some rows)" } else { "Narrow(all rows)" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::{Cell, Column, Row};

    #[test]
    fn what_stands_behind_the_rows_shown_is_kept_and_nothing_is_said_where_all_are() {
        let rows = (1..=3).map(|count| Row::new(vec![Cell::Count(count)])).collect();
        let grid = Grid { columns: vec![Column::figure("days", "Days")], rows };
        assert_eq!(Narrow::default().of(&grid, ["a", "b", "c"]), None);
        assert_eq!(Narrow::to(|_| vec![2, 1, 0]).of(&grid, ["a", "b", "c"]), None);
        assert_eq!(Narrow::to(|_| vec![2, 0]).of(&grid, ["a", "b", "c"]), Some(vec!["a", "c"]));
    }
}
