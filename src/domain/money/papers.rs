//! The papers of a job that price its work, and the client's name under each. Rules take a name that is written down at its word, for whether
//! it counts is said once, by rules of its own; guards take only one that holds.

use super::agreement::{Agreement, currency_of, estimate_standing};
use super::terms::Terms;
use crate::domain::agency::Agency;
use crate::domain::approval::{Approval, ApprovalFor, Method};
use crate::domain::guards::needs_no_estimate;
use crate::domain::job::Job;
use crate::domain::job_money::{Line, Order, OrderStatus};
use crate::domain::record::Located;
use crate::key_path;
use crate::source::KeyPath;
use crate::values::{Currency, Day, ItemId};

/// The guard that wants the client's yes before work begins.
pub const YES: &str = "estimate-approved";

/// An estimate version or a change order.
#[derive(Debug)]
pub struct Paper<'a> {
    /// What it is called: ``estimate 2``, ``change order `co1` ``.
    pub name: String,
    /// Where it stands in the job.
    pub path: KeyPath,
    /// What it charges for.
    pub lines: &'a [Line],
    /// In which currency.
    pub currency: Currency,
    /// The client's earliest approval that counts.
    pub signed: Option<&'a Approval>,
}

/// All papers of one job: change orders, and estimates with the newest version first.
#[derive(Debug)]
pub struct Papers<'a> {
    /// The job.
    pub job: &'a Located<Job>,
    /// The terms it is priced on.
    pub terms: Terms<'a>,
    list: Vec<Paper<'a>>,
    /// The currency that the job is counted in: that of the newest estimate with a yes, else of the newest.
    pub currency: Currency,
}

impl<'a> Papers<'a> {
    /// With every name taken at its word. `None` where the client cannot be read: that is said elsewhere.
    pub fn of(agency: &'a Agency, job: &'a Located<Job>) -> Option<Papers<'a>> {
        let terms = Terms::of(agency, job).ok()?;
        let estimates = job.record.estimates.iter().map(|estimate| signed(&estimate.approvals)).collect();
        let changes = job.record.change_orders.iter().map(|change| signed(&change.approvals)).collect();
        Some(Papers::signed(job, terms, estimates, changes))
    }

    /// With only the names that hold on a day: given by then, by somebody who may, to the paper as it stands.
    pub fn in_force(job: &'a Located<Job>, terms: Terms<'a>, day: Day) -> Papers<'a> {
        let estimates = 0..job.record.estimates.len();
        let estimates = estimates.map(|index| estimate_standing(job, index, &terms, day).valid()).collect();
        let mut changes = vec![None; job.record.change_orders.len()];
        for agreed in Agreement::of(job, &terms, day).changes {
            changes[agreed.index] = Some(agreed.approval);
        }
        Papers::signed(job, terms, estimates, changes)
    }

    /// With the names under each estimate and each change order.
    fn signed(
        job: &'a Located<Job>,
        terms: Terms<'a>,
        under_estimates: Vec<Option<&'a Approval>>,
        under_changes: Vec<Option<&'a Approval>>,
    ) -> Papers<'a> {
        let estimates = job.record.estimates.iter().zip(under_estimates).enumerate();
        let mut estimates: Vec<_> = estimates.collect();
        estimates.sort_by_key(|(index, (estimate, _))| std::cmp::Reverse((estimate.version, *index)));
        let newest =
            estimates.iter().max_by_key(|(index, (estimate, signed))| (signed.is_some(), estimate.version, *index));
        let currency = newest.map_or(terms.currency, |(_, (estimate, _))| currency_of(estimate.currency, &terms));
        let estimates = estimates.into_iter().map(|(index, (estimate, signed))| Paper {
            name: format!("estimate {}", estimate.version),
            path: key_path!["estimates", index],
            lines: &estimate.lines,
            currency: currency_of(estimate.currency, &terms),
            signed,
        });
        let changes = job.record.change_orders.iter().zip(under_changes).enumerate();
        let changes = changes.map(|(index, (change, signed))| Paper {
            name: format!("change order `{}`", change.id),
            path: key_path!["change_orders", index],
            lines: &change.lines,
            currency: currency_of(change.currency, &terms),
            signed,
        });
        let list = estimates.chain(changes).collect();
        Papers { job, terms, list, currency }
    }

    /// The line of an id, with its paper: of those that the client approved the newest, else the newest of all.
    pub fn line(&self, id: &ItemId) -> Option<(&Paper<'a>, usize, &'a Line)> {
        let mut holding = self.holding(id);
        let first = holding.next()?;
        if first.0.signed.is_some() {
            return Some(first);
        }
        Some(holding.find(|(paper, ..)| paper.signed.is_some()).unwrap_or(first))
    }

    /// Since when a line has been approved, in whichever paper was first.
    pub fn approved_since(&self, id: &ItemId) -> Option<Day> {
        self.holding(id).filter_map(|(paper, ..)| paper.signed).map(|approval| approval.date).min()
    }

    fn holding(&self, id: &ItemId) -> impl Iterator<Item = (&Paper<'a>, usize, &'a Line)> {
        self.list.iter().filter_map(move |paper| {
            let at = paper.lines.iter().position(|line| line.id.as_ref() == Some(id))?;
            Some((paper, at, &paper.lines[at]))
        })
    }

    /// What the client agreed to pay for: the newest estimate with a yes, and the change orders with one.
    pub fn agreed(&self) -> impl Iterator<Item = &Paper<'a>> {
        let signed = || self.list.iter().filter(|paper| paper.signed.is_some());
        let is_estimate = |paper: &&Paper<'_>| paper.path.first_key() == Some("estimates");
        signed().find(is_estimate).into_iter().chain(signed().filter(move |paper| !is_estimate(paper)))
    }

    /// Whether the client's yes was not needed for what was done on a day: under a retainer, as an investment, or by an override.
    pub fn is_excused(&self, day: Day) -> bool {
        needs_no_estimate(self.job, &self.terms, day) || is_overridden(self.job, YES, day)
    }
}

/// The client's earliest approval that was more than said.
pub fn signed(approvals: &[Approval]) -> Option<&Approval> {
    let by_client = approvals.iter().filter(|approval| approval.of == ApprovalFor::Client);
    by_client.filter(|approval| approval.method != Method::Verbal).min_by_key(|approval| approval.date)
}

/// Whether somebody answered for going on without a guard, by a day. Whether they could is `approval-without-authority`.
pub fn is_overridden(job: &Job, guard: &str, day: Day) -> bool {
    let by_then = job.overrides.iter().filter(|step| step.date <= day);
    by_then.flat_map(|step| &step.guards).any(|other| other == guard)
}

/// The orders that bind somebody, or did, with their place in the list.
pub fn orders(job: &Job) -> impl Iterator<Item = (usize, &Order)> {
    let binds = |order: &Order| !matches!(order.status, OrderStatus::Draft | OrderStatus::Cancelled);
    job.orders.iter().enumerate().filter(move |(_, order)| binds(order))
}
