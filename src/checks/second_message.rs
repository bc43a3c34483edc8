//! BR10: a second message, where nobody looks for one.

use super::prose;
use super::rule::{Desk, rule};
use crate::config::Topic;
use crate::finding::Finding;

rule! {
    /// ## What it does
    /// Looks for words that announce a message, such as "key message" or "also say", in the insight, the reasons to believe and the mandatories.
    ///
    /// ## Why it matters
    /// The work says the proposition. What else is to be said comes up at the last review, as if it had been asked for all along.
    ///
    /// ## Example
    /// ```yaml bad briefs/ACME/ACME-B0004.yaml
    /// mandatories:
    ///   - Store locator link
    ///   - Also say that the boots are now made in Finland   # <-- here
    /// ```
    ///
    /// ## Write instead
    /// ```yaml good briefs/ACME/ACME-B0004.yaml
    /// mandatories:
    ///   - Store locator link
    ///   - The line "Made in Finland" beside every product
    /// ```
    SecondMessage, "second-message", ["BR10"], Warning, Brief
}

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    for brief in desk.briefs() {
        let phrases = desk.lists(brief).phrases(Topic::SecondMessage);
        let fields = prose::all(brief).filter(|(field, _)| {
            let reads = matches!(field.key, "insight" | "reasons_to_believe" | "mandatories");
            reads && !matches!(field.part, Some("source" | "evidence"))
        });
        for (field, text) in fields {
            let Some(found) = phrases.find(text) else { continue };
            let finding = META.finding(brief.at(field.path()), format!("`{found}` announces another message"));
            findings.push(
                finding.help("say one thing, in `proposition`; what need not be said can stand under `out_of_scope`"),
            );
        }
    }
}
