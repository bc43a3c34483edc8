//! Two records that both sides added under one id: the same record twice, or two that must be told apart.

use super::held::fuller;
use super::sheet::Side;
use super::version::Version;
use super::{Conflict, Labels};
use crate::domain::record::Kind;
use crate::source::KeyPath;
use crate::yaml::Tree;
use std::collections::HashSet;

/// The fields by which two records of a kind are seen to be different ones. A person's month is the same whatever is in it.
pub(in crate::history) fn telling(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Client => &["name"],
        Kind::Brief | Kind::Job => &["title", "requested_on"],
        Kind::Round => &["type", "deliverable", "sent"],
        Kind::ContactReport => &["date", "medium"],
        Kind::Invoice => &["number", "date", "kind"],
        Kind::Timesheet => &[],
    }
}

/// What two records that were added under one id are to each other.
pub(super) enum Twins {
    /// One record, made on both sides.
    Same,
    /// One record, and one side says all that the other says.
    Fuller(Side),
    /// One record, as it seems, of which each side says something of its own.
    Unlike(Conflict),
    /// Two records.
    Different(Conflict),
}

/// Compares two records under one id.
pub(super) fn compared(kind: Kind, ours: &Version<'_>, theirs: &Version<'_>, labels: &Labels) -> Twins {
    if kind == Kind::Timesheet || ours.said[0] == theirs.said[0] {
        return Twins::Same;
    }
    if let Some(side) =
        ours.root().zip(theirs.root()).and_then(|(one, other)| fuller((ours, one), (theirs, other), &[]))
    {
        return Twins::Fuller(side);
    }
    let text = |version: &Version<'_>, key: &str| {
        let document = version.document();
        let (_, value) = document.entry(Tree::ROOT, key)?;
        (!document.is_null(value)).then(|| document.scalar(value).into_owned())
    };
    let (a, b) = (labels.of_ours(), labels.of_theirs());
    let conflict = |message: String| Conflict { path: KeyPath::root(), message };
    let telling = telling(kind).iter().find_map(|key| {
        let (one, other) = (text(ours, key)?, text(theirs, key)?);
        (one != other).then_some((*key, one, other))
    });
    if let Some((key, one, other)) = telling {
        let told = |text: &str| text.trim_end().chars().take(60).collect::<String>();
        return Twins::Different(conflict(format!(
            "two different records under one id: `{key}` is `{}` in {a}, `{}` in {b}; keep one here, and give the other a number of its own",
            told(&one),
            told(&other),
        )));
    }
    let of = |version: &Version<'_>| -> Vec<(String, u64)> {
        let document = version.document();
        let entries = version.tree.entries(Tree::ROOT);
        let said = entries.map(|(key, value)| (document.scalar(key).into_owned(), version.said[value as usize]));
        said.filter(|(_, said)| *said != 0).collect()
    };
    let (one, other) = (of(ours), of(theirs));
    let apart = one.iter().filter(|own| !other.contains(own)).chain(other.iter().filter(|own| !one.contains(own)));
    let mut keys: Vec<String> = apart.map(|(key, _)| format!("`{key}`")).collect();
    let mut seen = HashSet::new();
    keys.retain(|key| seen.insert(key.clone()));
    Twins::Unlike(conflict(format!(
        "made in {a} and in {b}, and not alike: {}; if it is one, keep one side, and the same one at every mark",
        keys.join(", ")
    )))
}
