//! `time list`: what was worked, when and on what, entry by entry or summed; with what it is worth at the client's prices.

mod rows;
mod sums;

use super::grouping::{grouping, words};
use super::period::{told, two_months};
use super::{Report, ReportAsk};
use crate::domain::agency::Agency;
use crate::domain::approval::ApprovalFor;
use crate::domain::job::sections;
use crate::domain::money::budget;
use crate::domain::money::posting::Origin;
use crate::domain::money::time_index::TimeIndex;
use crate::domain::record::Kind;
use crate::domain::scope::{Of, Scope, Worked};
use crate::domain::timesheet::TimeEntry;
use crate::values::{Day, JobId, Money, PersonId, TimesheetId};
use crate::view::View;
use std::collections::{BTreeSet, HashMap};

crate::words! {
    /// What entries are summed by.
    pub enum By {
        /// Who worked.
        Person = "person",
        /// On what.
        Job = "job",
        /// For whom.
        Client = "client",
        /// On which line.
        Line = "line",
        /// Deciding, presenting or executing.
        Work = "work",
        /// In which month.
        Month = "month",
        /// In which week.
        Week = "week",
        /// On which day.
        Day = "day",
    }
}

/// `suits time list`.
pub struct Time;

const NOTES: [&str; 2] = [
    "worth: hours at the rate of the line they name, else of the first of the person's roles on the contract's rate card of that day (F02)",
    "unpriced: hours that no rate was found for, in no sum of money",
];

/// One entry.
#[derive(Clone, Debug)]
struct Entry<'a> {
    person: &'a PersonId,
    of: &'a TimeEntry,
    worth: Worth,
    /// Nobody can have worked it.
    is_impossible: bool,
}

/// What hours are worth.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Worth {
    Told(Money),
    /// No rate.
    Unpriced,
    /// Why it cannot be told.
    Unknown(String),
}

impl Report for Time {
    fn name(&self) -> &'static str {
        "time"
    }

    fn ways(&self) -> Vec<&'static str> {
        words(By::ALL, By::as_str)
    }

    fn scope(&self, ask: &ReportAsk) -> Scope {
        const KINDS: &[Kind] = &[Kind::Client, Kind::Job, Kind::Timesheet];
        if let Some(job) = &ask.job {
            let of = Of::Job(job.clone());
            return Scope { of, kinds: KINDS, parts: Some(sections::MONEY.into()), fingerprints: ApprovalFor::ALL };
        }
        // a period that makes no sense is told by the view
        let (from, until) = two_months(ask).unwrap_or((ask.today, ask.today));
        let worked = Worked { from: from.month(), until: until.month(), person: ask.person.clone() };
        Scope::worked(worked, sections::MONEY).fingerprints()
    }

    fn keys(&self, ask: &ReportAsk) -> &'static [&'static str] {
        const SUMMED: &[&str] = &["person", "job", "client", "line", "work", "month", "week", "day"];
        if ask.by.is_empty() { &["person", "id"] } else { SUMMED }
    }

    fn view(&self, agency: &Agency, ask: &ReportAsk) -> Result<View, String> {
        let by = match ask.by.as_slice() {
            [] => Vec::new(),
            some => grouping("time", By::ALL, By::as_str, some, By::Person)?,
        };
        let begun = begun(agency, ask);
        let (from, until) = two_months(&begun)?;
        let entries = entries(agency, ask, from, until);
        let holes = holes(agency, ask, from, until);
        let mut notes = vec![told(&begun, from, until)];
        notes.extend(NOTES.iter().map(ToString::to_string));
        let unknown: BTreeSet<&str> = entries
            .iter()
            .filter_map(|entry| match &entry.worth {
                Worth::Unknown(why) => Some(why.as_str()),
                _ => None,
            })
            .collect();
        notes.extend(unknown.into_iter().map(|why| format!("worth cannot be told: {why}")));
        notes.extend(holes.iter().map(|id| format!("cannot be told: timesheet `{id}` cannot be read")));
        let (title, grid) = match by.as_slice() {
            [] => ("Time".to_owned(), rows::entries(&entries)),
            by => {
                let ways = by.iter().map(|way| way.as_str()).collect::<Vec<_>>().join(" and ");
                (format!("Time by {ways}"), rows::sums(by, &sums::by(&entries, by, &holes)))
            }
        };
        Ok(View {
            name: self.name(),
            version: 1,
            title: format!("{title}, {from} to {until}"),
            as_of: ask.today,
            grid,
            others: vec![("totals", "All of it".to_owned(), rows::sums(&[], &sums::by(&entries, &[], &holes)))],
            notes,
            when_empty: format!("no time was booked from {from} to {until}"),
            unreadable: Vec::new(),
        })
    }
}

