//! One commit of exactly some files, by way of an index of its own, so that what the person has staged stays as it is. Git makes the
//! commit, so hooks, signing and every setting hold as they do for one that is typed.

use super::ground::Ground;
use super::run::not_run;
use super::{Git, GitTrouble};
use crate::store::Store;
use crate::store::lock::{SCRATCH, WriteLock};
use crate::store::reading::reason;
use std::fs::File;
use std::io::{self, Write as _};
use std::path::Path;
use std::process::{ExitStatus, Output, Stdio};

/// A commit that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commit {
    /// Its name, in full.
    pub id: String,
    /// What git and the hooks said, a line each.
    pub said: Vec<String>,
    /// What the person should know of it.
    pub notes: Vec<String>,
}

/// Why there is no commit, though the files are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Uncommitted {
    /// What git and the hooks said, a line each.
    pub said: Vec<String>,
    /// Whether somebody said no, such as a hook; else something failed.
    pub is_refusal: bool,
    /// The command that commits it, once that is settled.
    pub retry: String,
}

/// A commit's message, for git and for the person who commits by hand after all.
const MESSAGE: &str = ".suits/message";

impl Store {
    /// Commits the files of a ground as they stand.
    pub fn commit(&self, _: &WriteLock, ground: &Ground, message: &str) -> Result<Commit, Uncommitted> {
        let index = self.root().join(SCRATCH).join("index");
        let ended = self.attempt(ground, &index, message);
        sweep(&index);
        let (said, is_refusal) = match ended {
            Ok((status, said)) if status.success() => {
                drop(std::fs::remove_file(self.root().join(MESSAGE)));
                return Ok(ground.follow(said));
            }
            // Git ends with 1 where it was told no, with 128 where it could not.
            Ok((status, said)) => (said, status.code() == Some(1)),
            Err(trouble) => (vec![trouble.to_string()], false),
        };
        let all = ground.paths.join(" ");
        let retry = format!("git add {all} && git commit -F {MESSAGE} -- {all}");
        Err(Uncommitted { said, is_refusal, retry })
    }

    /// Lays the files into an index of their own and has git commit it; how that ended, and what was said.
    fn attempt(&self, ground: &Ground, index: &Path, message: &str) -> Result<(ExitStatus, Vec<String>), GitTrouble> {
        let (text, talk) = (self.root().join(MESSAGE), self.root().join(SCRATCH).join("said"));
        let disk = |error: io::Error| GitTrouble::plain(format!("`{SCRATCH}` cannot be written: {}", reason(&error)));
        sweep(index);
        std::fs::write(&text, message).map_err(disk)?;
        let own = ground.dir.join("index");
        if own.symlink_metadata().is_ok() {
            // The person's index knows which files are as they were; the entries themselves are those of the last commit.
            std::fs::copy(&own, index).map_err(disk)?;
        }
        let base: &[&str] =
            if ground.is_unborn { &["read-tree", "--empty"] } else { &["read-tree", "--reset", "HEAD"] };
        ground.git.feed("read the last commit", Some(index), base, b"")?;
        let mut paths = ground.paths.join("\0");
        paths.push('\0');
        let add = ["update-index", "--add", "--remove", "-z", "--stdin"];
        ground.git.feed("take the files", Some(index), &add, paths.as_bytes())?;
        // Into a file: something that a hook leaves running would keep a pipe open, and us waiting.
        let said = File::create(&talk).map_err(disk)?;
        let too = said.try_clone().map_err(disk)?;
        let mut git = ground.git.as_typed(["-c", "i18n.commitEncoding=UTF-8", "-c", "core.splitIndex=false"]);
        git.args(["commit", "--quiet", "--cleanup=whitespace", "-F"]).arg(&text);
        git.env("GIT_INDEX_FILE", index).stdin(Stdio::null()).stdout(said).stderr(too);
        let status = git.status().map_err(|error| not_run(&error))?;
        let said = std::fs::read(&talk).map_err(disk)?;
        drop(std::fs::remove_file(&talk));
        let lines = String::from_utf8_lossy(&said);
        Ok((status, lines.lines().map(|line| line.trim_end().to_owned()).filter(|line| !line.is_empty()).collect()))
    }
}

/// Takes an index away, with what a kill left of its successor.
fn sweep(index: &Path) {
    drop(std::fs::remove_file(index));
    drop(std::fs::remove_file(index.with_extension("lock")));
}

impl Git {
    /// Runs a step of git's plumbing on an index, the person's or another, with something to read.
    pub(super) fn feed(
        &self,
        doing: &str,
        index: Option<&Path>,
        arguments: &[&str],
        input: &[u8],
    ) -> Result<(), GitTrouble> {
        let output = self.fed(index, arguments, input)?;
        if output.status.success() { Ok(()) } else { Err(GitTrouble::failed(doing, &output)) }
    }

    /// The same, however it ends.
    pub(super) fn fed(&self, index: Option<&Path>, arguments: &[&str], input: &[u8]) -> Result<Output, GitTrouble> {
        let mut git = self.command(["-c", "core.splitIndex=false"].iter().chain(arguments));
        if let Some(index) = index {
            git.env("GIT_INDEX_FILE", index);
        }
        git.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = git.spawn().map_err(|error| not_run(&error))?;
        if let Some(mut stdin) = child.stdin.take() {
            // Git that stops reading says why on its way out.
            drop(stdin.write_all(input));
        }
        child.wait_with_output().map_err(|error| not_run(&error))
    }
}
