//! `budget`: where the money is. Approved, pending, actual, committed and what remains, by job, client, month or channel, as of a day.

mod annual;
mod rows;
mod sum;

use super::grouping::grouping;
use super::ledger::{By, Groups};
use super::{Report, ReportAsk};
use crate::domain::agency::Agency;
use crate::domain::budget::{self, TimeIndex};
use crate::domain::handoff::State;
use crate::domain::job::{Job, sections};
use crate::domain::record::{Kind, Located};
use crate::domain::scope::Scope;
use crate::domain::sums::Sums;
use crate::domain::workflow::Workflow;
use crate::values::{JobId, PersonId};
use crate::view::{Grid, View};
use sum::{Reckoned, summed};

/// The report.
#[derive(Debug)]
pub struct Budget;

const NOTES: [&str; 3] = [
    "approved: what the client said yes to; pending: what waits for that yes",
    "actual: time and supplier invoices; committed: orders not invoiced yet, as they stand; both with markup",
    "remaining = approved - actual - committed; burn = actual / approved; `suits explain actual` says more",
];

impl Report for Budget {
    fn name(&self) -> &'static str {
        "budget"
    }

    fn scope(&self, ask: &ReportAsk) -> Scope {
        const KINDS: &[Kind] = &[Kind::Client, Kind::Job, Kind::Timesheet];
        Scope::kinds(KINDS).parts(sections::MONEY).fingerprints().client(ask.client.clone())
    }

    fn view(&self, agency: &Agency, ask: &ReportAsk) -> Result<View, String> {
        let by = grouping("budgets", By::MONEY, By::as_str, &ask.by, By::Job)?;
        let time = TimeIndex::new(agency, ask.today);
        let asked = |job: &&Located<Job>| concerns(agency, job, ask);
        let workflow = Workflow::of(&agency.config);
        let budgets = agency.jobs.iter().filter(asked).filter_map(|job| budget::of_job(agency, job, &time, ask.today));
        let jobs: Vec<Reckoned<'_>> = budgets.map(|budget| Reckoned::of(budget, &workflow, ask.today)).collect();
        let broken: Vec<&JobId> = agency.jobs.unreadable().iter().map(|(id, _)| id).collect();
        let broken: Vec<&JobId> =
            broken.into_iter().filter(|id| ask.client.as_ref().is_none_or(|client| id.client() == *client)).collect();

        let groups = summed(&by, &jobs, &broken);
        let state = |job: &Reckoned<'_>| job.budget.job.record.state(&workflow, ask.today);
        let open = |job: &&Reckoned<'_>| matches!(state(job), State::Open | State::OnHold);
        let all = summed(&[By::Client], &jobs, &broken);
        let running = summed(&[By::Client], jobs.iter().filter(open), &broken);

        let courses = rows::Courses::of(agency, &by, &jobs, ask.today);
        let alerts = rows::Alerts(&agency.config.alerts);
        let mut notes: Vec<String> = NOTES.iter().map(ToString::to_string).collect();
        notes.push(forecast(alerts));
        notes.extend(groups.reasons().map(|why| format!("cannot be told: {why}")));
        notes.extend(rows::unpriced(&jobs));
        if ask.over {
            notes.extend(left_out(&groups));
        }
        // By client, the rows are the totals already: a table shows them once, JSON has its keys all the same.
        let repeated = by == [By::Client] && !ask.over;
        let totals = |groups: &Groups<Sums>, repeated: bool| {
            let columns = rows::columns(&[By::Client]).into_iter();
            Grid {
                columns: columns.map(|column| if repeated { column.hidden() } else { column }).collect(),
                rows: rows::rows(groups, &rows::Courses::default(), alerts, false),
            }
        };
        Ok(View {
            name: "budget",
            version: 1,
            title: title(&by, ask.over),
            as_of: ask.today,
            grid: Grid { columns: rows::columns(&by), rows: rows::rows(&groups, &courses, alerts, ask.over) },
            others: vec![
                ("totals", "Totals by client, all jobs".to_owned(), totals(&all, repeated)),
                ("totals_open", "Totals by client, open jobs".to_owned(), totals(&running, false)),
                ("annual", "Annual budgets of the clients".to_owned(), annual::grid(agency, ask, &jobs, &broken)),
            ],
            notes,
            when_empty: if ask.over { "no budget is exceeded" } else { "no job has an estimate, time or orders yet" }
                .to_owned(),
            unreadable: Vec::new(),
        })
    }
}

fn forecast(alerts: rows::Alerts<'_>) -> String {
    let forecast = "forecast = actual + committed + what of the approved lines is still to come";
    let alerts: Vec<String> = alerts.0.iter().map(ToString::to_string).collect();
    match alerts.as_slice() {
        [] => forecast.to_owned(),
        [one] => format!("{forecast}; past: {one} percent burnt"),
        some => format!("{forecast}; past: the highest of {} percent burnt", some.join(", ")),
    }
}

/// What is not among the exceeded budgets, and why.
fn left_out(groups: &Groups<Sums>) -> Vec<String> {
    let unbudgeted = groups.iter().filter(|(_, sums)| sums.is_unbudgeted()).count();
    let unknown = groups.iter().filter(|(_, sums)| sums.is_over().is_none()).count();
    let mut notes = vec!["exceeded: remaining is below zero, where something was approved".to_owned()];
    if unbudgeted > 0 {
        notes.push(format!(
            "{unbudgeted} more with spending and nothing approved: work before the estimate, or under a retainer"
        ));
    }
    if unknown > 0 {
        notes.push(format!("{unknown} more may be exceeded: their figures cannot be told"));
    }
    notes
}

/// Whether a job is asked about: of the client, and with the person in one of its seats.
fn concerns(agency: &Agency, job: &Located<Job>, ask: &ReportAsk) -> bool {
    ask.client.as_ref().is_none_or(|client| job.id.client() == *client)
        && ask.person.as_ref().is_none_or(|person| has_seat(agency, job, person))
}

fn has_seat(agency: &Agency, job: &Located<Job>, person: &PersonId) -> bool {
    let team = &job.record.team;
    let client = agency.client_of(&job.id).found();
    let theirs = client.iter().flat_map(|client| &client.record.team).filter(|(seat, _)| !team.contains_key(*seat));
    team.iter().chain(theirs).any(|(_, holder)| holder == person)
}

fn title(by: &[By], over: bool) -> String {
    let ways: Vec<&str> = by.iter().map(|way| way.as_str()).collect();
    format!("{} by {}", if over { "Exceeded budgets" } else { "Budgets" }, ways.join(" and "))
}

#[cfg(test)]
mod tests;
