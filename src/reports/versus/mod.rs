//! One report twice: the same question put to the book at two points, its rows matched by what tells them apart, each figure with what
//! it was, what it is and the difference. Knows no report and no git.

mod cells;
mod columns;
mod sides;

use crate::view::{Cell, Column, Grid, Row, View};
use sides::{COLUMN, Sides, key_of, leading};
use std::collections::HashSet;

/// One of the two points.
#[derive(Clone, Debug)]
pub struct Point {
    /// As it was typed; `None`: the book as it lies here.
    pub revision: Option<String>,
    /// The commit's name in full.
    pub commit: Option<String>,
    /// The commit's name as people read it.
    pub short: Option<String>,
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
        let sides = Sides { sure: [is_sure(before), is_sure(now)] };
        let mut grid = sides.grid(self.keys, &before.grid, &now.grid);
        let [changed, new, gone, same] = ["changed", "new", "gone", "same"].map(|word| count(&grid, word));
        let mut notes =
            vec![format!("before: {}; now: {}; both as of {}", self.before.told(), self.now.told(), now.as_of)];
        notes.push(format!("{changed} changed, {new} new, {gone} gone, {same} the same"));
        if !all && same > 0 {
            leave_out_same(&mut grid);
            notes.push(
                "what stayed the same is not shown; `--where` looks at every row, as in `--where 'versus = same'`"
                    .to_owned(),
            );
        }
        notes.extend(now.notes.iter().cloned());
        let others = self.others(&sides, all);
        let differ = others.iter().skip(1).any(|(.., grid)| count(grid, "same") < grid.rows.len());
        View {
            name: columns::leaked(format!("{}-versus", now.name)),
            version: 1,
            title: format!("{}: {} versus {}", now.title, self.now.told(), self.before.told()),
            as_of: now.as_of,
            grid,
            others,
            notes,
            when_empty: if differ { "no row is different, but what is below is" } else { "nothing is different" }
                .to_owned(),
            unreadable: self.unreadable(),
        }
    }

    /// The keys of the rows of a comparison at some places, to find the rows that they came from.
    pub fn chosen(&self, compared: &Grid, places: impl IntoIterator<Item = usize>) -> Chosen {
        let rows = places.into_iter().filter_map(|at| compared.rows.get(at));
        Chosen { keys: self.keys.to_vec(), rows: rows.map(|row| key_of(compared, self.keys, row)).collect() }
    }

    /// The points, which a table tells in words below it, and every other grid. Its rows are told apart by the words that lead them.
    fn others(&self, sides: &Sides, all: bool) -> Vec<(&'static str, String, Grid)> {
        let columns = ["point", "revision", "commit"].map(|key| Column::word(key, key).hidden()).to_vec();
        let row = |word: &str, point: &Point| {
            Row::new(vec![Cell::text(word), Cell::maybe(point.revision.as_ref()), Cell::maybe(point.commit.as_ref())])
        };
        let points = Grid { columns, rows: vec![row("before", self.before), row("now", self.now)] };
        let mut others = vec![("points", "Compared".to_owned(), points)];
        for (key, title, now) in &self.now.view.others {
            let empty = Grid { columns: now.columns.clone(), rows: Vec::new() };
            let before =
                self.before.view.others.iter().find(|(other, ..)| other == key).map_or(&empty, |(.., grid)| grid);
            let Some(keys) = leading(before, now) else { continue };
            let mut grid = sides.grid(&keys, before, now);
            let is_sum = keys.iter().all(|key| *key == "currency");
            if !all && is_sum && count(&grid, "same") == grid.rows.len() {
                grid.columns = grid.columns.into_iter().map(Column::hidden).collect();
            } else if !all && !is_sum {
                leave_out_same(&mut grid);
            }
            others.push((key, title.clone(), grid));
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
                format!("`{revision}` ({})", self.short.as_deref().unwrap_or(commit))
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

fn count(grid: &Grid, word: &str) -> usize {
    let at = grid.columns.iter().position(|column| column.key == COLUMN).unwrap_or_default();
    grid.rows.iter().filter(|row| row.cells[at] == Cell::text(word)).count()
}

fn leave_out_same(grid: &mut Grid) {
    let at = grid.columns.iter().position(|column| column.key == COLUMN).unwrap_or_default();
    grid.rows.retain(|row| row.cells[at] != Cell::text("same"));
}

#[cfg(test)]
mod tests;
