//! Two records under one id: both sides added one, the same or two that must be told apart; or one side has another by now.

use super::held::fuller;
use super::sheet::Side;
use super::version::Version;
use super::{Conflict, Labels};
use crate::domain::record::Kind;
use crate::history::Said;
use crate::history::life::values;
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
    let (a, b) = (labels.of_ours(), labels.of_theirs());
    let conflict = |message: String| Conflict { path: KeyPath::root(), message };
    if let Some((key, one, other)) = told_by(kind, ours, theirs) {
        return Twins::Different(conflict(format!(
            "two different records under one id: `{key}` is `{}` in {a}, `{}` in {b}; keep one here, and give the other a number of its own",
            short(&one),
            short(&other),
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

/// The side that has another record under this id than both began with, where the other side has that one still; and the conflict that this
/// is: what is written into the one is not meant for the other.
pub(super) fn another(
    kind: Kind,
    base: &Version<'_>,
    (ours, theirs): (&Version<'_>, &Version<'_>),
    labels: &Labels,
) -> Option<(Side, Conflict)> {
    let side = match (is_another(kind, base, ours), is_another(kind, base, theirs)) {
        (true, false) => Side::Ours,
        (false, true) => Side::Theirs,
        _ => return None,
    };
    let (new, label, other) = match side {
        Side::Ours => (ours, labels.of_ours(), labels.of_theirs()),
        Side::Theirs => (theirs, labels.of_theirs(), labels.of_ours()),
    };
    let (key, was, is) = told_by(kind, base, new)?;
    let message = format!(
        "{label} has another record under this id by now: `{key}` was `{}`, and is `{}` there; nothing that {other} wrote goes into it",
        short(&was),
        short(&is),
    );
    Some((side, Conflict { path: KeyPath::root(), message }))
}

/// Whether a version is no later state of a record, but another one: jobs that share no handoff, other records that share next to none of
/// their words and figures, however they are laid out; and what tells records of that kind apart differs.
fn is_another(kind: Kind, base: &Version<'_>, version: &Version<'_>) -> bool {
    if told_by(kind, base, version).is_none() {
        return false;
    }
    match (handoffs(base), handoffs(version)) {
        (one, other) if kind == Kind::Job && !one.is_empty() && !other.is_empty() => one.is_disjoint(&other),
        _ => share_nothing(base, version),
    }
}

/// What is shorter is the same in many records: a name, a role, a yes.
const TELLING: usize = 6;
/// Of fewer values nobody can tell.
const ENOUGH: usize = 8;

/// Whether less than a quarter of the values of a record is in another.
fn share_nothing(one: &Version<'_>, other: &Version<'_>) -> bool {
    let texts = |version: &Version<'_>| -> HashSet<String> {
        let said = Said::of(version.text).unwrap_or(Said::Nothing);
        let texts = values(&said).into_iter().filter_map(|(_, value)| value.text().map(str::to_owned));
        texts.filter(|text| text.len() >= TELLING).collect()
    };
    let (one, other) = (texts(one), texts(other));
    let fewer = one.len().min(other.len());
    fewer >= ENOUGH && one.intersection(&other).count() * 4 < fewer
}

/// The ids of the handoffs of a job.
fn handoffs(version: &Version<'_>) -> HashSet<String> {
    let document = version.document();
    let Some((_, list)) = document.entry(Tree::ROOT, "handoffs") else { return HashSet::new() };
    if !version.tree.node(list).kind.is_list() {
        return HashSet::new();
    }
    let id = |item| Some(document.scalar(document.entry(item, "id")?.1).into_owned());
    version.tree.children(list).filter_map(id).collect()
}

/// The first of the fields that tell records of a kind apart in which two differ, and what each says there.
fn told_by(kind: Kind, one: &Version<'_>, other: &Version<'_>) -> Option<(&'static str, String, String)> {
    let text = |version: &Version<'_>, key: &str| {
        let document = version.document();
        let (_, value) = document.entry(Tree::ROOT, key)?;
        (!document.is_null(value)).then(|| document.scalar(value).into_owned())
    };
    telling(kind).iter().find_map(|key| {
        let (one, other) = (text(one, key)?, text(other, key)?);
        (one != other).then_some((*key, one, other))
    })
}

fn short(text: &str) -> String {
    text.trim_end().chars().take(60).collect()
}
