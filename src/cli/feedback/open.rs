//! `suits feedback open`: something is shown, inside or to the client.

use super::person;
use crate::cli::args::WriteArgs;
use crate::cli::exit::{Exit, Stop};
use crate::cli::job::{found, job_id};
use crate::cli::session::Session;
use crate::domain::client::ContactRole;
use crate::domain::job::Job;
use crate::domain::plan::opening::{self, Opening};
use crate::domain::record::Located;
use crate::domain::round::RoundType;
use crate::domain::scope::Scope;
use crate::domain::traffic::Traffic;
use crate::domain::workflow::CLIENT;
use crate::values::{Day, DeliverableId, PersonId, Word};
use clap::Args;

/// Open a feedback round on a job
///
/// The client sees what the agency has passed: first an internal round on the version, with its three verdicts. A client round has one approver, is answered within the contract's feedback days, and counts against the rounds that the contract includes.
///
/// Examples:
///   suits feedback open ACME-0012 --type internal
///   suits feedback open ACME-0012 --type client --approver liisa \
///       --presented-by bo,kim
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(in crate::cli) struct OpenArgs {
    /// The job
    pub job: String,
    /// Who looks: internal, client or legal
    #[arg(long = "type", value_name = "WHO", default_value = "client")]
    pub kind: String,
    /// What is looked at; may be left out where the job has only one deliverable
    #[arg(long, value_name = "DELIVERABLE")]
    pub deliverable: Option<String>,
    /// Which version; else the one on file
    #[arg(long, value_name = "VERSION")]
    pub version: Option<String>,
    /// The day it was sent, if not today
    #[arg(long, value_name = "DATE")]
    pub sent: Option<String>,
    /// When answers are due; else by the contract's feedback days
    #[arg(long, value_name = "DATE")]
    pub due: Option<String>,
    /// The one who decides; else whoever decided last for the client, else the contact who approves; of a legal round, the lawyer
    #[arg(long, value_name = "PERSON")]
    pub approver: Option<String>,
    /// Who else looks
    #[arg(long, value_name = "PEOPLE", value_delimiter = ',')]
    pub reviewers: Vec<String>,
    /// Who presented
    #[arg(long, value_name = "PEOPLE", value_delimiter = ',')]
    pub presented_by: Vec<String>,
    #[command(flatten)]
    write: WriteArgs,
}

/// Runs `suits feedback open`.
pub(super) fn run(args: &OpenArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let store = session.open()?;
    let id = job_id(session, &store, &args.job)?;
    let kind = session.word("--type", &args.kind, RoundType::ALL, RoundType::as_str)?;
    session.write(&store, &args.write, &Scope::job(id.clone()), |desk, session| {
        let job = found(desk, &id)?;
        let calendar = desk.calendar();
        let dates = session.dates(desk.today, &calendar);
        let sent =
            args.sent.as_deref().map(|typed| dates.of_argument("--sent", typed)).transpose()?.unwrap_or(desk.today);
        crate::cli::brief::not_ahead("--sent", sent, desk.today)?;
        let deliverable = deliverable(job, args.deliverable.as_deref())?;
        let on_file =
            job.deliverables.iter().find(|other| other.id == deliverable).and_then(|other| other.version.clone());
        let Some(version) = args.version.as_deref().map(Word::from).or(on_file) else {
            return Err(Stop::usage(
                "no-version",
                format_args!("no version of `{deliverable}` is on file"),
                format_args!(
                    "file it: `suits job set {id} deliverables.{deliverable}.version=v1`, or pass `--version`"
                ),
            ));
        };
        let traffic = Traffic::of(&desk.snapshot.agency, sent);
        // Both follow from the stage in which the client has the ball.
        let stage = traffic.workflow.stages().iter().find(|stage| stage.seat.as_deref() == Some(CLIENT));
        let outside = stage.filter(|_| kind != RoundType::Internal);
        let approver = match &args.approver {
            Some(typed) => Some(person("--approver", one(typed)?, &id, desk)?),
            None => lawyer(kind, job, &traffic).or_else(|| traffic.receiver(job, outside?)).cloned(),
        };
        let due = match &args.due {
            Some(typed) => Some(dates.of_argument("--due", typed)?),
            None => outside.and_then(|stage| traffic.due(job, stage, approver.as_ref())),
        };
        in_order(job, sent, due)?;
        let people = |flag: &str, typed: &[String]| {
            typed.iter().map(|one| person(flag, one.trim(), &id, desk)).collect::<Result<Vec<_>, _>>()
        };
        let asked = Opening {
            kind,
            deliverable,
            version,
            sent,
            due,
            presented_by: people("--presented-by", &args.presented_by)?,
            approver,
            reviewers: people("--reviewers", &args.reviewers)?,
        };
        let round = desk.store.next_round(&id)?;
        opening::open(job, &round, &asked, &traffic).map_err(|findings| desk.refuse(findings))
    })
}

fn deliverable(job: &Located<Job>, typed: Option<&str>) -> Result<DeliverableId, Stop> {
    if let Some(typed) = typed {
        return DeliverableId::parse(typed).map_err(|fault| {
            Stop::usage("bad-id", format_args!("`--deliverable {typed}`: {fault}"), "a deliverable of the job")
        });
    }
    match job.deliverables.as_slice() {
        [only] => Ok(only.id.clone()),
        [] => Err(Stop::usage(
            "no-deliverable",
            format_args!("{} has no deliverables", job.id),
            format_args!("add what is shown: `suits job set {} deliverables+=film-30`", job.id),
        )),
        some => {
            let names: Vec<_> = some.iter().map(|deliverable| format!("`{}`", deliverable.id)).collect();
            Err(Stop::usage(
                "which-deliverable",
                format_args!("{} has {} deliverables", job.id, some.len()),
                format_args!("say which with `--deliverable`: {}", names.join(", ")),
            ))
        }
    }
}

/// Who decides in a legal round: the client's lawyer, else ours.
fn lawyer<'a>(kind: RoundType, job: &'a Located<Job>, traffic: &Traffic<'a>) -> Option<&'a PersonId> {
    if kind != RoundType::Legal {
        return None;
    }
    let contacts = traffic.agency.client_of(&job.id).found().map_or(&[][..], |client| &client.record.contacts);
    let legal = contacts.iter().find(|one| one.role == Some(ContactRole::Legal) && one.is_there(traffic.today));
    legal.map(|contact| &contact.id).or_else(|| traffic.agency.seat(job, "legal"))
}

/// One person decides, whoever else looks.
fn one(typed: &str) -> Result<&str, Stop> {
    if typed.contains(',') {
        let hint = "name the one whose word counts; whoever else looks goes under `--reviewers`";
        return Err(Stop::usage(
            "several-approvers",
            format_args!("`--approver {typed}`: a round has one approver"),
            hint,
        ));
    }
    Ok(typed)
}

/// Nothing is shown before it was asked for, nor answered before it was shown.
fn in_order(job: &Located<Job>, sent: Day, due: Option<Day>) -> Result<(), Stop> {
    if sent < job.requested_on {
        let message = format!("sent on {sent}, before {} was asked for on {}", job.id, job.requested_on);
        return Err(Stop::usage("date-out-of-order", message, "name the day it was sent with `--sent`"));
    }
    match due.filter(|due| *due < sent) {
        Some(due) => Err(Stop::usage(
            "date-out-of-order",
            format_args!("answers due on {due}, before it was sent on {sent}"),
            "name a later day with `--due`, or leave it to the contract's feedback days",
        )),
        None => Ok(()),
    }
}
