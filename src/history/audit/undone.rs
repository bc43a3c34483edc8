//! Merges that were taken back as a whole: what they lost of the sides that went with them is nobody's loss then, until that is taken back too.

use super::past::{Blob, Commit, Past};
use std::collections::{HashMap, HashSet};

/// How the subject of a commit begins that takes another one back; that one's stands behind it.
const REVERT: &str = "Revert \"";

/// A file, what it was and what it became.
type Change = (u32, Option<Blob>, Option<Blob>);

/// What was taken back in a past.
pub(super) struct Undone<'p> {
    past: &'p Past,
    /// The commits that take one back, by that one.
    said: HashMap<usize, Vec<usize>>,
    /// The commits that made of one version of a file another, once it is asked for.
    made: Option<HashMap<Change, Vec<usize>>>,
    /// Of a commit: the parent that stays, where it is taken back.
    known: HashMap<usize, Option<usize>>,
    /// Of each merge that is taken back: what went with it.
    gone: Option<Vec<(usize, Vec<bool>)>>,
}

impl<'p> Undone<'p> {
    pub(super) fn of(past: &'p Past) -> Undone<'p> {
        let mut said: HashMap<usize, Vec<usize>> = HashMap::new();
        for (at, commit) in past.commits.iter().enumerate() {
            for (back, against) in &commit.takes_back {
                if *back < at && is_taken_back(past, (at, *back), *against) {
                    said.entry(*back).or_default().push(at);
                }
            }
        }
        Undone { past, said, made: None, known: HashMap::new(), gone: None }
    }

    /// Whether what a merge lost of one of its sides went with that side: the merge was taken back, or another that had brought it.
    pub(super) fn is_gone(&mut self, merge: usize, parent: usize) -> bool {
        let stays = self.stays(merge);
        if stays.is_some_and(|stays| !self.past.graph.up_to(stays)[parent]) {
            return true;
        }
        if self.gone.is_none() {
            let merges: Vec<usize> =
                self.said.keys().copied().filter(|at| self.past.commits[*at].parents.len() > 1).collect();
            let mut gone = Vec::new();
            for at in merges {
                if let Some(stays) = self.stays(at) {
                    let (kept, mut went) = (self.past.graph.up_to(stays), self.past.graph.up_to(at));
                    went.iter_mut().zip(&kept).for_each(|(went, kept)| *went &= !kept);
                    gone.push((at, went));
                }
            }
            self.gone = Some(gone);
        }
        self.gone.iter().flatten().any(|(at, went)| *at != merge && went[merge])
    }

    /// The parent that stays of a commit that is taken back, and stays so.
    fn stays(&mut self, commit: usize) -> Option<usize> {
        if let Some(known) = self.known.get(&commit) {
            return *known;
        }
        let past = self.past;
        let said = self.said.get(&commit).cloned().unwrap_or_default();
        // a commit that was made anew elsewhere is called otherwise: what it did to the files tells, and of a merge what is said besides, for
        // all that it brought may have come from one commit of its side
        let taken = &past.commits[commit];
        let is_merge = taken.parents.len() > 1;
        let is_said = |later: &Commit| {
            later.takes_back.is_empty()
                && later.subject.strip_prefix(REVERT).is_some_and(|rest| rest.starts_with(&*taken.subject))
        };
        let inverse = did(past, commit).next().map(|(path, before, after)| (path, after, before));
        let made = self.made.get_or_insert_with(|| made(past));
        let later = inverse.and_then(|change| made.get(&change)).into_iter().flatten().copied();
        let later = later.filter(|at| *at > commit && (!is_merge || is_said(&past.commits[*at])));
        let after: Vec<usize> = later.filter(|at| is_inverse(past, *at, commit)).collect();
        let last = said.into_iter().chain(after).filter(|at| self.stays(*at).is_none()).max();
        let stays = last.and_then(|at| against(past, at, commit));
        let stays = stays.filter(|stays| !is_merge || !is_still_there(past, commit, *stays));
        self.known.insert(commit, stays);
        stays
    }
}

/// What a commit did to the files, each under its own name.
fn did(past: &Past, at: usize) -> impl Iterator<Item = Change> {
    let facts = &past.commits[at];
    let lay = |path: u32| past.at(*facts.parents.first()?, path);
    facts.touches.iter().map(move |touch| (touch.path, lay(touch.path), touch.after))
}

/// The commits that made each change.
fn made(past: &Past) -> HashMap<Change, Vec<usize>> {
    let mut made: HashMap<Change, Vec<usize>> = HashMap::new();
    for at in 0..past.commits.len() {
        for change in did(past, at) {
            made.entry(change).or_default().push(at);
        }
    }
    made
}

/// The parent to which a commit goes back that takes one back.
fn against(past: &Past, at: usize, back: usize) -> Option<usize> {
    let mut said = past.commits[at].takes_back.iter().filter(|(commit, _)| *commit == back);
    said.find_map(|(_, against)| *against).or_else(|| past.commits[back].parents.first().copied())
}

/// Whether a commit did what it says: all that another brought stands as it was before; what was changed in between may stand otherwise,
/// where the commit touched it.
fn is_taken_back(past: &Past, (at, back): (usize, usize), stays: Option<usize>) -> bool {
    let Some(stays) = stays.or_else(|| past.commits[back].parents.first().copied()) else { return false };
    if !past.graph.is_before(back, at) {
        return false;
    }
    let touched: HashSet<u32> = past.commits[at].touches.iter().map(|touch| touch.path).collect();
    let was_changed = |path: u32| {
        let before = past.commits[at].parents.first().map(|before| past.at(*before, path));
        before != Some(past.at(back, path))
    };
    brought(past, back, stays)
        .all(|path| past.at(at, path) == past.at(stays, path) || (touched.contains(&path) && was_changed(path)))
}

/// Whether something that a merge brought stands as it brought it, whatever was said to take it back: what it lost is lost then.
fn is_still_there(past: &Past, merge: usize, stays: usize) -> bool {
    let tip = past.tip();
    brought(past, merge, stays).any(|path| past.at(merge, path).is_some_and(|blob| past.at(tip, path) == Some(blob)))
}

/// The files that a commit has otherwise than the parent of it that stays.
fn brought(past: &Past, commit: usize, stays: usize) -> impl Iterator<Item = u32> {
    let facts = &past.commits[commit];
    let own = (facts.parents.first() == Some(&stays)).then(|| facts.touches.iter().map(|touch| touch.path));
    let all = own.is_none().then(|| past.paths().map(|(path, _)| path));
    let paths = own.into_iter().flatten().chain(all.into_iter().flatten());
    paths.filter(move |path| past.at(commit, *path) != past.at(stays, *path))
}

/// Whether a commit made of every file that another changed what it was before.
fn is_inverse(past: &Past, at: usize, back: usize) -> bool {
    let (own, theirs) = (&past.commits[at].touches, &past.commits[back].touches);
    if theirs.is_empty() || own.len() < theirs.len() {
        return false;
    }
    let made: HashSet<Change> = did(past, at).collect();
    did(past, back).all(|(path, before, after)| made.contains(&(path, after, before))) && past.graph.is_before(back, at)
}
