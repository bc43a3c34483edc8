//! Which files of the book changed since another branch left.

use super::revision::SHALLOW;
use super::{Git, GitTrouble};
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
    let base = git.run(["merge-base", found.as_str(), head])?;
    if base.status.success() {
        return Ok(lossy(&base.stdout).trim().to_owned());
    }
    let message = format!("git finds no commit at which `{revision}` and this branch parted");
    let hint = if git.is_shallow()? { SHALLOW } else { "name a revision that shares history with this branch" };
    Err(GitTrouble::new("no-merge-base", message, hint))
}

fn lossy(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
