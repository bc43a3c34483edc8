//! What it takes to take a change back: the texts before and after of the last changes that were made in this book, in `.suits/kept`, which
//! git never sees. A change is written down before it is made and listed once it is, so that a kill leaves no wrong memory of it.
//! Knows texts, not what they say.

use super::Store;
use super::draft::{Draft, Drafted, Preview};
use super::git::Ground;
use super::journal::is;
use super::lock::{SCRATCH, WriteLock};
use super::made::put;
use super::reading::reason;
use crate::domain::layout::{Placement, parse_path};
use anyhow::{Context, Result, anyhow};
use serde::{Deserialize, Serialize};
use std::io;
use std::path::{Component, Path, PathBuf};

/// How many changes are kept.
const CHANGES: usize = 20;
/// How many bytes of them; one that is larger alone is remembered without its texts.
const BYTES: u64 = 16 << 20;
/// The folder of them.
const KEPT: &str = "kept";

/// What a change was.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Turn {
    /// Made by a command.
    #[default]
    Made,
    /// The taking back of another.
    TakenBack,
    /// The taking back of a taking back.
    MadeAgain,
}

/// How a change is to be remembered.
#[derive(Clone, Debug, Default)]
pub struct Keeping {
    /// What it is.
    pub turn: Turn,
    /// Which one it takes back, or makes again.
    pub of: Option<u32>,
    /// Whether it is to be committed too.
    pub commits: bool,
    /// What happened when it was made first, where that is not what happens now.
    pub summary: Vec<String>,
}

/// A change that was made, and what it takes to take it back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// Its number: later ones are greater.
    #[serde(skip)]
    pub number: u32,
    /// What happened, in the trade's words, as it was told when the change was made first.
    pub summary: Vec<String>,
    /// What it was.
    pub turn: Turn,
    /// Which one it took back, or made again.
    pub of: Option<u32>,
    /// Whether it was to be committed too.
    pub commits: bool,
    /// The commit that was made of it.
    #[serde(default)]
    pub commit: Option<String>,
    /// Whether it was too large for its texts to be kept.
    pub is_too_large: bool,
    files: Vec<KeptFile>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct KeptFile {
    path: String,
    before: Option<String>,
    after: Option<String>,
    /// The permissions that the file had, where there are such.
    mode: Option<u32>,
}

/// A file that is not as a change left it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Differing {
    /// Relative to the book.
    pub path: String,
    /// As the change left it; `None` where it took the file away.
    pub left: Option<String>,
    /// As it stands.
    pub standing: Option<String>,
}

impl Kept {
    /// The files, relative to the book.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.iter().map(|file| file.path.as_str())
    }

    /// The files that were not there before; none where others went, because then they only moved.
    pub fn created(&self) -> impl Iterator<Item = &str> {
        let moved = self.files.iter().any(|file| file.after.is_none());
        self.files.iter().filter(move |file| !moved && file.before.is_none()).map(|file| file.path.as_str())
    }

    /// The number of the change that was made first: its own, or that of the one which it took back or made again.
    pub fn root(&self) -> u32 {
        self.of.unwrap_or(self.number)
    }

    /// The change in one line.
    pub fn told(&self) -> String {
        self.summary.first().cloned().unwrap_or_else(|| self.paths().collect::<Vec<_>>().join(", "))
    }
}

impl Store {
    /// The changes that are remembered, the last one first.
    pub fn kept(&self) -> Result<Vec<Kept>> {
        if self.coming().symlink_metadata().is_ok() {
            // A kill kept it from being listed, or somebody is just writing.
            drop(self.lock()?);
        }
        let mut numbers = self.kept_numbers().with_context(|| format!("cannot read `{SCRATCH}/{KEPT}`"))?;
        numbers.reverse();
        numbers.into_iter().map(|number| self.read_kept(number, &self.kept_path(number))).collect()
    }

    /// What takes a change back: every file as it was before, where every one is as the change left it.
    pub fn taking_back(&self, kept: &Kept) -> Result<Result<Drafted, Vec<Differing>>> {
        let mut differing = Vec::new();
        for file in &kept.files {
            let standing = self
                .standing(&file.path)
                .map_err(|error| anyhow!("cannot read `{}`: {}", file.path, reason(&error)))?;
            if !is(standing.as_deref(), file.after.as_deref()) {
                let standing = standing.map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
                differing.push(Differing { path: file.path.clone(), left: file.after.clone(), standing });
            }
        }
        if !differing.is_empty() {
            return Ok(Err(differing));
        }
        let back = |file: &KeptFile| {
            let id = match parse_path(&file.path) {
                Placement::Record(id) => Some(id),
                _ => None,
            };
            let (before, after) = (file.after.clone(), file.before.clone());
            Draft { id, preview: Preview { path: file.path.clone(), before, after }, mode: file.mode }
        };
        Ok(Ok(Drafted { drafts: kept.files.iter().map(back).collect() }))
    }

    fn kept_path(&self, number: u32) -> PathBuf {
        self.root().join(SCRATCH).join(KEPT).join(format!("{number:06}.json"))
    }

    fn coming(&self) -> PathBuf {
        self.root().join(SCRATCH).join("stage").join(KEPT)
    }

    /// The numbers of what is kept, ascending.
    fn kept_numbers(&self) -> io::Result<Vec<u32>> {
        let folder = match std::fs::read_dir(self.root().join(SCRATCH).join(KEPT)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            opened => opened?,
        };
        let mut numbers = Vec::with_capacity(CHANGES + 1);
        for entry in folder {
            let name = entry?.file_name();
            numbers.extend(name.to_str().and_then(|name| name.strip_suffix(".json")?.parse::<u32>().ok()));
        }
        numbers.sort_unstable();
        Ok(numbers)
    }

