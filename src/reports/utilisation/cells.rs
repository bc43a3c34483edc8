//! Hours by person and month, from which every grouping is summed. Knows no column.

use super::By;
use crate::domain::agency::Agency;
use crate::domain::capacity::{available, is_billable};
use crate::domain::parties::Calendars;
use crate::reports::ReportAsk;
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
    const NONE: Hours =
        Hours { available: Some(Decimal::ZERO), booked: Some(Decimal::ZERO), billable: Some(Decimal::ZERO) };

    fn plus(self, other: Hours) -> Hours {
        let sum = |one: Option<Decimal>, other: Option<Decimal>| one?.checked_add(other?);
        Hours {
            available: sum(self.available, other.available),
            booked: sum(self.booked, other.booked),
            billable: sum(self.billable, other.billable),
        }
    }
}

/// Everybody's hours, month by month.
pub(super) struct Cells<'a> {
    hours: BTreeMap<(&'a PersonId, Month), Hours>,
    /// Jobs of which nobody can tell whether a client pays.
    unknown: BTreeSet<&'a JobId>,
    /// Timesheets that cannot be read.
    holes: Vec<&'a TimesheetId>,
}

/// The hours of everybody who works here in the period, or booked any.
pub(super) fn of<'a>(agency: &'a Agency, ask: &ReportAsk, from: Day, until: Day) -> Cells<'a> {
    let asked = |person: &PersonId| ask.person.as_ref().is_none_or(|only| only == person);
    let calendars = Calendars::of(&agency.config);
    let mut cells = Cells { hours: BTreeMap::new(), unknown: BTreeSet::new(), holes: Vec::new() };
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
            cells.hours.insert((person, *month), Hours { available: has(person, *month), ..Hours::NONE });
        }
    }
    let mut billable: HashMap<&JobId, Option<bool>> = HashMap::new();
    for sheet in agency.timesheets.iter().filter(|sheet| asked(&sheet.id.person)) {
        let within = sheet.record.entries.iter().filter(|entry| from <= entry.date && entry.date <= until);
        for entry in within.filter(|entry| ask.client.as_ref().is_none_or(|client| entry.job.is_of(client))) {
            let (person, month) = (&sheet.id.person, entry.date.month());
            let whole = || Hours { available: has(person, month), ..Hours::NONE };
            let here = cells.hours.entry((person, month)).or_insert_with(whole);
            let paid = *billable.entry(&entry.job).or_insert_with(|| is_billable(agency, &entry.job));
            let hours = Some(entry.hours.0);
            let of_client = paid.and_then(|paid| if paid { hours } else { Some(Decimal::ZERO) });
            *here = here.plus(Hours { available: Some(Decimal::ZERO), booked: hours, billable: of_client });
            if paid.is_none() {
                cells.unknown.insert(&entry.job);
            }
        }
    }
    let within = |id: &&TimesheetId| months.contains(&id.month) && asked(&id.person);
    for id in agency.timesheets.unreadable().iter().map(|(id, _)| id).filter(within) {
        let available = has(&id.person, id.month);
        cells.hours.insert((&id.person, id.month), Hours { available, booked: None, billable: None });
        cells.holes.push(id);
    }
    cells
}

impl Cells<'_> {
    /// The hours by the ways asked for, in the order of their words.
    pub(super) fn by(&self, agency: &Agency, ways: &[By]) -> BTreeMap<Vec<String>, Hours> {
        let mut sums = BTreeMap::new();
        for ((person, month), hours) in &self.hours {
            let word = |way: &By| match way {
                By::Person => person.to_string(),
                By::Role => {
                    let role = agency.config.person(person).and_then(|facts| facts.roles.first());
                    role.map(ToString::to_string).unwrap_or_default()
                }
                By::Month => month.to_string(),
            };
            let sum = sums.entry(ways.iter().map(word).collect()).or_insert(Hours::NONE);
            *sum = sum.plus(*hours);
        }
        sums
    }

    /// Why some figures cannot be told.
    pub(super) fn untold(&self, agency: &Agency) -> Vec<String> {
        let without =
            |person: &&&PersonId| agency.config.person(person).is_none_or(|facts| facts.weekly_hours.is_none());
        let people: BTreeSet<&PersonId> = self.hours.keys().map(|(person, _)| *person).collect();
        let people: Vec<&str> = people.iter().filter(without).map(|person| person.as_str()).collect();
        let mut notes = Vec::new();
        if !people.is_empty() {
            notes.push(format!(
                "cannot be told: `suits.toml` gives no `weekly_hours` of {}; 0 for whoever is not to be measured",
                people.join(", ")
            ));
        }
        notes.extend(self.holes.iter().map(|id| format!("cannot be told: timesheet `{id}` cannot be read")));
        let why = "it or its client is not there, or cannot be read";
        notes.extend(self.unknown.iter().map(|job| format!("cannot be told: who pays for {job}: {why}")));
        notes
    }
}
