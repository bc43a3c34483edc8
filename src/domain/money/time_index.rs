//! The time of a book by job: who worked on each, when, how long; and what of it nobody can have worked. Prices nothing.

use super::earnings::Span;
use crate::domain::agency::{Agency, Lookup};
use crate::domain::booking::Impossible;
use crate::domain::timesheet::TimeEntry;
use crate::values::{ClientId, Day, JobId, PersonId, TimesheetId, Word};
use foldhash::fast::RandomState;
use std::collections::HashMap;

/// The jobs that somebody worked on, each with its number.
type Numbers<'a> = HashMap<&'a JobId, usize, RandomState>;

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
    /// That of one job together, as the timesheets have it.
    all: Vec<Worked<'a>>,
    /// The jobs in the order of their time there.
    jobs: Numbers<'a>,
    /// Where the time on each of them ends, and that on the next begins.
    ends: Vec<usize>,
    /// By the entry.
    impossible: HashMap<*const TimeEntry, String>,
    pub(super) unreadable: Vec<TimesheetId>,
}

impl<'a> TimeIndex<'a> {
    /// The time of every timesheet the command loaded.
    pub fn new(agency: &'a Agency, day: Day) -> TimeIndex<'a> {
        let entries = agency.timesheets.iter().map(|sheet| sheet.record.entries.len()).sum();
        let mut written: Vec<Worked<'a>> = Vec::with_capacity(entries);
        let mut impossible = HashMap::new();
        for sheet in &agency.timesheets {
            let (person, entries) = (&sheet.id.person, &sheet.record.entries);
            let roles = agency.config.person(person).map_or(&[][..], |person| &person.roles);
            let wrong = Impossible::of(person, entries).all();
            impossible.extend(wrong.map(|(at, why)| (std::ptr::from_ref(&entries[at]), why)));
            let by_then = entries.iter().filter(|entry| entry.date <= day);
            written.extend(by_then.map(|entry| Worked { person, roles, entry }));
        }
        let broken = agency.timesheets.unreadable().iter().map(|(id, _)| id);
        let unreadable = broken.filter(|id| id.month.first() <= day).cloned().collect();
        let (all, jobs, ends) = by_job(&written, agency.jobs.iter().len());
        TimeIndex { all, jobs, ends, impossible, unreadable }
    }

    /// The time on every job, in no order.
    pub fn all(&self) -> impl Iterator<Item = (&'a JobId, impl Iterator<Item = Worked<'a>>)> {
        self.jobs.iter().map(|(job, number)| (*job, self.numbered(*number)))
    }

    /// The time on one job.
    pub fn of(&self, job: &JobId) -> impl ExactSizeIterator<Item = Worked<'a>> + Clone {
        let number = self.jobs.get(job).copied();
        self.numbered(number.unwrap_or(self.ends.len()))
    }

    fn numbered(&self, number: usize) -> impl ExactSizeIterator<Item = Worked<'a>> + Clone {
        let end = |number: usize| self.ends.get(number).copied();
        let begin = number.checked_sub(1).and_then(end).unwrap_or_default();
        self.all[begin..end(number).unwrap_or(begin)].iter().copied()
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
        if agency.jobs.iter().filter(|job| self.jobs.contains_key(&job.id)).count() == self.jobs.len() {
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

/// Time put together by job: one pass to count it, and one to put it in its place. `most`: about so many jobs have some.
fn by_job<'a>(written: &[Worked<'a>], most: usize) -> (Vec<Worked<'a>>, Numbers<'a>, Vec<usize>) {
    let mut jobs = Numbers::with_capacity_and_hasher(most, RandomState::default());
    let mut counts: Vec<usize> = Vec::with_capacity(most);
    let mut number = |worked: &Worked<'a>| {
        let number = *jobs.entry(&worked.entry.job).or_insert(counts.len());
        match counts.get_mut(number) {
            Some(count) => *count += 1,
            None => counts.push(1),
        }
        number
    };
    let numbers: Vec<usize> = written.iter().map(&mut number).collect();
    let mut places = counts;
    let mut begin = 0;
    for place in &mut places {
        begin += std::mem::replace(place, begin);
    }
    let mut all = written.to_vec();
    for (worked, number) in written.iter().zip(numbers) {
        all[places[number]] = *worked;
        places[number] += 1;
    }
    // the place behind the last of each is where it ends
    (all, jobs, places)
}
