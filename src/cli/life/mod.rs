//! The life of one record, as git remembers it: every version, who made it and when.

pub(super) mod blame;
pub(super) mod brief;
mod dropped;
pub(super) mod log;

use super::diff::pairs::{self, Pairs};
use super::exit::Stop;
use super::session::Session;
use crate::config::Config;
use crate::domain::layout::{AnyId, Placement, parse_path};
use crate::domain::record::Kind;
use crate::history::Said;
use crate::history::diff::{Change, Version as Told, changes};
use crate::history::life::own;
use crate::source::Position;
use crate::store::{Content, FilePast, FileVersion, NoBook, Resolution, Snapshot, Store};
use crate::values::Day;
use crate::view::Cell;
use std::sync::Arc;

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
    /// What it said in each version before, or in the last before that which reads; none for the first.
    pub before: Vec<Arc<str>>,
    /// Where those versions stand in the life, in the same order.
    pub parents: Vec<usize>,
    /// What it says; `None` where it is gone, or does not read.
    pub after: Option<Arc<str>>,
    /// Whether it only joins others, one of which says the same.
    pub is_joint: bool,
    /// Why it does not read.
    unread: Option<String>,
    /// Whether there were versions before, of which none reads.
    is_blind: bool,
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

    /// What this version changed; `None` where it, or all before it, cannot be read.
    pub(super) fn own(&self) -> Option<Vec<Change>> {
        if self.unread.is_some() || self.is_blind {
            return None;
        }
        let before: Vec<Said> = self.before.iter().map(|text| Said::of(text).ok()).collect::<Option<_>>()?;
        let after = self.after.as_ref().map_or(Some(Said::Map(Vec::new())), |text| Said::of(text).ok())?;
        Some(own(&before.iter().collect::<Vec<_>>(), &after))
    }

    /// What is otherwise than in one of the versions before it; `None` where it cannot be read.
    pub(super) fn since(&self, place: usize) -> Option<Vec<Change>> {
        let after = Said::of(self.after.as_ref()?).ok()?;
        Some(changes(&Said::of(self.before.get(place)?).ok()?, &after))
    }

    /// Everything that it says, as if nothing had been there before; where that is all that can be known.
    pub(super) fn all(&self) -> Option<Vec<Change>> {
        let after = self.after.as_ref().filter(|_| self.is_blind)?;
        Some(own(&[], &Said::of(after).ok()?))
    }

    /// What is said in the place of what changed, where that cannot be told.
    pub(super) fn untold(&self) -> String {
        match &self.unread {
            Some(why) => format!("this version cannot be read: {why}"),
            None => "what changed cannot be told: no version before this one can be read".to_owned(),
        }
    }
}

/// The text of a version; `Err`: why it is none of a record.
fn readable(content: &Content) -> Result<Arc<str>, String> {
    let text = match content {
        Content::Text(text) => text,
        Content::Broken(why) => return Err(why.clone()),
        Content::Unread => return Err("nobody read it".to_owned()),
    };
    match Said::of(text) {
        Ok(_) => Ok(Arc::clone(text)),
        Err(fault) => {
            let line = Position::of(text, fault.span.start as usize).line;
            Err(format!("{} (line {line})", fault.message))
        }
    }
}

/// The life of a record.
pub(super) struct Life {
    /// The record.
    pub id: AnyId,
    /// The last version first; those too that only join others.
    pub versions: Vec<Lived>,
    /// What should be said about all of them.
    pub notes: Vec<String>,
}

impl Life {
    /// What git remembers of a record, back to where it was made, under whatever id; and what the work tree holds beyond that.
    /// `every`: also what a merge did not take.
    pub(super) fn of(store: &Store, id: &AnyId, snapshot: &Snapshot, every: bool) -> Result<Life, Stop> {
        let tip = store.revision().map_or("HEAD", |revision| revision.commit.as_str());
        let FilePast { versions: mut commits, mut apart } = store.past(&id.path(), tip, every)?;
        let mut life = Life { id: id.clone(), versions: Vec::with_capacity(commits.len() + 1), notes: Vec::new() };
        let (now, mut was) = (store.content(&id.path()), None);
        let is_kept = commits.first().is_some_and(|last| last.after.is_some());
        if store.revision().is_none() && now.is_some() != is_kept {
            let renamed = renamed(store)?;
            let (id, older) = (id.to_string(), |pair: &&(AnyId, AnyId)| pair.1 == *id);
            if let Some((old, _)) = renamed.iter().find(older) {
                FilePast { versions: commits, apart } = store.past(&old.path(), tip, every)?;
                was = Some(old.clone());
            }
            life.notes.extend(renamed.iter().find(|(old, _)| old.to_string() == id).map(|(_, new)| goes_on(&id, new)));
        }
        let is_gone = commits.first().is_some_and(|last| last.after.is_none());
        if let Some(last) = commits.iter().find(|last| is_gone && last.after.is_none() && !last.is_joint)
            && let Some(to) = store.moved_to(last)?
            && let Placement::Record(new) = parse_path(&to)
        {
            life.notes.push(goes_on(id, &new));
        }
        let ids = |path: &str| match parse_path(path) {
            Placement::Record(id) => Some(id),
            _ => None,
        };
        let apart = apart.iter().filter_map(|(old, new)| Some((ids(old)?, ids(new)?)));
        life.notes.extend(apart.map(|(old, new)| {
            format!("another record was made under {old} too, and is {new} now: `suits log {new}` tells of it")
        }));
        if store.is_cut_off()? {
            let note = "this clone is shallow: what came before is not told; `git fetch --unshallow` fetches it";
            life.notes.push(store.stand().told(note));
        }
        life.remembered(commits, &snapshot.agency.config);
        life.and_now(now, was);
        if life.told().next().is_none() {
            let message = format!("there is no {id}, and git remembers none");
            return Err(Stop::usage("unknown-id", message, "`suits search` finds a record by its words"));
        }
        if life.told().any(|version| version.unread.is_some()) {
            let note = "a version cannot be read: what came with it is told of the next one that can";
            life.notes.push(note.to_owned());
        }
        Ok(life)
    }

