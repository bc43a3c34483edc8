//! `suits job estimate`: what a job should cost, approved inside and by the client.

use super::args::{ActorArgs, WriteArgs};
use super::brief::YesArgs;
use super::exit::{Exit, Stop};
use super::figures;
use super::job::said_by::{self, NoArgs};
use super::job::turn;
use super::job::{estimate_show, papers};
use super::quote_line::{FigureArgs, short_word};
use super::session::Session;
use crate::domain::approval::ApprovalFor;
use crate::domain::job_money::LineKind;
use crate::domain::plan;
use crate::domain::plan::money::estimate::Addition;
use crate::reports::papers::estimates;
use clap::{Args, Subcommand};

/// Estimates: what a job should cost, and who approved it
///
/// Examples:
///   suits job estimate add ACME-0012 --id concept --kind fee --text "Concept" \
///       --role art-director --hours 40
///   suits job estimate approve ACME-0012 --for internal
///   suits job estimate send ACME-0012
///   suits job estimate approve ACME-0012 --for client --by liisa --method po \
///       --evidence 4500012345
///   suits job estimate revise ACME-0012
///   suits job estimate show ACME-0012
#[derive(Debug, Subcommand)]
#[command(verbatim_doc_comment)]
pub(super) enum EstimateVerb {
    Add(Box<AddArgs>),
    /// Versions of estimates, one a row: what each comes to, since when the client agrees, what is lacking
    ///
    /// Examples:
    ///   suits job estimate list ACME-0012
    ///   suits job estimate list --client ACME --where 'status = sent'
    #[command(verbatim_doc_comment)]
    List(papers::ListArgs),
    Show(estimate_show::ShowArgs),
    Approve(ApproveArgs),
    Send(SendArgs),
    Reject(RejectArgs),
    Revise(ReviseArgs),
}

/// Add a line to a job's estimate
///
/// Examples:
///   suits job estimate add ACME-0012 --id concept --kind fee \
///       --text "Concept and script" --role art-director --hours 40
///   suits job estimate add ACME-0012 --id film --kind third-party \
///       --text "Film production" --supplier "Kuva Oy" --net 30000.00
///   suits job estimate add ACME-0012 --id tv --kind media --channel tv \
///       --month 2027-04 --gross 40000.00 --contingency 10%
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct AddArgs {
    /// The job
    pub job: String,
    /// A short word for the line, which time, orders and invoices will name
    #[arg(long, value_name = "WORD")]
    pub id: Option<String>,
    /// What it charges for: fee, third-party, media, expense or discount
    #[arg(long, value_name = "KIND")]
    pub kind: String,
    /// In words
    #[arg(long, value_name = "TEXT")]
    pub text: Option<String>,
    #[command(flatten)]
    figures: FigureArgs,
    /// Contingency of the whole version
    #[arg(long, value_name = "PERCENT", allow_hyphen_values = true)]
    pub contingency: Option<String>,
    /// Until when the offer stands
    #[arg(long, value_name = "DATE")]
    pub valid_until: Option<String>,
    /// Begin the next version with this line
    #[arg(long)]
    pub new_version: bool,
    #[command(flatten)]
    actor: ActorArgs,
    #[command(flatten)]
    write: WriteArgs,
}

/// Record an approval of a job's estimate
///
/// The client's yes is to the version that was sent, also where a newer one is being drafted.
///
/// Examples:
///   suits job estimate approve ACME-0012 --for internal
///   suits job estimate approve ACME-0012 --for client --by liisa --method po \
///       --evidence 4500012345
///   suits job estimate approve ACME-0012 --version 1 --for client --by liisa \
///       --method po --evidence 4500012345
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct ApproveArgs {
    /// The job
    pub job: String,
    /// Which version; else the latest, and for the client the latest that was sent
    #[arg(long, value_name = "NUMBER")]
    pub version: Option<u32>,
    #[command(flatten)]
    yes: YesArgs,
    #[command(flatten)]
    write: WriteArgs,
}

/// Send a job's estimate to the client
///
/// Example:
///   suits job estimate send ACME-0012
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct SendArgs {
    /// The job
    pub job: String,
    /// Which version; else the latest
    #[arg(long, value_name = "NUMBER")]
    pub version: Option<u32>,
    #[command(flatten)]
    actor: ActorArgs,
    #[command(flatten)]
    write: WriteArgs,
}

