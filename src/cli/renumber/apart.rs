//! Two records under one id, after two branches made each one of their own: the other branch's comes out under a new id.
//!
//! What each side named it in is told by that side's own version of the book: a field or an item that only theirs has means theirs.

use super::RenumberArgs;
use crate::checks;
use crate::cli::desk::Desk;
use crate::cli::exit::{Exit, Stop};
use crate::cli::session::Session;
use crate::domain::layout::AnyId;
use crate::domain::scope::Scope;
use crate::source::{ChangeSet, Edit, FileChange, KeyPath, SourceId, Spot, Step, Value};
use crate::store::{Snapshot, Store};
use crate::values::RoundId;
use crate::yaml::{Document, canonical, read};
use std::collections::{BTreeMap, HashSet};

/// Takes the other branch's record out under a new id.
pub(super) fn run(
    args: &RenumberArgs,
    (store, from): (&Store, &str),
    (old, new): (&AnyId, &AnyId),
    session: &mut Session<'_, '_>,
) -> Result<Exit, Stop> {
    let into = store.git().merged_into(from).map_err(anyhow::Error::from)?;
    let at = |revision: &str| Store::open_at(store.root(), revision)?.load(&Scope::book());
    let (ours, theirs) = (at(&into)?, at(from)?);
    let apart = Apart { old, new, ours: &ours, theirs: &theirs };
    session.mend(store, &args.write, &Scope::book(), |desk, session| {
        let mut files = Vec::new();
        for (id, new) in apart.ids(from)? {
            files.extend(apart.record(desk, &id, &new, from)?);
        }
        let (follow, unsure) = apart.named(desk.snapshot);
        for line in unsure {
            session.say(line)?;
        }
        let fields = follow.values().map(Vec::len).sum();
        let mut summary = vec![format!("{old} of `{from}` is {new} now; {old} is the one of this branch")];
        summary.extend(super::told(fields));
        files.extend(follow.into_iter().map(|(source, edits)| FileChange::Edit { source, edits }));
        let next = Some("look at both, then `git add` them and go on".to_owned());
        Ok(ChangeSet { summary, next, files })
    })
}

struct Apart<'a> {
    old: &'a AnyId,
    new: &'a AnyId,
    ours: &'a Snapshot,
    theirs: &'a Snapshot,
}

impl Apart<'_> {
    /// The record and, of a job, its rounds: the id there, and the one it gets.
    fn ids(&self, from: &str) -> Result<Vec<(AnyId, AnyId)>, Stop> {
        if text(self.theirs, self.old).is_none() {
            let message = format!("at `{from}` there is no {}", self.old);
            return Err(Stop::usage("no-record", message, "name the branch or commit that brought the other record"));
        }
        if text(self.ours, self.old) == text(self.theirs, self.old) {
            let message = format!("{} is the same record at `{from}` and on this branch", self.old);
            return Err(Stop::usage("same-record", message, "leave `--from` out to give it another id"));
        }
        let mut ids = vec![(self.old.clone(), self.new.clone())];
        if let (AnyId::Job(old), AnyId::Job(new)) = (self.old, self.new) {
            let rounds = self.theirs.agency.rounds.iter().filter(|round| round.id.job() == *old);
            let renamed = |id: &RoundId| (AnyId::Round(id.clone()), AnyId::Round(RoundId::of(new, id.number())));
            ids.extend(rounds.map(|round| renamed(&round.id)));
        }
        Ok(ids)
    }

    /// Theirs under its new id, and ours where the old one is.
    fn record(&self, desk: &Desk<'_>, id: &AnyId, new: &AnyId, from: &str) -> Result<Vec<FileChange>, Stop> {
        let (ours, theirs) = (text(self.ours, id), text(self.theirs, id).unwrap_or_default());
        let mut files = vec![FileChange::Create { path: new.path(), template: theirs.to_owned(), edits: Vec::new() }];
        let Some(source) = desk.snapshot.source_of(id) else { return Ok(files) };
        let now = &*desk.snapshot.sources.file(source).text;
        let in_conflict = now.lines().any(|line| line.starts_with("<<<<<<< "));
        match ours {
            Some(ours) if now == ours => {}
            Some(ours) if in_conflict || now == theirs => {
                files.push(FileChange::Replace { source, text: ours.to_owned() });
            }
            None if in_conflict || now == theirs => files.push(FileChange::Delete { source }),
            _ => {
                let message = format!("{} is neither this branch's {id} nor that of `{from}` any more", id.path());
                let hint = format!(
                    "put this branch's back with `git checkout --ours -- {0}` or by hand, then try again",
                    id.path()
                );
                return Err(Stop::usage("blended", message, hint));
            }
        }
        Ok(files)
    }

    /// The fields that mean theirs, by file; and a line for each that may mean either.
    fn named(&self, now: &Snapshot) -> (BTreeMap<SourceId, Vec<Edit>>, Vec<String>) {
        let (ours, theirs) = (self.holders(self.ours), self.holders(self.theirs));
        let (mut edits, mut unsure): (BTreeMap<SourceId, Vec<Edit>>, Vec<String>) = (BTreeMap::new(), Vec::new());
        for place in checks::naming(&now.agency, self.old) {
            let Some(holder) = holder(now, place.source, &place.spot) else { continue };
            match (ours.contains(&holder), theirs.contains(&holder), &place.spot) {
                (false, true, Spot::Path(path, _)) => {
                    edits.entry(place.source).or_default().push(Edit::set(path.clone(), Value::bare(self.new)));
                }
                (true, false, _) => {}
                _ => {
                    let (path, position) = now.position(&place);
                    let at = format!("{path}:{}:{}", position.line, position.column);
                    unsure.push(format!("{at}: nobody can tell which of the two is meant; it still says {}", self.old));
                }
            }
        }
        (edits, unsure)
    }

    /// Everything in a book that names the record.
    fn holders(&self, book: &Snapshot) -> HashSet<(String, String)> {
        let places = checks::naming(&book.agency, self.old);
        places.iter().filter_map(|place| holder(book, place.source, &place.spot)).collect()
    }
}

/// What names a record: the file, and the item as it reads, or the field's path where it is in none.
fn holder(book: &Snapshot, source: SourceId, spot: &Spot) -> Option<(String, String)> {
    let Spot::Path(path, _) = spot else { return None };
    let file = book.sources.file(source);
    let item = path.0.iter().position(|step| matches!(step, Step::Index(_))).filter(|at| at + 1 < path.0.len());
    let Some(at) = item else {
        let field = path.0.iter().take_while(|step| matches!(step, Step::Key(_))).cloned().collect();
        return Some((file.path.to_string(), KeyPath(field).to_string()));
    };
    let tree = read(&file.text).ok()?;
    let document = Document { text: &file.text, tree: &tree };
    let item = document.find(&KeyPath(path.0[..=at].to_vec()))?;
    Some((file.path.to_string(), canonical(&document, item.value, &[])))
}

fn text<'s>(book: &'s Snapshot, id: &AnyId) -> Option<&'s str> {
    Some(&*book.sources.file(book.source_of(id)?).text)
}
