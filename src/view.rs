//! Views: a grid of meanings without looks. Reports make them, renderers turn them into bytes.
//! A column's key is the JSON contract; its title is what a person reads.

use crate::values::{Currency, Day, Decimal, Money, Month};

/// One cell: what it means, not how it looks.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Nothing: `null`.
    Empty,
    /// Words from a record or from us; untrusted until a renderer made them safe.
    Text(String),
    /// A day.
    Day(Day),
    /// A month.
    Month(Month),
    /// A count.
    Count(i64),
    /// A plain decimal: hours, a limit.
    Number(Decimal),
    /// A sum in its currency.
    Money(Money),
    /// A ratio to four decimals: burn, pace. People read it as a percentage.
    Ratio(Decimal),
    /// What one of something costs, to four decimals. People read it with its currency.
    Each(Decimal, Currency),
    /// Yes or no.
    Flag(bool),
    /// Several texts.
    List(Vec<String>),
}

impl Cell {
    /// Words.
    pub fn text(text: impl ToString) -> Cell {
        Cell::Text(text.to_string())
    }

    /// Words, or nothing.
    pub fn maybe(text: Option<impl ToString>) -> Cell {
        text.map_or(Cell::Empty, Cell::text)
    }

    /// A day, or nothing.
    pub fn day(day: Option<Day>) -> Cell {
        day.map_or(Cell::Empty, Cell::Day)
    }

    /// A count.
    pub fn count(count: usize) -> Cell {
        Cell::Count(i64::try_from(count).unwrap_or(i64::MAX))
    }

    /// A sum, or nothing where it cannot be told.
    pub fn money(money: Option<Money>) -> Cell {
        money.map_or(Cell::Empty, Cell::Money)
    }
}

/// What a column holds; decides alignment, and what a spreadsheet may run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// Ids and short words: never cut.
    Word,
    /// Sentences: may be cut to fit a terminal.
    Prose,
    /// Commands to type: may stand in several lines, broken at blanks alone.
    Command,
    /// Days and months.
    Date,
    /// Counts, decimals, ratios: to the right.
    Figure,
    /// Sums with their currency, to the right; in CSV the currency is a column of its own.
    Money,
}

/// One column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// The key in JSON, CSV, `--where`, `--sort`, `--columns`. Never `report` or `version`: a line of `jsonl` carries those itself.
    pub key: &'static str,
    /// The heading people read.
    pub title: &'static str,
    /// What it holds.
    pub holds: Holds,
    /// Whether a table (on a terminal or in Markdown) shows it unasked; JSON and CSV always carry every column.
    pub shown: bool,
    /// Whether a table draws its ratios as bars with a percentage, where it has the room. Every other format has the ratio.
    pub bar: bool,
    /// Whether a table leaves it out sooner than become a list of cards: 0 never, and of the others the highest first, and of those alike the
    /// last. Every other format has it, as `shown` says.
    pub spare: u8,
}

impl Column {
    /// A column of ids or short words.
    pub const fn word(key: &'static str, title: &'static str) -> Column {
        Column { key, title, holds: Holds::Word, shown: true, bar: false, spare: 0 }
    }

    /// A column of sentences.
    pub const fn prose(key: &'static str, title: &'static str) -> Column {
        Column { key, title, holds: Holds::Prose, shown: true, bar: false, spare: 0 }
    }

    /// A column of commands to type.
    pub const fn command(key: &'static str, title: &'static str) -> Column {
        Column { holds: Holds::Command, ..Column::prose(key, title) }
    }

    /// A column of days.
    pub const fn date(key: &'static str, title: &'static str) -> Column {
        Column { key, title, holds: Holds::Date, shown: true, bar: false, spare: 0 }
    }

    /// A column of figures.
    pub const fn figure(key: &'static str, title: &'static str) -> Column {
        Column { key, title, holds: Holds::Figure, shown: true, bar: false, spare: 0 }
    }

