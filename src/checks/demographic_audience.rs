//! BR19: an audience that is a row of a census.

use super::everyone_as_audience::everyone;
use super::language::Lists;
use super::leftover::without;
use super::rule::{Desk, rule};
use crate::config::Topic;
use crate::finding::Finding;
use crate::key_path;

rule! {
    /// ## What it does
    /// Looks for an audience that says how old people are, what they earn and where they live, and nothing they do, think or need.
    ///
    /// ## Why it matters
    /// Women of 25 to 40 in cities have nothing in common but that. What they do on a Tuesday evening can be filmed.
    ///
    /// ## Example
    /// ```yaml bad briefs/ACME/ACME-B0004.yaml
    /// audience: Women and men aged 22-34, middle income, living in cities.   # <-- here
    /// ```
    ///
    /// ## Write instead
    /// ```yaml good briefs/ACME/ACME-B0004.yaml
    /// audience: People of 22-34 who hike twice a year, borrow their gear, and distrust sport advertising.
    /// ```
    DemographicAudience, "demographic-audience", ["BR19"], Warning, Brief
}

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    for brief in desk.briefs() {
        let Some(audience) = brief.audience.as_deref() else { continue };
        if is_only_demographic(audience, desk.lists(brief)) {
            let message = "the audience says who they are, and nothing they do or think";
            let finding = META.finding(brief.at(key_path!["audience"]), message);
            findings.push(finding.help("add what they do today, what they believe, and what stands in the way"));
        }
    }
}

/// So many phrases describe people beyond doubt; then a few words besides say nothing more.
const MANY: usize = 4;
const FEW_LETTERS: usize = 12;

fn is_only_demographic(audience: &str, lists: &Lists) -> bool {
    if everyone(audience, lists).is_some() {
        return false;
    }
    let who = without(audience, lists, &[Topic::Demographics], false).taken;
    let left = without(audience, lists, &[Topic::Demographics, Topic::Fillers, Topic::Joining], true).letters;
    who > 0 && (left == 0 || (who >= MANY && left <= FEW_LETTERS))
}
