//! Two records under one id, after two branches made each one of their own: that of the branch named comes out under a new id.
//!
//! What each side named it in is told by that side's own version of the book: a field or an item that only one side has means the record of
//! that side. What came out under a new id before, a brief or another job, is known again, so that the two find each other in any order.

use super::around::followed;
use super::settle::Stopped;
use super::{RenumberArgs, alike, bound, mentions};
use crate::checks;
use crate::cli::desk::Desk;
use crate::cli::exit::{Exit, Stop};
use crate::cli::session::Session;
use crate::domain::layout::{AnyId, Placement, parse_path};
use crate::domain::scope::Scope;
use crate::source::{ChangeSet, Edit, FileChange, KeyPath, SourceId, Spot, Step, quoted};
use crate::store::{Snapshot, Store, Unreadable};
use crate::values::RoundId;
use crate::yaml::{Document, canonical, read};
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// Takes the record of one side out under a new id.
pub(super) fn run(
    args: &RenumberArgs,
    (store, from): (&Store, &str),
    (old, new): (&AnyId, &AnyId),
    session: &mut Session<'_, '_>,
) -> Result<Exit, Stop> {
    let across = store.across(from)?;
    let mut stopped = Stopped::of(store)?;
    if stopped.is_some() {
        store.index_must_be_free()?;
    }
    let at = |revision: &str| Store::open_at(store.root(), revision)?.load(&Scope::book());
    let (stays, moves) = (at(&across.other)?, at(&across.named)?);
    let base = across.base.as_ref().map(|base| Store::open_at(store.root(), base.as_str())).transpose()?;
    let twice = alike::made_twice(&stays, &moves, base.as_ref())?;
    let done = session.mend(store, &args.write, &Scope::book(), |desk, session| {
        let mut apart = Apart::of((old, new), (&stays, &moves), (desk.snapshot, &twice), from)?;
        apart.base = base.as_ref();
        let is_open = |id: &AnyId| match &stopped {
            Some(stopped) => stopped.is_open(id),
            None => apart.is_one_sides(id),
        };
        apart.has_its_job(&twice, is_open, (store, &across, from))?;
        apart.has_a_free_number((store, &across, from))?;
        let both = apart.must_be_free_to_move(&across.other)?;
        let (mut files, mut swapped) = (Vec::new(), Vec::new());
        for (id, new) in &apart.ids {
            files.extend(apart.record(desk, id, new, &mut swapped)?);
        }
        let (follow, unsure) = apart.named();
        let instead = format!(
            "what went out keeps its number: give the other record the new one, `suits renumber {old} {new} --from {}`",
            quoted(&across.other)
        );
        bound::none(desk.snapshot, &follow, old, &instead)?;
        let told = swapped.into_iter().chain(both).chain(unsure).chain(apart.unread()).chain(apart.mentions(&follow));
        session.once_sure.extend(told);
        let fields = follow.values().map(Vec::len).sum();
        let whose =
            if across.is_own { format!("that of `{}`", across.other) } else { "the one of this branch".to_owned() };
        let mut summary = vec![format!("{old} of `{from}` is {new} now; {old} is {whose}")];
        summary.extend(super::told(fields));
        files.extend(follow.into_iter().map(|(source, edits)| FileChange::Edit { source, edits }));
        let next = apart.next(&twice, is_open, (store, &across, from), args.write.commit);
        let mut changes = ChangeSet { summary, next, files };
        if let Some(stopped) = &mut stopped {
            let records: Vec<String> = apart.ids.iter().flat_map(|(id, new)| [id.path(), new.path()]).collect();
            let other = changes.next.take();
            changes.next = Some(stopped.settle(&changes, &records, other, desk)?);
            stopped.tell_what_comes((old, new), store, session)?;
        }
        Ok(changes)
    })?;
    if let Some(stopped) = stopped.filter(|_| !args.write.dry_run) {
        store.call_merged(&stopped.settled)?;
    }
    Ok(done)
}

pub(super) struct Apart<'a> {
    pub(super) old: &'a AnyId,
    pub(super) stays: &'a Snapshot,
    pub(super) moves: &'a Snapshot,
    pub(super) now: &'a Snapshot,
    /// The record and, of a job, its rounds: the id there, and the one it gets.
    pub(super) ids: Vec<(AnyId, AnyId)>,
    /// What the records of the side that stays are called by now, where they are told apart under another id.
    pub(super) stayed: BTreeMap<AnyId, AnyId>,
    /// The same of the side that moves, with what moves now.
    pub(super) moved: BTreeMap<AnyId, AnyId>,
    /// The ids under which both sides made a record of their own.
    pub(super) twice: &'a BTreeSet<AnyId>,
    /// The book as it was where the two sides parted.
    pub(super) base: Option<&'a Store>,
}

