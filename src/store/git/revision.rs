//! A point in the history of a book, by any name that git knows. What git itself has doubts about is refused, not guessed.

use super::{Git, GitTrouble, Oid};
use crate::source::quoted;
use std::process::Output;

/// What to do about a clone without the whole history.
pub(in crate::store) const SHALLOW: &str = "this clone is shallow: fetch the rest with `git fetch --unshallow` (in GitHub Actions: `fetch-depth: 0`; in GitLab CI: `GIT_DEPTH: 0`)";
/// The oldest git that says all that is asked of it.
const OLDEST: (u32, u32) = (2, 31);

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
        self.revision_below(name).map(|(revision, _)| revision)
    }

    /// The same, and what leads from the top of the repository to this folder: nothing, or folders that end in `/`.
    pub(in crate::store) fn revision_below(&self, name: &str) -> Result<(Revision, Vec<u8>), GitTrouble> {
        // all that stands behind `:/` is a text to look for, and what is found is a commit
        let commit = if name.starts_with(":/") { name.to_owned() } else { format!("{name}^{{commit}}") };
        if name.is_empty() || name.contains(['\n', '\0']) {
            return Err(unknown(name, "name a tag, a branch or a commit: `git log --oneline` lists them"));
        }
        let found = self.run(["rev-parse", "--show-prefix", "--verify", "--end-of-options", &commit])?;
        let said = String::from_utf8_lossy(&found.stderr).into_owned();
        if let Some(trouble) = self.doubt(name, &said) {
            return Err(trouble);
        }
        // a folder's name may hold line breaks; the commit's is the last line. A range has two.
        let answer = found.stdout.strip_suffix(b"\n").unwrap_or_default();
        let line = answer.iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1);
        let (below, oid) = (&answer[..line.saturating_sub(1)], str::from_utf8(&answer[line..]).unwrap_or_default());
        let is_oid = oid.len() >= 40 && oid.bytes().all(|byte| byte.is_ascii_hexdigit());
        let is_range = name.contains("..") && !name.starts_with(":/") && !name.contains("^{/");
        if found.status.success() && is_oid && !is_range {
            return Ok((Revision { name: name.to_owned(), commit: Oid::of(oid) }, below.to_owned()));
        }
        Err(self.not_found(name, is_range)?)
    }

    /// Why a name stands for no commit here.
    fn not_found(&self, name: &str, is_range: bool) -> Result<GitTrouble, GitTrouble> {
        self.must_be_new()?;
        self.must_be_there("a revision")?;
        if is_range {
            let hint =
                "name one end of it; two points are compared as in `--at v1 --versus v2`, or `suits diff v1..v2`";
            return Ok(GitTrouble::new("no-commit", format!("`{name}` is a stretch of history, not one commit"), hint));
        }
        let any = self.run(["rev-parse", "--verify", "--quiet", "--end-of-options", name])?;
        if any.status.success() {
            let oid = String::from_utf8_lossy(&any.stdout).trim().to_owned();
            let kind = match self.text("look at an object", ["cat-file", "-t", &oid]).as_deref() {
                Ok("tree") => "a folder",
                Ok("blob") => "a file",
                _ => return self.unknown_here(name),
            };
            let hint = "name a tag, a branch or a commit; the book is found below it";
            return Ok(GitTrouble::new("no-commit", format!("`{name}` is {kind}, not a commit"), hint));
        }
        self.unknown_here(name)
    }

    fn unknown_here(&self, name: &str) -> Result<GitTrouble, GitTrouble> {
        let plain = name.split(['~', '^', '@', ':']).next().unwrap_or(name);
        if matches!(plain, "HEAD" | "")
            && !self.knows("HEAD")?
            && self.text("list commits", ["rev-list", "-1", "--all"])?.is_empty()
        {
            let hint = "make the first one: `git add -A`, then `git commit`";
            return Ok(GitTrouble::new("unknown-revision", "nothing has been committed here yet", hint));
        }
        let remotes = self.text("list servers", ["remote"])?;
        let is_remote = |word: &str| remotes.lines().any(|remote| remote == word);
        let mut hint = match plain.split_once('/') {
            _ if is_day(name) => format!("a day goes behind a branch: `{}@{{{name}}}`", self.branch()),
            _ if name.starts_with(":/") => {
                "no commit's message holds this text: `git log --oneline` lists them".to_owned()
            }
            _ if plain.is_empty() || plain == "HEAD" => "`git log --oneline` lists what there is".to_owned(),
            _ if plain != name && self.knows(plain)? => {
                format!(
                    "`{plain}` is there, what is asked of it is not: `git log --oneline {plain}` lists what there is"
                )
            }
            Some((remote, branch)) if is_remote(remote) => {
                format!("fetch it with `{}`", self.fetching(remote, branch)?)
            }
            _ if is_remote("origin") && !plain.starts_with('-') && !is_digits(plain) => format!(
                "if it is a branch of the server, `{}` and say {}; if it is a tag, `git fetch origin tag {}`",
                self.fetching("origin", plain)?,
                format_args!("`{}`", quoted(&format!("origin/{plain}"))),
                quoted(plain)
            ),
            _ => "`git branch --all` and `git tag` list what has a name, `git log --oneline` every commit".to_owned(),
        };
        if self.is_shallow()? {
            hint.push_str("; ");
            hint.push_str(SHALLOW);
        }
        Ok(unknown(name, hint))
    }

    /// The command that brings a branch of a server under the name that it has here; told where it goes, in a clone that follows only others.
    fn fetching(&self, remote: &str, branch: &str) -> Result<String, GitTrouble> {
        let asked = self.run(["config", "--get-all", &format!("remote.{remote}.fetch")])?;
        let follows_all = String::from_utf8_lossy(&asked.stdout).contains("refs/heads/*:");
        let what = if follows_all { branch.to_owned() } else { format!("{branch}:refs/remotes/{remote}/{branch}") };
        Ok(format!("git fetch {} {}", quoted(remote), quoted(&what)))
    }

    fn knows(&self, name: &str) -> Result<bool, GitTrouble> {
        Ok(self.run(["rev-parse", "--verify", "--quiet", "--end-of-options", name])?.status.success())
    }

    /// The branch that stands here, else `HEAD`.
    fn branch(&self) -> String {
        let branch = self.text("name the branch", ["symbolic-ref", "--short", "--quiet", "HEAD"]);
        branch.ok().filter(|branch| !branch.is_empty()).unwrap_or_else(|| "HEAD".to_owned())
    }

    /// What to ask instead, where a branch's log does not go back to a day: the last commit before it.
    fn before(&self, branch: &str, day: &str) -> String {
        let young = "git's log of a branch is each clone's own, and young in a new one";
        let before = format!("--before={day}");
        let last = ["log", "-1", "--no-show-signature", "--format=%h", &before, branch, "--"];
        let asked = self.text("look for a commit", last);
        if let Some(last) = asked.ok().filter(|last| !last.is_empty()) {
            return format!("{young}; the last commit before then is `{last}`");
        }
        let roots = ["log", "--max-parents=0", "--no-show-signature", "--format=%cs %h", branch, "--"];
        let roots = self.text("look for a commit", roots);
        let first = roots.ok().and_then(|roots| roots.lines().min().map(str::to_owned));
        match first.as_deref().and_then(|first| first.split_once(' ')) {
            Some((day, first)) => {
                format!("{young}; nothing was committed before then: the first commit, `{first}`, is of {day}")
            }
            None => young.to_owned(),
        }
    }

    /// Refuses a git that is too old to be understood.
    fn must_be_new(&self) -> Result<(), GitTrouble> {
        let version = self.text("say its version", ["version"])?;
        let mut numbers =
            version.split(' ').nth(2).unwrap_or_default().split('.').map(|part| part.parse().unwrap_or(0));
        let (first, second): (u32, u32) = (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0));
        if (first, second) >= OLDEST {
            return Ok(());
        }
        let (least, than) = OLDEST;
        let message = format!("this git is too old: {version}");
        Err(GitTrouble::new("old-git", message, format!("install git {least}.{than} or newer")))
    }
}

