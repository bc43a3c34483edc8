//! `suits fmt`: records laid out as the house does, for whoever wants that; never done by another command.

use super::args::WriteArgs;
use super::exit::{Exit, Stop};
use super::output;
use super::session::Session;
use super::shape;
use crate::domain::layout::{AnyId, Placement, parse_path};
use crate::domain::record::Kind;
use crate::domain::scope::Scope;
use crate::source::{ChangeSet, FileChange, KeyPath, Position, SourceId};
use crate::store::{Snapshot, Store};
use crate::view::Changed;
use crate::yaml::tidy;
use clap::Args;
use std::collections::BTreeSet;

/// Lay records out as the templates are: the order of fields, one depth a level, one blank where one is meant
///
/// Values, comments, quotes and what stands in brackets stay as they are; approvals stay fresh. So do habits that a file keeps: levels of four columns, dashes below their key, values in columns. What cannot be laid out without harm, or does not read as a record, is told and left alone.
///
/// Examples:
///   suits fmt ACME-0012            one record
///   suits fmt                      the whole book
///   suits fmt --dry-run            what would change
///   suits fmt --check              exit with 1 when something would change
#[derive(Clone, Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct FmtArgs {
    /// Only these records
    #[arg(value_name = "RECORD")]
    pub records: Vec<String>,
    /// Change nothing; name what is not laid out, and exit with 1; with `--at`, in the book as it was
    #[arg(long, conflicts_with_all = ["dry_run", "commit", "no_commit"])]
    pub check: bool,
    #[command(flatten)]
    pub write: WriteArgs,
}

/// Runs `fmt`.
pub(super) fn run(args: &FmtArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let store = session.open()?;
    let only = wanted(args, &store, session)?;
    if args.check {
        let snapshot = store.load(&Scope::book())?;
        let laid = Laid::of(&snapshot, only.as_ref());
        laid.tell(session)?;
        return look(laid, session);
    }
    let mut left = 0;
    let done = session.mend(&store, &args.write, &Scope::book(), |desk, session| {
        let laid = Laid::of(desk.snapshot, only.as_ref());
        laid.tell(session)?;
        left = laid.left.len();
        Ok(laid.changes())
    })?;
    Ok(if left > 0 { Exit::CouldNotTell } else { done })
}

/// The records that were named; `None` for all.
fn wanted(args: &FmtArgs, store: &Store, session: &Session<'_, '_>) -> Result<Option<BTreeSet<AnyId>>, Stop> {
    if args.records.is_empty() {
        return Ok(None);
    }
    let ids = args.records.iter().map(|typed| session.resolve(store, typed, Kind::ALL, true));
    ids.collect::<Result<_, _>>().map(Some)
}

/// Names what is not laid out.
fn look(laid: Laid, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let exit = match (laid.left.is_empty(), laid.new.is_empty()) {
        (false, _) => Exit::CouldNotTell,
        (true, false) => Exit::No,
        (true, true) => Exit::Yes,
    };
    let records = laid.new.iter().map(|new| (new.id.to_string(), new.path.clone())).collect();
    let summary = match laid.new.len() {
        0 => "every record is laid out".to_owned(),
        1 => "1 record is not laid out".to_owned(),
        count => format!("{count} records are not laid out"),
    };
    let is_now = session.globals.at.is_none();
    let next = (is_now && !laid.new.is_empty()).then(|| "`suits fmt` lays them out".to_owned());
    session.say(summary)?;
    output::tell(session, Changed { records, next, dry_run: true, ..Changed::default() })?;
    Ok(exit)
}

/// A record with a new layout.
struct New {
    id: AnyId,
    path: String,
    source: SourceId,
    text: String,
}

/// What became of the records.
#[derive(Default)]
struct Laid {
    new: Vec<New>,
    /// What was left as it is, and why.
    left: Vec<String>,
}

impl Laid {
    fn of(snapshot: &Snapshot, only: Option<&BTreeSet<AnyId>>) -> Laid {
        let mut laid = Laid::default();
        let broken = snapshot.unreadable();
        for (source, file) in snapshot.sources.iter() {
            let Placement::Record(id) = parse_path(&file.path) else { continue };
            if only.is_some_and(|only| !only.contains(&id)) || file.text.is_empty() {
                continue;
            }
            if let Ok(at) = broken.binary_search_by(|broken| broken.path.as_str().cmp(&file.path)) {
                laid.left.push(told(&file.path, broken[at].position, &broken[at].message));
                continue;
            }
            match tidy(&file.text, &|path: &KeyPath| shape::fields(id.kind(), path)) {
                Ok(text) if *text == *file.text => {}
                Ok(text) => laid.new.push(New { id, path: file.path.to_string(), source, text }),
                Err(fault) => {
                    let position = Position::of(&file.text, fault.span.start as usize);
                    laid.left.push(told(&file.path, position, &fault.message));
                }
            }
        }
        laid.new.sort_by(|one, other| one.path.cmp(&other.path));
        laid
    }

    fn tell(&self, session: &mut Session<'_, '_>) -> Result<(), Stop> {
        self.left.iter().try_for_each(|line| session.say(line))
    }

    fn changes(self) -> ChangeSet {
        let summary = self.new.iter().map(|new| format!("{} is laid out anew", new.id)).collect();
        let replaced = |new: New| FileChange::Replace { source: new.source, text: new.text };
        ChangeSet { summary, next: None, files: self.new.into_iter().map(replaced).collect() }
    }
}

fn told(path: &str, Position { line, column }: Position, message: &str) -> String {
    format!("{path}:{line}:{column}: {message}; the file is left as it is")
}
