//! `suits renumber`: a record gets another id, and everything that names it follows.

pub(super) mod alike;
mod apart;
mod around;
pub(super) mod back;
mod bound;
mod gone_on;
pub(super) mod mentions;
mod settle;

use super::args::WriteArgs;
use super::exit::{Exit, Stop};
use super::session::{Session, vanished};
use crate::checks;
use crate::domain::layout::AnyId;
use crate::domain::record::Kind;
use crate::domain::scope::Scope;
use crate::source::{ChangeSet, Edit, FileChange, SourceId, Spot};
use crate::store::{Snapshot, Store};
use crate::values::RoundId;
use clap::Args;
use std::collections::BTreeMap;

/// The kinds whose records have numbers of their own.
const NUMBERED: &[Kind] = &[Kind::Brief, Kind::Job, Kind::Round, Kind::ContactReport, Kind::Invoice];

/// Give a record another id
///
/// The file moves, the rounds of a job move with it, and every field of the book that names it follows. Free text is left as people wrote it; where it still says the old id is told. What went out keeps its number: an issued invoice or a report that was sent is not renumbered, nor a record that one names. Said again of a record that has its new id already, what another branch has since written under the old one follows.
///
/// With `--from`, after two branches made a record each under one id: that of the branch or commit named gets the new id, the other keeps the old one, and each is named where its own side meant it. In the middle of a merge git is told that both are settled.
///
/// Examples:
///   suits renumber ACME-0012 ACME-0112
///   suits renumber ACME-B0004 ACME-B0014 --dry-run
///   suits renumber ACME-0009-R7 ACME-0009-R8 --from HEAD
///   suits renumber ACME-0012 ACME-0112 --from MERGE_HEAD   in a merge: theirs
///   suits renumber ACME-0012 ACME-0112 --from HEAD         in a merge: ours
///   suits renumber ACME-0012 ACME-0112 --from REBASE_HEAD  in a rebase: the picked
///   suits renumber ACME-0012 ACME-0112 --from HEAD^2       after a merge: theirs
#[derive(Clone, Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct RenumberArgs {
    /// The record
    pub old: String,
    /// The id that it gets
    pub new: String,
    /// Two records were made under one id: the one of this branch or commit gets the new id, the other stays
    #[arg(long, value_name = "REV")]
    pub from: Option<String>,
    #[command(flatten)]
    pub write: WriteArgs,
}

/// Runs `renumber`.
pub(super) fn run(args: &RenumberArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let store = session.open()?;
    let old = match session.resolve(&store, &args.old, Kind::ALL, true) {
        Ok(old) => old,
        Err(unknown) => moved_before(args, &store)?.ok_or(unknown)?,
    };
    let new = new_id(&old, &args.new)?;
    if let Some(from) = &args.from {
        return apart::run(args, (&store, from), (&old, &new), session);
    }
    session.mend(&store, &args.write, &Scope::book(), |desk, session| {
        let (files, summary, lines) = plan(desk.snapshot, (&old, &new))?;
        session.once_sure.extend(lines);
        Ok(ChangeSet { summary, next: None, files })
    })
}

/// The files that change, what happened, and what else is to be told.
pub(super) type Plan = (Vec<FileChange>, Vec<String>, Vec<String>);

/// Gives a record another id in a book.
fn plan(book: &Snapshot, (old, new): (&AnyId, &AnyId)) -> Result<Plan, Stop> {
    let moved = moved(book, old, new)?;
    let instead = if moved.record.is_some() {
        format!("what went out keeps its number: leave {old} as it is, and begin what is new with `--like {old}`")
    } else {
        format!("what went out keeps its number: give it back to the record, `suits renumber {new} {old}`")
    };
    bound::none(book, &moved.edits, old, &instead)?;
    if moved.record.is_some() {
        bound::itself(book, old, &bound::kept(old))?;
    }
    let lines = bound::sent(book, old).into_iter().chain(mentions::of(book, old, &moved.edits)).collect();
    let named = moved.edits.values().map(Vec::len).sum::<usize>();
    let when = if moved.record.is_some() { "now" } else { "already" };
    let mut summary = vec![format!("{old} is {new} {when}")];
    summary.extend(moved.rounds.iter().map(|(round, new)| format!("{round} is {new} now")));
    summary.extend(told(named));
    Ok((moved.files(book), summary, lines))
}

/// The id of a record that has its new one already, where another branch went on under the old one.
fn moved_before(args: &RenumberArgs, store: &Store) -> Result<Option<AnyId>, Stop> {
    let ids = |typed: &str| {
        let typed = typed.to_ascii_uppercase();
        NUMBERED.iter().find_map(|kind| AnyId::parse(*kind, &typed))
    };
    let (Some(old), Some(new), None) = (ids(&args.old), ids(&args.new), &args.from) else { return Ok(None) };
    let is_moved = old.kind() == new.kind() && store.exists(&new)? && !store.exists(&old)?;
    Ok(is_moved.then_some(old))
}

