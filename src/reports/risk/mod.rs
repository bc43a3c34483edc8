//! `risk`: what is left to do on every open job against what is left of time, worst first, with the reasons in words. Lead times are the
//! book's own past where there is enough of it.

mod reasons;
mod rows;

use super::{Report, ReportAsk};
use crate::domain::agency::Agency;
use crate::domain::forecast::{Forecast, Forecasts};
use crate::domain::handoff::State;
use crate::domain::history::ENOUGH;
use crate::domain::holidays::AllHolidays;
use crate::domain::job::sections;
use crate::domain::scope::Scope;
use crate::domain::traffic::Traffic;
use crate::values::Day;
use crate::view::View;
use reasons::Reasons;

/// `suits risk`.
pub struct Risk;

crate::words! {
    /// How a job stands against its due; from the worst on.
    pub enum Signal {
        /// Past its due, or delivered after it at the median.
        Late = "late",
        /// Delivered after its due only if it goes slowly, or something else stands in the way.
        AtRisk = "at-risk",
        /// Nobody has said when it is due.
        NoDate = "no-date",
        /// The clock stands still.
        OnHold = "on-hold",
        /// In time as far as anybody can tell.
        OnTime = "on-time",
    }
}

/// A job with what is to be expected of it.
struct Outlook<'a> {
    forecast: Forecast<'a>,
    /// Working days to the due, below 0 for those past it; `None` without a due, or where nobody knows when a hold ends.
    days_left: Option<i64>,
    /// `None` where it cannot be told.
    signal: Option<Signal>,
    reasons: Reasons,
}

impl Outlook<'_> {
    /// Working days to spare at the median.
    fn slack(&self) -> Option<i64> {
        Some(self.days_left? - self.forecast.needed?.median)
    }
}

impl Report for Risk {
    fn name(&self) -> &'static str {
        "risk"
    }

    /// The whole book for every question: the past of all clients tells how long stages take, and a job may come after another client's.
    fn scope(&self, ask: &ReportAsk) -> Scope {
        Scope::on_the_way(ask.today, sections::TIME)
    }

    fn keys(&self, _ask: &ReportAsk) -> &'static [&'static str] {
        &["job"]
    }

    fn view(&self, agency: &Agency, ask: &ReportAsk) -> Result<View, String> {
        let traffic = Traffic::of(agency, ask.today);
        let forecasts = Forecasts::of(&traffic);
        let asked = |forecast: &Forecast<'_>| {
            ask.client.as_ref().is_none_or(|client| forecast.job.id.is_of(client))
                && ask.person.as_ref().is_none_or(|person| forecast.ball.and_then(|ball| ball.to) == Some(person))
        };
        let known = AllHolidays::of(&agency.config);
        let asked = forecasts.all().into_iter().filter(asked);
        let mut all: Vec<Outlook<'_>> = asked.map(|forecast| outlook(&traffic, &forecasts, &known, forecast)).collect();
        all.sort_by(|one, other| {
            let last = |day: Option<Day>| (day.is_none(), day);
            let slack = |outlook: &Outlook<'_>| outlook.slack().unwrap_or(i64::MAX);
            let rank =
                |outlook: &Outlook<'_>| outlook.signal.map_or(1, |signal| if signal == Signal::Late { 0 } else { 2 });
            (rank(one).cmp(&rank(other)).then(one.signal.cmp(&other.signal)))
                .then_with(|| slack(one).cmp(&slack(other)))
                .then_with(|| last(one.forecast.due).cmp(&last(other.forecast.due)))
                .then_with(|| one.forecast.job.id.cmp(&other.forecast.job.id))
        });
        let signals = rows::signals(&all);
        let shown =
            |outlook: &&Outlook<'_>| ask.all || !matches!(outlook.signal, Some(Signal::OnTime | Signal::OnHold));
        Ok(View {
            name: self.name(),
            version: 1,
            title: if ask.all { "What open jobs need, and have".to_owned() } else { "Jobs at risk".to_owned() },
            as_of: ask.today,
            grid: rows::grid(all.iter().filter(shown)),
            others: vec![("signals", "All open jobs".to_owned(), signals)],
            notes: notes(agency),
            when_empty: if ask.all { "no job is open" } else { "no job is at risk" }.to_owned(),
            unreadable: Vec::new(),
        })
    }
}

fn outlook<'a>(
    traffic: &Traffic<'a>,
    forecasts: &Forecasts<'a, '_>,
    known: &AllHolidays<'_>,
    forecast: Forecast<'a>,
) -> Outlook<'a> {
    let due = forecast.due;
    let office = traffic.calendars.office();
    let days_left = due.zip(forecast.start).map(|(due, start)| office.days_to(start, due));
    let reasons = reasons::of(traffic, forecasts, known, &forecast);
    let signal = signal(traffic, &forecast, &reasons);
    Outlook { forecast, days_left, signal, reasons }
}

fn signal(traffic: &Traffic<'_>, forecast: &Forecast<'_>, reasons: &Reasons) -> Option<Signal> {
    let after = |day: Option<Day>, due: Day| day.is_some_and(|day| due < day);
    let Some(due) = forecast.due else {
        return Some(if forecast.state == State::OnHold { Signal::OnHold } else { Signal::NoDate });
    };
    Some(match forecast.state {
        State::OnHold => Signal::OnHold,
        _ if due < traffic.today || after(forecast.likely, due) => Signal::Late,
        _ if forecast.needed.is_none() => return None,
        _ if after(forecast.likely_80, due) || reasons.is_risk => Signal::AtRisk,
        _ => Signal::OnTime,
    })
}

fn notes(agency: &Agency) -> Vec<String> {
    let mut notes = vec![
        "late: past the due, or delivered after it at the median; at-risk: only if it goes slowly, or something stands in the way"
            .to_owned(),
        format!(
            "the median and the 80th percentile (nearest rank) of the working days that stages took, by stage and job type from {ENOUGH} finished stays on, \
             else by stage, else the lead days of the workflow, which `basis` says; 80th percentiles are added up, so `likely_80` is on the safe side"
        ),
        "needed: the quickest way to the delivery, without revisions, production or clearance that may still come; of the present stage what is \
         left of it, and a day at least"
            .to_owned(),
    ];
    let clients = agency.clients.unreadable().iter().map(|(id, _)| format!("client `{id}`"));
    let jobs = agency.jobs.unreadable().iter().map(|(id, _)| format!("job `{id}`"));
    notes.extend(clients.chain(jobs).map(|what| format!("{what} cannot be read: its past is in no median")));
    notes
}
