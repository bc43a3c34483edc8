//! Reports: pure functions from the agency and a day to a view. One report, one file. They know no format and no file.

pub mod ageing;
pub mod annual_budgets;
pub mod board;
pub mod briefs;
pub mod budget;
pub mod flow;
mod grouping;
mod left_out;
pub mod ledger;
pub mod life;
pub mod margin;
pub mod only;
pub mod overdue;
pub mod papers;
pub mod overrides;
pub mod mix;
pub mod narrow;
mod period;
pub mod rework;
pub mod pipeline;
pub mod renewals;
pub mod retainers;
pub mod risk;
pub mod rounds;
pub mod spend;
pub mod time;
pub mod today;
pub mod wip;
pub mod utilisation;
pub mod versus;
mod worked;
pub mod workload;

use crate::domain::agency::Agency;
use crate::domain::brief_score::Score;
use crate::domain::money::ageing::Basis;
use crate::domain::money::labour::CostFault;
use crate::domain::scope::Scope;
use crate::values::{Amount, BriefId, ClientId, Day, JobId, PersonId};
use crate::view::{Unreadable, View};
use std::collections::BTreeMap;

/// What was asked of a report.
#[derive(Clone, Debug)]
pub struct ReportAsk {
    /// The day it is about.
    pub today: Day,
    /// Only this client's.
    pub client: Option<ClientId>,
    /// Only what concerns this person.
    pub person: Option<PersonId>,
    /// Only these jobs and clients.
    pub only: only::Only,
    /// The rows that are shown of all there are.
    pub narrow: narrow::Narrow,
    /// Only this job's.
    pub job: Option<JobId>,
    /// From this day on, for what happened in a period.
    pub from: Option<Day>,
    /// Up to the end of this day.
    pub until: Option<Day>,
    /// How to group: some of the words that the report takes.
    pub by: Vec<String>,
    /// Everything that can be late, not handoffs alone.
    pub all: bool,
    /// Only budgets that are exceeded.
    pub over: bool,
    /// What is behind the figures, in a table too.
    pub evidence: bool,
    /// From which day invoices age.
    pub basis: Basis,
    /// So many days: back, for what was billed lately; ahead, for what is to be decided.
    pub days: Option<u32>,
    /// What is to be won, in the agency's currency.
    pub target: Option<Amount>,
    /// The figures of briefs, worked out by the rules, which no report knows.
    pub scores: BTreeMap<BriefId, Score>,
}

impl ReportAsk {
    /// The plain question of a day.
    pub fn on(today: Day) -> ReportAsk {
        ReportAsk {
            today,
            client: None,
            person: None,
            only: only::Only::default(),
            narrow: narrow::Narrow::default(),
            job: None,
            from: None,
            until: None,
            by: Vec::new(),
            all: false,
            over: false,
            evidence: false,
            basis: Basis::Due,
            days: None,
            target: None,
            scores: BTreeMap::new(),
        }
    }
}

/// One report.
pub trait Report: Sync {
    /// Its name on the command line and in the envelope.
    fn name(&self) -> &'static str;
    /// The words it takes behind `--by`, in the order of its help; none where its rows are not grouped.
    fn ways(&self) -> Vec<&'static str> {
        Vec::new()
    }
    /// What it needs loaded.
    fn scope(&self, ask: &ReportAsk) -> Scope;
    /// Whether totals, and what is said below, are of the rows that are shown; else they are of all there are.
    fn totals_follow_rows(&self) -> bool {
        false
    }
    /// The columns that tell one row from another, for comparing two points in a book's history; none where rows of then and now are not
    /// of the same things.
    fn keys(&self, _ask: &ReportAsk) -> &'static [&'static str] {
        &[]
    }
    /// The answer. `Err` is a question that makes no sense, as a sentence saying what to ask instead.
    fn view(&self, agency: &Agency, ask: &ReportAsk) -> Result<View, String>;
}

/// Every report, in the order of the documentation.
pub static REPORTS: &[&dyn Report] = &[
    &today::Today,
    &overdue::Overdue,
    &budget::Budget,
    &spend::Spend,
    &ageing::Ageing,
    &retainers::Retainers,
    &pipeline::Pipeline,
    &renewals::Renewals,
    &wip::InProgress,
    &margin::Margin,
    &rework::DoneAgain,
    &board::Board,
    &risk::Risk,
    &flow::Flow,
    &rounds::Rounds,
    &workload::Workload,
    &briefs::Briefs,
    &time::Time,
    &utilisation::Utilisation,
    &mix::Mix,
];

/// What tells the rows of a report on money apart, however they are grouped.
const MONEY_KEYS: &[&str] = &[
    "invoice", "job", "client", "budget", "line", "month", "channel", "supplier", "role", "person", "cause", "currency",
];

/// What of the costs of hours does not read, for a report that counts with them.
fn unreadable_costs(agency: &Agency) -> Vec<Unreadable> {
    let one = |fault: &CostFault| Unreadable {
        path: fault.file.to_owned(),
        line: fault.position.line,
        column: fault.position.column,
        message: fault.finding.message.clone(),
    };
    agency.config.cost_faults.iter().map(one).collect()
}
