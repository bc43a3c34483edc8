//! BR06: two promises in one proposition.

use super::joins::join;
use super::rule::{Desk, rule};
use crate::finding::Finding;
use crate::key_path;

rule! {
    /// ## What it does
    /// Looks for a proposition that joins promises by "and", `&`, `;`, "as well as" or by commas, in the brief's language.
    ///
    /// Names of the client's brands are left alone, and so are pairs that are one thing: salt and pepper, day and night, more and more.
    /// Add your own in `suits.toml` under `[briefs.words.en]`: `joining = ["!sun and sea"]`.
    ///
    /// ## Why it matters
    /// The second promise halves the first. Whoever has to make one film of two promises makes it about neither.
    ///
    /// ## Example
    /// ```yaml bad briefs/ACME/ACME-B0004.yaml
    /// proposition: The forest is near and our boots are light.   # <-- here
    /// ```
    ///
    /// ## Write instead
    /// ```yaml good briefs/ACME/ACME-B0004.yaml
    /// proposition: The forest starts at your door.
    /// ```
    JoinedProposition, "joined-proposition", ["BR06"], Warning, Brief
}

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    for brief in desk.briefs() {
        let Some(proposition) = brief.proposition.as_deref() else { continue };
        let client = desk.agency.clients.get(&brief.id.client()).found();
        let names = || {
            let brands = client.into_iter().flat_map(|client| client.brand.iter().flat_map(|brand| &brand.names));
            let names = brands.chain(client.map(|client| &client.name)).chain(&brief.brand);
            names.cloned().collect::<Vec<String>>()
        };
        let Some(join) = join(proposition, desk.lists(brief), &names) else { continue };
        let message = format!("`{join}` joins several promises in the proposition");
        let finding = desk.about_brief(&META, brief, brief.at(key_path!["proposition"]), message);
        findings.push(finding.help("keep the promise that wins; what supports it belongs in `reasons_to_believe`"));
    }
}
