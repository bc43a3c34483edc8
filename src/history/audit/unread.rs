//! Versions of records that cannot be read: which, in what commit, and where they break.

use super::library::Library;
use super::past::{Blob, Past};
use super::slip::{Slip, What};
use crate::source::Position;
use crate::yaml::read;
use std::collections::{BTreeMap, BTreeSet};

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
}

/// The versions, each once. What a merge broke is told as that.
pub(super) fn versions(
    past: &Past,
    found: BTreeSet<(usize, u32)>,
    slips: &[Slip],
    library: &mut Library<'_>,
) -> Vec<Unread> {
    let mut first: BTreeMap<(u32, Option<Blob>), usize> = BTreeMap::new();
    for (commit, path) in found {
        let is_broken = |slip: &Slip| {
            slip.what == What::BrokenByMerge && slip.commit == commit && past.number(&slip.there) == Some(path)
        };
        if !slips.iter().any(is_broken) {
            first.entry((path, past.at(commit, path))).or_insert(commit);
        }
    }
    let mut versions: Vec<Unread> = first
        .into_iter()
        .map(|((path, blob), commit)| {
            let (line, column, message) = fault(blob, library);
            Unread { commit, path: past.path(path).to_owned(), line, column, message }
        })
        .collect();
    versions.sort_by(|one, other| (one.commit, &one.path).cmp(&(other.commit, &other.path)));
    versions
}

fn fault(blob: Option<Blob>, library: &mut Library<'_>) -> (u32, u32, String) {
    let Some(text) = blob.and_then(|blob| library.text(blob)) else {
        return (1, 1, "git does not have it, or it is no text: `git fsck` tells which".to_owned());
    };
    match read(&text) {
        Ok(_) => (1, 1, "it does not say what such a record says".to_owned()),
        Err(fault) => {
            let Position { line, column } = Position::of(&text, fault.span.start as usize);
            (line, column, fault.message)
        }
    }
}
