//! `wip`: work in progress (F25, F26). What was done on jobs and is not billed, and what is billed and not done, by job, client or any other way,
//! as of a day.

mod rows;

use super::grouping::{grouping, words};
use super::ledger::shares::{Entering, summed};
use super::ledger::{By, Key, Part, with_client};
use super::{Report, ReportAsk};
use crate::domain::agency::Agency;
use crate::domain::approval::ApprovalFor;
use crate::domain::handoff::State;
use crate::domain::job::{Job, sections};
use crate::domain::money::billing::Billing;
use crate::domain::money::budget::TimeIndex;
use crate::domain::money::shares::{Account, refuse_unread};
use crate::domain::money::tally::Tally;
use crate::domain::money::wip::{self, Wip, Works};
use crate::domain::record::{Kind, Located};
use crate::domain::scope::Scope;
use crate::domain::workflow::Workflow;
use crate::values::{ClientId, JobId, Money};
use crate::view::{Grid, View};
use std::collections::HashMap;

/// `suits wip`.
#[derive(Debug)]
pub struct InProgress;

const NOTES: &[&str] = &[
    "wip (F25): time and suppliers' work on each line of a job, at the client's prices, less what was billed on it, never below 0; \
     deferred: billed beyond the work, shown apart, so value + deferred = billed + wip",
    "what was billed is taken off the oldest work first; what names no line, off what is open on its whole job",
    "complete (F26) = value / price, at most 1, both at the client's prices; chargeable = complete x price - billed, below 0 when billed in advance",
    "retainers, by contract: a period that is over has earned its fee, whether or not anybody worked, the running one what its hours are worth, at most the fee",
    "before tax; credit notes give back, an invoice written off stays billed; closed and cancelled jobs are in it; `suits explain wip` says more",
];

/// What stands in which month.
const BY_MONTH: &str = "billed for it: in the month of the work that it pays for, beyond that in the month its line names, else the invoice's; \
     `suits margin --by month` has it in the month of the invoice (`suits explain billed`)";

/// All figures are money; what was agreed and earned is of whole jobs.
fn how(by: &[By]) -> Entering<Wip> {
    let part = |figure| !matches!(figure, Wip::Price | Wip::Earned);
    Entering { is_plain: |_| false, is_told: if rows::are_whole(by) { |_| true } else { part } }
}

impl Report for InProgress {
    fn name(&self) -> &'static str {
        "wip"
    }

    fn ways(&self) -> Vec<&'static str> {
        words(By::MONEY, By::as_str)
    }

    fn scope(&self, ask: &ReportAsk) -> Scope {
        const KINDS: &[Kind] = &[Kind::Client, Kind::Job, Kind::Timesheet, Kind::Invoice];
        // what is billed to a client, beyond any job, is set off against all of its jobs
        ask.narrowed_to_clients(
            Scope::kinds(KINDS).parts(sections::MONEY).approvals(&[ApprovalFor::Client, ApprovalFor::Issue]),
        )
    }

    fn view(&self, agency: &Agency, ask: &ReportAsk) -> Result<View, String> {
        let by = with_client(grouping("work in progress", By::MONEY, By::as_str, &ask.by, By::Job)?);
        let (time, billing) = (TimeIndex::new(agency, ask.today), Billing::of(agency, ask.today));
        let asked = |id: &JobId| ask.asks_job(id);
        let jobs = || agency.jobs.iter().filter(|job| asked(&job.id));
        let Works { mut accounts, unpriced, unknown_periods } =
            wip::of_jobs(agency, jobs(), &time, &billing, ask.today);
        refuse_unread(&mut accounts, agency);
        accounts.retain(|account| account.job.map_or_else(|| ask.asks_client(&account.client), |job| asked(job)));
        let workflow = Workflow::of(&agency.config);
        let states: HashMap<&JobId, State> = jobs().map(|job| (&job.id, state(job, &workflow, ask))).collect();
        let broken: Vec<&JobId> = agency.jobs.unreadable().iter().map(|(id, _)| id).filter(|id| asked(id)).collect();

        let is_open = |account: &&Account<'_, Wip>| account.job.is_none_or(|job| runs(states.get(job).copied()));
        let groups = summed(&by, &accounts, &broken, how(&by));
        let all = summed(&[By::Client], &accounts, &broken, how(&[By::Client]));
        let running = summed(&[By::Client], accounts.iter().filter(is_open), &broken, how(&[By::Client]));
        let over = summed(&[By::Client], accounts.iter().filter(|account| !is_open(account)), &[], how(&[By::Client]));

        let mut notes: Vec<String> = NOTES.iter().map(ToString::to_string).collect();
        notes.extend(by.contains(&By::Month).then(|| BY_MONTH.to_owned()));
        notes.extend(over.iter().filter_map(|(key, sums)| left_behind(key, sums)));
        let closed = |account: &&Account<'_, Wip>| {
            account.job.and_then(|job| states.get(job)).is_some_and(|state| *state == State::Closed)
        };
        let closed = summed(&[By::Client], accounts.iter().filter(closed), &[], how(&[By::Client]));
        notes.extend(rows::income(&closed));
        notes.extend(groups.reasons().map(|why| format!("cannot be told: {why}")));
        notes.extend(rows::unpriced(&unpriced));
        let is_asked = |client: &ClientId| ask.client.as_ref().is_none_or(|only| client == only);
        notes.extend(unknown_periods.into_iter().filter(|(client, _)| is_asked(client)).map(|(_, why)| why));
        let repeated = by == [By::Client];
        let totals = |groups, repeated: bool| {
            let columns = rows::columns(&[By::Client]).into_iter();
            Grid {
                columns: columns.map(|column| if repeated { column.hidden() } else { column }).collect(),
                rows: rows::rows(groups, &[By::Client], &HashMap::new()),
            }
        };
        let ways: Vec<&str> = by.iter().map(|way| way.as_str()).collect();
        Ok(View {
            name: self.name(),
            version: 1,
            title: format!("Work in progress by {}", ways.join(" and ")),
            as_of: ask.today,
            grid: Grid { columns: rows::columns(&by), rows: rows::rows(&groups, &by, &states) },
            others: vec![
                ("totals", "Totals by client".to_owned(), totals(&all, repeated)),
                ("totals_open", "Totals by client, open jobs and retainers".to_owned(), totals(&running, false)),
            ],
            notes,
            when_empty: "no job has time, supplier invoices or bills yet".to_owned(),
            unreadable: Vec::new(),
        })
    }
}

fn state(job: &Located<Job>, workflow: &Workflow, ask: &ReportAsk) -> State {
    job.record.state(workflow, ask.today)
}

/// Whether a job goes on. One that is billed before it exists does.
fn runs(state: Option<State>) -> bool {
    !matches!(state, Some(State::Closed | State::Cancelled))
}

/// What closed and cancelled jobs of a client and a currency have left unbilled.
fn left_behind(key: &Key, sums: &Tally<Wip>) -> Option<String> {
    let left: Money = sums.figure(Wip::Unbilled).filter(|left| !left.amount.is_zero())?;
    let client = key.parts.iter().find_map(|part| if let Part::Client(id) = part { Some(id) } else { None })?;
    Some(format!("{client}: {left} of the work in progress is on closed or cancelled jobs: bill it, or it is lost"))
}
