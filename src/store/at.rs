//! Opening a book as it was at a revision: in the folder that a command stands in, or above it, as a checkout of that revision would
//! have it. Folders that are gone by now are found too, and so is the book of a bare repository.

use super::Store;
use super::book::{CONFIG, NoBook, book_above, standing};
use super::files::Disk;
use super::git::{Git, GitTrouble, Revision};
use super::origin::Origin;
use super::past::Past;
use crate::source::Stand;
use anyhow::Result;
use std::path::{Component, Path};
use std::sync::Arc;

impl Store {
    /// Opens the book that a folder was in at a revision. It can be read, and not be written.
    pub fn open_at(start: &Path, revision: &str) -> Result<Store> {
        let start = standing(start)?;
        let trouble = match in_repository(&start, revision) {
            Ok(store) => return Ok(store),
            Err(trouble) => trouble,
        };
        let outer = std::iter::successors(around(&start), |folder| around(folder));
        let found = outer.into_iter().find_map(|folder| in_repository(folder, revision).ok());
        found.ok_or_else(|| match trouble.code {
            // neither a history nor a book: the book comes first
            "no-repository" if book_above(&start).is_none() => NoBook(start).into(),
            _ => trouble.into(),
        })
    }

    /// Whether a folder is in a repository that has no work tree.
    pub fn is_bare(start: &Path) -> bool {
        let asked = Git::of(start).text("look at this clone", ["rev-parse", "--is-bare-repository"]);
        asked.is_ok_and(|said| said == "true")
    }

    /// The revision that this book is read at; `None` where it is read from the disk.
    pub fn revision(&self) -> Option<&Revision> {
        match &self.origin {
            Origin::Disk(_) => None,
            Origin::Past(past) => Some(&past.revision),
        }
    }

    /// How many bytes some files have that the book had at its revision: each is read as for an answer about the whole book, and nothing is
    /// made of it. `None` where one is not a text, and for a book on the disk. This is git's part of an answer, to be measured apart.
    pub fn bytes_then<P: AsRef<str> + Sync>(&self, paths: &[P]) -> Option<usize> {
        self.origin.ahead(paths)?.iter().map(|text| Some(text.as_ref().ok()?.as_ref().ok()?.len())).sum()
    }

    /// Whether this is the book at a later point than another: what lies here is later than every commit, and a commit later than those
    /// it came from. Of two that went apart neither is.
    pub fn is_later_than(&self, other: &Store) -> Result<bool, GitTrouble> {
        let (this, other) = match (self.revision(), other.revision()) {
            (Some(this), Some(other)) => (this.commit.as_str(), other.commit.as_str()),
            (this, other) => return Ok(this.is_none() && other.is_some()),
        };
        let asked = self.git().run(["merge-base", "--is-ancestor", other, this])?;
        match asked.status.code() {
            Some(0) => Ok(this != other),
            Some(1) => Ok(false),
            _ => Err(GitTrouble::failed("tell which revision is the earlier", &asked)),
        }
    }

    /// Refuses to write what was.
    pub(super) fn must_be_now(&self) -> Result<(), GitTrouble> {
        match self.revision() {
            None => Ok(()),
            Some(revision) => Err(GitTrouble::new(
                "read-only-revision",
                format!("the book as it was at `{}` can be read, not written", revision.name),
                "leave `--at` out to change the book as it is now",
            )),
        }
    }

    /// Where a path that was typed lay in the book at its revision; `None` where nothing was there, or it lies outside.
    pub(super) fn relative_then(&self, past: &Past, path: &Path) -> Result<Option<String>> {
        let path = standing(path)?;
        let Ok(inside) = path.strip_prefix(self.root()) else { return Ok(None) };
        let names: Vec<String> = inside.iter().map(|part| part.to_string_lossy().into_owned()).collect();
        let path = names.join("/");
        Ok(past.what(&path)?.is_some().then_some(path))
    }
}

/// The folder around the repository that a folder is in, where that lies in a repository too: a book may have others inside.
fn around(here: &Path) -> Option<&Path> {
    let is_top = |folder: &&Path| folder.join(".git").symlink_metadata().is_ok();
    let outer = here.ancestors().find(is_top)?.parent()?;
    outer.ancestors().find(is_top).map(|_| outer)
}

fn in_repository(start: &Path, name: &str) -> Result<Store, GitTrouble> {
    let there = start.ancestors().find(|folder| folder.is_dir()).unwrap_or(start);
    let git = Git::of(there);
    let (revision, below) = git.revision_below(name)?;
    let gone = start.strip_prefix(there).unwrap_or(Path::new(""));
    let gone = gone.components().filter_map(|part| match part {
        Component::Normal(name) => Some(name.as_encoded_bytes()),
        _ => None,
    });
    let folders: Vec<&[u8]> = below.split(|&byte| byte == b'/').filter(|name| !name.is_empty()).chain(gone).collect();
    let up = |count: usize| start.ancestors().nth(count).unwrap_or(start).to_owned();
    let (deep, found) = Past::find(git.clone(), revision.clone(), &folders)?;
    if there != start && deep < folders.len() {
        let message = format!("there is no folder `{}`, and there was none at `{name}`", start.display());
        return Err(GitTrouble::new("no-folder", message, "name a folder of the book with `-C`"));
    }
    match found {
        Some((past, depth)) => {
            let origin = Origin::Past(Arc::new(past));
            Ok(Store { root: up(folders.len() - depth), origin, files: Arc::new(Disk), stand: Stand::default() })
        }
        None => Err(no_book(&git, &revision, start, &up(folders.len()))),
    }
}

/// No book then; says where there was one.
fn no_book(git: &Git, revision: &Revision, start: &Path, top: &Path) -> GitTrouble {
    let name = &revision.name;
    let list = ["ls-tree", "-r", "-z", "--full-tree", "--name-only", revision.commit.as_str()];
    let paths = git.bytes("list the files", list).unwrap_or_default();
    let paths = String::from_utf8_lossy(&paths);
    let books = paths.split('\0').filter_map(|path| path.strip_suffix(CONFIG)?.strip_suffix('/'));
    let books: Vec<String> = books.map(|book| format!("`-C {}`", top.join(book).display())).take(3).collect();
    let hint = match books.as_slice() {
        [] => {
            "name a revision from after the book was made: `git log --oneline -- ':/*suits.toml'` lists them".to_owned()
        }
        books => format!("it was elsewhere then: {}", books.join(", or ")),
    };
    let message = format!("at `{name}` there was no book in `{}` or above it: no `{CONFIG}`", start.display());
    GitTrouble::new("no-book", message, hint)
}
