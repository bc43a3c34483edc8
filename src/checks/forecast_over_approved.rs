//! I31: a job bound to cost more than the client approved, by more than the contract lets pass.

use super::rule::{Desk, rule};
use crate::domain::handoff::State;
use crate::domain::money::budget;
use crate::domain::money::formulas;
use crate::domain::money::sums::Figure;
use crate::domain::money::terms::Terms;
use crate::domain::money::time_index::TimeIndex;
use crate::finding::Finding;
use crate::key_path;
use crate::values::{Day, Decimal, Money, Percent};

rule! {
    /// ## What it does
    /// Looks for open jobs whose actual and committed cost pass what the client approved by more than the contract's `tolerance`.
    ///
    /// The figures are those of `suits budget`, with all that the book holds, whatever its day. A job with nothing approved is
    /// `work-without-estimate`; an investment may pass by its `cap` too. Nothing is said where a figure cannot be told.
    ///
    /// ## Why it matters
    /// Before the money is gone there is a change order to ask for. After that there is a write-off.
    ///
    /// ## Example
    /// ```yaml bad jobs/ACME/ACME-0012.yaml
    /// status: in-creative                 # <-- here
    /// investment:                      # the agency pays some of it itself, and no line of the client's
    ///   cap: 500.00
    ///   reason: New business
    ///   by: mai
    /// supplier_invoices:
    ///   - id: kuva-1002
    ///     date: 2026-11-30
    ///     net: 48000.00
    /// ```
    ///
    /// ## Write instead
    /// ```yaml good jobs/ACME/ACME-0012.yaml
    /// status: in-creative
    /// investment:                      # the agency pays some of it itself, and no line of the client's
    ///   cap: 500.00
    ///   reason: New business
    ///   by: mai
    /// supplier_invoices:
    ///   - id: kuva-1002
    ///     date: 2026-11-30
    ///     net: 4800.00
    /// ```
    ForecastOverApproved, "forecast-over-approved", ["I31"], Warning, Book
}

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    let agency = desk.agency;
    let time = TimeIndex::new(agency, Day::LAST);
    for job in &agency.jobs {
        if job.estimates.is_empty() || matches!(job.state(desk.workflow, Day::LAST), State::Closed | State::Cancelled) {
            continue;
        }
        let Some(sums) = budget::of_job(agency, job, &time, Day::LAST).and_then(|budget| budget.sums()) else {
            continue;
        };
        let figures = (sums.figure(Figure::Approved), sums.figure(Figure::Actual), sums.figure(Figure::Committed));
        let (Some(approved), Some(actual), Some(committed)) = figures else { continue };
        let Ok(terms) = Terms::of(agency, job) else { continue };
        let tolerance = terms.contract.and_then(|contract| contract.tolerance);
        let cap = job.investment.as_ref().and_then(|investment| investment.cap).map_or(Decimal::ZERO, |cap| cap.0);
        let Some(most) = most(approved, tolerance, cap) else { continue };
        let Some(forecast) = actual.plus(committed) else { continue };
        if approved.amount <= Decimal::ZERO || forecast.amount <= most.amount {
            continue;
        }
        let passes = if most == approved { String::new() } else { format!(", up to {most} may pass") };
        let message = format!(
            "{} is bound to come to {forecast}: {actual} actual and {committed} committed; approved are {approved}{passes}",
            job.id
        );
        let finding = META.finding(job.at(key_path!["status"]), message);
        findings.push(finding.help(format!("ask the client for a change order now: `suits job change add {} --cause out-of-scope --text \"…\" …`; or decide on an `investment` with a `cap`", job.id)));
    }
}

fn most(approved: Money, tolerance: Option<Percent>, cap: Decimal) -> Option<Money> {
    Some(Money::new(formulas::most(approved.amount, tolerance)?.checked_add(cap)?, approved.currency))
}
