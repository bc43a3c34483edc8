//! What became of one of two records under one number that a merge did not keep: it is back where there is a record that says what it said,
//! under whatever number, and though somebody typed it anew under another title.

use super::blame::{self, State};
use super::library::{Library, Page};
use super::merges::Lost;
use super::past::{Blob, Past};
use super::renames::{alike, record};
use super::twins::{parts, told_by};
use crate::domain::layout::AnyId;
use crate::domain::record::Kind;
use crate::history::Said;
use crate::history::life::values;
use crate::history::merge::{is_one_name, words};
use crate::source::KeyPath;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// Two records, and the field that tells them apart; none: what was written in them does.
pub(super) struct Two {
    field: Option<&'static str>,
    lost: Arc<Page>,
    kept: Arc<Page>,
}

impl Two {
    /// Those of which a merge did not keep one, as its sides had them.
    fn of(past: &Past, lost: &Lost, library: &mut Library<'_>) -> Option<Two> {
        let mut page = |commit: usize| past.at(commit, lost.path).map(|blob| library.page(blob));
        let own = page(lost.parent)?;
        let parents = past.commits[lost.merge].parents.iter().filter(|parent| **parent != lost.parent);
        let others: Vec<Arc<Page>> = parents.filter_map(|parent| page(*parent)).collect();
        let kind = lost.id.as_ref()?.kind();
        others.iter().find_map(|other| Two::apart(kind, &own, other))
    }

    /// One, and another; none where they are the same.
    pub(super) fn apart(kind: Kind, one: &Arc<Page>, other: &Arc<Page>) -> Option<Two> {
        let field = told_by(kind, one.said.as_ref()?, other.said.as_ref()?)?.field;
        Some(Two { field, lost: one.clone(), kept: other.clone() })
    }

    /// Whether a version is the lost one, with whatever was done to it; `turned`: the kept one.
    pub(super) fn is_it(&self, page: &Page, turned: bool) -> bool {
        let (own, other) = if turned { (&self.kept, &self.lost) } else { (&self.lost, &self.kept) };
        let is_called_so = match (self.field, &own.said, &page.said) {
            (Some(field), Some(own), Some(page)) => {
                let name = |said: &Said| said.get(field).and_then(Said::text).map(str::to_owned);
                name(page).zip(name(own)).is_some_and(|(name, own)| is_one_name(&name, &own))
            }
            (None, Some(own), Some(page)) => words(page).iter().any(|text| words(own).contains(text)),
            _ => false,
        };
        is_called_so && alike(own, page) > alike(other, page) && self.is_like([own, other], page)
    }

    /// Whether at least half of what one of the two alone said is in a version, the name left out that tells them apart: under one name two
    /// jobs may come, one after the other.
    fn is_like(&self, [own, other]: [&Page; 2], page: &Page) -> bool {
        let [own, other, page] = [own, other, page].map(|page| page.said.as_ref().map(leaves).unwrap_or_default());
        let is_told = |leaf: &&Leaf| self.field != Some(leaf.0.as_str());
        let is_own = |leaf: &&Leaf| !other.contains(*leaf);
        let all = own.iter().filter(is_told);
        let meant: Vec<&Leaf> =
            if all.clone().any(|leaf| is_own(&leaf)) { all.filter(is_own).collect() } else { all.collect() };
        let (here, missing): (Vec<&Leaf>, Vec<&Leaf>) =
            meant.into_iter().partition(|leaf| page.iter().any(|other| is_worded_so(leaf, other)));
        here.len() >= missing.len()
    }

    /// Whether a version has nothing that only the lost one had; `turned`: only the kept one.
    fn is_free(&self, page: &Page, turned: bool) -> bool {
        let (own, other) = if turned { (&self.kept, &self.lost) } else { (&self.lost, &self.kept) };
        match (&own.said, &other.said, &page.said) {
            (Some(own), Some(other), Some(page)) => parts(own, other, page) == 0,
            _ => false,
        }
    }
}

/// A value of a record, with the last key on the way to it.
type Leaf = (String, String);

fn leaves(said: &Said) -> Vec<Leaf> {
    let key = |path: &KeyPath| path.last_key().unwrap_or_default().to_owned();
    values(said).into_iter().filter_map(|(path, value)| Some((key(&path), value.text()?.to_owned()))).collect()
}

/// Whether a value stands under the same key, or three of four of its words do.
fn is_worded_so((key, own): &Leaf, (other_key, other): &Leaf) -> bool {
    let words: Vec<&str> = own.split_whitespace().collect();
    let shared = || words.iter().filter(|word| other.split_whitespace().any(|other| other == **word)).count();
    key == other_key && (own == other || words.len() > 2 && shared() * 4 >= words.len() * 3)
}

