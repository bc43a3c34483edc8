//! A line of an estimate or change order that comes to no price: an unknown rate, no markup, a card in another currency.

use super::rule::{Desk, rule};
use crate::domain::job::Job;
use crate::domain::job_money::{ChangeStatus, EstimateStatus, Line};
use crate::domain::money::agreement;
use crate::domain::money::papers::signed;
use crate::domain::money::price;
use crate::domain::money::terms::Terms;
use crate::domain::money::unpriced::Unpriced;
use crate::domain::record::Located;
use crate::finding::Finding;
use crate::key_path;
use crate::source::KeyPath;
use crate::values::{Currency, Day};

rule! {
    /// ## What it does
    /// Looks for lines of the latest estimate and of change orders from which no price can be told: no sum, a role that the rate card does not
    /// have, no markup or commission, or a card in a currency without a rate.
    ///
    /// A draft is only warned about, and its empty lines are left alone. What was rejected, withdrawn, superseded or has expired is not looked at, and
    /// what the client signed is `approval-without-authority`.
    ///
    /// ## Why it matters
    /// One line without a price leaves the job, its client and the whole agency without a total.
    ///
    /// ## Example
    /// ```yaml bad jobs/ACME/ACME-0012.yaml
    /// change_orders:
    ///   - id: co1
    ///     date: 2026-11-30
    ///     cause: client-revision
    ///     text: Second ending
    ///     status: sent
    ///     currency: EUR
    ///     lines:
    ///       - id: co1-edit                # <-- here
    ///         kind: fee
    ///         text: Extra edit
    ///         role: legal
    ///         hours: 12
    /// ```
    ///
    /// ## Write instead
    /// ```yaml good jobs/ACME/ACME-0012.yaml
    /// change_orders:
    ///   - id: co1
    ///     date: 2026-11-30
    ///     cause: client-revision
    ///     text: Second ending
    ///     status: sent
    ///     currency: EUR
    ///     lines:
    ///       - id: co1-edit
    ///         kind: fee
    ///         text: Extra edit
    ///         role: production
    ///         hours: 12
    ///         rate: 95.00
    /// ```
    LineWithoutPrice, "line-without-price", [], Error, Book
}

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    for job in &desk.agency.jobs {
        if job.estimates.is_empty() && job.change_orders.is_empty() {
            continue;
        }
        let Ok(terms) = Terms::of(desk.agency, job) else { continue };
        // a contract that is not there is a dangling reference, and all that is missing follows from it
        if terms.contract.is_none() && job.record.contract.is_some() {
            continue;
        }
        let newest = job.estimates.iter().enumerate().max_by_key(|(_, estimate)| estimate.version);
        if let Some((index, estimate)) = newest
            && !matches!(
                estimate.status,
                EstimateStatus::Rejected | EstimateStatus::Superseded | EstimateStatus::Expired
            )
            && signed(&estimate.approvals).is_none()
        {
            let draft = estimate.status == EstimateStatus::Draft;
            let paper = Paper { terms: &terms, job, path: key_path!["estimates", index], draft };
            paper.lines(&estimate.lines, agreement::currency_of(estimate.currency, &terms), findings);
        }
        for (index, change) in job.change_orders.iter().enumerate() {
            let off = matches!(change.status, ChangeStatus::Rejected | ChangeStatus::Withdrawn);
            if off || signed(&change.approvals).is_some() {
                continue;
            }
            let draft = change.status == ChangeStatus::Draft;
            let paper = Paper { terms: &terms, job, path: key_path!["change_orders", index], draft };
            paper.lines(&change.lines, agreement::currency_of(change.currency, &terms), findings);
        }
    }
}

/// Where prices come from.
const FROM: &str = "a rate comes from `role` and the contract's rate card; markup and commission come from the contract, or stand on the line";

/// An estimate or change order that waits for its yes.
struct Paper<'p, 'a> {
    terms: &'p Terms<'a>,
    job: &'p Located<Job>,
    path: KeyPath,
    draft: bool,
}

impl Paper<'_, '_> {
    fn lines(&self, lines: &[Line], currency: Currency, findings: &mut Vec<Finding>) {
        for (index, line) in lines.iter().enumerate() {
            // nothing here has a day: any card and any rate will do
            let Err(refused) = price::complete(std::slice::from_ref(line), self.terms, currency, Day::LAST) else {
                continue;
            };
            // a figure that nobody can mean has rules of its own
            let lacks = |why: &Unpriced| !matches!(why, Unpriced::Impossible { .. });
            let Some(why) = refused.into_iter().find(lacks) else { continue };
            if self.draft && matches!(why, Unpriced::NoSum { .. }) {
                continue;
            }
            let place = self.job.at(self.path.then("lines").then(index));
            let finding =
                if self.draft { META.warning(place, why.to_string()) } else { META.finding(place, why.to_string()) };
            findings.push(finding.help(match &why {
                Unpriced::NoContract { contract: Some(contract), .. } => {
                    format!("`suits job set {} contract={contract}`: {FROM}", self.job.id)
                }
                _ => FROM.to_owned(),
            }));
        }
    }
}
