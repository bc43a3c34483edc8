//! The commits that a rebase or cherry-pick has still to make when it stops, and which of them say a word.

use crate::store::Store;
use crate::store::git::{GitTrouble, Oid};
use std::path::Path;

/// A commit that is still to come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToPick {
    /// Its name before it is made anew.
    pub commit: Oid,
    /// The first line of its message.
    pub subject: String,
    /// The files of the book in which it writes what was asked for, and the file asked for where it changes that.
    pub paths: Vec<String>,
}

/// What is still to be picked, from the folder of git.
const LISTS: [&str; 2] = ["rebase-merge/git-rebase-todo", "sequencer/todo"];
/// Words of those lists behind which a commit stands.
const PICKS: [&str; 10] = ["pick", "p", "reword", "r", "edit", "e", "squash", "s", "fixup", "f"];
/// Behind this mark a commit begins, at the start of a line: there none of a diff has it, and a subject is one line.
const BEGINS: &str = "\n\u{1}";

impl Store {
    /// The commits still to come that change a file, or write a line that `says` something.
    pub fn still_to_pick(&self, path: &str, says: impl Fn(&str) -> bool) -> Result<Vec<ToPick>, GitTrouble> {
        let folder = self.git_folder()?;
        let list = LISTS.iter().find_map(|name| std::fs::read_to_string(folder.join(name)).ok());
        let list = list.unwrap_or_else(|| applied(&folder.join("rebase-apply")));
        let commits: Vec<&str> = list.lines().filter_map(picked).collect();
        // `sequencer/todo` begins with the commit over which git stopped
        let stopped = self.git().run(["rev-parse", "--quiet", "--verify", "CHERRY_PICK_HEAD"])?;
        let stopped = String::from_utf8_lossy(&stopped.stdout).trim().to_owned();
        let is_to_come = |commit: &&str| stopped.is_empty() || !stopped.starts_with(*commit);
        let commits: Vec<&str> = commits.into_iter().filter(is_to_come).collect();
        if commits.is_empty() {
            return Ok(Vec::new());
        }
        let words =
            ["log", "--no-walk=unsorted", "-p", "-U0", "--no-color", "--no-ext-diff", "--no-renames", "--relative"];
        let words = words.into_iter().chain(["--no-textconv", "--no-show-signature", "--encoding=UTF-8"]);
        let words = words.chain(["--src-prefix=a/", "--dst-prefix=b/", "--format=%x01%H%x00%s%x00"]);
        let words = words.chain(commits).chain(["--", "."]);
        let told = self.git().bytes("look at what is still to be picked", words)?;
        Ok(to_picks(&String::from_utf8_lossy(&told), path, &says))
    }
}

/// What `git rebase --apply` has still to apply, as a list of the same kind: each commit lies there as a mail, and two files say which of
/// them it is at, and which is the last. The mails of `git am` name commits of other repositories.
fn applied(folder: &Path) -> String {
    let number = |name: &str| std::fs::read_to_string(folder.join(name)).ok()?.trim().parse::<usize>().ok();
    let (true, Some(at), Some(last)) = (folder.join("rebasing").exists(), number("next"), number("last")) else {
        return String::new();
    };
    let mails = (at + 1..=last).filter_map(|mail| std::fs::read(folder.join(format!("{mail:04}"))).ok());
    let name = |mail: Vec<u8>| {
        let head = mail.split(|byte| *byte == b'\n').next().map(String::from_utf8_lossy)?;
        Some(format!("pick {}\n", head.strip_prefix("From ")?.split(' ').next()?))
    };
    mails.filter_map(name).collect()
}

fn picked(line: &str) -> Option<&str> {
    let mut words = line.split_whitespace();
    let word = words.next().filter(|word| PICKS.contains(word))?;
    // `fixup -C COMMIT`
    words.find(|next| !(word.starts_with('f') && next.starts_with('-')))
}

fn to_picks(told: &str, wanted: &str, says: &impl Fn(&str) -> bool) -> Vec<ToPick> {
    format!("\n{told}").split(BEGINS).skip(1).filter_map(|commit| to_pick(commit, wanted, says)).collect()
}

fn to_pick(told: &str, wanted: &str, says: &impl Fn(&str) -> bool) -> Option<ToPick> {
    let mut parts = told.splitn(3, '\0');
    let (commit, subject, diff) = (parts.next()?, parts.next()?, parts.next()?);
    let mut paths: Vec<String> = Vec::new();
    let mut path = String::new();
    for line in diff.lines() {
        if let Some(header) = line.strip_prefix("diff --git ") {
            path = path_of(header);
        }
        let is_new = line.starts_with('+') && !line.starts_with("+++ ");
        let counts = if path == wanted { line.starts_with("@@") || is_new } else { is_new && says(&line[1..]) };
        if counts && paths.last().is_none_or(|last| *last != path) {
            paths.push(path.clone());
        }
    }
    (!paths.is_empty()).then(|| ToPick { commit: Oid::of(commit), subject: subject.to_owned(), paths })
}

