//! What is asked of a merge: of one file and one pair of its sides, whether what the one side made of it is in the result.

use super::past::{Blob, Past};
use super::renames::born;

/// One file of one pair of sides.
pub(super) struct Question {
    pub(super) merge: usize,
    pub(super) parent: usize,
    pub(super) pair: usize,
    /// The name that it had where the sides parted.
    pub(super) file: u32,
    pub(super) path: u32,
    /// Its name on the other side.
    pub(super) there: u32,
    pub(super) now: u32,
    pub(super) base: Option<Blob>,
    pub(super) side: Option<Blob>,
    pub(super) other: Option<Blob>,
    pub(super) result: Option<Blob>,
}

/// The pair of sides that a question is about: the merge, the parent whose edits are looked for, the other one, and where they parted.
#[derive(Clone, Copy)]
pub(super) struct Of {
    pub(super) merge: usize,
    pub(super) parent: usize,
    pub(super) foreign: usize,
    pub(super) base: Option<usize>,
    /// Its place among all pairs.
    pub(super) pair: usize,
}

impl Question {
    /// What is asked of a file that was there when the sides parted, or is new: its name then, on the own side, on the other, and in the
    /// result; none where nothing of it can be lost.
    pub(super) fn open(past: &Past, of: Of, [file, path, there, now]: [u32; 4]) -> Option<Question> {
        let question = Question {
            merge: of.merge,
            parent: of.parent,
            pair: of.pair,
            file,
            path,
            there,
            now,
            base: of.base.and_then(|base| past.at(base, file)),
            side: past.at(of.parent, path),
            other: past.at(of.foreign, there),
            result: past.at(of.merge, now),
        };
        question.is_open().then_some(question)
    }

    /// What is asked of a record that the own side made under the number of one that went elsewhere there; none where the merge gave it one
    /// of its own.
    pub(super) fn of_new(past: &Past, of: Of, path: u32) -> Option<Question> {
        let question = Question::open(past, Of { base: None, ..of }, [path; 4])?;
        if born(past, of.merge).any(|(_, blob)| question.side == Some(blob)) {
            return None;
        }
        // what lay there when the sides parted is judged where it is by now
        let other = question.result.and(question.other);
        Some(Question { other, ..question })
    }

    fn is_open(&self) -> bool {
        // gone on one side and called otherwise on the other was a conflict
        let is_contested = self.side.is_none() && self.other.is_some() && self.there != self.file;
        self.side != self.base && self.result != self.side && self.other != self.side && !is_contested
    }

    /// The texts it is about.
    pub(super) fn blobs(&self) -> impl Iterator<Item = Blob> {
        [self.base, self.side, self.other, self.result].into_iter().flatten()
    }
}
