//! Budgets in the ledger: the postings of one job after another, summed in any grouping.

use crate::domain::agency::Agency;
use crate::domain::brief::JobType;
use crate::domain::guards::needs_no_estimate;
use crate::domain::job_money::Line;
use crate::domain::money::budget::JobBudget;
use crate::domain::money::completion;
use crate::domain::money::impossible;
use crate::domain::money::posting::Posting;
use crate::domain::money::shares::Belongs;
use crate::domain::money::sums::{Figure, Sums};
use crate::domain::money::terms::Terms;
use crate::domain::money::unpriced::Unpriced;
use crate::domain::workflow::Workflow;
use crate::reports::ledger::{Ledger, Whose};
use crate::values::{Day, ItemId, Money};
use std::collections::HashMap;

/// One job's budget, and what stands beside it.
#[derive(Debug)]
pub(super) struct Reckoned<'a> {
    pub(super) budget: JobBudget<'a>,
    /// What of its lines is still to come.
    to_come: Vec<Posting<'a>>,
    /// Whether nothing more is to come, and not because it was called off.
    pub(super) delivered: bool,
    /// What of its money a retainer or the agency pays.
    covered: Vec<Posting<'a>>,
    day: Day,
}

impl<'a> Reckoned<'a> {
    /// A job as of a day.
    pub(super) fn of(agency: &Agency, budget: JobBudget<'a>, workflow: &Workflow, day: Day) -> Reckoned<'a> {
        let done = completion::is_done(&budget, workflow, day);
        let delivered = done && !budget.job.record.is_cancelled(day);
        let covered = covered(agency, &budget, day);
        Reckoned { to_come: completion::to_come(&budget, done), budget, delivered, covered, day }
    }

    /// Sums that somebody wrote down: what the agency bears itself, from the day the job was asked for, and the fee of a job called off.
    fn decided(&self) -> impl Iterator<Item = (Figure, Result<Money, Unpriced>, Day)> {
        let job = &self.budget.job.record;
        let cap = job.investment.as_ref().and_then(|investment| investment.cap);
        let cap = cap.map(|cap| (Figure::Investment, cap, job.requested_on));
        let off = job.cancelled.as_ref().filter(|off| off.date <= self.day);
        let fee = off.and_then(|off| Some((Figure::CancellationFee, off.fee?, off.date)));
        let currency = self.budget.currency;
        let sums = cap.into_iter().chain(fee);
        sums.filter_map(move |(figure, sum, day)| {
            let (what, key) = match figure {
                Figure::Investment => ("the investment", "cap"),
                _ => ("the cancellation", "fee"),
            };
            let told = impossible::of_sum(sum).map_or(Ok(sum.0), |fault| Err(fault.of(what, key)));
            let currency = currency?;
            Some((figure, told.map(|sum| Money::new(sum, currency)), day))
        })
    }
}

/// What was spent and ordered while the work needed no estimate, where nothing was approved: what has an approved sum is measured by that.
fn covered<'a>(agency: &Agency, budget: &JobBudget<'a>, today: Day) -> Vec<Posting<'a>> {
    let job = budget.job;
    let may = job.record.kind == JobType::RetainerTicket || job.record.investment.is_some();
    if !may || budget.postings.iter().any(|posting| posting.figure == Figure::Approved) {
        return Vec::new();
    }
    // without terms, every figure is unknown already
    let Ok(terms) = Terms::of(agency, job) else { return Vec::new() };
    let at = |posting: &Posting<'a>| {
        let figure = match posting.figure {
            Figure::Actual => Figure::CoveredActual,
            Figure::Committed => Figure::CoveredCommitted,
            _ => return None,
        };
        let is_covered = needs_no_estimate(&job.record, &terms, posting.date.unwrap_or(today));
        is_covered.then(|| Posting { figure, ..posting.clone() })
    };
    budget.postings.iter().filter_map(at).collect()
}

/// The lines of a job as they are met: what is approved before what is pending. Those of one id are one line.
#[derive(Default)]
struct Lines<'a> {
    met: Vec<&'a Line>,
    of_id: HashMap<&'a ItemId, usize>,
    without_id: HashMap<*const Line, usize>,
}

impl<'a> Lines<'a> {
    fn place(&mut self, line: &'a Line) -> (usize, &'a Line) {
        let next = self.met.len();
        let at = match &line.id {
            Some(id) => *self.of_id.entry(id).or_insert(next),
            None => *self.without_id.entry(std::ptr::from_ref(line)).or_insert(next),
        };
        if at == next {
            self.met.push(line);
        }
        (at, self.met[at])
    }

    fn called(&self, id: &ItemId) -> Option<(usize, &'a Line)> {
        let &at = self.of_id.get(id)?;
        Some((at, self.met[at]))
    }
}

/// Whether it is no line's: the contingency is the whole estimate's, and nothing is nobody's.
fn is_of_whole(posting: &Posting<'_>) -> bool {
    matches!(posting.figure, Figure::Contingency | Figure::ContingencyDrawn)
        || posting.amount.as_ref().is_ok_and(|money| money.amount.is_zero())
}

/// Sums a job under the keys of a ledger.
pub(super) fn enter(ledger: &mut Ledger<'_, Sums>, job: &Reckoned<'_>) {
    let Reckoned { budget, to_come, covered, .. } = job;
    let whose = Whose::Job(&budget.job.id);
    let (whole, by_line) = (ledger.is_by_job_or_client_alone(), ledger.is_by_line());
    // all of the job goes to one group: it is looked up once, and a job without a single amount has a row all the same
    let whole = whole.then(|| ledger.place(whose, budget.currency, &Belongs::default()));
    if let Some(place) = whole {
        for why in &budget.pending {
            let why = ledger.named(whose, why);
            ledger.of(place).pending_why.add(why);
        }
    }
    let mut lines = Lines::default();
    for posting in budget.postings.iter().chain(to_come).chain(covered) {
        let line = posting.line.filter(|_| by_line).map(|line| lines.place(line));
        if by_line && line.is_none() && is_of_whole(posting) {
            continue;
        }
        let facets = || Belongs { line, ..Belongs::of(posting) };
        let place = whole.unwrap_or_else(|| ledger.place(whose, budget.currency, &facets()));
        ledger.add_at(place, whose, posting.figure, &posting.amount);
    }
    for hours in &budget.unpriced {
        let facets = Belongs {
            month: Some(hours.entry.date.month()),
            role: hours.role,
            person: Some(hours.person),
            line: hours.entry.line.as_ref().filter(|_| by_line).and_then(|id| lines.called(id)),
            ..Belongs::default()
        };
        ledger.at(whose, budget.currency, &facets).add_unpriced(hours.entry.hours.0);
    }
    for (figure, amount, day) in job.decided() {
        let facets = Belongs { month: Some(day.month()), ..Belongs::default() };
        ledger.add(whose, budget.currency, &facets, figure, &amount);
    }
    for unknown in &budget.unknown {
        if unknown.whole_book {
            ledger.refuse_all(unknown.figures, &unknown.why);
        } else {
            ledger.refuse(whose, budget.currency, unknown.figures, &unknown.why);
        }
    }
}
