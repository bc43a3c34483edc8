//! `table`: what people read, on a terminal and off it. A line of headings, a rule, a line for each row; prose is cut to fit,
//! ids and figures never are: where they cannot stand side by side, columns that can be spared are left out, and else each row becomes a card. Knows no report.

use super::abreast::{self, Abreast, GAP, Strip, WIDEST, abreast};
use super::sanitize::line;
use super::talk::paint;
use super::{Findings, Page, Renderer, fit, outline, text, words};
use crate::view::{Changed, Column, Grid, Holds, RecordView, Row, Tone, View};
use std::io::{self, Write};

/// The format for people.
pub(super) struct Table;

impl Renderer for Table {
    fn name(&self) -> &'static str {
        "table"
    }

    fn view(&self, view: &View, page: &Page, out: &mut dyn Write) -> io::Result<()> {
        let mut left_out = Vec::new();
        if view.grid.rows.is_empty() {
            if !view.when_empty.is_empty() {
                writeln!(out, "{}", line(&view.when_empty))?;
            }
        } else {
            left_out = grid(&view.grid, page, out)?;
        }
        rest(view, &left_out, page, out)
    }

    fn record(&self, record: &RecordView, page: &Page, out: &mut dyn Write) -> io::Result<()> {
        outline::record(record, page, out)
    }

    fn findings(&self, findings: &Findings<'_>, page: &Page, out: &mut dyn Write) -> io::Result<()> {
        text::findings(findings, page, out)
    }

    fn changed(&self, changed: &Changed, _page: &Page, out: &mut dyn Write) -> io::Result<()> {
        if let Some(diff) = &changed.diff {
            for shown in diff.lines() {
                writeln!(out, "{}", super::sanitize::text(shown))?;
            }
            return Ok(());
        }
        for (_, path) in &changed.records {
            writeln!(out, "{}", line(path))?;
        }
        Ok(())
    }
}

/// The further grids of a view and its notes.
pub(super) fn below(view: &View, page: &Page, out: &mut dyn Write) -> io::Result<()> {
    rest(view, &[], page, out)
}

/// The same below rows of which some columns were left out.
fn rest(view: &View, left_out: &[Column], page: &Page, out: &mut dyn Write) -> io::Result<()> {
    let mut below = Vec::new();
    for (_, title, other) in view.others.iter().filter(|(_, _, other)| other.is_shown()) {
        writeln!(out, "\n{}", paint(&line(title), BOLD, page))?;
        below.extend(grid(other, page, out)?);
    }
    if page.quiet {
        return Ok(());
    }
    let unseen = unseen(left_out, &below);
    if !(view.notes.is_empty() && unseen.is_empty()) {
        writeln!(out)?;
    }
    for note in view.notes.iter().chain(&unseen) {
        for part in fit::wrap(&line(note), page.room()) {
            writeln!(out, "{part}")?;
        }
    }
    Ok(())
}

/// On a card of this width, half of it holds a bar.
const WIDE_CARD: usize = 40;

pub(super) const BOLD: &str = "1";

impl Page {
    /// The columns a line may take.
    pub(super) fn room(&self) -> usize {
        self.width.map_or(WIDEST, |width| usize::from(width).max(20))
    }
}

/// The colour code of a row, where it has one.
pub(super) fn shade(tone: Tone) -> Option<&'static str> {
    match tone {
        Tone::Plain => None,
        Tone::Quiet => Some("2"),
        Tone::Amber => Some("33"),
        Tone::Red => Some("31"),
    }
}

/// One grid, as lines under headings, or as cards where the page is too narrow for that. Tells which columns it left out.
pub(super) fn grid(grid: &Grid, page: &Page, out: &mut dyn Write) -> io::Result<Vec<Column>> {
    if let Some(Abreast { strips, left_out }) = abreast(grid, page) {
        lines(&strips, &grid.rows, page, out)?;
        return Ok(left_out);
    }
    cards(&abreast::all(grid, WIDE_CARD <= page.room()), &grid.rows, page, out)?;
    Ok(Vec::new())
}

/// What was left out for want of room, and how to see it: of the rows, and of what stands below them.
fn unseen(rows: &[Column], below: &[Column]) -> Vec<String> {
    let mut below: Vec<&str> = below.iter().map(|column| column.key).collect();
    below.retain(|key| !rows.iter().any(|column| column.key == *key));
    let mut once: Vec<&str> = Vec::new();
    for key in below {
        if !once.contains(&key) {
            once.push(key);
        }
    }
    let keys = |columns: &[Column]| columns.iter().map(|column| column.key).collect::<Vec<_>>().join(", ");
    match (rows, once.as_slice()) {
        ([], []) => Vec::new(),
        ([], below) => vec![format!(
            "no room for, in the tables below the first: {}; a wider window shows them, `--format json` has them all",
            below.join(", ")
        )],
        (rows, below) => {
            let more = if below.is_empty() { String::new() } else { format!("; and below: {}", below.join(", ")) };
            vec![format!(
                "no room for: {}{more}; a wider window shows them, `--columns` picks others, `--format csv` has them all",
                keys(rows)
            )]
        }
    }
}