fn unknown(name: &str, hint: impl Into<String>) -> GitTrouble {
    GitTrouble::new("unknown-revision", format!("git knows no revision `{name}` here"), hint)
}

/// Whether a word is how git writes the name of a commit: no branch is fetched by that.
fn is_digits(name: &str) -> bool {
    name.len() >= 7 && name.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Whether a word is how git writes a day, which it takes behind a branch alone.
fn is_day(name: &str) -> bool {
    const WORDS: [&str; 14] = [
        "yesterday",
        "today",
        "now",
        "noon",
        "midnight",
        "last",
        "ago",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ];
    let mut words = name.split([' ', '.']).filter(|word| !word.is_empty());
    let is_dated = || {
        let figures = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        let parts: Vec<&str> = name.split('-').collect();
        matches!(parts[..], [year, month] | [year, month, _] if year.len() == 4 && figures(year) && figures(month))
    };
    words.any(|word| WORDS.contains(&word.to_ascii_lowercase().as_str())) || is_dated()
}

impl Git {
    /// What git takes in one of two ways, or does not remember far enough, it tells aside and answers all the same: not a ground for figures.
    fn doubt(&self, name: &str, said: &str) -> Option<GitTrouble> {
        for line in said.lines() {
            if line.starts_with("warning: refname") && line.ends_with("is ambiguous.") {
                let plain = name.split(['~', '^', '@', ':']).next().unwrap_or(name);
                let hint = format!("say `refs/tags/{plain}` or `refs/heads/{plain}`");
                return Some(GitTrouble::new(
                    "ambiguous-revision",
                    format!("`{name}` is the name of several things"),
                    hint,
                ));
            }
            if line.contains("short object ID") && line.contains("ambiguous") {
                let hint = "write more of it: `git log --oneline` shows as much as is needed";
                return Some(GitTrouble::new(
                    "ambiguous-revision",
                    format!("several commits begin with `{name}`"),
                    hint,
                ));
            }
            if let Some(only) = line.strip_prefix("warning: log for ").filter(|line| line.contains("only goes back to"))
            {
                let (branch, date) = name.split_once("@{").unwrap_or((name, ""));
                let branch = if branch.is_empty() { "HEAD" } else { branch };
                let hint = self.before(branch, date.split('}').next().unwrap_or_default());
                return Some(GitTrouble::new(
                    "unknown-revision",
                    format!("git does not remember so far: its log of {only}"),
                    hint,
                ));
            }
            if let Some(only) = line.strip_prefix("fatal: log for ") {
                let hint = "`git reflog` lists what this clone remembers; `HEAD~2` counts commits instead";
                return Some(GitTrouble::new(
                    "unknown-revision",
                    format!("git does not remember so far: its log of {only}"),
                    hint,
                ));
            }
        }
        None
    }
}

impl GitTrouble {
    /// Git was asked for the repository of a folder and found none, or did not want to.
    pub(super) fn no_repository(what: &str, output: &Output) -> GitTrouble {
        let said = String::from_utf8_lossy(&output.stderr);
        if said.contains("dubious ownership") {
            let hint = said.lines().find(|line| line.contains("safe.directory")).map(str::trim).unwrap_or_default();
            let message = "git does not open this repository: it belongs to somebody else";
            return GitTrouble::new("not-trusted", message, format!("if you trust them: `{hint}`"));
        }
        if !said.contains("not a git repository") {
            return GitTrouble::failed("open the repository", output);
        }
        let hint = format!("{what} needs the history of the book: make the book a repository with `git init`");
        GitTrouble::new("no-repository", "this book is not in a git repository", hint)
    }
}
