//! BR32: a mandatory that is an idea.

use super::rule::{Desk, rule};
use crate::config::Topic;
use crate::finding::Finding;
use crate::key_path;

rule! {
    /// ## What it does
    /// Looks for creative ideas among the `mandatories`: "use a picture of", "headline:", "the film opens with".
    ///
    /// ## Why it matters
    /// The brief buys ideas. One that is laid down beforehand is the only one that will be made, and nobody was paid to doubt it.
    ///
    /// ## Example
    /// ```yaml bad briefs/ACME/ACME-B0004.yaml
    /// mandatories:
    ///   - Store locator link
    ///   - Use a picture of a happy family in a forest   # <-- here
    /// ```
    ///
    /// ## Write instead
    /// ```yaml good briefs/ACME/ACME-B0004.yaml
    /// mandatories:
    ///   - Store locator link
    /// references:
    ///   - text: Friluftsliv film, 2024
    ///     why: The family is never looked at; we see what they see.
    /// ```
    IdeaInMandatories, "idea-in-mandatories", ["BR32"], Warning, Brief
}

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    for brief in desk.briefs() {
        let ideas = desk.lists(brief).phrases(Topic::Ideas);
        for (index, mandatory) in brief.mandatories.iter().enumerate() {
            let Some(found) = ideas.find(mandatory) else { continue };
            let place = brief.at(key_path!["mandatories", index]);
            let finding = META.finding(place, format!("`{found}` is an idea, and no mandatory"));
            findings
                .push(finding.help("say what has to be achieved, or show what you like under `references`, and why"));
        }
    }
}
