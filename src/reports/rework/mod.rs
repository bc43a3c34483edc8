//! `rework`: work done again (F34). What it cost, why, what of it was charged or given on purpose, and what was presented more than once, by job,
//! client, cause or any other way, as of a day or in a span.

mod presentations;
mod rows;

use super::grouping::{grouping, words};
use super::ledger::merge::{by_client, by_currency, reasons, regrouped};
use super::ledger::shares::{Entering, summed};
use super::ledger::{By, Key, Shown, are_whole, with_client};
use super::period::to_date;
use super::{Report, ReportAsk, unreadable_costs};
use crate::domain::agency::Agency;
use crate::domain::job::sections;
use crate::domain::money::rework::{self, Rework};
use crate::domain::money::shares::{Account, refuse_missing};
use crate::domain::money::time_index::TimeIndex;
use crate::domain::record::Kind;
use crate::domain::scope::Scope;
use crate::values::{ClientId, JobId};
use crate::view::{Grid, View};
use std::collections::BTreeSet;

/// `suits rework`.
#[derive(Debug)]
pub struct DoneAgain;

const NOTES: &[&str] = &[
    "done again: time on the lines of change orders, by their cause; and time from the day a job goes to `revising` to the day it leaves it, by the \
     class of the remarks that sent it there, split evenly among them",
    "corrections share (F34) = time on what the agency got wrong / all time of the jobs, both at the rate card",
    "share = (done again - on purpose) / all time; on purpose: a job's `investment`, the earliest up to its cap, never the agency's corrections",
    "charged: change orders the client approved; suppliers: their invoices on lines of change orders, at the client's prices",
    "presented again: client rounds on one deliverable beyond the first; F32 first-time right: approved in the first, of all that were approved",
];

