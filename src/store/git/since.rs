//! Which files of the book changed since another branch left.

use super::revision::SHALLOW;
use super::{Git, GitTrouble, Oid};
use crate::store::Store;
use crate::store::origin::Origin;
use std::collections::BTreeSet;

/// The files of the book that differ from those at a commit: relative to the book, with `/`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Files that are there: new, changed, or renamed to this.
    pub present: BTreeSet<String>,
    /// Files that are gone: removed, or renamed from this.
    pub gone: BTreeSet<String>,
}

impl Store {
    /// Git, as it sees this book.
    pub fn git(&self) -> Git {
        match &self.origin {
            Origin::Disk(root) => Git::of(root),
            Origin::Past(past) => past.git.clone(),
        }
    }

    /// What changed since the commit at which this branch and `revision` parted; what is not committed yet counts too. In a book as it
    /// was at a revision: what had changed by then.
    pub fn changes_since(&self, revision: &str) -> Result<Changes, GitTrouble> {
        let git = self.git();
        let head = self.revision().map(|then| then.commit.as_str());
        let base = parted(&git, revision, head.unwrap_or("HEAD"))?;
        // below a folder that may be gone by now, or in a repository that has no folders
        let below = self.revision().map(|_| self.below_git()).filter(|below| !below.is_empty());
        let relative = below.as_ref().map_or("--relative".to_owned(), |below| format!("--relative={below}"));
        let mut words =
            vec!["diff", "--name-status", "-z", "-M", "--no-ext-diff", "--ignore-submodules", &relative, &base];
        words.extend(head);
        words.push("--");
        words.extend(head.is_none().then_some("."));
        let diff = git.bytes("compare", words)?;
        let mut changes = Changes::default();
        let diff = lossy(&diff);
        let mut parts = diff.split('\0');
        while let Some(status) = parts.next().filter(|status| !status.is_empty()) {
            let Some(path) = parts.next() else { break };
            match status.as_bytes()[0] {
                b'D' => drop(changes.gone.insert(path.to_owned())),
                b'R' => {
                    changes.gone.insert(path.to_owned());
                    changes.present.extend(parts.next().map(str::to_owned));
                }
                b'C' => changes.present.extend(parts.next().map(str::to_owned)),
                _ => drop(changes.present.insert(path.to_owned())),
            }
        }
        if head.is_none() {
            let new = lossy(&git.bytes("compare", ["ls-files", "-z", "--others", "--exclude-standard", "--", "."])?);
            changes.present.extend(new.split('\0').filter(|path| !path.is_empty()).map(str::to_owned));
        }
        Ok(changes)
    }
}

/// The commit at which this branch and another parted.
fn parted(git: &Git, revision: &str, head: &str) -> Result<String, GitTrouble> {
    git.must_be_there("`--since`")?;
    let found = git.revision(revision)?.commit;
    match git.merge_base(found.as_str(), head)? {
        Some(base) => Ok(base.to_string()),
        None => Err(git.never_parted(&format!("`{revision}` and this branch"))?),
    }
}

impl Git {
    /// The commit at which two parted; the second is `HEAD` where none is named.
    pub(super) fn parting(&self, from: &Oid, to: Option<&Oid>) -> Result<Oid, GitTrouble> {
        let to = to.map_or("HEAD", Oid::as_str);
        match self.merge_base(from.as_str(), to)? {
            Some(base) => Ok(base),
            None => Err(self.never_parted("these two revisions")?),
        }
    }

    pub(super) fn merge_base(&self, one: &str, other: &str) -> Result<Option<Oid>, GitTrouble> {
        let base = self.run(["merge-base", one, other])?;
        Ok(base.status.success().then(|| Oid::of(lossy(&base.stdout).trim())))
    }

    fn never_parted(&self, whose: &str) -> Result<GitTrouble, GitTrouble> {
        let message = format!("git finds no commit at which {whose} parted");
        let hint = if self.is_shallow()? { SHALLOW } else { "name revisions that share history" };
        Ok(GitTrouble::new("no-merge-base", message, hint))
    }
}

fn lossy(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