impl<'a> Apart<'a> {
    pub(super) fn of(
        (old, new): (&'a AnyId, &'a AnyId),
        (stays, moves): (&'a Snapshot, &'a Snapshot),
        (now, twice): (&'a Snapshot, &'a BTreeSet<AnyId>),
        from: &str,
    ) -> Result<Apart<'a>, Stop> {
        let Some(there) = text(moves, old) else {
            let message = format!("at `{from}` there is no {old}");
            return Err(Stop::usage("no-record", message, "name the branch or commit that brought the other record"));
        };
        if text(stays, old) == Some(there) {
            let message = format!("{old} is the same record at `{from}` and on the other side");
            return Err(Stop::usage("same-record", message, "leave `--from` out to give it another id"));
        }
        let mut moved = alike::renamed(moves, stays, now, twice);
        if let Some(before) = moved.get(old).filter(|before| *before != new) {
            let message = format!("{old} of `{from}` is {before} already");
            let hint = match (before, new) {
                (AnyId::Round(round), AnyId::Round(new)) if round.job() != new.job() => {
                    let numbers = now.agency.rounds.iter().filter(|other| other.id.job() == round.job());
                    let last = numbers.map(|other| other.id.number()).max().unwrap_or_default();
                    let free = RoundId::of(&round.job(), last + 1);
                    format!("it went with its job: `suits renumber {before} {free}` gives it another number there")
                }
                _ => format!("`suits renumber {before} {new}` moves it on"),
            };
            return Err(Stop::usage("renumbered", message, hint));
        }
        let mut ids = vec![(old.clone(), new.clone())];
        if let (AnyId::Job(job), AnyId::Job(new)) = (old, new) {
            let rounds = moves.agency.rounds.iter().map(|round| &round.id).filter(|round| round.job() == *job);
            let renamed = |id: &RoundId| (AnyId::Round(id.clone()), AnyId::Round(RoundId::of(new, id.number())));
            ids.extend(rounds.map(renamed));
        }
        moved.extend(ids.iter().cloned());
        let stayed = alike::renamed(stays, moves, now, twice);
        Ok(Apart { old, stays, moves, now, ids, stayed, moved, twice, base: None })
    }

    /// The one under its new id, and the other where the old one is.
    fn record(
        &self,
        desk: &Desk<'_>,
        id: &AnyId,
        new: &AnyId,
        swapped: &mut Vec<String>,
    ) -> Result<Vec<FileChange>, Stop> {
        let moves = text(self.moves, id).unwrap_or_default();
        let mut files = Vec::new();
        if let Some(gone_on) = self.gone_on((id, new), moves)? {
            files.extend(gone_on);
        } else if !self.is_out((id, new), moves) {
            // said again, once more of the merge is settled: what came out already stays as it is
            let edits = follow_in(self.moves, id, &self.moved);
            swapped.extend(self.swapped(self.moves, (id, new), &self.moved));
            files.push(FileChange::Create { path: new.path(), template: moves.to_owned(), edits });
        }
        let Some(source) = desk.snapshot.source_of(id) else { return Ok(files) };
        let now = &*desk.snapshot.sources.file(source).text;
        let is_open = self.is_open(now, id);
        let Some(stays) = text(self.stays, id) else {
            if !is_open {
                return Err(blended(id, desk.store));
            }
            files.push(FileChange::Delete { source });
            return Ok(files);
        };
        let settled = followed(self.stays, stays, id, &self.stayed).ok_or_else(|| blended(id, desk.store))?;
        if is_open {
            swapped.extend(self.swapped(self.stays, (id, id), &self.stayed));
            files.push(FileChange::Replace { source, text: settled });
        } else if now != stays && now != settled {
            return Err(blended(id, desk.store));
        }
        Ok(files)
    }

    /// A line for each other record that a record of a side names by the id that it has by now.
    fn swapped(
        &self,
        side: &Snapshot,
        (record, now): (&AnyId, &AnyId),
        renamed: &BTreeMap<AnyId, AnyId>,
    ) -> Vec<String> {
        let others = renamed.iter().filter(|(id, _)| !self.ids.iter().any(|(own, _)| own == *id));
        let fields = others.flat_map(|(id, new)| {
            let places = checks::naming(&side.agency, id).into_iter();
            let places = places.filter(|place| Some(place.source) == side.source_of(record));
            places.filter_map(move |place| match place.spot {
                Spot::Path(path, _) => Some((path, id, new)),
                Spot::Span(_) | Spot::At(_) => None,
            })
        });
        let line = |(path, id, new): (KeyPath, &AnyId, &AnyId)| {
            format!("{}: `{path}` says {new}: its side's {id} is called so by now", now.path())
        };
        fields.map(line).collect()
    }

    /// The fields that mean the one that moves, by file; and a line for each that may mean either.
    pub(super) fn named(&self) -> (BTreeMap<SourceId, Vec<Edit>>, Vec<String>) {
        let (mut edits, mut unsure) = (BTreeMap::new(), Vec::new());
        for (id, new) in &self.ids {
            let stays = holders(self.stays, id, &self.stayed);
            let moves = holders(self.moves, id, &self.moved);
            for place in checks::naming(&self.now.agency, id) {
                let Some(holder) = holder(self.now, place.source, &place.spot, &BTreeMap::new()) else { continue };
                let (is_ours, is_theirs) = match (stays.contains(&holder), moves.contains(&holder)) {
                    (true, true) => self.whose(place.source),
                    sides => sides,
                };
                match (is_ours, is_theirs, &place.spot) {
                    (false, true, Spot::Path(path, _)) => bound::follow(&mut edits, place.source, path.clone(), new),
                    (true, false, _) => {}
                    _ => {
                        let (path, position) = self.now.position(&place);
                        let at = format!("{path}:{}:{}", position.line, position.column);
                        unsure.push(format!("{at}: nobody can tell which of the two is meant; it still says {id}"));
                    }
                }
            }
        }
        (edits, unsure)
    }

    /// A line for each other record that says the old id and does not read as it is: nothing can follow in it.
    pub(super) fn unread(&self) -> Vec<String> {
        let own: Vec<String> = self.ids.iter().map(|(id, _)| id.path()).collect();
        let is_next =
            |path: &str| matches!(parse_path(path), Placement::Record(id) if self.is_twofold(&id, self.twice));
        let line = |broken: Unreadable| match is_next(&broken.path) {
            true => format!("{} says {} too, and is told apart itself: it follows then", broken.path, self.old),
            false => {
                format!("{} does not read yet, and says {}: settle it, then say this again", broken.path, self.old)
            }
        };
        mentions::unread(self.now, self.old, &own).into_iter().map(line).collect()
    }
}

