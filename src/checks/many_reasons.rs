//! BR11: more reasons to believe than anybody can show.

use super::rule::{Desk, rule};
use crate::finding::Finding;
use crate::key_path;

/// More than these support nothing any more.
const MOST: usize = 5;

rule! {
    /// ## What it does
    /// Looks for more than five `reasons_to_believe`.
    ///
    /// ## Why it matters
    /// A sixth reason does not make a promise truer; it makes a list, and the work picks from a list what is easiest to film.
    ///
    /// ## Example
    /// ```yaml bad briefs/ACME/ACME-B0004.yaml
    /// reasons_to_believe:
    ///   - text: 70% of Finns live within 1 km of a forest.
    ///     evidence: LUKE 2024
    ///   - text: Every shop lies within 2 km of a marked path.
    ///     evidence: Store list 2026
    ///   - text: Boots can be borrowed for a weekend.
    ///     evidence: Rental terms 2026
    ///   - text: The staff know the paths of their own town.
    ///     evidence: Training plan 2026
    ///   - text: The shops open at seven on Saturdays.
    ///     evidence: Opening hours 2026
    ///   - text: Each bag carries a map of the nearest path.   # <-- here
    ///     evidence: Print order 2026-08
    /// ```
    ///
    /// ## Write instead
    /// ```yaml good briefs/ACME/ACME-B0004.yaml
    /// reasons_to_believe:
    ///   - text: 70% of Finns live within 1 km of a forest.
    ///     evidence: LUKE 2024
    ///   - text: Every shop lies within 2 km of a marked path.
    ///     evidence: Store list 2026
    /// ```
    ManyReasons, "many-reasons", ["BR11"], Warning, Brief
}

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    for brief in desk.briefs() {
        let count = brief.reasons_to_believe.len();
        if count > MOST {
            let message = format!("there are {count} reasons to believe");
            let finding = META.finding(brief.at(key_path!["reasons_to_believe", MOST, "text"]), message);
            findings.push(finding.help("keep the one to three that make the proposition true"));
        }
    }
}
