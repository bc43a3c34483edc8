//! BR08: a proposition too long for a billboard.

use super::length::longer_than;
use super::rule::{Desk, rule};
use crate::finding::Finding;
use crate::key_path;

rule! {
    /// ## What it does
    /// Looks for propositions of more than 20 words.
    ///
    /// In languages that set no blanks characters are counted: 40 Chinese characters or 100 Thai letters are as long as 20 words, and
    /// so are 30 syllables of Vietnamese. Where a proposition mixes them, the shares are added up.
    ///
    /// ## Why it matters
    /// What cannot be shouted across a street has not been decided yet; the creatives will decide it, each in another way.
    ///
    /// ## Example
    /// ```yaml bad briefs/ACME/ACME-B0004.yaml
    /// proposition: >                      # <-- here
    ///   For people who would love to spend more of their evenings outdoors than they do, Acme is the shop where
    ///   going out begins.
    /// ```
    ///
    /// ## Write instead
    /// ```yaml good briefs/ACME/ACME-B0004.yaml
    /// proposition: The forest starts at your door.
    /// ```
    OverlongProposition, "overlong-proposition", ["BR08"], Warning, Brief
}

/// A billboard.
const LIMIT: usize = 20;

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    for brief in desk.briefs() {
        let Some(proposition) = brief.proposition.as_deref() else { continue };
        let lists = desk.lists(brief);
        let Some(length) = longer_than(proposition, LIMIT, lists) else { continue };
        let message = format!("the proposition is {} long", length.told());
        let finding = desk.about_brief(&META, brief, brief.at(key_path!["proposition"]), message);
        findings.push(
            finding.help(format!(
                "say it in {} at most, short enough to shout across a street",
                length.limit(LIMIT, lists)
            )),
        );
    }
}
