//! A merge that is recorded in history: what it began with, what each side made of the records, and what was recorded.

use crate::store::Store;
use crate::store::git::{Git, GitTrouble, Oid};
use std::collections::{BTreeMap, BTreeSet};

/// A merge commit of two sides.
#[derive(Clone, Debug)]
pub struct Recorded {
    /// Itself.
    pub commit: Oid,
    /// The side that was merged into, and the one that was merged.
    pub sides: [Oid; 2],
    /// What both began with: several where the branches had crossed before.
    pub bases: Vec<Oid>,
}

/// A file of the book that a side of a recorded merge changed: its text in each version, `None` where it was not there.
#[derive(Clone, Debug)]
pub struct Changed {
    /// Relative to the book.
    pub path: String,
    /// Its text in each of what both began with.
    pub bases: Vec<Option<Vec<u8>>>,
    /// What each side made of it.
    pub sides: [Option<Vec<u8>>; 2],
    /// What was recorded.
    pub recorded: Option<Vec<u8>>,
}

impl Store {
    /// The merge that a revision is.
    pub fn recorded_merge(&self, revision: &str) -> Result<Recorded, GitTrouble> {
        let git = self.git();
        let commit = git.revision(revision)?.commit;
        let told = git.text("look at the commit", ["rev-list", "--parents", "-n1", commit.as_str(), "--"])?;
        let parents: Vec<Oid> = told.split_whitespace().skip(1).map(Oid::of).collect();
        let [ours, theirs] = &parents[..] else {
            let what = if parents.len() > 2 { "merges more than two branches" } else { "is no merge" };
            let hint = "name a merge of two branches: `git log --merges --oneline` lists them";
            return Err(GitTrouble::new("not-a-merge", format!("`{revision}` {what}"), hint));
        };
        let bases = git.run(["merge-base", "--all", ours.as_str(), theirs.as_str()])?;
        let bases: Vec<Oid> = String::from_utf8_lossy(&bases.stdout).lines().map(Oid::of).collect();
        if bases.is_empty() {
            let hint = "where the clone is shallow, `git fetch --unshallow` brings what is cut off";
            let message = format!("git finds nothing that both sides of `{revision}` began with");
            return Err(GitTrouble::new("no-merge-base", message, hint));
        }
        Ok(Recorded { sides: [ours.clone(), theirs.clone()], commit, bases })
    }

    /// The files of the book that a side of a merge changed and that were not recorded as this side left them.
    pub fn changed_in(&self, merge: &Recorded) -> Result<Vec<Changed>, GitTrouble> {
        let git = self.git();
        let mut touched: BTreeMap<String, [bool; 2]> = BTreeMap::new();
        for base in &merge.bases {
            for (side, commit) in merge.sides.iter().enumerate() {
                for path in between(&git, base, commit)? {
                    touched.entry(path).or_default()[side] = true;
                }
            }
        }
        let differs: Vec<BTreeSet<String>> =
            merge.sides.iter().map(|side| between(&git, side, &merge.commit)).collect::<Result<_, _>>()?;
        // What was recorded as one side left it, while the other had not touched it, lost nothing.
        touched.retain(|path, by| (0..2).any(|side| by[side] && differs[side].contains(path)));
        let below = git.text("look at this clone", ["rev-parse", "--show-prefix"])?;
        let versions: Vec<&Oid> = merge.bases.iter().chain(&merge.sides).chain([&merge.commit]).collect();
        let name = |commit: &Oid, path: &str| Oid::of(&format!("{commit}:{below}{path}"));
        let wanted: Vec<Oid> =
            touched.keys().flat_map(|path| versions.iter().map(move |commit| name(commit, path))).collect();
        if wanted.is_empty() {
            return Ok(Vec::new());
        }
        let mut texts = git.objects()?.read(&wanted)?.into_iter();
        let mut next = || texts.next().flatten();
        let changed = touched.into_keys().map(|path| Changed {
            path,
            bases: merge.bases.iter().map(|_| next()).collect(),
            sides: [next(), next()],
            recorded: next(),
        });
        Ok(changed.collect())
    }
}

/// The files of the book that differ between two commits; renames are a file gone and one added.
fn between(git: &Git, one: &Oid, other: &Oid) -> Result<BTreeSet<String>, GitTrouble> {
    let asked =
        ["diff-tree", "-r", "-z", "--no-renames", "--name-only", "--relative", one.as_str(), other.as_str(), "--", "."];
    let listed = git.bytes("compare", asked)?;
    let paths = listed.split(|byte| *byte == 0).filter(|path| !path.is_empty() && !path.contains(&b'\n'));
    Ok(paths.filter_map(|path| String::from_utf8(path.to_vec()).ok()).collect())
}
