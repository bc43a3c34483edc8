//! `suits job order`: what is bought from suppliers on lines that the client approved, and what they charge for it.

use super::on_paper::{OnPaper, WhyArgs, YesOnPaper};
use super::papers;
use super::said_by;
use super::supplier_sum::{Figures, SupplierSum};
use super::turn;
use crate::cli::args::{ActorArgs, WriteArgs};
use crate::cli::exit::{Exit, Stop};
use crate::cli::quote_line::short_word;
use crate::cli::references::on_paper;
use crate::cli::session::Session;
use crate::domain::approval::ApprovalFor;
use crate::domain::plan::money::order::{self, Ordering};
use crate::domain::plan::money::supplier_invoice::{self, Receiving};
use crate::reports::papers::orders;
use crate::values::Decimal;
use clap::{Args, Subcommand};

/// Purchase orders: what is bought on approved lines, and what suppliers charge for it
///
/// Examples:
///   suits job order add ACME-0012 --line film --net 28500.00
///   suits job order send ACME-0012 po-119
///   suits job order receive ACME-0012 po-119 --net 28500.00 --id kuva-991 \
///       --date 2027-02-20
///   suits job order approve ACME-0012 kuva-991 --for payment
///   suits job order list ACME-0012
#[derive(Debug, Subcommand)]
#[command(verbatim_doc_comment)]
pub(in crate::cli) enum OrderVerb {
    Add(AddArgs),
    /// Orders, one a row: on which line, how far each has come, what is charged and what is open
    ///
    /// Examples:
    ///   suits job order list ACME-0012
    ///   suits job order list --client ACME --where 'open.amount > 0' --sort supplier
    #[command(verbatim_doc_comment)]
    List(papers::ListArgs),
    Send(SendArgs),
    /// Take down that the supplier has accepted an order
    ///
    /// Example:
    ///   suits job order accept ACME-0012 po-119
    #[command(verbatim_doc_comment)]
    Accept(OnPaper),
    Receive(ReceiveArgs),
    /// Approve a supplier's invoice for payment: by an account manager or above
    ///
    /// Example:
    ///   suits job order approve ACME-0012 kuva-991
    #[command(
        verbatim_doc_comment,
        // nothing else is approved of what a supplier charges
        mut_arg("of", |arg| arg.required(false).hide(true).default_value("payment"))
    )]
    Approve(YesOnPaper),
    Cancel(CancelArgs),
}

/// Draw up an order on a line that the client has approved
///
/// All orders on a line come to no more than the line has for suppliers. A ticket under a retainer, an investment with a cap and an override of `estimate-approved` need no line.
///
/// Examples:
///   suits job order add ACME-0012 --line film --net 28500.00
///   suits job order add ACME-0012 --line film --net 9000.00 --currency USD \
///       --fx-rate 0.9213 --supplier "Reel Inc" --id po-119
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(in crate::cli) struct AddArgs {
    /// The job
    pub job: String,
    /// The line of an approved estimate or change order that pays for it
    #[arg(long, value_name = "LINE")]
    pub line: Option<String>,
    #[command(flatten)]
    sum: SupplierSum,
    /// Who supplies; else as the line says
    #[arg(long, value_name = "NAME")]
    pub supplier: Option<String>,
    /// The number of the order; else the next free one of the job
    #[arg(long, value_name = "WORD")]
    pub id: Option<String>,
    #[command(flatten)]
    actor: ActorArgs,
    #[command(flatten)]
    write: WriteArgs,
}

/// Send an order to the supplier: by an account manager or above, production or media
///
/// Example:
///   suits job order send ACME-0012 po-119 --by eve
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(in crate::cli) struct SendArgs {
    /// The day it was sent, if not today
    #[arg(long, value_name = "DATE")]
    pub date: Option<String>,
    #[command(flatten)]
    on: OnPaper,
}

/// Take down what a supplier charges
///
/// A credit is a sum below nothing, and gives back no more than was charged. All invoices on an order come to no more than the order and the contract's tolerance. What nobody ordered names who charges and the approved line that pays; it counts against the line like an order.
///
/// Examples:
///   suits job order receive ACME-0012 po-119 --net 28500.00 --id kuva-991 \
///       --date 2027-02-20
///   suits job order receive ACME-0012 po-119 --net 12000.00 --id kuva-992 --final
///   suits job order receive ACME-0012 po-119 --net -350.00 --id kuva-993
///   suits job order receive ACME-0012 --no-order --line film \
///       --supplier "Helsinki Taxi" --net 84.50 --id taxi-17
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(in crate::cli) struct ReceiveArgs {
    /// The job
    pub job: String,
    /// The order that it answers
    #[arg(required_unless_present = "no_order", conflicts_with = "no_order")]
    pub order: Option<String>,
    /// There was no order: `--supplier` and `--line` say who charges and what pays
    #[arg(long)]
    pub no_order: bool,
    /// Without an order: the line of an approved estimate or change order that pays for it
    #[arg(long, value_name = "LINE", conflicts_with = "order")]
    pub line: Option<String>,
    /// Without an order: who charges
    #[arg(long, value_name = "NAME", conflicts_with = "order")]
    pub supplier: Option<String>,
    #[command(flatten)]
    sum: SupplierSum,
    /// The number of the invoice, in small letters, digits and hyphens
    #[arg(long, value_name = "NUMBER", required_unless_present = "order")]
    pub id: Option<String>,
    /// Nothing more is to come: the order is charged in full
    #[arg(long = "final", conflicts_with = "no_order")]
    pub is_last: bool,
    /// Take it down though it is more than was ordered; for an account manager or above
    #[arg(long, conflicts_with = "no_order")]
    pub over: bool,
    #[command(flatten)]
    actor: ActorArgs,
    #[command(flatten)]
    write: WriteArgs,
}

