//! `suits job change`: what changed after the estimate was approved, and who agreed to it.

use super::on_paper::{OnPaper, WhyArgs, YesOnPaper};
use super::said_by::{self, NoArgs};
use super::turn;
use super::{change_show, papers};
use crate::cli::args::{ActorArgs, WriteArgs};
use crate::cli::exit::{Exit, Stop};
use crate::cli::figures;
use crate::cli::quote_line::{FigureArgs, short_word};
use crate::cli::session::Session;
use crate::domain::approval::ApprovalFor;
use crate::domain::job_money::{Cause, LineKind};
use crate::domain::plan::money::change::No;
use crate::domain::plan::money::raising::{NewLine, Raising};
use crate::domain::plan::money::{agreeing, change, raising};
use crate::reports::papers::changes;
use clap::{Args, Subcommand};

/// Change orders: what changed after the estimate was approved, and who agreed to it
///
/// Examples:
///   suits job change add ACME-0012 --cause client-revision \
///       --text "Second ending" --kind fee --role production --hours 12
///   suits job change approve ACME-0012 co1 --for internal
///   suits job change send ACME-0012 co1
///   suits job change approve ACME-0012 co1 --for client --by liisa \
///       --method email --evidence "mail 2026-12-02 9:14"
///   suits job change list ACME-0012
#[derive(Debug, Subcommand)]
#[command(verbatim_doc_comment)]
pub(in crate::cli) enum ChangeVerb {
    Add(Box<AddArgs>),
    /// Change orders, one a row: what each comes to, since when the client agrees, what is lacking
    ///
    /// Examples:
    ///   suits job change list ACME-0012
    ///   suits job change list --client ACME --where 'status = sent'
    #[command(verbatim_doc_comment)]
    List(papers::ListArgs),
    Show(change_show::ShowArgs),
    /// Record an approval of a change order
    ///
    /// Examples:
    ///   suits job change approve ACME-0012 co1 --for internal
    ///   suits job change approve ACME-0012 co1 --for client --by liisa \
    ///       --method email --evidence "mail 2026-12-02 9:14"
    #[command(verbatim_doc_comment)]
    Approve(YesOnPaper),
    /// Send a change order to the client
    ///
    /// Example:
    ///   suits job change send ACME-0012 co1
    #[command(verbatim_doc_comment)]
    Send(OnPaper),
    Reject(RejectArgs),
    Withdraw(WithdrawArgs),
}

/// Raise a change order, or add a line to one that is a draft
///
/// Only a change order that the client has approved brings money into the budget, that of the contingency too.
///
/// Examples:
///   suits job change add ACME-0012 --cause client-revision \
///       --text "Second ending" --kind fee --role production --hours 12
///   suits job change add ACME-0012 --cause out-of-scope \
///       --text "Shoot in the rain" --schedule-days 3
///   suits job change add ACME-0012 --to co2 --kind third-party \
///       --text "Rain cover" --supplier "Kuva Oy" --net 2400.00
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(in crate::cli) struct AddArgs {
    /// The job
    pub job: String,
    /// Why: client-revision, agency-correction, additional-info, fyi or out-of-scope
    #[arg(long, value_name = "CAUSE", required_unless_present = "to")]
    pub cause: Option<String>,
    /// What changes; with `--to`, what the line charges for
    #[arg(long, value_name = "TEXT", required_unless_present = "to")]
    pub text: Option<String>,
    /// Add a line to this change order, which is still a draft
    #[arg(long, value_name = "CHANGE-ORDER", conflicts_with_all = ["cause", "id", "schedule_days", "currency", "date"])]
    pub to: Option<String>,
    /// A short word for the change order; else the next free of co1, co2
    #[arg(long, value_name = "WORD")]
    pub id: Option<String>,
    /// Working days that it moves the job's due by
    #[arg(long, value_name = "DAYS", allow_hyphen_values = true)]
    pub schedule_days: Option<i32>,
    /// Its currency; else that of the estimate
    #[arg(long, value_name = "CURRENCY")]
    pub currency: Option<String>,
    /// The day it was raised, if not today
    #[arg(long, value_name = "DATE")]
    pub date: Option<String>,
    /// What the line charges for: fee, third-party, media, expense or discount
    #[arg(long, value_name = "KIND")]
    pub kind: Option<String>,
    /// A short word for the line, which time, orders and invoices will name
    #[arg(long, value_name = "WORD")]
    pub line: Option<String>,
    /// What the line is called, where that is not what changes
    #[arg(long, value_name = "TEXT", conflicts_with = "to")]
    pub line_text: Option<String>,
    #[command(flatten)]
    figures: FigureArgs,
    #[command(flatten)]
    actor: ActorArgs,
    #[command(flatten)]
    write: WriteArgs,
}

