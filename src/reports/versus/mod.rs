//! One report twice: the same question put to the book at two points, its rows matched by what tells them apart, each figure with what
//! it was, what it is and the difference. Knows no report and no git.

mod cells;

use crate::view::{Cell, Column, Grid, Holds, Row, Tone, View};
use cells::difference;
use std::collections::{HashMap, HashSet, VecDeque};

/// The column that says what became of a row.
const COLUMN: &str = "versus";
/// A table gives up what was before anything else: it is what is, less the change.
const SPARE: u8 = 200;

/// One of the two points.
#[derive(Clone, Debug)]
pub struct Point {
    /// As it was typed; `None`: the book as it lies here.
    pub revision: Option<String>,
    /// The commit's name in full.
    pub commit: Option<String>,
    /// The answer there.
    pub view: View,
}

/// What is compared, and how.
#[derive(Clone, Copy, Debug)]
pub struct Comparison<'a> {
    /// The earlier point.
    pub before: &'a Point,
    /// The later one.
    pub now: &'a Point,
    /// The columns that tell one row from another, of those that a grid has.
    pub keys: &'a [&'static str],
}

impl Comparison<'_> {
    /// The two answers as one. Rows that stayed the same are left out, unless `all`.
    pub fn view(&self, all: bool) -> View {
        let (before, now) = (&self.before.view, &self.now.view);
        let is_sure = |view: &View| view.unreadable.is_empty();
        let sides = Sides { keys: self.keys, sure: [is_sure(before), is_sure(now)] };
        let mut grid = sides.grid(&before.grid, &now.grid);
        let at = grid.columns.iter().position(|column| column.key == COLUMN).unwrap_or_default();
        let count = |word: &str| grid.rows.iter().filter(|row| row.cells[at] == Cell::text(word)).count();
        let (new, gone, changed, same) = (count("new"), count("gone"), count("changed"), count("same"));
        let mut notes = vec![format!("before: {}; now: {}; both as of one day", self.before.told(), self.now.told())];
        notes.push(format!("{changed} changed, {new} new, {gone} gone, {same} the same"));
        if !all && same > 0 {
            grid.rows.retain(|row| row.cells[at] != Cell::text("same"));
            notes.push(
                "what stayed the same is not shown; `--where` looks at every row, as in `--where 'versus = same'`"
                    .to_owned(),
            );
        }
        notes.extend(now.notes.iter().cloned());
        View {
            name: leaked(format!("{}-versus", now.name)),
            version: 1,
            title: format!("{}: {} versus {}", now.title, self.now.told(), self.before.told()),
            as_of: now.as_of,
            grid,
            others: self.others(&sides),
            notes,
            when_empty: "nothing is different".to_owned(),
            unreadable: self.unreadable(),
        }
    }

    /// The keys of the rows of a comparison at some places, to find the rows that they came from.
    pub fn chosen(&self, compared: &Grid, places: impl IntoIterator<Item = usize>) -> Chosen {
        let rows = places.into_iter().filter_map(|at| compared.rows.get(at));
        Chosen { keys: self.keys.to_vec(), rows: rows.map(|row| key_of(compared, self.keys, row)).collect() }
    }

    /// The points, and every other grid whose rows can be told apart.
    fn others(&self, sides: &Sides<'_>) -> Vec<(&'static str, String, Grid)> {
        let columns = vec![
            Column::word("point", "Point"),
            Column::word("revision", "Revision"),
            Column::word("commit", "Commit"),
        ];
        let row = |word: &str, point: &Point| {
            Row::new(vec![Cell::text(word), Cell::maybe(point.revision.as_ref()), Cell::maybe(point.commit.as_ref())])
        };
        let points = Grid { columns, rows: vec![row("before", self.before), row("now", self.now)] };
        let mut others = vec![("points", "Compared".to_owned(), points)];
        for (key, title, now) in &self.now.view.others {
            let empty = Grid { columns: now.columns.clone(), rows: Vec::new() };
            let before =
                self.before.view.others.iter().find(|(other, ..)| other == key).map_or(&empty, |(.., grid)| grid);
            if is_told_apart(before, self.keys) && is_told_apart(now, self.keys) {
                others.push((key, title.clone(), sides.grid(before, now)));
            }
        }
        others
    }

    fn unreadable(&self) -> Vec<crate::view::Unreadable> {
        let mut unreadable = Vec::new();
        for point in [self.before, self.now] {
            unreadable.extend(point.view.unreadable.iter().cloned().map(|mut one| {
                if let Some(revision) = &point.revision {
                    one.message.push_str(&format!(" (at `{revision}`)"));
                }
                one
            }));
        }
        unreadable
    }
}

impl Point {
    /// For a sentence.
    fn told(&self) -> String {
        match (&self.revision, &self.commit) {
            (Some(revision), Some(commit)) if !commit.starts_with(revision.as_str()) => {
                format!("`{revision}` ({})", commit.get(..10).unwrap_or(commit))
            }
            (Some(revision), _) => format!("`{revision}`"),
            (None, _) => "the book as it lies here".to_owned(),
        }
    }
}

/// Some rows, by what tells them apart.
#[derive(Clone, Debug)]
pub struct Chosen {
    keys: Vec<&'static str>,
    rows: HashSet<String>,
}

