//! `suits job advance`: the ball goes on.

use super::{found, job_id};
use crate::checks;
use crate::cli::args::{ActorArgs, WriteArgs};
use crate::cli::brief::acting;
use crate::cli::exit::{Exit, Stop};
use crate::cli::session::{Session, mint};
use crate::domain::brief::Brief;
use crate::domain::guards;
use crate::domain::job::sections;
use crate::domain::plan;
use crate::domain::plan::advance::Step;
use crate::domain::record::{Kind, Located};
use crate::domain::scope::Scope;
use crate::domain::traffic::Traffic;
use crate::domain::workflow::{Stage, Workflow};
use crate::store::Store;
use crate::values::{JobId, PersonId};
use clap::Args;

/// Pass the ball on
///
/// Examples:
///   suits job advance ACME-0012
///   suits job advance ACME-0012 --to client-review --note "Two routes"
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(in crate::cli) struct AdvanceArgs {
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

/// Runs `suits job advance`.
pub(super) fn run(args: &AdvanceArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let store = session.open()?;
    let id = job_id(session, &store, &args.id)?;
    let scope = advance_scope(args, &id, &store, session)?;
    session.write(&store, &args.write, &scope, |desk, session| {
        let agency = &desk.snapshot.agency;
        let job = found(desk, &id)?;
        let me = acting(&args.actor, desk, session)?;
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
        let brief_errors =
            |brief: &Located<Brief>| checks::brief_errors(brief, agency, desk.today, &|source| desk.path_of(source));
        let ask = guards::Ask { by: &me, today: desk.today, brief_errors: &brief_errors };
        let dice = session.world.dice;
        let mint = || mint(dice);
        let guards = |stage: &Stage| guards::objections(job, stage, agency, &ask);
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
    let here = Scope { kinds, fingerprints: false, ..scope.clone() }.parts(sections::TIME);
    let snapshot = store.load(&here)?;
    let agency = &snapshot.agency;
    let workflow = Workflow::of(&agency.config);
    let today = session.today(&agency.config)?;
    let only = agency.jobs.get(id).found().and_then(|job| workflow.get(job.stage(today))).and_then(|stage| {
        let [only] = stage.next.as_slice() else { return None };
        Some(only.as_str())
    });
    let to = args.to.as_deref().or(only).and_then(|to| workflow.get(to));
    let billed = to.is_some_and(|stage| stage.needs.iter().any(|need| need == "billed"));
    Ok(if billed { Scope { kinds: BILLED, ..scope } } else { scope })
}