/// The path in the header of a file, where it stands twice, behind `a/` and behind `b/`: as it is, or in quotes, with numbers for the bytes
/// of letters that are not ASCII.
fn path_of(header: &str) -> String {
    let twice = match header.strip_prefix('"') {
        None => header.get(..header.len() / 2).unwrap_or(header).to_owned(),
        Some(quoted) => unquoted(quoted),
    };
    twice.strip_prefix("a/").unwrap_or(&twice).to_owned()
}

/// What stands up to the closing quote.
fn unquoted(quoted: &str) -> String {
    let (mut bytes, mut rest) = (Vec::new(), quoted.bytes());
    while let Some(byte) = rest.next().filter(|byte| *byte != b'"') {
        bytes.push(match byte {
            b'\\' => match rest.next() {
                Some(high @ b'0'..=b'3') => {
                    let mut digit = || rest.next().unwrap_or(b'0').wrapping_sub(b'0') & 7;
                    let (middle, low) = (digit(), digit());
                    (high - b'0') << 6 | middle << 3 | low
                }
                Some(b'n') => b'\n',
                Some(b't') => b'\t',
                Some(b'r') => b'\r',
                Some(other) => other,
                None => break,
            },
            byte => byte,
        });
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_commit_counts_where_it_writes_the_word_or_touches_the_file() {
        let told = "1a2b\0Hours\0\n\ndiff --git a/t/ann.yaml b/t/ann.yaml\n--- a/t/ann.yaml\n+++ b/t/ann.yaml\n@@ -1,0 +2 @@\n+  job: X-1\n\
            diff --git a/t/bo.yaml b/t/bo.yaml\n--- a/t/bo.yaml\n+++ b/t/bo.yaml\n@@ -1 +1,0 @@\n-  job: X-1\n\
            diff --git a/jobs/X-1.yaml b/jobs/X-1.yaml\n--- a/jobs/X-1.yaml\n+++ b/jobs/X-1.yaml\n@@ -1 +1 @@\n-a: 1\n+a: 2\n";
        let found = to_pick(told, "jobs/X-1.yaml", &|line: &str| line.contains("X-1")).expect("a commit");
        assert_eq!(found.paths, ["t/ann.yaml", "jobs/X-1.yaml"], "what goes is no name any more");
        assert_eq!(to_pick("1a2b\0Other\0\n", "jobs/X-1.yaml", &|_: &str| true), None);
    }

    #[test]
    fn a_path_is_read_in_quotes_and_with_blanks() {
        assert_eq!(path_of("a/jobs/X-1.yaml b/jobs/X-1.yaml"), "jobs/X-1.yaml");
        assert_eq!(path_of("a/notes b/x.yaml b/notes b/x.yaml"), "notes b/x.yaml");
        let (a, b) = (
            r#""a/\340\270\207\340\270\262\340\270\231/x\"\\.yaml""#,
            r#""b/\340\270\207\340\270\262\340\270\231/x\"\\.yaml""#,
        );
        assert_eq!(path_of(&format!("{a} {b}")), "งาน/x\"\\.yaml");
    }

    #[test]
    fn a_mark_in_a_message_or_in_a_text_begins_no_commit() {
        let diff = "\n\ndiff --git a/t/ann.yaml b/t/ann.yaml\n--- a/t/ann.yaml\n+++ b/t/ann.yaml\n@@ -0,0 +1,2 @@\n";
        let told = format!("\u{1}1a\0Ho\u{1}urs\0{diff}+\u{1}\n+job: X-1\n\n\u{1}2b\0\u{1}\0{diff}+job: X-1\n");
        let found = to_picks(&told, "jobs/X-1.yaml", &|line: &str| line.contains("X-1"));
        let found: Vec<_> = found.iter().map(|pick| (pick.commit.as_str(), pick.subject.as_str())).collect();
        assert_eq!(found, [("1a", "Ho\u{1}urs"), ("2b", "\u{1}")]);
    }

    #[test]
    fn of_mails_that_are_applied_those_behind_the_present_one_are_to_come() {
        let folder = tempfile::tempdir().expect("a scratch folder");
        let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).expect("written");
        for (mail, commit) in [("0001", "1a2b"), ("0002", "3c4d"), ("0003", "5e6f")] {
            write(mail, &format!("From {commit} Mon Sep 17 00:00:00 2001\nSubject: Film\n"));
        }
        write("next", "2\n");
        write("last", "3\n");
        assert_eq!(applied(folder.path()), "", "mails of somebody else");
        write("rebasing", "");
        assert_eq!(applied(folder.path()), "pick 5e6f\n");
    }

    #[test]
    fn the_list_of_a_rebase_is_read() {
        let picks = ["pick 1a2b # Hours", "exec make", "# a remark", "fixup -C 3c4d Film", "f 5e6f", "break", ""];
        assert_eq!(picks.iter().filter_map(|line| picked(line)).collect::<Vec<_>>(), ["1a2b", "3c4d", "5e6f"]);
    }
}
