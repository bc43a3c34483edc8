//! Hours by person, month and what they were worked on, from which every grouping is summed. Knows no column.

use crate::domain::agency::Agency;
use crate::domain::booking::Impossible;
use crate::domain::capacity::{available, is_billable};
use crate::domain::parties::Calendars;
use crate::reports::ReportAsk;
use crate::reports::ledger::By;
use crate::reports::worked::{On, Words, may_be};
use crate::values::{Day, Decimal, JobId, Month, PersonId, TimesheetId};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Hours of some people in some months; `None` for what cannot be told.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hours {
    pub(super) available: Option<Decimal>,
    pub(super) booked: Option<Decimal>,
    pub(super) billable: Option<Decimal>,
}

impl Hours {
    fn plus(self, other: Hours) -> Hours {
        Hours {
            available: sum(self.available, other.available),
            booked: sum(self.booked, other.booked),
            billable: sum(self.billable, other.billable),
        }
    }
}

/// Some hours as one sum, by no way; nothing, where there are none.
pub(super) fn together(hours: Vec<&Hours>) -> BTreeMap<Vec<String>, Hours> {
    let sum = hours.into_iter().copied().reduce(Hours::plus);
    sum.into_iter().map(|sum| (Vec::new(), sum)).collect()
}

/// What was worked.
#[derive(Clone, Copy, Debug)]
struct Done {
    booked: Option<Decimal>,
    billable: Option<Decimal>,
}

impl Done {
    const NOTHING: Done = Done { booked: Some(Decimal::ZERO), billable: Some(Decimal::ZERO) };
    const UNKNOWN: Done = Done { booked: None, billable: None };

    fn plus(self, other: Done) -> Done {
        Done { booked: sum(self.booked, other.booked), billable: sum(self.billable, other.billable) }
    }
}

fn sum(one: Option<Decimal>, other: Option<Decimal>) -> Option<Decimal> {
    one?.checked_add(other?)
}

/// Everybody's hours, month by month.
pub(super) struct Cells<'a> {
    /// What they have.
    capacity: BTreeMap<(&'a PersonId, Month), Option<Decimal>>,
    /// What they did with it.
    done: BTreeMap<(&'a PersonId, Month, On<'a>), Done>,
    /// Jobs of which nobody can tell whether a client pays.
    unknown: BTreeSet<&'a JobId>,
    /// Timesheets that cannot be read.
    holes: Vec<&'a TimesheetId>,
    /// Entries that nobody can have worked.
    wrong: Vec<String>,
}

/// The hours of everybody who works here in the period, or booked any.
pub(super) fn of<'a>(agency: &'a Agency, ask: &ReportAsk, from: Day, until: Day) -> Cells<'a> {
    let asked = |person: &PersonId| ask.person.as_ref().is_none_or(|only| only == person);
    let calendars = Calendars::of(&agency.config);
    let mut cells = Cells {
        capacity: BTreeMap::new(),
        done: BTreeMap::new(),
        unknown: BTreeSet::new(),
        holes: Vec::new(),
        wrong: Vec::new(),
    };
    let months = || std::iter::successors(Some(from.month()), |month| Some(month.next()));
    let months: Vec<Month> = months().take_while(|month| *month <= until.month()).collect();
    let has = |person: &'a PersonId, month: Month| {
        let (first, last) = (month.first().max(from), month.last().min(until));
        available(&agency.config, &calendars, person, first, last)
    };
    for (person, facts) in agency.config.people.iter().filter(|(person, _)| asked(person)) {
        let here = |month: &&Month| {
            facts.from.is_none_or(|day| day <= month.last().min(until))
                && facts.to.is_none_or(|day| month.first().max(from) <= day)
        };
        for month in months.iter().filter(here) {
            cells.capacity.insert((person, *month), has(person, *month));
        }
    }
    let mut billable: HashMap<&JobId, Option<bool>> = HashMap::new();
    for sheet in agency.timesheets.iter().filter(|sheet| asked(&sheet.id.person)) {
        let wrong = Impossible::of(&sheet.id.person, &sheet.record.entries);
        let within = sheet.record.entries.iter().enumerate();
        let within = within.filter(|(_, entry)| from <= entry.date && entry.date <= until);
        for (at, entry) in within.filter(|(_, entry)| ask.client.as_ref().is_none_or(|client| entry.job.is_of(client)))
        {
            let (person, month) = (&sheet.id.person, entry.date.month());
            cells.capacity.entry((person, month)).or_insert_with(|| has(person, month));
            let paid = *billable.entry(&entry.job).or_insert_with(|| is_billable(agency, &entry.job));
            let hours = entry.hours.0;
            let of_client = paid.map(|paid| if paid { hours } else { Decimal::ZERO });
            let on = (&entry.job, entry.line.as_ref());
            let done = cells.done.entry((person, month, on)).or_insert(Done::NOTHING);
            if let Some(why) = wrong.why(at) {
                cells.wrong.push(format!("{}: {why}", entry.job));
                *done = Done::UNKNOWN;
                continue;
            }
            *done = done.plus(Done { booked: Some(hours), billable: of_client });
            if paid.is_none() {
                cells.unknown.insert(&entry.job);
            }
        }
    }
    let within = |id: &&TimesheetId| months.contains(&id.month) && asked(&id.person);
    for id in agency.timesheets.unreadable().iter().map(|(id, _)| id).filter(within) {
        cells.capacity.entry((&id.person, id.month)).or_insert_with(|| has(&id.person, id.month));
        cells.holes.push(id);
    }
    cells
}