/// How many fields follow.
pub(super) fn told(fields: usize) -> Option<String> {
    match fields {
        0 => None,
        1 => Some("1 field that named it follows".to_owned()),
        fields => Some(format!("{fields} fields that named it follow")),
    }
}

/// The id that was typed, where the record can have it.
pub(super) fn new_id(old: &AnyId, typed: &str) -> Result<AnyId, Stop> {
    let kind = old.kind();
    if !NUMBERED.contains(&kind) {
        let (why, hint) = match kind {
            Kind::Client => (
                "a client's code is the beginning of the ids of all its records",
                "make the client anew under the other code, and let the old one be `dormant`",
            ),
            _ => ("a timesheet is called by its person and month", "move the file by hand if it lies wrong"),
        };
        return Err(Stop::usage("not-numbered", format_args!("{old} cannot be renumbered: {why}"), hint));
    }
    let Some(new) = AnyId::parse(kind, typed) else {
        let what = if kind == Kind::Round { "a round" } else { &kind.with_article() };
        let message = format!("`{typed}` is no id of {what}");
        return Err(Stop::usage("bad-id", message, format_args!("write it like `{old}`")));
    };
    if let (AnyId::Round(old), AnyId::Round(new)) = (old, &new)
        && old.job() != new.job()
    {
        let message = format!("{old} is a round on {}, and `{new}` would be one on {}", old.job(), new.job());
        return Err(Stop::usage(
            "other-job",
            message,
            "a round stays with its job; open a new one there: `suits feedback open`",
        ));
    }
    if new.client() != old.client() {
        let message = format!("{old} is a record of another client than `{new}`");
        return Err(Stop::usage(
            "other-client",
            message,
            "a record stays with its client; make a new one with `--like`",
        ));
    }
    if new == *old {
        return Err(Stop::usage("same-id", format_args!("{old} is called so already"), "choose another number"));
    }
    Ok(new)
}

/// What moves, and what follows.
struct Moved {
    /// The record itself, its old path and its new one; `None` where it is there already.
    record: Option<(SourceId, String, String)>,
    /// The rounds of a job: from, to.
    rounds: Vec<(AnyId, AnyId)>,
    /// The fields that name it, by file.
    edits: BTreeMap<SourceId, Vec<Edit>>,
}

fn moved(book: &Snapshot, old: &AnyId, new: &AnyId) -> Result<Moved, Stop> {
    let record = match book.source_of(old) {
        Some(source) => Some((source, old.path(), new.path())),
        None if book.source_of(new).is_some() => None,
        None => return Err(vanished(old)),
    };
    let rounds: Vec<(AnyId, AnyId)> = match (old, new) {
        (AnyId::Job(old), AnyId::Job(new)) => {
            let own = book.agency.rounds.iter().filter(|round| round.id.job() == *old);
            own.map(|round| (AnyId::Round(round.id.clone()), AnyId::Round(RoundId::of(new, round.id.number()))))
                .collect()
        }
        _ => Vec::new(),
    };
    let mut edits: BTreeMap<SourceId, Vec<Edit>> = BTreeMap::new();
    for (id, new) in std::iter::once((old, new)).chain(rounds.iter().map(|(id, new)| (id, new))) {
        for place in checks::naming(&book.agency, id) {
            if let Spot::Path(path, _) = place.spot {
                bound::follow(&mut edits, place.source, path, new);
            }
        }
    }
    if record.is_none() && rounds.is_empty() && edits.is_empty() {
        let message = format!("there is no {old}, and nothing names it");
        return Err(Stop::usage(
            "nothing-left",
            message,
            format_args!("`suits search {old}` finds where a text still says it"),
        ));
    }
    Ok(Moved { record, rounds, edits })
}

impl Moved {
    fn files(mut self, book: &Snapshot) -> Vec<FileChange> {
        let text = |source: SourceId| book.sources.file(source).text.to_string();
        let mut files = Vec::new();
        if let Some((source, from, path)) = self.record {
            let own = self.edits.remove(&source).unwrap_or_default();
            files.push(FileChange::Move { from, text: text(source), path, edits: own });
        }
        for (round, new) in self.rounds {
            if let Some(source) = book.source_of(&round) {
                let edits = self.edits.remove(&source).unwrap_or_default();
                files.push(FileChange::Move { from: round.path(), text: text(source), path: new.path(), edits });
            }
        }
        files.extend(self.edits.into_iter().map(|(source, edits)| FileChange::Edit { source, edits }));
        files
    }
}