    /// A column of ratios (`Cell::Ratio`) that people would rather look at than read: burn, utilisation, shares. A table draws each as a
    /// bar with its percentage, and as the percentage alone where it is short of room; `null` is `-` there.
    pub const fn bar(key: &'static str, title: &'static str) -> Column {
        Column { bar: true, ..Column::figure(key, title) }
    }

    /// A column of sums with their currency.
    pub const fn money(key: &'static str, title: &'static str) -> Column {
        Column { key, title, holds: Holds::Money, shown: true, bar: false, spare: 0 }
    }

    /// The same column, left out of a table that is short of room before those of a lower rank.
    #[must_use]
    pub const fn spare(self, rank: u8) -> Column {
        Column { spare: rank, ..self }
    }

    /// The same column, left out of tables unless asked for.
    #[must_use]
    pub const fn hidden(self) -> Column {
        Column { shown: false, ..self }
    }
}

/// How a row should strike a person; colour only repeats what the cells say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// As usual.
    #[default]
    Plain,
    /// Done, out of the way.
    Quiet,
    /// Soon trouble.
    Amber,
    /// Trouble.
    Red,
}

/// One row; as many cells as the grid has columns.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// In the order of the columns.
    pub cells: Vec<Cell>,
    /// How it should strike a person.
    pub tone: Tone,
}

impl Row {
    /// A plain row.
    pub fn new(cells: Vec<Cell>) -> Row {
        Row { cells, tone: Tone::Plain }
    }
}

/// Rows under columns.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Grid {
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows, already in their order.
    pub rows: Vec<Row>,
}

impl Grid {
    /// Empties some columns: what they hold cannot be told here.
    pub fn blank(&mut self, keys: &[&str]) {
        let blank: Vec<bool> = self.columns.iter().map(|column| keys.contains(&column.key)).collect();
        for row in &mut self.rows {
            for (cell, _) in row.cells.iter_mut().zip(&blank).filter(|(_, blank)| **blank) {
                *cell = Cell::Empty;
            }
        }
    }

    /// Whether a table has anything to show of it.
    pub fn is_shown(&self) -> bool {
        !self.rows.is_empty() && self.columns.iter().any(|column| column.shown)
    }
}

/// A record that could not be read, and where it broke.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Unreadable {
    /// Relative to the book.
    pub path: String,
    /// From 1.
    pub line: u32,
    /// In characters, from 1.
    pub column: u32,
    /// What is wrong.
    pub message: String,
}

