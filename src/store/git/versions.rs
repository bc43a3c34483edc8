//! The life of one file of a book: every commit that changed it, back to the one that made it, under whatever name it had.

use super::{Git, GitTrouble, Oid};
use crate::store::Store;
use crate::values::Day;
use crate::yaml::check_bytes;
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
    /// What it said in each version before, one for each parent of the commit that had it.
    pub before: Vec<String>,
    /// What it said; `None` where it was taken out, or is no text.
    pub text: Option<String>,
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
    before: Vec<Oid>,
    after: Option<Oid>,
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
        loop {
            listed.extend(git.listed(&tip, &path, every)?);
            let Some(made) = listed.last_mut().filter(|last| last.before.is_empty()) else { break };
            let Some((from, blob)) = git.renamed(&made.version.commit, |_, to| to == path)? else { break };
            tip = format!("{}^", made.version.commit);
            made.before = vec![blob];
            made.version.from = Some(from.clone());
            path = from;
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
    let is_there = |oid: &&&str| oid.bytes().any(|digit| digit != b'0');
    let blob = |at: usize| words.get(at).filter(is_there).map(|oid| Oid::of(oid));
    let version = FileVersion {
        commit: Oid::of(commit),
        author: author.to_owned(),
        email: email.to_owned(),
        day: Day::parse(day),
        subject: subject.to_owned(),
        path: path.to_owned(),
        from: None,
        before: Vec::new(),
        text: None,
    };
    let before = (parents + 1..=2 * parents).filter_map(blob).collect();
    Some(Listed { version, before, after: blob(2 * parents + 1) })
}

/// Puts texts in the place of objects, and paths of the book in the place of those of the repository.
fn filled(git: &Git, listed: Vec<Listed>, below: &str) -> Result<Vec<FileVersion>, GitTrouble> {
    let mut wanted: Vec<Oid> = listed.iter().flat_map(|one| one.before.iter().chain(&one.after)).cloned().collect();
    wanted.sort_unstable();
    wanted.dedup();
    let text = |bytes: Option<Vec<u8>>| Some(check_bytes(&bytes?).ok()?.to_owned());
    let texts = if wanted.is_empty() { Vec::new() } else { git.objects()?.read(&wanted)? };
    let texts: HashMap<Oid, Option<String>> = wanted.into_iter().zip(texts.into_iter().map(text)).collect();
    let of = |oid: &Oid| texts.get(oid).cloned().flatten();
    let inside = |path: &str| path.strip_prefix(below).unwrap_or(path).to_owned();
    let fill = |Listed { version, before, after }: Listed| FileVersion {
        path: inside(&version.path),
        from: version.from.as_deref().map(inside),
        before: before.iter().filter_map(of).collect(),
        text: after.as_ref().and_then(of),
        ..version
    };
    Ok(listed.into_iter().map(fill).collect())
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
            let before: Vec<String> = listed.before.iter().map(ToString::to_string).collect();
            (before, listed.after.map(|oid| oid.to_string()))
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
    }
}
