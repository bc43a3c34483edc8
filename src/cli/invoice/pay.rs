//! `suits invoice pay`: money came in.

use super::{amount, found, invoice_id};
use crate::cli::args::{ActorArgs, WriteArgs};
use crate::cli::brief::acting;
use crate::cli::contact_report::day;
use crate::cli::exit::{Exit, Stop};
use crate::cli::session::{Session, mint};
use crate::domain::plan::money::invoice::{self, PayAsked};
use crate::domain::scope::Scope;
use crate::values::Currency;
use clap::Args;

/// Take down that an invoice was paid, or that the money of a credit note went back
///
/// The amount is with tax, as the bank shows it; without one, all that is open.
///
/// Examples:
///   suits invoice pay ACME-I0119 2761.00 --date 2027-01-10
///   suits invoice pay ACME-I0119
///   suits invoice pay ACME-I0119 --with ACME-I0120
///   suits invoice pay ACME-I0119 --back
///   suits invoice pay ACME-I0118 --undo m4k1
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(in crate::cli) struct PayArgs {
    /// The invoice
    pub invoice: String,
    /// How much, with tax; else all that is open
    #[arg(allow_hyphen_values = true)]
    pub amount: Option<String>,
    /// The day it was paid, if not today
    #[arg(long, value_name = "DATE")]
    pub date: Option<String>,
    /// Its currency, to be sure: another than the invoice's is refused
    #[arg(long, value_name = "CODE")]
    pub currency: Option<String>,
    /// It is more than is open, and that is so
    #[arg(long, conflicts_with = "with")]
    pub over: bool,
    /// What was paid too much went back to the client
    #[arg(long, conflicts_with_all = ["over", "with"])]
    pub back: bool,
    /// Set off against this credit note: no money moves
    #[arg(long, value_name = "CREDIT-NOTE")]
    pub with: Option<String>,
    /// Take this payment out again: it was taken down by mistake
    #[arg(long, value_name = "PAYMENT", conflicts_with_all = ["amount", "date", "currency", "over", "back", "with"])]
    pub undo: Option<String>,
    #[command(flatten)]
    actor: ActorArgs,
    #[command(flatten)]
    write: WriteArgs,
}

/// Runs `suits invoice pay`.
pub(super) fn run(args: &PayArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let store = session.open()?;
    let id = invoice_id(session, &store, &args.invoice)?;
    let with = args.with.as_deref().map(|typed| invoice_id(session, &store, typed)).transpose()?;
    if with.as_ref().is_some_and(|note| note.client() != id.client() || *note == id) {
        let message =
            format!("`--with`: {} is no credit note for {}", args.with.as_deref().unwrap_or_default(), id.client());
        return Err(Stop::usage(
            "other-client",
            message,
            format_args!("`suits invoice list --client {}`", id.client()),
        ));
    }
    let sum = args.amount.as_deref().map(|typed| amount("AMOUNT", typed)).transpose()?;
    let currency = args.currency.as_deref().map(|typed| {
        Currency::parse(typed).ok_or_else(|| {
            Stop::usage(
                "wrong-type",
                format_args!("`--currency` should be a code like EUR, not `{typed}`"),
                "three capitals",
            )
        })
    });
    let currency = currency.transpose()?;
    session.write(&store, &args.write, &Scope::invoices_of(id.clone()), |desk, session| {
        let invoice = found(desk, &id)?;
        if let Some(payment) = &args.undo {
            return invoice::unpay(invoice, payment, &desk.snapshot.agency).map_err(|findings| desk.refuse(findings));
        }
        let with = with.as_ref().map(|note| found(desk, note)).transpose()?;
        let date = day(args.date.as_deref(), desk, session)?;
        let me = acting(&args.actor, desk, session)?;
        let dice = session.world.dice;
        let mint = || mint(dice);
        let asked = PayAsked { amount: sum, currency, date, over: args.over, back: args.back, with };
        invoice::pay(invoice, asked, &desk.snapshot.agency, desk.actor(&me, &mint))
            .map_err(|findings| desk.refuse(findings))
    })
}
