//! `suits brief`: what the client needs, written down well enough to work from, and approved.

use super::args::{ActorArgs, RowArgs, WriteArgs};
use super::edit::EditArgs;
use super::exit::{Exit, Stop};
use super::new::{Fields, NewArgs, Wanted, given, over, words};
use super::references::Register;
use super::session::{Session, mint};
use super::set::SetArgs;
use super::show::ShowArgs;
use super::{brief_check, brief_diff, brief_questions, edit, life, list, set, show};
use crate::domain::approval::{ApprovalFor, Method};
use crate::domain::brief::{Brief, BriefStatus};
use crate::domain::brief_template;
use crate::domain::layout::AnyId;
use crate::domain::plan::{self, YesAsked};
use crate::domain::record::{Kind, Located, Record};
use crate::domain::scope::{Of, Scope};
use crate::domain::yeses::OF_A_BRIEF;
use crate::key_path;
use crate::source::{ChangeSet, Edit, FileChange, Value};
use crate::values::{BriefId, ClientId, Day, PersonId};
use clap::{Args, Subcommand};

/// Briefs: what the client needs, and who approved it
///
/// Examples:
///   suits brief new ACME --title "Spring launch 2027" --type tv-video
///   suits brief edit ACME-B0004
///   suits brief check ACME-B0004
///   suits brief submit ACME-B0004
///   suits brief approve ACME-B0004 --for strategy
#[derive(Debug, Subcommand)]
#[command(verbatim_doc_comment)]
pub(super) enum BriefVerb {
    New(NewBrief),
    /// Briefs, one a row
    ///
    /// Examples:
    ///   suits brief list --client ACME
    ///   suits brief list --where 'status != approved'
    #[command(verbatim_doc_comment)]
    List(RowArgs),
    /// Show a brief, and what follows from it
    ///
    /// Examples:
    ///   suits brief show ACME-B0004
    ///   suits brief show acme-b4 --format json
    #[command(verbatim_doc_comment)]
    Show(ShowArgs),
    /// Edit a brief in `$VISUAL` or `$EDITOR`
    ///
    /// Example:
    ///   suits brief edit ACME-B0004
    #[command(verbatim_doc_comment)]
    Edit(EditArgs),
    /// Set fields of a brief
    ///
    /// Examples:
    ///   suits brief set ACME-B0004 budget.amount=80000.00
    ///   suits brief set ACME-B0004 tone+=dry tone-=warm
    ///   suits brief set ACME-B0004 'deliverables+={id: tv, kind: film, quantity: 1}'
    #[command(verbatim_doc_comment)]
    Set(SetArgs),
    Check(brief_check::BriefCheckArgs),
    Diff(brief_diff::BriefDiffArgs),
    Log(life::brief::BriefLogArgs),
    Submit(SubmitArgs),
    Approve(ApproveArgs),
}

/// A new brief, with the sections that its type and size ask for
///
/// At a terminal it asks for what is required and fits a line; Enter passes a question over.
///
/// Examples:
///   suits brief new ACME --title "Spring launch 2027" --type tv-video
///   suits brief new ACME --like ACME-B0004 --title "Autumn launch 2027"
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct NewBrief {
    /// The client
    pub client: String,
    /// Begin with the text of another brief
    #[arg(long, value_name = "BRIEF")]
    pub like: Option<String>,
    #[command(flatten)]
    fields: Fields<Brief>,
    #[command(flatten)]
    new: NewArgs,
}

/// Hand a brief in for approval
///
/// Example:
///   suits brief submit ACME-B0004
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct SubmitArgs {
    /// The brief
    pub id: String,
    #[command(flatten)]
    write: WriteArgs,
}

/// Record an approval of a brief
///
/// Examples:
///   suits brief approve ACME-B0004 --for strategy
///   suits brief approve ACME-B0004 --for client --by liisa --method email \
///       --evidence "mail 2026-11-18 15:40"
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct ApproveArgs {
    /// The brief
    pub id: String,
    #[command(flatten)]
    pub yes: YesArgs,
    #[command(flatten)]
    pub write: WriteArgs,
}