/// Whether people have hours of their own by it.
fn has_capacity(way: By) -> bool {
    matches!(way, By::Person | By::Role | By::Month)
}

impl Cells<'_> {
    /// The hours by the ways asked for, in the order of their words. What was worked for a client or on a job is set against all that the same
    /// people have in the same months.
    pub(super) fn by(&self, agency: &Agency, ways: &[By], day: Day) -> BTreeMap<Vec<String>, Hours> {
        let jobs: BTreeSet<&JobId> = self.done.keys().map(|(.., (job, _))| *job).collect();
        let words = Words::of(agency, ways, &jobs, day);
        let key = |person: &PersonId, month: Month, on: Option<On<'_>>| -> Vec<Option<String>> {
            ways.iter().map(|way| words.word(*way, person, month, on)).collect()
        };
        // what people have, under the words that they have it by
        let own = |words: &[String]| -> Vec<String> {
            let own = ways.iter().zip(words).filter(|(way, _)| has_capacity(**way));
            own.map(|(_, word)| word.clone()).collect()
        };
        let plain = |words: Vec<Option<String>>| words.into_iter().map(Option::unwrap_or_default).collect::<Vec<_>>();
        let mut capacity: BTreeMap<Vec<String>, Option<Decimal>> = BTreeMap::new();
        let mut people: Vec<Vec<String>> = Vec::new();
        for ((person, month), hours) in &self.capacity {
            let words = plain(key(person, *month, None));
            let all = capacity.entry(own(&words)).or_insert(Some(Decimal::ZERO));
            *all = sum(*all, *hours);
            people.push(words);
        }
        let (mut done, mut vague): (BTreeMap<Vec<String>, Done>, _) = (BTreeMap::new(), Vec::new());
        for ((person, month, on), hours) in &self.done {
            let words = key(person, *month, Some(*on));
            if words.iter().all(Option::is_some) {
                let all = done.entry(plain(words)).or_insert(Done::NOTHING);
                *all = all.plus(*hours);
            } else {
                vague.push(words);
            }
        }
        // whoever booked nothing is there all the same
        let busy: BTreeSet<Vec<String>> = done.keys().map(|words| own(words)).collect();
        for words in people.into_iter().filter(|words| !busy.contains(&own(words))) {
            done.entry(words).or_insert(Done::NOTHING);
        }
        vague.extend(self.holes.iter().map(|hole| key(&hole.person, hole.month, None)));
        for words in vague {
            let mut met = false;
            for (_, all) in done.iter_mut().filter(|(other, _)| may_be(&words, other)) {
                (*all, met) = (Done::UNKNOWN, true);
            }
            if !met {
                done.insert(plain(words), Done::UNKNOWN);
            }
        }
        let hours = |(words, Done { booked, billable }): (Vec<String>, Done)| {
            let available = capacity.get(&own(&words)).copied().flatten();
            (words, Hours { available, booked, billable })
        };
        done.into_iter().map(hours).collect()
    }

    /// Why some figures cannot be told.
    pub(super) fn untold(&self, agency: &Agency) -> Vec<String> {
        let without =
            |person: &&&PersonId| agency.config.person(person).is_none_or(|facts| facts.weekly_hours.is_none());
        let people: BTreeSet<&PersonId> = self.capacity.keys().map(|(person, _)| *person).collect();
        let people: Vec<&str> = people.iter().filter(without).map(|person| person.as_str()).collect();
        let mut notes = Vec::new();
        if !people.is_empty() {
            notes.push(format!(
                "cannot be told: `suits.toml` gives no `weekly_hours` of {}; 0 for whoever is not to be measured",
                people.join(", ")
            ));
        }
        notes.extend(self.holes.iter().map(|id| format!("cannot be told: timesheet `{id}` cannot be read")));
        notes.extend(self.wrong.iter().map(|why| format!("cannot be told: {why}")));
        let why = "it or its client is not there, or cannot be read";
        notes.extend(self.unknown.iter().map(|job| format!("cannot be told: who pays for {job}: {why}")));
        notes
    }
}
