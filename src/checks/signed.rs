//! The papers of a job that price its work, and the client's name under each: for the rules about money. Whether an approval counts is said
//! once, by `approval-without-authority` and `stale-approval`; here one that is written down is taken at its word.

use crate::domain::agency::Agency;
use crate::domain::agreement::currency_of;
use crate::domain::approval::{Approval, ApprovalFor, Method};
use crate::domain::guards::needs_no_estimate;
use crate::domain::job::Job;
use crate::domain::job_money::{Line, Order, OrderStatus};
use crate::domain::record::Located;
use crate::domain::terms::Terms;
use crate::key_path;
use crate::source::KeyPath;
use crate::values::{Currency, Day, ItemId};

/// The guard that wants the client's yes before work begins.
pub(super) const YES: &str = "estimate-approved";

/// An estimate version or a change order.
#[derive(Debug)]
pub(super) struct Paper<'a> {
    /// What it is called: ``estimate 2``, ``change order `co1` ``.
    pub(super) name: String,
    /// Where it stands in the job.
    pub(super) path: KeyPath,
    pub(super) lines: &'a [Line],
    pub(super) currency: Currency,
    /// The client's earliest approval that was more than said.
    pub(super) signed: Option<&'a Approval>,
}

/// All papers of one job: change orders, and estimates with the newest version first.
#[derive(Debug)]
pub(super) struct Papers<'a> {
    pub(super) job: &'a Located<Job>,
    pub(super) terms: Terms<'a>,
    list: Vec<Paper<'a>>,
    /// The currency that the job is counted in: that of the newest estimate with a yes, else of the newest.
    pub(super) currency: Currency,
}

impl<'a> Papers<'a> {
    /// `None` where the client cannot be read: that is said elsewhere.
    pub(super) fn of(agency: &'a Agency, job: &'a Located<Job>) -> Option<Papers<'a>> {
        let terms = Terms::of(agency, job).ok()?;
        let mut estimates: Vec<_> = job.record.estimates.iter().enumerate().collect();
        estimates.sort_by_key(|(index, estimate)| std::cmp::Reverse((estimate.version, *index)));
        let estimates = estimates.into_iter().map(|(index, estimate)| Paper {
            name: format!("estimate {}", estimate.version),
            path: key_path!["estimates", index],
            lines: &estimate.lines,
            currency: currency_of(estimate.currency, &terms),
            signed: signed(&estimate.approvals),
        });
        let changes = job.record.change_orders.iter().enumerate().map(|(index, change)| Paper {
            name: format!("change order `{}`", change.id),
            path: key_path!["change_orders", index],
            lines: &change.lines,
            currency: currency_of(change.currency, &terms),
            signed: signed(&change.approvals),
        });
        let newest = job
            .record
            .estimates
            .iter()
            .max_by_key(|estimate| (signed(&estimate.approvals).is_some(), estimate.version));
        let currency = newest.map_or(terms.currency, |estimate| currency_of(estimate.currency, &terms));
        Some(Papers { job, terms, list: estimates.chain(changes).collect(), currency })
    }

    /// The line of an id, with its paper: of those that the client approved the newest, else the newest of all.
    pub(super) fn line(&self, id: &ItemId) -> Option<(&Paper<'a>, usize, &'a Line)> {
        let mut holding = self.holding(id);
        let first = holding.next()?;
        if first.0.signed.is_some() {
            return Some(first);
        }
        Some(holding.find(|(paper, ..)| paper.signed.is_some()).unwrap_or(first))
    }

    /// Since when a line has been approved, in whichever paper was first.
    pub(super) fn approved_since(&self, id: &ItemId) -> Option<Day> {
        self.holding(id).filter_map(|(paper, ..)| paper.signed).map(|approval| approval.date).min()
    }

    fn holding(&self, id: &ItemId) -> impl Iterator<Item = (&Paper<'a>, usize, &'a Line)> {
        self.list.iter().filter_map(move |paper| {
            let at = paper.lines.iter().position(|line| line.id.as_ref() == Some(id))?;
            Some((paper, at, &paper.lines[at]))
        })
    }

    /// What the client agreed to pay for: the newest estimate with a yes, and the change orders with one.
    pub(super) fn agreed(&self) -> impl Iterator<Item = &Paper<'a>> {
        let signed = || self.list.iter().filter(|paper| paper.signed.is_some());
        let is_estimate = |paper: &&Paper<'_>| paper.path.first_key() == Some("estimates");
        signed().find(is_estimate).into_iter().chain(signed().filter(move |paper| !is_estimate(paper)))
    }

    /// Whether the client's yes was not needed for what was done on a day: under a retainer, as an investment, or by an override.
    pub(super) fn is_excused(&self, day: Day) -> bool {
        needs_no_estimate(self.job, &self.terms, day) || is_overridden(self.job, YES, day)
    }
}

/// The client's earliest approval that was more than said.
pub(super) fn signed(approvals: &[Approval]) -> Option<&Approval> {
    let by_client = approvals.iter().filter(|approval| approval.of == ApprovalFor::Client);
    by_client.filter(|approval| approval.method != Method::Verbal).min_by_key(|approval| approval.date)
}

/// Whether somebody answered for going on without a guard, by a day. Whether they could is `approval-without-authority`.
pub(super) fn is_overridden(job: &Job, guard: &str, day: Day) -> bool {
    let by_then = job.overrides.iter().filter(|step| step.date <= day);
    by_then.flat_map(|step| &step.guards).any(|other| other == guard)
}

/// The orders that bind somebody, or did, with their place in the list.
pub(super) fn orders(job: &Job) -> impl Iterator<Item = (usize, &Order)> {
    let binds = |order: &Order| !matches!(order.status, OrderStatus::Draft | OrderStatus::Cancelled);
    job.orders.iter().enumerate().filter(move |(_, order)| binds(order))
}
