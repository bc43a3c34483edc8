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
    if let Some((one, other)) = told_by_words(kind, ours, theirs) {
        return Twins::Different(conflict(format!(
            "two different records under one id: `{}` is written in {a}, `{}` in {b}, and nothing in both; keep one here, and give the other a number of its own",
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

/// Whether a version is no later state of a record, but another one: what tells records of that kind apart differs, and they have next to
/// nothing in common, however they are laid out.
fn is_another(kind: Kind, base: &Version<'_>, version: &Version<'_>) -> bool {
    if told_by(kind, base, version).is_none() {
        return false;
    }
    match (handoffs(base), handoffs(version)) {
        (one, other) if kind == Kind::Job && !one.is_empty() && !other.is_empty() => {
            // one may have been typed anew, several are other ones
            let is_several = one.len() > 1 && other.len() > 1;
            one.is_disjoint(&other)
                && (is_several || written(base).is_disjoint(&written(version)) || share_nothing(base, version))
        }
        _ => share_nothing(base, version) || is_written_anew(kind, base, version),
    }
}

/// Whether all that tells records apart differs, where that is several fields, and no text that somebody wrote is in both: so it is with
/// records that are too young to hold much.
fn is_written_anew(kind: Kind, base: &Version<'_>, version: &Version<'_>) -> bool {
    let fields = telling(kind);
    let (one, other) = (written(base), written(version));
    fields.len() > 1
        && fields.iter().all(|key| apart(base, version, key).is_some())
        && one.len().min(other.len()) > 1
        && one.is_disjoint(&other)
}

/// What people put in words of their own: the title, and what is no bare name, number or day.
fn written(version: &Version<'_>) -> HashSet<String> {
    let said = Said::of(version.text).unwrap_or(Said::Nothing);
    said.get("title")
        .and_then(Said::text)
        .map(|title| title.trim().to_owned())
        .into_iter()
        .chain(words(&said))
        .collect()
}

/// What people put in words of their own, in the order in which it stands there, but for the title: what is no bare name, number or day.
pub(in crate::history) fn words(said: &Said) -> Vec<String> {
    fn collect(said: &Said, words: &mut Vec<String>) {
        match said {
            Said::Text(text) if text.trim().contains(char::is_whitespace) || !text.is_ascii() => {
                words.push(text.trim().to_owned());
            }
            Said::Text(_) | Said::Nothing => {}
            Said::List(items) => items.iter().for_each(|item| collect(item, words)),
            Said::Map(entries) => entries.iter().for_each(|(_, value)| collect(value, words)),
        }
    }
    let mut words = Vec::new();
    if let Said::Map(entries) = said {
        entries.iter().filter(|(key, _)| key != "title").for_each(|(_, value)| collect(value, &mut words));
    }
    words
}

/// The first words of two records, where they are all that tells such records apart and none are in both.
pub(in crate::history) fn first_words(kind: Kind, one: &Said, other: &Said) -> Option<(String, String)> {
    if kind != Kind::ContactReport {
        return None;
    }
    let (one, other) = (words(one), words(other));
    let is_in_both = one.iter().any(|text| other.contains(text));
    one.into_iter().next().zip(other.into_iter().next()).filter(|_| !is_in_both)
}

fn told_by_words(kind: Kind, one: &Version<'_>, other: &Version<'_>) -> Option<(String, String)> {
    first_words(kind, &Said::of(one.text).ok()?, &Said::of(other.text).ok()?)
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
    telling(kind).iter().find_map(|key| apart(one, other, key).map(|(one, other)| (*key, one, other)))
}

/// What two say in a field, where each says something else.
fn apart(one: &Version<'_>, other: &Version<'_>, key: &str) -> Option<(String, String)> {
    let text = |version: &Version<'_>| {
        let document = version.document();
        let (_, value) = document.entry(Tree::ROOT, key)?;
        (!document.is_null(value)).then(|| document.scalar(value).into_owned())
    };
    let (one, other) = (text(one)?, text(other)?);
    (!is_one_name(&one, &other)).then_some((one, other))
}

/// Whether two texts name one thing: large and small letters, and how many blanks stand between the words, tell nothing apart.
pub(in crate::history) fn is_one_name(one: &str, other: &str) -> bool {
    let folded = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    one == other || folded(one) == folded(other)
}

fn short(text: &str) -> String {
    text.trim_end().chars().take(60).collect()
}
