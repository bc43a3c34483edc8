//! Finding a book, and making one.

use super::Store;
use super::files::{Disk, Files};
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What makes a folder a book.
pub(super) const CONFIG: &str = "suits.toml";

impl Store {
    /// Opens the book that a folder is in, by walking up to `suits.toml`. What a kill interrupted is finished or undone first.
    pub fn open(start: &Path) -> Result<Store> {
        let start =
            std::path::absolute(start).with_context(|| format!("cannot tell where `{}` is", start.display()))?;
        if !start.is_dir() {
            bail!("there is no folder `{}`", start.display());
        }
        let Some(root) = book_above(&start) else {
            bail!(
                "there is no book in `{}` or above it: no `{CONFIG}`; go into the folder of a book, or make one with `suits init`",
                start.display()
            );
        };
        let store = Store { root, files: Arc::new(Disk) };
        if store.is_interrupted() {
            drop(store.lock().context("a change that was interrupted must be finished first")?);
        }
        Ok(store)
    }

    /// Makes a book of some files. Refuses where there is one, in the folder or above it, and never overwrites a file.
    pub fn create(dir: &Path, files: &[(String, Vec<u8>)]) -> Result<Store> {
        let root = std::path::absolute(dir).with_context(|| format!("cannot tell where `{}` is", dir.display()))?;
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
        Ok(Store { root, files: Arc::new(Disk) })
    }
}

fn book_above(start: &Path) -> Option<PathBuf> {
    start.ancestors().find(|folder| folder.join(CONFIG).is_file()).map(Path::to_owned)
}
