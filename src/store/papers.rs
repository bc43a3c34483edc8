//! Files that are no records: what `--from` reads, what `-o` may not write over, and where a path typed by a person lies in the book.

use super::Store;
use super::book::{CONFIG, book_above};
use super::origin::Origin;
use crate::domain::layout::{AnyId, Placement, parse_path};
use crate::yaml::check_bytes;
use anyhow::{Context, Result, bail};
use std::fs::Metadata;
use std::path::{Path, PathBuf};

/// What keeps a book running, at its top, beside its records.
const OF_THE_BOOK: [(&str, &str); 3] = [
    ("costs.toml", "`costs.toml`, what people cost"),
    (".gitattributes", "`.gitattributes`, which has records merged by their fields"),
    (".gitignore", "`.gitignore`, which keeps files out of git"),
];
/// Folders whose files are nobody's to write but a program's.
const INNER: [(&str, &str); 2] =
    [(".suits", "a file in `.suits`, where changes are remembered"), (".git", "a file in `.git`, which is git's own")];
/// What is in the folder in which git keeps a repository, whatever that is called.
const OF_GIT: [&str; 3] = ["HEAD", "objects", "refs"];
/// Where papers lie that records name: what a client signed, or said yes in.
const EVIDENCE: &str = "evidence";
/// Links that lead on to links: more are a ring.
const MOST_LINKS: usize = 40;

/// Files larger than any record are not documents.
const LARGEST: u64 = 16 * 1024 * 1024;

/// Reads a document that a person named.
pub fn read_input(path: &Path) -> Result<Vec<u8>> {
    let facts = std::fs::metadata(path).with_context(|| format!("cannot read `{}`", path.display()))?;
    if !facts.is_file() || facts.len() > LARGEST {
        bail!("`{}` is not a document", path.display());
    }
    std::fs::read(path).with_context(|| format!("cannot read `{}`", path.display()))
}

/// What of a book output to a path would write over, in words: a record, the settings, what a program keeps; also by another name of the file,
/// where that is a part of the book around `here`. `None` for every other file.
pub fn part_of_a_book(path: &Path, here: &Path) -> Option<String> {
    let target = target(path)?;
    by_name(&target).or_else(|| by_another_name(&target, here))
}

/// What of a book a file is by its name.
fn by_name(target: &Path) -> Option<String> {
    let name = target.file_name()?.to_string_lossy().into_owned();
    let is = |known: &str, name: &str| name.eq_ignore_ascii_case(known);
    // the last part as well: in a work tree beside others, `.git` is a file
    let parts = || target.iter().map(|part| part.to_string_lossy());
    if let Some((_, what)) = INNER.iter().find(|(folder, _)| parts().any(|part| is(folder, &part))) {
        return Some((*what).to_owned());
    }
    let is_of_git = |folder: &Path| OF_GIT.iter().all(|name| folder.join(name).exists());
    if target.ancestors().skip(1).any(is_of_git) {
        return Some("a file in a folder of git's own".to_owned());
    }
    if is(CONFIG, &name) {
        // one that is not there yet would make a book of its folder
        return Some("`suits.toml`, the settings of a book".to_owned());
    }
    let root = book_above(target.parent()?)?;
    let inside: Vec<String> =
        target.strip_prefix(&root).ok()?.iter().map(|part| part.to_string_lossy().into_owned()).collect();
    if inside.len() == 1
        && let Some((_, what)) = OF_THE_BOOK.iter().find(|(known, _)| is(known, &name))
    {
        return Some((*what).to_owned());
    }
    // a signed paper is nowhere else; a report that is not there yet may lie beside it
    if inside.len() > 1 && is(EVIDENCE, &inside[0]) && target.exists() {
        return Some("a paper that records may name as evidence".to_owned());
    }
    match parse_path(&inside.join("/")) {
        Placement::Record(id) | Placement::Misplaced { id, .. } => Some(format!("the record {id}")),
        Placement::NotARecord(_) | Placement::Elsewhere => None,
    }
}

/// What of the book around a folder a file with several names is by one of the others.
fn by_another_name(file: &Path, here: &Path) -> Option<String> {
    let own = one_of_several(&file.metadata().ok()?)?;
    let mut folders: Vec<PathBuf> = [file.parent()?, here].into_iter().filter_map(book_above).collect();
    folders.dedup();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten().filter_map(Result::ok) {
            let (path, name) = (entry.path(), entry.file_name());
            let Ok(facts) = entry.metadata() else { continue };
            if facts.is_dir() && INNER.iter().all(|(inner, _)| name != *inner) {
                folders.push(path);
            } else if path != *file
                && one_of_several(&facts) == Some(own)
                && let Some(what) = by_name(&path)
            {
                return Some(what);
            }
        }
    }
    None
}

/// What tells a file that has several names from all others; `None` for one that has only one.
#[cfg(unix)]
fn one_of_several(facts: &Metadata) -> Option<(u64, u64)> {
    use std::os::unix::fs::MetadataExt as _;
    (facts.is_file() && facts.nlink() > 1).then(|| (facts.dev(), facts.ino()))
}

/// Where the system does not say, no file is known to have several names; what is written comes beside them, and leaves them as they are.
#[cfg(not(unix))]
fn one_of_several(_: &Metadata) -> Option<(u64, u64)> {
    None
}

/// The file that is written to behind a path: where it is a link, what that leads to, be it there or not.
pub(super) fn target(path: &Path) -> Option<PathBuf> {
    let mut path = path.to_owned();
    for _ in 0..MOST_LINKS {
        if let Ok(real) = path.canonicalize() {
            return Some(real);
        }
        let folder = path.parent()?.canonicalize().ok()?;
        path = match path.read_link() {
            Ok(leads) => folder.join(leads),
            Err(_) => return Some(folder.join(path.file_name()?)),
        };
    }
    None
}

impl Store {
    /// Where a path on disk lies in the book, with `/`; `None` where nothing is there, or it lies outside.
    pub fn relative(&self, path: &Path) -> Result<Option<String>> {
        if let Origin::Past(past) = &self.origin {
            return self.relative_then(past, path);
        }
        let Ok(real) = path.canonicalize() else { return Ok(None) };
        let root = self.root().canonicalize().with_context(|| format!("cannot find `{}`", self.root().display()))?;
        let inside = real.strip_prefix(&root).ok();
        let parts = |inside: &Path| {
            let names: Vec<String> = inside.iter().map(|part| part.to_string_lossy().into_owned()).collect();
            names.join("/")
        };
        Ok(inside.map(parts))
    }

    /// The text of a record, whether or not it reads.
    pub fn read_record(&self, id: &AnyId) -> Result<String> {
        let path = self.path(&id.path());
        let bytes = std::fs::read(&path).with_context(|| format!("cannot read `{}`", path.display()))?;
        match check_bytes(&bytes) {
            Ok(text) => Ok(text.to_owned()),
            Err(fault) => bail!("{}:{}:{}: {}", id.path(), fault.position.line, fault.position.column, fault.message),
        }
    }
}
