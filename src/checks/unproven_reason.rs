//! BR11: a reason to believe that nothing proves.

use super::rule::{Desk, rule};
use super::text;
use super::unproven_claim::claim;
use crate::domain::brief::Brief;
use crate::finding::Finding;
use crate::key_path;

rule! {
    /// ## What it does
    /// Looks for a reason to believe without `evidence`.
    ///
    /// A claim under `legal` with its `substantiation`, which the reason repeats, is evidence too.
    ///
    /// ## Why it matters
    /// Clearance asks for the proof, and asks after the film is shot. A reason that cannot be proven is better lost now.
    ///
    /// ## Example
    /// ```yaml bad briefs/ACME/ACME-B0004.yaml
    /// reasons_to_believe:
    ///   - text: 70% of Finns live within 1 km of a forest.
    ///     evidence: LUKE 2024
    ///   - text: Every shop lies within 2 km of a marked path.   # <-- here
    /// ```
    ///
    /// ## Write instead
    /// ```yaml good briefs/ACME/ACME-B0004.yaml
    /// reasons_to_believe:
    ///   - text: 70% of Finns live within 1 km of a forest.
    ///     evidence: LUKE 2024
    ///   - text: Every shop lies within 2 km of a marked path.
    ///     evidence: Store list 2026, measured on the trail map
    /// ```
    UnprovenReason, "unproven-reason", ["BR11"], Warning, Brief
}

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    for brief in desk.briefs() {
        let lists = desk.lists(brief);
        for (index, reason) in brief.reasons_to_believe.iter().enumerate() {
            let unproven = text::is_blank(reason.evidence.as_deref().unwrap_or_default(), lists);
            if !unproven || text::is_blank(&reason.text, lists) || is_substantiated(brief, &reason.text) {
                continue;
            }
            // a claim without proof is said to be one already, and harder
            if claim(brief, &reason.text, lists).is_some() {
                continue;
            }
            let place = brief.at(key_path!["reasons_to_believe", index, "text"]);
            let finding = META.finding(place, "nothing proves this reason to believe");
            findings.push(finding.help("name the test, report or list that proves it as `evidence`, with its year"));
        }
    }
}

/// Whether a claim that the brief substantiates is what the reason says.
fn is_substantiated(brief: &Brief, reason: &str) -> bool {
    let reason = reason.to_lowercase();
    brief.legal.iter().any(|claim| {
        let words = claim.claim.trim().to_lowercase();
        let backed = claim.substantiation.as_deref().is_some_and(|backing| !backing.trim().is_empty());
        backed && !words.is_empty() && reason.contains(&words)
    })
}
