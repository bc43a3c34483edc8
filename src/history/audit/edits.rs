//! What each commit did to each record, with what it found there: of a merge commit only what none of its parents has.

use super::library::{Library, Page};
use super::past::{Blob, Past};
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
    /// The id it had, where it was renamed.
    pub(super) was: Option<AnyId>,
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

    /// Reads them; none where one cannot be read.
    pub(super) fn read(&self, library: &mut Library<'_>) -> Option<Versions> {
        let befores: Vec<Arc<Page>> = self.befores.iter().flatten().map(|blob| library.page(*blob)).collect();
        let after = self.after.map(|blob| library.page(blob));
        let reads = befores.iter().chain(&after).all(|page| page.said.is_some());
        reads.then_some(Versions { befores, after })
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
        let renamed_away = touch.after.is_none() && facts.touches.iter().any(|other| other.from == Some(touch.path));
        if renamed_away || !wanted(past.path(touch.path)) {
            continue;
        }
        let Some(id) = record(touch.path) else { continue };
        let older = |parent: &usize| {
            past.at(*parent, touch.path).or_else(|| touch.from.and_then(|from| past.at(*parent, from)))
        };
        let befores: Vec<Option<Blob>> = facts.parents.iter().map(older).collect();
        if befores.contains(&touch.after) {
            // a merge that took one side's file as it was
            continue;
        }
        let was = touch.from.and_then(record);
        edits.push(Edit { commit, path: touch.path, id, was, befores, after: touch.after });
    }
    edits
}

/// Every version of a record up to a commit, the latest first, that commit left out.
pub(super) fn earlier(past: &Past, commit: usize, path: u32) -> Vec<Blob> {
    let reached = past.graph.up_to(commit);
    let mut names = vec![path];
    let mut found = Vec::new();
    for at in (0..=commit).rev().filter(|at| reached[*at]) {
        for touch in &past.commits[at].touches {
            if names.contains(&touch.path) {
                found.extend(touch.before);
                found.extend(touch.after.filter(|_| at != commit));
                names.extend(touch.from);
            }
        }
    }
    found.dedup();
    found
}
