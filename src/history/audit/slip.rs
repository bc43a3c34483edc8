//! One thing that went wrong, as it is told.

use super::blame::State;
use super::spot::Spot;
use crate::history::Said;
use crate::source::KeyPath;

crate::words! {
    /// What went wrong.
    pub enum What {
        /// A merge lost what one side alone had changed.
        LostEdit = "lost-edit",
        /// A merge brought back what one side had taken out and the other had left alone.
        Resurrected = "resurrected",
        /// A merge lost the new id that one side had given to a record.
        LostName = "lost-name",
        /// A merge kept one of two records that were made under one number.
        LostRecord = "lost-record",
        /// A merge made one record out of two that were made under one number.
        MixedRecords = "mixed-records",
        /// A merge left a record so that it cannot be read.
        BrokenByMerge = "broken-by-merge",
        /// A job went a way that the workflow does not have.
        StepOutsideWorkflow = "step-outside-workflow",
        /// Somebody signed what they could not sign.
        ApprovalWithoutAuthority = "approval-without-authority",
        /// Something binding was rewritten.
        FrozenRewritten = "frozen-rewritten",
        /// Something binding was deleted.
        FrozenDeleted = "frozen-deleted",
        /// Hours that were billed are gone.
        BilledTimeDeleted = "billed-time-deleted",
    }
}

impl What {
    /// Whether its values are what records are called.
    pub fn is_of_names(self) -> bool {
        matches!(self, What::LostName | What::LostRecord | What::MixedRecords)
    }
}

impl Slip {
    /// What should stand there.
    pub fn wanted(&self) -> Option<&Said> {
        self.both.as_ref().or(self.was.as_ref())
    }
}

/// One thing that went wrong.
#[derive(Clone, Debug)]
pub struct Slip {
    /// What.
    pub what: What,
    /// What became of it.
    pub state: State,
    /// The record, by its id; another file by its path.
    pub record: String,
    /// The file as it is called now; where it is gone, as it was called last.
    pub path: String,
    /// Where in the record.
    pub spot: Spot,
    /// What should stand there.
    pub was: Option<Said>,
    /// What should stand there, where both sides of a merge wrote in one text.
    pub both: Option<Said>,
    /// What stands there instead.
    pub is: Option<Said>,
    /// The commit that made the edit which a merge lost.
    pub edit: Option<usize>,
    /// The commit in which it went wrong.
    pub commit: usize,
    /// What is wrong, in a sentence.
    pub message: String,
    /// The commit that has the record as it should be.
    pub good: Option<usize>,
    /// The file as it is called there.
    pub there: String,
    /// Whether nothing else of the record changed in that commit: then it can be put back as a whole.
    pub is_alone: bool,
    /// Whether nobody touched the record since it went wrong.
    pub is_untouched: bool,
    /// What else of the same part stands otherwise than it should, with what should stand there.
    pub left: Vec<(KeyPath, Option<Said>)>,
    /// Who could put it right.
    pub help: Option<String>,
}