/// Call an order off, or what is left of it
///
/// Examples:
///   suits job order cancel ACME-0012 po-119 --reason "The shoot is off"
///   suits job order cancel ACME-0012 po-118 --rest
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(in crate::cli) struct CancelArgs {
    #[command(flatten)]
    why: WhyArgs,
    /// Of an order that is charged in part: keep what is charged, call off what is left
    #[arg(long)]
    pub rest: bool,
    #[command(flatten)]
    on: OnPaper,
}

/// What a supplier's paper is refused for, by the argument that it is about.
const ARGUMENTS: [(&str, &str, Option<&str>); 13] = [
    ("duplicate-id", "--id", Some("has it")),
    ("far-off-exchange-rate", "--fx-rate", None),
    ("needless-rate", "--fx-rate", None),
    ("order-before-approval", "--date", None),
    ("order-over-line", "--net", Some("what it has")),
    ("order-without-approved-line", "--line", None),
    ("sum-without-exchange-rate", "--currency", None),
    ("supplier-credit-above-charge", "--net", None),
    ("supplier-missing", "--supplier", None),
    ("supplier-overcharge", "--net", Some("what was ordered")),
    ("too-many-digits", "--net", None),
    ("unfitting-line", "--line", None),
    ("unknown-line", "--line", None),
];

/// Runs `suits job order`.
pub(super) fn run(verb: OrderVerb, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    match verb {
        OrderVerb::Add(args) => add(&args, session),
        OrderVerb::List(args) => papers::list(&args, session, orders),
        OrderVerb::Send(args) => args.on.run(session, |turn, session| {
            let date = turn.past_day(args.date.as_deref(), session)?;
            Ok(order::send(&args.on.paper, date, turn.asked()))
        }),
        OrderVerb::Accept(on) => on.run(session, |turn, _| Ok(order::accept(&on.paper, turn.asked()))),
        OrderVerb::Receive(args) => receive(&args, session),
        OrderVerb::Approve(args) => said_by::approving(&args.job, &args.yes, &args.write, session, |turn, session| {
            let (of, yes) = turn.yes(&args.yes, &[ApprovalFor::Payment], session)?;
            Ok(supplier_invoice::approve(&args.paper, of, &yes, turn.asked()))
        }),
        OrderVerb::Cancel(args) => cancel(&args, session),
    }
}

fn add(args: &AddArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let Figures { net, currency, fx_rate } = args.sum.figures()?;
    if net.0 <= Decimal::ZERO {
        return Err(Stop::usage(
            "below-nothing",
            format_args!("`--net {}`: an order is for something", args.sum.net),
            "say what the supplier is to charge: `--net 28500.00`",
        ));
    }
    let id = args.id.as_deref().map(|typed| short_word("--id", typed, "po-119")).transpose()?;
    let line = args.line.as_deref().map(|typed| short_word("--line", typed, "film")).transpose()?;
    turn::run(&args.job, (&args.actor, &args.write), session, |turn, session| {
        if let Some(supplier) = &args.supplier {
            on_paper(&"--supplier", supplier)?;
            turn.desk.answers(("--supplier", supplier), turn.job, &turn.job.id.client())?;
        }
        let date = args.sum.day(turn, session)?;
        let ordering = Ordering { id, line, supplier: args.supplier.clone(), net, currency, fx_rate, date };
        Ok(turn::of_arguments(order::add(turn.asked(), &ordering), &ARGUMENTS))
    })
}

fn receive(args: &ReceiveArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let Figures { net, currency, fx_rate } = args.sum.figures()?;
    if net.0.is_zero() {
        return Err(Stop::usage("below-nothing", "`--net 0`: nothing is charged", "say what the supplier charges"));
    }
    let id = args.id.as_deref().map(|typed| short_word("--id", typed, "kuva-991")).transpose()?;
    let line = args.line.as_deref().map(|typed| short_word("--line", typed, "film")).transpose()?;
    turn::run(&args.job, (&args.actor, &args.write), session, |turn, session| {
        if let Some(supplier) = &args.supplier {
            on_paper(&"--supplier", supplier)?;
            turn.desk.answers(("--supplier", supplier), turn.job, &turn.job.id.client())?;
        }
        let date = args.sum.day(turn, session)?;
        let receiving = Receiving {
            order: args.order.clone(),
            line,
            supplier: args.supplier.clone(),
            id,
            net,
            currency,
            fx_rate,
            date,
            is_last: args.is_last,
            is_over: args.over,
        };
        Ok(turn::of_arguments(supplier_invoice::receive(turn.asked(), &receiving), &ARGUMENTS))
    })
}

fn cancel(args: &CancelArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let reason = args.why.said()?;
    args.on.run(session, |turn, _| {
        reason.map_or(Ok(()), |reason| turn.answers(reason))?;
        Ok(order::cancel(&args.on.paper, reason, args.rest, turn.asked()))
    })
}
