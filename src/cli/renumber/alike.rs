//! What a side's records are called by now: a record that came out under a new id is known again by its lines.

use crate::domain::layout::{AnyId, Placement, parse_path};
use crate::source::likeness;
use crate::store::{Snapshot, Store};
use std::collections::{BTreeMap, BTreeSet};

/// The records of a side that the other side made too under the same id, each different, and that have another id by now. A new record
/// belongs to the one of all those that it is most like, and to none where two are as like.
pub(super) fn renamed(
    side: &Snapshot,
    other: &Snapshot,
    now: &Snapshot,
    twice: &BTreeSet<AnyId>,
) -> BTreeMap<AnyId, AnyId> {
    let (mine, others) = (texts(side), texts(other));
    let current = texts(now);
    let rivals = made(&[side, other], twice);
    let is_new = |id: &AnyId| !mine.contains_key(id) && !others.contains_key(id);
    let new: Vec<(&AnyId, &str)> = current.iter().filter(|(id, _)| is_new(id)).map(|(id, text)| (id, *text)).collect();
    let mut renamed = BTreeMap::new();
    for (id, text) in mine.iter().filter(|(id, _)| twice.contains(id)) {
        if others.get(id).is_none_or(|rival| rival == text) {
            continue;
        }
        let of_kind = new.iter().filter(|(new, _)| new.kind() == id.kind() && new.client() == id.client());
        let found = of_kind.filter_map(|(new, now)| Some((nearest(text, now, id, &rivals)?, *new)));
        let best = found.max_by_key(|(own, _)| *own);
        if let Some((_, new)) = best {
            renamed.insert(id.clone(), new.clone());
        }
    }
    renamed
}

/// The records that both sides made, each its own: they differ, and there was none of that id where the two parted.
pub(super) fn made_twice(one: &Snapshot, other: &Snapshot, base: Option<&Store>) -> anyhow::Result<BTreeSet<AnyId>> {
    let (mine, others) = (texts(one), texts(other));
    let mut twice = BTreeSet::new();
    for (id, text) in mine {
        let is_new = || base.map_or(Ok(true), |base| base.exists(&id).map(|exists| !exists));
        if others.get(&id).is_some_and(|rival| *rival != text) && is_new()? {
            twice.insert(id);
        }
    }
    Ok(twice)
}

/// Whether a record that is there under another id is the one that a side made, and none of the others that were made twice.
pub(super) fn is_the_one(
    id: &AnyId,
    now: &str,
    (side, other): (&Snapshot, &Snapshot),
    twice: &BTreeSet<AnyId>,
) -> bool {
    let rivals = made(&[side, other], twice);
    texts(side).get(id).is_some_and(|text| nearest(text, now, id, &rivals).is_some())
}

/// How like a record is to the one of which it has the name, in percent; none where it is as like to another.
fn nearest(text: &str, now: &str, id: &AnyId, rivals: &[(AnyId, &str)]) -> Option<usize> {
    let own = likeness(text, now);
    let mut others =
        rivals.iter().filter(|(other, rival)| other.kind() == id.kind() && !(other == id && *rival == text));
    let is_nearest = others.all(|(_, rival)| likeness(rival, now) < own);
    (is_it(own) && title(text) == title(now) && is_nearest).then_some(own)
}

/// What the sides have under the ids that both of them made.
fn made<'s>(sides: &[&'s Snapshot], twice: &BTreeSet<AnyId>) -> Vec<(AnyId, &'s str)> {
    sides.iter().flat_map(|side| texts(side)).filter(|(id, _)| twice.contains(id)).collect()
}

/// What a record is called, as it is written; none for a kind that has no titles.
fn title(text: &str) -> Option<&str> {
    text.lines().find_map(|line| line.strip_prefix("title:")).map(str::trim)
}

/// How like a record under another id is to what it was, in percent, with what was done to it since; none where it may as well be another.
pub(in crate::cli) fn kept(before: &str, now: &str) -> Option<usize> {
    let own = likeness(before, now);
    let enough = if title(before) == title(now) { is_it(own) } else { own >= CALLED_OTHERWISE };
    enough.then_some(own)
}

/// Whether a record that is under a new id on the side that stays is the one that was there, as `before`, when the two sides parted: it is
/// new there, like that one, and no other that is new there, nor the one that has the old id by now, is as like; nor is it as like to any
/// other that the side that moves has.
pub(super) fn went_on(
    (old, before): (&AnyId, &str),
    (new, now): (&AnyId, &str),
    (stays, moves): (&Snapshot, &Snapshot),
    was_there: impl Fn(&AnyId) -> bool,
) -> bool {
    let Some(own) = kept(before, now).filter(|_| !was_there(new)) else { return false };
    let is_kin = |id: &AnyId| id.kind() == new.kind() && id.client() == new.client() && id != new;
    let rivals = texts(stays).into_iter().filter(|(id, _)| is_kin(id) && (id == old || !was_there(id)));
    let others = texts(moves).into_iter().filter(|(id, _)| is_kin(id) && id != old);
    rivals.into_iter().all(|(_, rival)| likeness(before, rival) < own)
        && others.into_iter().all(|(_, other)| likeness(other, now) < own)
}

/// Whether a text is another under a new id, with what was done to it since.
pub(super) fn is_one(text: &str, now: &str) -> bool {
    is_it(likeness(text, now))
}

/// So many of a hundred lines are the same in a record that is called otherwise by now.
const CALLED_OTHERWISE: usize = 75;

/// As git has it for renamed files.
fn is_it(percent: usize) -> bool {
    percent >= 50
}

fn texts(book: &Snapshot) -> BTreeMap<AnyId, &str> {
    let records = book.sources.iter().filter_map(|(_, file)| match parse_path(&file.path) {
        Placement::Record(id) => Some((id, &*file.text)),
        _ => None,
    });
    records.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_known_again_by_half_of_its_lines() {
        let text = "title: Film\ndue: 2026-12-04\n";
        assert!(is_one(text, "title: Film\ndue: 2026-12-05\n") && !is_one(text, "title: Poster\ndue: 2026-12-05\n"));
    }
}
