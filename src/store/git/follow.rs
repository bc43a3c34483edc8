//! What a commit came to: its name, and what hooks did to it on the way. What a hook wrote into the commit alone follows in the person's
//! index, so that `git status` is clean for it; all else that is staged stays. Knows no records.

use super::commit::Commit;
use super::ground::Ground;
use super::{Git, GitTrouble};
use crate::source::{Stand, all_quoted};
use crate::store::{Kept, Store};
use std::collections::{HashMap, HashSet};

/// One file of a commit: its mode and object before and after. A file that is not there has neither.
struct Entry<'a> {
    before: (&'a str, &'a str),
    after: (&'a str, &'a str),
    path: &'a str,
}

/// The mode of a file that is not there; its object does not matter.
const GONE: (&str, &str) = ("000000", "");

impl Entry<'_> {
    /// A line for `git update-index --index-info`.
    fn line(&self) -> String {
        let mode = if self.after.0 == GONE.0 { "0" } else { self.after.0 };
        format!("{mode} {}\t{}\0", self.after.1, self.path)
    }
}

impl Ground {
    /// The commit that was just made, once the index has followed it.
    pub(super) fn follow(&self, said: Vec<String>, stand: &Stand) -> Commit {
        let mut commit = Commit { id: String::new(), said, notes: Vec::new() };
        if let Err(trouble) = self.take_over(&mut commit) {
            let (git, all) = (stand.git(), all_quoted(&self.paths));
            commit
                .notes
                .push(format!("committed, but the index could not follow ({trouble}): `{git} reset -q -- {all}`"));
        }
        if self.branch.is_none() {
            let short = commit.id.get(..10).unwrap_or("HEAD");
            let git = stand.git();
            commit.notes.push(format!("the commit is on no branch: `{git} branch NAME {short}` keeps it"));
        }
        commit
    }

    fn take_over(&self, commit: &mut Commit) -> Result<(), GitTrouble> {
        let arguments = ["diff-tree", "--root", "-r", "-z", "--no-renames", "HEAD"];
        let told = self.git.bytes("look at the commit", arguments)?;
        let told = String::from_utf8_lossy(&told);
        let mut parts = told.split('\0');
        parts.next().unwrap_or_default().clone_into(&mut commit.id);
        let mut entries = Vec::new();
        while let (Some(facts), Some(path)) = (parts.next(), parts.next()) {
            if let [mode, new_mode, object, new_object, _] =
                *facts.trim_start_matches(':').split(' ').collect::<Vec<_>>()
            {
                entries.push(Entry { before: (mode, object), after: (new_mode, new_object), path });
            }
        }
        let prefix = self.git.text("find the book", ["rev-parse", "--show-prefix"])?;
        let is_ours =
            |path: &str| path.strip_prefix(&prefix).is_some_and(|path| self.paths.iter().any(|own| own == path));
        for entry in entries.iter().filter(|entry| !is_ours(entry.path)) {
            commit.notes.push(format!("a hook put `{}` into the commit too", entry.path));
        }
        self.move_along(&entries, &is_ours)
    }

    /// Moves on what the index holds in another way than the commit: a file of ours that a hook tidied up, and what a hook added, where
    /// the index still holds it as it was before.
    fn move_along(&self, entries: &[Entry<'_>], is_ours: &dyn Fn(&str) -> bool) -> Result<(), GitTrouble> {
        let indexed = self.git.indexed(entries.iter().map(|entry| entry.path))?;
        let lags = |entry: &&Entry<'_>| {
            let now = indexed.get(entry.path).map_or(GONE, |(mode, object)| (mode, object));
            let is = |then: (&str, &str)| now == then || (now.0 == GONE.0 && then.0 == GONE.0);
            !is(entry.after) && (is_ours(entry.path) || is(entry.before))
        };
        let lines: String = entries.iter().filter(lags).map(Entry::line).collect();
        if lines.is_empty() {
            return Ok(());
        }
        self.git.feed("bring the index up to date", &["update-index", "-z", "--index-info"], lines.as_bytes())
    }
}

impl Store {
    /// The last commit that touched the files of a change, where it touched these and no others.
    pub fn commit_of(&self, kept: &Kept) -> Result<Option<String>, GitTrouble> {
        let git = self.git();
        let Some(id) = git.last_commit_of(kept)? else { return Ok(None) };
        let names = ["diff-tree", "--root", "-r", "-z", "--no-renames", "--no-commit-id", "--name-only", id.as_str()];
        let names = git.text("look at a commit", names)?;
        let below = self.below_git();
        let mut ours: Vec<String> = kept.paths().map(|path| format!("{below}{path}")).collect();
        ours.sort();
        Ok(names.split('\0').eq(ours.iter().map(String::as_str)).then_some(id))
    }

    /// Whether the commit that was made of a change is the last one that touched its files.
    pub fn is_last_commit_of(&self, kept: &Kept) -> Result<bool, GitTrouble> {
        Ok(kept.commit.is_some() && self.git().last_commit_of(kept)? == kept.commit)
    }
}

impl Git {
    fn last_commit_of(&self, kept: &Kept) -> Result<Option<String>, GitTrouble> {
        let last = ["--literal-pathspecs", "log", "-1", "--no-show-signature", "--format=%H", "--"];
        let last = self.run(last.into_iter().chain(kept.paths()))?;
        let id = String::from_utf8_lossy(&last.stdout).trim().to_owned();
        Ok(Some(id).filter(|id| last.status.success() && !id.is_empty()))
    }

    /// Those of some files that are not as they were committed last.
    pub(in crate::store) fn differing<'p>(
        &self,
        paths: impl Iterator<Item = &'p str>,
    ) -> Result<HashSet<String>, GitTrouble> {
        let words = ["--literal-pathspecs", "diff", "--name-only", "--relative", "-z", "--no-ext-diff", "HEAD", "--"];
        let said = self.text("look at the files", words.into_iter().chain(paths))?;
        Ok(said.split('\0').map(str::to_owned).collect())
    }
}

impl Git {
    /// The mode and object of some files in the index, named from the top of the work tree.
    fn indexed<'p>(
        &self,
        paths: impl Iterator<Item = &'p str>,
    ) -> Result<HashMap<String, (String, String)>, GitTrouble> {
        let arguments = ["ls-files", "--stage", "-z", "--full-name", "--"].map(str::to_owned);
        let said = self
            .bytes("list the files", arguments.into_iter().chain(paths.map(|path| format!(":(top,literal){path}"))))?;
        let said = String::from_utf8_lossy(&said);
        let one = |line: &str| {
            let (facts, path) = line.split_once('\t')?;
            let mut facts = facts.split(' ').map(str::to_owned);
            Some((path.to_owned(), (facts.next()?, facts.next()?)))
        };
        Ok(said.split('\0').filter_map(one).collect())
    }
}
