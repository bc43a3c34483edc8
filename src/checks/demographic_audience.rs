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

/// So few letters are a unit or a particle that no list has.
const FEW_LETTERS: usize = 3;

/// So many letters may be articles, prepositions and the like, or else half of a text.
const MOSTLY_FILLERS: usize = 30;

fn is_only_demographic(audience: &str, lists: &Lists) -> bool {
    let who = without(audience, lists, &[Topic::Demographics], true);
    // most audiences say more than a census even before their small words are taken away
    if who.taken == 0 || who.letters > MOSTLY_FILLERS.max(audience.chars().count() / 2) {
        return false;
    }
    let left = without(audience, lists, &[Topic::Demographics, Topic::Fillers, Topic::Joining], true).letters;
    left <= FEW_LETTERS && everyone(audience, lists).is_none()
}
