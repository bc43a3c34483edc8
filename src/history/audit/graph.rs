//! Which commits continue which: where two parted, what each did alone since, and what came after one. All in memory: git is not asked again.

use std::collections::{BTreeSet, HashMap};

/// The commits, parents before children.
#[derive(Debug)]
pub struct Graph {
    parents: Vec<Vec<usize>>,
    stretches: Vec<(u32, u32)>,
}

/// Where two commits parted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fork {
    /// The nearest commits that both continue: several after a criss-cross, none between histories that share nothing.
    pub bases: Vec<usize>,
    /// What only the first has, the newest first.
    pub ours: Vec<usize>,
    /// What only the second has, the newest first.
    pub theirs: Vec<usize>,
}

const OURS: u8 = 1;
const THEIRS: u8 = 2;
/// Older than a base: of no more interest than the base is.
const STALE: u8 = 4;

impl Graph {
    /// From the parents of each commit, by their places.
    pub fn new(parents: Vec<Vec<usize>>) -> Graph {
        let stretches = stretches(&parents);
        Graph { parents, stretches }
    }

    /// The stretch of a commit on a walk along first parents: a commit that comes after it along them begins within.
    pub fn stretch(&self, commit: usize) -> (u32, u32) {
        self.stretches[commit]
    }

    /// Where two commits parted, as `git merge-base --all` has it. Children are looked at before their parents, so that all that can be
    /// said of a commit is known when its turn comes.
    pub fn fork(&self, ours: usize, theirs: usize) -> Fork {
        let mut fork = Fork::default();
        let mut flags: HashMap<usize, u8> = HashMap::new();
        let mut queue: BTreeSet<usize> = BTreeSet::new();
        let mut fresh = 0;
        for (commit, flag) in [(ours, OURS), (theirs, THEIRS)] {
            *flags.entry(commit).or_default() |= flag;
            fresh += usize::from(queue.insert(commit));
        }
        while fresh > 0 {
            let Some(commit) = queue.pop_last() else { break };
            let mut flag = flags[&commit];
            if flag & STALE == 0 {
                fresh -= 1;
                match flag {
                    OURS => fork.ours.push(commit),
                    THEIRS => fork.theirs.push(commit),
                    _ => {
                        fork.bases.push(commit);
                        flag |= STALE;
                    }
                }
            }
            for parent in &self.parents[commit] {
                let known = flags.entry(*parent).or_default();
                let (before, was_queued) = (*known, !queue.insert(*parent));
                *known |= flag;
                match (was_queued && before & STALE == 0, *known & STALE == 0) {
                    (false, true) => fresh += 1,
                    (true, false) => fresh -= 1,
                    _ => {}
                }
            }
        }
        fork
    }

    /// What continues a commit, the oldest first; itself left out.
    pub fn after(&self, commit: usize) -> Vec<usize> {
        let mut is_after = vec![false; self.parents.len() - commit];
        is_after[0] = true;
        let mut after = Vec::new();
        for later in commit + 1..self.parents.len() {
            if self.parents[later].iter().any(|parent| *parent >= commit && is_after[*parent - commit]) {
                is_after[later - commit] = true;
                after.push(later);
            }
        }
        after
    }

    /// Whether a commit continues another one.
    pub fn is_before(&self, one: usize, later: usize) -> bool {
        let ((opens, closes), (at, _)) = (self.stretches[one], self.stretches[later]);
        (opens..=closes).contains(&at) || one < later && self.up_to(later)[one]
    }

    /// Whether each commit is one that another continues, or is itself.
    pub fn up_to(&self, commit: usize) -> Vec<bool> {
        let mut reached = vec![false; self.parents.len()];
        reached[commit] = true;
        for at in (0..=commit).rev() {
            if reached[at] {
                self.parents[at].iter().for_each(|parent| reached[*parent] = true);
            }
        }
        reached
    }
}

/// Numbers the commits so that those which come after one along first parents lie within its stretch.
fn stretches(parents: &[Vec<usize>]) -> Vec<(u32, u32)> {
    let mut sizes = vec![1u32; parents.len()];
    for at in (0..parents.len()).rev() {
        if let Some(first) = parents[at].first() {
            sizes[*first] += sizes[at];
        }
    }
    let mut next: Vec<u32> = vec![0; parents.len()];
    let mut free = 0;
    let mut stretches = Vec::with_capacity(parents.len());
    for (at, above) in parents.iter().enumerate() {
        let room = above.first().map_or(&mut free, |first| &mut next[*first]);
        let opens = *room;
        *room += sizes[at];
        next[at] = opens + 1;
        stretches.push((opens, opens + sizes[at] - 1));
    }
    stretches
}

#[cfg(test)]
mod tests {
    use super::*;

    fn graph(parents: &[&[usize]]) -> Graph {
        Graph::new(parents.iter().map(|parents| parents.to_vec()).collect())
    }

    #[test]
    fn two_branches_parted_where_they_did() {
        // 0 - 1 - 3, 0 - 2
        let fork = graph(&[&[], &[0], &[0], &[1]]).fork(3, 2);
        assert_eq!(fork, Fork { bases: vec![0], ours: vec![3, 1], theirs: vec![2] });
    }

    #[test]
    fn a_commit_that_the_other_continues_is_where_they_parted() {
        let fork = graph(&[&[], &[0], &[1]]).fork(1, 2);
        assert_eq!(fork, Fork { bases: vec![1], ours: vec![], theirs: vec![2] });
    }

    #[test]
    fn a_criss_cross_has_two_bases_and_strangers_have_none() {
        // 1 and 2 continue 0; 3 merges 1 with 2, 4 merges 2 with 1
        let fork = graph(&[&[], &[0], &[0], &[1, 2], &[2, 1]]).fork(3, 4);
        assert_eq!(fork, Fork { bases: vec![2, 1], ours: vec![3], theirs: vec![4] });
        assert_eq!(graph(&[&[], &[]]).fork(0, 1).bases, Vec::<usize>::new());
    }

    #[test]
    fn an_older_common_commit_is_no_base_where_a_newer_one_is() {
        // main 0 - 1 - 4; the branch 0 - 2, which took main's 1 in as 3
        let fork = graph(&[&[], &[0], &[0], &[2, 1], &[1]]).fork(4, 3);
        assert_eq!(fork, Fork { bases: vec![1], ours: vec![4], theirs: vec![3, 2] });
    }

    #[test]
    fn what_continues_a_commit_is_found() {
        let graph = graph(&[&[], &[0], &[0], &[1], &[3, 2]]);
        assert_eq!(graph.after(1), [3, 4]);
        assert_eq!(graph.up_to(3), [true, true, false, true, false]);
        let is_before: Vec<bool> = (0..4).map(|commit| graph.is_before(commit, 4)).collect();
        assert_eq!((is_before, graph.is_before(2, 3)), (vec![true; 4], false));
    }
}
