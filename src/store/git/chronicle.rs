//! The whole history up to a commit, as one `git log` tells it: who, when, from which commits, and which files it changed against its
//! first parent. What a file was at any commit follows from that without asking git again.

use super::revision::SHALLOW;
use super::{Git, GitTrouble, Oid};
use crate::values::Day;
use std::collections::HashSet;

/// One commit.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its name.
    pub commit: Oid,
    /// The commits it continues, the first one first.
    pub parents: Vec<Oid>,
    /// Who made it, as `.mailmap` spells them.
    pub author: String,
    /// Their address.
    pub email: String,
    /// When they made it, by their own clock.
    pub written: Day,
    /// When it came into this history: later than `written` after a rebase.
    pub committed: Day,
    /// The first line of its message.
    pub subject: String,
    /// What it says that it takes back, in the order in which it says so.
    pub takes_back: Vec<TakenBack>,
    /// The files of the book that differ from the first parent's.
    pub touches: Vec<Touched>,
    /// What came before is not in this clone.
    pub is_cut: bool,
}

/// A commit that another says to take back, as `git revert` words it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakenBack {
    /// That commit: its name, or how it begins.
    pub commit: String,
    /// Of a merge the parent that stays.
    pub against: Option<String>,
    /// The commit that said so, where the message quotes it: of several that were squashed into one.
    pub quoted: Option<String>,
}

/// A file that a commit changed.
#[derive(Clone, Debug)]
pub struct Touched {
    /// Relative to the book.
    pub path: String,
    /// What it was.
    pub before: Option<Oid>,
    /// What it is; `None`: it is gone, or no file any more.
    pub after: Option<Oid>,
    /// The path it had, where git takes it for a renamed one.
    pub from: Option<String>,
}

/// Behind this mark a commit begins: no other part of the stream starts with it where a part may begin.
const BEGINS: char = '\u{1}';

impl Git {
    /// Every commit up to one, parents before children.
    pub fn chronicle(&self, upto: &Oid) -> Result<Vec<Entry>, GitTrouble> {
        let bytes = self.bytes(
            "tell the history",
            [
                "-c",
                "log.showSignature=false",
                "log",
                "-z",
                "--raw",
                "--no-abbrev",
                "--root",
                "--diff-merges=first-parent",
                "--find-renames",
                "--relative",
                "--no-ext-diff",
                "--no-color",
                "--topo-order",
                "--reverse",
                "--encoding=UTF-8",
                "--format=tformat:%x01%H%x00%P%x00%aN%x00%aE%x00%aI%x00%cI%x00%s%x00%b",
                upto.as_str(),
                "--",
            ],
        )?;
        let cut = self.cut()?;
        Ok(entries(&String::from_utf8_lossy(&bytes), &cut))
    }

    /// The commits of a shallow clone whose parents are not here.
    fn cut(&self) -> Result<HashSet<String>, GitTrouble> {
        let path = self.text("find its folder", ["rev-parse", "--git-path", "shallow"])?;
        let text = std::fs::read_to_string(self.folder().join(path)).unwrap_or_default();
        Ok(text.lines().map(str::to_owned).collect())
    }

    /// What to do about a clone without the whole history.
    pub fn how_to_deepen() -> &'static str {
        SHALLOW
    }
}

fn entries(stream: &str, cut: &HashSet<String>) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    let mut parts = stream.split('\0');
    while let Some(part) = parts.next() {
        if let Some(name) = part.strip_prefix(BEGINS) {
            let mut next = || parts.next().unwrap_or_default();
            let parents = next().split(' ').filter(|name| !name.is_empty()).map(Oid::of).collect();
            let (author, email) = (next().to_owned(), next().to_owned());
            let (written, committed) = (day(next()), day(next()));
            entries.push(Entry {
                commit: Oid::of(name),
                parents,
                author,
                email,
                written,
                committed,
                subject: next().to_owned(),
                takes_back: taken_back(next()),
                touches: Vec::new(),
                is_cut: cut.contains(name),
            });
        } else if let Some(raw) = part.trim_start_matches('\n').strip_prefix(':') {
            let facts: Vec<&str> = raw.split(' ').collect();
            let (Some(first), Some(entry)) = (parts.next(), entries.last_mut()) else { break };
            let &[mode_before, mode_after, before, after, how] = facts.as_slice() else { continue };
            let renamed = how.starts_with(['R', 'C']).then(|| parts.next().unwrap_or_default());
            let touch = |path: &str, before: Option<Oid>, after: Option<Oid>, from: Option<String>| Touched {
                path: path.to_owned(),
                before,
                after,
                from,
            };
            let (before, after) = (file(mode_before, before), file(mode_after, after));
            match renamed {
                None => entry.touches.push(touch(first, before, after, None)),
                Some(to) if how.starts_with('C') => entry.touches.push(touch(to, None, after, None)),
                Some(to) => {
                    entry.touches.push(touch(first, before.clone(), None, None));
                    entry.touches.push(touch(to, before, after, Some(first.to_owned())));
                }
            }
        }
    }
    entries
}

