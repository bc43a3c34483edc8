//! Approvals, overrides, holds, waivers and the like by somebody who could not give them: asked of the book as it stood at the commit that
//! brought them in, by the rule that finds them in the book as it stands now.

use super::edits::{Edit, Versions};
use super::past::Past;
use super::spot::Spot;
use crate::domain::layout::AnyId;
use crate::history::Said;
use crate::source::{KeyPath, Step};

/// The keys under which people put their name to something.
const SIGNED: [&str; 9] =
    ["approvals", "overrides", "holds", "cancelled", "waiver", "waived", "verdicts", "written_off", "reviewers"];

/// An objection of the rule: where, what, and who could.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Objection {
    /// Where, by the places of items.
    pub path: KeyPath,
    /// What is wrong.
    pub message: String,
    /// Who could.
    pub help: Option<String>,
}

/// Something that was signed without the right to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Unrightful {
    /// Where it stands.
    pub spot: Spot,
    /// What was signed.
    pub signed: Said,
    /// What is wrong, and who could.
    pub objection: Objection,
}

/// Asks the rule of some texts: `suits.toml`, the client and the record, with their paths.
pub(super) type AskRule<'f> = dyn Fn(&[(&str, &str)]) -> Vec<Objection> + 'f;

/// What one edit signed without the right to. `client` is the client's record as it was at that commit.
pub(super) fn unrightful(
    past: &Past,
    edit: &Edit,
    versions: &Versions,
    config: &str,
    client: Option<&str>,
    rule: &AskRule<'_>,
) -> Vec<Unrightful> {
    let Some(after) = &versions.after else { return Vec::new() };
    let (Some(said), Some(text)) = (&after.said, after.text.as_deref()) else { return Vec::new() };
    let known: Vec<&Said> = versions.befores.iter().filter_map(|page| page.said.as_ref()).flat_map(signed).collect();
    if signed(said).into_iter().all(|one| known.contains(&one)) {
        return Vec::new();
    }
    let path = past.path(edit.path);
    let client_path = edit.id.client().map(|client| AnyId::Client(client).path());
    let mut texts = vec![("suits.toml", config), (path, text)];
    if let (Some(client_path), Some(client)) = (client_path.as_deref().filter(|own| *own != path), client) {
        texts.push((client_path, client));
    }
    let mut found: Vec<Unrightful> = Vec::new();
    for objection in rule(&texts) {
        let Some(place) = objection.path.0.iter().position(is_signed) else { continue };
        let listed = matches!(objection.path.0.get(place + 1), Some(Step::Index(_)));
        let item = KeyPath(objection.path.0[..=place + usize::from(listed)].to_vec());
        let Some(signed) = Spot::value(item.clone()).find(said).filter(|signed| !known.contains(signed)) else {
            continue;
        };
        let spot = if listed {
            let list = KeyPath(objection.path.0[..=place].to_vec());
            Spot { path: super::frozen::by_id(said, &list), item: Some(signed.clone()) }
        } else {
            Spot::value(super::frozen::by_id(said, &item))
        };
        if found.iter().all(|other| other.spot != spot) {
            found.push(Unrightful { spot, signed: signed.clone(), objection });
        }
    }
    found
}

fn is_signed(step: &Step) -> bool {
    matches!(step, Step::Key(key) if SIGNED.contains(&&**key))
}

/// Everything in a record that somebody put their name to.
fn signed<'s>(said: &'s Said) -> Vec<&'s Said> {
    match said {
        Said::Map(entries) => {
            let below = |(key, value): &'s (String, Said)| match value {
                Said::List(items) if SIGNED.contains(&key.as_str()) => items.iter().collect(),
                value if SIGNED.contains(&key.as_str()) => vec![value],
                value => signed(value),
            };
            entries.iter().flat_map(below).collect()
        }
        Said::List(items) => items.iter().flat_map(signed).collect(),
        _ => Vec::new(),
    }
}
