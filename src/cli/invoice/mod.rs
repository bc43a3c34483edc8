//! `suits invoice`: what the client is charged, and what becomes of it.

mod credit;
pub(super) mod lines;
mod new;
mod pay;
pub(super) mod rows;

use super::args::{ActorArgs, RowArgs, WriteArgs};
use super::brief::{YesArgs, acting, asked};
use super::desk::Desk;
use super::edit::EditArgs;
use super::exit::{Exit, Stop};
use super::figures;
use super::session::{Session, mint, vanished};
use super::set::SetArgs;
use super::show::ShowArgs;
use super::{contact_report, edit, list, set, show};
use crate::domain::approval::ApprovalFor;
use crate::domain::invoice::Invoice;
use crate::domain::layout::AnyId;
use crate::domain::plan::money::invoice;
use crate::domain::record::{Kind, Located};
use crate::domain::scope::Scope;
use crate::source::{ChangeSet, KeyPath};
use crate::values::{Decimal, InvoiceId};
use clap::{Args, Subcommand};

/// Invoices: what the client is charged, and what was paid
///
/// Examples:
///   suits invoice new ACME --number 2026-119 --line ACME-0012:concept=2200.00
///   suits invoice issue ACME-I0119
///   suits invoice pay ACME-I0119 2761.00 --date 2027-01-10
///   suits invoice credit ACME-I0119 --line concept=400.00 --number 2026-120
///   suits invoice list --where 'state = overdue'
#[derive(Debug, Subcommand)]
#[command(verbatim_doc_comment)]
pub(super) enum InvoiceVerb {
    New(Box<new::NewInvoice>),
    Issue(IssueArgs),
    Pay(pay::PayArgs),
    Credit(credit::CreditArgs),
    Dispute(DisputeArgs),
    WriteOff(WriteOffArgs),
    Drop(DropArgs),
    /// Invoices, one a row
    ///
    /// A credit note's sums are below nothing. `days` are those since an invoice was due that is not paid in full.
    ///
    /// Examples:
    ///   suits invoice list --client ACME
    ///   suits invoice list --where 'state = overdue' --sort -days
    ///   suits invoice list --as-of 2026-12-31 \
    ///       --where 'state != draft and state != paid'
    #[command(verbatim_doc_comment)]
    List(RowArgs),
    /// Show an invoice, and what follows from it
    ///
    /// Examples:
    ///   suits invoice show ACME-I0119
    ///   suits invoice show ACME-I0119 --format json
    #[command(verbatim_doc_comment)]
    Show(ShowArgs),
    /// Edit an invoice in `$VISUAL` or `$EDITOR`
    ///
    /// Example:
    ///   suits invoice edit ACME-I0119
    #[command(verbatim_doc_comment)]
    Edit(EditArgs),
    /// Set fields of an invoice
    ///
    /// Examples:
    ///   suits invoice set ACME-I0119 due=2027-01-15
    ///   suits invoice set ACME-I0119 po=4500012345
    #[command(verbatim_doc_comment)]
    Set(SetArgs),
}

/// Let an invoice go out; an account manager or above
///
/// From then on it is billed, and not changed any more: what is wrong with it is credited.
///
/// Examples:
///   suits invoice issue ACME-I0119
///   suits invoice issue ACME-I0119 --by mai --method email \
///       --evidence "mail 2026-12-15 08:50"
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct IssueArgs {
    /// The invoice
    pub invoice: String,
    /// Whose yes it is; without it, yours
    #[arg(long, value_name = "PERSON")]
    pub by: Option<String>,
    /// How it was given: po, email, signature, system, verbal or deemed
    #[arg(long, value_name = "METHOD")]
    pub method: Option<String>,
    /// The paper: a mail's date, a file
    #[arg(long, value_name = "TEXT")]
    pub evidence: Option<String>,
    /// The day it was given, if not today
    #[arg(long, value_name = "DATE")]
    pub date: Option<String>,
    #[command(flatten)]
    write: WriteArgs,
}

/// The client does not agree with an invoice, or agrees after all
///
/// Examples:
///   suits invoice dispute ACME-I0119 \
///       --reason "The second ending was never approved"
///   suits invoice dispute ACME-I0119 --settled
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct DisputeArgs {
    /// The invoice
    pub invoice: String,
    /// What the client objects to
    #[arg(long, value_name = "TEXT", required_unless_present = "settled", conflicts_with = "settled")]
    pub reason: Option<String>,
    /// It is settled
    #[arg(long)]
    pub settled: bool,
    #[command(flatten)]
    write: WriteArgs,
}

/// Give an invoice up: what is open of it will not be paid; an account manager or above
///
/// Example:
///   suits invoice write-off ACME-I0119 \
///       --reason "The client is bankrupt; the court's letter of 2027-05-03"
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct WriteOffArgs {
    /// The invoice
    pub invoice: String,
    /// Why
    #[arg(long, value_name = "TEXT", required_unless_present = "undo")]
    pub reason: Option<String>,
    /// The day it was given up, if not today
    #[arg(long, value_name = "DATE")]
    pub date: Option<String>,
    /// Ask for it after all
    #[arg(long, conflicts_with_all = ["reason", "date"])]
    pub undo: bool,
    #[command(flatten)]
    actor: ActorArgs,
    #[command(flatten)]
    write: WriteArgs,
}

/// Take a draft away; what was issued stays
///
/// Example:
///   suits invoice drop ACME-I0119
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct DropArgs {
    /// The invoice
    pub invoice: String,
    #[command(flatten)]
    write: WriteArgs,
}

