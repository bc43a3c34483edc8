//! `wip`: work in progress (F25, F26). What was done on jobs and is not billed, and what is billed and not done, by job, client or any other way,
//! as of a day.

mod rows;

use super::grouping::{grouping, words};
use super::ledger::merge::{by_client, reasons, regrouped};
use super::ledger::shares::{Entering, summed};
use super::ledger::{By, Key, Part, Shown, are_whole, with_client};
use super::{Report, ReportAsk, left_out};
use crate::domain::agency::Agency;
use crate::domain::approval::ApprovalFor;
use crate::domain::handoff::State;
use crate::domain::invoice::Invoice;
use crate::domain::job::{Job, sections};
use crate::domain::money::billing::Billing;
use crate::domain::money::earnings::Span;
use crate::domain::money::shares::{refuse_missing, refuse_unread};
use crate::domain::money::tally::Tally;
use crate::domain::money::time_index::TimeIndex;
use crate::domain::money::wip::{self, Wip, Works};
use crate::domain::record::{Kind, Located};
use crate::domain::scope::Scope;
use crate::domain::workflow::Workflow;
use crate::values::{JobId, Money};
use crate::view::{Grid, View};
use std::collections::HashMap;

/// `suits wip`.
#[derive(Debug)]
pub struct InProgress;

const NOTES: &[&str] = &[
    "unbilled, or wip (F25): the work done on each line of a job, time and suppliers' at the client's prices, less what was billed on it, never \
     below 0; billed ahead, or deferred: billed beyond the work, shown apart, so work done + billed ahead = billed + unbilled",
    "what was billed is taken off the oldest work first; what names no line, off what is open on its whole job",
    "complete (F26) = work done / price, at most 100%, both at the client's prices, of jobs alone; chargeable = complete x price - billed, below 0 when billed in advance",
    "retainers, by contract: a period that is over has earned its fee, whether or not anybody worked, the running one what its hours are worth, at most the fee",
    "before tax; credit notes give back, an invoice written off stays billed; closed and cancelled jobs are in it; `suits explain wip` says more",
];

/// What stands in which month.
const BY_MONTH: &str = "billed for it: in the month of the work that it pays for, beyond that in the month its line names, else the invoice's; \
     `suits margin --by month` has it in the month of the invoice (`suits explain billed`)";

/// All figures are money; what was agreed and earned is of whole jobs.
fn how(by: &[By]) -> Entering<Wip> {
    let part = |figure| !matches!(figure, Wip::Price | Wip::Earned);
    Entering { is_plain: |_| false, is_told: if are_whole(by) { |_| true } else { part } }
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
            Scope::kinds(KINDS)
                .parts_as_of(sections::AS_OF, ask.today)
                .approvals(&[ApprovalFor::Client, ApprovalFor::Issue]),
        )
    }

    fn totals_follow_rows(&self) -> bool {
        true
    }

    fn keys(&self, _ask: &ReportAsk) -> &'static [&'static str] {
        super::MONEY_KEYS
    }

    fn view(&self, agency: &Agency, ask: &ReportAsk) -> Result<View, String> {
        let by = with_client(grouping("work in progress", By::MONEY, By::as_str, &ask.by, By::Job)?);
        let (time, billing) = (TimeIndex::new(agency, ask.today), Billing::of(agency, ask.today));
        let asked = |id: &JobId| ask.asks_job(id);
        let jobs = || agency.jobs.iter().filter(|job| asked(&job.id));
        let Works { mut accounts, unpriced, stale, unknown_periods } =
            wip::of_jobs(agency, jobs(), &time, &billing, ask.today);
        let to_date = Span { from: None, until: ask.today };
        let missing = time.of_missing_jobs(agency, to_date, |client| ask.asks_client(client));
        refuse_missing(&mut accounts, agency, missing, wip::OF_WORK);
        refuse_unread(&mut accounts, agency);
        accounts.retain(|account| account.job.map_or_else(|| ask.asks_client(&account.client), asked));
        let workflow = Workflow::of(&agency.config);
        let states: HashMap<&JobId, State> = jobs().map(|job| (&job.id, state(job, &workflow, ask))).collect();
        let broken: Vec<&JobId> = agency.jobs.unreadable().iter().map(|(id, _)| id).filter(|id| asked(id)).collect();

        let groups = summed(&by, &accounts, &broken, how(&by));
        let grid = Grid { columns: rows::columns(&by), rows: rows::rows(&groups, &by, &states) };
        let kept = Shown::of(&ask.narrow, &grid, groups.iter().map(|(key, _)| key));
        let shown = kept.as_ref().map(|kept| kept.only(&groups));
        let is_closed = |job: &JobId| states.get(job) == Some(&State::Closed);
        let goes_on = |job: &JobId| runs(states.get(job).copied());
        let of = |wanted: &dyn Fn(Option<&JobId>) -> bool, broken: &[&JobId]| {
            if let Some(shown) = &shown {
                // by month or channel, what is shown is of no one job
                let named = by.contains(&By::Job);
                return by_client(&regrouped(shown, |key, _| (named && wanted(key.job())).then(|| key.clone())));
            }
            let accounts = accounts.iter().filter(|account| wanted(account.job));
            summed(&[By::Client], accounts, broken, how(&[By::Client]))
        };
        let all = match &shown {
            Some(shown) => by_client(shown),
            None => of(&|_| true, &broken),
        };
        let running = of(&|job| job.is_none_or(goes_on), &broken);
        let over = of(&|job| !job.is_none_or(goes_on), &[]);

        let mut notes: Vec<String> = NOTES.iter().map(ToString::to_string).collect();
        notes.extend(by.contains(&By::Month).then(|| BY_MONTH.to_owned()));
        notes.extend(over.iter().filter_map(|(key, sums)| left_behind(key, sums)));
        notes.extend(rows::income(&of(&|job| job.is_some_and(is_closed), &[])));
        let reasons = shown.as_ref().map_or_else(|| groups.reasons().collect(), reasons);
        notes.extend(reasons.into_iter().map(|why| format!("cannot be told: {why}")));
        let told = |job: &JobId| kept.as_ref().is_none_or(|kept| kept.may_hold(job));
        notes.extend(rows::unpriced(&unpriced.into_iter().filter(|(job, _)| told(job)).collect::<Vec<_>>()));
        notes.extend(left_out::changed(
            stale.iter().filter(|(job, _)| told(job)).map(|(job, why)| (*job, why.as_str())),
        ));
        let concerns =
            |invoice: &Located<Invoice>| left_out::concerns(invoice, asked, |client| ask.asks_client(client));
        notes.extend(left_out::unbilled(agency, concerns, ask.today));
        let unknown = unknown_periods.into_iter().filter(|(client, _)| kept.is_none() && ask.asks_client(client));
        notes.extend(unknown.map(|(_, why)| why));
        let repeated = by == [By::Client];
        let totals = |groups, repeated: bool| {
            let columns = rows::columns(&[By::Client]).into_iter();
            let mut grid = Grid {
                columns: columns.map(|column| if repeated { column.hidden() } else { column }).collect(),
                rows: rows::rows(groups, &[By::Client], &HashMap::new()),
            };
            if kept.is_some() && !are_whole(&by) {
                // what was agreed and earned is of whole jobs
                grid.blank(&["price", "complete", "earned", "chargeable"]);
            }
            grid
        };
        let ways: Vec<&str> = by.iter().map(|way| way.as_str()).collect();
        Ok(View {
            name: self.name(),
            version: 1,
            title: format!("Work in progress by {}", ways.join(" and ")),
            as_of: ask.today,
            grid,
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