/// The answer to a question about the book.
#[derive(Clone, Debug, PartialEq)]
pub struct View {
    /// The report's name in the envelope: `overdue`.
    pub name: &'static str,
    /// The version of its shape.
    pub version: u32,
    /// What it shows, as a heading: `Overdue handoffs`.
    pub title: String,
    /// The day it is about.
    pub as_of: Day,
    /// The rows.
    pub grid: Grid,
    /// Further grids under their JSON keys, with a heading each: totals.
    pub others: Vec<(&'static str, String, Grid)>,
    /// What to say below a table: definitions, what could not be told and why. Under `notes` in JSON.
    pub notes: Vec<String>,
    /// What to say where there are no rows: `nothing is overdue`.
    pub when_empty: String,
    /// Records in scope that could not be read; makes the exit code 2.
    pub unreadable: Vec<Unreadable>,
}

/// A record's values without types, for `show`.
#[derive(Clone, Debug, PartialEq)]
pub enum Data {
    /// Nothing.
    Null,
    /// Yes or no.
    Flag(bool),
    /// A whole number small enough for every reader.
    Count(i64),
    /// Any other scalar, as written.
    Text(String),
    /// Items.
    List(Vec<Data>),
    /// Fields, in the order of the file.
    Map(Vec<(String, Data)>),
}

/// One record, for `show`.
#[derive(Clone, Debug, PartialEq)]
pub struct RecordView {
    /// Its kind.
    pub kind: &'static str,
    /// Its id.
    pub id: String,
    /// Its file, relative to the book.
    pub path: String,
    /// One line each of what the program works out about it: the stage, who has the ball, what is left of the money.
    pub facts: Vec<(&'static str, &'static str, Cell)>,
    /// What happened to it, under JSON keys, with a heading each.
    pub others: Vec<(&'static str, String, Grid)>,
    /// Its fields.
    pub fields: Data,
}

/// A finding with its place worked out, ready to print.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The kebab-case name.
    pub code: String,
    /// Its BR or I number, where it has one.
    pub alias: Option<&'static str>,
    /// `error` or `warning`.
    pub severity: crate::finding::Severity,
    /// What is wrong.
    pub message: String,
    /// The argument of the command line that it is about; then it has no place.
    pub argument: Option<&'static str>,
    /// Relative to the book.
    pub path: String,
    /// From 1.
    pub line: u32,
    /// In characters, from 1.
    pub column: u32,
    /// The last line, from 1.
    pub end_line: u32,
    /// One past the last character, from 1.
    pub end_column: u32,
    /// The lines of the file from the first to the last, as written; a very long text only begins.
    pub excerpt: Option<String>,
    /// The keys that lead to it, as a JSON pointer in which an item with an id goes by it: `/handoffs/1k7q/due`.
    pub pointer: String,
    /// What to write.
    pub help: Option<String>,
    /// Other places that explain it.
    pub related: Vec<Related>,
    /// Whether `check --fix` can put it right.
    pub fixable: bool,
}

/// Another place that explains a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// Why it matters.
    pub message: String,
    /// Relative to the book.
    pub path: String,
    /// From 1.
    pub line: u32,
    /// In characters, from 1.
    pub column: u32,
    /// The last line, from 1.
    pub end_line: u32,
    /// One past the last character, from 1.
    pub end_column: u32,
    /// The lines of the file from the first to the last, as written.
    pub excerpt: Option<String>,
}

/// What one kind of finding is, for formats that carry the rules beside what they found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleNote {
    /// The kebab-case name.
    pub code: String,
    /// Its BR and I numbers.
    pub aliases: &'static [&'static str],
    /// How it is taken where the agency does not say.
    pub severity: crate::finding::Severity,
    /// What it is about: `brief`, `book`; `reading` for what is found before any rule looks.
    pub subject: &'static str,
    /// What it looks for, in a sentence.
    pub summary: String,
    /// What it looks for, in full.
    pub what: String,
    /// Why, what is wrong and what to write instead, in plain words.
    pub help: String,
    /// The same in Markdown.
    pub markdown: String,
}

/// What a command that writes did, or would do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changed {
    /// The id and the path (relative to the book) of each record.
    pub records: Vec<(String, String)>,
    /// What happened, in the trade's words: one line for each thing.
    pub summary: Vec<String>,
    /// What the person would do next.
    pub next: Option<String>,
    /// Nothing was written: this is what would be.
    pub dry_run: bool,
    /// The unified diff of all files, where one was asked for.
    pub diff: Option<String>,
    /// The commit of it, where one was asked for.
    pub commit: Option<Committed>,
}

/// A commit of a change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Committed {
    /// Its name, in full; `None` where it is not made yet, or could not be made.
    pub id: Option<String>,
    /// The branch it went to; `None` where `HEAD` is on none.
    pub branch: Option<String>,
    /// What it says.
    pub message: String,
}

/// Why a command could not answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Failure {
    /// A kebab-case word for scripts: `usage`, `no-book`, `unknown-id`.
    pub code: &'static str,
    /// What went wrong, in one sentence.
    pub message: String,
    /// What caused it, the nearest first.
    pub causes: Vec<String>,
    /// What to type.
    pub hint: Option<String>,
    /// The path, line and column it is about.
    pub place: Option<(String, u32, u32)>,
}
