//! A view as a list to go through: a line for each thing that was asked, with a mark, and indented below it what is wrong and what to
//! write; then what it comes to. For people only; every other format prints the rows. Knows no brief: it reads columns by their keys.

use super::sanitize::line;
use super::table::{BOLD, below, pairs, shade};
use super::talk::paint;
use super::{Page, fit, words};
use crate::view::{Cell, Grid, Row, View};
use std::io::{self, Write};

/// How far details stand in from the edge.
const INDENT: usize = 4;
/// Blanks between a heading and its state.
const GAP: usize = 2;

/// The rows under their headings, then single rows of the other grids as facts, other grids as tables, and the notes.
pub fn print(view: &View, page: &Page, out: &mut dyn Write) -> io::Result<()> {
    for part in fit::wrap(&line(&view.title), page.room()) {
        writeln!(out, "{}", paint(&part, BOLD, page))?;
    }
    writeln!(out)?;
    let rows: Vec<Item> = view.grid.rows.iter().map(|row| Item { grid: &view.grid, row }).collect();
    let widest = rows.iter().map(|item| fit::width(&item.name())).max().unwrap_or(0);
    for (at, item) in rows.iter().enumerate() {
        let follows = at > 0 && rows[at - 1].name() == item.name();
        if !follows {
            heading(item, widest, page, out)?;
        }
        details(item, follows, page, out)?;
    }
    let (single, several): (Vec<_>, Vec<_>) =
        view.others.iter().cloned().partition(|(_, _, grid)| grid.rows.len() == 1 && grid.columns[0].shown);
    for (_, _, grid) in &single {
        writeln!(out)?;
        facts(grid, page, out)?;
    }
    below(&View { others: several, ..view.clone() }, page, out)
}

/// One row, read by the keys of its columns.
struct Item<'v> {
    grid: &'v Grid,
    row: &'v Row,
}

impl Item<'_> {
    /// What stands under a key; empty where nothing does.
    fn said(&self, key: &str) -> String {
        let at = self.grid.columns.iter().position(|column| column.key == key);
        match at.and_then(|at| self.row.cells.get(at)) {
            None | Some(Cell::Empty) => String::new(),
            Some(cell) => line(&words::human(cell)).into_owned(),
        }
    }

    /// What the line is about: a section of a brief, or a guard.
    fn name(&self) -> String {
        let section = self.said("section");
        if section.is_empty() { self.said("guard") } else { section }
    }

    fn mark(&self) -> char {
        match self.said("state").as_str() {
            "filled" | "yes" => '✓',
            "weak" | "warning" => '!',
            "waived" => '–',
            _ if self.said("need") == "required" => '✗',
            _ => '·',
        }
    }
}

fn heading(item: &Item<'_>, widest: usize, page: &Page, out: &mut dyn Write) -> io::Result<()> {
    let (section, state, need) = (item.name(), item.said("state"), item.said("need"));
    let pad = " ".repeat(widest - fit::width(&section) + GAP);
    let need = match need.as_str() {
        "" | "required" => String::new(),
        other => format!(" ({})", other.replace('-', " ")),
    };
    let text = format!("{} {section}{pad}{state}{need}", item.mark());
    let text = fit::cut(&text, page.room());
    match shade(item.row.tone) {
        Some(color) => writeln!(out, "{}", paint(&text, color, page)),
        None => writeln!(out, "{text}"),
    }
}

fn details(item: &Item<'_>, follows: bool, page: &Page, out: &mut dyn Write) -> io::Result<()> {
    let (asks, found, help) = (item.said("asks"), item.said("found"), item.said("help"));
    if !asks.is_empty() && !follows {
        indented(&asks, "", page, out)?;
    }
    if !found.is_empty() {
        let level = match (item.said("level").as_str(), item.said("rule").as_str()) {
            ("", _) => String::new(),
            (level, rule) => format!(" ({level}, {rule})"),
        };
        let place = match item.said("line").as_str() {
            line if !line.is_empty() && !level.is_empty() => format!("line {line}: "),
            _ => match item.said("at") {
                at if at.is_empty() => at,
                at => format!("{at}: "),
            },
        };
        indented(&format!("{place}{found}{level}"), "", page, out)?;
    }
    if !help.is_empty() {
        indented(&help, "→ ", page, out)?;
    }
    Ok(())
}

fn indented(text: &str, lead: &str, page: &Page, out: &mut dyn Write) -> io::Result<()> {
    let inside = INDENT + fit::width(lead);
    for (at, part) in fit::wrap(text, page.room().saturating_sub(inside).max(1)).iter().enumerate() {
        let lead = if at == 0 { lead } else { "" };
        writeln!(out, "{}{lead}{part}", " ".repeat(inside - fit::width(lead)))?;
    }
    Ok(())
}

fn facts(grid: &Grid, page: &Page, out: &mut dyn Write) -> io::Result<()> {
    let cells = grid.columns.iter().zip(grid.rows.iter().flat_map(|row| &row.cells)).filter(|(column, _)| column.shown);
    let cells: Vec<(&str, String)> =
        cells.map(|(column, cell)| (column.title, line(&words::human(cell)).into_owned())).collect();
    let cells: Vec<(&str, &str)> = cells.iter().map(|(title, value)| (*title, value.as_str())).collect();
    pairs(&cells, None, page, out)
}
