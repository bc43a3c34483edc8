//! Branches that crossed, and a record that one of them put back just as it was before: git takes it for untouched, and where the other
//! branch had deleted it, it is gone without a question.

use super::blame::older_names;
use super::merges::{Answer, Pair};
use super::past::{Blob, Past};
use std::collections::HashSet;

/// The answer that tells of a record which a merge of crossed branches dropped without asking anybody; none where git had asked, or where
/// the other side alone had deleted it. `pairs`: those of the merge and the parent whose record it is.
pub(super) fn dropped_unasked<'a>(
    past: &Past,
    (parent, path): (usize, u32),
    pairs: &[&Pair],
    answers: &'a [Answer],
) -> Option<&'a Answer> {
    let bases: Vec<usize> = pairs.iter().filter_map(|pair| pair.base).collect();
    if bases.len() < 2 {
        return None;
    }
    let dropped = answers.iter().find(|answer| {
        let mut losses = answer.losses.iter();
        answer.is_gone
            && losses
                .any(|loss| loss.spot.is_record() && loss.made.is_some() && loss.has.is_none() && loss.twin.is_none())
    })?;
    let record = Record { side: past.at(parent, path)?, names: names(past, parent, path) };
    record.is_as_before(past, &bases, &mut HashSet::new()).then_some(dropped)
}

/// A record as a side put it back.
struct Record {
    side: Blob,
    /// Every name that it had.
    names: HashSet<u32>,
}

impl Record {
    /// Whether two of the commits where the sides parted both had it otherwise than before, and before it was as the side put it back: that
    /// is what git goes by where the two do not agree. Where those before were several, it goes on from them in the same way.
    fn is_as_before(&self, past: &Past, bases: &[usize], seen: &mut HashSet<(usize, usize)>) -> bool {
        let pairs =
            bases.iter().enumerate().flat_map(|(at, one)| bases[at + 1..].iter().map(move |other| (*one, *other)));
        for (one, other) in pairs {
            if !seen.insert((one, other)) {
                continue;
            }
            let before = past.graph.fork(one, other).bases;
            let is = |commit: usize, name: u32| past.at(commit, name) == Some(self.side);
            let changed = self.names.iter().filter(|name| !is(one, **name) && !is(other, **name));
            if changed.into_iter().any(|name| before.iter().any(|before| is(*before, *name)))
                || self.is_as_before(past, &before, seen)
            {
                return true;
            }
        }
        false
    }
}

/// The names that a file had up to a commit.
fn names(past: &Past, commit: usize, path: u32) -> HashSet<u32> {
    let reached = past.graph.up_to(commit);
    let before: Vec<usize> = (0..=commit).rev().filter(|at| reached[*at]).collect();
    older_names(past, path, &before)
}
