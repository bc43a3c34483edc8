//! `set`: fields by path, each a one-line change in the record.

use super::args::WriteArgs;
use super::assign::assignment;
use super::exit::{Exit, Stop};
use super::session::Session;
use crate::domain::layout::AnyId;
use crate::domain::record::Kind;
use crate::domain::scope::{Of, Scope};
use crate::source::{ChangeSet, FileChange};
use crate::yaml::Document;
use clap::Args;

/// Set fields of a record
///
/// Examples:
///   suits job set ACME-0012 due=2027-03-15 team.creative=kim
///   suits job set ACME-0012 deliverables.film-30.version=v2
///   suits brief set ACME-B0004 tone+=dry tone-=warm
///   suits job set ACME-0012 due=null
#[derive(Clone, Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct SetArgs {
    /// The record
    pub id: String,
    /// `field=value`, `list+=item`, `list-=item`
    #[arg(required = true, value_name = "FIELD=VALUE", allow_hyphen_values = true)]
    pub assignments: Vec<String>,
    #[command(flatten)]
    pub write: WriteArgs,
}

/// Runs `set` on a record of one kind.
pub(super) fn run(kind: Kind, args: &SetArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let store = session.open()?;
    let id = session.resolve(&store, &args.id, &[kind], true)?;
    session.write(&store, &args.write, &scope(&id), |desk, session| {
        let calendar = desk.calendar();
        let dates = session.dates(desk.today, &calendar);
        let source = desk.snapshot.source_of(&id).ok_or_else(|| super::session::vanished(&id))?;
        let (text, tree) = desk.snapshot.document(source).ok_or_else(|| super::session::vanished(&id))?;
        let document = Document { text, tree: &tree };
        let mut edits = Vec::with_capacity(args.assignments.len());
        let mut summary = Vec::with_capacity(args.assignments.len());
        for typed in &args.assignments {
            let edit = assignment(kind, typed, document, &dates)?;
            summary.push(format!("{id}: {}", super::session::told(&edit)));
            edits.push(edit);
        }
        Ok(ChangeSet { summary, next: None, files: vec![FileChange::Edit { source, edits }] })
    })
}

/// What a command about one record needs.
pub(super) fn scope(id: &AnyId) -> Scope {
    const CLIENT: &[Kind] = &[Kind::Client];
    match id {
        AnyId::Job(id) => Scope::job(id.clone()),
        AnyId::Brief(id) => Scope::brief(id.clone()),
        AnyId::Round(id) => Scope::job(id.job()),
        AnyId::Client(id) => Scope { of: Of::Client(id.clone()), kinds: CLIENT, job_parts: None, fingerprints: true },
        AnyId::ContactReport(_) | AnyId::Invoice(_) | AnyId::Timesheet(_) => Scope::book(),
    }
}