impl Chosen {
    /// Where these rows are in a grid.
    pub fn places(&self, grid: &Grid) -> Vec<usize> {
        let is_chosen = |&at: &usize| self.rows.contains(&key_of(grid, &self.keys, &grid.rows[at]));
        (0..grid.rows.len()).filter(is_chosen).collect()
    }
}

/// What tells a row from the others, as a text that is read by nobody.
fn key_of(grid: &Grid, keys: &[&str], row: &Row) -> String {
    let cells = grid.columns.iter().zip(&row.cells).filter(|(column, _)| keys.contains(&column.key));
    cells.map(|(column, cell)| format!("{}={cell:?}", column.key)).collect::<Vec<_>>().join(";")
}

fn is_told_apart(grid: &Grid, keys: &[&str]) -> bool {
    let mut seen = HashSet::new();
    grid.rows.iter().all(|row| seen.insert(key_of(grid, keys, row)))
}

/// How grids are put side by side.
struct Sides<'a> {
    keys: &'a [&'static str],
    /// Whether everything could be read, before and now: else a row that is missing may only be out of sight.
    sure: [bool; 2],
}

impl Sides<'_> {
    fn grid(&self, before: &Grid, now: &Grid) -> Grid {
        let is_key = |column: &Column| self.keys.contains(&column.key);
        let mut columns: Vec<Column> = now.columns.iter().filter(|column| is_key(column)).copied().collect();
        let standing = Column::word(COLUMN, "Versus");
        // a grid that no table shows stays out of sight
        columns.push(if now.columns.iter().any(|column| column.shown) { standing } else { standing.hidden() });
        for column in now.columns.iter().filter(|column| !is_key(column)) {
            columns.extend(of_column(column));
        }
        let mut waiting: HashMap<String, VecDeque<&Row>> = HashMap::new();
        for row in &before.rows {
            waiting.entry(key_of(before, self.keys, row)).or_default().push_back(row);
        }
        let mut rows: Vec<Row> = Vec::with_capacity(now.rows.len());
        for row in &now.rows {
            let was = waiting.get_mut(&key_of(now, self.keys, row)).and_then(VecDeque::pop_front);
            rows.push(self.row(before, now, was, Some(row)));
        }
        for row in &before.rows {
            let left = waiting.get_mut(&key_of(before, self.keys, row)).and_then(VecDeque::pop_front);
            rows.extend(left.map(|gone| self.row(before, now, Some(gone), None)));
        }
        Grid { columns, rows }
    }

    /// A row that is on one side or on both.
    fn row(&self, before: &Grid, now: &Grid, was: Option<&Row>, is: Option<&Row>) -> Row {
        let then = |key: &str| {
            let at = before.columns.iter().position(|column| column.key == key)?;
            was?.cells.get(at)
        };
        let cell = |at: usize| is.and_then(|row| row.cells.get(at));
        let either = |at: usize, key: &str| cell(at).or_else(|| then(key)).cloned().unwrap_or(Cell::Empty);
        let (keys, rest): (Vec<_>, Vec<_>) =
            now.columns.iter().enumerate().partition(|(_, column)| self.keys.contains(&column.key));
        let is_known = (was.is_some() || self.sure[0]) && (is.is_some() || self.sure[1]);
        let differs = rest.iter().any(|&(at, column)| cell(at) != then(column.key));
        let standing = match (was, is) {
            _ if !is_known => Cell::Empty,
            (None, _) => Cell::text("new"),
            (_, None) => Cell::text("gone"),
            _ => Cell::text(if differs { "changed" } else { "same" }),
        };
        let mut cells: Vec<Cell> = keys.iter().map(|(at, column)| either(*at, column.key)).collect();
        cells.push(standing);
        for (at, column) in rest {
            let (was_there, is_there) = (then(column.key), cell(at));
            match column.holds {
                Holds::Prose => cells.push(either(at, column.key)),
                Holds::Word => cells.extend([was_there, is_there].map(|cell| cell.cloned().unwrap_or(Cell::Empty))),
                Holds::Date | Holds::Figure | Holds::Money => {
                    let change = if is_known { difference(was_there, is_there) } else { Cell::Empty };
                    cells.extend([was_there, is_there].map(|cell| cell.cloned().unwrap_or(Cell::Empty)));
                    cells.push(change);
                }
            }
        }
        Row { cells, tone: is.map_or(Tone::Quiet, |row| row.tone) }
    }
}

/// The columns that stand for one: what it was, what it is, and the difference. Of words what they were and are, of texts one of them.
fn of_column(column: &Column) -> Vec<Column> {
    let before = Column {
        key: leaked(format!("{}_before", column.key)),
        title: leaked(format!("{} before", column.title)),
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
        Holds::Prose => vec![*column],
        Holds::Word => vec![before.hidden(), *column],
        Holds::Date | Holds::Figure | Holds::Money => vec![before, *column, change],
    }
}

/// Columns are called by names that live as long as the program, which makes one comparison and ends.
fn leaked(name: String) -> &'static str {
    Box::leak(name.into_boxed_str())
}

#[cfg(test)]
mod tests;
