//! What a merge did not take: what one side had written since the sides parted, and the merge has otherwise, as another side has it.

use super::{Life, Lived};
use crate::history::Said;
use crate::history::diff::{Change, changes, plainly};
use crate::history::life::touch;
use crate::source::{KeyPath, Step};
use std::collections::BTreeMap;
use std::sync::Arc;

/// One value that a merge did not take.
pub(super) struct Dropped<'l> {
    /// What it was, and what the merge has in its place.
    pub change: Change,
    /// The version that had given it.
    pub giver: &'l Lived,
}

impl Dropped<'_> {
    /// The same in words.
    pub(super) fn words(&self) -> String {
        let Change { path, before, after } = &self.change;
        let value = |said: &Option<Said>| match said.as_ref().map(plainly) {
            None => "nothing".to_owned(),
            Some(words) if words.contains(' ') => format!("`{words}`"),
            Some(word) => word,
        };
        let commit = self.giver.commit.as_ref().map(|commit| format!(" ({})", commit.short)).unwrap_or_default();
        format!("{path}: kept {}, dropped {} of {}{commit}", value(after), value(before), self.giver.who)
    }
}

impl Lived {
    /// What it says, or, where it cannot be read, what was there before.
    fn text(&self) -> Option<&Arc<str>> {
        self.after.as_ref().or(self.before.first().filter(|_| self.unread.is_some()))
    }
}

impl Life {
    /// What a version did not take of those that it joins.
    pub(super) fn dropped(&self, at: usize) -> Vec<Dropped<'_>> {
        let merge = &self.versions[at];
        let mut found: Vec<Dropped<'_>> = Vec::new();
        let Some(after) = merge.after.as_ref().filter(|_| merge.is_merge()) else { return found };
        let own = merge.own().unwrap_or_default();
        for (place, before) in merge.before.iter().enumerate().filter(|(_, before)| *before != after) {
            let Some(theirs) = self.since_parting(merge, place, before) else { continue };
            let is_lost = |change: &Change| {
                theirs.iter().any(|theirs| touch(&theirs.path, &change.path))
                    && !own.iter().any(|own| touch(&own.path, &change.path) || is_moved(&own.path, &change.path))
            };
            for change in merge.since(place).unwrap_or_default().into_iter().filter(is_lost) {
                let giver = self.giver(merge.parents[place], &change.path);
                found.push(Dropped { change, giver });
            }
        }
        found
    }

    /// What one of the sides of a merge had written since it parted from the others.
    fn since_parting(&self, merge: &Lived, place: usize, text: &str) -> Option<Vec<Change>> {
        let mut ahead: BTreeMap<usize, [bool; 2]> = BTreeMap::new();
        for (side, &parent) in merge.parents.iter().enumerate() {
            ahead.entry(parent).or_default()[usize::from(side == place)] = true;
        }
        // a version stands before all from which it comes
        while let Some((at, sides)) = ahead.pop_first() {
            if sides == [true; 2] {
                return Some(changes(&Said::of(self.versions[at].text()?).ok()?, &Said::of(text).ok()?));
            }
            for &parent in &self.versions[at].parents {
                let theirs = ahead.entry(parent).or_default();
                *theirs = [theirs[0] || sides[0], theirs[1] || sides[1]];
            }
        }
        None
    }

    /// The version that made a value what it is in another.
    fn giver(&self, mut at: usize, path: &KeyPath) -> &Lived {
        loop {
            let version = &self.versions[at];
            let is_same = |place: &usize| {
                version.since(*place).is_none_or(|changes| !changes.iter().any(|change| touch(&change.path, path)))
            };
            match (0..version.parents.len()).find(is_same) {
                Some(place) => at = version.parents[place],
                None => return version,
            }
        }
    }
}

/// Whether a merge made an item of a list in which a value stands: one of two that were both new under one key goes by another there.
fn is_moved(made: &KeyPath, path: &KeyPath) -> bool {
    let Some(Step::Item(..)) = made.0.last() else { return false };
    let list = &made.0[..made.0.len() - 1];
    path.0.starts_with(list) && matches!(path.0.get(list.len()), Some(Step::Item(..)))
}
