//! Two records that were made under one id, and told apart: by the merge that is judged, or by one before it that one side alone has.

use super::library::Library;
use super::past::{Blob, Past};
use super::renames::{Kin, Renames, born, record, told_apart};

/// A pair of sides of a merge: the merge, the parent whose edits are looked for, the other one, and where they parted.
#[derive(Clone, Copy, Debug)]
pub(super) struct Between {
    pub(super) merge: usize,
    pub(super) parent: usize,
    pub(super) foreign: usize,
    pub(super) base: Option<usize>,
}

/// What a pair of sides made under one id and was told apart, and all that the result calls otherwise.
pub(super) struct Apart {
    /// By the merge.
    moved: Vec<u32>,
    /// Before it, on the own side: the path that the other side still has, and the one that it has here.
    before: Vec<(u32, u32)>,
    /// What the result calls otherwise than the own side.
    pub(super) renames: Renames,
}

impl Apart {
    pub(super) fn of(
        past: &Past,
        between: Between,
        mut renames: Renames,
        kin: &mut Option<Kin>,
        library: &mut Library<'_>,
    ) -> Apart {
        let Between { merge, parent, foreign, base } = between;
        let twins = told_apart(past, merge, (parent, foreign, base), kin, library);
        let fork = past.graph.fork(parent, foreign);
        let mut earlier = |side: &[usize]| -> Vec<(u32, u32)> {
            side.iter().flat_map(|commit| told_apart_by(past, *commit, kin, library)).collect()
        };
        let (before, there) = (earlier(&fork.ours), earlier(&fork.theirs));
        for (old, new) in twins.iter().chain(&there) {
            if let (Some(old), Some(new)) = (record(past.path(*old)), record(past.path(*new))) {
                renames.note(&old, &new, true);
            }
        }
        Apart { moved: twins.into_iter().map(|(old, _)| old).collect(), before, renames }
    }

    /// Whether the merge told a record apart that had this path: it is judged under its new name.
    pub(super) fn has_moved(&self, path: u32) -> bool {
        self.moved.contains(&path)
    }

    /// Where the sides parted, and on the other side, what is at a path here that has another there.
    pub(super) fn elsewhere(&self, past: &Past, between: Between, path: u32) -> Option<[Option<Blob>; 2]> {
        let (old, _) = self.before.iter().find(|(_, new)| *new == path)?;
        let base = past.at(between.base?, *old)?;
        Some([Some(base), past.at(between.foreign, *old)])
    }
}

/// The records that one commit told apart, if it is a merge.
fn told_apart_by(past: &Past, commit: usize, kin: &mut Option<Kin>, library: &mut Library<'_>) -> Vec<(u32, u32)> {
    let parents = &past.commits[commit].parents;
    if parents.len() < 2 || born(past, commit).next().is_none() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for own in parents {
        for foreign in parents.iter().filter(|foreign| *foreign != own) {
            let base = past.graph.fork(*own, *foreign).bases.first().copied();
            found.extend(told_apart(past, commit, (*own, *foreign, base), kin, library));
        }
    }
    found
}
