//! The life of one file of a book: every commit that changed it, back to the one that made it, under whatever name it had.

use super::between::LINK;
use super::{Content, Git, GitTrouble, Oid};
use crate::store::Store;
use crate::values::Day;
use std::collections::HashMap;

/// A version of a file, and the commit that made it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileVersion {
    /// The commit.
    pub commit: Oid,
    /// Who wrote it.
    pub author: String,
    /// Their address.
    pub email: String,
    /// The day, where it was written.
    pub day: Option<Day>,
    /// The first line of what they said about it.
    pub subject: String,
    /// Where the file was, relative to the book.
    pub path: String,
    /// Where it had been, if this commit moved it.
    pub from: Option<String>,
    /// What it was in each version before, one for each parent of the commit that had it.
    pub before: Vec<Kept>,
    /// What it was; `None` where it was taken out.
    pub after: Option<Kept>,
}

/// What git keeps of a version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The object that holds it.
    pub oid: Oid,
    /// What it says, or why that is nothing that can be read.
    pub content: Content,
}

impl FileVersion {
    /// What it said; `None` where it was taken out, or is no text.
    pub fn text(&self) -> Option<&str> {
        self.after.as_ref()?.content.text()
    }
}

/// The facts of a commit between two marks that git takes out of names and messages.
const FACTS: &str = "--format=tformat:%x02%H%x1f%aN%x1f%aE%x1f%as%x1f%s%x03";
const BEGINS: char = '\u{2}';
const BETWEEN: char = '\u{1f}';
const ENDS: char = '\u{3}';

/// A commit as git lists it: objects instead of texts.
#[derive(Debug)]
struct Listed {
    version: FileVersion,
    before: Vec<Blob>,
    after: Option<Blob>,
}

/// An object that lay at the path of a file; `no_file`: why it is none.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Blob {
    oid: Oid,
    no_file: Option<&'static str>,
}

impl Blob {
    fn of(mode: &str, oid: &str) -> Option<Blob> {
        let no_file = match mode {
            "000000" => return None,
            "120000" => Some(LINK),
            "160000" => Some("it is a repository of its own"),
            _ => None,
        };
        Some(Blob { oid: Oid::of(oid), no_file })
    }
}

impl Store {
    /// The versions of a file that are part of a commit's past, the newest first. Commits that only join what was there are passed over;
    /// so are, unless `every` one is wanted, those whose text a merge did not take.
    pub fn versions(&self, path: &str, at: &str, every: bool) -> Result<Vec<FileVersion>, GitTrouble> {
        let git = self.git();
        let below = self.below_git();
        let mut tip = git.revision(at)?.commit.to_string();
        let mut path = format!("{below}{path}");
        let mut listed: Vec<Listed> = Vec::new();
        'names: loop {
            let begun = listed.len();
            listed.extend(git.listed(&tip, &path, every)?);
            for at in begun..listed.len() {
                // the commit that made it, or one that put it where another of that name had been
                let is_last = at + 1 == listed.len();
                let is_made = listed[at].before.is_empty() && listed[at].after.is_some();
                if !is_made || !(is_last || listed[at..].iter().any(|older| older.after.is_none())) {
                    continue;
                }
                let Some((from, blob)) = git.renamed(&listed[at].version.commit, |_, to| to == path)? else { continue };
                listed.truncate(at + 1);
                tip = format!("{}^", listed[at].version.commit);
                listed[at].before = vec![Blob { oid: blob, no_file: None }];
                listed[at].version.from = Some(from.clone());
                path = from;
                continue 'names;
            }
            break;
        }
        filled(&git, listed, &below)
    }

    /// Where the commit that took a file out has put it.
    pub fn moved_to(&self, version: &FileVersion) -> Result<Option<String>, GitTrouble> {
        let below = self.below_git();
        let (old, mut new) = (format!("{below}{}", version.path), None);
        self.git().renamed(&version.commit, |from, to| {
            let is_it = from == old;
            if is_it {
                new = to.strip_prefix(&below).map(str::to_owned);
            }
            is_it
        })?;
        Ok(new)
    }

    /// Whether this clone lacks what came before some commit.
    pub fn is_cut_off(&self) -> Result<bool, GitTrouble> {
        self.git().is_shallow()
    }
}

impl Git {
    /// The commits that changed a path, under that name alone.
    fn listed(&self, tip: &str, path: &str, every: bool) -> Result<Vec<Listed>, GitTrouble> {
        let spec = format!(":(top,literal){path}");
        let log = ["log", "-z", "--raw", "-c", "--no-renames", "--no-abbrev", "--no-color", "--no-ext-diff"];
        let words = log.into_iter().chain(every.then_some("--full-history"));
        let words = words.chain(["--no-show-signature", FACTS, tip, "--", &spec]);
        let log = self.bytes("read the history of a record", words)?;
        let log = String::from_utf8_lossy(&log);
        Ok(log.split(BEGINS).skip(1).filter_map(|commit| read(commit, path)).collect())
    }

