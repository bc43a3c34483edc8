//! The steps of a change on disk, so ordered that a stop between any two leaves each record old or new, and that the next
//! command can finish or undo a change of several files.
//!
//! New texts are written and synced under `.suits/stage/`; a change of several files is then written down in `.suits/journal`, with all
//! texts before and after; only then does one file after the other take its new text. From the journal on, a change is finished by
//! whoever comes next; where it cannot be (the disk refuses), the journal becomes `.suits/undo` first, and is undone by whoever comes next.

use super::Store;
use super::draft::{Draft, Preview};
use super::lock::SCRATCH;
use super::origin::What;
use anyhow::{Context, Result, anyhow};
use serde::{Deserialize, Serialize};
use std::fs::Permissions;
use std::io;
use std::path::{Path, PathBuf};

/// One file of a change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Step {
    number: usize,
    path: String,
    before: Option<String>,
    after: Option<String>,
    /// The permissions of a file that comes back.
    #[serde(default)]
    mode: Option<u32>,
}

/// Every file of a change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Journal {
    pub(super) steps: Vec<Step>,
}

impl Step {
    pub(super) fn new(number: usize, draft: &Draft) -> Step {
        let Preview { path, before, after } = draft.preview.clone();
        Step { number, path, before, after, mode: draft.mode }
    }

    /// The file, relative to the book.
    pub(super) fn path(&self) -> &str {
        &self.path
    }
}

impl Store {
    fn scratch_path(&self, name: &str) -> PathBuf {
        self.path(SCRATCH).join(name)
    }

    fn staged(&self, step: &Step) -> PathBuf {
        self.scratch_path("stage").join(step.number.to_string())
    }

    /// Whether a change was interrupted.
    pub(super) fn is_interrupted(&self) -> bool {
        ["journal", "undo"].iter().any(|name| self.scratch_path(name).symlink_metadata().is_ok())
    }

    /// The bytes of a record as it stands, or `None`; a link or a pipe is an error and is not opened.
    pub(super) fn standing(&self, path: &str) -> io::Result<Option<Vec<u8>>> {
        match self.origin.what(path)? {
            None => Ok(None),
            Some(What::File) => std::fs::read(self.path(path)).map(Some),
            Some(_) => Err(io::Error::other(format!("`{path}` is not a file"))),
        }
    }

    /// Writes the new text of a step where it disturbs nobody.
    pub(super) fn prepare(&self, step: &Step) -> io::Result<()> {
        let Some(after) = &step.after else { return self.make_folder(&self.scratch_path("stage")) };
        self.make_folder(&self.scratch_path("stage"))?;
        self.files.write_new(&self.staged(step), after.as_bytes(), self.permissions(step)?)
    }

    fn permissions(&self, step: &Step) -> io::Result<Option<Permissions>> {
        match &step.before {
            Some(_) => Ok(Some(self.path(&step.path).symlink_metadata()?.permissions())),
            None => Ok(permissions(step.mode)),
        }
    }

    /// Makes one step, unless it is made. `false`: the file is neither what it was nor what it should become, and is left alone.
    pub(super) fn take(&self, step: &Step) -> io::Result<bool> {
        let (staged, target) = (self.staged(step), self.path(&step.path));
        let standing = self.standing(&step.path)?;
        if is(standing.as_deref(), step.after.as_deref()) {
            return Ok(true);
        }
        if !is(standing.as_deref(), step.before.as_deref()) {
            return Ok(false);
        }
        if step.after.is_some() && staged.symlink_metadata().is_err() {
            self.prepare(step)?;
        }
        match (&step.before, &step.after) {
            (Some(_), Some(_)) => self.files.rename(&staged, &target)?,
            (None, _) => {
                self.make_parents(&step.path)?;
                match self.place(&staged, &target) {
                    Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Ok(false),
                    placed => placed?,
                }
            }
            (Some(_), None) => self.files.rename(&target, &staged)?,
        }
        Ok(true)
    }

    /// Gives a new file its name, if that is free.
    fn place(&self, staged: &Path, target: &Path) -> io::Result<()> {
        match self.files.link(staged, target) {
            Ok(()) => {
                // Its second name is swept up with the stage if this does not work.
                drop(self.files.remove(staged));
                Ok(())
            }
            // A disk without hard links: the lock keeps other writers of ours away between the look and the step.
            Err(error)
                if matches!(error.kind(), io::ErrorKind::Unsupported | io::ErrorKind::PermissionDenied)
                    && target.symlink_metadata().is_err() =>
            {
                self.files.rename(staged, target)
            }
            Err(error) => Err(error),
        }
    }

    fn make_parents(&self, path: &str) -> io::Result<()> {
        for (end, _) in path.match_indices('/') {
            self.make_folder(&self.path(&path[..end]))?;
        }
        Ok(())
    }

    /// Waits until the disk has the names of some steps.
    pub(super) fn settle(&self, steps: &[Step]) -> io::Result<()> {
        let mut folders: Vec<PathBuf> = Vec::new();
        for step in steps {
            let target = self.path(&step.path);
            // A new file may lie in folders that are new themselves.
            let depth = if step.before.is_none() { step.path.matches('/').count() + 1 } else { 1 };
            folders.extend(target.ancestors().skip(1).take(depth).map(Path::to_owned));
        }
        folders.sort();
        folders.dedup();
        folders.iter().try_for_each(|folder| match self.files.sync_folder(folder) {
            // The folder of a new file that was never made, or was taken back.
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            synced => synced,
        })
    }

