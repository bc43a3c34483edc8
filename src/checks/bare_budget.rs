//! BR24: a budget that does not say what it includes, or whether tax is in it.

use super::rule::{Desk, rule};
use crate::finding::Finding;
use crate::key_path;
use crate::values::Amount;

rule! {
    /// ## What it does
    /// Looks for a budget with a sum, but without `includes` or without `tax`.
    ///
    /// A budget of nothing needs neither.
    ///
    /// ## Why it matters
    /// 80,000 with media in it buys a film; without media it buys a film and a month on air. Each side assumes the reading it likes, until the
    /// first estimate.
    ///
    /// ## Example
    /// ```yaml bad briefs/ACME/ACME-B0004.yaml
    /// budget:
    ///   amount: 80000.00
    ///   includes: []                      # <-- here
    ///   tax: excluded
    /// ```
    ///
    /// ## Write instead
    /// ```yaml good briefs/ACME/ACME-B0004.yaml
    /// budget:
    ///   amount: 80000.00
    ///   includes: [fee, production, media]
    ///   tax: excluded
    /// ```
    BareBudget, "bare-budget", ["BR24"], Warning, Brief
}

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    for brief in desk.briefs() {
        let Some(budget) = &brief.budget else { continue };
        // a sum that is none is said by `budget-without-figure`
        let sum = budget.amount.as_deref().and_then(Amount::parse);
        if sum.is_none_or(|sum| sum.0.is_zero()) {
            continue;
        }
        let open = budget.includes.iter().all(|word| word.trim().is_empty());
        let untaxed = budget.tax.as_ref().is_none_or(|tax| tax.trim().is_empty());
        let (key, message) = match (open, untaxed) {
            (true, true) => ("includes", "the budget says neither what it includes nor whether tax is in it"),
            (true, false) => ("includes", "the budget does not say what it includes"),
            (false, true) => ("tax", "the budget does not say whether tax is in it"),
            (false, false) => continue,
        };
        let help = match (open, untaxed) {
            (true, true) => "write `includes: [fee, production, media]`, as far as it goes, and `tax: excluded`",
            (true, false) => "write `includes: [fee, production, media]`, as far as it goes",
            (false, _) => "write `tax: excluded` or `tax: included`",
        };
        findings.push(META.finding(brief.at(key_path!["budget", key]), message).help(help));
    }
}