impl Report for DoneAgain {
    fn name(&self) -> &'static str {
        "rework"
    }

    fn ways(&self) -> Vec<&'static str> {
        words(By::REWORK, By::as_str)
    }

    fn scope(&self, ask: &ReportAsk) -> Scope {
        const KINDS: &[Kind] = &[Kind::Client, Kind::Job, Kind::Timesheet, Kind::Round];
        ask.narrowed(Scope::kinds(KINDS).parts(sections::MONEY).fingerprints())
    }

    fn totals_follow_rows(&self) -> bool {
        true
    }

    fn keys(&self, _ask: &ReportAsk) -> &'static [&'static str] {
        super::MONEY_KEYS
    }

    fn view(&self, agency: &Agency, ask: &ReportAsk) -> Result<View, String> {
        let by = with_client(grouping("work done again", By::REWORK, By::as_str, &ask.by, By::Job)?);
        let span = to_date(ask)?;
        let time = TimeIndex::new(agency, span.until);
        let asked = |id: &JobId| ask.asks_job(id);
        let jobs = agency.jobs.iter().filter(|job| asked(&job.id));
        let mut accounts: Vec<Account<'_, Rework>> = rework::of_jobs(agency, jobs, &time, span);
        let mut missing = time.of_missing_jobs(agency, span, |client| ask.asks_client(client));
        missing.retain(|(job, _)| asked(job));
        refuse_missing(&mut accounts, agency, missing, rework::OF_TIME);
        let broken: Vec<&JobId> = agency.jobs.unreadable().iter().map(|(id, _)| id).filter(|id| asked(id)).collect();

        let groups = summed(&by, &accounts, &broken, how(&by));
        // what has a cause is a share of all time of the same job, client or month
        let rest: Vec<By> = by.iter().copied().filter(|way| *way != By::Cause).collect();
        let whole = summed(&rest, &accounts, &broken, how(&rest));
        let grid = Grid { columns: rows::columns(&by), rows: rows::rows(&groups, &whole, &by) };

        let kept = Shown::of(&ask.narrow, &grid, rows::wanted(&groups, &by).map(|(key, _)| key));
        let shown = kept.as_ref().map(|kept| kept.only(&groups));
        // a job on which nothing was done again has no row, and all of its time is in the shares of its client
        let in_rows: BTreeSet<&JobId> = rows::wanted(&groups, &by).filter_map(|(key, _)| key.job()).collect();
        let is_left = |job: &JobId| {
            kept.as_ref().is_none_or(|kept| {
                kept.may_hold(job)
                    || (by.contains(&By::Job) && !in_rows.contains(job) && kept.may_hold_of(&job.client()))
            })
        };
        let has_client = |client: &ClientId| kept.as_ref().is_none_or(|kept| kept.has_client(client));
        let mut broken = broken;
        if are_whole(&by) {
            accounts.retain(|account| account.job.map_or_else(|| has_client(&account.client), is_left));
            broken.retain(|job| is_left(job));
        }
        let of = |ways: &[By]| summed(ways, &accounts, &broken, how(ways));
        // of a part of each job, what is shown is all that can be summed
        let part = shown.as_ref().filter(|_| !are_whole(&by));
        let all_time = part.map(|part| {
            let keys: Vec<Key> = part.iter().map(|(key, _)| rows::without_cause(key)).collect();
            Shown::these(&keys).only(&whole)
        });
        let (all, all_of) = match (part, &all_time) {
            (Some(part), Some(time)) => (by_client(part), Some(by_client(time))),
            _ => (of(&[By::Client]), None),
        };
        let (causes, over_all) = match (part, &all_time) {
            (Some(part), Some(time)) => (regrouped(part, rows::cause_alone), by_currency(time)),
            _ => (of(&[By::Cause]), of(&[])),
        };

        let mut notes: Vec<String> = NOTES.iter().map(ToString::to_string).collect();
        let why = shown.as_ref().map_or_else(|| groups.reasons().collect(), reasons);
        notes.extend(why.into_iter().map(|why| format!("cannot be told: {why}")));
        let hide = |columns: Vec<crate::view::Column>, repeated: bool| {
            columns.into_iter().map(|column| if repeated { column.hidden() } else { column }).collect()
        };
        let mut totals = Grid {
            columns: hide(rows::columns(&[By::Client]), by == [By::Client]),
            rows: rows::rows(&all, all_of.as_ref().unwrap_or(&all), &[By::Client]),
        };
        if part.is_some() && by.contains(&By::Cause) {
            // of a cause, nobody knows what of it was an agency's correction
            totals.blank(&["corrections", "rework_cost", "later_hours"]);
        }
        let of_causes = Grid {
            columns: hide(rows::columns(&[By::Cause]), by == [By::Cause]),
            rows: rows::rows(&causes, &over_all, &[By::Cause]),
        };
        let told = |job: &JobId| asked(job) && part.is_none() && is_left(job);
        let presented = presentations::of(agency, &told, span);
        let ways: Vec<&str> = by.iter().map(|way| way.as_str()).collect();
        let period =
            span.from.map_or_else(|| format!("up to {}", span.until), |from| format!("{from} to {}", span.until));
        Ok(View {
            name: self.name(),
            version: 1,
            title: format!("Work done again by {}, {period}", ways.join(" and ")),
            as_of: ask.today,
            grid,
            others: vec![
                ("causes", "By cause".to_owned(), of_causes),
                ("totals", "Totals by client".to_owned(), totals),
                ("presentations", "Presented more than once".to_owned(), presentations::again(&presented)),
                ("first_time_right", "First-time right by client".to_owned(), presentations::right(agency, &presented)),
            ],
            notes,
            when_empty: "nothing was done again in that time".to_owned(),
            unreadable: unreadable_costs(agency),
        })
    }
}

/// Hours are no money. All time of a job has no cause, and no supplier's work has a person.
fn how(by: &[By]) -> Entering<Rework> {
    let caused = |figure| !matches!(figure, Rework::TimeValue | Rework::LaterHours | Rework::Corrections);
    Entering {
        is_plain: |figure| matches!(figure, Rework::Hours | Rework::LaterHours),
        is_told: if by.contains(&By::Cause) { caused } else { |_| true },
    }
}
