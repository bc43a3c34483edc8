//! The life of one record, as git remembers it: every version, who made it and when.

pub(super) mod blame;
pub(super) mod brief;
pub(super) mod log;

use super::exit::Stop;
use super::session::Session;
use crate::config::Config;
use crate::domain::layout::{AnyId, Placement, parse_path};
use crate::domain::record::Kind;
use crate::history::Said;
use crate::history::diff::{Change, Version as Told};
use crate::history::life::own;
use crate::store::{FileVersion, Resolution, Snapshot, Store};
use crate::values::Day;
use crate::view::Cell;

/// One version of a record.
pub(super) struct Lived {
    /// The commit that made it; `None` for what is not committed yet.
    pub commit: Option<Commit>,
    /// Who wrote it, as the book calls them, or as git does.
    pub who: String,
    /// Its id then.
    pub id: AnyId,
    /// Its id before, where this version has another.
    pub was: Option<AnyId>,
    /// What it said in each version before; none for the first.
    pub before: Vec<String>,
    /// What it says; `None` where it is gone.
    pub after: Option<String>,
}

/// What is told of a commit.
pub(super) struct Commit {
    /// Its name, in the digits that people use.
    pub short: String,
    /// The day on which it was written.
    pub day: Option<Day>,
    /// The first line of its message.
    pub subject: String,
}

impl Lived {
    /// The day, as git keeps it.
    pub(super) fn day(&self) -> Cell {
        Cell::day(self.commit.as_ref().and_then(|commit| commit.day))
    }

    /// The commit, as people write it.
    pub(super) fn short(&self) -> Cell {
        Cell::maybe(self.commit.as_ref().map(|commit| &commit.short))
    }

    /// This version, and the first of those before it.
    pub(super) fn versions(&self) -> (Option<Told<'_>>, Option<Told<'_>>) {
        let was = self.was.as_ref().unwrap_or(&self.id);
        let before = self.before.first().map(|text| Told { id: was, text });
        (before, self.after.as_ref().map(|text| Told { id: &self.id, text }))
    }

    /// Whether this version joins several.
    pub(super) fn is_merge(&self) -> bool {
        self.before.len() > 1
    }

    /// What this version changed; `None` where it, or one before it, does not read.
    pub(super) fn own(&self) -> Option<Vec<Change>> {
        let before: Vec<Said> = self.before.iter().map(|text| Said::of(text).ok()).collect::<Option<_>>()?;
        let after = self.after.as_ref().map_or(Some(Said::Map(Vec::new())), |text| Said::of(text).ok())?;
        Some(own(&before.iter().collect::<Vec<_>>(), &after))
    }
}

/// The life of a record.
pub(super) struct Life {
    /// The record.
    pub id: AnyId,
    /// The last version first.
    pub versions: Vec<Lived>,
    /// What should be said about all of them.
    pub notes: Vec<String>,
}

impl Life {
    /// What git remembers of a record, back to where it was made, under whatever id; and what the work tree holds beyond that.
    /// `every`: also what a merge did not take.
    pub(super) fn of(store: &Store, id: &AnyId, snapshot: &Snapshot, every: bool) -> Result<Life, Stop> {
        let tip = store.revision().map_or("HEAD", |revision| revision.commit.as_str());
        let commits = store.versions(&id.path(), tip, every)?;
        let mut life = Life { id: id.clone(), versions: Vec::with_capacity(commits.len() + 1), notes: Vec::new() };
        if let Some(last) = commits.first().filter(|last| last.text.is_none())
            && let Some(to) = store.moved_to(last)?
            && let Placement::Record(new) = parse_path(&to)
        {
            life.notes.push(format!("{id} is {new} now: `suits log {new}` goes on from there"));
        }
        if store.is_cut_off()? {
            let note = "this clone is shallow: what came before is not told; `git fetch --unshallow` fetches it";
            life.notes.push(note.to_owned());
        }
        let config = &snapshot.agency.config;
        life.versions.extend(commits.into_iter().map(|version| lived(version, id, config)));
        life.and_now(snapshot);
        if life.versions.is_empty() {
            let message = format!("there is no {id}, and git remembers none");
            return Err(Stop::usage("unknown-id", message, "`suits search` finds a record by its words"));
        }
        Ok(life)
    }

    /// Adds what the work tree holds and no commit does.
    fn and_now(&mut self, snapshot: &Snapshot) {
        let now = snapshot.source_of(&self.id).map(|source| snapshot.sources.file(source).text.to_string());
        let last = self.versions.first().and_then(|version| version.after.clone());
        if now != last {
            let (id, before) = (self.id.clone(), last.into_iter().collect());
            let who = "not committed".to_owned();
            self.versions.insert(0, Lived { commit: None, who, id, was: None, before, after: now });
        }
    }
}

fn lived(version: FileVersion, id: &AnyId, config: &Config) -> Lived {
    let id_at = |path: &str| match parse_path(path) {
        Placement::Record(id) => id,
        _ => id.clone(),
    };
    let short = version.commit.short().to_owned();
    Lived {
        who: config.known_as(&version.email).map_or(version.author, ToString::to_string),
        id: id_at(&version.path),
        was: version.from.as_deref().map(id_at),
        before: version.before,
        after: version.text,
        commit: Some(Commit { short, day: version.day, subject: version.subject }),
    }
}

impl Session<'_, '_> {
    /// The record whose life is asked for; it need not be there any more.
    pub(super) fn lived(&self, store: &Store, typed: &str, kinds: &[Kind]) -> Result<AnyId, Stop> {
        match store.resolve(typed, kinds)? {
            Resolution::Exact(id) => Ok(id),
            Resolution::Prefix(ids) if ids.len() == 1 => Ok(ids[0].clone()),
            _ => match kinds.iter().find_map(|kind| AnyId::parse(*kind, typed)) {
                Some(id) => Ok(id),
                None => self.resolve(store, typed, kinds, false),
            },
        }
    }
}
