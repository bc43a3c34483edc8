//! `suits job`: one piece of work, and who has the ball.

use super::args::{ActorArgs, RowArgs, WriteArgs};
use super::desk::Desk;
use super::edit::EditArgs;
use super::estimate::EstimateVerb;
use super::exit::{Exit, Stop};
use super::new::{Fields, NewArgs, Wanted, given, over};
use super::references::Register;
use super::session::{Session, mint, vanished};
use super::set::SetArgs;
use super::show::ShowArgs;
use super::{brief, edit, estimate, list, set, show};
use crate::domain::guards;
use crate::domain::job::Job;
use crate::domain::layout::AnyId;
use crate::domain::plan;
use crate::domain::plan::advance::Step;
use crate::domain::record::{Kind, Located, Record};
use crate::domain::scope::{Of, Scope};
use crate::domain::traffic::Traffic;
use crate::key_path;
use crate::source::{ChangeSet, Edit, FileChange, Value};
use crate::store::Store;
use crate::values::{ClientId, JobId, PersonId};
use clap::{Args, Subcommand};

/// Jobs: a piece of work, and who has the ball
///
/// Examples:
///   suits job new --brief ACME-B0004 --due +30wd
///   suits job show ACME-0012
///   suits job advance ACME-0012 --to internal-review
///   suits job set ACME-0012 due=2027-03-15
#[derive(Debug, Subcommand)]
#[command(verbatim_doc_comment)]
pub(super) enum JobVerb {
    New(NewJob),
    /// Jobs, one a row
    ///
    /// Examples:
    ///   suits job list --client ACME
    ///   suits job list --where 'stage = client-review and ball_due < today' --sort ball_due
    #[command(verbatim_doc_comment)]
    List(RowArgs),
    Show(ShowArgs),
    Edit(EditArgs),
    Set(SetArgs),
    Advance(AdvanceArgs),
    Drop(DropArgs),
    #[command(subcommand)]
    Estimate(EstimateVerb),
}

/// Open a job
///
/// Examples:
///   suits job new --brief ACME-B0004 --due +30wd
///   suits job new ACME --title "Banner sizes" --type adaptation --requested-by liisa
///   suits job new --like ACME-0012 --title "Autumn launch film"
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct NewJob {
    /// The client; with `--brief` or `--like`, theirs
    pub client: Option<String>,
    /// Open it from a brief: its title, type and deliverables
    #[arg(long, value_name = "BRIEF")]
    pub brief: Option<String>,
    /// Open it like another job
    #[arg(long, value_name = "JOB")]
    pub like: Option<String>,
    #[command(flatten)]
    fields: Fields<Job>,
    #[command(flatten)]
    new: NewArgs,
}

/// Pass the ball on
///
/// Examples:
///   suits job advance ACME-0012
///   suits job advance ACME-0012 --to client-review --note "Two routes"
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct AdvanceArgs {
    /// The job
    pub id: String,
    /// The stage it goes to; may be left out where there is only one
    #[arg(long, value_name = "STAGE")]
    pub to: Option<String>,
    /// Who gets it, if not whoever sits in the stage's seat
    #[arg(long, value_name = "PERSON")]
    pub to_person: Option<String>,
    /// When it is due, if not after the stage's lead days
    #[arg(long, value_name = "DATE")]
    pub due: Option<String>,
    /// What is handed over; may be given several times
    #[arg(long = "artefact", value_name = "TEXT")]
    pub artefacts: Vec<String>,
    /// What to know
    #[arg(long, value_name = "TEXT")]
    pub note: Option<String>,
    #[command(flatten)]
    actor: ActorArgs,
    #[command(flatten)]
    write: WriteArgs,
}

/// Take away a job that never came to anything: without hours, money or rounds
///
/// Example:
///   suits job drop ACME-0014
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct DropArgs {
    /// The job
    pub id: String,
    #[command(flatten)]
    write: WriteArgs,
}

/// Runs `suits job`.
pub(super) fn run(verb: JobVerb, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    match verb {
        JobVerb::New(args) => new(&args, session),
        JobVerb::List(rows) => list::run(Kind::Job, &rows, session),
        JobVerb::Show(args) => show::run(Kind::Job, &args, session),
        JobVerb::Edit(args) => edit::run(Kind::Job, &args, session),
        JobVerb::Set(args) => set::run(Kind::Job, &args, session),
        JobVerb::Advance(args) => advance(&args, session),
        JobVerb::Drop(args) => drop(&args, session),
        JobVerb::Estimate(verb) => estimate::run(verb, session),
    }
}

