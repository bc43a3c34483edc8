//! Why git has no answer, in words for a person.

use super::Git;
use std::fmt;
use std::process::Output;

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
        let said = String::from_utf8_lossy(&output.stderr);
        let said = said.lines().next().unwrap_or("it does not say why").trim_start_matches("fatal: ").to_owned();
        GitTrouble { code: "git-failed", message: format!("git could not {doing}: {said}"), hint: None }
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
            "look what else is missing with `git fsck`, and fetch it from a clone that is whole"
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
