//! Finding a book, and making one.

use super::Store;
use super::files::{Disk, Files};
use super::origin::Origin;
use crate::source::Stand;
use anyhow::{Context, Result, bail};
use std::fmt;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

/// What makes a folder a book.
pub(super) const CONFIG: &str = "suits.toml";

/// A folder that is in no book.
#[derive(Debug)]
pub struct NoBook(pub(super) PathBuf);

impl fmt::Display for NoBook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "there is no book in `{}` or above it: no `{CONFIG}`", self.0.display())
    }
}

impl std::error::Error for NoBook {}

impl Store {
    /// Opens the book that a folder is in, by walking up to `suits.toml`. What a kill interrupted is finished or undone first.
    pub fn open(start: &Path) -> Result<Store> {
        if !start.is_dir() {
            bail!("there is no folder `{}`", start.display());
        }
        let start = standing(start)?;
        let Some(root) = book_above(&start) else {
            return Err(NoBook(start).into());
        };
        let store = Store { origin: Origin::Disk(root.clone()), root, files: Arc::new(Disk), stand: Stand::default() };
        if store.is_interrupted() {
            drop(store.lock().context("a change that was interrupted must be finished first")?);
        }
        Ok(store)
    }

    /// From where the book is seen that a folder is in, or the folder itself where it is in none: for what is said where no book opens.
    pub fn stand_of(start: &Path, here: &Path) -> Stand {
        let (Ok(start), Ok(here)) = (standing(start), standing(here)) else { return Stand::default() };
        let book = book_above(&start).or_else(|| start.ancestors().find(|folder| folder.is_dir()).map(Path::to_owned));
        Stand::of(&here, &book.unwrap_or(start))
    }

    /// Which of some paths are taken in a folder.
    pub fn taken(dir: &Path, paths: &[&str]) -> Result<Vec<String>> {
        let root = standing(dir)?;
        let there = |path: &&&str| root.join(path).symlink_metadata().is_ok();
        Ok(paths.iter().filter(there).map(|path| (*path).to_owned()).collect())
    }

    /// Makes a book of some files. Refuses where there is one, in the folder or above it, and never overwrites a file.
    pub fn create(dir: &Path, files: &[(String, Vec<u8>)]) -> Result<Store> {
        let root = standing(dir)?;
        if let Some(book) = book_above(&root) {
            bail!("there is a book in `{}` already; choose a folder outside it", book.display());
        }
        if let Some((taken, _)) = files.iter().find(|(path, _)| root.join(path).symlink_metadata().is_ok()) {
            bail!("`{}` is there already; choose an empty folder", root.join(taken).display());
        }
        std::fs::create_dir_all(&root).with_context(|| format!("cannot make the folder `{}`", root.display()))?;
        // `suits.toml` comes last: until it is there, this is no book, and a new try is possible elsewhere.
        let (last, first): (Vec<_>, Vec<_>) = files.iter().partition(|(path, _)| path == CONFIG);
        for (path, bytes) in first.into_iter().chain(last) {
            let path = root.join(path);
            if let Some(parent) = path.parent() {
                std::fs::create_dir_all(parent)
                    .with_context(|| format!("cannot make the folder `{}`", parent.display()))?;
            }
            Disk.write_new(&path, bytes, None).with_context(|| format!("cannot write `{}`", path.display()))?;
        }
        Disk.sync_folder(&root).with_context(|| format!("cannot write `{}`", root.display()))?;
        Ok(Store { origin: Origin::Disk(root.clone()), root, files: Arc::new(Disk), stand: Stand::default() })
    }
}

impl Store {
    /// What leads from the top of the git repository to the book: nothing, or folders that end in `/`. Without a repository the book is
    /// the top.
    pub fn below_git(&self) -> String {
        if let Origin::Past(past) = &self.origin {
            return past.below.clone();
        }
        let top = self.root().ancestors().find(|folder| folder.join(".git").symlink_metadata().is_ok());
        let inside = top.and_then(|top| self.root().strip_prefix(top).ok());
        let mut below = String::new();
        for part in inside.into_iter().flatten() {
            below.push_str(&part.to_string_lossy());
            below.push('/');
        }
        below
    }
}

/// Where a folder is, with every `..` followed; of one that is still to be made, as far as there is anything.
pub(super) fn standing(folder: &Path) -> Result<PathBuf> {
    let whole = std::path::absolute(folder).with_context(|| format!("cannot tell where `{}` is", folder.display()))?;
    let mut missing: Vec<Component<'_>> = whole.components().collect();
    let mut there = whole.clone();
    let mut count = missing.len();
    while count > 0 {
        if let Ok(real) = there.canonicalize() {
            return Ok(missing.split_off(count).into_iter().fold(real, |path, part| match part {
                Component::ParentDir => path.parent().map_or(path.clone(), Path::to_owned),
                part => path.join(part),
            }));
        }
        count -= 1;
        there = missing[..count].iter().collect();
    }
    Ok(whole)
}

pub(super) fn book_above(start: &Path) -> Option<PathBuf> {
    start.ancestors().find(|folder| folder.join(CONFIG).is_file()).map(Path::to_owned)
}
