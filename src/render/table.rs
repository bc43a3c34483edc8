//! `table`: what people read, on a terminal and off it. A line of headings, a rule, a line for each row; prose is cut to fit,
//! ids and figures never are: where they cannot stand side by side, each row becomes a card. Knows no report.

use super::fit::{self, Wish};
use super::sanitize::line;
use super::talk::paint;
use super::{Findings, Page, Renderer, bar, outline, text, words};
use crate::values::{Decimal, Money};
use crate::view::{Cell, Changed, Column, Grid, Holds, RecordView, Row, Tone, View};
use std::io::{self, Write};

/// The format for people.
pub(super) struct Table;

impl Renderer for Table {
    fn name(&self) -> &'static str {
        "table"
    }

    fn view(&self, view: &View, page: &Page, out: &mut dyn Write) -> io::Result<()> {
        if view.grid.rows.is_empty() {
            if !view.when_empty.is_empty() {
                writeln!(out, "{}", line(&view.when_empty))?;
            }
        } else {
            grid(&view.grid, page, out)?;
        }
        below(view, page, out)
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
    for (_, title, other) in view.others.iter().filter(|(_, _, other)| other.is_shown()) {
        writeln!(out, "\n{}", paint(&line(title), BOLD, page))?;
        grid(other, page, out)?;
    }
    if !view.notes.is_empty() {
        writeln!(out)?;
    }
    for note in &view.notes {
        for part in fit::wrap(&line(note), page.room()) {
            writeln!(out, "{part}")?;
        }
    }
    Ok(())
}

/// Blanks between two columns.
const GAP: usize = 2;
/// On a card of this width, half of it holds a bar.
const WIDE_CARD: usize = 40;
/// No cell is wider, on any page: what measures a table counts in 16 bits.
const WIDEST: usize = 10_000;
/// A column of prose stays at least this wide as long as narrower headings can make room, and then at least the second.
const PROSE: [usize; 3] = [24, 24, 12];

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

/// One grid, as lines under headings, or as cards where the page is too narrow for that.
pub(super) fn grid(grid: &Grid, page: &Page, out: &mut dyn Write) -> io::Result<()> {
    let shown = |at: &usize| grid.columns[*at].shown;
    let needed = |at: &usize| shown(at) && !grid.columns[*at].spare;
    if let Some((part, widths)) = side_by_side(grid, shown, page).or_else(|| side_by_side(grid, needed, page)) {
        return lines(&part.columns, &part.texts, &widths, &grid.rows, page, out);
    }
    let bars = WIDE_CARD <= page.room();
    let part = Part::of(grid, shown, Looks { money: words::money, bars });
    cards(&part.columns, &part.texts, &grid.rows, page, out)
}

/// Some columns of a grid and how wide each is; `None` where they cannot stand side by side.
fn side_by_side(grid: &Grid, wanted: impl Fn(&usize) -> bool + Copy, page: &Page) -> Option<(Part, Vec<usize>)> {
    let measured = |part: Part| part.widths(page).map(|widths| (part, widths));
    let whole = Part::of(grid, wanted, Looks { money: words::money, bars: false });
    // Bars are the first to go where anything would be cut for them.
    if whole.columns.iter().any(|column| column.bar) {
        let drawn = measured(Part::of(grid, wanted, Looks { money: words::money, bars: true }));
        if let Some(found) = drawn.filter(|(part, widths)| part.is_uncut(widths)) {
            return Some(found);
        }
    }
    measured(whole).or_else(|| {
        // Where each row names its currency once, its sums need not repeat it on a page that is short of room.
        grid.columns.iter().find(|column| column.key == CURRENCY)?;
        let wanted = |at: &usize| wanted(at) || grid.columns[*at].key == CURRENCY;
        measured(Part::of(grid, wanted, Looks { money: words::sum, bars: false }))
    })
}

/// The column that names the currency of the sums beside it.
const CURRENCY: &str = "currency";

/// Some columns of a grid, and the words of its rows in them.
struct Part {
    columns: Vec<Column>,
    texts: Vec<Vec<String>>,
}

/// How sums and ratios are told.
#[derive(Clone, Copy)]
struct Looks {
    money: fn(Money) -> String,
    bars: bool,
}

impl Part {
    fn of(grid: &Grid, wanted: impl Fn(&usize) -> bool, looks: Looks) -> Part {
        let shown: Vec<usize> = (0..grid.columns.len()).filter(wanted).collect();
        let bars = |&at: &usize| {
            let ratios: Vec<Option<Decimal>> = grid.rows.iter().map(|row| ratio(row.cells.get(at))).collect();
            if looks.bars && grid.columns[at].bar { bar::bars(&ratios) } else { Vec::new() }
        };
        let bars: Vec<Vec<Option<String>>> = shown.iter().map(bars).collect();
        let text = |at: usize, line: usize, row: &Row, bars: &[Option<String>]| {
            let drawn = bars.get(line).cloned().flatten();
            let percent = || ratio(row.cells.get(at)).filter(|_| grid.columns[at].bar).map(bar::percent);
            drawn.or_else(percent).unwrap_or_else(|| said(row.cells.get(at), looks.money))
        };
        let texts =
            |(line, row): (usize, &Row)| shown.iter().zip(&bars).map(|(&at, bars)| text(at, line, row, bars)).collect();
        Part {
            columns: shown.iter().map(|&at| grid.columns[at]).collect(),
            texts: grid.rows.iter().enumerate().map(texts).collect(),
        }
    }

