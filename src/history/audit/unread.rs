//! Versions of records that cannot be read: which, in what commit, and where they break.

use super::blame;
use super::frozen::bound;
use super::library::Library;
use super::past::{Blob, Past};
use super::slip::{Slip, What};
use crate::domain::layout::{Placement, parse_path};
use crate::source::Position;
use crate::yaml::read;
use std::collections::{BTreeMap, BTreeSet};

/// Versions of files, each by a commit that has it.
pub(super) type Versions = BTreeSet<(usize, u32)>;

/// A version of a record that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// The first commit that has it.
    pub commit: usize,
    /// The file.
    pub path: String,
    /// Where it breaks, from 1.
    pub line: u32,
    /// In characters, from 1.
    pub column: u32,
    /// What is wrong.
    pub message: String,
    /// Whether it hides nothing that still stands: what it did is judged by a later version that can be read, against the last one before
    /// it. Of a side of a merge that cannot be: what the merge lost of it nobody can tell.
    pub is_made_up_for: bool,
}

/// The versions, each once: those that were `met` in their commits, and those that were `sides` of merges. What a merge broke is told as that.
pub(super) fn versions(
    past: &Past,
    (met, sides): (&Versions, &Versions),
    slips: &[Slip],
    library: &mut Library<'_>,
) -> Vec<Unread> {
    let mut first: BTreeMap<(u32, Option<Blob>), (usize, bool)> = BTreeMap::new();
    for (commit, path) in met.union(sides).copied() {
        let is_broken = |slip: &Slip| {
            slip.what == What::BrokenByMerge && slip.commit == commit && past.number(&slip.there) == Some(path)
        };
        if !slips.iter().any(is_broken) {
            let (_, is_side) = first.entry((path, past.at(commit, path))).or_insert((commit, false));
            *is_side |= sides.contains(&(commit, path));
        }
    }
    let mut versions: Vec<Unread> = first
        .into_iter()
        .map(|((path, blob), (commit, is_side))| {
            let (line, column, message) = fault(blob, library);
            let is_text = blob.is_some_and(|blob| library.text(blob).is_some());
            let is_made_up_for = !is_side && is_text && reads_by_now(past, (commit, path), library);
            Unread { commit, path: past.path(path).to_owned(), line, column, message, is_made_up_for }
        })
        .collect();
    versions.sort_by(|one, other| (one.commit, &one.path).cmp(&(other.commit, &other.path)));
    versions
}

/// Whether the record reads as it stands by now, or is gone.
fn reads_by_now(past: &Past, (commit, path): (usize, u32), library: &mut Library<'_>) -> bool {
    let now = blame::now(past, commit, path);
    let Some(blob) = past.at(past.tip(), now) else { return true };
    let page = library.page(blob);
    let is_of_its_kind = match parse_path(past.path(now)) {
        Placement::Record(id) => bound(id.kind(), &page).is_some(),
        _ => true,
    };
    page.said.is_some() && is_of_its_kind
}

fn fault(blob: Option<Blob>, library: &mut Library<'_>) -> (u32, u32, String) {
    let Some(text) = blob.and_then(|blob| library.text(blob)) else {
        return (1, 1, "git does not have it, or it is no text: `git fsck` tells which, and `git fetch --refetch` brings again what is missing".to_owned());
    };
    match read(&text) {
        Ok(_) => (1, 1, "it does not say what such a record says".to_owned()),
        Err(fault) => {
            let Position { line, column } = Position::of(&text, fault.span.start as usize);
            (line, column, fault.message)
        }
    }
}
