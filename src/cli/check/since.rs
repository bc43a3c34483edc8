//! `suits check --since REV`: what a branch changed, and what refers to it. Reads the clients that the change touches, not the book:
//! all of a client's records, because any of them may refer to a changed one; the timesheets that name one of its jobs; every invoice
//! where an invoice changed, because no two may have one number; and the whole book where the configuration changed.

use crate::checks::reached;
use crate::cli::exit::Stop;
use crate::domain::layout::{AnyId, Placement, parse_path};
use crate::domain::scope::{Scope, Touched};
use crate::store::{Changes, Snapshot, Store};
use std::collections::{BTreeSet, HashSet};

/// A change of the book.
pub(super) struct Since {
    changes: Changes,
    ids: BTreeSet<AnyId>,
    everything: bool,
}

impl Since {
    /// What changed since this branch and a revision parted.
    pub(super) fn of(store: &Store, revision: &str) -> Result<Since, Stop> {
        let changes = store.changes_since(revision)?;
        let mut since = Since { changes, ids: BTreeSet::new(), everything: false };
        for path in since.changes.present.iter().chain(&since.changes.gone) {
            match parse_path(path) {
                Placement::Record(id) => drop(since.ids.insert(id)),
                Placement::Misplaced { .. } | Placement::NotARecord(_) => since.everything = true,
                Placement::Elsewhere => since.everything |= is_configuration(path),
            }
        }
        Ok(since)
    }

    /// What must be read to judge it.
    pub(super) fn scope(&self) -> Scope {
        if self.everything {
            return Scope::book();
        }
        let sheet = |id: &AnyId| if let AnyId::Timesheet(id) = id { Some(id.clone()) } else { None };
        Scope::touched(Touched {
            clients: self.ids.iter().filter_map(AnyId::client).collect(),
            timesheets: self.ids.iter().filter_map(sheet).collect(),
            invoices: self.ids.iter().any(|id| matches!(id, AnyId::Invoice(_))),
        })
    }

    /// The paths of what it reaches; `None`: everything.
    pub(super) fn reach<'s>(&'s self, snapshot: &'s Snapshot) -> Option<HashSet<&'s str>> {
        let mut changed = self.changes.present.iter().chain(&self.changes.gone);
        if changed.any(|path| is_configuration(path)) {
            return None;
        }
        let mut paths: HashSet<&str> = self.changes.present.iter().map(String::as_str).collect();
        // nobody can say what a record refers to that cannot be read
        let broken = snapshot.problems.iter().map(|problem| problem.place.source);
        let sources = reached(&snapshot.agency, &self.ids).into_iter().chain(broken);
        paths.extend(sources.map(|source| &*snapshot.sources.file(source).path));
        Some(paths)
    }
}

/// Whether every record is judged by a file: `suits.toml`, or a calendar of days off.
fn is_configuration(path: &str) -> bool {
    path == "suits.toml" || path.to_ascii_lowercase().ends_with(".ics")
}
