//! Which commit stands against another in a merge.

use super::{Git, GitTrouble};

impl Git {
    /// The commit into which `theirs` was merged, or is being merged: `HEAD` while it is not part of it, else the first parent of the
    /// merge that brought it.
    pub fn merged_into(&self, theirs: &str) -> Result<String, GitTrouble> {
        let commit = self.revision(theirs)?.commit;
        let known = self.run(["merge-base", "--is-ancestor", commit.as_str(), "HEAD"])?;
        if !known.status.success() {
            return Ok("HEAD".to_owned());
        }
        let since = format!("{commit}..HEAD");
        let merges = ["rev-list", "--merges", "--first-parent", "--ancestry-path", &since];
        let merges = self.text("list the merges", merges)?;
        match merges.lines().last() {
            Some(merge) => Ok(format!("{merge}^1")),
            None => Err(GitTrouble::new(
                "not-merged",
                format!("`{theirs}` is in the past of this branch itself; no merge brought it"),
                "name the branch that was merged, or `HEAD^2` where the last commit is the merge",
            )),
        }
    }
}
