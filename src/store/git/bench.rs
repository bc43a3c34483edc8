//! A scratch repository: a folder of its own among the temporary files, gone when it is dropped, and out of reach of the settings, the
//! hooks and the repository of whoever runs the program.

use super::run::not_run;
use super::{Git, GitTrouble};
use crate::store::reading::reason;
use std::ffi::OsStr;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::SystemTime;

/// A scratch repository.
pub(super) struct Bench {
    folder: PathBuf,
}

/// What git hands down to what it runs, and what would lead back into the repository of whoever runs it.
const HANDED_DOWN: [&str; 12] = [
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_COMMON_DIR",
    "GIT_NAMESPACE",
    "GIT_PREFIX",
    "GIT_CONFIG",
    "GIT_CONFIG_PARAMETERS",
    "GIT_CONFIG_COUNT",
    "GIT_EXTERNAL_DIFF",
];

impl Bench {
    /// A folder that was not there before.
    pub(super) fn new() -> Result<Bench, GitTrouble> {
        let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(0, |since| since.subsec_nanos());
        let folder = std::env::temp_dir().join(format!("suits-bench-{}-{since}", std::process::id()));
        std::fs::create_dir(&folder).map_err(|error| closed(&folder, &error))?;
        Ok(Bench { folder })
    }

    fn command(&self) -> Command {
        let mut git = Git::of(&self.folder).command([
            "-c",
            "user.name=suits",
            "-c",
            "user.email=suits@localhost",
            "-c",
            "core.autocrlf=false",
            "-c",
            "gc.auto=0",
        ]);
        for name in HANDED_DOWN {
            git.env_remove(name);
        }
        // Hooks, signatures and templates of the person have no business here.
        git.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
        git
    }

    /// Runs git here to its end, however it ends.
    pub(super) fn run<A: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = A>) -> Result<Output, GitTrouble> {
        self.command().args(arguments).output().map_err(|error| not_run(&error))
    }

    /// Runs git here, which must go well.
    pub(super) fn git<const N: usize>(&self, arguments: [&str; N]) -> Result<(), GitTrouble> {
        let output = self.run(arguments)?;
        if output.status.success() { Ok(()) } else { Err(GitTrouble::failed(DOING, &output)) }
    }

    /// Runs git here on what is piped into it, and gives the one word that it prints.
    pub(super) fn piped<const N: usize>(&self, arguments: [&str; N], input: &[u8]) -> Result<String, GitTrouble> {
        let mut git = self.command();
        git.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = git.spawn().map_err(|error| not_run(&error))?;
        if let Some(mut stdin) = child.stdin.take() {
            // Why git would not take it, git says itself.
            drop(stdin.write_all(input));
        }
        let output = child.wait_with_output().map_err(|error| not_run(&error))?;
        match output.status.success() {
            true => Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned()),
            false => Err(GitTrouble::failed(DOING, &output)),
        }
    }

    /// Writes a file here.
    pub(super) fn write(&self, name: &str, bytes: &[u8]) -> Result<(), GitTrouble> {
        let path = self.folder.join(name);
        let made = path.parent().map_or(Ok(()), std::fs::create_dir_all);
        made.and_then(|()| std::fs::write(&path, bytes)).map_err(|error| closed(&path, &error))
    }

    /// Reads a file here.
    pub(super) fn read(&self, name: &str) -> Option<Vec<u8>> {
        std::fs::read(self.folder.join(name)).ok()
    }
}

impl Drop for Bench {
    fn drop(&mut self) {
        // What is left in a folder for scratch harms nobody.
        drop(std::fs::remove_dir_all(&self.folder));
    }
}

const DOING: &str = "make a scratch repository";

fn closed(path: &Path, error: &std::io::Error) -> GitTrouble {
    let message = format!("cannot write `{}`: {}", path.display(), reason(error));
    GitTrouble::new("no-scratch", message, "free the folder for temporary files, or name another in `TMPDIR`")
}
