//! The time of a book by job: who worked on each, when, how long; and what of it nobody can have worked. Prices nothing.

use super::earnings::Span;
use crate::domain::agency::{Agency, Lookup};
use crate::domain::booking::Impossible;
use crate::domain::timesheet::TimeEntry;
use crate::values::{ClientId, Day, JobId, PersonId, TimesheetId, Word};
use std::collections::HashMap;

/// Time of somebody on a job.
#[derive(Clone, Copy, Debug)]
pub struct Worked<'a> {
    /// Whose.
    pub person: &'a PersonId,
    /// What they work as; nothing for somebody who is not at the agency.
    pub(super) roles: &'a [Word],
    /// When, and how long.
    pub entry: &'a TimeEntry,
}

/// All time up to a day, by job; made once for a whole book.
#[derive(Debug)]
pub struct TimeIndex<'a> {
    /// As the timesheets have it, each with the place of the next on the same job.
    all: Vec<(Worked<'a>, Option<usize>)>,
    /// The places of the first and the latest on each job.
    ends: HashMap<&'a JobId, (usize, usize)>,
    /// By the entry.
    impossible: HashMap<*const TimeEntry, String>,
    pub(super) unreadable: Vec<TimesheetId>,
}

impl<'a> TimeIndex<'a> {
    /// The time of every timesheet the command loaded.
    pub fn new(agency: &'a Agency, day: Day) -> TimeIndex<'a> {
        let entries = agency.timesheets.iter().map(|sheet| sheet.record.entries.len()).sum();
        let mut index = TimeIndex {
            all: Vec::with_capacity(entries),
            ends: HashMap::with_capacity(agency.jobs.iter().len()),
            impossible: HashMap::new(),
            unreadable: Vec::new(),
        };
        for sheet in &agency.timesheets {
            let (person, entries) = (&sheet.id.person, &sheet.record.entries);
            let roles = agency.config.person(person).map_or(&[][..], |person| &person.roles);
            let wrong = Impossible::of(person, entries).all();
            index.impossible.extend(wrong.map(|(at, why)| (std::ptr::from_ref(&entries[at]), why)));
            for entry in entries.iter().filter(|entry| entry.date <= day) {
                index.add(Worked { person, roles, entry });
            }
        }
        let broken = agency.timesheets.unreadable().iter().map(|(id, _)| id);
        index.unreadable.extend(broken.filter(|id| id.month.first() <= day).cloned());
        index
    }

    fn add(&mut self, worked: Worked<'a>) {
        let at = self.all.len();
        let (_, latest) = self.ends.entry(&worked.entry.job).or_insert((at, at));
        if *latest < at {
            self.all[*latest].1 = Some(at);
            *latest = at;
        }
        self.all.push((worked, None));
    }

    /// The time on every job, in no order.
    pub fn all(&self) -> impl Iterator<Item = (&'a JobId, impl Iterator<Item = Worked<'a>>)> {
        self.ends.iter().map(|(job, (first, _))| (*job, self.from(Some(*first))))
    }

    /// The time on one job.
    pub fn of(&self, job: &JobId) -> impl Iterator<Item = Worked<'a>> + Clone {
        self.from(self.ends.get(job).map(|(first, _)| *first))
    }

    fn from(&self, first: Option<usize>) -> impl Iterator<Item = Worked<'a>> + Clone {
        let mut next = first;
        std::iter::from_fn(move || {
            let (worked, behind) = self.all[next?];
            next = behind;
            Some(worked)
        })
    }

    /// Why nobody can have worked an entry of it, so that no sum may hold it; `None` where somebody can.
    pub fn impossible(&self, entry: &TimeEntry) -> Option<&str> {
        self.impossible.get(&std::ptr::from_ref(entry)).map(String::as_str)
    }

    /// Jobs that the book does not have and that somebody worked on in a span, each with the reason why nobody can tell whose time that is.
    /// `is_whole`: whether every job of a client was asked for, where not all were loaded.
    pub fn of_missing_jobs(
        &self,
        agency: &Agency,
        span: Span,
        is_whole: impl Fn(&ClientId) -> bool,
    ) -> Vec<(&'a JobId, String)> {
        // nearly always every job is there: to find that out costs less than to look for each
        if agency.jobs.iter().filter(|job| self.ends.contains_key(&job.id)).count() == self.ends.len() {
            return Vec::new();
        }
        let is_missing = |job: &JobId| match agency.jobs.get(job) {
            Lookup::Missing => true,
            Lookup::NotLoaded => is_whole(&job.client()),
            Lookup::Found(_) | Lookup::Unreadable(_) => false,
        };
        let told = |(job, first): (&'a JobId, Option<Worked<'a>>)| {
            let Worked { person, entry, .. } = first?;
            let why = format!("the book has no such job, and `{person}` worked on it on {}", entry.date);
            is_missing(job).then_some((job, why))
        };
        let within = |worked: &Worked<'a>| span.holds(worked.entry.date);
        let by_day = |worked: &Worked<'a>| (worked.entry.date, worked.person);
        let first = self.all().map(|(job, worked)| (job, worked.filter(within).min_by_key(by_day)));
        let mut missing: Vec<_> = first.filter_map(told).collect();
        missing.sort();
        missing
    }
}
