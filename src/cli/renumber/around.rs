//! What stands around two records that are told apart: the job of a round, papers that went out, texts that say the old id, and what else
//! both sides made.

use super::apart::{Apart, follow_in, text};
use super::{alike, bound, mentions};
use crate::cli::exit::Stop;
use crate::domain::layout::{AnyId, Placement, parse_path};
use crate::source::{Edit, SourceId, quoted};
use crate::store::{Across, Snapshot, Store, free_number};
use std::collections::{BTreeMap, BTreeSet};

impl Apart<'_> {
    /// Whether a record is still wholly that of one side.
    pub(super) fn is_one_sides(&self, id: &AnyId) -> bool {
        let now = text(self.now, id);
        now.is_some() && (now == text(self.stays, id) || now == text(self.moves, id))
    }

    /// Whether a record was made on both sides, and no side's has come out under another id.
    fn is_twofold(&self, id: &AnyId, twice: &BTreeSet<AnyId>) -> bool {
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
        for (id, new) in self.ids.iter().filter(|(_, new)| text(self.now, new).is_none()) {
            let Some(source) = self.moves.source_of(id) else { continue };
            let edits = BTreeMap::from([(source, follow_in(self.moves, id, &self.moved))]);
            let (was, path) = (id.path(), new.path());
            let own = mentions::of_those(self.moves, old, &edits, |path, _| path == was);
            lines.extend(own.into_iter().map(|line| line.replacen(&was, &path, 1)));
        }
        lines.into_iter().map(|line| format!("{line}, where that of its side is {new} now")).collect()
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
