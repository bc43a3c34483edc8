//! Holidays that are known in part: work is due in a year of which a calendar names fewer than half as many as of an earlier one.

use super::index::{is_over, last_day};
use super::rule::{Desk, rule};
use crate::config::{CalendarFacts, Config};
use crate::domain::holidays::Holidays;
use crate::domain::job::Job;
use crate::domain::parties::Calendars;
use crate::domain::record::Located;
use crate::domain::round::Decision;
use crate::finding::Finding;
use crate::key_path;
use crate::source::Place;
use crate::values::{Day, Word};
use std::collections::BTreeMap;

rule! {
    /// ## What it does
    /// Looks for a year in which work is due and of which a calendar names fewer than half the holidays it names of the fullest year before.
    ///
    /// Looked at are open handoffs and rounds that wait for an answer, each in the calendar of whoever has to do it, and the due of open jobs
    /// in that of the office. Days of `holiday_files` count. A calendar without holidays is taken at its word.
    ///
    /// ## Why it matters
    /// Holidays of next year are entered when somebody thinks of it. Until then every due that is reckoned across one comes out a day too early.
    ///
    /// ## Example
    /// ```toml bad suits.toml
    /// [calendar]
    /// holidays = ["2026-01-01", "2026-01-06", "2026-12-24", "2026-12-25", "2027-01-01"] # <-- here
    /// ```
    ///
    /// ## Write instead
    /// ```toml good suits.toml
    /// [calendar]
    /// holidays = ["2026-01-01", "2026-01-06", "2026-12-24", "2026-12-25", "2027-01-01", "2027-01-06", "2027-12-24"]
    /// ```
    HalfKnownHolidays, "half-known-holidays", [], Warning, Book
}

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    let config = &desk.agency.config;
    let office = Known::of(None, &config.calendar);
    let named = config.calendars.iter().map(|(name, facts)| (name, Known::of(Some(name), facts)));
    let mut dues = Dues { office, named: named.collect() };
    let calendars = Calendars::of(config);
    for job in desk.agency.jobs.iter().filter(|job| !is_over(job, desk.workflow)) {
        if let Some(due) = job.due {
            dues.add(None, due, || job.at(key_path!["due"]));
        }
        if let Some((index, handoff, due)) = open_due(job) {
            let doers = calendars.doers(desk.agency, &job.id.client());
            let (name, _) = doers.works_by(handoff.to.as_ref());
            dues.add(name, due, || job.at(key_path!["handoffs", index, "due"]));
        }
    }
    for round in &desk.agency.rounds {
        let Some(due) = round.due else { continue };
        let job = desk.agency.jobs.get(&round.id.job()).found();
        if job.is_none_or(|job| is_over(job, desk.workflow)) {
            continue;
        }
        let doers = calendars.doers(desk.agency, &round.id.client());
        for reviewer in round.reviewers.iter().filter(|reviewer| reviewer.decision == Decision::Pending) {
            dues.add(doers.works_by(Some(&reviewer.by)).0, due, || round.at(key_path!["due"]));
        }
    }
    dues.tell(config, findings);
}

/// The open handoff of a job, by all that is written, and its due.
fn open_due(job: &Located<Job>) -> Option<(usize, &crate::domain::job::Handoff, Day)> {
    let (index, handoff) = job.record.open_handoff(last_day())?;
    Some((index, handoff, handoff.due?))
}

/// The holidays that a calendar names, and the first due in each year of which it names too few.
struct Known<'a> {
    name: Option<&'a Word>,
    holidays: Holidays,
    short: BTreeMap<i32, (Day, Place)>,
}

impl<'a> Known<'a> {
    fn of(name: Option<&'a Word>, facts: &CalendarFacts) -> Known<'a> {
        Known { name, holidays: Holidays::of(facts), short: BTreeMap::new() }
    }
}

struct Dues<'a> {
    office: Known<'a>,
    named: BTreeMap<&'a Word, Known<'a>>,
}

impl Dues<'_> {
    /// Something is due in a calendar; one that nobody has described is the office's.
    fn add(&mut self, name: Option<&Word>, due: Day, place: impl FnOnce() -> Place) {
        let year = due.month().year;
        let known = name.and_then(|name| self.named.get_mut(name)).unwrap_or(&mut self.office);
        let is_first = known.short.get(&year).is_none_or(|(first, _)| due < *first);
        if is_first && known.holidays.fuller(year).is_some() {
            known.short.insert(year, (due, place()));
        }
    }

    fn tell(self, config: &Config, findings: &mut Vec<Finding>) {
        for known in std::iter::once(self.office).chain(self.named.into_values()) {
            let table = known.name.map_or("calendar".to_owned(), |name| format!("calendars.{name}"));
            let whose = known.name.map_or("the office's calendar".to_owned(), |name| format!("the calendar `{name}`"));
            let keys = ["holidays", "holiday_files"].map(|key| format!("{table}.{key}"));
            let key = keys.iter().find(|key| config.spans.contains_key(*key)).unwrap_or(&keys[0]);
            for (&year, (due, at)) in &known.short {
                let (Some((fullest, most)), Some(place)) = (known.holidays.fuller(year), config.place(key)) else {
                    continue;
                };
                let days = match known.holidays.of_year(year) {
                    0 => "no holidays".to_owned(),
                    1 => "1 holiday".to_owned(),
                    days => format!("{days} holidays"),
                };
                let message = format!(
                    "{whose} names {days} in {year} and {most} in {fullest}, so that dues there may come out too early"
                );
                let finding = META.finding(place, message).related(at.clone(), format!("due on {due}"));
                findings.push(finding.help(format!(
                    "add the holidays of {year} to `holidays` of `[{table}]`, or to a file that `holiday_files` names"
                )));
            }
        }
    }
}
