//! Whether a commit of exactly some files can be made here and now: looked at before anything is written. What would take along what
//! somebody else has begun, or lose it, is refused with what to type. Knows no records, and commits nothing.

use super::commit::listed;
use super::{Git, GitTrouble};
use crate::source::{all_quoted, quoted};
use crate::store::Store;
use crate::store::draft::Drafted;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Files that can be committed as they will stand.
#[derive(Clone, Debug)]
pub struct Ground {
    pub(super) git: Git,
    /// The branch that the commit goes to; `None` where `HEAD` is on none.
    pub branch: Option<String>,
    /// The files, relative to the book.
    pub(super) paths: Vec<String>,
    /// Those of them that git does not know yet.
    pub(super) new: Vec<String>,
}

impl Ground {
    /// The files, relative to the book.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.paths.iter().map(String::as_str)
    }
}

/// What somebody has begun in a repository: the file that tells of it, what it is, and how it ends.
const BEGUN: [(&str, &str, &str); 8] = [
    ("MERGE_HEAD", "a merge", "`git merge --continue` or `git merge --abort`"),
    ("rebase-apply/applying", "`git am`", "`git am --continue` or `git am --abort`"),
    ("rebase-merge", "a rebase", "`git rebase --continue` or `git rebase --abort`"),
    ("rebase-apply", "a rebase", "`git rebase --continue` or `git rebase --abort`"),
    ("CHERRY_PICK_HEAD", "a cherry-pick", "`git cherry-pick --continue` or `git cherry-pick --abort`"),
    ("REVERT_HEAD", "a revert", "`git revert --continue` or `git revert --abort`"),
    ("sequencer/todo", "a cherry-pick or revert of several commits", "`git status` says how to end it"),
    ("BISECT_LOG", "a bisection", "`git bisect reset`"),
];

impl Store {
    /// Where a commit of exactly what a change touches can be made; refused where it cannot, before anything is written.
    pub fn ground(&self, drafted: &Drafted) -> Result<Ground, GitTrouble> {
        self.ground_for(drafted, false)
    }

    /// The same for files that differ from what is committed, and were not changed by hand: a hook committed another text than it was
    /// given.
    pub fn ground_over_hooks(&self, drafted: &Drafted) -> Result<Ground, GitTrouble> {
        self.ground_for(drafted, true)
    }

    /// Those of some files, or files in some folders, that differ from what is committed.
    pub fn not_committed(&self, paths: &[String]) -> Result<Vec<String>, GitTrouble> {
        let git = self.git();
        let (_, prefix) = git.place()?;
        Ok(git.states(&prefix, paths)?.of.into_keys().collect())
    }

    /// What somebody has begun in this repository and not finished, and how it ends.
    pub fn begun(&self) -> Result<Option<(&'static str, &'static str)>, GitTrouble> {
        self.git().place().map(|(dir, _)| begun_in(&dir))
    }

    fn ground_for(&self, drafted: &Drafted, takes_edited: bool) -> Result<Ground, GitTrouble> {
        let git = self.git();
        let (dir, prefix) = git.place()?;
        if let Some((what, end)) = begun_in(&dir) {
            return Err(GitTrouble::new("git-busy", format!("{what} is not finished in this repository"), end));
        }
        let lock = dir.join("index.lock");
        if lock.symlink_metadata().is_ok() {
            let hint = format!("wait until it is done; if no git is running any more, `rm '{}'`", lock.display());
            return Err(GitTrouble::new("git-busy", "another git is at work in this repository", hint));
        }
        git.must_know_who()?;
        let paths: Vec<String> = drafted.previews().map(|preview| preview.path.clone()).collect();
        self.must_be_ours(&paths)?;
        let states = git.states(&prefix, &paths)?;
        let known = git.known(&paths)?;
        let (mut own, mut sparse, mut unseen) = (Vec::new(), Vec::new(), Vec::new());
        for preview in drafted.previews() {
            let path = preview.path.as_str();
            match (states.of.get(path), known.get(path), &preview.before) {
                (Some(state), ..) => own.push((path, *state)),
                (None, Some('S'), None) => sparse.push(path),
                (None, None, _) => unseen.push(path),
                (None, Some(_), _) => {}
            }
        }
        own.retain(|(_, state)| !takes_edited || *state != State::Edited);
        uncommitted(&own, &self.stand().git())?;
        if let Some(path) = sparse.first() {
            let message = format!("`{path}` is in the repository, but not in this sparse checkout");
            return Err(GitTrouble::new(
                "not-checked-out",
                message,
                format!("bring it in: `{} sparse-checkout add {}`", self.stand().git(), quoted(folder(path))),
            ));
        }
        git.must_not_ignore(&unseen)?;
        let new = paths.iter().filter(|path| !known.contains_key(*path)).cloned().collect();
        Ok(Ground { git, branch: states.branch, paths, new })
    }