/// What was asked, of one job from its beginning unless said otherwise.
fn begun(agency: &Agency, ask: &ReportAsk) -> ReportAsk {
    let begun = ask.job.as_ref().and_then(|job| agency.jobs.get(job).found()).map(|job| job.requested_on);
    ReportAsk { from: ask.from.or(begun.map(|day| day.min(ask.today))), ..ask.clone() }
}

fn asked(ask: &ReportAsk, person: &PersonId) -> bool {
    ask.person.as_ref().is_none_or(|only| only == person)
}

/// The entries of the period, with what they are worth as the book stands on the day.
fn entries<'a>(agency: &'a Agency, ask: &ReportAsk, from: Day, until: Day) -> Vec<Entry<'a>> {
    let wanted = |job: &JobId| {
        ask.job.as_ref().is_none_or(|only| only == job) && ask.client.as_ref().is_none_or(|only| job.is_of(only))
    };
    let mut entries = Vec::new();
    let mut jobs: BTreeSet<&JobId> = BTreeSet::new();
    for sheet in agency.timesheets.iter().filter(|sheet| asked(ask, &sheet.id.person)) {
        let within = sheet.record.entries.iter().filter(|entry| from <= entry.date && entry.date <= until);
        for entry in within.filter(|entry| wanted(&entry.job)) {
            jobs.insert(&entry.job);
            entries.push((&sheet.id.person, entry));
        }
    }
    let time = TimeIndex::new(agency, ask.today);
    let mut worth: HashMap<*const TimeEntry, Worth> = HashMap::new();
    for id in jobs {
        let Some(job) = agency.jobs.get(id).found() else { continue };
        let Some(budget) = budget::of_job(agency, job, &time, ask.today) else { continue };
        for posting in &budget.postings {
            if let Origin::Time(hours) = posting.origin {
                let told = posting.amount.clone().map_or_else(|why| Worth::Unknown(why.to_string()), Worth::Told);
                worth.insert(std::ptr::from_ref(hours.entry), told);
            }
        }
        worth.extend(budget.unpriced.iter().map(|hours| (std::ptr::from_ref(hours.entry), Worth::Unpriced)));
    }
    let mut entries: Vec<Entry<'a>> = entries
        .into_iter()
        .map(|(person, entry)| {
            let unknown = || Worth::Unknown(format!("{} cannot be read, or was not asked for yet", entry.job));
            let worth = worth.remove(&std::ptr::from_ref(entry)).unwrap_or_else(unknown);
            let impossible = time.impossible(entry).map(ToOwned::to_owned);
            let is_impossible = impossible.is_some();
            Entry { person, of: entry, worth: impossible.map_or(worth, Worth::Unknown), is_impossible }
        })
        .collect();
    entries.sort_by(|one, other| (one.of.date, one.person).cmp(&(other.of.date, other.person)));
    entries
}

/// Timesheets of the period that cannot be read.
fn holes<'a>(agency: &'a Agency, ask: &ReportAsk, from: Day, until: Day) -> Vec<&'a TimesheetId> {
    let months = from.month()..=until.month();
    let broken = agency.timesheets.unreadable().iter().map(|(id, _)| id);
    broken.filter(|id| months.contains(&id.month) && asked(ask, &id.person)).collect()
}
