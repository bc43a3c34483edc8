//! BR26: the client approved more than the brief's budget.

use super::index::{ByBrief, last_day};
use super::rule::{Desk, rule};
use crate::domain::brief_parts::BriefBudget;
use crate::domain::job::Job;
use crate::domain::job_money::LineKind;
use crate::domain::money::agreement::{Agreement, currency_of};
use crate::domain::money::price::line_price;
use crate::domain::money::terms::Terms;
use crate::domain::record::Located;
use crate::finding::Finding;
use crate::key_path;
use crate::values::{Amount, Money};

rule! {
    /// ## What it does
    /// Looks for estimates that the client approved and that together come to more than the budget of the brief they are made for.
    ///
    /// All jobs of the brief count. Of each estimate only what the budget `includes` is added up: media only where it says so, fees and production also where it says
    /// nothing. Change orders are not: they are what came after. Other currencies are not compared.
    ///
    /// ## Why it matters
    /// Two sums are agreed for one piece of work, and each side will quote the one it likes. Either the brief is out of date or the estimate is.
    ///
    /// ## Example
    /// ```yaml bad jobs/ACME/ACME-0013.yaml
    /// estimates:
    ///   - version: 1                      # <-- here
    ///     status: approved
    ///     currency: EUR
    ///     lines:
    ///       - id: cut
    ///         kind: fee
    ///         amount: 4000.00
    ///     approvals:
    ///       - for: client
    ///         by: liisa
    ///         role: approver
    ///         date: 2026-11-23
    ///         method: email
    ///         evidence: mail 2026-11-23 10:10
    ///         entered_by: ann
    ///         hash: h1-0000000000000000
    /// ```
    ///
    /// ## Write instead
    /// ```yaml good jobs/ACME/ACME-0013.yaml
    /// estimates:
    ///   - version: 1
    ///     status: approved
    ///     currency: EUR
    ///     lines:
    ///       - id: cut
    ///         kind: fee
    ///         amount: 1000.00
    ///     approvals:
    ///       - for: client
    ///         by: liisa
    ///         role: approver
    ///         date: 2026-11-23
    ///         method: email
    ///         evidence: mail 2026-11-23 10:10
    ///         entered_by: ann
    ///         hash: h1-0000000000000000
    /// ```
    EstimateOverBudget, "estimate-over-budget", ["BR26"], Warning, Book
}

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    let jobs = ByBrief::of(desk.agency);
    for brief in desk.briefs() {
        let Some(budget) = &brief.budget else { continue };
        let Some(sum) = budget.amount.as_deref().and_then(Amount::parse).filter(|sum| !sum.0.is_zero()) else {
            continue;
        };
        let mut agreed: Option<Money> = None;
        let counted = |job: &&&Located<Job>| job.cancelled.is_none() && !job.estimates.is_empty();
        for job in jobs.jobs(brief).iter().filter(counted) {
            let Ok(terms) = Terms::of(desk.agency, job) else { continue };
            let currency = budget.currency.unwrap_or(terms.currency);
            let Some(estimate) = Agreement::of(job, &terms, last_day()).estimate else { continue };
            let own = currency_of(job.estimates[estimate.index].currency, &terms);
            if own != currency {
                continue;
            }
            let base = terms.commission_base();
            let mut lines = estimate.lines.iter().filter(|line| counts(budget, line.kind));
            let total =
                lines.try_fold(Money::zero(currency), |total, line| total.plus(line_price(line, own, base).ok()?));
            let Some(total) = total else { continue };
            let before = agreed.unwrap_or(Money::zero(currency));
            let Some(both) = before.plus(total) else { continue };
            agreed = Some(both);
            let allowed = Money::new(sum.0, currency);
            // said once, of the estimate that goes over
            if both.amount <= allowed.amount || before.amount > allowed.amount {
                continue;
            }
            let message = if before.amount.is_zero() {
                format!("the client approved {both}, and the budget of the brief {} is {allowed}", brief.id)
            } else {
                format!(
                    "with this the client approved {both} in all, and the budget of the brief {} is {allowed}",
                    brief.id
                )
            };
            let finding = META.finding(job.at(key_path!["estimates", estimate.index]), message);
            let finding = finding.related(brief.at(key_path!["budget", "amount"]), "the budget of the brief");
            findings.push(finding.help("ask the client which sum holds, and bring the brief or the estimate in line"));
        }
    }
}

/// Whether a kind of line is paid from the brief's budget. What is not said is read in the agency's favour.
fn counts(budget: &BriefBudget, kind: LineKind) -> bool {
    let says = |words: &[&str]| {
        budget.includes.iter().any(|own| words.iter().any(|word| own.to_lowercase().starts_with(word)))
    };
    let silent = budget.includes.iter().all(|word| word.trim().is_empty());
    match kind {
        LineKind::Media => says(&["media", "all", "everything"]),
        LineKind::Fee => silent || says(&["fee", "agency", "all", "everything"]),
        LineKind::ThirdParty | LineKind::Expense => {
            silent || says(&["production", "third-party", "supplier", "expense", "all", "everything"])
        }
        LineKind::Discount => true,
    }
}