/// Record that the client said no to a job's estimate
///
/// Who said no, when and why is kept with the version; the next one begins with `revise`.
///
/// Example:
///   suits job estimate reject ACME-0012 --by liisa \
///       --reason "Over the spring budget"
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct RejectArgs {
    /// The job
    pub job: String,
    /// Which version; else the latest that was sent
    #[arg(long, value_name = "NUMBER")]
    pub version: Option<u32>,
    #[command(flatten)]
    no: NoArgs,
    #[command(flatten)]
    write: WriteArgs,
}

/// Begin the next version of a job's estimate, as a copy of the last
///
/// It is a draft that nobody has approved. What the client approved before stays the budget until this one is approved.
///
/// Examples:
///   suits job estimate revise ACME-0012
///   suits job estimate revise ACME-0012 --valid-until 2027-03-31 --contingency 5%
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct ReviseArgs {
    /// The job
    pub job: String,
    /// Until when the new offer stands
    #[arg(long, value_name = "DATE")]
    pub valid_until: Option<String>,
    /// Contingency of the new version; else the last one's
    #[arg(long, value_name = "PERCENT", allow_hyphen_values = true)]
    pub contingency: Option<String>,
    #[command(flatten)]
    actor: ActorArgs,
    #[command(flatten)]
    write: WriteArgs,
}

/// Runs `suits job estimate`.
pub(super) fn run(verb: EstimateVerb, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    match verb {
        EstimateVerb::Add(args) => add(&args, session),
        EstimateVerb::List(args) => papers::list(&args, session, estimates),
        EstimateVerb::Show(args) => estimate_show::run(&args, session),
        EstimateVerb::Approve(args) => approve(&args, session),
        EstimateVerb::Send(args) => send(&args, session),
        EstimateVerb::Reject(args) => reject(&args, session),
        EstimateVerb::Revise(args) => revise(&args, session),
    }
}

fn add(args: &AddArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let kind = session.word("--kind", &args.kind, LineKind::ALL, LineKind::as_str)?;
    args.figures.fitting(kind)?;
    turn::run(&args.job, (&args.actor, &args.write), session, |turn, session| {
        let calendar = turn.desk.calendar();
        let dates = session.dates(turn.desk.today, &calendar);
        let fields = args.figures.fields(kind, args.text.as_ref(), &turn.desk.snapshot.agency.config, &dates)?;
        args.id.as_deref().map(|word| short_word("--id", word, "concept")).transpose()?;
        let addition = Addition {
            id: args.id.clone(),
            fields,
            contingency: args
                .contingency
                .as_deref()
                .map(|typed| figures::percent("--contingency", typed, "10%"))
                .transpose()?,
            valid_until: args
                .valid_until
                .as_deref()
                .map(|typed| dates.of_argument("--valid-until", typed))
                .transpose()?,
            new_version: args.new_version,
        };
        let planned = plan::money::estimate::add(turn.job, &addition, turn.actor);
        Ok(turn::of_arguments(planned, &[("duplicate-id", "--id", Some("has it"))]))
    })
}

fn approve(args: &ApproveArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    said_by::approving(&args.job, &args.yes, &args.write, session, |turn, session| {
        let (of, asked) = turn.yes(&args.yes, &[ApprovalFor::Internal, ApprovalFor::Client], session)?;
        Ok(plan::money::estimate::approve(turn.job, args.version, of, &asked, turn.traffic.agency, turn.actor))
    })
}

fn send(args: &SendArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    turn::run(&args.job, (&args.actor, &args.write), session, |turn, _| {
        Ok(plan::money::estimate::send(turn.job, args.version, turn.traffic.agency, turn.actor))
    })
}

fn reject(args: &RejectArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    said_by::run(&args.job, &args.no, &args.write, session, |turn, session| {
        let no = args.no.no(turn, session)?;
        Ok(plan::money::revision::reject(turn.job, args.version, &no, turn.traffic, turn.actor))
    })
}

fn revise(args: &ReviseArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let contingency =
        args.contingency.as_deref().map(|typed| figures::percent("--contingency", typed, "10%")).transpose()?;
    turn::run(&args.job, (&args.actor, &args.write), session, |turn, session| {
        let valid_until = turn.typed("--valid-until", args.valid_until.as_deref(), session)?;
        let revising = plan::money::revision::Revising { contingency, valid_until };
        Ok(plan::money::revision::revise(turn.job, revising, turn.traffic, turn.actor))
    })
}
