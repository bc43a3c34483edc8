//! From the cells of a table to hours on jobs: which column is which, and what each cell says. What is wrong is said with its place, all of
//! it at once. Looks names up through what it is given; touches no disk.

use super::sheet::{Cell, Sheet};
use crate::cli::unseen;
use crate::domain::booking::hours;
use crate::domain::plan::time::{Booking, Cells};
use crate::domain::timesheet::Work;
use crate::source::{Place, SourceId, Span};
use crate::values::{Amount, Day, ItemId, JobId, PersonId, did_you_mean, folded};

/// What a column may hold, as `--map` names it.
pub(super) const FIELDS: [&str; 7] = ["person", "date", "job", "hours", "line", "work", "note"];
const NEEDED: [&str; 3] = ["date", "job", "hours"];

/// What is wrong with a cell.
#[derive(Clone, Debug)]
pub(super) struct Wrong {
    pub(super) code: &'static str,
    pub(super) span: Span,
    pub(super) message: String,
    pub(super) help: String,
}

/// A name that leads nowhere: what is wrong, and what to write.
pub(super) type Unknown = (String, String);

/// How names in cells are looked up.
pub(super) struct Names<'n> {
    /// Whose time it is where no column says so.
    pub(super) person: Option<PersonId>,
    /// A person by their id, name or address.
    pub(super) find_person: &'n dyn Fn(&str) -> Result<PersonId, Unknown>,
    /// A job by its number.
    pub(super) find_job: &'n mut dyn FnMut(&str) -> Result<JobId, Unknown>,
}

/// Hours of one row, and where each of its parts is written.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    booking: Booking,
    spans: [Span; 5],
}

impl Draft {
    /// The booking, as written in a file that was read.
    pub(super) fn written_in(self, source: SourceId) -> Booking {
        let [person, date, job, hours, line] = self.spans.map(|span| Place::span(source, span));
        Booking { cells: Some(Cells { person, date, job, hours, line }), ..self.booking }
    }

    /// The booking, wherever it is written.
    pub(super) fn booking(&self) -> &Booking {
        &self.booking
    }
}

/// Which column holds what.
#[derive(Clone, Debug)]
pub(super) struct Heading {
    /// By field, in the order of [`FIELDS`].
    at: [Option<usize>; 7],
    columns: usize,
    /// Columns that nobody asked for.
    pub(super) unread: Vec<String>,
}

impl Heading {
    /// Reads the heading; `mapped` says what columns of other names hold.
    pub(super) fn read(row: &[Cell], mapped: &[(String, usize)]) -> Result<Heading, Vec<Wrong>> {
        let whole = across(row);
        let mut heading = Heading { at: [None; 7], columns: row.len(), unread: Vec::new() };
        let mut wrong = Vec::new();
        for (index, cell) in row.iter().enumerate() {
            let name = folded(&cell.text);
            let map = mapped.iter().find(|(column, _)| folded(column) == name).map(|(_, field)| *field);
            // a column of a field's own name gives way to the one that was mapped to it
            let own = FIELDS.iter().position(|field| *field == name);
            let own = own.filter(|field| mapped.iter().all(|(_, taken)| taken != field));
            match map.or(own) {
                Some(field) if heading.at[field].is_some() => wrong.push(Wrong {
                    code: "bad-heading",
                    span: cell.span,
                    message: format!("a second column for `{}`", FIELDS[field]),
                    help: "take one of them out, or call it something else".to_owned(),
                }),
                Some(field) => heading.at[field] = Some(index),
                None if name.is_empty() => {}
                None => heading.unread.push(cell.text.clone()),
            }
        }
        let names: Vec<&str> = row.iter().map(|cell| cell.text.as_str()).collect();
        for (column, field) in mapped {
            if !names.iter().any(|name| folded(name) == folded(column)) {
                wrong.push(Wrong {
                    code: "bad-heading",
                    span: whole,
                    message: format!("there is no column `{column}` for `{}`", FIELDS[*field]),
                    help: did_you_mean(column, names.iter().copied(), || format!("the columns: {}", names.join(", "))),
                });
            }
        }
        for needed in NEEDED {
            let at = FIELDS.iter().position(|field| *field == needed).and_then(|field| heading.at[field]);
            if at.is_none() && wrong.is_empty() {
                wrong.push(Wrong {
                    code: "bad-heading",
                    span: whole,
                    message: format!("no column is called `{needed}`"),
                    help: format!("say which it is: `--map COLUMN={needed}`"),
                });
            }
        }
        if wrong.is_empty() { Ok(heading) } else { Err(wrong) }
    }

    /// Whether the file says whose time it is.
    pub(super) fn has_people(&self) -> bool {
        self.at[0].is_some()
    }

