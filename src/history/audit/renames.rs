//! Records that got another id: a reference that only follows its record is no edit of anybody.

use super::library::{Library, Page};
use super::past::{Blob, Past};
use crate::domain::layout::{AnyId, Placement, parse_path};
use crate::domain::record::Kind;
use crate::history::Said;
use crate::values::ClientId;
use std::collections::HashMap;

/// Ids as they were, and as the result of a merge has them.
#[derive(Clone, Debug, Default)]
pub(super) struct Renames {
    /// The id that a record had, by one that it has somewhere.
    first: HashMap<String, String>,
    /// The id that it has in the result, by the one that it had.
    last: HashMap<String, String>,
}

impl Renames {
    /// Takes one down; `is_kept`: the result calls it so.
    pub(super) fn note(&mut self, old: &AnyId, new: &AnyId, is_kept: bool) {
        self.first.insert(new.to_string(), old.to_string());
        if is_kept {
            self.last.insert(old.to_string(), new.to_string());
        }
    }

    /// Whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        self.first.is_empty()
    }

    /// A version that calls every record as it was called at first.
    pub(super) fn at_first(&self, page: &Page) -> Page {
        Page { text: page.text.clone(), said: page.said.clone().map(|said| reworded(said, &self.first)) }
    }

    /// A value as the result would write it.
    pub(super) fn at_last(&self, said: Said) -> Said {
        reworded(said, &self.last)
    }
}

/// A value with some words for others.
pub(super) fn reworded(said: Said, words: &HashMap<String, String>) -> Said {
    match said {
        Said::Text(text) => Said::Text(words.get(&text).cloned().unwrap_or(text)),
        Said::List(items) => Said::List(items.into_iter().map(|item| reworded(item, words)).collect()),
        Said::Map(entries) => {
            Said::Map(entries.into_iter().map(|(key, value)| (key, reworded(value, words))).collect())
        }
        Said::Nothing => Said::Nothing,
    }
}

/// The record of a path; none for months of hours, which nothing refers to.
pub(super) fn record(path: &str) -> Option<AnyId> {
    match parse_path(path) {
        Placement::Record(AnyId::Timesheet(_)) => None,
        Placement::Record(id) => Some(id),
        _ => None,
    }
}

/// The ids that a commit gave to records instead of others.
pub(super) fn made_by(past: &Past, commit: usize) -> HashMap<String, String> {
    let touches = past.commits[commit].touches.iter();
    let pair =
        |(from, path): (u32, u32)| Some((record(past.path(from))?.to_string(), record(past.path(path))?.to_string()));
    touches.filter_map(|touch| Some((touch.from?, touch.path))).filter_map(pair).collect()
}

/// What a record is of.
type Of = (Kind, Option<ClientId>);

/// Every path that a record ever had, and every time that one began at a path, by what it is of.
#[derive(Debug, Default)]
pub(super) struct Kin {
    paths: HashMap<Of, Vec<u32>>,
    /// The commits, the oldest first, and their touches.
    begun: HashMap<Of, Vec<(usize, usize)>>,
}

impl Kin {
    /// Of a whole past.
    pub(super) fn of(past: &Past) -> Kin {
        let mut kin = Kin::default();
        let ofs: Vec<Option<Of>> =
            past.paths().map(|(_, name)| record(name).map(|id| (id.kind(), id.client()))).collect();
        for ((path, _), of) in past.paths().zip(&ofs) {
            if let Some(of) = of {
                kin.paths.entry(of.clone()).or_default().push(path);
            }
        }
        for (at, commit) in past.commits.iter().enumerate() {
            for (turn, touch) in commit.touches.iter().enumerate() {
                let is_new = (touch.before.is_none() || touch.from.is_some()) && touch.after.is_some();
                if let Some(of) = ofs[touch.path as usize].as_ref().filter(|_| is_new) {
                    kin.begun.entry(of.clone()).or_default().push((at, turn));
                }
            }
        }
        kin
    }

    /// Every time that a record of the sort of another began at a path: the commits, the oldest first, and their touches.
    pub(super) fn begun(&self, id: &AnyId) -> &[(usize, usize)] {
        self.begun.get(&(id.kind(), id.client())).map_or(&[], Vec::as_slice)
    }
}

/// The records of one parent of a merge that the merge itself moved: made under one id on two branches, and told apart.
/// Each with the path that it had and the one that it has.
pub(super) fn told_apart(
    past: &Past,
    merge: usize,
    (own, foreign, base): (usize, usize, Option<usize>),
    kin: &mut Option<Kin>,
    library: &mut Library<'_>,
) -> Vec<(u32, u32)> {
    let parents = &past.commits[merge].parents;
    let mut found = Vec::new();
    for (new, blob) in born(past, merge) {
        let Some(id) = record(past.path(new)) else { continue };
        let kin = kin.get_or_insert_with(|| Kin::of(past));
        let alike_in_kind = kin.paths.get(&(id.kind(), id.client())).into_iter().flatten().copied();
        let is_twin = |path: &u32| {
            base.is_none_or(|base| past.at(base, *path).is_none())
                && parents.iter().filter(|parent| past.at(**parent, *path).is_some()).count() > 1
        };
        let twins: Vec<(u32, Blob)> =
            alike_in_kind.filter(is_twin).filter_map(|path| Some((path, past.at(own, path)?))).collect();
        let result = library.page(blob);
        let likeness = |(path, blob): (u32, Blob)| {
            let other = past.at(foreign, path).map_or(0, |blob| alike(&library.page(blob), &result));
            Some((path, alike(&library.page(blob), &result))).filter(|(_, own)| *own > other && *own > 50)
        };
        let likest = twins.into_iter().filter_map(likeness).max_by_key(|(_, like)| *like);
        found.extend(likest.map(|(path, _)| (path, new)));
    }
    found
}

/// What a merge has that none of its parents had.
pub(super) fn born(past: &Past, merge: usize) -> impl Iterator<Item = (u32, Blob)> {
    let commit = &past.commits[merge];
    let is_born = |path: u32| commit.parents.iter().all(|parent| past.at(*parent, path).is_none());
    commit.touches.iter().filter(move |touch| is_born(touch.path)).filter_map(|touch| Some((touch.path, touch.after?)))
}

/// How much of two versions is the same, of a hundred.
pub(super) fn alike(one: &Page, other: &Page) -> usize {
    let (Some(Said::Map(one)), Some(other)) = (&one.said, &other.said) else { return 0 };
    let same = one.iter().filter(|(key, value)| other.get(key) == Some(value)).count();
    same * 100 / one.len().max(1)
}
