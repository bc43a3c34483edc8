//! Two grids side by side: rows matched by what tells them apart, each with what became of it.

use super::cells::difference;
use super::columns::{of_column, reveal, settle};
use crate::view::{Cell, Column, Grid, Holds, Row, Tone};
use std::collections::{HashMap, HashSet, VecDeque};

/// The column that says what became of a row.
pub(super) const COLUMN: &str = "versus";

/// What tells a row from the others, as a text that is read by nobody.
pub(super) fn key_of(grid: &Grid, keys: &[&str], row: &Row) -> String {
    let cells = grid.columns.iter().zip(&row.cells).filter(|(column, _)| keys.contains(&column.key));
    cells.map(|(column, cell)| format!("{}={cell:?}", column.key)).collect::<Vec<_>>().join(";")
}

/// As few as do of the columns of words and days that lead a grid, to tell its rows apart; `None` where all of them do not.
pub(super) fn leading(before: &Grid, now: &Grid) -> Option<Vec<&'static str>> {
    let words = now
        .columns
        .iter()
        .take_while(|column| matches!(column.holds, Holds::Word | Holds::Prose | Holds::Command | Holds::Date));
    let words: Vec<&'static str> = words.map(|column| column.key).collect();
    let all = words.len();
    let few = (all.min(1)..=all).find(|&few| [before, now].iter().all(|grid| is_told_apart(grid, &words[..few])));
    few.map(|few| words[..few].to_vec())
}

fn is_told_apart(grid: &Grid, keys: &[&str]) -> bool {
    let mut seen = HashSet::new();
    grid.rows.iter().all(|row| seen.insert(key_of(grid, keys, row)))
}

/// A cell as the finest format tells it: a share has four decimals there.
fn told(cell: Cell) -> Cell {
    if let Cell::Ratio(ratio) = cell { Cell::Ratio(ratio.round_dp(4)) } else { cell }
}

/// How grids are put side by side.
pub(super) struct Sides {
    /// Whether everything could be read, before and now: else a row that is missing may only be out of sight.
    pub(super) sure: [bool; 2],
}

impl Sides {
    /// Both as one.
    pub(super) fn grid(&self, keys: &[&str], before: &Grid, now: &Grid) -> Grid {
        let is_key = |column: &Column| keys.contains(&column.key);
        let mut columns: Vec<Column> = now.columns.iter().filter(|column| is_key(column)).copied().collect();
        let standing = Column::word(COLUMN, "Versus");
        let place = columns.len();
        // a grid that no table shows stays out of sight
        columns.push(if now.columns.iter().any(|column| column.shown) { standing } else { standing.hidden() });
        let mut groups = Vec::new();
        for column in now.columns.iter().filter(|column| !is_key(column)) {
            let first = columns.len();
            columns.extend(of_column(column));
            groups.push(first..columns.len());
        }
        let mut waiting: HashMap<String, VecDeque<&Row>> = HashMap::new();
        for row in &before.rows {
            waiting.entry(key_of(before, keys, row)).or_default().push_back(row);
        }
        let mut rows: Vec<Row> = Vec::with_capacity(now.rows.len());
        for row in &now.rows {
            let was = waiting.get_mut(&key_of(now, keys, row)).and_then(VecDeque::pop_front);
            rows.push(self.row(keys, [before, now], was, Some(row)));
        }
        for row in &before.rows {
            let left = waiting.get_mut(&key_of(before, keys, row)).and_then(VecDeque::pop_front);
            rows.extend(left.map(|gone| self.row(keys, [before, now], Some(gone), None)));
        }
        let mut grid = Grid { columns, rows };
        for group in &groups {
            settle(&mut grid, group, place);
        }
        reveal(&mut grid, &groups, place);
        grid
    }

    /// A row that is on one side or on both.
    fn row(&self, keys: &[&str], [before, now]: [&Grid; 2], was: Option<&Row>, is: Option<&Row>) -> Row {
        let then = |key: &str| {
            let at = before.columns.iter().position(|column| column.key == key)?;
            was?.cells.get(at)
        };
        let cell = |at: usize| is.and_then(|row| row.cells.get(at));
        let either = |at: usize, key: &str| cell(at).or_else(|| then(key)).cloned().unwrap_or(Cell::Empty);
        let (leads, rest): (Vec<_>, Vec<_>) =
            now.columns.iter().enumerate().partition(|(_, column)| keys.contains(&column.key));
        let is_known = (was.is_some() || self.sure[0]) && (is.is_some() || self.sure[1]);
        let or_nothing = |cell: Option<&Cell>| cell.cloned().unwrap_or(Cell::Empty);
        let differs = rest.iter().any(|&(at, column)| told(or_nothing(cell(at))) != told(or_nothing(then(column.key))));
        let standing = match (was, is) {
            _ if !is_known => Cell::Empty,
            (None, _) => Cell::text("new"),
            (_, None) => Cell::text("gone"),
            _ => Cell::text(if differs { "changed" } else { "same" }),
        };
        let mut cells: Vec<Cell> = leads.iter().map(|(at, column)| either(*at, column.key)).collect();
        cells.push(standing);
        for (at, column) in rest {
            let (was_there, is_there) = (then(column.key), cell(at));
            let of_both = [was_there, is_there].map(or_nothing);
            match column.holds {
                Holds::Prose | Holds::Command => cells.extend([of_both[0].clone(), either(at, column.key)]),
                Holds::Word => cells.extend(of_both),
                Holds::Date | Holds::Figure | Holds::Money => {
                    cells.extend(of_both);
                    cells.push(if is_known { difference(was_there, is_there) } else { Cell::Empty });
                }
            }
        }
        Row { cells, tone: is.map_or(Tone::Quiet, |row| row.tone) }
    }
}
