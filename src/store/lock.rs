//! One writer at a time. Whoever takes the lock finishes or undoes first what a kill left behind.

use super::Store;
use super::reading::reason;
use anyhow::{Context, Result, anyhow, bail};
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::path::Path;
use std::time::{Duration, Instant};

/// Scratch: ignored by git, no records in it.
pub(super) const SCRATCH: &str = ".suits";
/// How long a writer waits for another.
const PATIENCE: Duration = Duration::from_secs(10);
const PAUSE: Duration = Duration::from_millis(15);

/// The right to write, until it is dropped.
#[derive(Debug)]
pub struct WriteLock {
    _held: File,
    notes: Vec<String>,
}

impl WriteLock {
    /// What was finished or undone on the way in, as sentences.
    pub fn notes(&self) -> &[String] {
        &self.notes
    }
}

impl Store {
    /// Waits for the right to write, at most ten seconds.
    pub fn lock(&self) -> Result<WriteLock> {
        self.lock_within(PATIENCE)
    }

    /// Waits for the right to write, so long and no longer.
    pub fn lock_within(&self, patience: Duration) -> Result<WriteLock> {
        self.must_be_now()?;
        self.make_scratch()
            .map_err(|error| anyhow!("cannot write in `{}`: {}", self.root().display(), reason(&error)))?;
        let path = self.path(SCRATCH).join("lock");
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)
            .map_err(|error| anyhow!("cannot write `{}`: {}", path.display(), reason(&error)))?;
        let started = Instant::now();
        loop {
            match file.try_lock() {
                Ok(()) => break,
                Err(TryLockError::WouldBlock) if started.elapsed() < patience => std::thread::sleep(PAUSE),
                Err(TryLockError::WouldBlock) => {
                    bail!("{} is writing in this book; try again when it is done", holder(&mut file))
                }
                Err(TryLockError::Error(error)) => {
                    return Err(error).with_context(|| format!("cannot lock `{}`", path.display()));
                }
            }
        }
        sign(&mut file);
        let notes = self.recover().context("a change that was interrupted could not be finished")?;
        Ok(WriteLock { _held: file, notes })
    }

    /// Makes `.suits/`, which git must not see.
    pub(super) fn make_scratch(&self) -> io::Result<()> {
        let scratch = self.path(SCRATCH);
        self.make_folder(&scratch)?;
        let ignore = scratch.join(".gitignore");
        // Missing, or left empty by a kill.
        if ignore.metadata().map_or(0, |facts| facts.len()) == 0 {
            std::fs::write(ignore, "*\n")?;
        }
        Ok(())
    }

    /// Makes a folder that may be there, and is none where it is a link.
    pub(super) fn make_folder(&self, path: &Path) -> io::Result<()> {
        match path.symlink_metadata() {
            Ok(facts) if facts.is_dir() => Ok(()),
            Ok(_) => Err(io::Error::new(io::ErrorKind::NotADirectory, format!("`{}` is not a folder", path.display()))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => match self.files.make_folder(path) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
                made => made,
            },
            Err(error) => Err(error),
        }
    }
}

/// Says in the lock file who holds it. Only words for the one who waits: whether they can be written does not matter.
fn sign(file: &mut File) {
    let program = std::env::args_os().nth(1).map(|verb| verb.to_string_lossy().into_owned()).unwrap_or_default();
    drop(file.set_len(0).and_then(|()| file.rewind()));
    drop(write!(file, "another `suits {program}` (process {})", std::process::id()));
}

fn holder(file: &mut File) -> String {
    let mut words = String::new();
    let read = file.rewind().and_then(|()| file.read_to_string(&mut words));
    match read {
        Ok(_) if !words.is_empty() => words,
        _ => "another program".to_owned(),
    }
}
