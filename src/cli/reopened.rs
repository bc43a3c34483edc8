//! Conflict marks that a change took out of a file: what taking it back would put back, never where git takes the file for settled for
//! good; and what making it again settles.

use super::exit::Stop;
use crate::source::{Stand, all_quoted};
use crate::store::{Drafted, Operation, Store};

/// What git is to be told once the files are as they were.
#[derive(Debug, Default)]
pub(super) struct Reopened {
    /// The files that are in conflict again.
    conflicts: Vec<String>,
    /// The files that are in conflict no more.
    settled: Vec<String>,
    /// The others, which are as git has them staged.
    staged: Vec<String>,
    /// What is to be typed next, where something is settled.
    goes_on: String,
}

/// What is to be typed next in the middle of a merge, and which files are open still.
pub(super) fn goes_on(operation: Operation, open: &[&String], stand: &Stand) -> String {
    match open {
        [] => stand.told(operation.next()),
        [path] => stand.told(&format!("`{path}` is still in conflict: settle it, then `git add` it")),
        open => format!("{} more files are in conflict: `suits resolve` lists them", open.len()),
    }
}

impl Reopened {
    /// What comes back into conflict; refuses where git has no merge any more to which the marks belong.
    pub(super) fn of(store: &Store, drafted: &Drafted) -> Result<Reopened, Stop> {
        let marked =
            |text: &Option<String>| text.iter().any(|text| text.lines().any(|line| line.starts_with("<<<<<<< ")));
        let all = || drafted.previews().filter(|preview| marked(&preview.after));
        if all().next().is_none() {
            let ends = drafted.previews().filter(|preview| marked(&preview.before));
            return Reopened::settling(store, drafted, ends.map(|preview| preview.path.clone()).collect());
        }
        // outside of git nothing is settled
        let Ok(operation) = store.operation() else { return Ok(Reopened::default()) };
        let open: Vec<String> = store.unmerged()?.into_iter().map(|file| file.path).collect();
        let conflicts: Vec<String> = all().map(|file| file.path.clone()).filter(|path| !open.contains(path)).collect();
        if conflicts.is_empty() {
            return Ok(Reopened::default());
        }
        let is_remembered = store.remembers_sides(&conflicts)?;
        let files = conflicts.join("`, `");
        let (git, typed) = (store.stand().git(), all_quoted(&conflicts));
        if operation == Operation::Other || !is_remembered {
            let message = format!("it would put conflict marks into `{files}`, which git takes for settled");
            let committed = drafted.previews().map(|preview| preview.path.clone()).collect::<Vec<_>>();
            let is_over = operation == Operation::Other && store.is_as_committed(&committed)?;
            let hint = match () {
                () if is_over => "the merge is over, and each record has a number of its own: `suits renumber` gives either another one".to_owned(),
                () if is_remembered => format!("`{git} checkout -m -- {typed}` puts both sides back into it"),
                () => format!("`{git} diff HEAD -- {typed}` shows what it was before"),
            };
            return Err(Stop::usage("settled-since", message, hint));
        }
        store.index_must_be_free()?;
        let others: Vec<String> =
            drafted.previews().map(|preview| preview.path.clone()).filter(|path| !conflicts.contains(path)).collect();
        let staged = if others.is_empty() { others } else { store.as_staged(&others)? };
        Ok(Reopened { conflicts, staged, ..Reopened::default() })
    }

    /// What goes out of conflict: of the files whose marks a change takes out, those that git has not merged.
    fn settling(store: &Store, drafted: &Drafted, ends: Vec<String>) -> Result<Reopened, Stop> {
        if ends.is_empty() {
            return Ok(Reopened::default());
        }
        // outside of git nothing is in conflict
        let Ok(operation) = store.operation() else { return Ok(Reopened::default()) };
        let unmerged: Vec<String> = store.unmerged()?.into_iter().map(|file| file.path).collect();
        let settled: Vec<String> = ends.into_iter().filter(|path| unmerged.contains(path)).collect();
        if settled.is_empty() {
            return Ok(Reopened::default());
        }
        store.index_must_be_free()?;
        let others = drafted.previews().map(|preview| &preview.path).filter(|path| !unmerged.contains(path));
        let others: Vec<String> = others.cloned().collect();
        let staged = if others.is_empty() { others } else { store.as_staged(&others)? };
        let open: Vec<&String> = unmerged.iter().filter(|path| !settled.contains(path)).collect();
        Ok(Reopened { goes_on: goes_on(operation, &open, store.stand()), conflicts: Vec::new(), settled, staged })
    }

    /// What is to be typed next, where something is in conflict again, or no more.
    pub(super) fn next(&self) -> Option<String> {
        if !self.settled.is_empty() {
            return Some(self.goes_on.clone());
        }
        let [first, ..] = &self.conflicts[..] else { return None };
        let what = if self.conflicts.len() == 1 {
            format!("`{first}` is")
        } else {
            format!("{} files are", self.conflicts.len())
        };
        Some(format!("{what} in conflict again: `suits resolve` lists it"))
    }

    /// Tells git.
    pub(super) fn tell(&self, store: &Store) -> Result<(), Stop> {
        if !self.settled.is_empty() {
            let all: Vec<String> = self.settled.iter().chain(&self.staged).cloned().collect();
            return Ok(store.call_merged(&all)?);
        }
        if self.conflicts.is_empty() {
            return Ok(());
        }
        Ok(store.call_unmerged(&self.conflicts, &self.staged)?)
    }
}
