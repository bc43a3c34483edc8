//! Runs git from the folder of a book.

use super::GitTrouble;
use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The git that is installed, as it sees one folder.
#[derive(Clone, Debug)]
pub struct Git {
    folder: PathBuf,
}

impl Git {
    /// Git in a folder, which may or may not be in a repository.
    pub fn of(folder: &Path) -> Git {
        Git { folder: folder.to_owned() }
    }

    /// A git that is still to be told what to do: it writes nothing that nobody asked for, not even an index that it would like to
    /// refresh, and speaks English, whatever the person speaks.
    pub(in crate::store) fn command<A: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = A>) -> Command {
        let mut git = Command::new("git");
        git.arg("-C").arg(&self.folder).args(arguments).env("GIT_OPTIONAL_LOCKS", "0").env("LC_ALL", "C");
        git
    }

    /// Runs git to its end, however it ends.
    pub(in crate::store) fn run<A: AsRef<OsStr>>(
        &self,
        arguments: impl IntoIterator<Item = A>,
    ) -> Result<Output, GitTrouble> {
        self.command(arguments).output().map_err(|error| not_run(&error))
    }

    /// Runs git and gives what it printed; `doing` is what it was to do, for when it could not.
    pub(in crate::store) fn bytes<A: AsRef<OsStr>>(
        &self,
        doing: &str,
        arguments: impl IntoIterator<Item = A>,
    ) -> Result<Vec<u8>, GitTrouble> {
        let output = self.run(arguments)?;
        if output.status.success() { Ok(output.stdout) } else { Err(GitTrouble::failed(doing, &output)) }
    }

    /// The same as a text, with nothing at its end.
    pub(in crate::store) fn text<A: AsRef<OsStr>>(
        &self,
        doing: &str,
        arguments: impl IntoIterator<Item = A>,
    ) -> Result<String, GitTrouble> {
        let bytes = self.bytes(doing, arguments)?;
        Ok(String::from_utf8_lossy(&bytes).trim_end_matches(['\n', '\0']).to_owned())
    }

    /// Refuses a folder that is in no repository; `what` needs one.
    pub(in crate::store) fn must_be_there(&self, what: &str) -> Result<(), GitTrouble> {
        if self.run(["rev-parse", "--git-dir"])?.status.success() {
            return Ok(());
        }
        let hint = format!("{what} needs the history of the book: make the book a repository with `git init`");
        Err(GitTrouble::new("no-repository", "this book is not in a git repository", hint))
    }

    /// Whether this clone lacks what came before some commit.
    pub(in crate::store) fn is_shallow(&self) -> Result<bool, GitTrouble> {
        Ok(self.text("look at this clone", ["rev-parse", "--is-shallow-repository"])? == "true")
    }
}

/// Git did not even start.
pub(in crate::store) fn not_run(error: &io::Error) -> GitTrouble {
    match error.kind() {
        io::ErrorKind::NotFound => {
            GitTrouble::new("no-git", "git is not installed here", "install git: what was is asked of it")
        }
        _ => GitTrouble { code: "git-failed", message: format!("git cannot be run: {error}"), hint: None },
    }
}
