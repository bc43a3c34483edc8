//! A job that comes round: what it takes over from one like it, with its days and months moved on. Never what became of the other:
//! handoffs, approvals, orders, time and money stay where they are, and so does the client's purchase order, a yes to one spending.

mod digits;
mod names;
mod series;
mod title;

pub use series::{ForMonth, objections};

use super::item;
use crate::domain::agency::Agency;
use crate::domain::calendar::Calendar;
use crate::domain::job::{Deliverable, DeliverableStatus, Job};
use crate::domain::job_money::{Estimate, EstimateStatus, Line};
use crate::domain::money::agreement::Agreement;
use crate::domain::money::terms::Terms;
use crate::domain::record::Located;
use crate::key_path;
use crate::source::{Edit, Value};
use crate::values::{Day, DeliverableId, ItemId, Month};

/// What a job takes over from one like it.
#[derive(Clone, Debug, Default)]
pub struct Like {
    /// Its fields.
    pub edits: Vec<Edit>,
    /// The version of the other's estimate that its draft is made of.
    pub estimate: Option<u32>,
    /// The title it gets.
    pub title: String,
    /// What is wrong with the title, where it should follow the month and does not.
    pub title_stays: Option<String>,
    /// When it is due.
    pub due: Option<Day>,
    /// The deliverables whose material day has gone by, and is not written.
    pub too_late: Vec<DeliverableId>,
}

/// Where a job comes round to.
struct Round<'c> {
    office: &'c Calendar,
    /// The day the other was asked for.
    asked: Day,
    /// The day this one is.
    today: Day,
    /// Months from the other to this one.
    months: i64,
    /// Whether it is for a month, so that a day keeps its place in the month.
    is_monthly: bool,
}

impl Round<'_> {
    /// A day as many working days after this request as it was after the other. Of a monthly job, the same working day of its month: the
    /// last stays the last, and none runs over into the next.
    fn day(&self, day: Day) -> Day {
        if !self.is_monthly {
            let days = self.office.working_days_between(self.asked, day);
            return self.office.step(self.office.roll(self.today), days);
        }
        let (here, there) = (day.month(), day.month().plus(self.months));
        let before = |month: Month| month.first().plus(-1);
        let last = self.office.subtract(there.last(), 0);
        if self.office.subtract(here.last(), 0) <= day {
            return last;
        }
        let nth = self.office.working_days_between(before(here), day).max(1);
        self.office.step(before(there), nth).min(last)
    }

    /// The day on which the medium wants the material.
    fn material(&self, deliverable: &Deliverable) -> Option<Day> {
        deliverable.material_due.map(|day| self.day(day))
    }
}

/// What a job takes over from one like it: what it is, who works on it, what it costs, as a draft. For a month its title, days and months
/// follow; else its days keep their distance from the request, in working days of the office.
pub fn like(job: &Located<Job>, agency: &Agency, month: Option<Month>, today: Day) -> Like {
    let office = Calendar::new(&agency.config.calendar);
    let own = series::month_of(job);
    let months = month.map_or(today.month().since(job.requested_on.month()), |month| month.since(own));
    let round = Round { office: &office, asked: job.requested_on, today, months, is_monthly: month.is_some() };
    let retitled = month.and_then(|month| title::retitled(&job.title, &languages(job, agency), own, month));
    let title_stays = month.and_then(|month| stays(job, retitled.as_deref(), own, month));
    let title = retitled.unwrap_or_else(|| job.title.clone());
    let texts = [
        ("title", Some(title.as_str())),
        ("contract", job.contract.as_ref().map(ItemId::as_str)),
        ("campaign", job.campaign.as_deref()),
        ("goal", job.goal.as_deref()),
        ("context", job.context.as_deref()),
        ("requested_by", Some(job.requested_by.as_str())),
    ];
    let mut edits: Vec<Edit> =
        texts.into_iter().filter_map(|(key, text)| Some(Edit::set(key_path![key], Value::text(text?)))).collect();
    edits.push(Edit::set(key_path!["type"], Value::bare(job.kind)));
    if let Some(month) = month {
        edits.push(Edit::set(key_path!["month"], Value::bare(month)));
        edits.push(Edit::set(key_path!["like"], Value::bare(&job.id)));
    }
    let due = job.due.map(|due| round.day(due));
    if let Some(due) = due {
        edits.push(Edit::set(key_path!["due"], Value::bare(due)));
        edits.push(Edit::set(key_path!["baseline_due"], Value::bare(due)));
    }
    for (seat, person) in &job.team {
        edits.push(Edit::set(key_path!["team", seat.to_string()], Value::text(person.as_str())));
    }
    let late = |deliverable: &&Deliverable| round.material(deliverable).is_some_and(|day| day < today);
    let too_late = job.deliverables.iter().filter(late).map(|deliverable| deliverable.id.clone()).collect();
    edits.extend(job.deliverables.iter().map(|deliverable| open(deliverable, &round)));
    let estimate = quoted(job, agency, today);
    edits.extend(estimate.map(|estimate| Edit::append(key_path!["estimates"], draft(estimate, job, agency, &round))));
    edits.extend(job.quality_checks.iter().map(|check| {
        let id = check.id.as_ref().map(|id| Value::text(id.as_str()));
        let text = Some(Value::text(&check.text));
        Edit::append(
            key_path!["quality_checks"],
            item([("id", id), ("text", text), ("done", Some(Value::Null)), ("by", Some(Value::Null))]),
        )
    }));
    Like { edits, estimate: estimate.map(|estimate| estimate.version), title, title_stays, due, too_late }
}

