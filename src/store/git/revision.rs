//! A point in the history of a book, by any name that git knows.

use super::{Git, GitTrouble, Oid};

/// What to do about a clone without the whole history.
pub(in crate::store) const SHALLOW: &str = "this clone is shallow: fetch the rest with `git fetch --unshallow` (in GitHub Actions: `fetch-depth: 0`; in GitLab CI: `GIT_DEPTH: 0`)";

/// A point in the history of a book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision {
    /// As it was typed: `v1`, `HEAD~3`, `main@{last friday}`.
    pub name: String,
    /// The commit it stands for.
    pub commit: Oid,
}

impl Git {
    /// The commit that a name stands for.
    pub fn revision(&self, name: &str) -> Result<Revision, GitTrouble> {
        self.must_be_there("a revision")?;
        let commit = format!("{name}^{{commit}}");
        let found = self.run(["rev-parse", "--verify", "--quiet", "--end-of-options", &commit])?;
        if found.status.success() {
            let commit = Oid::of(String::from_utf8_lossy(&found.stdout).trim());
            return Ok(Revision { name: name.to_owned(), commit });
        }
        let mut hint = match name.split_once('/') {
            Some((remote, branch)) => format!("fetch it with `git fetch {remote} {branch}`"),
            None => format!("if it is a branch of the server, `git fetch origin {name}` and say `origin/{name}`"),
        };
        if self.is_shallow()? {
            hint.push_str("; ");
            hint.push_str(SHALLOW);
        }
        Err(GitTrouble::new("unknown-revision", format!("git knows no revision `{name}` here"), hint))
    }
}
