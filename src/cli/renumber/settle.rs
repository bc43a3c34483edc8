//! What git is to be told of a renumbering in the middle of a merge: which files are settled by it, what is still open, and what is still to
//! come under the old id.

use super::mentions::is_whole;
use crate::cli::desk::Desk;
use crate::cli::exit::Stop;
use crate::cli::reopened::goes_on;
use crate::cli::session::Session;
use crate::domain::layout::AnyId;
use crate::source::{ChangeSet, FileChange, all_quoted};
use crate::store::{Operation, Snapshot, Store, ToPick};

/// So many commits are told one by one.
const TOLD: usize = 10;

/// What git stopped over, as it stood before anything was written.
pub(super) struct Stopped {
    operation: Operation,
    unmerged: Vec<String>,
    /// The files that git is to be told of once they are written.
    pub(super) settled: Vec<String>,
}

impl Stopped {
    /// What git is at; `None` where it is at nothing.
    pub(super) fn of(store: &Store) -> Result<Option<Stopped>, Stop> {
        let operation = store.operation()?;
        let unmerged: Vec<String> = store.unmerged()?.into_iter().map(|file| file.path).collect();
        let is_at_it = operation != Operation::Other || !unmerged.is_empty();
        Ok(is_at_it.then_some(Stopped { operation, unmerged, settled: Vec::new() }))
    }

    /// Whether a record is in conflict.
    pub(super) fn is_open(&self, id: &AnyId) -> bool {
        self.unmerged.contains(&id.path())
    }

    /// Notes which files of a change are settled by it: the `records` themselves, and those that follow and were as they are staged. What is
    /// to be typed next; `other`: what tells another record apart.
    pub(super) fn settle(
        &mut self,
        changes: &ChangeSet,
        records: &[String],
        other: Option<String>,
        desk: &Desk<'_>,
    ) -> Result<String, Stop> {
        let touched: Vec<String> = changes.files.iter().map(|change| path_of(change, desk.snapshot)).collect();
        let following: Vec<String> = touched.iter().filter(|path| !records.contains(path)).cloned().collect();
        let staged = if following.is_empty() { Vec::new() } else { desk.store.as_staged(&following)? };
        let left: Vec<&String> = following.iter().filter(|path| !staged.contains(path)).collect();
        let is_known = |path: &&String| touched.contains(path) || self.unmerged.contains(path);
        self.settled = records.iter().filter(is_known).chain(&staged).cloned().collect();
        let open: Vec<&String> = self.unmerged.iter().filter(|path| !self.settled.contains(path)).collect();
        if left.is_empty() {
            return Ok(other.unwrap_or_else(|| goes_on(self.operation, &open, desk.store.stand())));
        }
        let git = desk.store.stand().git();
        Ok(format!("`{git} add -- {}`: changed here before, so it is left to you", all_quoted(left)))
    }

    /// Says which commits are still to come that mean the old id.
    pub(super) fn tell_what_comes(
        &self,
        (old, new): (&AnyId, &AnyId),
        store: &Store,
        session: &mut Session<'_, '_>,
    ) -> Result<(), Stop> {
        let word = old.to_string();
        let says = |line: &str| line.match_indices(&word).any(|(at, _)| is_whole(line, at, &word));
        let picks = store.still_to_pick(&old.path(), says)?;
        if picks.is_empty() {
            return Ok(());
        }
        let what = if self.operation == Operation::Rebase { "rebase" } else { "cherry-pick" };
        for ToPick { commit, subject, paths } in picks.iter().take(TOLD) {
            let paths = paths.join("`, `");
            let line = format!("still to come: {} \"{subject}\" means its {old}, in `{paths}`", commit.short());
            session.once_sure.push(line);
        }
        if picks.len() > TOLD {
            session.once_sure.push(format!("… and {} more", picks.len() - TOLD));
        }
        let words = format!(
            "git applies them to the {old} that stays, and says nothing: after each, write {new} where it is meant; or `git {what} --abort` and `git merge` instead, where one `suits renumber` tells all of it apart"
        );
        session.once_sure.push(store.stand().told(&words));
        Ok(())
    }
}

fn path_of(change: &FileChange, snapshot: &Snapshot) -> String {
    match change {
        FileChange::Create { path, .. } | FileChange::Move { path, .. } => path.clone(),
        FileChange::Edit { source, .. }
        | FileChange::Mend { source, .. }
        | FileChange::Replace { source, .. }
        | FileChange::Delete { source } => snapshot.sources.file(*source).path.to_string(),
    }
}
