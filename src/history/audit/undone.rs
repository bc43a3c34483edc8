//! Merges that were taken back as a whole: what they lost of the sides that went with them is nobody's loss then, until that is taken back too.

use super::past::Past;
use std::collections::{HashMap, HashSet};

/// What was taken back in a past.
pub(super) struct Undone<'p> {
    past: &'p Past,
    /// The commits that take one back, by that one.
    said: HashMap<usize, Vec<usize>>,
    /// Of a commit: the parent that stays, where it is taken back.
    known: HashMap<usize, Option<usize>>,
    /// Of each merge that is taken back: what went with it.
    gone: Option<Vec<(usize, Vec<bool>)>>,
}

impl<'p> Undone<'p> {
    pub(super) fn of(past: &'p Past) -> Undone<'p> {
        let mut said: HashMap<usize, Vec<usize>> = HashMap::new();
        for (at, commit) in past.commits.iter().enumerate() {
            if let Some((back, against)) = commit.takes_back
                && back < at
                && is_taken_back(past, (at, back), against)
            {
                said.entry(back).or_default().push(at);
            }
        }
        Undone { past, said, known: HashMap::new(), gone: None }
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
        // a commit that was made anew elsewhere is called otherwise: what it did to the files tells
        let worded = past.commits.iter().enumerate().skip(commit + 1).filter(|(_, later)| later.is_revert());
        let after: Vec<usize> = worded.map(|(at, _)| at).filter(|at| is_inverse(past, *at, commit)).collect();
        let last = said.into_iter().chain(after).filter(|at| self.stays(*at).is_none()).max();
        let stays = last.and_then(|at| against(past, at, commit));
        self.known.insert(commit, stays);
        stays
    }
}

/// The parent to which a commit goes back that takes one back.
fn against(past: &Past, at: usize, back: usize) -> Option<usize> {
    let said = past.commits[at].takes_back.filter(|(commit, _)| *commit == back).and_then(|(_, against)| against);
    said.or_else(|| past.commits[back].parents.first().copied())
}

/// Whether a commit did what it says: all that another brought was touched by it, or stands as it was before.
fn is_taken_back(past: &Past, (at, back): (usize, usize), stays: Option<usize>) -> bool {
    let Some(stays) = stays.or_else(|| past.commits[back].parents.first().copied()) else { return false };
    if !past.graph.up_to(at)[back] {
        return false;
    }
    let touched: HashSet<u32> = past.commits[at].touches.iter().map(|touch| touch.path).collect();
    let mut brought = past.paths().map(|(path, _)| path).filter(|path| past.at(back, *path) != past.at(stays, *path));
    brought.all(|path| touched.contains(&path) || past.at(at, path) == past.at(stays, path))
}

/// Whether a commit made of every file that another changed what it was before.
fn is_inverse(past: &Past, at: usize, back: usize) -> bool {
    let (own, theirs) = (&past.commits[at].touches, &past.commits[back].touches);
    if theirs.is_empty() || own.len() < theirs.len() {
        return false;
    }
    let did: HashSet<_> = own.iter().map(|touch| (touch.path, touch.before, touch.after)).collect();
    theirs.iter().all(|touch| did.contains(&(touch.path, touch.after, touch.before))) && past.graph.up_to(at)[back]
}