/// Where a new job takes its beginnings from.
enum Model {
    Nothing(ClientId),
    Brief(crate::values::BriefId),
    Job(JobId),
}

fn model(args: &NewJob, store: &Store, session: &Session<'_, '_>) -> Result<Model, Stop> {
    let typed = match (&args.brief, &args.like, &args.client) {
        (Some(typed), _, _) => (typed, Kind::Brief),
        (None, Some(typed), _) => (typed, Kind::Job),
        (None, None, Some(typed)) => return Ok(Model::Nothing(session.one_client(store, typed)?)),
        (None, None, None) => {
            return Err(Stop::usage(
                "missing-field",
                "whose job is it?",
                "name the client, a brief with `--brief`, or a job with `--like`",
            ));
        }
    };
    match session.resolve(store, typed.0, &[typed.1], true)? {
        AnyId::Brief(id) => Ok(Model::Brief(id)),
        AnyId::Job(id) => Ok(Model::Job(id)),
        other => Err(vanished(&other)),
    }
}

fn new(args: &NewJob, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    const CLIENT: &[Kind] = &[Kind::Client];
    let store = session.open()?;
    let model = model(args, &store, session)?;
    let (client, scope) = match &model {
        Model::Nothing(client) => (
            client.clone(),
            Scope { of: Of::Client(client.clone()), kinds: CLIENT, job_parts: None, fingerprints: false },
        ),
        Model::Brief(brief) => (brief.client(), Scope::brief(brief.clone())),
        Model::Job(job) => (job.client(), Scope::job(job.clone())),
    };
    let wanted = wanted(&model, &client, &store, session)?;
    let given = session.dated(&store, |dates, session| given(&args.fields, &wanted, dates, session))?;
    session.write(&store, &args.new.write, &scope, |desk, session| {
        let agency = &desk.snapshot.agency;
        let mut given = given;
        Register { store: desk.store, agency, client: Some(client.clone()) }.check(Kind::Job, &mut given, session)?;
        let id = desk.next_id(Kind::Job, &client, session)?;
        let mut defaults = match &model {
            Model::Nothing(_) => Vec::new(),
            Model::Brief(brief) => agency.briefs.get(brief).found().map(plan::job::from_brief).unwrap_or_default(),
            Model::Job(job) => agency.jobs.get(job).found().map(plan::job::like).unwrap_or_default(),
        };
        if !defaults.iter().any(|edit| edit.path == key_path!["contract"]) {
            defaults.extend(only_contract(&client, desk));
        }
        defaults.push(Edit::set(key_path!["requested_on"], Value::bare(desk.today)));
        let due = given.iter().find(|edit| edit.path == key_path!["due"]).cloned();
        if let (Some(due), false) = (due, given.iter().any(|edit| edit.path == key_path!["baseline_due"])) {
            defaults.retain(|edit| edit.path != key_path!["baseline_due"]);
            defaults.push(Edit { path: key_path!["baseline_due"], op: due.op });
        }
        Ok(ChangeSet {
            summary: vec![format!("{id}: job opened")],
            next: Some(format!("pass the ball on: `suits job advance {id} --to briefing`")),
            files: vec![FileChange::Create {
                path: id.path(),
                template: Job::TEMPLATE.to_owned(),
                edits: over(defaults, given),
            }],
        })
    })
}

/// The client's contract, where only one is in force.
fn only_contract(client: &ClientId, desk: &Desk<'_>) -> Option<Edit> {
    let client = desk.snapshot.agency.clients.get(client).found()?;
    let mut contracts = client.record.contracts.iter().filter(|contract| contract.in_force(desk.today));
    match (contracts.next(), contracts.next()) {
        (Some(only), None) => Some(Edit::set(key_path!["contract"], Value::text(only.id.as_str()))),
        _ => None,
    }
}

/// What must be known of a new job. On a terminal the client's last job says what is likely.
fn wanted(model: &Model, client: &ClientId, store: &Store, session: &Session<'_, '_>) -> Result<Vec<Wanted>, Stop> {
    const JOBS: &[Kind] = &[Kind::Client, Kind::Job];
    let requested_by = |likely| Wanted { field: "requested_by", prompt: "Who at the client asked?", likely };
    match model {
        Model::Job(_) => return Ok(Vec::new()),
        Model::Brief(brief) => {
            let snapshot = store.load(&Scope::brief(brief.clone()))?;
            let named = snapshot.agency.briefs.get(brief).found().is_some_and(|brief| brief.requested_by.is_some());
            return Ok(if named { Vec::new() } else { vec![requested_by(None)] });
        }
        Model::Nothing(_) => {}
    }
    let mut likely = (None, None);
    if !session.globals.no_input {
        let scope = Scope::kinds(JOBS).parts(crate::domain::job::sections::TIME).client(Some(client.clone()));
        let snapshot = store.load(&scope)?;
        let last = snapshot.agency.jobs.iter().max_by_key(|job| (job.requested_on, job.id.clone()));
        likely = last.map_or((None, None), |job| (Some(job.kind.to_string()), Some(job.requested_by.to_string())));
    }
    Ok(vec![
        Wanted { field: "title", prompt: "What is the job called?", likely: None },
        Wanted { field: "type", prompt: "What kind of work is it?", likely: likely.0 },
        requested_by(likely.1),
    ])
}

