//! What a side's records are called by now: a record that came out under a new id is known again by its lines.

use crate::domain::layout::{AnyId, Placement, parse_path};
use crate::source::likeness;
use crate::store::{Snapshot, Store};
use std::collections::{BTreeMap, BTreeSet};

/// The records of a side that the other side made too under the same id, each different, and that have another id by now.
pub(super) fn renamed(
    side: &Snapshot,
    other: &Snapshot,
    now: &Snapshot,
    twice: &BTreeSet<AnyId>,
) -> BTreeMap<AnyId, AnyId> {
    let (mine, others) = (texts(side), texts(other));
    let current = texts(now);
    let is_new = |id: &AnyId| !mine.contains_key(id) && !others.contains_key(id);
    let new: Vec<(&AnyId, &str)> = current.iter().filter(|(id, _)| is_new(id)).map(|(id, text)| (id, *text)).collect();
    let mut renamed = BTreeMap::new();
    for (id, text) in mine.iter().filter(|(id, _)| twice.contains(id)) {
        let Some(rival) = others.get(id).filter(|rival| *rival != text) else { continue };
        let of_kind = new.iter().filter(|(new, _)| new.kind() == id.kind() && new.client() == id.client());
        let found = of_kind.map(|(new, now)| (likeness(text, now), likeness(rival, now), *new));
        let best = found.filter(|(own, rival, _)| own > rival && is_it(*own)).max_by_key(|(own, ..)| *own);
        if let Some((.., new)) = best {
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

/// Whether a text is another under a new id, with what was done to it since.
pub(super) fn is_one(text: &str, now: &str) -> bool {
    is_it(likeness(text, now))
}

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
