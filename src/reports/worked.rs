//! What hours are grouped by, for every report on people's time: who worked and when, for whom and on what, and what the line is for that an entry
//! names. Knows no figure.

use super::ledger::By;
use crate::domain::agency::{Agency, Lookup};
use crate::domain::money::named_lines::NamedLines;
use crate::values::{Day, ItemId, JobId, Month, PersonId, Word};
use crate::view::{Cell, Column};
use std::collections::BTreeSet;

/// What an entry is on: the job, and the line it names.
pub(super) type On<'a> = (&'a JobId, Option<&'a ItemId>);

/// The words that hours stand under. One that cannot be told is `None`, and may be any; what there is none of is empty.
pub(super) struct Words<'a> {
    agency: &'a Agency,
    lines: NamedLines<'a>,
}

/// Whether the lines that entries name are asked for, and so all that lines stand in.
pub(super) fn needs_lines(by: &[impl AsRef<str>]) -> bool {
    [By::Channel, By::Supplier].iter().any(|way| by.iter().any(|typed| typed.as_ref() == way.as_str()))
}

impl<'a> Words<'a> {
    /// For hours on some jobs, as agreed by a day.
    pub(super) fn of(agency: &'a Agency, by: &[By], jobs: &BTreeSet<&JobId>, day: Day) -> Words<'a> {
        let words: Vec<&str> = by.iter().map(|way| way.as_str()).collect();
        let jobs = jobs.iter().copied().filter(|_| needs_lines(&words));
        Words { agency, lines: NamedLines::of(agency, jobs, day) }
    }

    /// The word of some hours; those of a timesheet that cannot be read are on nobody knows what.
    pub(super) fn word(&self, way: By, person: &PersonId, month: Month, on: Option<On<'_>>) -> Option<String> {
        let line = |on: On<'_>| (!self.is_unread(on.0)).then(|| self.lines.find(on.0, on.1));
        let text = |text: Option<String>| text.unwrap_or_default();
        Some(match way {
            By::Person => person.to_string(),
            By::Role => text(first_role(self.agency, person).map(ToString::to_string)),
            By::Month => month.to_string(),
            By::Job => on?.0.to_string(),
            By::Client => on?.0.client().to_string(),
            By::Channel => text(line(on?)?.and_then(|line| line.channel.as_ref()).map(ToString::to_string)),
            By::Supplier => text(line(on?)?.and_then(|line| line.supplier.as_ref()).map(ToString::to_string)),
            // other reports tell hours by these
            By::Line | By::Cause => String::new(),
        })
    }

    /// Whether nobody can tell what a job's lines are.
    fn is_unread(&self, job: &JobId) -> bool {
        matches!(self.agency.jobs.get(job), Lookup::Unreadable(_))
            || matches!(self.agency.clients.get(&job.client()), Lookup::Unreadable(_))
    }
}

/// In which role somebody works: the first of theirs.
pub(super) fn first_role<'a>(agency: &'a Agency, person: &PersonId) -> Option<&'a Word> {
    agency.config.person(person)?.roles.first()
}

/// Whether hours that cannot be told apart may be among those under some words.
pub(super) fn may_be(vague: &[Option<String>], words: &[String]) -> bool {
    vague.iter().zip(words).all(|(vague, word)| vague.as_ref().is_none_or(|vague| vague == word))
}

/// A column for each way.
pub(super) fn columns(by: &[By]) -> Vec<Column> {
    by.iter().map(|way| way.column()).collect()
}

/// The cells under them.
pub(super) fn cells(by: &[By], words: &[String]) -> Vec<Cell> {
    let cell = |(way, word): (&By, &String)| match way {
        By::Month => Month::parse(word).map_or(Cell::Empty, Cell::Month),
        _ if word.is_empty() => Cell::Empty,
        _ => Cell::text(word),
    };
    by.iter().zip(words).map(cell).collect()
}

/// What is said of the ways below a table.
pub(super) fn notes(by: &[By]) -> Vec<String> {
    let named = by.iter().any(|way| matches!(way, By::Channel | By::Supplier));
    let note = "channel, supplier: of the estimate's line that an entry names; `-` is time on a line without one, and on no line";
    named.then(|| note.to_owned()).into_iter().collect()
}
