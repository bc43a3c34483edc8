//! Writing a change set: all of it or nothing, and never over what somebody else wrote meanwhile.

use super::Store;
use super::draft::{Draft, Drafted, Refusal, taken};
use super::journal::{Journal, Step, Stopped};
use super::kept::Keeping;
use super::lock::WriteLock;
use super::reading::reason;
use super::snapshot::Snapshot;
use crate::domain::layout::AnyId;
use crate::finding::Finding;
use crate::source::ChangeSet;
use anyhow::anyhow;
use std::fmt;
use std::io;

/// What happened to a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// It is new.
    Created,
    /// It has a new text.
    Edited,
    /// It is gone.
    Deleted,
}

/// A file that changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// Its record; `None` for `suits.toml`.
    pub id: Option<AnyId>,
    /// Relative to the book.
    pub path: String,
    /// What happened.
    pub change: Change,
}

/// What was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Applied {
    /// Every file that changed, in the order of the change set. What would have stayed the same is not in it.
    pub changed: Vec<Changed>,
}

/// Why nothing was written.
#[derive(Debug)]
pub enum ApplyError {
    /// The result would not be right, or somebody else changed the file.
    Refused(Refusal),
    /// The disk would not.
    Failed(anyhow::Error),
}

impl fmt::Display for ApplyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ApplyError::Refused(refusal) => {
                let messages: Vec<&str> = refusal.findings.iter().map(|finding| finding.message.as_str()).collect();
                f.write_str(&messages.join("; "))
            }
            ApplyError::Failed(error) => write!(f, "{error:#}"),
        }
    }
}

impl std::error::Error for ApplyError {}

impl Store {
    /// Makes a change set, as one: every file of it, or none. Compares each file with what the snapshot read, so that nobody's work is lost.
    pub fn apply(&self, lock: &WriteLock, snapshot: &Snapshot, changes: &ChangeSet) -> Result<Applied, ApplyError> {
        self.write(lock, changes, self.draft(snapshot, changes)?)
    }

    /// Makes a change set that was worked out before.
    pub fn write(&self, lock: &WriteLock, changes: &ChangeSet, drafted: Drafted) -> Result<Applied, ApplyError> {
        self.write_keeping(lock, changes, drafted, Keeping::default())
    }

    /// The same, and says how it is to be remembered for `undo`.
    pub fn write_keeping(
        &self,
        _: &WriteLock,
        changes: &ChangeSet,
        drafted: Drafted,
        keeping: Keeping,
    ) -> Result<Applied, ApplyError> {
        let drafts = drafted.drafts;
        for draft in &drafts {
            self.unchanged(draft)?;
        }
        let steps = self.stage(&drafts, &changes.summary, &keeping).map_err(Stopped::Failed);
        let done = steps.and_then(|steps| match steps.as_slice() {
            [] => Ok(()),
            [step] => self.take_one(step),
            _ => self.take_all(&Journal { steps }),
        });
        let is_made = matches!(done, Ok(()) | Err(Stopped::Unsettled(_))) && !drafts.is_empty();
        // A change that is made and cannot be listed is made all the same: whoever takes the lock next lists it.
        if !is_made || self.list_kept().is_ok() {
            self.clear_stage();
        }
        for draft in &drafts {
            let leaves =
                keeping.of.is_some() || changes.files.iter().any(|change| change.moves_from(&draft.preview.path));
            if done.is_ok() && leaves && draft.preview.after.is_none() {
                self.sweep(&draft.preview.path);
            }
        }
        match done {
            Ok(()) => Ok(Applied { changed: drafts.into_iter().map(changed).collect() }),
            Err(stopped) => Err(told(stopped, &drafts)),
        }
    }

    /// Takes away the folders that a file left empty when it moved or was taken back. One that stays does no harm.
    fn sweep(&self, from: &str) {
        let above = from.match_indices('/').map(|(end, _)| self.path(&from[..end]));
        for folder in above.collect::<Vec<_>>().iter().rev() {
            if self.files.remove_folder(folder).is_err() {
                break;
            }
        }
    }

    /// One file needs no journal: it changes in one step.
    fn take_one(&self, step: &Step) -> Result<(), Stopped> {
        match self.take(step) {
            Ok(true) => self.settle(std::slice::from_ref(step)).map_err(Stopped::Unsettled),
            Ok(false) => Err(Stopped::Foreign(step.path().to_owned())),
            Err(error) => Err(Stopped::Failed(error)),
        }
    }

    /// Refuses where a file is not what the snapshot read.
    fn unchanged(&self, draft: &Draft) -> Result<(), ApplyError> {
        let preview = &draft.preview;
        let Some(before) = &preview.before else { return Ok(()) };
        match self.standing(&preview.path) {
            Ok(Some(bytes)) if bytes == before.as_bytes() => Ok(()),
            Ok(_) => Err(meanwhile(&preview.path)),
            Err(error) => Err(ApplyError::Failed(anyhow!("cannot read `{}`: {}", preview.path, reason(&error)))),
        }
    }

    /// Writes every new text beside the book, where a full disk does no harm.
    fn stage(&self, drafts: &[Draft], summary: &[String], keeping: &Keeping) -> io::Result<Vec<Step>> {
        let staged = |(number, draft)| {
            let step = Step::new(number, draft);
            self.prepare(&step)?;
            Ok(step)
        };
        let steps: Vec<Step> = drafts.iter().enumerate().map(staged).collect::<io::Result<_>>()?;
        if !drafts.is_empty() {
            self.remember(summary, drafts, keeping)?;
        }
        Ok(steps)
    }
}

fn meanwhile(path: &str) -> ApplyError {
    let message = format!("somebody else changed `{path}` meanwhile");
    Refusal::of(path, "", |place| {
        Finding::error("changed-meanwhile", place, message).help("nothing was written; run the command again")
    })
}

/// Why a change was not made, for a person.
fn told(stopped: Stopped, drafts: &[Draft]) -> ApplyError {
    let is_new = |path: &str| drafts.iter().any(|draft| draft.preview.path == path && draft.preview.before.is_none());
    ApplyError::Failed(match stopped {
        Stopped::Foreign(path) if is_new(&path) => return taken(&path),
        Stopped::Foreign(path) => return meanwhile(&path),
        Stopped::Failed(error) => match drafts {
            [draft] => anyhow!("cannot write `{}`, nothing is changed: {}", draft.preview.path, reason(&error)),
            _ => anyhow!("nothing was written: {}", reason(&error)),
        },
        Stopped::Half(error, next) => {
            anyhow!("stopped half-way ({}); the next `suits` command in this book {next} the change", reason(&error))
        }
        Stopped::Unsettled(error) => anyhow!("written, but the disk does not confirm it: {}", reason(&error)),
    })
}

fn changed(draft: Draft) -> Changed {
    let change = match (&draft.preview.before, &draft.preview.after) {
        (None, _) => Change::Created,
        (_, None) => Change::Deleted,
        _ => Change::Edited,
    };
    Changed { id: draft.id, path: draft.preview.path, change }
}
