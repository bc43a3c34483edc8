//! A branch that goes on with a record under a number which the other side has given to another one: where the record itself is by now, so
//! that what the branch wrote is looked for there.

use super::apart::Between;
use super::blame;
use super::library::{Library, Page};
use super::past::{Past, Touch};
use super::renames::{Kin, alike};
use super::returns::Two;
use super::twins;
use crate::domain::layout::AnyId;
use crate::history::merge::Side;
use std::collections::HashSet;
use std::sync::Arc;

/// Where a record is.
pub(super) struct Place {
    /// Its path.
    pub(super) path: u32,
    /// Its versions: where the sides parted, on the own one, on the other, and after the merge.
    pub(super) pages: [Option<Arc<Page>>; 4],
}

/// Where a record is with which the own side went on, and of which the other side has the number for another one; none where both have
/// one record there, and where it is nowhere.
pub(super) fn place(
    past: &Past,
    between: Between,
    (own, id): (u32, &AnyId),
    pages: &[Option<Arc<Page>>; 4],
    (kin, library): (&mut Option<Kin>, &mut Library<'_>),
) -> Option<Place> {
    let [Some(base), Some(side), Some(other), Some(_)] = pages else { return None };
    if twins::another(id.kind(), [base, side, other])? != Side::Theirs {
        return None;
    }
    let two = Two::apart(id.kind(), base, other)?;
    let Between { merge, parent, foreign, .. } = between;
    let before: HashSet<usize> = past.graph.fork(parent, foreign).theirs.into_iter().collect();
    let kin = kin.get_or_insert_with(|| Kin::of(past));
    let begun = kin.begun(id).iter().map(|(commit, touch)| (*commit, &past.commits[*commit].touches[*touch]));
    let begun: Vec<(usize, &Touch)> =
        begun.filter(|(commit, touch)| touch.path != own && (*commit >= merge || before.contains(commit))).collect();
    library.want(begun.iter().filter_map(|(_, touch)| touch.after));
    let mut best: Option<((bool, usize), Place)> = None;
    for (commit, touch) in begun {
        let Some(came) = touch.after.map(|blob| library.page(blob)) else { continue };
        let is_met = || commit < merge || past.graph.is_before(merge, commit);
        let is_there = || past.at(past.tip(), blame::now(past, commit, touch.path)).is_some();
        if !two.is_it(&came, false) || !is_met() || !is_there() {
            continue;
        }
        let leaves = past.commits[commit].touches.iter().any(|touch| touch.path == own);
        // one that was copied from it, title and all, is another: the one that moved left its place, or is most like it
        let rank = (leaves, alike(base, &came));
        if best.as_ref().is_some_and(|(most, _)| *most >= rank) {
            continue;
        }
        let mut page = |commit: usize| past.at(commit, touch.path).map(|blob| library.page(blob));
        // it may have come back after the merge only: then that is where the edit is missing
        let theirs = page(foreign).unwrap_or_else(|| base.clone());
        let result = page(merge).unwrap_or(came);
        let pages = [Some(base.clone()), Some(side.clone()), Some(theirs), Some(result)];
        best = Some((rank, Place { path: touch.path, pages }));
    }
    best.map(|(_, place)| place)
}