    /// The versions that did something.
    pub(super) fn told(&self) -> impl Iterator<Item = &Lived> {
        self.versions.iter().filter(|version| !version.is_joint)
    }

    /// Adds what git remembers. A version that cannot be read stands for the last one before it that can.
    fn remembered(&mut self, commits: Vec<FileVersion>, config: &Config) {
        let mut read: Vec<Option<Arc<str>>> = vec![None; commits.len()];
        for (at, version) in commits.into_iter().enumerate().rev() {
            let is_readable = |parent: &&usize| read[**parent].is_some();
            let parents: Vec<usize> = version.parents.iter().filter(is_readable).copied().collect();
            let before: Vec<Arc<str>> = parents.iter().filter_map(|parent| read[*parent].clone()).collect();
            let is_blind = before.is_empty() && !version.before.is_empty();
            let own = version.after.as_ref().map(|kept| readable(&kept.content));
            let (after, unread) = match own.transpose() {
                Ok(after) => (after, None),
                Err(why) => (None, Some(why)),
            };
            read[at] = if unread.is_some() { before.first().cloned() } else { after.clone() };
            self.versions.push(Lived { before, parents, after, unread, is_blind, ..lived(version, &self.id, config) });
        }
        self.versions.reverse();
    }

    /// Adds what the work tree holds and the last commit does not; `was`: the id under which git knows it.
    fn and_now(&mut self, now: Option<Content>, was: Option<AnyId>) {
        let last = self.versions.first();
        let before =
            last.and_then(|last| last.after.as_ref().or(last.before.first().filter(|_| last.unread.is_some())));
        let (after, unread) = match now.as_ref().map(readable).transpose() {
            Ok(after) => (after, None),
            Err(why) => (None, Some(why)),
        };
        let is_same = match last {
            Some(last) => (&last.after, &last.unread) == (&after, &unread),
            None => now.is_none(),
        };
        if is_same && was.is_none() {
            return;
        }
        let is_blind = before.is_none() && last.is_some_and(|last| last.unread.is_some());
        let before: Vec<Arc<str>> = before.into_iter().cloned().collect();
        let (id, who, parents) = (self.id.clone(), "not committed".to_owned(), vec![1; before.len()]);
        for parent in self.versions.iter_mut().flat_map(|version| &mut version.parents) {
            *parent += 1;
        }
        let is_joint = false;
        self.versions
            .insert(0, Lived { commit: None, who, id, was, before, parents, after, unread, is_blind, is_joint });
    }
}

/// Records that go by another id in the work tree than in the last commit.
fn renamed(store: &Store) -> Result<Vec<(AnyId, AnyId)>, Stop> {
    let between = store.comparison("HEAD", None, false)?.between(pairs::is_read)?;
    let pairs = Pairs::of(between).records.into_iter();
    let both = pairs.filter_map(|pair| Some((pair.before?.id, pair.after?.id)));
    Ok(both.filter(|(was, is)| was != is).collect())
}

fn goes_on(id: &impl std::fmt::Display, new: &AnyId) -> String {
    format!("{id} is {new} now: `suits log {new}` goes on from there")
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
        before: Vec::new(),
        parents: Vec::new(),
        after: None,
        is_joint: version.is_joint,
        unread: None,
        is_blind: false,
        commit: Some(Commit { short, day: version.day, subject: version.subject }),
    }
}

impl Session<'_, '_> {
    /// The book whose history is asked for; that of a bare repository as it is at `HEAD`.
    pub(super) fn open_history(&self) -> Result<Store, Stop> {
        self.open().or_else(|stop| match &stop {
            Stop::Failed(error) if error.is::<NoBook>() && Store::is_bare(&self.start()) => {
                Ok(Store::open_at(&self.start(), "HEAD")?)
            }
            _ => Err(stop),
        })
    }

    /// The record whose life is asked for; it need not be there any more.
    pub(super) fn lived(&self, store: &Store, typed: &str, kinds: &[Kind]) -> Result<AnyId, Stop> {
        let meant = || kinds.iter().find_map(|kind| store.meant(*kind, typed));
        match store.resolve(typed, kinds)? {
            Resolution::Exact(id) => Ok(id),
            Resolution::Prefix(ids) if ids.len() == 1 => {
                // a job that is gone, and not the one round of it that is left
                let tip = store.revision().map_or("HEAD", |revision| revision.commit.as_str());
                match meant() {
                    Some(id) if !store.versions(&id.path(), tip, false)?.is_empty() => Ok(id),
                    _ => Ok(ids[0].clone()),
                }
            }
            _ => match meant() {
                Some(id) => Ok(id),
                None => self.resolve(store, typed, kinds, false),
            },
        }
    }
}
