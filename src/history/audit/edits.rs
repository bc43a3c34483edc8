//! What each commit did to each record, with what it found there: of a merge commit only what none of its parents has.

use super::frozen::bound;
use super::library::{Library, Page};
use super::past::{Blob, Past, Touch};
use crate::domain::layout::{AnyId, Placement, parse_path};
use crate::domain::record::Kind;
use std::sync::Arc;

/// One record in one commit.
#[derive(Clone, Debug)]
pub(super) struct Edit {
    /// The commit.
    pub(super) commit: usize,
    /// The file.
    pub(super) path: u32,
    /// The record.
    pub(super) id: AnyId,
    /// The file it was, where it was renamed.
    pub(super) before: Option<u32>,
    befores: Vec<Option<Blob>>,
    after: Option<Blob>,
}

/// The versions of an edit, read.
#[derive(Clone, Debug)]
pub(super) struct Versions {
    /// What the commit found, once for each parent that has the record; none: it is new.
    pub(super) befores: Vec<Arc<Page>>,
    /// What it left; none: it took the record out.
    pub(super) after: Option<Arc<Page>>,
}

impl Edit {
    /// What kind of record.
    pub(super) fn kind(&self) -> Kind {
        self.id.kind()
    }

    /// Whether the record begins with this commit.
    pub(super) fn is_new(&self) -> bool {
        self.befores.iter().all(Option::is_none)
    }

    /// Whether the record ends with this commit.
    pub(super) fn is_gone(&self) -> bool {
        self.after.is_none()
    }

    /// The texts it is about.
    pub(super) fn blobs(&self) -> impl Iterator<Item = Blob> {
        self.befores.iter().copied().chain([self.after]).flatten()
    }

    /// Reads them; none where what it left cannot be read. For a version before it that cannot be read stands the last one that could:
    /// so nothing is hidden by a version between the two.
    pub(super) fn read(&self, past: &Past, library: &mut Library<'_>) -> Option<Versions> {
        let after = self.after.map(|blob| library.page(blob));
        if after.as_ref().is_some_and(|page| page.said.is_none()) {
            return None;
        }
        Some(self.standing_in(past, library, after, |page| page.said.is_some()))
    }

    /// The same where the last versions do not fit their kind.
    pub(super) fn read_fitting(&self, past: &Past, library: &mut Library<'_>) -> Option<Versions> {
        let after = self.after.map(|blob| library.page(blob));
        let is_fit = |page: &Page| bound(self.kind(), page).is_some();
        if after.as_ref().is_some_and(|page| !is_fit(page)) {
            return None;
        }
        Some(self.standing_in(past, library, after, is_fit))
    }

    fn standing_in(
        &self,
        past: &Past,
        library: &mut Library<'_>,
        after: Option<Arc<Page>>,
        reads: impl Fn(&Page) -> bool,
    ) -> Versions {
        let mut befores: Vec<Arc<Page>> = self.befores.iter().flatten().map(|blob| library.page(*blob)).collect();
        if befores.iter().any(|page| !reads(page)) {
            let older = earlier(past, self.commit, self.path);
            library.want(older.iter().copied());
            let last = older.into_iter().map(|blob| library.page(blob)).find(|page| reads(page));
            befores =
                befores.into_iter().filter_map(|page| if reads(&page) { Some(page) } else { last.clone() }).collect();
        }
        Versions { befores, after }
    }
}

/// What a commit did to the records that are wanted.
pub(super) fn edits(past: &Past, commit: usize, wanted: &dyn Fn(&str) -> bool) -> Vec<Edit> {
    let facts = &past.commits[commit];
    // what came before the first commit of a shallow clone is not known: nothing in it is new
    if facts.is_cut {
        return Vec::new();
    }
    let record = |path: u32| match parse_path(past.path(path)) {
        Placement::Record(id) => Some(id),
        _ => None,
    };
    let mut edits = Vec::new();
    for touch in &facts.touches {
        let has_left = facts.touches.iter().any(|other| other.from == Some(touch.path));
        if has_left && touch.after.is_none() || !wanted(past.path(touch.path)) {
            continue;
        }
        let Some(id) = record(touch.path) else { continue };
        edits.extend(vanished(past, commit, touch, &id));
        // what lay there before may be another record, which moved on
        let lay = facts.parents.first().and_then(|parent| past.at(*parent, touch.path));
        let older = |parent: &usize| {
            let (own, moved) = (past.at(*parent, touch.path), touch.from.and_then(|from| past.at(*parent, from)));
            let own = own.filter(|_| !has_left || touch.from.is_some() || own != lay);
            if lay.is_some() { moved.or(own) } else { own.or(moved) }
        };
        let befores: Vec<Option<Blob>> = facts.parents.iter().map(older).collect();
        if befores.contains(&touch.after) {
            // a merge that took one side's file as it was
            continue;
        }
        edits.push(Edit { commit, path: touch.path, id, before: touch.from, befores, after: touch.after });
    }
    edits
}

/// What lay at a number that another record took over, where it lies nowhere else.
fn vanished(past: &Past, commit: usize, touch: &Touch, id: &AnyId) -> Option<Edit> {
    let facts = &past.commits[commit];
    let is_taken_over = touch.from.is_some_and(|from| from != touch.path);
    let goes_on = || facts.touches.iter().any(|other| other.from == Some(touch.path));
    let befores: Vec<Option<Blob>> = facts.parents.iter().map(|parent| past.at(*parent, touch.path)).collect();
    let lay = |befores: &[Option<Blob>]| befores.iter().all(|before| before.is_some() && *before != touch.after);
    let is_gone = is_taken_over && lay(&befores) && !goes_on();
    is_gone.then(|| Edit { commit, path: touch.path, id: id.clone(), before: None, befores, after: None })
}

/// Every version of a record up to a commit, the latest first, that commit left out.
pub(super) fn earlier(past: &Past, commit: usize, path: u32) -> Vec<Blob> {
    let touched = touched(past, commit, path).into_iter();
    let mut found: Vec<Blob> =
        touched.flat_map(|(at, touch)| [touch.before, touch.after.filter(|_| at != commit)]).flatten().collect();
    found.dedup();
    found
}

/// What was done to a record up to a commit, and in it, the latest first.
pub(super) fn touched(past: &Past, commit: usize, path: u32) -> Vec<(usize, &Touch)> {
    let reached = past.graph.up_to(commit);
    let mut names = vec![path];
    let mut found = Vec::new();
    for at in (0..=commit).rev().filter(|at| reached[*at]) {
        for touch in &past.commits[at].touches {
            if names.contains(&touch.path) {
                found.push((at, touch));
                names.extend(touch.from);
            }
        }
    }
    found
}