fn blended(id: &AnyId, store: &Store) -> Stop {
    let (git, path) = (store.stand().git(), id.path());
    let message = format!("{path} is neither the one side's {id} nor the other's any more");
    let hint =
        format!("put one side's back with `{git} checkout --ours -- {}` or by hand, then try again", quoted(&path));
    Stop::usage("blended", message, hint)
}

/// The edits by which a record of a side names what it names by its new id.
pub(super) fn follow_in(side: &Snapshot, record: &AnyId, renamed: &BTreeMap<AnyId, AnyId>) -> Vec<Edit> {
    let Some(source) = side.source_of(record) else { return Vec::new() };
    let mut edits = BTreeMap::new();
    for (id, new) in renamed {
        for place in checks::naming(&side.agency, id).into_iter().filter(|place| place.source == source) {
            if let Spot::Path(path, _) = place.spot {
                bound::follow(&mut edits, source, path, new);
            }
        }
    }
    edits.remove(&source).unwrap_or_default()
}

/// Everything in a side's book that names a record, where it is by now.
fn holders(side: &Snapshot, id: &AnyId, renamed: &BTreeMap<AnyId, AnyId>) -> HashSet<(String, String)> {
    let places = checks::naming(&side.agency, id);
    places.iter().filter_map(|place| holder(side, place.source, &place.spot, renamed)).collect()
}

/// What names a record: the file, by its path now, and the item as it reads, or the field's path where it is in none.
fn holder(
    book: &Snapshot,
    source: SourceId,
    spot: &Spot,
    renamed: &BTreeMap<AnyId, AnyId>,
) -> Option<(String, String)> {
    let Spot::Path(path, _) = spot else { return None };
    let file = book.sources.file(source);
    let now = match parse_path(&file.path) {
        Placement::Record(id) => renamed.get(&id).map(AnyId::path),
        _ => None,
    };
    let now = now.unwrap_or_else(|| file.path.to_string());
    let item = path.0.iter().position(|step| matches!(step, Step::Index(_))).filter(|at| at + 1 < path.0.len());
    let Some(at) = item else {
        let field = path.0.iter().take_while(|step| matches!(step, Step::Key(_))).cloned().collect();
        return Some((now, KeyPath(field).to_string()));
    };
    let tree = read(&file.text).ok()?;
    let document = Document { text: &file.text, tree: &tree };
    let item = document.find(KeyPath(path.0[..=at].to_vec()))?;
    Some((now, canonical(&document, item.value, &[])))
}

pub(super) fn text<'s>(book: &'s Snapshot, id: &AnyId) -> Option<&'s str> {
    Some(&*book.sources.file(book.source_of(id)?).text)
}
