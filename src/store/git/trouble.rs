//! Why git has no answer, in words for a person.

use super::Git;
use std::fmt;
use std::process::Output;

/// What to do about a store that lacks what it should have, or has it damaged: git takes nothing that it believes to have but with `--refetch`.
pub(super) const DAMAGED: &str = "`git fsck` tells what is missing or damaged; `git fetch --refetch` brings all of it again from the server, or copy a clone that is whole";
/// How git words that.
const DAMAGE: [&str; 9] = [
    "unable to read ",
    "could not read ",
    "failed to read ",
    "bad object",
    "bad tree object",
    "missing tree",
    "missing blob",
    "is corrupt",
    "inflate",
];

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
    /// What is wrong, and what to type.
    pub(in crate::store) fn new(code: &'static str, message: impl Into<String>, hint: impl Into<String>) -> GitTrouble {
        GitTrouble { code, message: message.into(), hint: Some(hint.into()) }
    }

    /// What is wrong, where nobody can say what to type.
    pub(in crate::store) fn plain(message: impl Into<String>) -> GitTrouble {
        GitTrouble { code: "git-failed", message: message.into(), hint: None }
    }

    /// Git went wrong in a way that nobody foresaw: its own first line, behind what it was to do (`compare`, `list the files`).
    pub(in crate::store) fn failed(doing: &str, output: &Output) -> GitTrouble {
        let all = String::from_utf8_lossy(&output.stderr);
        let said = all.lines().next().unwrap_or("it does not say why").trim_start_matches("fatal: ").to_owned();
        let message = format!("git could not {doing}: {said}");
        if DAMAGE.iter().any(|word| all.contains(word)) {
            return GitTrouble::new("damaged-repository", message, DAMAGED);
        }
        GitTrouble { code: "git-failed", message, hint: None }
    }
}

impl Git {
    /// This clone lacks what was there at a revision.
    pub(in crate::store) fn lacking(&self, what: &str, revision: &str) -> GitTrouble {
        let promised = self.run(["config", "--get-regexp", "^(extensions\\.partialclone|remote\\..*\\.promisor)$"]);
        let is_partial = promised.is_ok_and(|found| found.status.success());
        let message = format!("this clone lacks {what} as it was at `{revision}`");
        let hint = if is_partial {
            "this clone is partial: fetch the rest with `git fetch --refetch --no-filter`"
        } else {
            DAMAGED
        };
        GitTrouble::new("missing-object", message, hint)
    }
}

impl fmt::Display for GitTrouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for GitTrouble {}
