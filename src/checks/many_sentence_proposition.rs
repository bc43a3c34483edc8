//! BR05: a proposition that is more than one sentence, a list, or several lines.

use super::rule::{Desk, rule};
use super::text;
use crate::finding::Finding;
use crate::key_path;

rule! {
    /// ## What it does
    /// Looks for a proposition of more than one sentence, with a line break, or written as a list.
    ///
    /// Sentences are counted by the brief's language; a stop behind an abbreviation or within a number ends none. Lines that YAML
    /// folds together are one line.
    ///
    /// ## Why it matters
    /// The work can say one thing. Given three, each person in the room remembers another one.
    ///
    /// ## Example
    /// ```yaml bad briefs/ACME/ACME-B0004.yaml
    /// proposition: The forest starts at your door. Our boots are the lightest.   # <-- here
    /// ```
    ///
    /// ## Write instead
    /// ```yaml good briefs/ACME/ACME-B0004.yaml
    /// proposition: >
    ///   The forest starts
    ///   at your door.
    /// ```
    ManySentenceProposition, "many-sentence-proposition", ["BR05"], Error, Brief
}

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    for brief in desk.briefs() {
        let Some(proposition) = brief.proposition.as_deref().map(str::trim) else { continue };
        let lists = desk.lists(brief);
        let sentences = text::sentences(proposition, lists);
        let message = if text::is_list(proposition) {
            "the proposition is a list".to_owned()
        } else if proposition.contains(['\n', '\u{2028}', '\u{2029}']) {
            format!(
                "the proposition is {} lines long",
                proposition.lines().filter(|line| !line.trim().is_empty()).count().max(2)
            )
        } else if sentences > 1 {
            format!("the proposition is {sentences} sentences long")
        } else {
            continue;
        };
        let finding = desk.about_brief(&META, brief, brief.at(key_path!["proposition"]), message);
        findings.push(finding.help("say one thing in one sentence; what supports it belongs in `reasons_to_believe`"));
    }
}