/// The id of a job that a writing command names.
pub(super) fn job_id(session: &Session<'_, '_>, store: &Store, typed: &str) -> Result<JobId, Stop> {
    match session.resolve(store, typed, &[Kind::Job], true)? {
        AnyId::Job(id) => Ok(id),
        other => Err(vanished(&other)),
    }
}

/// A job that was loaded.
pub(super) fn found<'a>(desk: &'a Desk<'_>, id: &JobId) -> Result<&'a Located<Job>, Stop> {
    desk.snapshot.agency.jobs.get(id).found().ok_or_else(|| vanished(&AnyId::Job(id.clone())))
}

fn advance(args: &AdvanceArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let store = session.open()?;
    let id = job_id(session, &store, &args.id)?;
    let scope = advance_scope(args, &id, &store, session)?;
    session.write(&store, &args.write, &scope, |desk, session| {
        let agency = &desk.snapshot.agency;
        let job = found(desk, &id)?;
        let me = brief::acting(&args.actor, desk, session)?;
        let traffic = Traffic::of(agency, desk.today);
        let calendar = desk.calendar();
        let dates = session.dates(desk.today, &calendar);
        let to_person = args.to_person.as_deref().map(PersonId::parse).transpose();
        let to_person = to_person.map_err(|fault| {
            Stop::usage("bad-id", format_args!("`--to-person`: {fault}"), "a person of `suits.toml`")
        })?;
        let due = args.due.as_deref().map(|typed| dates.parse(typed)).transpose()?;
        let step =
            Step { to: args.to.clone(), to_person, due, artefacts: args.artefacts.clone(), note: args.note.clone() };
        let brief_errors = |brief: &Located<crate::domain::brief::Brief>| {
            crate::checks::brief_errors(brief, agency, desk.today, &|source| desk.path_of(source))
        };
        let ask = guards::Ask { by: &me, today: desk.today, brief_errors: &brief_errors };
        let dice = session.world.dice;
        let mint = || mint(dice);
        let guards = |stage: &crate::domain::workflow::Stage| guards::objections(job, stage, agency, &ask);
        plan::advance::advance(job, &step, &traffic, guards, desk.actor(&me, &mint))
            .map_err(|findings| desk.refuse(findings))
    })
}

/// What a step needs. Only the one that closes a job asks whether it is billed; every other leaves the client's invoices unread.
fn advance_scope(args: &AdvanceArgs, id: &JobId, store: &Store, session: &Session<'_, '_>) -> Result<Scope, Stop> {
    const HERE: &[Kind] = &[Kind::Job];
    const BILLED: &[Kind] = &[Kind::Client, Kind::Brief, Kind::Job, Kind::Round, Kind::Invoice];
    let scope = Scope::job(id.clone());
    let kinds = if args.to.is_some() { &[] } else { HERE };
    let here = Scope { kinds, fingerprints: false, ..scope.clone() }.parts(crate::domain::job::sections::TIME);
    let snapshot = store.load(&here)?;
    let agency = &snapshot.agency;
    let workflow = crate::domain::workflow::Workflow::of(&agency.config);
    let today = session.today(&agency.config)?;
    let only = agency.jobs.get(id).found().and_then(|job| workflow.get(job.stage(today))).and_then(|stage| {
        let [only] = stage.next.as_slice() else { return None };
        Some(only.as_str())
    });
    let to = args.to.as_deref().or(only).and_then(|to| workflow.get(to));
    let billed = to.is_some_and(|stage| stage.needs.iter().any(|need| need == "billed"));
    Ok(if billed { Scope { kinds: BILLED, ..scope } } else { scope })
}

fn drop(args: &DropArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let store = session.open()?;
    let id = job_id(session, &store, &args.id)?;
    session.write(&store, &args.write, &Scope::job_money(id.clone()), |desk, _| {
        let job = found(desk, &id)?;
        plan::job::drop(job, &desk.snapshot.agency, desk.today).map_err(|findings| desk.refuse(findings))
    })
}