/// What the rest of a message says that its commit takes back. One that was squashed quotes what each of several took back, with the name of
/// each before it, or without.
fn taken_back(message: &str) -> Vec<TakenBack> {
    let name = |said: &str| {
        let name = said.split(|letter: char| !letter.is_ascii_hexdigit()).next().unwrap_or_default();
        (name.len() > 6).then(|| name.to_owned())
    };
    let (mut found, mut quoted) = (Vec::new(), None);
    let mut parts = message.split("This reverts commit ");
    let mut before = parts.next().unwrap_or_default();
    for said in parts {
        let headings = before.lines().filter_map(|line| line.strip_prefix("commit "));
        quoted = headings.filter_map(name).next_back().or(quoted);
        // where the commit is told by its subject too, that may be of several lines
        let rest = said.split("\n\n").next().unwrap_or_default();
        let parent = |(_, rest): (&str, &str)| rest.trim_start().strip_prefix("changes made to ").and_then(name);
        let against = rest.split_once("reversing\n").and_then(parent);
        found.extend(name(said).map(|commit| TakenBack { commit, against, quoted: quoted.clone() }));
        before = said;
    }
    found
}

/// The day of a time as git writes it; the first of all days where it writes none.
fn day(time: &str) -> Day {
    time.get(..10).and_then(Day::parse).unwrap_or(Day::EPOCH)
}

/// The object of a file; none for what is no file: a link, a submodule, nothing.
fn file(mode: &str, oid: &str) -> Option<Oid> {
    mode.starts_with("100").then(|| Oid::of(oid))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_message_takes_back_is_read() {
        let back = |message: &str| -> Vec<(String, Option<String>)> {
            taken_back(message).into_iter().map(|back| (back.commit, back.against)).collect()
        };
        assert_eq!(back("This reverts commit 0123abcd.\n"), [("0123abcd".to_owned(), None)]);
        let merge =
            "Too early.\n\nThis reverts commit 0123abcd, reversing\nchanges made to 4567ef89.\n\nSigned-off-by: Ann\n";
        assert_eq!(back(merge), [("0123abcd".to_owned(), Some("4567ef89".to_owned()))]);
        let told = "This reverts commit 0123abcd (Merge side, 2026-11-20), reversing\nchanges made to 4567ef89 (Banner, 2026-11-20).\n";
        assert_eq!(back(told), back(merge));
        assert_eq!(back("This reverts commit messages to plain English.\n"), []);
    }

    #[test]
    fn of_commits_that_were_squashed_each_is_read_with_its_own_name() {
        let message = "commit 89abcdef01\nAuthor: Ann\n\n    Reapply \"Merge side\"\n\n    This reverts commit fedcba9876.\n\ncommit fedcba9876\n\n    Revert \"Merge side\"\n\n    This reverts commit 0123abcd, reversing\n    changes made to 4567ef89.\n";
        let back = |commit: &str, against: Option<&str>, quoted: &str| TakenBack {
            commit: commit.to_owned(),
            against: against.map(str::to_owned),
            quoted: Some(quoted.to_owned()),
        };
        let both = [back("fedcba9876", None, "89abcdef01"), back("0123abcd", Some("4567ef89"), "fedcba9876")];
        assert_eq!(taken_back(message), both);
    }

    #[test]
    fn a_stream_is_taken_apart_whatever_a_file_is_called() {
        let head = |name: &str, parents: &str| {
            format!(
                "\u{1}{name}\0{parents}\0Ann\0ann@x\02026-11-20T09:00:00+02:00\02026-11-21T09:00:00+02:00\0Say so\0\0"
            )
        };
        let stream = format!(
            "{}\n:000000 100644 0000 aaaa A\0:odd\0{}{}\n:100644 100644 aaaa bbbb R090\0:odd\0\u{1}b\0:120000 000000 cccc 0000 D\0link\0",
            head("one", ""),
            head("two", "one"),
            head("three", "two one"),
        );
        let entries = entries(&stream, &HashSet::from(["one".to_owned()]));
        let told: Vec<_> = entries.iter().map(|entry| (entry.commit.as_str(), entry.touches.len())).collect();
        assert_eq!(told, [("one", 1), ("two", 0), ("three", 3)]);
        assert!(entries[0].is_cut && !entries[1].is_cut);
        assert_eq!(entries[2].parents.len(), 2);
        assert_eq!(
            (entries[2].written.to_string(), entries[2].committed.to_string()),
            ("2026-11-20".into(), "2026-11-21".into())
        );
        let renamed = &entries[2].touches[1];
        assert_eq!((renamed.path.as_str(), renamed.from.as_deref()), ("\u{1}b", Some(":odd")));
        assert_eq!((&entries[2].touches[0].after, &entries[2].touches[2].before), (&None, &None));
    }
}