/// Runs `suits invoice`.
pub(super) fn run(verb: InvoiceVerb, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    match verb {
        InvoiceVerb::New(args) => new::run(&args, session),
        InvoiceVerb::Issue(args) => issue(&args, session),
        InvoiceVerb::Pay(args) => pay::run(&args, session),
        InvoiceVerb::Credit(args) => credit::run(&args, session),
        InvoiceVerb::Dispute(args) => dispute(&args, session),
        InvoiceVerb::WriteOff(args) => write_off(&args, session),
        InvoiceVerb::Drop(args) => on_invoice(&args.invoice, &args.write, session, |invoice, desk, _| {
            invoice::drop(invoice, &desk.snapshot.agency, desk.today).map_err(|findings| desk.refuse(findings))
        }),
        InvoiceVerb::List(rows) => list::run(Kind::Invoice, &rows, session),
        InvoiceVerb::Show(args) => show::run(Kind::Invoice, &args, session),
        InvoiceVerb::Edit(args) => edit::run(Kind::Invoice, &args, session),
        InvoiceVerb::Set(args) => set::run(Kind::Invoice, &args, session),
    }
}

/// The id of an invoice that a writing command names.
fn invoice_id(session: &Session<'_, '_>, store: &crate::store::Store, typed: &str) -> Result<InvoiceId, Stop> {
    match session.resolve(store, typed, &[Kind::Invoice], true)? {
        AnyId::Invoice(id) => Ok(id),
        other => Err(vanished(&other)),
    }
}

/// An invoice that was loaded.
fn found<'a>(desk: &'a Desk<'_>, id: &InvoiceId) -> Result<&'a Located<Invoice>, Stop> {
    desk.snapshot.agency.invoices.get(id).found().ok_or_else(|| vanished(&AnyId::Invoice(id.clone())))
}

/// Plans a change on an invoice that is there.
fn on_invoice(
    typed: &str,
    write: &WriteArgs,
    session: &mut Session<'_, '_>,
    plan: impl FnOnce(&Located<Invoice>, &Desk<'_>, &mut Session<'_, '_>) -> Result<ChangeSet, Stop>,
) -> Result<Exit, Stop> {
    let store = session.open()?;
    let id = invoice_id(session, &store, typed)?;
    session.write(&store, write, &Scope::invoice(id.clone()), |desk, session| plan(found(desk, &id)?, desk, session))
}

/// An amount as it is typed.
fn amount(wanted: &str, typed: &str) -> Result<Decimal, Stop> {
    figures::amount(wanted, typed, "4400.00").map(|amount| amount.0)
}

/// Refuses a change to a field of an invoice that went out.
pub(super) fn may_change<'p>(
    id: &InvoiceId,
    paths: impl IntoIterator<Item = &'p KeyPath>,
    desk: &Desk<'_>,
) -> Result<(), Stop> {
    // one that cannot be read is being mended
    let Some(record) = desk.snapshot.agency.invoices.get(id).found() else { return Ok(()) };
    let objections: Vec<_> = paths
        .into_iter()
        .filter_map(|path| invoice::settled(record, path, &desk.snapshot.agency, desk.today))
        .collect();
    if objections.is_empty() { Ok(()) } else { Err(desk.refuse(objections)) }
}

fn issue(args: &IssueArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    on_invoice(&args.invoice, &args.write, session, |invoice, desk, session| {
        let yes = YesArgs {
            of: ApprovalFor::Issue.to_string(),
            by: args.by.clone(),
            method: args.method.clone(),
            evidence: args.evidence.clone(),
            date: args.date.clone(),
        };
        let (_, asked) = asked(&yes, &[ApprovalFor::Issue], (invoice, &invoice.id.client()), desk, session)?;
        let me = session.actor(None, desk.snapshot, desk.store).or_else(|stop| match &args.by {
            Some(typed) => session.person(typed, desk.snapshot),
            None => Err(stop),
        })?;
        let dice = session.world.dice;
        let mint = || mint(dice);
        invoice::issue(invoice, &asked, &desk.snapshot.agency, desk.actor(&me, &mint))
            .map_err(|findings| desk.refuse(findings))
    })
}

fn dispute(args: &DisputeArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let reason = args.reason.as_deref();
    if reason.is_some_and(|reason| reason.trim().is_empty()) {
        return Err(Stop::usage(
            "missing-field",
            "what the client objects to is not said",
            "pass it with `--reason \"…\"`",
        ));
    }
    on_invoice(&args.invoice, &args.write, session, |invoice, desk, _| {
        let planned = match reason {
            Some(reason) => {
                desk.answers(("--reason", reason), invoice, &invoice.id.client())?;
                invoice::dispute(invoice, reason, &desk.snapshot.agency, desk.today)
            }
            None => invoice::settle(invoice, &desk.snapshot.agency),
        };
        planned.map_err(|findings| desk.refuse(findings))
    })
}

fn write_off(args: &WriteOffArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let reason = args.reason.as_deref().unwrap_or_default();
    if !args.undo && reason.trim().is_empty() {
        return Err(Stop::usage("missing-field", "why it is given up is not said", "pass it with `--reason \"…\"`"));
    }
    on_invoice(&args.invoice, &args.write, session, |invoice, desk, session| {
        if !args.undo {
            desk.answers(("--reason", reason), invoice, &invoice.id.client())?;
        }
        let date = contact_report::day(args.date.as_deref(), desk, session)?;
        let me = acting(&args.actor, desk, session)?;
        let dice = session.world.dice;
        let mint = || mint(dice);
        let (agency, actor) = (&desk.snapshot.agency, desk.actor(&me, &mint));
        let planned = match args.undo {
            true => invoice::take_up(invoice, agency, actor),
            false => invoice::write_off(invoice, reason, date, agency, actor),
        };
        planned.map_err(|findings| desk.refuse(findings))
    })
}
