//! The question one puts to a list: `--where`, `--sort`, `--columns`, `--limit`, in the words of the JSON keys.
//! Knows grids and values; no record, no report, no format.

mod compare;
mod lex;
mod parse;

use crate::values::{Day, nearest};
use crate::view::{Cell, Grid, Row, View};
use compare::Key;
use parse::Condition;
use std::cmp::Ordering;
use std::fmt;

/// Why a query makes no sense, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryError {
    /// The flag that was typed, with its dashes.
    pub flag: &'static str,
    /// The character in its value, from 1.
    pub column: usize,
    /// What is wrong.
    pub message: String,
    /// What to type instead.
    pub help: Option<String>,
}

impl fmt::Display for QueryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.flag, self.column, self.message)
    }
}

impl std::error::Error for QueryError {}

/// Which rows, in which order, with which columns.
#[derive(Clone, Debug, Default)]
pub struct Query {
    keep: Option<Condition>,
    sort: Vec<(Key, bool)>,
    columns: Option<Vec<usize>>,
    limit: Option<usize>,
}

impl Query {
    /// Reads the flags against the columns of a grid.
    pub fn parse(
        keep: Option<&str>,
        sort: Option<&str>,
        columns: Option<&str>,
        limit: Option<usize>,
        grid: &Grid,
        today: Day,
    ) -> Result<Query, QueryError> {
        let keep = keep.map(|text| parse::condition(text, grid, today)).transpose()?;
        let sort = sort.map_or(Ok(Vec::new()), |text| {
            let keys = items(text).map(|(column, item)| {
                let descending = item.starts_with('-');
                let name = item.strip_prefix(['-', '+']).unwrap_or(item);
                Ok((key(name, grid, "--sort", column)?, descending))
            });
            keys.collect()
        })?;
        let columns = columns.map(|text| {
            let keys = items(text).map(|(column, item)| Ok(column_of(item, grid, "--columns", column)?.0));
            keys.collect::<Result<Vec<_>, QueryError>>()
        });
        Ok(Query { keep, sort, columns: columns.transpose()?, limit })
    }

    /// The places of the rows that are kept, in the order asked for.
    pub fn kept(&self, grid: &Grid) -> Vec<usize> {
        let holds = |row: &Row| self.keep.as_ref().is_none_or(|condition| condition.holds(row));
        let mut kept: Vec<usize> = (0..grid.rows.len()).filter(|&at| holds(&grid.rows[at])).collect();
        if !self.sort.is_empty() {
            kept.sort_by(|&one, &other| self.order(&grid.rows[one], &grid.rows[other]));
        }
        kept.truncate(self.limit.unwrap_or(kept.len()));
        kept
    }

    /// Keeps, sorts, limits, and then picks the columns; those asked for by name are shown even where they are not by themselves.
    pub fn apply(&self, grid: &mut Grid) {
        self.narrow(grid);
        self.pick(grid);
    }

    fn narrow(&self, grid: &mut Grid) {
        if self.keep.is_none() && self.sort.is_empty() && self.limit.is_none() {
            return;
        }
        let kept = self.kept(grid);
        let mut rows: Vec<Option<Row>> = std::mem::take(&mut grid.rows).into_iter().map(Some).collect();
        grid.rows = kept.into_iter().filter_map(|at| rows[at].take()).collect();
    }

    fn pick(&self, grid: &mut Grid) {
        if let Some(picked) = &self.columns {
            grid.columns = picked.iter().map(|&at| grid.columns[at]).collect();
            for column in &mut grid.columns {
                // what was asked for by name is not spared
                (column.shown, column.spare) = (true, 0);
            }
            for row in &mut grid.rows {
                row.cells = picked.iter().map(|&at| row.cells.get(at).cloned().unwrap_or(Cell::Empty)).collect();
            }
        }
    }

    /// Applies the query to the rows of a view, and says what it left out, and what the totals are of: of the rows that are kept where `follow`, else of all.
    /// `tell` is asked what to say of the view with the rows that are kept, before columns are picked.
    pub fn apply_to(&self, view: &mut View, follow: bool, tell: impl FnOnce(&View) -> Vec<String>) {
        let before = view.grid.rows.len();
        self.narrow(&mut view.grid);
        let told = tell(view);
        view.notes.extend(told);
        self.pick(&mut view.grid);
        let after = view.grid.rows.len();
        if after == before {
            return;
        }
        "no row is like that".clone_into(&mut view.when_empty);
        let has_totals = view.others.iter().any(|(.., grid)| !grid.rows.is_empty());
        let totals = match (follow, view.others.is_empty()) {
            (true, _) if has_totals => ", and totals are of these alone",
            (false, false) => ", and totals are of all, not only of these",
            _ => "",
        };
        view.notes.push(format!("{after} of {before} rows shown{totals}"));
    }

    /// Rows without a value come last, whichever way the rest is sorted.
    fn order(&self, one: &Row, other: &Row) -> Ordering {
        self.sort.iter().fold(Ordering::Equal, |order, (key, descending)| {
            order.then_with(|| match (key.of(one), key.of(other)) {
                (Cell::Empty, Cell::Empty) => Ordering::Equal,
                (Cell::Empty, _) => Ordering::Greater,
                (_, Cell::Empty) => Ordering::Less,
                (one, other) if *descending => compare::sorted(&other, &one),
                (one, other) => compare::sorted(&one, &other),
            })
        })
    }
}

/// The items of a list with commas, each with the character it starts at.
fn items(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 1;
    text.split(',').map(move |part| {
        let start = at + part.chars().take_while(|c| c.is_whitespace()).count();
        at += part.chars().count() + 1;
        (start, part.trim())
    })
}

/// The key of a column: `due`, or for sums also `budget.amount` and `budget.currency`.
fn key(name: &str, grid: &Grid, flag: &'static str, column: usize) -> Result<Key, QueryError> {
    let (base, part) = name.split_once('.').unwrap_or((name, ""));
    match part {
        "" | "amount" => column_of(base, grid, flag, column).map(|(at, holds)| Key { at, holds, currency: false }),
        "currency" => column_of(base, grid, flag, column).map(|(at, holds)| Key { at, holds, currency: true }),
        _ => column_of(name, grid, flag, column).map(|(at, holds)| Key { at, holds, currency: false }),
    }
}

fn column_of(
    name: &str,
    grid: &Grid,
    flag: &'static str,
    column: usize,
) -> Result<(usize, crate::view::Holds), QueryError> {
    if let Some(at) = grid.columns.iter().position(|column| column.key == name) {
        return Ok((at, grid.columns[at].holds));
    }
    let keys = || grid.columns.iter().map(|column| column.key);
    let near = nearest(name, keys()).map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
    let help = format!("the keys here: {}", keys().collect::<Vec<_>>().join(", "));
    Err(QueryError { flag, column, message: format!("there is no `{name}` here{near}"), help: Some(help) })
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