    fn cell<'r>(&self, row: &'r [Cell], field: usize) -> Option<&'r Cell> {
        row.get(self.at[field]?).filter(|cell| !cell.text.is_empty())
    }

    /// Where a field of a row is, or would be.
    fn span(&self, row: &[Cell], field: usize) -> Span {
        self.at[field].and_then(|at| row.get(at)).map_or_else(|| across(row), |cell| cell.span)
    }

    /// The hours of one row, or everything that is wrong with it.
    pub(super) fn draft(&self, row: &[Cell], sheet: &Sheet, names: &mut Names<'_>) -> Result<Draft, Vec<Wrong>> {
        let mut wrong = Vec::new();
        if row.len() > self.columns {
            wrong.push(Wrong {
                code: "bad-row",
                span: row[self.columns].span,
                message: format!("this row has {} cells, and the heading has {}", row.len(), self.columns),
                help: format!("put a text with `{}` in it in quotes", sheet.separator),
            });
            return Err(wrong);
        }
        let mut read = Reading { heading: self, row, wrong: &mut wrong };
        let person = match &names.person {
            Some(person) => Some(person.clone()),
            None => read.need(0, "unknown-person", names.find_person),
        };
        let date = read.need(1, "bad-date", &day);
        let job = read.need(2, "unknown-id", &mut *names.find_job);
        let hours = read.need(3, "bad-hours", |text| worked(text, sheet.separator));
        let line = read.may(4, "bad-id", |text| {
            ItemId::parse(text)
                .map_err(|fault| (format!("`{text}`: {fault}"), "name a line of the estimate".to_owned()))
        });
        let work = read.may(5, "unknown-word", what);
        // one kind of line break, as records have it, or the same note would be another when it is read again
        let note = read.may(6, "control-character", |text| {
            let text = text.replace("\r\n", "\n").replace('\r', "\n");
            unseen::in_text(&text).map_or(Ok(text), |control| Err(unseen::told("note", control)))
        });
        let (Some(person), Some(date), Some(job), Some(hours)) = (person, date, job, hours) else { return Err(wrong) };
        if !wrong.is_empty() {
            return Err(wrong);
        }
        let booking = Booking { person, date, job, hours, line, work, note, cells: None };
        Ok(Draft { booking, spans: std::array::from_fn(|field| self.span(row, field)) })
    }
}

fn across(row: &[Cell]) -> Span {
    match (row.first(), row.last()) {
        (Some(first), Some(last)) => Span::new(first.span.start as usize, last.span.end as usize),
        _ => Span::at(0),
    }
}

/// A row while it is read.
struct Reading<'r> {
    heading: &'r Heading,
    row: &'r [Cell],
    wrong: &'r mut Vec<Wrong>,
}

impl Reading<'_> {
    fn need<T>(&mut self, field: usize, code: &'static str, read: impl FnMut(&str) -> Result<T, Unknown>) -> Option<T> {
        if self.heading.cell(self.row, field).is_none() {
            self.wrong.push(Wrong {
                code: "missing-field",
                span: self.heading.span(self.row, field),
                message: format!("this row has no {}", FIELDS[field]),
                help: "fill it in, or take the row out".to_owned(),
            });
            return None;
        }
        self.may(field, code, read)
    }

    fn may<T>(
        &mut self,
        field: usize,
        code: &'static str,
        mut read: impl FnMut(&str) -> Result<T, Unknown>,
    ) -> Option<T> {
        let cell = self.heading.cell(self.row, field)?;
        match read(&cell.text) {
            Ok(value) => Some(value),
            Err((message, help)) => {
                self.wrong.push(Wrong { code, span: cell.span, message, help });
                None
            }
        }
    }
}

/// A day: as records write it, as only one day can be meant, or day first with points, `1.12.2026`, which nobody writes the other way round.
fn day(text: &str) -> Result<Day, Unknown> {
    let pointed = || {
        let mut parts = text.split('.').map(str::trim);
        let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
        let plain = |part: &str, most: usize| part.len() <= most && part.bytes().all(|byte| byte.is_ascii_digit());
        let fits = plain(day, 2) && plain(month, 2) && year.len() == 4 && plain(year, 4) && parts.next().is_none();
        Day::ymd(year.parse().ok().filter(|_| fits)?, month.parse().ok()?, day.parse().ok()?)
    };
    Day::parse(text).or_else(pointed).or_else(|| Day::meant(text)).ok_or_else(|| {
        let help =
            "write it like 2026-12-04; 4.12.2026 is taken too, and 4/12/2026 is not: it may be another day elsewhere";
        (format!("`{text}` is not a day that can be only one"), help.to_owned())
    })
}

/// Hours. Where cells are not separated by commas, a comma in a number can only be a decimal one.
fn worked(text: &str, separator: char) -> Result<Amount, Unknown> {
    let comma = || {
        let (whole, part) = text.split_once(',').filter(|_| separator != ',')?;
        let plain = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        (plain(whole) && plain(part)).then(|| format!("{whole}.{part}"))
    };
    hours(comma().as_deref().unwrap_or(text)).map_err(|why| (format!("`{text}` are no hours of a day"), why))
}

fn what(text: &str) -> Result<Work, Unknown> {
    let typed = folded(text);
    Work::ALL.iter().copied().find(|work| work.as_str() == typed).ok_or_else(|| {
        let words: Vec<&str> = Work::ALL.iter().map(|work| work.as_str()).collect();
        let help = did_you_mean(&typed, words.iter().copied(), || format!("one of: {}", words.join(", ")));
        (format!("`{text}` is not what time goes into"), help)
    })
}