    fn read_kept(&self, number: u32, path: &Path) -> Result<Kept> {
        let bytes =
            std::fs::read(path).map_err(|error| anyhow!("cannot read `{}`: {}", path.display(), reason(&error)))?;
        let damaged = || {
            anyhow!("`{}` is damaged: `rm '{}'`, then take the change back with git", path.display(), path.display())
        };
        let mut kept: Kept = serde_json::from_slice(&bytes).map_err(|_| damaged())?;
        // What lies in a scratch folder may have come from anybody; it must not lead out of the book.
        let is_inside = |path: &str| {
            let mut parts = Path::new(path).components();
            !path.is_empty()
                && parts.all(|part| matches!(part, Component::Normal(name) if !name.to_string_lossy().starts_with('.')))
        };
        if !kept.paths().all(is_inside) {
            return Err(damaged());
        }
        kept.number = number;
        Ok(kept)
    }

    /// Writes a change down that is about to be made.
    pub(super) fn remember(&self, summary: &[String], drafts: &[Draft], keeping: &Keeping) -> io::Result<()> {
        let file = |draft: &Draft| KeptFile {
            path: draft.preview.path.clone(),
            before: draft.preview.before.clone(),
            after: draft.preview.after.clone(),
            mode: draft.preview.before.as_ref().and_then(|_| self.mode(&draft.preview.path)),
        };
        let &Keeping { turn, of, commits, .. } = keeping;
        let files = drafts.iter().map(file).collect();
        let summary = if keeping.summary.is_empty() { summary } else { &keeping.summary };
        let (commit, summary) = (None, summary.to_vec());
        let mut kept = Kept { number: 0, summary, turn, of, commits, commit, is_too_large: false, files };
        let mut bytes = serde_json::to_vec(&kept)?;
        if bytes.len() as u64 > BYTES {
            kept.is_too_large = true;
            for file in &mut kept.files {
                (file.before, file.after) = (None, None);
            }
            bytes = serde_json::to_vec(&kept)?;
        }
        self.files.write_new(&self.coming(), &bytes, None)
    }

    /// Remembers of the last change which commit was made of it, and what hooks made of its files on the way: that is what it left.
    pub fn remember_commit(&self, _: &WriteLock, ground: &Ground, commit: &str) -> Result<()> {
        let Some(number) = self.kept_numbers()?.pop() else { return Ok(()) };
        let path = self.kept_path(number);
        let mut kept = self.read_kept(number, &path)?;
        if !kept.paths().eq(ground.paths()) {
            // it could not be listed
            return Ok(());
        }
        let uncommitted = self.git().differing(kept.paths())?;
        kept.commit = Some(commit.to_owned());
        for file in &mut kept.files {
            let standing = self.standing(&file.path)?;
            if !is(standing.as_deref(), file.after.as_deref()) && !uncommitted.contains(&file.path) {
                file.after = standing.map(String::from_utf8).transpose()?;
            }
        }
        put(&path.with_extension("new"), &path, &serde_json::to_vec(&kept)?)?;
        Ok(())
    }

    /// Whether a change could be taken back if another was made first.
    pub fn could_take_back(&self, kept: &Kept, first: &Drafted) -> Result<bool> {
        let Err(differing) = self.taking_back(kept)? else {
            return Ok(!first.previews().any(|preview| kept.paths().any(|path| path == preview.path)));
        };
        let then = |path: &str| first.previews().find(|preview| preview.path == path).map(|preview| &preview.after);
        let is_left = |file: &KeptFile| match then(&file.path) {
            Some(after) => *after == file.after,
            None => differing.iter().all(|other| other.path != file.path),
        };
        Ok(kept.files.iter().all(is_left))
    }

    #[cfg(unix)]
    fn mode(&self, path: &str) -> Option<u32> {
        use std::os::unix::fs::PermissionsExt;
        let facts = self.root().join(path).symlink_metadata().ok()?;
        Some(facts.permissions().mode() & 0o7777)
    }

    #[cfg(not(unix))]
    fn mode(&self, _: &str) -> Option<u32> {
        None
    }

    /// Lists a change that was made; those before it go where there are too many. A list that cannot be written is no reason to call the
    /// change undone: the next command tries again.
    pub(super) fn list_kept(&self) -> io::Result<()> {
        let numbers = self.kept_numbers()?;
        self.make_folder(&self.root().join(SCRATCH).join(KEPT))?;
        let next = numbers.last().map_or(1, |last| last + 1);
        self.files.rename(&self.coming(), &self.kept_path(next))?;
        let mut bytes = 0;
        for (age, number) in std::iter::once(next).chain(numbers.into_iter().rev()).enumerate() {
            let path = self.kept_path(number);
            bytes += path.metadata().map_or(0, |facts| facts.len());
            if age >= CHANGES || (age > 0 && bytes > BYTES) {
                self.files.remove(&path)?;
            }
        }
        Ok(())
    }

    /// Lists the change that a kill kept from being listed, if it was made; forgets it if it was not.
    pub(super) fn settle_kept(&self) {
        let Ok(kept) = self.read_kept(0, &self.coming()) else { return };
        let made = kept.files.iter().all(|file| {
            !kept.is_too_large
                && self.standing(&file.path).is_ok_and(|standing| is(standing.as_deref(), file.after.as_deref()))
        });
        if made {
            // One that cannot be listed is swept with the stage: it cannot be taken back, and nothing else is.
            drop(self.list_kept());
        }
    }
}
