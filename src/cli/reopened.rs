//! Conflict marks that a change took out of a file, and what taking it back would put back: never where git takes the file for settled for
//! good.

use super::exit::Stop;
use crate::store::{Drafted, Operation, Store};

/// What git is to be told once the files are as they were.
#[derive(Debug, Default)]
pub(super) struct Reopened {
    /// The files that are in conflict again.
    conflicts: Vec<String>,
    /// The others, which are as git has them staged.
    staged: Vec<String>,
}

impl Reopened {
    /// What comes back into conflict; refuses where git has no merge any more to which the marks belong.
    pub(super) fn of(store: &Store, drafted: &Drafted) -> Result<Reopened, Stop> {
        let marked =
            |text: &Option<String>| text.iter().any(|text| text.lines().any(|line| line.starts_with("<<<<<<< ")));
        let all = || drafted.previews().filter(|preview| marked(&preview.after));
        if all().next().is_none() {
            return Ok(Reopened::default());
        }
        // outside of git nothing is settled
        let Ok(operation) = store.operation() else { return Ok(Reopened::default()) };
        let open: Vec<String> = store.unmerged()?.into_iter().map(|file| file.path).collect();
        let conflicts: Vec<String> = all().map(|file| file.path.clone()).filter(|path| !open.contains(path)).collect();
        if conflicts.is_empty() {
            return Ok(Reopened::default());
        }
        let is_remembered = store.remembers_sides(&conflicts)?;
        let files = conflicts.join(" ");
        if operation == Operation::Other || !is_remembered {
            let message = format!("it would put conflict marks into `{files}`, which git takes for settled");
            let committed = drafted.previews().map(|preview| preview.path.clone()).collect::<Vec<_>>();
            let is_over = operation == Operation::Other && store.is_as_committed(&committed)?;
            let hint = match () {
                () if is_over => "the merge is over, and each record has a number of its own: `suits renumber` gives either another one".to_owned(),
                () if is_remembered => format!("`git checkout -m -- {files}` puts both sides back into it"),
                () => format!("`git diff HEAD -- {files}` shows what it was before"),
            };
            return Err(Stop::usage("settled-since", message, hint));
        }
        store.index_must_be_free()?;
        let others: Vec<String> =
            drafted.previews().map(|preview| preview.path.clone()).filter(|path| !conflicts.contains(path)).collect();
        let staged = if others.is_empty() { others } else { store.as_staged(&others)? };
        Ok(Reopened { conflicts, staged })
    }

    /// What is to be typed next, where something is in conflict again.
    pub(super) fn next(&self) -> Option<String> {
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
        if self.conflicts.is_empty() {
            return Ok(());
        }
        Ok(store.call_unmerged(&self.conflicts, &self.staged)?)
    }
}
