//! I17: a spend plan that comes to more than the brief's budget.

use super::rule::{Desk, rule};
use crate::finding::Finding;
use crate::key_path;
use crate::values::{Amount, Decimal, grouped};

rule! {
    /// ## What it does
    /// Looks for the line of a brief's `spend_plan` that takes the sum of the plan over the brief's budget.
    ///
    /// A plan that comes to less is no fault: not all of a budget is spent by channel and month. A budget given in words is another finding.
    ///
    /// ## Why it matters
    /// The client approves the plan and the budget on one page. Where they do not fit, each side remembers the figure it likes better.
    ///
    /// ## Example
    /// ```yaml bad briefs/ACME/ACME-B0004.yaml
    /// spend_plan:
    ///   - id: tv-april
    ///     channel: tv
    ///     month: 2027-04
    ///     amount: 60000.00
    ///   - id: tv-may
    ///     channel: tv
    ///     month: 2027-05
    ///     amount: 25000.00                # <-- here
    /// ```
    ///
    /// ## Write instead
    /// ```yaml good briefs/ACME/ACME-B0004.yaml
    /// spend_plan:
    ///   - id: tv-april
    ///     channel: tv
    ///     month: 2027-04
    ///     amount: 60000.00
    ///   - id: tv-may
    ///     channel: tv
    ///     month: 2027-05
    ///     amount: 20000.00
    /// ```
    OverspentPlan, "overspent-plan", ["I17"], Error, Brief
}

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    for brief in desk.briefs().filter(|brief| !brief.spend_plan.is_empty()) {
        let written = brief.budget.as_ref().and_then(|budget| budget.amount.as_ref());
        // a plan on a budget of nothing is `media-without-money`
        let budget = written.and_then(|written| Amount::parse(written)).filter(|budget| !budget.0.is_zero());
        let Some(budget) = budget else { continue };
        let (mut sum, mut first) = (Decimal::ZERO, None);
        for (index, line) in brief.spend_plan.iter().enumerate() {
            sum = sum.saturating_add(line.amount.0);
            if sum <= budget.0 {
                first = None;
            } else if first.is_none() {
                first = Some(index);
            }
        }
        if let Some(index) = first {
            let message = format!("the plan comes to {}, and the budget is {}", grouped(sum), grouped(budget.0));
            let place = brief.at(key_path!["spend_plan", index, "amount"]);
            let finding = desk.about_brief(&META, brief, place, message);
            let finding = finding.related(brief.at(key_path!["budget", "amount"]), "the budget");
            findings.push(finding.help("take from the plan, or have the budget raised before anybody approves it"));
        }
    }
}
