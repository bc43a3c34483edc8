//! What git knows of the book: which files changed since another branch left. Asks the git that is installed, and changes nothing.

use super::Store;
use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fmt;
use std::io;
use std::process::{Command, Output};

/// The files of the book that differ from those at a commit: relative to the book, with `/`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Files that are there: new, changed, or renamed to this.
    pub present: BTreeSet<String>,
    /// Files that are gone: removed, or renamed from this.
    pub gone: BTreeSet<String>,
}

/// Why git has no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GitTrouble {
    /// A kebab-case word for scripts.
    pub code: &'static str,
    /// What is wrong.
    pub message: String,
    /// What to type.
    pub hint: Option<String>,
}

impl GitTrouble {
    fn new(code: &'static str, message: impl Into<String>, hint: impl Into<String>) -> GitTrouble {
        GitTrouble { code, message: message.into(), hint: Some(hint.into()) }
    }
}

impl fmt::Display for GitTrouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for GitTrouble {}

impl Store {
    /// What changed since the commit at which this branch and `revision` parted; what is not committed yet counts too.
    pub fn changes_since(&self, revision: &str) -> Result<Changes, GitTrouble> {
        let base = self.parted(revision)?;
        let diff = self.git([
            "diff",
            "--name-status",
            "-z",
            "-M",
            "--no-ext-diff",
            "--ignore-submodules",
            "--relative",
            &base,
            "--",
            ".",
        ])?;
        let mut changes = Changes::default();
        let diff = lossy(&good(diff)?);
        let mut parts = diff.split('\0');
        while let Some(status) = parts.next().filter(|status| !status.is_empty()) {
            let Some(path) = parts.next() else { break };
            match status.as_bytes()[0] {
                b'D' => drop(changes.gone.insert(path.to_owned())),
                b'R' => {
                    changes.gone.insert(path.to_owned());
                    changes.present.extend(parts.next().map(str::to_owned));
                }
                b'C' => changes.present.extend(parts.next().map(str::to_owned)),
                _ => drop(changes.present.insert(path.to_owned())),
            }
        }
        let new = lossy(&good(self.git(["ls-files", "-z", "--others", "--exclude-standard", "--", "."])?)?);
        changes.present.extend(new.split('\0').filter(|path| !path.is_empty()).map(str::to_owned));
        Ok(changes)
    }

    /// The commit at which this branch and another parted.
    fn parted(&self, revision: &str) -> Result<String, GitTrouble> {
        let inside = self.git(["rev-parse", "--is-inside-work-tree"])?;
        if !inside.status.success() {
            let hint =
                "`--since` compares with a commit: make the book a repository with `git init`, or leave `--since` out";
            return Err(GitTrouble::new("no-repository", "this book is not in a git repository", hint));
        }
        let commit = format!("{revision}^{{commit}}");
        let found = self.git(["rev-parse", "--verify", "--quiet", "--end-of-options", &commit])?;
        if !found.status.success() {
            let fetch = match revision.split_once('/') {
                Some((remote, branch)) => format!("fetch it with `git fetch {remote} {branch}`"),
                None => format!(
                    "if it is a branch of the server, `git fetch origin {revision}` and say `--since origin/{revision}`"
                ),
            };
            return Err(GitTrouble::new("unknown-revision", format!("git knows no revision `{revision}` here"), fetch));
        }
        let found = lossy(&found.stdout).trim().to_owned();
        let base = self.git(["merge-base", &found, "HEAD"])?;
        if base.status.success() {
            return Ok(lossy(&base.stdout).trim().to_owned());
        }
        let shallow = lossy(&self.git(["rev-parse", "--is-shallow-repository"])?.stdout).trim() == "true";
        let message = format!("git finds no commit at which `{revision}` and this branch parted");
        let hint = if shallow {
            "this clone is shallow: fetch the rest with `git fetch --unshallow` (in GitHub Actions: `fetch-depth: 0`; in GitLab CI: `GIT_DEPTH: 0`)"
        } else {
            "name a revision that shares history with this branch"
        };
        Err(GitTrouble::new("no-merge-base", message, hint))
    }

    fn git<A: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = A>) -> Result<Output, GitTrouble> {
        let mut git = Command::new("git");
        // nothing is written, not even an index that git would like to refresh; words in English, whatever the person speaks
        git.arg("-C").arg(self.root()).args(arguments).env("GIT_OPTIONAL_LOCKS", "0").env("LC_ALL", "C");
        git.output().map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => {
                GitTrouble::new("no-git", "git is not installed here", "install git; without it leave `--since` out")
            }
            _ => GitTrouble { code: "git-failed", message: format!("git cannot be run: {error}"), hint: None },
        })
    }
}

/// What git printed, if it went well.
fn good(output: Output) -> Result<Vec<u8>, GitTrouble> {
    if output.status.success() {
        return Ok(output.stdout);
    }
    let said = lossy(&output.stderr);
    let said = said.lines().next().unwrap_or("it does not say why").trim_start_matches("fatal: ");
    Err(GitTrouble { code: "git-failed", message: format!("git could not compare: {said}"), hint: None })
}

fn lossy(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