/// The languages that the title of a job is likely in: the client's, then the agency's.
fn languages<'a>(job: &Located<Job>, agency: &'a Agency) -> Vec<&'a str> {
    let client = agency.client_of(&job.id).found().and_then(|client| client.record.language.as_deref());
    client.into_iter().chain([&*agency.config.agency.language]).collect()
}

/// What is to be said of a title that did not follow, or not in all of it.
fn stays(job: &Job, retitled: Option<&str>, own: Month, month: Month) -> Option<String> {
    match retitled {
        None => Some(format!("the title stays `{}`", job.title)),
        Some(title) if own.year != month.year && title::holds_year(title, own.year) => {
            Some(format!("the title still says {}: `{title}`", own.year))
        }
        Some(_) => None,
    }
}

fn open(deliverable: &Deliverable, round: &Round<'_>) -> Edit {
    let material = round.material(deliverable).filter(|day| round.today <= *day).map(Value::bare);
    Edit::append(
        key_path!["deliverables"],
        item([
            ("id", Some(Value::text(deliverable.id.as_str()))),
            ("version", Some(Value::Null)),
            ("status", Some(Value::bare(DeliverableStatus::Open))),
            ("material_due", material),
        ]),
    )
}

/// The estimate that the client agreed to, else the newest version.
fn quoted<'a>(job: &'a Located<Job>, agency: &'a Agency, today: Day) -> Option<&'a Estimate> {
    let agreed = Terms::of(agency, job).ok().and_then(|terms| Agreement::of(job, &terms, today).estimate);
    let agreed = agreed.and_then(|agreed| job.record.estimates.get(agreed.index));
    agreed.or_else(|| job.record.estimates.iter().max_by_key(|estimate| estimate.version))
}

/// Version 1, a draft: with the same lines, and rates to be found on the card of the day it is approved.
fn draft(estimate: &Estimate, job: &Located<Job>, agency: &Agency, round: &Round<'_>) -> Value {
    let texts = |texts: &[String]| {
        let list: Vec<Value> = texts.iter().map(|text| Value::text(text.as_str())).collect();
        (!list.is_empty()).then_some(Value::List(list))
    };
    let card = Terms::of(agency, job).ok().and_then(|terms| terms.card(round.today));
    let on_card =
        |line: &Line| line.role.as_ref().is_some_and(|role| card.is_some_and(|card| card.charge.contains_key(role)));
    let lines = estimate.lines.iter().map(|line| again(line, on_card(line), round)).collect();
    item([
        ("version", Some(Value::bare(1))),
        ("status", Some(Value::bare(EstimateStatus::Draft))),
        ("currency", estimate.currency.map(Value::bare)),
        ("contingency", estimate.contingency.map(Value::bare)),
        ("assumptions", texts(&estimate.assumptions)),
        ("exclusions", texts(&estimate.exclusions)),
        ("lines", Some(Value::List(lines))),
        ("approvals", Some(Value::Words(Vec::new()))),
    ])
}

fn again(line: &Line, is_on_card: bool, round: &Round<'_>) -> Value {
    let rate = line.rate.filter(|_| !is_on_card);
    item([
        ("id", line.id.as_ref().map(|id| Value::text(id.as_str()))),
        ("kind", Some(Value::bare(line.kind))),
        ("text", line.text.as_deref().map(Value::text)),
        ("role", line.role.as_ref().map(|role| Value::text(role.as_str()))),
        ("hours", line.hours.map(Value::bare)),
        ("rate", rate.map(Value::bare)),
        ("amount", line.amount.map(Value::bare)),
        ("supplier", line.supplier.as_deref().map(Value::text)),
        ("net", line.net.map(Value::bare)),
        ("markup", line.markup.map(Value::bare)),
        ("channel", line.channel.as_ref().map(|channel| Value::text(channel.as_str()))),
        ("month", line.month.map(|month| Value::bare(month.plus(round.months)))),
        ("gross", line.gross.map(Value::bare)),
        ("commission", line.commission.map(Value::bare)),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::CalendarFacts;

    fn day(text: &str) -> Day {
        Day::parse(text).expect("a day")
    }

    #[test]
    fn a_day_of_a_monthly_job_keeps_its_place_in_the_month() {
        let facts = CalendarFacts { holidays: vec![day("2027-01-01"), day("2027-01-06")], ..CalendarFacts::default() };
        let office = Calendar::new(&facts);
        let round =
            Round { office: &office, asked: day("2026-11-20"), today: day("2026-12-21"), months: 1, is_monthly: true };
        let moved = |text: &str| round.day(day(text)).to_string();
        // December 2026 begins on a Tuesday; of January 2027 Friday 1 and Wednesday 6 are off, so Monday 4 is its first working day
        assert_eq!(moved("2026-12-01"), "2027-01-04");
        // the tenth working day is Monday 14, then 4 5 7 8 11 12 13 14 15 18
        assert_eq!(moved("2026-12-14"), "2027-01-18");
        assert_eq!(moved("2026-12-31"), "2027-01-29", "the last working day stays the last");
        // Wednesday 30 is the 22nd; January has 19
        assert_eq!(moved("2026-12-30"), "2027-01-29");
    }

    #[test]
    fn other_days_keep_their_distance_from_the_request() {
        let office = Calendar::new(&CalendarFacts::default());
        let round =
            Round { office: &office, asked: day("2026-11-02"), today: day("2026-12-05"), months: 1, is_monthly: false };
        // Monday 2 to Monday 16 are ten working days; from Saturday 5, rolled to Monday 7, ten are Monday 21
        assert_eq!(round.day(day("2026-11-16")).to_string(), "2026-12-21");
        assert_eq!(round.day(day("2026-11-02")).to_string(), "2026-12-07");
    }
}
