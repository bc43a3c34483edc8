//! What people could work and what of their work is for clients: the two sides of utilisation (F23). Adds nothing up itself.

use super::agency::{Agency, Lookup};
use super::client::ClientStatus;
use super::money::tally::ratio;
use super::parties::Calendars;
use crate::config::Config;
use crate::values::{Day, Decimal, JobId, PersonId, folded};
use rust_decimal::RoundingStrategy;

/// The hours a person has from one day to another: those of a week, by the working days of their own calendar on which they work here and
/// are not away. A week of 37.5 h over five days has 7.5 h a day. `None` where `suits.toml` does not say how many hours a week has.
pub fn available(config: &Config, calendars: &Calendars, person: &PersonId, from: Day, until: Day) -> Option<Decimal> {
    let facts = config.person(person)?;
    let weekly = facts.weekly_hours?.0;
    let calendar = calendars.person(person);
    let first = facts.from.map_or(from, |day| day.max(from));
    let last = facts.to.map_or(until, |day| day.min(until));
    let away = |day: Day| facts.away.iter().any(|away| away.from <= day && day <= away.to);
    let days = std::iter::successors(Some(first), |day| Some(day.next())).take_while(|day| *day <= last);
    let days = days.filter(|day| calendar.is_working(*day) && !away(*day)).count();
    let hours = weekly.checked_mul(Decimal::from(days))?;
    // a calendar without a work week has no working days either
    Some(hours.checked_div(Decimal::from(calendar.days_a_week())).unwrap_or_default())
}

/// F23, utilisation: hours for clients / the hours that people have, to four decimals. `None` of no hours. What people have is fixed by their
/// weeks; a share of the hours they took down, which some tools show, rises when less is taken down.
///
/// Source: resource planning tools and agency finance guides.
///
/// Worked example: 120 of 150 hours: 0.8.
pub fn utilisation(billable: Decimal, available: Decimal) -> Option<Decimal> {
    ratio(billable, available)
}

/// Hours as they are shown: a third of a day has no end.
pub fn to_hundredths(hours: Decimal) -> Decimal {
    hours.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero).normalize()
}

/// Whether time on a job is a client's to pay for. Not so: a job that is an investment of the agency, a prospect's, and one of the agency
/// itself, whose client has the agency's name. `None` where the job or its client cannot be read, or is not there.
pub fn is_billable(agency: &Agency, job: &JobId) -> Option<bool> {
    let Lookup::Found(found) = agency.jobs.get(job) else { return None };
    let Lookup::Found(client) = agency.clients.get(&job.client()) else { return None };
    let own = folded(&client.name) == folded(&agency.config.agency.name);
    Some(found.investment.is_none() && client.status != ClientStatus::Prospect && !own)
}
