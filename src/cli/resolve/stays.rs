//! Whole files that a merge brought back or lost: which of them go again, which come back, and which are left to a person because of what
//! they mean, or of what means them. What stays may keep others, so they are looked at again until nothing changes.

use super::book::Book;
use crate::checks;
use crate::cli::renumber::mentions::{self, unread};
use crate::domain::layout::{AnyId, Placement, parse_path};
use crate::history::audit::{Outcome, Past, Regain};
use crate::source::quoted;
use crate::store::{Snapshot, Store};
use std::collections::{BTreeMap, BTreeSet};

/// A part of a file, by their places.
type Turn = (usize, usize);

impl Book<'_> {
    /// Leaves a record that comes back as a whole, where what it belongs to is not there and does not come back.
    pub(super) fn come_back(&mut self, past: &Past, files: &mut [Regain]) {
        let is_coming = |file: &Regain, part: usize| {
            let part = &file.parts[part];
            let is_new = || record(&file.path).is_some_and(|id| self.read.source_of(&id).is_none());
            part.outcome == Outcome::Back && part.slip.spot.is_record() && is_new()
        };
        let mut coming = turns(files, is_coming);
        let going: BTreeSet<String> = turns(files, |file, part| file.parts[part].outcome == Outcome::TakenOut)
            .into_iter()
            .map(|(at, _)| files[at].path.clone())
            .collect();
        while !coming.is_empty() {
            let book = self.as_it_would_be();
            let is_there = |owner: &AnyId| book.source_of(owner).is_some() || going.contains(&owner.path());
            let before = coming.len();
            coming.retain(|&(at, turn)| {
                let path = &files[at].path;
                let Some(owner) = owner(path).filter(|owner| !is_there(owner)) else { return true };
                let slip = &files[at].parts[turn].slip;
                let from = slip.good.map_or("HEAD", |good| past.commits[good].short());
                let why = format!(
                    "the merge lost it, and {owner}, to which it belongs, is not there: `{} restore --source={from} -- {}` brings it back all the same",
                    self.store.stand().git(),
                    quoted(&slip.there)
                );
                self.texts.remove(path);
                files[at].parts[turn].outcome = Outcome::Left(why);
                false
            });
            if coming.len() == before {
                break;
            }
        }
    }

    /// Lets go what a merge brought back, unless something means it that stays.
    pub(super) fn let_go(&mut self, past: &Past, files: &mut [Regain], words: &mut BTreeMap<Turn, String>) {
        let mut going = turns(files, |file, part| file.parts[part].outcome == Outcome::TakenOut);
        while !going.is_empty() {
            let book = self.as_it_would_be();
            let before = going.len();
            going.retain(|&(at, turn)| {
                let path = &files[at].path;
                let good = files[at].parts[turn].slip.good;
                let Some(why) = why_it_stays((&book, self.store), path, |owner| was_there(past, good, owner)) else {
                    return true;
                };
                self.texts.remove(path);
                files[at].parts[turn].outcome = Outcome::Left(why);
                false
            });
            if going.len() == before {
                break;
            }
        }
        let gone: BTreeSet<&str> = going.iter().map(|(at, _)| files[*at].path.as_str()).collect();
        let gone: Vec<AnyId> = gone.into_iter().filter_map(record).collect();
        if !gone.is_empty() {
            let book = self.as_it_would_be();
            let said = gone.iter().flat_map(|id| mentions::of(&book, id, &BTreeMap::new()));
            self.lines.extend(said.map(|line| format!("{line}, which is out now")));
        }
        self.summary.extend(gone.iter().map(|id| format!("{id} is out again")));
        let out = "one side had deleted it, and the merge brought it back: it is out again";
        words.extend(going.iter().map(|turn| (*turn, out.to_owned())));
    }
}

/// The parts of files that are meant.
fn turns(files: &[Regain], is_meant: impl Fn(&Regain, usize) -> bool) -> Vec<Turn> {
    let all = files.iter().enumerate().flat_map(|(at, file)| (0..file.parts.len()).map(move |turn| (at, turn)));
    all.filter(|(at, turn)| is_meant(&files[*at], *turn)).collect()
}

fn record(path: &str) -> Option<AnyId> {
    match parse_path(path) {
        Placement::Record(id) => Some(id),
        _ => None,
    }
}

/// What a record belongs to: a round to its job, all else but a client and a timesheet to its client.
fn owner(path: &str) -> Option<AnyId> {
    let id = record(path)?;
    match &id {
        AnyId::Round(round) => Some(AnyId::Job(round.job())),
        AnyId::Client(_) => None,
        id => id.client().map(AnyId::Client),
    }
}

/// Whether a record was there at a commit.
fn was_there(past: &Past, commit: Option<usize>, id: &AnyId) -> bool {
    let known = past.number(&id.path());
    commit.zip(known).is_some_and(|(commit, path)| past.at(commit, path).is_some())
}

/// Why a file that a merge brought back stays, and what to type where it is to go all the same; `was_there`: what the side that had deleted
/// it had left.
fn why_it_stays((book, store): (&Snapshot, &Store), path: &str, was_there: impl Fn(&AnyId) -> bool) -> Option<String> {
    let rm = format!("`{} rm -- {}`", store.stand().git(), quoted(path));
    let Some(id) = record(path) else {
        return Some(format!(
            "one side had deleted the file, and the merge brought it back; it is no record, and nobody can tell here what means it by now: {rm} lets the file go"
        ));
    };
    let naming = || {
        let places = checks::naming(&book.agency, &id);
        let (path, position) = book.position(places.first()?);
        Some(format!("{path}:{}:{} names it", position.line, position.column))
    };
    let belonging = || {
        let mut all = book.sources.iter();
        let of_it = all.find(|(_, file)| *file.path != *path && owner(&file.path).as_ref() == Some(&id));
        of_it.and_then(|(_, file)| Some(format!("{} belongs to it", record(&file.path)?)))
    };
    // what somebody worked on stays whole: a job with its rounds
    let owned = || {
        let owner = owner(path).filter(|owner| book.source_of(owner).is_some() && !was_there(owner))?;
        Some(format!("{owner}, to which it belongs and which that side had deleted too, stays"))
    };
    let hidden = || {
        let broken = unread(book, &id, &[]).into_iter().next()?;
        let (at, word) = (broken.position, broken.path);
        Some(format!("{word}:{}:{} does not read, and says {id}", at.line, at.column))
    };
    let why = naming().or_else(belonging).or_else(owned).or_else(hidden)?;
    Some(format!("one side had deleted it, and the merge brought it back; {why}: {rm} lets it go all the same"))
}
