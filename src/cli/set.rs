//! `set`: fields by path, each a one-line change in the record.

use super::args::WriteArgs;
use super::assign::assignment;
use super::desk::Desk;
use super::exit::{Exit, Stop};
use super::findings::problems;
use super::references::Register;
use super::session::Session;
use crate::domain::approval::ApprovalFor;
use crate::domain::layout::AnyId;
use crate::domain::plan::money::settled::settled;
use crate::domain::record::Kind;
use crate::domain::scope::{Of, Scope};
use crate::source::{ChangeSet, Edit, FileChange, Op, SourceId, Value};
use crate::values::{ClientId, Day};
use crate::yaml::Document;
use clap::Args;

/// Set fields of a record
#[derive(Clone, Debug, Args)]
pub(super) struct SetArgs {
    /// The record
    pub id: String,
    /// `field=value`, `list+=item`, `list-=item`; `field=null` takes the field out
    ///
    /// An item with fields of its own is typed in braces: `deliverables+={id: tv, …}`. Quotes around all of a value are those of a
    /// record: `client_po="45"` is 45, and `campaign="null"` the word.
    #[arg(required = true, value_name = "FIELD=VALUE")]
    pub assignments: Vec<String>,
    #[command(flatten)]
    pub write: WriteArgs,
}

/// Runs `set` on a record of one kind.
pub(super) fn run(kind: Kind, args: &SetArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let store = session.open()?;
    let id = session.resolve(&store, &args.id, &[kind], true)?;
    // Only the record itself must be readable, and it may hold a wrong value: this is what mends one.
    session.mend(&store, &args.write, &scope(&id), |desk, session| {
        let calendar = desk.calendar();
        let dates = session.dates(desk.today, &calendar);
        let source = desk.snapshot.source_of(&id).ok_or_else(|| super::session::vanished(&id))?;
        let Some((text, tree)) = desk.snapshot.document(source).filter(|_| is_text(desk, source)) else {
            return Err(unreadable(desk, source));
        };
        let document = Document { text, tree: &tree };
        let mut edits = Vec::with_capacity(args.assignments.len());
        for typed in &args.assignments {
            edits.push(assignment(kind, typed, document, &dates)?);
        }
        let register = Register { store: desk.store, agency: &desk.snapshot.agency, client: client_of(&id) };
        register.check(kind, &mut edits, session)?;
        if let AnyId::Invoice(id) = &id {
            super::invoice::may_change(id, edits.iter().map(|edit| &edit.path), desk)?;
        }
        if let AnyId::Job(id) = &id
            && let Some(job) = desk.snapshot.agency.jobs.get(id).found()
        {
            let objections: Vec<_> = edits.iter().filter_map(|edit| settled(job, &edit.path)).collect();
            if !objections.is_empty() {
                return Err(desk.refuse(objections));
            }
        }
        let summary = edits.iter().map(|edit| format!("{id}: {}", told(edit))).collect();
        Ok(ChangeSet { summary, next: None, files: vec![FileChange::Edit { source, edits }] })
    })
}

/// Whether what is wrong with a record, if anything, is only a value of it.
fn is_text(desk: &Desk<'_>, source: SourceId) -> bool {
    const VALUES: [&str; 4] = ["missing-field", "wrong-type", "unknown-word", "bad-value"];
    let mut own = desk.snapshot.problems.iter().filter(|problem| problem.place.source == source);
    own.all(|problem| VALUES.contains(&problem.code))
}

/// Why a record cannot be read at all.
fn unreadable(desk: &Desk<'_>, source: SourceId) -> Stop {
    let own = desk.snapshot.problems.iter().filter(|problem| problem.place.source == source);
    Stop::Unreadable(problems(desk.snapshot, &own.cloned().collect::<Vec<_>>()))
}

/// Whose record it is.
pub(super) fn client_of(id: &AnyId) -> Option<ClientId> {
    match id {
        AnyId::Client(id) => Some(id.clone()),
        AnyId::Brief(id) => Some(id.client()),
        AnyId::Job(id) => Some(id.client()),
        AnyId::Round(id) => Some(id.client()),
        AnyId::ContactReport(id) => Some(id.client()),
        AnyId::Invoice(id) => Some(id.client()),
        AnyId::Timesheet(_) => None,
    }
}

/// What a command about one record needs.
pub(super) fn scope(id: &AnyId) -> Scope {
    const CLIENT: &[Kind] = &[Kind::Client];
    match id {
        AnyId::Job(id) => Scope::job(id.clone()),
        AnyId::Brief(id) => Scope::brief(id.clone()),
        AnyId::Round(id) => Scope::job(id.job()),
        AnyId::Client(id) => {
            Scope { of: Of::Client(id.clone()), kinds: CLIENT, parts: None, fingerprints: ApprovalFor::ALL }
        }
        AnyId::ContactReport(id) => Scope::contact_report(id.clone()),
        AnyId::Invoice(id) => Scope::invoice(id.clone()),
        AnyId::Timesheet(_) => Scope::book(),
    }
}

/// An edit in a few words.
fn told(edit: &Edit) -> String {
    let path = &edit.path;
    match &edit.op {
        Op::Set(Value::Null) => format!("{path} unset"),
        Op::Set(Value::Bare(text)) => match Day::parse(text) {
            Some(day) => format!("{path} = {} {day}", day.weekday()),
            None => format!("{path} = {text}"),
        },
        Op::Set(Value::Text(text)) => format!("{path} = {text}"),
        Op::Set(Value::Words(words)) => format!("{path} = {}", words.join(", ")),
        Op::Set(_) => format!("{path} set"),
        Op::Append(Value::Bare(text) | Value::Text(text)) => format!("{path} + {text}"),
        Op::Append(_) => format!("{path}: one more"),
        Op::Remove => format!("{path} removed"),
        Op::Rename(key) => format!("{path} is called {key}"),
    }
}
