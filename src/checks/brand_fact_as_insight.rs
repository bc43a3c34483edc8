//! BR21: an insight that is about the brand.

use super::language::Lists;
use super::phrases::composed;
use super::rule::{Desk, rule};
use super::script::{is_apart, is_of_a_word};
use crate::config::Topic;
use crate::domain::brief::Brief;
use crate::domain::client::Client;
use crate::domain::record::Located;
use crate::finding::Finding;
use crate::key_path;

rule! {
    /// ## What it does
    /// Looks for an insight that begins with "our product" or the like, or with the name of the brand or the client.
    ///
    /// A name before people, as in "Acme customers", begins a sentence about people.
    ///
    /// ## Why it matters
    /// An insight is what people would recognise in themselves. They know nothing of the brand, and it is they who must move.
    ///
    /// ## Example
    /// ```yaml bad briefs/ACME/ACME-B0004.yaml
    /// insight:
    ///   text: Acme has the widest range of boots in the north.   # <-- here
    ///   source: Focus groups, Oulu and Tampere
    ///   date: 2026-09-18
    /// ```
    ///
    /// ## Write instead
    /// ```yaml good briefs/ACME/ACME-B0004.yaml
    /// insight:
    ///   text: They call it going for a walk, never hiking.
    ///   source: Focus groups, Oulu and Tampere
    ///   date: 2026-09-18
    /// ```
    BrandFactAsInsight, "brand-fact-as-insight", ["BR21"], Warning, Brief
}

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    for brief in desk.briefs() {
        let Some(text) = brief.insight.as_ref().and_then(|insight| insight.text.as_deref()) else { continue };
        let text = composed(text);
        let text = text.trim_start_matches(|character: char| !character.is_alphanumeric());
        let lists = desk.lists(brief);
        let own = lists.phrases(Topic::OwnBrand).starts(text).map(|end| text[..end].trim());
        let Some(found) = own.or_else(|| starts_with_name(text, &names(desk, brief), lists)) else { continue };
        let place = brief.at(key_path!["insight", "text"]);
        let finding = META.finding(place, format!("the insight begins with `{found}`: it is about the brand"));
        findings.push(finding.help("begin with people: what they do, feel or say, whether or not the brand exists"));
    }
}

/// What the brand and the client are called.
fn names<'a>(desk: &Desk<'a>, brief: &'a Located<Brief>) -> Vec<&'a str> {
    let client: Option<&Client> = desk.agency.clients.get(&brief.id.client()).found().map(|client| &client.record);
    let brands = client.and_then(|client| client.brand.as_ref()).map(|brand| brand.names.as_slice());
    let own = brief.record.brand.as_deref();
    own.into_iter()
        .chain(client.map(|client| client.name.as_str()))
        .chain(brands.into_iter().flatten().map(String::as_str))
        .collect()
}

/// The name that a text begins with, as its subject: no word of people follows.
fn starts_with_name<'t>(text: &'t str, names: &[&str], lists: &Lists) -> Option<&'t str> {
    names.iter().find_map(|name| {
        let name = composed(name.trim());
        let found =
            text.get(..name.len()).filter(|start| !name.is_empty() && start.to_lowercase() == name.to_lowercase())?;
        let rest = &text[name.len()..];
        let whole = !rest.starts_with(is_of_a_word) || found.ends_with(is_apart);
        let owned = ["'s ", "’s ", "的", " ", "-"].into_iter().find_map(|mark| rest.strip_prefix(mark)).unwrap_or(rest);
        let people = lists.phrases(Topic::Demographics).starts(owned).is_some();
        (whole && !people).then_some(found)
    })
}
