//! What to type where two records are under one id: both sides made one, or one side has another by now. Writes nothing.

use super::renumber::alike::kept;
use crate::domain::layout::AnyId;
use crate::history::merge::{Labels, Merged, Side, Sides, another};
use crate::source::quoted;
use crate::store::{brought_by, known_as, number_apart};
use std::path::Path;

/// What to do about two records, where the id is a number that one of them can do without. A round is told apart with its job, where that
/// `is_open`: to be told apart too.
pub(super) fn advice(
    (id, sides): (&AnyId, &Sides<'_>),
    done: &Merged,
    labels: &Labels,
    book: &Path,
    is_open: impl FnOnce(&AnyId, &str) -> bool,
) -> Option<String> {
    if done.conflicts.is_empty() {
        return None;
    }
    if let Some(base) = sides.base {
        let side = another(id.kind(), sides)?;
        let theirs = &brought_by(book, revision(&labels.theirs), (id, sides.theirs))?;
        return gone_on((id, base), side, theirs, book);
    }
    let theirs = &brought_by(book, revision(&labels.theirs), (id, sides.theirs))?;
    let typed = quoted(theirs);
    let job = match id {
        AnyId::Round(round) => Some(AnyId::Job(round.job())).filter(|job| is_open(job, theirs)),
        _ => None,
    };
    if let Some(job) = job {
        let new = number_apart(book, &job, ["HEAD", theirs])?;
        return Some(format!(
            "it is a round on {job}, which both made: if they are two, `suits renumber {job} {new} --from {typed}` gives that of {theirs} an id of its own, and its rounds go with it (`--from HEAD`: the other)"
        ));
    }
    let new = number_apart(book, id, ["HEAD", theirs])?;
    Some(format!(
        "if they are two, `suits renumber {id} {new} --from {typed}` gives that of {theirs} an id of its own (`--from HEAD`: the other)"
    ))
}

/// A side went on with the record that had the id when both began, and the other has another one under it: that side's is to go where the
/// record is by now.
fn gone_on((id, base): (&AnyId, &str), side: Side, theirs: &str, book: &Path) -> Option<String> {
    let (moves, stays) = match side {
        Side::Ours => (theirs, "HEAD"),
        Side::Theirs => ("HEAD", theirs),
    };
    let typed = quoted(moves);
    if let Some(new) = known_as(book, id, [stays, moves], |now| kept(base, now)) {
        return Some(format!(
            "what {moves} calls {id} is {new} in {stays}: `suits renumber {id} {new} --from {typed}` takes there what {moves} wrote"
        ));
    }
    let new = number_apart(book, id, ["HEAD", theirs])?;
    Some(format!("`suits renumber {id} {new} --from {typed}` gives that of {moves} an id of its own"))
}

/// The revision for which a label of git stands: `feature`, `feature:jobs/ACME/ACME-0012.yaml`, `1a2b3c4 (a message)`, or a full name as `git
/// pull` gives it.
fn revision(label: &str) -> &str {
    let word = label.split([' ', ':']).next().unwrap_or_default();
    let is_whole = word.len() >= 40 && word.bytes().all(|byte| byte.is_ascii_hexdigit());
    match word {
        _ if label == "Stashed changes" => "stash@{0}",
        "" | "theirs" => "MERGE_HEAD",
        _ if is_whole => "MERGE_HEAD",
        word => word,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_of_git_is_read_as_a_revision_that_can_be_typed() {
        let hex = "0123456789abcdef0123456789abcdef01234567";
        let labels = ["feature", "feature:jobs/A.yaml", "1a2b3c4 (Film)", hex, "Stashed changes", "origin/main"];
        let expected = ["feature", "feature", "1a2b3c4", "MERGE_HEAD", "stash@{0}", "origin/main"];
        assert_eq!(labels.map(revision), expected);
    }
}
