//! A work tree in which git stopped over a conflict: which files are not merged, what each side made of them, and what git left in them.
//! Looks; the only thing it changes is what git is told of a file that is done.

mod left;
mod picks;

pub use picks::ToPick;

use super::{GitTrouble, Oid};
use crate::store::Store;
use crate::store::made::put;
use crate::store::reading::reason;
use anyhow::{Context, Result, bail};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// A file that is not merged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unmerged {
    /// Relative to the book, with `/`.
    pub path: String,
    /// What it was, what ours is, what theirs is; `None` where there was none.
    pub stages: [Option<Stage>; 3],
}

/// One side of a file that is not merged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stage {
    /// Its mode, as git writes it.
    pub mode: String,
    /// Its text.
    pub oid: Oid,
}

impl Stage {
    /// Whether it is a plain file: no link, no other repository.
    pub fn is_file(&self) -> bool {
        self.mode.starts_with("100")
    }
}

/// What git was at when it stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
    /// `git merge`, or `git pull`.
    Merge,
    /// `git rebase`, or `git pull --rebase`.
    Rebase,
    /// `git cherry-pick`.
    CherryPick,
    /// `git revert`.
    Revert,
    /// `git am`: mails.
    Mail,
    /// What leaves no trace of itself: `git stash pop`.
    Other,
}

impl Operation {
    /// What to call our side and theirs where the file does not say.
    pub fn labels(self) -> (&'static str, &'static str) {
        match self {
            Operation::Merge => ("HEAD", "MERGE_HEAD"),
            Operation::Rebase => ("HEAD", "REBASE_HEAD"),
            Operation::CherryPick => ("HEAD", "CHERRY_PICK_HEAD"),
            Operation::Revert => ("HEAD", "parent of REVERT_HEAD"),
            Operation::Mail => ("HEAD", "the mail"),
            Operation::Other => ("Updated upstream", "Stashed changes"),
        }
    }

    /// What to type when all is merged.
    pub fn next(self) -> &'static str {
        match self {
            Operation::Merge => "`git commit` ends the merge",
            Operation::Rebase => "`git rebase --continue` goes on with the rebase",
            Operation::CherryPick => "`git cherry-pick --continue` ends it",
            Operation::Revert => "`git revert --continue` ends it",
            Operation::Mail => "`git am --continue` goes on with the mails",
            Operation::Other => "if a stash was popped, git has kept it: `git stash drop` takes it away",
        }
    }
}

impl Store {
    /// The files of the book that are not merged, by path.
    pub fn unmerged(&self) -> Result<Vec<Unmerged>, GitTrouble> {
        let git = self.git();
        git.must_be_there("`suits resolve`")?;
        let listed = git.bytes("list what is not merged", ["ls-files", "--unmerged", "-z", "--", "."])?;
        let mut found: BTreeMap<String, [Option<Stage>; 3]> = BTreeMap::new();
        for entry in listed.split(|byte| *byte == 0).filter(|entry| !entry.is_empty()) {
            let entry = String::from_utf8_lossy(entry);
            let Some((facts, path)) = entry.split_once('\t') else { continue };
            let [mode, oid, stage] = facts.split(' ').collect::<Vec<_>>()[..] else { continue };
            let Some(stage) = stage.parse::<usize>().ok().and_then(|stage| stage.checked_sub(1)) else { continue };
            if let Some(place) = found.entry(path.to_owned()).or_default().get_mut(stage) {
                *place = Some(Stage { mode: mode.to_owned(), oid: Oid::of(oid) });
            }
        }
        Ok(found.into_iter().map(|(path, stages)| Unmerged { path, stages }).collect())
    }

    /// The bytes of what each side made of some files, in their order.
    pub fn sides_of(&self, files: &[Unmerged]) -> Result<Vec<[Option<Vec<u8>>; 3]>, GitTrouble> {
        let stages = || files.iter().flat_map(|file| &file.stages);
        let wanted: Vec<Oid> = stages().flatten().map(|stage| stage.oid.clone()).collect();
        if wanted.is_empty() {
            return Ok(vec![const { [const { None }; 3] }; files.len()]);
        }
        let mut texts = self.git().objects()?.read(&wanted)?.into_iter();
        let mut of = |stage: &Option<Stage>| stage.as_ref().and_then(|_| texts.next().flatten());
        Ok(files.iter().map(|file| [of(&file.stages[0]), of(&file.stages[1]), of(&file.stages[2])]).collect())
    }

    /// What git is at.
    pub fn operation(&self) -> Result<Operation, GitTrouble> {
        let folder = self.git_folder()?;
        let is_there = |name: &str| folder.join(name).exists();
        Ok(match () {
            () if is_there("rebase-apply/applying") => Operation::Mail,
            () if is_there("rebase-merge") || is_there("rebase-apply") => Operation::Rebase,
            () if is_there("MERGE_HEAD") => Operation::Merge,
            () if is_there("CHERRY_PICK_HEAD") => Operation::CherryPick,
            () if is_there("REVERT_HEAD") => Operation::Revert,
            () => Operation::Other,
        })
    }

