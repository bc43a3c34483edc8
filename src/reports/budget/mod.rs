//! `budget`: where the money is. Approved, pending, actual, committed and what remains, by job, client, month or channel, as of a day.

mod annual;
mod notes;
mod rows;
mod sum;
mod totals;

use super::grouping::grouping;
use super::ledger::{By, merge};
use super::{Report, ReportAsk};
use crate::domain::agency::Agency;
use crate::domain::approval::ApprovalFor;
use crate::domain::handoff::State;
use crate::domain::job::{Job, sections};
use crate::domain::money::budget::{self, TimeIndex};
use crate::domain::record::{Kind, Located};
use crate::domain::scope::Scope;
use crate::domain::workflow::Workflow;
use crate::values::{JobId, PersonId};
use crate::view::{Grid, View};
use sum::{Reckoned, summed};
use totals::Totals;

/// The report.
#[derive(Debug)]
pub struct Budget;

impl Report for Budget {
    fn name(&self) -> &'static str {
        "budget"
    }

    fn scope(&self, ask: &ReportAsk) -> Scope {
        const KINDS: &[Kind] = &[Kind::Client, Kind::Job, Kind::Timesheet];
        Scope::kinds(KINDS).parts(sections::MONEY).approvals(&[ApprovalFor::Client]).client(ask.client.clone())
    }

    fn view(&self, agency: &Agency, ask: &ReportAsk) -> Result<View, String> {
        let by = grouping("budgets", By::MONEY, By::as_str, &ask.by, By::Job)?;
        if ask.over && !rows::compares(&by) {
            return Err(format!("`--over` cannot be told by {}: {}", ways(&by), notes::APART));
        }
        let time = TimeIndex::new(agency, ask.today);
        let asked = |job: &&Located<Job>| concerns(agency, job, ask);
        let workflow = Workflow::of(&agency.config);
        let budgets = agency.jobs.iter().filter(asked).filter_map(|job| budget::of_job(agency, job, &time, ask.today));
        let jobs: Vec<Reckoned<'_>> =
            budgets.map(|budget| Reckoned::of(agency, budget, &workflow, ask.today)).collect();
        let broken: Vec<&JobId> = agency.jobs.unreadable().iter().map(|(id, _)| id).collect();
        let broken: Vec<&JobId> =
            broken.into_iter().filter(|id| ask.client.as_ref().is_none_or(|client| id.client() == *client)).collect();

        let groups = summed(&by, &jobs, &broken);
        let open = |job: &Located<Job>| matches!(job.record.state(&workflow, ask.today), State::Open | State::OnHold);
        let totals = if ask.over {
            Totals::of_exceeded(&groups, |id| agency.jobs.get(id).found().is_some_and(open))
        } else {
            Totals::of_all(&jobs, &broken, open)
        };
        let covered = rows::has_covered(&totals.currencies);
        let home = merge::at_home(&totals.currencies, agency, ask.today);

        let courses = rows::Courses::of(agency, &by, &jobs, ask.today);
        let alerts = rows::Alerts(&agency.config.alerts);
        let mut notes = notes::notes(&by, alerts, covered);
        notes.extend(home.rates.clone());
        notes.extend(groups.reasons().map(|why| format!("cannot be told: {why}")));
        notes.extend(rows::unpriced(&jobs));
        if ask.over {
            notes.extend(notes::left_out(&groups));
        }
        let mut others = totals.grids(&by, ask.over, &home, alerts);
        let mut annual = annual::grid(agency, ask, &jobs, &broken);
        annual.rows.retain(|_| !ask.over);
        others.push(("annual", "Annual budgets of the clients".to_owned(), annual));
        Ok(View {
            name: "budget",
            version: 1,
            title: title(&by, ask.over),
            as_of: ask.today,
            grid: Grid {
                columns: rows::columns(&by, covered),
                rows: rows::rows(&groups, &courses, alerts, &by, ask.over),
            },
            others,
            notes,
            when_empty: if ask.over { "no budget is exceeded" } else { "no job has an estimate, time or orders yet" }
                .to_owned(),
            unreadable: Vec::new(),
        })
    }
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
    format!("{} by {}", if over { "Exceeded budgets" } else { "Budgets" }, ways(by))
}

fn ways(by: &[By]) -> String {
    by.iter().map(|way| way.as_str()).collect::<Vec<_>>().join(" and ")
}

#[cfg(test)]
mod tests;
