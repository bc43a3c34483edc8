//! `spend`: how the money is spent, when and where, and what it brings. The plan of the briefs beside what was approved, ordered and charged,
//! by channel and month; what each part was expected to bring and what it brought; KPIs beside their results.

mod kpis;
mod rows;
mod sum;

use super::grouping::{grouping, words};
use super::ledger::merge::{self, AtHome};
use super::ledger::{By, Groups, Key, Shown, are_whole};
use super::{Report, ReportAsk};
use crate::domain::agency::Agency;
use crate::domain::approval::ApprovalFor;
use crate::domain::brief::Brief;
use crate::domain::job::{Job, sections};
use crate::domain::money::billing::currency_of_client;
use crate::domain::money::budget::{self, JobBudget};
use crate::domain::money::earnings::Span;
use crate::domain::money::spend_plan::{Plan, Worked, plans};
use crate::domain::money::time_index::TimeIndex;
use crate::domain::record::{Kind, Located};
use crate::domain::scope::Scope;
use crate::values::BriefId;
use crate::view::{Column, Grid, View};
use sum::{Fold, Spent, Unread};

/// The report.
#[derive(Debug)]
pub struct Spend;

const NOTES: &[&str] = &[
    "planned: the spend plans of briefs, approved or not, but for those superseded and those whose jobs are all called off",
    "approved, committed and actual are those of `suits budget`, with what has no channel under `-`; a plan is measured by channels alone",
    "spent = actual on channels / planned; cost per result = (actual + committed) on channels / result, where each part of the plan brought a count of one thing",
];

impl Report for Spend {
    fn name(&self) -> &'static str {
        "spend"
    }

    fn ways(&self) -> Vec<&'static str> {
        words(By::MONEY, By::as_str)
    }

    fn scope(&self, ask: &ReportAsk) -> Scope {
        const KINDS: &[Kind] = &[Kind::Client, Kind::Brief, Kind::Job, Kind::Timesheet];
        // a brief that two jobs work from has a plan of neither
        ask.narrowed_to_clients(
            Scope::kinds(KINDS).parts_as_of(sections::AS_OF, ask.today).approvals(&[ApprovalFor::Client]),
        )
    }

    fn totals_follow_rows(&self) -> bool {
        true
    }

    fn keys(&self, _ask: &ReportAsk) -> &'static [&'static str] {
        super::MONEY_KEYS
    }

    fn view(&self, agency: &Agency, ask: &ReportAsk) -> Result<View, String> {
        let mut by = grouping("spending", By::MONEY, By::as_str, &ask.by, By::Channel)?;
        let fold = if ask.by.is_empty() { Fold::OffChannels } else { Fold::No };
        if fold == Fold::OffChannels {
            by.push(By::Month);
        }
        let time = TimeIndex::new(agency, ask.today);
        let asked = |job: &&Located<Job>| ask.asks_job(&job.id);
        let jobs: Vec<JobBudget<'_>> =
            agency.jobs.iter().filter(asked).filter_map(|job| budget::of_job(agency, job, &time, ask.today)).collect();
        let worked = Worked::of(agency, ask.today);
        let mut plans = plans(agency, &worked, ask.today);
        plans.retain(|plan| plan.job.map_or_else(|| ask.asks_client(&plan.brief.id.client()), |job| ask.asks_job(job)));
        let wanted =
            |id: &BriefId| ask.asks_client(&id.client()) || worked.from(id).iter().any(|job| ask.asks_job(&job.id));
        let to_date = Span { from: None, until: ask.today };
        let mut missing = time.of_missing_jobs(agency, to_date, |client| ask.asks_client(client));
        missing.retain(|(id, _)| ask.asks_job(id));
        let unread = Unread {
            jobs: agency.jobs.unreadable().iter().map(|(id, _)| id).filter(|id| ask.asks_job(id)).collect(),
            briefs: agency.briefs.unreadable().iter().map(|(id, _)| id).filter(|id| wanted(id)).collect(),
            missing: missing
                .iter()
                .map(|(id, why)| (*id, currency_of_client(agency, &id.client()), why.as_str()))
                .collect(),
        };
        let summed = |by: &[By], fold| sum::summed(by, fold, &jobs, &plans, &worked, &unread);
        let groups = summed(&by, fold);
        let ordered = rows::ordered(&groups);
        let grid = Grid { columns: rows::columns(&by), rows: rows::rows(&ordered) };
        let kept = Shown::of(&ask.narrow, &grid, ordered.iter().map(|(key, _)| *key));
        let shown = kept.as_ref().map(|kept| kept.only(&groups));
        let (totals, currencies) = match &shown {
            Some(shown) => (merge::by_client(shown), merge::by_currency(shown)),
            None => (summed(&[By::Client], Fold::No), summed(&[], Fold::No)),
        };
        let home = merge::at_home(&currencies, agency, ask.today);
        if let Some(kept) = &kept {
            // a brief's KPIs are of all of its job
            let told = |plan: &Plan<'_>| {
                plan.job.map_or_else(|| kept.has_client(&plan.brief.id.client()), |job| kept.may_hold(job))
            };
            plans.retain(|plan| are_whole(&by) && told(plan));
        }
        let mut notes: Vec<String> = NOTES.iter().map(ToString::to_string).collect();
        if fold == Fold::OffChannels {
            notes.push(
                "what has no channel is one row for all months; `--by channel,month` tells them apart".to_owned(),
            );
        }
        notes.extend(home.rates.clone());
        let why = shown.as_ref().map_or_else(|| groups.reasons().collect(), merge::reasons);
        notes.extend(why.into_iter().map(|why| format!("cannot be told: {why}")));
        let many = home.rates.is_some() || totals.iter().count() > 1;
        Ok(View {
            name: "spend",
            version: 1,
            title: title(&by),
            as_of: ask.today,
            grid,
            others: vec![
                ("totals", "Totals by client".to_owned(), total_grid(total(&totals), by != [By::Client])),
                ("agency", format!("All in {}", home.currency), total_grid(in_one(&home, &totals), many)),
                ("kpis", "KPIs and what they came to".to_owned(), kpis::grid(&asked_briefs(&plans))),
            ],
            notes,
            when_empty: "no brief has a spend plan, and no job an estimate, time or orders yet".to_owned(),
            unreadable: Vec::new(),
        })
    }
}

fn asked_briefs<'a>(plans: &[Plan<'a>]) -> Vec<&'a Located<Brief>> {
    plans.iter().map(|plan| plan.brief).collect()
}

fn total(groups: &Groups<Spent>) -> Grid {
    Grid { columns: rows::columns(&[By::Client]), rows: rows::rows(&rows::ordered(groups)) }
}

/// One sum over all, where there is anything.
fn in_one(home: &AtHome<Spent>, totals: &Groups<Spent>) -> Grid {
    let key = Key { parts: Vec::new(), currency: Some(home.currency) };
    let row = totals.iter().next().map(|_| rows::row(&key, &home.sums));
    Grid { columns: rows::columns(&[]), rows: row.into_iter().collect() }
}

/// Totals, which a table shows only where they say something new; JSON has their keys all the same. What each part was to bring is no total.
fn total_grid(mut grid: Grid, wanted: bool) -> Grid {
    let hides = |column: &Column| !wanted || matches!(column.key, "expects" | "result" | "cost_per_result");
    let columns = grid.columns.into_iter();
    grid.columns = columns.map(|column| if hides(&column) { column.hidden() } else { column }).collect();
    grid
}

fn title(by: &[By]) -> String {
    let ways: Vec<&str> = by.iter().map(|way| way.as_str()).collect();
    format!("Spending by {}", ways.join(" and "))
}