    /// Makes all steps, or none.
    pub(super) fn take_all(&self, journal: &Journal) -> Result<(), Stopped> {
        self.write_down(journal).map_err(Stopped::Failed)?;
        for step in &journal.steps {
            let stopped = match self.take(step) {
                Ok(true) => continue,
                Ok(false) => Stopped::Foreign(step.path.clone()),
                Err(error) => Stopped::Failed(error),
            };
            self.files
                .rename(&self.scratch_path("journal"), &self.scratch_path("undo"))
                .map_err(|error| Stopped::Half(error, "finishes"))?;
            self.undo(journal).map_err(|error| Stopped::Half(error, "undoes"))?;
            return Err(stopped);
        }
        let settled = self.settle(&journal.steps);
        self.files.remove(&self.scratch_path("journal")).map_err(|error| Stopped::Half(error, "finishes"))?;
        settled.map_err(Stopped::Unsettled)
    }

    fn write_down(&self, journal: &Journal) -> io::Result<()> {
        let (draft, place) = (self.scratch_path("stage").join("journal"), self.scratch_path("journal"));
        self.files.write_new(&draft, &serde_json::to_vec(journal)?, None)?;
        self.files.sync_folder(&self.scratch_path("stage"))?;
        self.files.rename(&draft, &place)?;
        self.files.sync_folder(&self.path(SCRATCH)).inspect_err(|_| drop(self.files.remove(&place)))
    }

    /// Takes back every step that was made, the last one first.
    fn undo(&self, journal: &Journal) -> io::Result<()> {
        for step in journal.steps.iter().rev() {
            self.take_back(step)?;
        }
        self.settle(&journal.steps)?;
        self.files.remove(&self.scratch_path("undo"))
    }

    fn take_back(&self, step: &Step) -> io::Result<()> {
        let target = self.path(&step.path);
        let standing = self.standing(&step.path)?;
        if !is(standing.as_deref(), step.after.as_deref()) {
            return Ok(()); // not made, or somebody else's by now
        }
        let Some(before) = &step.before else { return self.files.remove(&target) };
        let staged = self.staged(step);
        let moved_away = step.after.is_none() && staged.symlink_metadata().is_ok();
        if moved_away {
            return self.files.rename(&staged, &target);
        }
        let again = self.scratch_path("stage").join(format!("{}.before", step.number));
        if again.symlink_metadata().is_ok() {
            self.files.remove(&again)?;
        }
        let permissions = target.symlink_metadata().ok().map(|facts| facts.permissions());
        self.files.write_new(&again, before.as_bytes(), permissions)?;
        self.files.rename(&again, &target)
    }

    /// Finishes or undoes what was interrupted, and sweeps the stage. Says what it did.
    pub(super) fn recover(&self) -> Result<Vec<String>> {
        let mut notes = Vec::new();
        if let Some(journal) = self.read_journal("undo")? {
            self.undo(&journal)?;
            notes.push(format!("an interrupted change was taken back: {}", paths(&journal)));
        } else if let Some(journal) = self.read_journal("journal")? {
            for step in &journal.steps {
                if !self.take(step).with_context(|| format!("cannot write `{}`", step.path))? {
                    notes.push(format!("`{}` was changed by somebody else meanwhile and is left as it is", step.path));
                }
            }
            self.settle(&journal.steps)?;
            self.files.remove(&self.scratch_path("journal"))?;
            notes.push(format!("an interrupted change was finished: {}", paths(&journal)));
        }
        self.settle_kept();
        self.clear_stage();
        Ok(notes)
    }

    fn read_journal(&self, name: &str) -> Result<Option<Journal>> {
        let path = self.scratch_path(name);
        match std::fs::read(&path) {
            Ok(bytes) => serde_json::from_slice(&bytes).map(Some).map_err(|_| {
                anyhow!("`{}` is damaged; look at the records with `git diff`, then delete it", path.display())
            }),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error).with_context(|| format!("cannot read `{}`", path.display())),
        }
    }

    /// Takes away what no change needs any more. What stays is swept the next time.
    pub(super) fn clear_stage(&self) {
        if self.is_interrupted() {
            return;
        }
        for entry in std::fs::read_dir(self.scratch_path("stage")).into_iter().flatten().flatten() {
            drop(self.files.remove(&entry.path()));
        }
    }
}

/// Why a change of several files was not made.
#[derive(Debug)]
pub(super) enum Stopped {
    /// The disk would not; everything is as it was.
    Failed(io::Error),
    /// Somebody else changed this file; everything else is as it was.
    Foreign(String),
    /// The disk would not, not even to take back what was made: the next command does the word.
    Half(io::Error, &'static str),
    /// All is written; the disk did not confirm it.
    Unsettled(io::Error),
}

#[cfg(unix)]
fn permissions(mode: Option<u32>) -> Option<Permissions> {
    use std::os::unix::fs::PermissionsExt;
    mode.map(Permissions::from_mode)
}

#[cfg(not(unix))]
fn permissions(_: Option<u32>) -> Option<Permissions> {
    None
}

/// Whether a file stands as it should: these bytes, or not at all.
pub(super) fn is(standing: Option<&[u8]>, wanted: Option<&str>) -> bool {
    standing == wanted.map(str::as_bytes)
}

fn paths(journal: &Journal) -> String {
    journal.steps.iter().map(|step| format!("`{}`", step.path)).collect::<Vec<_>>().join(", ")
}