fn lines(strips: &[Strip], rows: &[Row], page: &Page, out: &mut dyn Write) -> io::Result<()> {
    let line = Line(strips);
    let headings: Vec<Vec<String>> = strips.iter().map(|strip| fit::wrap(&strip.title, strip.width)).collect();
    for at in 0..headings.iter().map(Vec::len).max().unwrap_or(0) {
        let part = line.of(|column| headings[column].get(at).map_or("", String::as_str));
        writeln!(out, "{}", paint(&part, BOLD, page))?;
    }
    let whole = strips.iter().map(|strip| strip.width).sum::<usize>() + GAP * strips.len().saturating_sub(1);
    writeln!(out, "{}", "─".repeat(whole))?;
    // What stands last is never cut: notes end in a command to type.
    let last = strips.len().checked_sub(1).filter(|&at| matches!(strips[at].holds, Holds::Prose | Holds::Command));
    for (at, row) in rows.iter().enumerate() {
        let text = |column: usize| strips[column].texts[at].as_str();
        let long = last.filter(|&last| fit::width(text(last)) > strips[last].width);
        let parts = long.map_or_else(Vec::new, |last| fit::wrap(text(last), strips[last].width));
        let mut print = |text: String| match shade(row.tone) {
            Some(color) => writeln!(out, "{}", paint(&text, color, page)),
            None => writeln!(out, "{text}"),
        };
        let first = |column: usize| parts.first().filter(|_| long == Some(column)).map_or(text(column), String::as_str);
        print(line.of(first))?;
        for part in parts.iter().skip(1) {
            print(line.of(|column| if long == Some(column) { part } else { "" }))?;
        }
    }
    Ok(())
}

/// The columns of a table and how wide each is. Padding thousands of rows is done here: a table library measures every cell
/// several times more, and its tables cost more than reading the book.
struct Line<'a>(&'a [Strip]);

impl Line<'_> {
    /// One line of texts, cut and padded to their columns, without blanks at its end.
    fn of<'t>(&self, text: impl Fn(usize) -> &'t str) -> String {
        let mut line = String::new();
        for (at, strip) in self.0.iter().enumerate() {
            let cut = fit::cut(text(at), strip.width);
            let pad = strip.width.saturating_sub(fit::width(&cut));
            let right = matches!(strip.holds, Holds::Figure | Holds::Money);
            let (before, after) = if right { (pad, 0) } else { (0, pad) };
            line.extend(std::iter::repeat_n(' ', before));
            line.push_str(&cut);
            line.extend(std::iter::repeat_n(' ', after + GAP));
        }
        line.truncate(line.trim_end().len());
        line
    }
}

/// A row as a card: a heading and a value a line, what is absent left out.
fn cards(strips: &[Strip], rows: &[Row], page: &Page, out: &mut dyn Write) -> io::Result<()> {
    for (at, row) in rows.iter().enumerate() {
        if at > 0 {
            writeln!(out)?;
        }
        let facts = strips.iter().map(|strip| (strip.title.as_str(), strip.texts[at].as_str()));
        let facts: Vec<(&str, &str)> = facts.filter(|(_, text)| *text != words::ABSENT).collect();
        pairs(&facts, shade(row.tone), page, out)?;
    }
    Ok(())
}

/// Headings and values, a pair a line, the values aligned and wrapped.
pub(super) fn pairs(facts: &[(&str, &str)], color: Option<&str>, page: &Page, out: &mut dyn Write) -> io::Result<()> {
    let widest = facts.iter().map(|(title, _)| fit::width(title)).max().unwrap_or(0);
    // Half the page is for values; a heading that does not fit the other half is cut.
    let left = widest.min(page.room() / 2 - GAP);
    for (title, value) in facts {
        let title = fit::cut(title, left);
        let pad = " ".repeat(left - fit::width(&title) + GAP);
        for (part, text) in fit::wrap(value, page.room() - left - GAP).iter().enumerate() {
            let lead = if part == 0 { format!("{title}{pad}") } else { " ".repeat(left + GAP) };
            match color {
                Some(color) => writeln!(out, "{}", paint(&format!("{lead}{text}"), color, page))?,
                None => writeln!(out, "{lead}{text}")?,
            }
        }
    }
    Ok(())
}
