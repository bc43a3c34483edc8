//! One commit of exactly some files, as `git commit --only` makes it: in an index of its own, laid out from the last commit, so that what
//! the person has staged stays as it is, and in the person's own index the committed files follow. Git makes the commit from beginning to
//! end, so hooks, signing and every setting hold as they do for one that is typed, and so does what git does when it is interrupted.

use super::ground::Ground;
use super::run::not_run;
use super::{Git, GitTrouble};
use crate::source::all_quoted;
use crate::store::Store;
use crate::store::lock::{SCRATCH, WriteLock};
use crate::store::reading::reason;
use std::fs::File;
use std::io::{self, Write as _};
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
        let (said, is_refusal) = match self.attempt(ground, message) {
            Ok((status, said)) if status.success() => {
                drop(std::fs::remove_file(self.root().join(MESSAGE)));
                return Ok(ground.follow(said, self.stand()));
            }
            // Git ends with 1 where it was told no, with 128 where it could not.
            Ok((status, said)) => (said, status.code() == Some(1)),
            Err(trouble) => (vec![trouble.to_string()], false),
        };
        if !ground.new.is_empty() {
            // What git was told of for this commit alone it need not know. Where that does not work it stays a name without a content.
            drop(ground.git.feed(
                "forget new files",
                &["update-index", "--force-remove", "-z", "--stdin"],
                &listed(&ground.new),
            ));
        }
        let (git, all) = (self.stand().git(), all_quoted(&ground.paths));
        let retry = format!("{git} add -- {all} && {git} commit -F {MESSAGE} -- {all}");
        Err(Uncommitted { said, is_refusal, retry })
    }

    /// Has git commit the files; how that ended, and what was said.
    fn attempt(&self, ground: &Ground, message: &str) -> Result<(ExitStatus, Vec<String>), GitTrouble> {
        let (text, talk) = (self.root().join(MESSAGE), self.root().join(SCRATCH).join("said"));
        let disk = |error: io::Error| GitTrouble::plain(format!("`{SCRATCH}` cannot be written: {}", reason(&error)));
        std::fs::write(&text, message).map_err(disk)?;
        if !ground.new.is_empty() {
            ground.tell_of_new()?;
        }
        // Into a file: something that a hook leaves running would keep a pipe open, and us waiting.
        let said = File::create(&talk).map_err(disk)?;
        let too = said.try_clone().map_err(disk)?;
        let mut git = ground.git.as_typed(["-c", "i18n.commitEncoding=UTF-8"]);
        git.args(["commit", "--quiet", "--cleanup=whitespace", "--only", "-F"]).arg(&text);
        git.arg("--").args(literal(&ground.paths)).stdin(Stdio::null()).stdout(said).stderr(too);
        let status = git.status().map_err(|error| not_run(&error))?;
        let said = std::fs::read(&talk).map_err(disk)?;
        drop(std::fs::remove_file(&talk));
        let lines = String::from_utf8_lossy(&said);
        Ok((status, lines.lines().map(|line| line.trim_end().to_owned()).filter(|line| !line.is_empty()).collect()))
    }
}

impl Ground {
    /// Tells git the names of new files, without their contents: all that it needs to be asked to commit them.
    fn tell_of_new(&self) -> Result<(), GitTrouble> {
        let add = |options: &[&str]| {
            let words = options.iter().map(|option| (*option).to_owned());
            self.git
                .run(std::iter::once("add".to_owned()).chain(words).chain(["--".to_owned()]).chain(literal(&self.new)))
        };
        if add(&["--intent-to-add"])?.status.success() {
            return Ok(());
        }
        // A new file where a sparse checkout has none.
        let output = add(&["--sparse", "--intent-to-add"])?;
        if output.status.success() { Ok(()) } else { Err(GitTrouble::failed("take the new files", &output)) }
    }
}

/// Names that mean themselves and no pattern. Said of each: said for all of them, it would reach the hooks.
fn literal(paths: &[String]) -> impl Iterator<Item = String> {
    paths.iter().map(|path| format!(":(literal){path}"))
}

/// Names as git reads them from a pipe.
pub(super) fn listed<P: AsRef<str>>(paths: &[P]) -> Vec<u8> {
    paths.iter().flat_map(|path| path.as_ref().bytes().chain([0])).collect()
}

impl Git {
    /// Runs a step of git's plumbing with something to read.
    pub(super) fn feed(&self, doing: &str, arguments: &[&str], input: &[u8]) -> Result<(), GitTrouble> {
        let output = self.fed(arguments, input)?;
        if output.status.success() { Ok(()) } else { Err(GitTrouble::failed(doing, &output)) }
    }

    /// The same, however it ends.
    pub(super) fn fed(&self, arguments: &[&str], input: &[u8]) -> Result<Output, GitTrouble> {
        let mut git = self.command(arguments);
        git.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = git.spawn().map_err(|error| not_run(&error))?;
        if let Some(mut stdin) = child.stdin.take() {
            // Git that stops reading says why on its way out.
            drop(stdin.write_all(input));
        }
        child.wait_with_output().map_err(|error| not_run(&error))
    }
}
