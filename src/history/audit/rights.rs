//! Approvals, overrides, holds, waivers and the like by somebody who could not give them: asked of the book as it stood at the commit that
//! brought them in, by the rule that finds them in the book as it stands now.

use super::edits::Versions;
use super::frozen::by_id;
use super::spot::Spot;
use crate::history::Said;
use crate::source::{KeyPath, Step};

/// The keys under which people put their name to something.
const SIGNED: [&str; 9] =
    ["approvals", "overrides", "holds", "cancelled", "waiver", "waived", "verdicts", "written_off", "reviewers"];

/// An objection of the rule: where, what, and who could.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Objection {
    /// The record's file.
    pub file: String,
    /// Where, by the places of items.
    pub path: KeyPath,
    /// What is wrong.
    pub message: String,
    /// Who could.
    pub help: Option<String>,
}

/// Asks the rule of some texts with their paths: `suits.toml`, records and their clients.
pub type AskRule<'f> = dyn Fn(&[(&str, &str)]) -> Vec<Objection> + 'f;

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

/// Whether an edit has people put their names to something that they had not put them to before.
pub(super) fn is_signing(versions: &Versions) -> bool {
    let Some(said) = versions.after.as_ref().and_then(|page| page.said.as_ref()) else { return false };
    let known = known(versions);
    signed(said).into_iter().any(|one| !known.contains(&one))
}

/// What one edit signed without the right to, by what the rule objects to in the record as it is after it.
pub(super) fn unrightful(versions: &Versions, objections: Vec<Objection>) -> Vec<Unrightful> {
    let Some(said) = versions.after.as_ref().and_then(|page| page.said.as_ref()) else { return Vec::new() };
    let known = known(versions);
    let mut found: Vec<Unrightful> = Vec::new();
    for objection in objections {
        let Some(place) = objection.path.0.iter().position(is_signed) else { continue };
        let listed = matches!(objection.path.0.get(place + 1), Some(Step::Index(_)));
        let item = KeyPath(objection.path.0[..=place + usize::from(listed)].to_vec());
        let signed = Spot::value(item.clone()).find(said).filter(|signed| !known.contains(signed));
        let Some(signed) = signed else { continue };
        let spot = if listed {
            let list = KeyPath(objection.path.0[..=place].to_vec());
            Spot { path: by_id(said, &list), item: Some(signed.clone()) }
        } else {
            Spot::value(by_id(said, &item))
        };
        if found.iter().all(|other| other.spot != spot) {
            found.push(Unrightful { spot, signed: signed.clone(), objection });
        }
    }
    found
}

fn known(versions: &Versions) -> Vec<&Said> {
    versions.befores.iter().filter_map(|page| page.said.as_ref()).flat_map(signed).collect()
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
