//! Which hours burn a retainer: those of its tickets that nothing else pays for. Knows no periods.

use crate::domain::brief::JobType;
use crate::domain::job::Job;
use crate::domain::job_money::Cause;
use crate::domain::money::budget::JobBudget;
use crate::domain::money::posting::Origin;
use crate::domain::money::sums::Figure;
use crate::domain::record::Located;
use crate::domain::timesheet::TimeEntry;
use crate::values::{Day, Decimal, ItemId, JobId, Money, PersonId, Word};
use std::collections::BTreeSet;

crate::words! {
    /// What hours under a retainer's contract are.
    pub enum Hours {
        /// They burn the retainer.
        Used = "used",
        /// Given on purpose: a job with `investment`.
        Investment = "investment",
        /// The agency's own mistakes: time on a change order of cause agency-correction.
        Correction = "correction",
        /// Paid otherwise: a job of another type, an estimate or a change order that the client approved.
        Elsewhere = "elsewhere",
    }
}

/// Some hours in a period of a retainer: on which job, as what somebody worked.
#[derive(Clone, Debug)]
pub struct Piece<'a> {
    /// The first day of the period.
    pub from: Day,
    /// The job.
    pub job: &'a JobId,
    /// Who worked.
    pub person: &'a PersonId,
    /// The role.
    pub role: Option<&'a Word>,
    /// What they are.
    pub of: Hours,
    /// How many.
    pub hours: Decimal,
    /// At the rate card; `Err` says why it cannot be told.
    pub value: Result<Money, String>,
}

/// The papers of a job that decide what its hours are.
pub(in crate::domain) struct Papers<'a> {
    job: &'a Located<Job>,
    has_estimate: bool,
    corrections: BTreeSet<&'a ItemId>,
    charged: BTreeSet<&'a ItemId>,
}

impl<'a> Papers<'a> {
    /// Of a job's budget.
    pub(in crate::domain) fn of(budget: &JobBudget<'a>) -> Papers<'a> {
        let job = budget.job;
        let approved = || budget.postings.iter().filter(|posting| posting.figure == Figure::Approved);
        let ids = |change: usize| {
            let lines = job.record.change_orders.get(change).into_iter().flat_map(|change| &change.lines);
            lines.filter_map(|line| line.id.as_ref())
        };
        let changes = job.record.change_orders.iter().enumerate();
        let wrong = changes.filter(|(_, change)| change.cause == Cause::AgencyCorrection);
        let agreed = approved().filter_map(|posting| match posting.origin {
            Origin::Change(index) => Some(index),
            _ => None,
        });
        Papers {
            job,
            has_estimate: approved().any(|posting| matches!(posting.origin, Origin::Estimate(_))),
            corrections: wrong.flat_map(|(index, _)| ids(index)).collect(),
            charged: agreed.flat_map(ids).collect(),
        }
    }

    /// What some hours are.
    pub(in crate::domain) fn kind(&self, entry: &TimeEntry) -> Hours {
        let on = |lines: &BTreeSet<&ItemId>| entry.line.as_ref().is_some_and(|line| lines.contains(line));
        if self.job.investment.is_some() {
            Hours::Investment
        } else if self.job.kind != JobType::RetainerTicket {
            Hours::Elsewhere
        } else if on(&self.corrections) {
            Hours::Correction
        } else if self.has_estimate || on(&self.charged) {
            Hours::Elsewhere
        } else {
            Hours::Used
        }
    }
}
