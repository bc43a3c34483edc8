//! What the steps of a job have in common: who gets the ball and with what, what is read for it, and what the guards are asked.

use super::found;
use super::turn::sound;
use crate::checks;
use crate::cli::args::{ActorArgs, WriteArgs};
use crate::cli::brief::acting;
use crate::cli::desk::Desk;
use crate::cli::exit::{Exit, Stop};
use crate::cli::findings::problems;
use crate::cli::session::{Session, mint};
use crate::domain::brief::Brief;
use crate::domain::guards::{self, EARLIER_JOBS_DELIVERED};
use crate::domain::job::{Job, sections};
use crate::domain::layout::{AnyId, folder};
use crate::domain::plan::Actor;
use crate::domain::plan::advance::Step;
use crate::domain::record::{Kind, Located};
use crate::domain::scope::Scope;
use crate::domain::traffic::Traffic;
use crate::domain::workflow::{Stage, Workflow};
use crate::finding::Finding;
use crate::source::ChangeSet;
use crate::store::{Snapshot, Store};
use crate::values::{JobId, PersonId, Word};
use clap::Args;

/// How the ball is handed over.
#[derive(Debug, Args)]
pub(super) struct HandArgs {
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
}

/// What guards have against a stage.
pub(super) type Objections<'a> = &'a dyn Fn(&Stage) -> Vec<Finding>;

/// Takes a step as planned.
pub(super) fn take(
    (id, to, hand, reason): (&JobId, Option<&str>, &HandArgs, Option<&str>),
    (actor, write): (&ActorArgs, &WriteArgs),
    store: &Store,
    session: &mut Session<'_, '_>,
    plan: impl FnOnce(&Located<Job>, &Step, &Traffic<'_>, Objections<'_>, Actor<'_>) -> Result<ChangeSet, Vec<Finding>>,
) -> Result<Exit, Stop> {
    let needs = needs(id, to, store, session)?;
    session.mend(store, write, &Scope::step(id.clone(), &needs), |desk, session| {
        readable(desk, id, &needs)?;
        let agency = &desk.snapshot.agency;
        let job = found(desk, id)?;
        let me = acting(actor, desk, session)?;
        sound(job, &me, desk)?;
        reason.map_or(Ok(()), |reason| desk.answers(("--reason", reason), job, &id.client()))?;
        let traffic = Traffic::of(agency, desk.today);
        let calendar = desk.calendar();
        let dates = session.dates(desk.today, &calendar);
        let to_person = hand.to_person.as_deref().map(PersonId::parse).transpose();
        let to_person = to_person.map_err(|fault| {
            Stop::usage("bad-id", format_args!("`--to-person`: {fault}"), "a person of `suits.toml`")
        })?;
        let due = hand.due.as_deref().map(|typed| dates.of_argument("--due", typed)).transpose()?;
        let (artefacts, note) = (hand.artefacts.clone(), hand.note.clone());
        let step = Step { to: to.map(str::to_owned), to_person, due, artefacts, note };
        let brief_errors =
            |brief: &Located<Brief>| checks::brief_errors(brief, agency, desk.today, &|source| desk.path_of(source));
        let ask = guards::Ask { by: &me, today: desk.today, brief_errors: &brief_errors };
        let dice = session.world.dice;
        let mint = || mint(dice);
        let objections = |stage: &Stage| guards::objections(job, stage, agency, &ask);
        plan(job, &step, &traffic, &objections, desk.actor(&me, &mint)).map_err(|findings| desk.refuse(findings))
    })
}

/// The guards of the stage that a step enters: what is read is what they look at. Only the one that closes a job asks whether it is billed;
/// every other leaves the client's invoices unread.
fn needs(id: &JobId, to: Option<&str>, store: &Store, session: &Session<'_, '_>) -> Result<Vec<Word>, Stop> {
    const HERE: &[Kind] = &[Kind::Job];
    let kinds = if to.is_some() { &[] } else { HERE };
    let here = Scope { kinds, fingerprints: &[], ..Scope::job(id.clone()) }.parts(sections::TIME);
    let snapshot = store.load(&here)?;
    let agency = &snapshot.agency;
    let workflow = Workflow::of(&agency.config);
    let today = session.today(&agency.config)?;
    let only = agency.jobs.get(id).found().and_then(|job| workflow.get(job.stage(today))).and_then(|stage| {
        let [only] = stage.next.as_slice() else { return None };
        Some(only.as_str())
    });
    let stage = to.or(only).and_then(|to| workflow.get(to));
    Ok(stage.map_or_else(Vec::new, |stage| stage.needs.clone()))
}

/// Refuses where a record cannot be read that a step hangs on. A contact report only ever warns, so a broken one stops nobody, nor does
/// an earlier job where no guard asks for it.
pub(in crate::cli) fn readable(desk: &Desk<'_>, id: &JobId, needs: &[Word]) -> Result<(), Stop> {
    let (reports, jobs) = (format!("{}/", folder(Kind::ContactReport)), format!("{}/", folder(Kind::Job)));
    let own = AnyId::Job(id.clone()).path();
    // of other clients' invoices only the numbers are looked at
    let (invoices, of_client) =
        (format!("{}/", folder(Kind::Invoice)), format!("{}/{}/", folder(Kind::Invoice), id.client()));
    let matters = |problem: &&Finding| {
        let path = path(desk.snapshot, problem);
        let other = path.starts_with(&jobs) && path != own;
        let elsewhere = path.starts_with(&invoices) && !path.starts_with(&of_client);
        !path.starts_with(&reports) && !elsewhere && (!other || needs.iter().any(|need| need == EARLIER_JOBS_DELIVERED))
    };
    let broken: Vec<Finding> = desk.snapshot.problems.iter().filter(matters).cloned().collect();
    if broken.is_empty() { Ok(()) } else { Err(Stop::Unreadable(problems(desk.snapshot, &broken))) }
}

fn path<'s>(snapshot: &'s Snapshot, problem: &Finding) -> &'s str {
    &snapshot.sources.file(problem.place.source).path
}
