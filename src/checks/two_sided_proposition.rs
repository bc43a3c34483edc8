//! BR07: a proposition that wants both sides.

use super::rule::{Desk, rule};
use crate::config::Topic;
use crate::finding::Finding;
use crate::key_path;

rule! {
    /// ## What it does
    /// Looks for "yet", "but also", "not too … not too" and the like in a proposition, in the brief's language.
    ///
    /// ## Why it matters
    /// "Bold yet gentle" is neither. A proposition in the middle offends nobody and is remembered by nobody.
    ///
    /// ## Example
    /// ```yaml bad briefs/ACME/ACME-B0004.yaml
    /// proposition: Wild yet safe.   # <-- here
    /// ```
    ///
    /// ## Write instead
    /// ```yaml good briefs/ACME/ACME-B0004.yaml
    /// proposition: You will be home for supper.
    /// ```
    TwoSidedProposition, "two-sided-proposition", ["BR07"], Warning, Brief
}

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    for brief in desk.briefs() {
        let Some(proposition) = brief.proposition.as_deref() else { continue };
        let Some(found) = desk.lists(brief).phrases(Topic::Middle).find(proposition) else { continue };
        let message = format!("`{found}` takes both sides in the proposition");
        let finding = desk.about_brief(&META, brief, brief.at(key_path!["proposition"]), message);
        findings.push(finding.help("take the side that this audience will remember, and say only that"));
    }
}