/// An approval on the command line.
#[derive(Clone, Debug, Args)]
pub(super) struct YesArgs {
    /// Whose kind of yes it is: strategy, creative or client for a brief; internal or client for an estimate or a change order
    #[arg(long = "for", value_name = "WHAT")]
    pub of: String,
    /// Whose yes it is; without it, yours
    #[arg(long, value_name = "PERSON")]
    pub by: Option<String>,
    /// How it was given: po, email, signature, system, verbal or deemed
    #[arg(long, value_name = "METHOD")]
    pub method: Option<String>,
    /// The paper: a mail's date, a purchase order's number, a file
    #[arg(long, value_name = "TEXT")]
    pub evidence: Option<String>,
    /// The day it was given, if not today
    #[arg(long, value_name = "DATE")]
    pub date: Option<String>,
}

/// Runs `suits brief`.
pub(super) fn run(verb: BriefVerb, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    match verb {
        BriefVerb::New(args) => new(&args, session),
        BriefVerb::List(rows) => list::run(Kind::Brief, &rows, session),
        BriefVerb::Show(args) => show::run(Kind::Brief, &args, session),
        BriefVerb::Edit(args) => edit::run(Kind::Brief, &args, session),
        BriefVerb::Set(args) => set::run(Kind::Brief, &args, session),
        BriefVerb::Check(args) => brief_check::run(&args, session),
        BriefVerb::Log(args) => life::brief::run(&args, session),
        BriefVerb::Diff(args) => brief_diff::run(&args, session),
        BriefVerb::Submit(args) => submit(&args, session),
        BriefVerb::Approve(args) => approve(&args, session),
    }
}

fn new(args: &NewBrief, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    const CLIENT: &[Kind] = &[Kind::Client];
    let store = session.open()?;
    let client = session.one_client(&store, &args.client)?;
    let like = args.like.as_deref().map(|typed| session.resolve(&store, typed, &[Kind::Brief], true)).transpose()?;
    let scope = match &like {
        Some(AnyId::Brief(brief)) => Scope::brief(brief.clone()),
        _ => Scope { of: Of::Client(client.clone()), kinds: CLIENT, parts: None, fingerprints: &[] },
    };
    let wanted: &[Wanted] = if like.is_some() {
        &[]
    } else {
        &[
            Wanted { field: "title", prompt: "What is the brief about?", likely: None },
            Wanted { field: "type", prompt: "What kind of work is it?", likely: None },
        ]
    };
    let given = session.dated(&store, |dates, session| {
        let mut given = given(&args.fields, wanted, dates, session)?;
        if like.is_none() {
            brief_questions::ask(&mut given, dates, session)?;
        }
        Ok(given)
    })?;
    session.write(&store, &args.new.write, &scope, |desk, session| {
        let mut given = given;
        let register = Register { store: desk.store, agency: &desk.snapshot.agency, client: Some(client.clone()) };
        register.check(Kind::Brief, &mut given, session)?;
        let id = desk.next_id(Kind::Brief, &client, session)?;
        let (template, mut defaults) = match &like {
            Some(AnyId::Brief(other)) => (desk.text_of(other)?, starting_over(desk, other)),
            _ => (new_text(&given), vec![Edit::set(key_path!["status"], Value::bare(BriefStatus::Draft))]),
        };
        defaults.push(Edit::set(key_path!["requested_on"], Value::bare(desk.today)));
        if let Ok(author) = session.actor(args.new.actor.by.as_deref(), desk.snapshot, desk.store) {
            defaults.push(Edit::set(key_path!["authors"], words([author.as_str()])));
        }
        let edits = over(defaults, given);
        Ok(ChangeSet {
            summary: vec![format!("{id}: brief opened")],
            next: Some(format!(
                "write it: `suits brief edit {id}`; then `suits brief check {id}`, and `suits brief submit {id}`"
            )),
            files: vec![FileChange::Create { path: id.path(), template, edits }],
        })
    })
}

/// The commented file that a new brief begins with: the sections that its type and size ask for.
fn new_text(given: &[Edit]) -> String {
    brief_questions::asked_for(given)
        .map_or_else(|| Brief::TEMPLATE.to_owned(), |(kind, size)| brief_template::template(kind, size))
}