/// What became of the lost one.
pub(super) fn state(past: &Past, lost: &Lost, library: &mut Library<'_>) -> State {
    let Some(two) = Two::of(past, lost, library) else { return State::Open };
    let after = past.graph.after(lost.merge);
    let tip = past.tip();
    let now = blame::now(past, lost.merge, lost.now);
    let stands = past.at(tip, now).map(|blob| library.page(blob));
    let (mut taken_out, mut own_words) = (false, None);
    for (commit, path, blob) in born(past, lost, &after) {
        let page = library.page(blob);
        for turned in [false, true] {
            let is_other_place = path != now;
            let mut is_typed_anew = || {
                let words = own_words.get_or_insert_with(|| OwnWords::of(past, lost, &two, library));
                words.are_in(past, (commit, path), &two, &page)
            };
            let is_it = two.is_it(&page, turned) || !turned && is_other_place && is_typed_anew();
            if !is_it || turned && !is_other_place {
                continue;
            }
            if !is_other_place {
                // it took the place of the other, which somebody moved or let go
                if stands.as_ref().is_some_and(|page| two.is_it(page, false)) {
                    return State::Repaired;
                }
                continue;
            }
            let rest = stands.as_ref().is_none_or(|page| two.is_free(page, turned));
            let is_turned_round = turned && !stands.as_ref().is_some_and(|page| two.is_it(page, false));
            if past.at(tip, blame::now(past, commit, path)).is_some() {
                if rest && !is_turned_round {
                    return State::Repaired;
                }
            } else {
                taken_out |= !is_taken_back(past, (commit, path), blob);
            }
        }
    }
    if taken_out { State::Overtaken } else { State::Open }
}

/// What was written in a lost record, and in no other.
struct OwnWords {
    /// All that the one that was kept does not say.
    all: Vec<String>,
    /// The other records that ever began with some of it, or say it now.
    elsewhere: HashMap<String, HashSet<u32>>,
}

impl OwnWords {
    fn of(past: &Past, lost: &Lost, two: &Two, library: &mut Library<'_>) -> OwnWords {
        let said = |page: &Page| page.said.as_ref().map(words).unwrap_or_default();
        let kept = said(&two.kept);
        let all: Vec<String> = said(&two.lost).into_iter().filter(|text| !kept.contains(text)).collect();
        let mut elsewhere: HashMap<String, HashSet<u32>> = HashMap::new();
        if !all.is_empty() {
            let begun = past.commits.iter().flat_map(|commit| &commit.touches);
            let begun = begun.filter(|touch| touch.before.is_none()).map(|touch| (touch.path, touch.after));
            let now = past.paths().map(|(path, _)| (path, past.at(past.tip(), path)));
            let is_kin = kin(past, lost);
            let others: Vec<(u32, Blob)> = begun
                .chain(now)
                .filter_map(|(path, blob)| Some((path, blob?)))
                .filter(|(path, _)| *path != lost.path && is_kin(*path))
                .collect();
            library.want(others.iter().map(|(_, blob)| *blob));
            for (path, blob) in others {
                for text in said(&library.page(blob)).into_iter().filter(|text| all.contains(text)) {
                    elsewhere.entry(text).or_default().insert(path);
                }
            }
        }
        OwnWords { all, elsewhere }
    }

    /// Whether most of them are in a record that a commit made where none was, and some of them in no third one. One alone may be shared by
    /// two jobs of a campaign: then all but the title must be the same.
    fn are_in(&self, past: &Past, (commit, path): (usize, u32), two: &Two, page: &Page) -> bool {
        let parents = &past.commits[commit].parents;
        let (Some(said), [_]) = (page.said.as_ref().map(words), &parents[..]) else { return false };
        let (found, missing): (Vec<&String>, Vec<&String>) = self.all.iter().partition(|text| said.contains(text));
        let is_only_here =
            |text: &&String| self.elsewhere.get(*text).is_none_or(|paths| paths.iter().all(|at| *at == path));
        let is_one = |(key, value): &(String, Said)| {
            key == "title" || page.said.as_ref().is_some_and(|page| page.get(key) == Some(value))
        };
        let is_all = || matches!(&two.lost.said, Some(Said::Map(entries)) if entries.iter().all(is_one));
        let is_most = found.len() > missing.len() && (found.len() > 1 || is_all());
        is_most && found.iter().any(is_only_here) && alike(&two.lost, page) > alike(&two.kept, page)
    }
}

/// The versions in which the lost one may have come back: what was new after the merge, and what stands in its place.
fn born(past: &Past, lost: &Lost, after: &[usize]) -> Vec<(usize, u32, Blob)> {
    let is_kin = kin(past, lost);
    let mut found = Vec::new();
    for commit in after {
        for touch in &past.commits[*commit].touches {
            let is_new = touch.before.is_none() || touch.from.is_some() || touch.path == lost.now;
            found.extend(touch.after.filter(|_| is_new && is_kin(touch.path)).map(|blob| (*commit, touch.path, blob)));
        }
    }
    found
}

/// Whether a path is that of a record that could be the lost one: of its kind, and its client.
fn kin<'p>(past: &'p Past, lost: &'p Lost) -> impl Fn(u32) -> bool + 'p {
    move |path: u32| {
        let Some(own) = &lost.id else { return false };
        let id = record(past.path(path));
        id.is_some_and(|id: AnyId| {
            id.kind() == own.kind() && (id.kind() == Kind::Client || id.client() == own.client())
        })
    }
}

/// Whether a record that came in a commit was taken out again as it came, or by a revert: as if it had never come.
fn is_taken_back(past: &Past, (since, path): (usize, u32), came: Blob) -> bool {
    past.graph.after(since).iter().any(|commit| {
        let commit = &past.commits[*commit];
        let mut gone = commit.touches.iter().filter(|touch| touch.path == path && touch.after.is_none());
        gone.any(|touch| commit.is_revert() || touch.before == Some(came))
    })
}