    /// Refuses files in a repository of its own inside the book.
    fn must_be_ours(&self, paths: &[String]) -> Result<(), GitTrouble> {
        let folders: BTreeSet<&str> =
            paths.iter().flat_map(|path| path.match_indices('/').map(|(end, _)| &path[..end])).collect();
        let inner = folders.into_iter().find(|folder| self.root().join(folder).join(".git").symlink_metadata().is_ok());
        let Some(inner) = inner else { return Ok(()) };
        let message = format!("`{inner}` is a repository of its own inside the book");
        let there = self.stand().path(inner);
        let hint = format!("commit there yourself: `git -C {there} add .`, then `git -C {there} commit`");
        Err(GitTrouble::new("inner-repository", message, hint))
    }
}

fn begun_in(dir: &Path) -> Option<(&'static str, &'static str)> {
    let found = BEGUN.iter().find(|(file, ..)| dir.join(file).symlink_metadata().is_ok());
    found.map(|(_, what, end)| (*what, *end))
}

fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or(".", |(folder, _)| folder)
}

/// How a file differs from what is committed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// Staged, and the file is as it is staged.
    Staged,
    /// Changed by hand, and not staged.
    Edited,
    /// Staged, and then changed again.
    Both,
    /// Nobody told git of it.
    Untracked,
    /// In a conflict.
    Unmerged,
}

/// What git says of a few files, and of where it stands.
#[derive(Debug, Default)]
struct States {
    branch: Option<String>,
    of: BTreeMap<String, State>,
}

/// Refuses files that differ from what is committed: the commit would take that along, or overwrite what is staged.
fn uncommitted(own: &[(&str, State)], git: &str) -> Result<(), GitTrouble> {
    let Some((first, state)) = own.iter().min_by_key(|(_, state)| *state != State::Unmerged) else { return Ok(()) };
    let of = |wanted: State| own.iter().filter(move |(_, state)| *state == wanted).map(|(path, _)| *path);
    let more = match own.len() - 1 {
        0 => String::new(),
        count => format!(" (and {count} more)"),
    };
    if *state == State::Unmerged {
        let hint = format!("settle it in the file, then `{git} add -- {}` and `{git} commit`", quoted(first));
        return Err(GitTrouble::new("git-busy", format!("`{first}` is in a conflict that is not settled{more}"), hint));
    }
    let message = format!("`{first}`{more} has changes that are not committed, and this commit would take them along");
    let all = all_quoted(own.iter().map(|(path, _)| *path));
    // What is staged and then changed again is two changes: neither may be lost in the other.
    let hint = match all_quoted(of(State::Both)) {
        none if none.is_empty() => {
            format!("commit them first: `{git} add -- {all} && {git} commit -m 'Work so far' -- {all}`")
        }
        both => format!(
            "`{both}` is staged and changed again since: commit what is staged with `{git} commit -m 'Work so far'`, then the rest with `{git} commit -m 'More' -- {both}`"
        ),
    };
    Err(GitTrouble::new("uncommitted", message, hint))
}