    /// The path that a commit renamed to another, and what the file had held; of the first pair that is wanted.
    fn renamed(
        &self,
        commit: &Oid,
        mut is_wanted: impl FnMut(&str, &str) -> bool,
    ) -> Result<Option<(String, Oid)>, GitTrouble> {
        let words = ["diff-tree", "-r", "-z", "-M", "--raw", "--no-abbrev", "--diff-filter=R", "--no-commit-id"];
        let diff = self.bytes("look for an old name", words.into_iter().chain([commit.as_str()]))?;
        let diff = String::from_utf8_lossy(&diff);
        let mut parts = diff.split('\0');
        while let (Some(facts), Some(from), Some(to)) = (parts.next(), parts.next(), parts.next()) {
            if is_wanted(from, to) {
                return Ok(facts.split(' ').nth(2).map(|blob| (from.to_owned(), Oid::of(blob))));
            }
        }
        Ok(None)
    }
}

/// One commit: its facts, and `:100644 100644 OID OID M` with a colon, a mode and an object more for each further parent.
fn read(commit: &str, path: &str) -> Option<Listed> {
    let (facts, raw) = commit.split_once(ENDS)?;
    let facts: Vec<&str> = facts.split(BETWEEN).collect();
    let [commit, author, email, day, subject] = facts[..] else { return None };
    let line = raw.split('\0').map(str::trim_start).find(|part| part.starts_with(':'))?;
    let words: Vec<&str> = line.trim_start_matches(':').split(' ').collect();
    let parents = line.len() - line.trim_start_matches(':').len();
    // the mode of each parent and then the commit's own, and the objects in the same order
    let blob = |at: usize| Blob::of(words.get(at)?, words.get(parents + 1 + at)?);
    let version = FileVersion {
        commit: Oid::of(commit),
        author: author.to_owned(),
        email: email.to_owned(),
        day: Day::parse(day),
        subject: subject.to_owned(),
        path: path.to_owned(),
        from: None,
        before: Vec::new(),
        after: None,
    };
    let before = (0..parents).filter_map(blob).collect();
    Some(Listed { version, before, after: blob(parents) })
}

/// Puts texts in the place of objects, and paths of the book in the place of those of the repository. Refuses a history of which a text
/// is missing: without it what is told of the others would not be true.
fn filled(git: &Git, listed: Vec<Listed>, below: &str) -> Result<Vec<FileVersion>, GitTrouble> {
    let blobs = listed.iter().flat_map(|one| one.before.iter().chain(&one.after));
    let mut wanted: Vec<Oid> = blobs.filter(|blob| blob.no_file.is_none()).map(|blob| blob.oid.clone()).collect();
    wanted.sort_unstable();
    wanted.dedup();
    let texts = if wanted.is_empty() { Vec::new() } else { git.objects()?.read(&wanted)? };
    let texts: HashMap<Oid, Option<Content>> =
        wanted.into_iter().zip(texts.into_iter().map(|bytes| Some(Content::of(&bytes?)))).collect();
    let inside = |path: &str| path.strip_prefix(below).unwrap_or(path).to_owned();
    let kept = |blob: Blob, path: &str, then: &str| match (blob.no_file, texts.get(&blob.oid)) {
        (Some(why), _) => Ok(Kept { oid: blob.oid, content: Content::Broken(why.to_owned()) }),
        (None, Some(Some(content))) => Ok(Kept { oid: blob.oid, content: content.clone() }),
        _ => Err(git.lacking(&format!("`{}`", inside(path)), then)),
    };
    let fill = |Listed { version, before, after }: Listed| {
        let short = version.commit.short();
        let (was, then) = (version.from.as_deref().unwrap_or(&version.path), format!("{short}^"));
        Ok(FileVersion {
            before: before.into_iter().map(|blob| kept(blob, was, &then)).collect::<Result<_, GitTrouble>>()?,
            after: after.map(|blob| kept(blob, &version.path, short)).transpose()?,
            path: inside(&version.path),
            from: version.from.as_deref().map(inside),
            ..version
        })
    };
    listed.into_iter().map(fill).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_commit_is_read_with_what_was_there_before_it() {
        let commit = |raw: &str| {
            format!(
                "aa\u{1f}Ann Lee\u{1f}ann@northlight.example\u{1f}2026-11-16\u{1f}Hand it in\u{3}\0{raw}\0briefs/A.yaml\0"
            )
        };
        let told = |raw: &str| {
            let listed = read(&commit(raw), "briefs/A.yaml").expect("a commit");
            assert_eq!(listed.version.day, Day::parse("2026-11-16"));
            let before: Vec<String> = listed.before.iter().map(|blob| blob.oid.to_string()).collect();
            (before, listed.after.map(|blob| blob.oid.to_string()))
        };
        let words = |all: &[&str]| all.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        assert_eq!(told(":100644 100644 01 02 M"), (words(&["01"]), Some("02".to_owned())));
        assert_eq!(told(":000000 100644 00 02 A"), (words(&[]), Some("02".to_owned())), "it is new");
        assert_eq!(told(":100644 000000 01 00 D"), (words(&["01"]), None), "it is gone");
        assert_eq!(
            told("::100644 100644 100644 01 02 03 MM"),
            (words(&["01", "02"]), Some("03".to_owned())),
            "a merge"
        );
        let linked = read(&commit(":100644 120000 01 02 T"), "briefs/A.yaml").expect("a commit").after;
        assert_eq!(linked.and_then(|blob| blob.no_file), Some(LINK));
    }
}
