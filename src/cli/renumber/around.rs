//! What stands around two records that are told apart: the job of a round, papers that went out, texts that say the old id, and what else
//! both sides made.

use super::apart::{Apart, follow_in, text};
use super::{alike, bound, mentions};
use crate::cli::exit::Stop;
use crate::cli::shape;
use crate::domain::layout::{AnyId, Placement, parse_path};
use crate::source::{Edit, KeyPath, SourceId, quoted};
use crate::store::{Across, Snapshot, Store, free_number};
use crate::yaml::edit;
use std::collections::{BTreeMap, BTreeSet};

impl Apart<'_> {
    /// Whether a record is still wholly that of one side, with what it names called as it is by now.
    pub(super) fn is_one_sides(&self, id: &AnyId) -> bool {
        text(self.now, id).is_some_and(|now| self.is_of(now, id, true) || self.is_of(now, id, false))
    }

    /// Whether a text is that of one side's record: of the side that moves, or of the one that stays.
    pub(super) fn is_of(&self, now: &str, id: &AnyId, moving: bool) -> bool {
        let (side, renamed) = if moving { (self.moves, &self.moved) } else { (self.stays, &self.stayed) };
        text(side, id).is_some_and(|own| now == own || followed(side, own, id, renamed).is_some_and(|own| now == own))
    }

    /// Whether a record is in conflict, or that of the side that moves: then that of the other is to be put there.
    pub(super) fn is_open(&self, now: &str, id: &AnyId) -> bool {
        self.is_of(now, id, true) || now.lines().any(|line| line.starts_with("<<<<<<< "))
    }

    /// Whether a file that both sides have is that of the one that stays, and of the one that moves.
    pub(super) fn whose(&self, source: SourceId) -> (bool, bool) {
        let file = self.now.sources.file(source);
        match parse_path(&file.path) {
            Placement::Record(id) => (self.is_of(&file.text, &id, false), self.is_of(&file.text, &id, true)),
            _ => (true, true),
        }
    }

    /// Whether a record was made on both sides, and no side's has come out under another id.
    pub(super) fn is_twofold(&self, id: &AnyId, twice: &BTreeSet<AnyId>) -> bool {
        twice.contains(id) && !self.moved.contains_key(id) && !self.stayed.contains_key(id)
    }

    /// Refuses a round whose job is to be told apart first: the rounds go with it.
    pub(super) fn has_its_job(
        &self,
        twice: &BTreeSet<AnyId>,
        is_open: impl Fn(&AnyId) -> bool,
        (store, across, from): (&Store, &Across, &str),
    ) -> Result<(), Stop> {
        let AnyId::Round(round) = self.old else { return Ok(()) };
        let job = AnyId::Job(round.job());
        if !self.is_twofold(&job, twice) || !is_open(&job) {
            return Ok(());
        }
        let message = format!("{} is a round on {job}, of which both sides made one of their own", self.old);
        let free = free_number(store.root(), &job, &[&across.named, &across.other]);
        let hint = match free {
            Some(free) => {
                format!("`suits renumber {job} {free} --from {}` first: the rounds of the job go with it", quoted(from))
            }
            None => format!("give {job} another number first: the rounds of the job go with it"),
        };
        Err(Stop::usage("job-first", message, hint))
    }

    /// Whether a record of the side that moves came out under its new id before. A round is where its job is.
    pub(super) fn is_out(&self, (id, new): (&AnyId, &AnyId), moves: &str) -> bool {
        let is_new = text(self.moves, new).is_none() && text(self.stays, new).is_none();
        is_new
            && text(self.now, new).is_some_and(|now| match id == self.old {
                true => alike::is_the_one(id, now, (self.moves, self.stays), self.twice),
                false => alike::is_one(moves, now),
            })
    }

    /// Refuses a new id under which there is another record by now.
    pub(super) fn has_a_free_number(&self, (store, across, from): (&Store, &Across, &str)) -> Result<(), Stop> {
        for (id, new) in &self.ids {
            let Some(moves) = text(self.moves, id).filter(|_| text(self.now, new).is_some()) else { continue };
            if self.is_out((id, new), moves) || self.gone_on((id, new), moves)?.is_some() {
                continue;
            }
            let message = format!("{new} is another record by now");
            let hint = match free_number(store.root(), self.old, &[&across.named, &across.other]) {
                Some(free) => {
                    format!(
                        "`suits renumber {} {free} --from {}` gives it a number that is free",
                        self.old,
                        quoted(from)
                    )
                }
                None => format!("give {} an id that no other record has", self.old),
            };
            return Err(Stop::usage("taken", message, hint));
        }
        Ok(())
    }

    /// Refuses a paper that went out where the other did not; where both did, a line that says whom to tell.
    pub(super) fn must_be_free_to_move(&self, other: &str) -> Result<Option<String>, Stop> {
        let (old, new) = self.ids_of_it();
        if let (Some((_, why)), Some(_)) = (bound::went_out(self.moves, old), bound::went_out(self.stays, old)) {
            return Ok(Some(format!(
                "both went out as {old}: the one that is {new} now {why}; tell those who have it"
            )));
        }
        let instead = format!(
            "what went out keeps its number: give the other record the new one, `suits renumber {old} {new} --from {}`",
            quoted(other)
        );
        bound::itself(self.moves, old, &instead).map(|()| None)
    }

    /// A line for each text of the side that moves, and of it alone, that says the old id.
    pub(super) fn mentions(&self, follow: &BTreeMap<SourceId, Vec<Edit>>) -> Vec<String> {
        let (old, new) = self.ids_of_it();
        let has = |book: &Snapshot, path: &str, line: &str| {
            let mut files = book.sources.iter().filter(|(_, file)| *file.path == *path);
            files.any(|(_, file)| file.text.lines().any(|other| other == line))
        };
        let there = |path: &str, renamed: &BTreeMap<AnyId, AnyId>| match parse_path(path) {
            Placement::Record(id) => {
                let old = renamed.iter().find(|(_, new)| **new == id).map_or(&id, |(old, _)| old);
                old.path()
            }
            _ => path.to_owned(),
        };
        let broken: Vec<String> = self.now.unreadable().into_iter().map(|broken| broken.path).collect();
        let is_left =
            |path: &str| broken.iter().any(|broken| broken == path) || self.ids.iter().any(|(id, _)| id.path() == path);
        let mut lines = mentions::of_those(self.now, old, follow, |path, line| {
            !is_left(path)
                && has(self.moves, &there(path, &self.moved), line)
                && !has(self.stays, &there(path, &self.stayed), line)
        });
        for line in &mut lines {
            line.push_str(&called(new));
        }
        for (id, new) in &self.ids {
            if text(self.now, new).is_none() {
                lines.extend(mentions_in(self.moves, (id, new), &self.moved));
            }
            if text(self.now, id).is_some_and(|now| self.is_open(now, id)) {
                lines.extend(mentions_in(self.stays, (id, id), &self.stayed));
            }
        }
        lines
    }

    /// What else both sides made that is not told apart yet, and what tells it apart. A commit moves `HEAD` on, so that another word is
    /// to be said for the side then.
    pub(super) fn next(
        &self,
        twice: &BTreeSet<AnyId>,
        is_open: impl Fn(&AnyId) -> bool,
        (store, across, from): (&Store, &Across, &str),
        commits: bool,
    ) -> Option<String> {
        let is_with_its_job = |id: &AnyId| match id {
            AnyId::Round(round) => twice.contains(&AnyId::Job(round.job())),
            _ => false,
        };
        let is_own = |id: &AnyId| self.ids.iter().any(|(own, _)| own == id);
        let mut open =
            twice.iter().filter(|id| self.is_twofold(id, twice) && !is_own(id) && !is_with_its_job(id) && is_open(id));
        let (id, new) = open.find_map(|id| {
            let free = free_number(store.root(), id, &[&across.named, &across.other])?;
            let is_taken_now = |number: &AnyId| self.ids.iter().any(|(_, new)| new == number);
            let new = if is_taken_now(&free) { free.following()? } else { free };
            Some((id, new))
        })?;
        let is_moving = from.starts_with("HEAD") || from.starts_with('@');
        let side = quoted(if is_moving { &across.lasting } else { from });
        let commit = if commits { " --commit" } else { "" };
        Some(format!("both sides made {id} too: `suits renumber {id} {new} --from {side}{commit}` tells them apart"))
    }

    /// The record's own two ids.
    fn ids_of_it(&self) -> (&AnyId, &AnyId) {
        (self.old, &self.ids[0].1)
    }
}

/// A line for each text of a side's record, which is settled under an id, that says what another of its side was called before.
fn mentions_in(side: &Snapshot, (id, now): (&AnyId, &AnyId), renamed: &BTreeMap<AnyId, AnyId>) -> Vec<String> {
    let Some(source) = side.source_of(id) else { return Vec::new() };
    let edits = BTreeMap::from([(source, follow_in(side, id, renamed))]);
    let (was, path) = (id.path(), now.path());
    let of = |(old, new): (&AnyId, &AnyId)| {
        let lines = mentions::of_those(side, old, &edits, |path, _| path == was).into_iter();
        lines.map(|line| line.replacen(&was, &path, 1) + &called(new)).collect::<Vec<_>>()
    };
    renamed.iter().flat_map(of).collect()
}

fn called(new: &AnyId) -> String {
    format!(", where that of its side is {new} now")
}

/// A side's record as it reads where what it names is called otherwise by now.
pub(super) fn followed(side: &Snapshot, own: &str, id: &AnyId, renamed: &BTreeMap<AnyId, AnyId>) -> Option<String> {
    edit(own, &follow_in(side, id, renamed), &|path: &KeyPath| shape::fields(id.kind(), path)).ok()
}
