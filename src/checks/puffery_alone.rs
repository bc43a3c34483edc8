//! BR09: a proposition that praises and says nothing.

use super::praise::praise_alone;
use super::rule::{Desk, rule};
use crate::finding::Finding;
use crate::key_path;

rule! {
    /// ## What it does
    /// Looks for a proposition made of praise, such as "best", "quality", "innovative solutions", without a word of the brief's title, brand or reasons to believe.
    ///
    /// Words for praise are those of the brief's language; add your own in `suits.toml` under `[briefs.words.en] puffery`.
    ///
    /// ## Why it matters
    /// Every competitor could sign it. Work that starts from praise ends as decoration.
    ///
    /// ## Example
    /// ```yaml bad briefs/ACME/ACME-B0004.yaml
    /// proposition: Innovative solutions of high quality.   # <-- here
    /// ```
    ///
    /// ## Write instead
    /// ```yaml good briefs/ACME/ACME-B0004.yaml
    /// proposition: The forest starts at your door.
    /// ```
    PufferyAlone, "puffery-alone", ["BR09"], Warning, Brief
}

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    for brief in desk.briefs() {
        let Some(proposition) = brief.proposition.as_deref() else { continue };
        let facts = || {
            let client = desk.agency.clients.get(&brief.id.client()).found();
            let brands = client.into_iter().flat_map(|client| client.brand.iter().flat_map(|brand| &brand.names));
            let reasons = brief.reasons_to_believe.iter().map(|reason| &reason.text);
            std::iter::once(&brief.title).chain(&brief.brand).chain(brands).chain(reasons).map(String::as_str).collect()
        };
        let Some(praise) = praise_alone(proposition, desk.lists(brief), &facts) else { continue };
        let message = format!("the proposition is praise: {}", praise.join(", "));
        let finding = desk.about_brief(&META, brief, brief.at(key_path!["proposition"]), message);
        findings.push(finding.help("say what people get, in words that the reasons to believe can prove"));
    }
}
