//! Branches that crossed, and a record that one of them put back just as it was before: git takes it for untouched, and where the other
//! branch had deleted it, it is gone without a question.

use super::merges::{Answer, Pair};
use super::past::Past;

/// The answer that tells of a record which a merge of crossed branches dropped without asking anybody; none where git had asked, or where
/// the other side alone had deleted it. `pairs`: those of the merge and the parent whose record it is.
pub(super) fn dropped_unasked<'a>(
    past: &Past,
    (merge, parent, path): (usize, usize, u32),
    pairs: &[&Pair],
    answers: &'a [Answer],
) -> Option<&'a Answer> {
    let side = past.at(parent, path)?;
    let bases: Vec<usize> = pairs.iter().filter_map(|pair| pair.base).collect();
    let [one, other, ..] = bases[..] else { return None };
    let is_gone = past.at(merge, path).is_none() && pairs.iter().all(|pair| past.at(pair.foreign, path).is_none());
    let is_in = |commit: &usize| past.at(*commit, path) == Some(side);
    let before = past.graph.fork(one, other).bases;
    if !is_gone || bases.iter().any(is_in) || !before.iter().any(is_in) {
        return None;
    }
    answers.iter().find(|answer| {
        let mut losses = answer.losses.iter();
        losses.any(|loss| loss.spot.is_record() && loss.made.is_some() && loss.has.is_none() && loss.twin.is_none())
    })
}
