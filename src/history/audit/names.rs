//! What files were called: on each side of a merge, and where the result has them.

use super::past::{Past, Touch};
use super::renames::record;
use crate::domain::layout::AnyId;
use std::collections::{BTreeSet, HashMap, HashSet};

/// A record that one side called otherwise, and the result does not.
#[derive(Clone, Debug)]
pub(super) struct LostName {
    /// The merge commit.
    pub(super) merge: usize,
    /// Which of its parents had it.
    pub(super) parent: usize,
    /// The commit of that side that did it.
    pub(super) made: usize,
    /// The file as the result has it.
    pub(super) old: u32,
    /// The file as that side had it.
    pub(super) new: u32,
}

/// What files were called before one side renamed them: its name, by the older one.
pub(super) fn renamed(past: &Past, side: &[usize]) -> HashMap<u32, u32> {
    let mut older: HashMap<u32, u32> = HashMap::new();
    for commit in side.iter().rev() {
        // several names may move on at once, each to the next
        let moved = past.commits[*commit].touches.iter().filter_map(|Touch { path, from, .. }| Some((*path, (*from)?)));
        let firsts: Vec<(u32, u32)> =
            moved.clone().map(|(path, from)| (path, older.get(&from).copied().unwrap_or(from))).collect();
        for (_, from) in moved {
            older.remove(&from);
        }
        older.extend(firsts);
    }
    older.into_iter().map(|(new, old)| (old, new)).collect()
}

pub(super) fn named(names: &HashMap<u32, u32>, file: u32) -> u32 {
    names.get(&file).copied().unwrap_or(file)
}

/// The numbers of records that went elsewhere on a side, where that made a new one: what it has there is not what lay there.
pub(super) fn given_anew(past: &Past, side: usize, names: &HashMap<u32, u32>) -> impl Iterator<Item = u32> {
    let taken: HashSet<u32> = names.values().copied().collect();
    let left = names.keys().copied().filter(move |old| !taken.contains(old) && past.at(side, *old).is_some());
    left.filter(|old| record(past.path(*old)).is_some()).collect::<BTreeSet<u32>>().into_iter()
}

/// The files that either side or the merge itself touched, by the names they had before.
pub(super) fn files(
    past: &Past,
    merge: usize,
    sides: &[&Vec<usize>; 2],
    names: &[HashMap<u32, u32>; 2],
    wanted: &dyn Fn(&str) -> bool,
) -> BTreeSet<u32> {
    let older: HashMap<u32, u32> = names.iter().flatten().map(|(old, new)| (*new, *old)).collect();
    let commits = sides.iter().flat_map(|side| side.iter()).chain([&merge]);
    let touched = commits.flat_map(|commit| past.commits[*commit].touches.iter().map(|touch| touch.path));
    let files = touched.map(|path| named(&older, path));
    files.filter(|file| wanted(past.path(*file)) || wanted(past.path(named(&names[0], *file)))).collect()
}

/// Where the result has a file that either side may have renamed, or the merge itself.
pub(super) fn result_path(
    past: &Past,
    merge: usize,
    file: u32,
    (one, own): (usize, u32),
    (other, foreign): (usize, u32),
) -> u32 {
    let candidates = [if own == file { foreign } else { own }, foreign, own, file];
    if let Some(there) = candidates.into_iter().find(|path| past.at(merge, *path).is_some()) {
        return there;
    }
    // what one side took out did not move, however much a new file looks like it
    if past.at(one, own).is_none() || past.at(other, foreign).is_none() {
        return candidates[0];
    }
    let is_new = |path: u32| past.at(one, path).is_none() && past.at(other, path).is_none();
    let mut touches = past.commits[merge].touches.iter();
    let moved = touches.find(|touch| touch.from.is_some_and(|from| candidates.contains(&from)) && is_new(touch.path));
    moved.map_or(candidates[0], |touch| touch.path)
}

/// Whether one side called a record otherwise, and the result has it as the other left it.
pub(super) fn is_name_lost(past: &Past, merge: usize, (old, new): (u32, u32), foreign: usize) -> bool {
    let is_there = |commit: usize, path: u32| past.at(commit, path).is_some();
    record(past.path(old)).is_some()
        && is_there(merge, old)
        && !is_there(merge, new)
        && is_there(foreign, old)
        && !is_there(foreign, new)
}

/// The same without the rounds of jobs that are there themselves: they go with their job.
pub(super) fn with_their_jobs(past: &Past, names: Vec<LostName>) -> Vec<LostName> {
    let id = |path: u32| record(past.path(path));
    let jobs: Vec<AnyId> = names.iter().filter_map(|lost| id(lost.old)).collect();
    let goes_along = |lost: &LostName| match id(lost.old) {
        Some(AnyId::Round(round)) => jobs.contains(&AnyId::Job(round.job())),
        _ => false,
    };
    names.iter().filter(|lost| !goes_along(lost)).cloned().collect()
}
