//! The versions of one file through the history of a book, followed when it was renamed: who made each, when, and its text.

use super::{GitTrouble, Oid};
use crate::store::Store;
use crate::values::Day;
use crate::yaml::check_bytes;

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
    /// What it said; `None` where it was taken out, or is no text.
    pub text: Option<String>,
}

/// Fields of a commit in git's log, apart from each other by what no name holds.
const FORMAT: &str = "--format=%x00%H%x1f%an%x1f%ae%x1f%as%x1f%s";

impl Store {
    /// The versions of a file that are part of a commit's past, the newest first.
    pub fn versions(&self, path: &str, at: &str) -> Result<Vec<FileVersion>, GitTrouble> {
        let git = self.git();
        let commit = git.revision(at)?.commit;
        let log =
            ["log", "--follow", "-M", "--raw", "--no-abbrev", "--no-color", "--no-ext-diff", "--no-show-signature"];
        let mut words: Vec<&str> = log.to_vec();
        words.extend(["-z", "--relative", FORMAT, commit.as_str(), "--", path]);
        let listed = git.bytes("read the history of a record", words)?;
        let mut made = made(&String::from_utf8_lossy(&listed));
        let oids: Vec<Oid> = made.iter().map(|(_, oid)| oid.clone()).collect();
        let texts = git.objects()?.read(&oids)?;
        for ((version, _), bytes) in made.iter_mut().zip(texts) {
            version.text = bytes.and_then(|bytes| Some(check_bytes(&bytes).ok()?.to_owned()));
        }
        Ok(made.into_iter().map(|(version, _)| version).collect())
    }
}

/// Reads `HASH␟NAME␟MAIL␟DAY␟SUBJECT`, then `:100644 100644 OID OID M` and one path or two.
fn made(listed: &str) -> Vec<(FileVersion, Oid)> {
    let mut versions = Vec::new();
    let mut said: Option<FileVersion> = None;
    let mut parts = listed.split('\0').map(|part| part.trim_start_matches('\n'));
    while let Some(part) = parts.next() {
        let fields: Vec<&str> = part.split('\u{1f}').collect();
        if let [commit, author, email, day, subject] = fields[..] {
            said = Some(FileVersion {
                commit: Oid::of(commit),
                author: author.to_owned(),
                email: email.to_owned(),
                day: Day::parse(day),
                subject: subject.to_owned(),
                path: String::new(),
                text: None,
            });
        } else if let Some(facts) = part.strip_prefix(':') {
            let facts: Vec<&str> = facts.split(' ').collect();
            let [_, _, _, oid, status] = facts[..] else { continue };
            let path = parts.next().unwrap_or_default();
            let path = if status.starts_with(['R', 'C']) { parts.next().unwrap_or(path) } else { path };
            if let Some(version) = said.take() {
                versions.push((FileVersion { path: path.to_owned(), ..version }, Oid::of(oid)));
            }
        }
    }
    versions
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commits_and_their_files_are_read_in_pairs() {
        let commit = |hash: &str, rest: &str| {
            format!("\0{hash}\u{1f}Ann Lee\u{1f}ann@northlight.example\u{1f}2026-11-16\u{1f}Hand it in\0{rest}")
        };
        let listed = commit("aa", "\n:100644 100644 01 02 M\0briefs/A.yaml\0")
            + &commit("bb", "\n:100644 100644 03 01 R090\0briefs/B.yaml\0briefs/A.yaml\0");
        let told = made(&listed);
        let told: Vec<(&str, &str, &str)> =
            told.iter().map(|(made, oid)| (made.commit.as_str(), made.path.as_str(), oid.as_str())).collect();
        assert_eq!(told, [("aa", "briefs/A.yaml", "02"), ("bb", "briefs/A.yaml", "01")]);
    }
}