    fn widths(&self, page: &Page) -> Option<Vec<usize>> {
        widths(&self.columns, &self.texts, page.room())
    }

    /// Whether every text fits its column.
    fn is_uncut(&self, widths: &[usize]) -> bool {
        self.texts.iter().all(|row| row.iter().zip(widths).all(|(text, &width)| fit::width(text) <= width))
    }
}

fn ratio(cell: Option<&Cell>) -> Option<Decimal> {
    if let Some(Cell::Ratio(ratio)) = cell { Some(*ratio) } else { None }
}

fn said(cell: Option<&Cell>, money: fn(Money) -> String) -> String {
    match cell.unwrap_or(&Cell::Empty) {
        Cell::Money(sum) => money(*sum),
        other => line(&words::human(other)).into_owned(),
    }
}

/// How wide each column is; `None` where they cannot stand side by side.
fn widths(columns: &[Column], texts: &[Vec<String>], room: usize) -> Option<Vec<usize>> {
    let room = room.checked_sub(GAP * columns.len().saturating_sub(1))?;
    let content: Vec<usize> = (0..columns.len())
        .map(|at| texts.iter().map(|row| fit::width(&row[at])).max().unwrap_or(0).min(WIDEST))
        .collect();
    PROSE.iter().enumerate().find_map(|(attempt, &prose)| {
        let wishes = columns.iter().zip(&content).map(|(column, &content)| {
            let word = column.title.split(' ').map(fit::width).max().unwrap_or(0);
            let heading = if attempt == 0 { fit::width(column.title) } else { word };
            let natural = content.max(heading);
            let least = if column.holds == Holds::Prose { prose.max(word).min(natural) } else { natural };
            Wish { natural, least }
        });
        fit::share(&wishes.collect::<Vec<_>>(), room)
    })
}

fn lines(
    columns: &[Column],
    texts: &[Vec<String>],
    widths: &[usize],
    rows: &[Row],
    page: &Page,
    out: &mut dyn Write,
) -> io::Result<()> {
    let line = Line { columns, widths };
    let headings: Vec<Vec<String>> =
        columns.iter().zip(widths).map(|(column, &width)| fit::wrap(column.title, width)).collect();
    for at in 0..headings.iter().map(Vec::len).max().unwrap_or(0) {
        let part = line.of(|column| headings[column].get(at).map_or("", String::as_str));
        writeln!(out, "{}", paint(&part, BOLD, page))?;
    }
    let whole = widths.iter().sum::<usize>() + GAP * widths.len().saturating_sub(1);
    writeln!(out, "{}", "─".repeat(whole))?;
    // What stands last is never cut: notes end in a command to type.
    let last = columns.len().checked_sub(1).filter(|&at| columns[at].holds == Holds::Prose);
    for (row, texts) in rows.iter().zip(texts) {
        let long = last.filter(|&at| fit::width(&texts[at]) > widths[at]);
        let parts = long.map_or_else(Vec::new, |at| fit::wrap(&texts[at], widths[at]));
        let mut print = |text: String| match shade(row.tone) {
            Some(color) => writeln!(out, "{}", paint(&text, color, page)),
            None => writeln!(out, "{text}"),
        };
        print(line.of(|at| parts.first().filter(|_| long == Some(at)).unwrap_or(&texts[at])))?;
        for part in parts.iter().skip(1) {
            print(line.of(|at| if long == Some(at) { part } else { "" }))?;
        }
    }
    Ok(())
}

/// The columns of a table and how wide each is. Padding thousands of rows is done here: a table library measures every cell
/// several times more, and its tables cost more than reading the book.
struct Line<'a> {
    columns: &'a [Column],
    widths: &'a [usize],
}

impl Line<'_> {
    /// One line of texts, cut and padded to their columns, without blanks at its end.
    fn of<'t>(&self, text: impl Fn(usize) -> &'t str) -> String {
        let mut line = String::new();
        for (at, (column, &width)) in self.columns.iter().zip(self.widths).enumerate() {
            let cut = fit::cut(text(at), width);
            let pad = width.saturating_sub(fit::width(&cut));
            let right = matches!(column.holds, Holds::Figure | Holds::Money);
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
fn cards(columns: &[Column], texts: &[Vec<String>], rows: &[Row], page: &Page, out: &mut dyn Write) -> io::Result<()> {
    for (at, row) in texts.iter().enumerate() {
        if at > 0 {
            writeln!(out)?;
        }
        let facts = columns.iter().zip(row).filter(|(_, text)| *text != words::ABSENT);
        let facts: Vec<(&str, &str)> = facts.map(|(column, text)| (column.title, text.as_str())).collect();
        pairs(&facts, shade(rows[at].tone), page, out)?;
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
