//! The commits that touched some paths, with their parents among each other, and what each has at those paths. Knows no records.

use super::between::LINK;
use super::{Content, Git, GitTrouble, Oid};
use crate::values::Day;
use std::collections::HashMap;

/// The commits that touched some paths, the newest first; parents stand behind their children.
#[derive(Debug)]
pub(super) struct Listing {
    /// The paths.
    pub names: Vec<String>,
    /// The commits.
    pub commits: Vec<Commit>,
}

/// One commit.
#[derive(Debug)]
pub(super) struct Commit {
    /// Its name.
    pub id: Oid,
    /// Who wrote it.
    pub author: String,
    /// Their address.
    pub email: String,
    /// The day, where it was written.
    pub day: Option<Day>,
    /// The first line of what they said about it.
    pub subject: String,
    /// The next commits before it that touched the paths, by their places.
    pub parents: Vec<usize>,
    /// What it has at each of the paths.
    blobs: Vec<Option<Blob>>,
}

/// An object that lay at a path; `no_file`: why it is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Blob {
    /// The object.
    pub oid: Oid,
    /// Why it is no file.
    pub no_file: Option<&'static str>,
}

impl Blob {
    /// What git lists as a mode and an object.
    pub(super) fn of(mode: &str, oid: &str) -> Option<Blob> {
        let no_file = match mode {
            "000000" => return None,
            "120000" => Some(LINK),
            "160000" => Some(Content::REPOSITORY),
            _ => None,
        };
        Some(Blob { oid: Oid::of(oid), no_file })
    }
}

impl Listing {
    /// What a commit has at a path.
    pub(super) fn blob(&self, commit: usize, path: &str) -> Option<&Blob> {
        let name = self.names.iter().position(|name| name == path)?;
        self.commits[commit].blobs[name].as_ref()
    }
}

/// The facts of a commit, each up to the one byte that no name and no message can hold.
const FACTS: &str = "--format=tformat:%x02%H%x00%aN%x00%aE%x00%as%x00%P%x00%s";
/// Behind this mark a commit begins, where a part may begin: names, messages and paths stand behind what announces them.
const BEGINS: char = '\u{2}';

impl Git {
    /// The commits that touched some paths, and the merges that joined such as did.
    pub(super) fn listing(&self, tip: &str, names: &[String]) -> Result<Listing, GitTrouble> {
        let specs: Vec<String> = names.iter().map(|name| format!(":(top,literal){name}")).collect();
        let log = ["log", "--date-order", "--parents", "-z", "--raw", "-m", "--no-renames", "--no-abbrev"];
        let words = log.into_iter().chain([
            "--simplify-merges",
            "--root",
            "--no-color",
            "--no-ext-diff",
            "--no-show-signature",
            "--no-relative",
            "--encoding=UTF-8",
            FACTS,
            tip,
            "--",
        ]);
        let log = self.bytes("read the history of a record", words.chain(specs.iter().map(String::as_str)))?;
        Ok(read(&String::from_utf8_lossy(&log), names))
    }
}

/// What a path became in a commit.
type Became<'l> = HashMap<&'l str, Option<Blob>>;

/// All commits. One that joins several is listed once for each of them that it differs from.
fn read(log: &str, names: &[String]) -> Listing {
    let mut listed: Vec<(Vec<&str>, Became<'_>)> = Vec::new();
    let mut parts = log.split('\0');
    while let Some(part) = parts.next() {
        if let Some(id) = part.strip_prefix(BEGINS) {
            let facts: Vec<&str> = std::iter::once(id).chain(parts.by_ref().take(5)).collect();
            if facts.len() < 6 {
                break;
            }
            if listed.last().is_none_or(|(last, _)| last[0] != facts[0]) {
                listed.push((facts, Became::new()));
            }
        } else if part.trim_start().starts_with(':') {
            let (Some(path), Some((_, became))) = (parts.next(), listed.last_mut()) else { break };
            // `:100644 100644 OID OID M`: the mode and the object before, and those after
            if let [_, mode, _, oid, _] = part.trim_start().split(' ').collect::<Vec<_>>()[..] {
                became.insert(path, Blob::of(mode, oid));
            }
        }
    }
    let places: HashMap<&str, usize> = listed.iter().enumerate().map(|(place, (facts, _))| (facts[0], place)).collect();
    let mut commits: Vec<Commit> = Vec::with_capacity(listed.len());
    // the oldest first: what a commit does not touch is as in the one before
    for (facts, became) in listed.iter().rev() {
        let [id, author, email, day, parents, subject] = facts[..] else { continue };
        let parents: Vec<usize> = parents.split(' ').filter_map(|parent| places.get(parent).copied()).collect();
        let before = |name| commits.get(listed.len() - 1 - *parents.first()?)?.blobs.get::<usize>(name)?.clone();
        let became =
            |(name, path): (usize, &String)| became.get(path.as_str()).cloned().unwrap_or_else(|| before(name));
        let blobs = names.iter().enumerate().map(became).collect();
        commits.push(Commit {
            id: Oid::of(id),
            author: author.to_owned(),
            email: email.to_owned(),
            day: Day::parse(day),
            subject: subject.to_owned(),
            parents,
            blobs,
        });
    }
    commits.reverse();
    Listing { names: names.to_vec(), commits }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One commit as git lists it.
    fn commit(id: &str, parents: &str, raw: &str) -> String {
        format!("\u{2}{id}\0Ann Lee\0ann@northlight.example\02026-11-16\0{parents}\0\u{2}Hand it in\0{raw}")
    }

    #[test]
    fn a_commit_is_read_with_its_parents_and_what_it_holds() {
        let names = ["briefs/A.yaml".to_owned(), "briefs/B.yaml".to_owned()];
        let log = [
            commit("dd", "cc bb", ":100644 100644 03 04 M\0briefs/A.yaml\0"),
            commit("dd", "cc bb", ":100644 100644 02 04 M\0briefs/A.yaml\0"),
            commit("cc", "aa", ":100644 120000 01 03 T\0briefs/A.yaml\0:000000 100644 00 05 A\0briefs/B.yaml\0"),
            commit("bb", "aa", ":100644 100644 01 02 M\0briefs/A.yaml\0"),
            commit("aa", "", ":000000 100644 00 01 A\0briefs/A.yaml\0"),
        ];
        let listing = read(&log.concat(), &names);
        let parents: Vec<&[usize]> = listing.commits.iter().map(|commit| commit.parents.as_slice()).collect();
        assert_eq!(parents, [&[1, 2][..], &[3], &[3], &[]], "a merge is one commit");
        let at = |path: &str| -> Vec<String> {
            (0..4).map(|at| listing.blob(at, path).map_or("-".to_owned(), |blob| blob.oid.to_string())).collect()
        };
        assert_eq!(at("briefs/A.yaml"), ["04", "03", "02", "01"]);
        assert_eq!(at("briefs/B.yaml"), ["05", "05", "-", "-"], "what the merge does not touch is as before it");
        assert_eq!(listing.blob(1, "briefs/A.yaml").and_then(|blob| blob.no_file), Some(LINK));
        assert_eq!(listing.commits[0].day, Day::parse("2026-11-16"));
    }
}