    /// Those of some files that are in the work tree as git has them staged.
    pub fn as_staged(&self, paths: &[String]) -> Result<Vec<String>, GitTrouble> {
        let listed = self.otherwise("compare with what is staged", &[], paths)?;
        let differ: Vec<&[u8]> = listed.split(|byte| *byte == 0).collect();
        Ok(paths.iter().filter(|path| !differ.contains(&path.as_bytes())).cloned().collect())
    }

    /// Whether some files are in the work tree as they are committed.
    pub fn is_as_committed(&self, paths: &[String]) -> Result<bool, GitTrouble> {
        Ok(self.otherwise("compare with what is committed", &["HEAD"], paths)?.is_empty())
    }

    /// Those of some files that say otherwise; by what they say: in a copy of a clone, git's notes of when it last saw a file are of others.
    fn otherwise(&self, doing: &str, than: &[&str], paths: &[String]) -> Result<Vec<u8>, GitTrouble> {
        let words =
            ["--literal-pathspecs", "-c", "diff.autoRefreshIndex=true", "diff", "--name-only", "-z", "--relative"];
        let words = words.into_iter().chain(["--no-ext-diff", "--no-renames"]).chain(than.iter().copied());
        self.git().bytes(doing, words.chain(["--"]).chain(paths.iter().map(String::as_str)))
    }

    /// Refuses where another git is at work on the index, or was killed at it.
    pub fn index_must_be_free(&self) -> Result<(), GitTrouble> {
        let lock = self.git_folder()?.join("index.lock");
        if !lock.exists() {
            return Ok(());
        }
        let message = "another git is at work in this clone, or was killed at it: the index is locked";
        let hint = format!("wait for it; if there is none, delete `{}`, then say it again", lock.display());
        Err(GitTrouble::new("index-locked", message, hint))
    }

    fn git_folder(&self) -> Result<PathBuf, GitTrouble> {
        let folder = self.git().text("look at this clone", ["rev-parse", "--git-dir"])?;
        Ok(self.root().join(folder))
    }

    /// The bytes of a file of the book; `None` where there is none.
    pub fn bytes_now(&self, path: &str) -> Result<Option<Vec<u8>>> {
        let whole = self.path(path);
        match whole.symlink_metadata() {
            Ok(facts) if facts.is_file() => {
                std::fs::read(&whole).map(Some).with_context(|| format!("cannot read `{path}`"))
            }
            Ok(_) => bail!("`{path}` is not a file"),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => bail!("cannot read `{path}`: {}", reason(&error)),
        }
    }

    /// Puts a merged text in place at once; refuses where the file is not any more what it was when it was looked at.
    pub fn put_merged(&self, path: &str, before: Option<&[u8]>, after: &[u8]) -> Result<()> {
        if self.bytes_now(path)?.as_deref() != before {
            bail!("somebody else changed `{path}` meanwhile; it is left as it is");
        }
        let whole = self.path(path);
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let folder = self.path(folder);
        std::fs::create_dir_all(&folder).with_context(|| format!("cannot make the folder of `{path}`"))?;
        put(&folder.join(format!(".{name}.new")), &whole, after)
            .map_err(|error| anyhow::anyhow!("cannot write `{path}`, it is as it was: {}", reason(&error)))
    }

    /// Whether git remembers of each of some files what the sides were before it was told that it is merged.
    pub fn remembers_sides(&self, paths: &[String]) -> Result<bool, GitTrouble> {
        let words = ["--literal-pathspecs", "ls-files", "--resolve-undo", "-z", "--"];
        let words = words.into_iter().chain(paths.iter().map(String::as_str));
        let listed = self.git().text("look at what was merged", words)?;
        let of =
            |path: &String| listed.split('\0').any(|entry| entry.split_once('\t').is_some_and(|(_, of)| of == path));
        Ok(paths.iter().all(of))
    }

    /// Tells git that some files are in conflict again, and of others that they are settled as they are, or gone.
    pub fn call_unmerged(&self, paths: &[String], others: &[String]) -> Result<(), GitTrouble> {
        let told = |option: &'static [&'static str], paths: &[String]| {
            if paths.is_empty() {
                return Ok(());
            }
            let words = ["update-index"].into_iter().chain(option.iter().copied()).chain(["--"]);
            self.git().bytes("call the files unmerged", words.chain(paths.iter().map(String::as_str))).map(drop)
        };
        told(&["--add", "--remove"], others)?;
        told(&["--unresolve"], paths)
    }

    /// Tells git that some files are merged.
    pub fn call_merged(&self, paths: &[String]) -> Result<(), GitTrouble> {
        if paths.is_empty() {
            return Ok(());
        }
        let mut git = vec!["--literal-pathspecs", "add", "--"];
        git.extend(paths.iter().map(String::as_str));
        self.git().bytes("call the merged files merged", git).map(drop)
    }
}