/// A brief written like another begins as a draft that nobody approved.
fn starting_over(desk: &super::desk::Desk<'_>, other: &BriefId) -> Vec<Edit> {
    let mut edits = vec![Edit::set(key_path!["status"], Value::bare(BriefStatus::Draft))];
    let approved = desk.snapshot.agency.briefs.get(other).found().is_some_and(|brief| !brief.approvals.is_empty());
    if approved {
        edits.push(Edit::set(key_path!["approvals"], Value::Words(Vec::new())));
    }
    edits
}

fn brief_id(session: &Session<'_, '_>, store: &crate::store::Store, typed: &str) -> Result<BriefId, Stop> {
    match session.resolve(store, typed, &[Kind::Brief], true)? {
        AnyId::Brief(id) => Ok(id),
        other => Err(super::session::vanished(&other)),
    }
}

fn submit(args: &SubmitArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let store = session.open()?;
    let id = brief_id(session, &store, &args.id)?;
    session.write(&store, &args.write, &Scope::brief(id.clone()), |desk, _| {
        let agency = &desk.snapshot.agency;
        let brief =
            agency.briefs.get(&id).found().ok_or_else(|| super::session::vanished(&AnyId::Brief(id.clone())))?;
        let errors = crate::checks::brief_errors(brief, agency, desk.today, &|source| desk.path_of(source));
        plan::brief::submit(brief, errors).map_err(|findings| desk.refuse(findings))
    })
}

fn approve(args: &ApproveArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let store = session.open()?;
    let id = brief_id(session, &store, &args.id)?;
    session.write(&store, &args.write, &Scope::brief(id.clone()), |desk, session| {
        let agency = &desk.snapshot.agency;
        let brief =
            agency.briefs.get(&id).found().ok_or_else(|| super::session::vanished(&AnyId::Brief(id.clone())))?;
        let me = session.actor(None, desk.snapshot, desk.store).or_else(|stop| match &args.yes.by {
            Some(typed) => session.person(typed, desk.snapshot),
            None => Err(stop),
        })?;
        let (of, asked) = asked(&args.yes, &OF_A_BRIEF, (brief, &id.client()), desk, session)?;
        let errors = crate::checks::brief_errors(brief, agency, desk.today, &|source| desk.path_of(source));
        let dice = session.world.dice;
        let mint = || mint(dice);
        plan::brief::approve(brief, of, &asked, errors, agency, desk.actor(&me, &mint))
            .map_err(|findings| desk.refuse(findings))
    })
}

/// What was done is not dated on a day that is still to come.
pub(super) fn not_ahead(argument: &str, date: Day, today: Day) -> Result<(), Stop> {
    if date <= today {
        return Ok(());
    }
    let message = format!("`{argument}`: {date} is still to come: today is {today}");
    let hint = format!("name the day it happened, or look from that day on with `--as-of {date}`");
    Err(Stop::usage("dated-ahead", message, hint))
}

/// An approval of a record, or of a part of it, as typed.
pub(super) fn asked<T: Record>(
    args: &YesArgs,
    possible: &[ApprovalFor],
    (record, client): (&Located<T>, &ClientId),
    desk: &super::desk::Desk<'_>,
    session: &Session<'_, '_>,
) -> Result<(ApprovalFor, YesAsked), Stop> {
    let of = session.word("--for", &args.of, possible, ApprovalFor::as_str)?;
    let method =
        args.method.as_deref().map(|typed| session.word("--method", typed, Method::ALL, Method::as_str)).transpose()?;
    let by = args.by.as_deref().map(PersonId::parse).transpose().map_err(|fault| {
        Stop::usage("bad-id", format_args!("`--by`: {fault}"), "a person of `suits.toml` or a contact of the client")
    })?;
    let calendar = desk.calendar();
    let dates = session.dates(desk.today, &calendar);
    let date = args.date.as_deref().map(|typed| dates.of_argument("--date", typed)).transpose()?;
    not_ahead("--date", date.unwrap_or(desk.today), desk.today)?;
    if let Some(evidence) = &args.evidence {
        desk.answers(("--evidence", evidence), record, client)?;
    }
    Ok((of, YesAsked { by, method, evidence: args.evidence.clone(), date }))
}

/// Who acts, where the command has nobody else to name.
pub(super) fn acting(
    args: &ActorArgs,
    desk: &super::desk::Desk<'_>,
    session: &Session<'_, '_>,
) -> Result<PersonId, Stop> {
    session.actor(args.by.as_deref(), desk.snapshot, desk.store)
}