/// Record that the client said no to a change order
///
/// Example:
///   suits job change reject ACME-0012 co1 --by liisa \
///       --reason "One ending is enough"
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(in crate::cli) struct RejectArgs {
    /// The job
    pub job: String,
    /// The change order
    pub change: String,
    #[command(flatten)]
    no: NoArgs,
    #[command(flatten)]
    write: WriteArgs,
}

/// Take a change order back before the client has approved it
///
/// Example:
///   suits job change withdraw ACME-0012 co1 --reason "Raised twice"
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(in crate::cli) struct WithdrawArgs {
    #[command(flatten)]
    why: WhyArgs,
    #[command(flatten)]
    on: OnPaper,
}

/// Runs `suits job change`.
pub(super) fn run(verb: ChangeVerb, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    match verb {
        ChangeVerb::Add(args) => add(&args, session),
        ChangeVerb::List(args) => papers::list(&args, session, changes),
        ChangeVerb::Show(args) => change_show::run(&args, session),
        ChangeVerb::Approve(args) => approve(&args, session),
        ChangeVerb::Send(on) => on.run(session, |turn, _| Ok(change::send(&on.paper, turn.asked()))),
        ChangeVerb::Reject(args) => reject(&args, session),
        ChangeVerb::Withdraw(args) => withdraw(&args, session),
    }
}

fn add(args: &AddArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let cause =
        args.cause.as_deref().map(|typed| session.word("--cause", typed, Cause::ALL, Cause::as_str)).transpose()?;
    let kind =
        args.kind.as_deref().map(|typed| session.word("--kind", typed, LineKind::ALL, LineKind::as_str)).transpose()?;
    match kind {
        Some(kind) => args.figures.fitting(kind)?,
        None if args.to.is_some() || !args.figures.is_empty() || args.line.is_some() || args.line_text.is_some() => {
            return Err(Stop::usage(
                "missing-field",
                "nothing says what the line charges for",
                "say so with `--kind`: fee, third-party, media, expense or discount",
            ));
        }
        None => {}
    }
    let id = args.id.as_deref().map(|typed| short_word("--id", typed, "co2")).transpose()?;
    let line_id = args.line.as_deref().map(|typed| short_word("--line", typed, "second-ending")).transpose()?;
    let currency = args.currency.as_deref().map(figures::currency).transpose()?;
    turn::run(&args.job, (&args.actor, &args.write), session, |turn, session| {
        let calendar = turn.desk.calendar();
        let dates = session.dates(turn.desk.today, &calendar);
        let text = if args.to.is_some() { args.text.as_ref() } else { args.line_text.as_ref() };
        let config = &turn.desk.snapshot.agency.config;
        let fields = kind.map(|kind| args.figures.fields(kind, text, config, &dates)).transpose()?;
        let line = fields.map(|fields| NewLine { id: line_id, fields });
        if let (Some(to), Some(line)) = (&args.to, &line) {
            return Ok(raising::add_line(to, line, turn.asked()));
        }
        let (Some(cause), Some(text)) = (cause, &args.text) else {
            return Err(Stop::usage(
                "missing-field",
                "nothing says why or what changes",
                "pass `--cause` and `--text`",
            ));
        };
        turn.desk.answers(("--text", text), turn.job, &turn.job.id.client())?;
        let date = turn.past_day(args.date.as_deref(), session)?;
        let raising =
            Raising { id, cause, text: text.clone(), schedule_days: args.schedule_days, currency, date, line };
        Ok(raising::raise(turn.asked(), &raising))
    })
}

fn approve(args: &YesOnPaper, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    said_by::approving(&args.job, &args.yes, &args.write, session, |turn, session| {
        let (of, yes) = turn.yes(&args.yes, &[ApprovalFor::Internal, ApprovalFor::Client], session)?;
        Ok(agreeing::approve(&args.paper, of, &yes, turn.asked()))
    })
}

fn reject(args: &RejectArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    said_by::run(&args.job, &args.no, &args.write, session, |turn, session| {
        let no = args.no.no(turn, session)?;
        Ok(change::reject(&args.change, &no, turn.asked()))
    })
}

fn withdraw(args: &WithdrawArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let reason = args.why.said()?;
    args.on.run(session, |turn, _| {
        reason.map_or(Ok(()), |reason| turn.answers(reason))?;
        let (by, date) = (turn.actor.by.clone(), turn.actor.today);
        let no = No { by, date, reason: reason.map(str::to_owned) };
        Ok(change::withdraw(&args.on.paper, &no, turn.asked()))
    })
}
