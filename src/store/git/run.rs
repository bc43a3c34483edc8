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

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// A git that is still to be told what to do: it writes nothing that nobody asked for, not even an index that it would like to
    /// refresh, and speaks English, whatever the person speaks.
    pub(in crate::store) fn command<A: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = A>) -> Command {
        let mut git = Command::new("git");
        git.arg("-C").arg(&self.folder).args(arguments).env("GIT_OPTIONAL_LOCKS", "0").env("LC_ALL", "C");
        git.envs(as_typed());
        git
    }

    /// A git as a person types it, in her own language: for what she will see, and for what hooks of hers run in.
    pub(in crate::store) fn as_typed<A: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = A>) -> Command {
        let mut git = Command::new("git");
        git.arg("-C").arg(&self.folder).args(arguments);
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
        let asked = self.run(["rev-parse", "--git-dir"])?;
        if asked.status.success() { Ok(()) } else { Err(GitTrouble::no_repository(what, &asked)) }
    }

    /// Whether this clone lacks what came before some commit.
    pub(in crate::store) fn is_shallow(&self) -> Result<bool, GitTrouble> {
        Ok(self.text("look at this clone", ["rev-parse", "--is-shallow-repository"])? == "true")
    }
}

/// A repository that the environment names is named from where the command was typed, as in a hook; git would look for it from the book.
fn as_typed() -> Vec<(&'static str, PathBuf)> {
    let (Some(folder), Ok(here)) = (std::env::var_os("GIT_DIR"), std::env::current_dir()) else { return Vec::new() };
    let tree = std::env::var_os("GIT_WORK_TREE").map_or(here.clone(), |tree| here.join(tree));
    vec![("GIT_DIR", here.join(folder)), ("GIT_WORK_TREE", tree)]
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
