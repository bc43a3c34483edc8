//! Hours: booked in the last working week, and still planned where the records say for whom. Knows no column.

use super::people::People;
use crate::domain::booking::Impossible;
use crate::domain::handoff::State;
use crate::domain::job::Job;
use crate::domain::job_money::{Line, LineKind};
use crate::domain::money::agreement::Agreement;
use crate::domain::money::terms::Terms;
use crate::domain::record::Located;
use crate::domain::traffic::Traffic;
use crate::reports::ReportAsk;
use crate::values::{Day, Decimal, ItemId, JobId, PersonId};
use std::collections::{BTreeSet, HashMap};

/// Hours booked so far on the lines of a job; `None` where that cannot be told.
type OnLines<'a> = HashMap<&'a ItemId, Option<Decimal>>;
/// The same of all jobs that go on.
type Booked<'a> = HashMap<&'a JobId, OnLines<'a>>;

/// Hours in nobody's row.
pub(super) struct Nobodys {
    /// Planned for a role and for nobody in particular; `None` where that cannot be told.
    pub(super) planned: Option<Decimal>,
    /// Booked, and such as nobody can have worked: each as a sentence.
    pub(super) impossible: Vec<String>,
}

/// Adds everybody's hours, and gives back those that are in nobody's row.
pub(super) fn gather<'a>(traffic: &Traffic<'a>, ask: &ReportAsk, people: &mut People<'a>) -> Nobodys {
    let mut impossible = Vec::new();
    let agency = traffic.agency;
    let asked = |job: &JobId| ask.client.as_ref().is_none_or(|client| job.is_of(client));
    let goes_on = |job: &&'a Located<Job>| {
        let stage = job.record.stage(ask.today);
        asked(&job.id)
            && job.exists(ask.today)
            && traffic.state(job) == State::Open
            && !traffic.workflow.is_delivered(stage)
    };
    let jobs: Vec<&Located<Job>> = agency.jobs.iter().filter(goes_on).collect();
    let mut booked: Booked<'a> = jobs.iter().map(|job| (&job.id, HashMap::new())).collect();
    let weeks: HashMap<&PersonId, (Day, Day)> = people.loads.keys().map(|id| (*id, week(traffic, id))).collect();
    for sheet in &agency.timesheets {
        let week = weeks.get(&sheet.id.person);
        let recent = week.filter(|(first, last)| touches(sheet.id.month, *first, *last));
        let wrong = Impossible::of(&sheet.id.person, &sheet.record.entries);
        let entries = sheet.record.entries.iter().enumerate();
        for (at, entry) in entries.filter(|(_, entry)| entry.date <= ask.today && asked(&entry.job)) {
            let is_wrong = wrong.why(at).is_some();
            let counts = booked.get(&entry.job).is_some_and(|_| entry.line.is_some());
            let is_recent = recent.is_some_and(|(first, last)| *first <= entry.date && entry.date <= *last);
            if counts || is_recent {
                impossible.extend(wrong.why(at).map(|why| format!("{}: {why}", entry.job)));
            }
            if is_recent && let Some(load) = people.loads.get_mut(&sheet.id.person) {
                load.is_unbooked |= is_wrong;
                load.booked = load.booked.saturating_add(if is_wrong { Decimal::ZERO } else { entry.hours.0 });
            }
            if let (Some(line), Some(lines)) = (&entry.line, booked.get_mut(&entry.job)) {
                let sum = lines.entry(line).or_insert(Some(Decimal::ZERO));
                *sum = sum.filter(|_| !is_wrong).and_then(|sum| sum.checked_add(entry.hours.0));
            }
        }
    }
    for (id, _) in agency.timesheets.unreadable() {
        let recent = weeks.get(&id.person).is_some_and(|(first, last)| touches(id.month, *first, *last));
        if let Some(load) = people.loads.get_mut(&id.person).filter(|_| recent) {
            load.is_unbooked = true;
        }
    }
    let mut planned = Some(Decimal::ZERO);
    for job in jobs {
        plan(traffic, job, &booked[&job.id], people, &mut planned);
    }
    Nobodys { planned, impossible }
}

/// The last working week before today, as long as their own.
fn week(traffic: &Traffic<'_>, id: &PersonId) -> (Day, Day) {
    let config = &traffic.agency.config;
    let own = config.person(id).and_then(|person| config.calendars.get(person.calendar.as_ref()?));
    let days = own.unwrap_or(&config.calendar).work_week.iter().filter(|&&works| works).count();
    let yesterday = traffic.today.plus(-1);
    let first = traffic.calendars.person(id).subtract(yesterday, u32::try_from(days).unwrap_or(0).saturating_sub(1));
    (first, yesterday)
}

fn touches(month: crate::values::Month, first: Day, last: Day) -> bool {
    month.first() <= last && first <= month.last()
}

/// Spreads what is left of a job's approved fee lines over its team; what has no one person is nobody's.
fn plan<'a>(
    traffic: &Traffic<'a>,
    job: &'a Located<Job>,
    booked: &OnLines<'_>,
    people: &mut People<'a>,
    nobodys: &mut Option<Decimal>,
) {
    let Ok(terms) = Terms::of(traffic.agency, job) else { return };
    if job.estimates.is_empty() && job.change_orders.is_empty() {
        return;
    }
    let agreement = Agreement::of(job, &terms, traffic.today);
    let agreed = agreement.estimate.iter().chain(&agreement.changes);
    for line in agreed.flat_map(|part| part.lines).filter(|line| line.kind == LineKind::Fee) {
        let (Some(hours), Some(id)) = (line.hours, &line.id) else { continue };
        let done = booked.get(id).copied().unwrap_or(Some(Decimal::ZERO));
        let left = done.and_then(|done| hours.0.checked_sub(done)).map(|left| left.max(Decimal::ZERO));
        let planned = match doer(traffic, job, line).and_then(|person| people.loads.get_mut(person)) {
            Some(load) => &mut load.planned,
            None => &mut *nobodys,
        };
        *planned = planned.and_then(|sum| sum.checked_add(left?));
    }
}

/// The one person of a job's team who has the role of a line.
fn doer<'a>(traffic: &Traffic<'a>, job: &'a Located<Job>, line: &Line) -> Option<&'a PersonId> {
    let role = line.role.as_ref()?;
    let agency = traffic.agency;
    let own = &job.record.team;
    let client = agency.client_of(&job.id).found();
    let clients =
        client.into_iter().flat_map(|client| &client.record.team).filter(|(seat, _)| !own.contains_key(*seat));
    let fits = |person: &PersonId| {
        let facts = agency.config.person(person).filter(|facts| facts.is_active(traffic.today));
        facts.is_some_and(|facts| facts.roles.contains(role))
    };
    let holders = own.iter().chain(clients).filter(|(seat, person)| *seat == role || fits(person));
    let doers: BTreeSet<&PersonId> = holders.map(|(_, person)| person).collect();
    let mut doers = doers.into_iter();
    doers.next().filter(|_| doers.next().is_none())
}