impl Git {
    /// What git keeps of this work tree, and what leads from its top to here.
    fn place(&self) -> Result<(PathBuf, String), GitTrouble> {
        let output = self.run(["rev-parse", "--absolute-git-dir", "--is-inside-work-tree", "--show-prefix"])?;
        let said = String::from_utf8_lossy(&output.stdout);
        let mut lines = said.lines();
        if let (true, Some(dir), Some("true")) = (output.status.success(), lines.next(), lines.next()) {
            return Ok((Path::new(dir).to_owned(), lines.next().unwrap_or_default().to_owned()));
        }
        let why = String::from_utf8_lossy(&output.stderr);
        if why.contains("safe.directory") {
            let command = why.lines().map(str::trim).find(|line| line.starts_with("git config"));
            let hint = format!("`{}`", command.unwrap_or("git config --global --add safe.directory '*'"));
            return Err(GitTrouble::new(
                "not-trusted",
                "git does not trust this repository: it belongs to somebody else",
                hint,
            ));
        }
        self.must_be_there("a commit")?;
        Err(GitTrouble::failed("find the work tree of this book", &output))
    }

    /// Refuses where git knows nobody to commit as.
    fn must_know_who(&self) -> Result<(), GitTrouble> {
        for who in ["GIT_AUTHOR_IDENT", "GIT_COMMITTER_IDENT"] {
            if !self.run(["var", who])?.status.success() {
                let hint = "`git config user.name 'Your Name'` and `git config user.email you@example.com`; with `--global` for every repository";
                return Err(GitTrouble::new("no-identity", "git does not know who commits", hint));
            }
        }
        Ok(())
    }

    /// The state of those files that differ from what is committed; a file that git is told to ignore is not among them.
    fn states(&self, prefix: &str, paths: &[String]) -> Result<States, GitTrouble> {
        let arguments = [
            "--literal-pathspecs",
            "status",
            "--porcelain=v2",
            "--branch",
            "--no-ahead-behind",
            "-z",
            "--untracked-files=all",
            "--no-renames",
            "--",
        ];
        let said = self.bytes("look at the files", arguments.into_iter().chain(paths.iter().map(String::as_str)))?;
        let said = String::from_utf8_lossy(&said);
        let mut states = States::default();
        for line in said.split('\0') {
            let mut words = line.split(' ');
            let state = match (words.next(), words.next()) {
                (Some("#"), Some("branch.head")) => {
                    states.branch = words.next().filter(|head| *head != "(detached)").map(str::to_owned);
                    continue;
                }
                (Some("1"), Some(both)) => match both.as_bytes() {
                    [_, b'.'] => State::Staged,
                    [b'.', _] => State::Edited,
                    _ => State::Both,
                },
                (Some("u"), _) => State::Unmerged,
                (Some("?"), _) => State::Untracked,
                _ => continue,
            };
            // A name may have blanks in it, the fields before it do not.
            let fields = match state {
                State::Untracked => 1,
                State::Unmerged => 10,
                _ => 8,
            };
            let path = line.splitn(fields + 1, ' ').last().unwrap_or_default();
            states.of.insert(path.strip_prefix(prefix).unwrap_or(path).to_owned(), state);
        }
        Ok(states)
    }

    /// The files that are in the index, with git's letter for each: `S` for one that is left out of this checkout.
    fn known(&self, paths: &[String]) -> Result<BTreeMap<String, char>, GitTrouble> {
        let arguments = ["--literal-pathspecs", "ls-files", "-t", "-z", "--"];
        let said = self.bytes("list the files", arguments.into_iter().chain(paths.iter().map(String::as_str)))?;
        let said = String::from_utf8_lossy(&said);
        let one =
            |line: &str| line.split_once(' ').map(|(tag, path)| (path.to_owned(), tag.chars().next().unwrap_or('H')));
        Ok(said.split('\0').filter_map(one).collect())
    }

    /// Refuses files that git is told to leave alone.
    fn must_not_ignore(&self, paths: &[&str]) -> Result<(), GitTrouble> {
        if paths.is_empty() {
            return Ok(());
        }
        let said = self.fed(&["check-ignore", "--verbose", "-z", "--stdin"], &listed(paths))?.stdout;
        let said = String::from_utf8_lossy(&said);
        let fields: Vec<&str> = said.split('\0').collect();
        // A line with `!` lets a file in.
        let Some([source, line, pattern, path]) =
            fields.as_chunks().0.iter().find(|[_, _, pattern, _]| !pattern.starts_with('!'))
        else {
            return Ok(());
        };
        let message = format!("git ignores `{path}`: `{pattern}` in line {line} of `{source}`");
        let hint = format!("take that line out, or let the file in with `!/{path}` below it");
        Err(GitTrouble::new("ignored", message, hint))
    }
}
