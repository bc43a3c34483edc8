//! `suits client budget` and `suits client approve`: the client's money for a year, written down and approved.

use super::args::WriteArgs;
use super::brief::{YesArgs, asked};
use super::client_issue::on_client;
use super::exit::{Exit, Stop};
use super::figures;
use super::session::{Session, mint};
use crate::domain::approval::ApprovalFor;
use crate::domain::plan::money::annual::{self, BudgetAsked};
use crate::values::ItemId;
use clap::{Args, Subcommand};

/// The client's money for a year
///
/// Examples:
///   suits client budget add ACME --id b2027 --from 2027-01-01 --to 2027-12-31 \
///       --amount 260000.00
///   suits client approve ACME --budget b2027 --by liisa --method email \
///       --evidence "mail 2027-01-08 10:02"
#[derive(Debug, Subcommand)]
#[command(verbatim_doc_comment)]
pub(super) enum BudgetVerb {
    Add(AddArgs),
}

/// Write down what the client has for a year, in the client's currency
///
/// Example:
///   suits client budget add ACME --id b2027 --from 2027-01-01 --to 2027-12-31 \
///       --amount 260000.00
#[derive(Debug, Args)]
#[command(
    verbatim_doc_comment,
    override_usage = "suits client budget add <CLIENT> --id <WORD> --from <DATE> --to <DATE>\n                               --amount <AMOUNT> [OPTIONS]"
)]
pub(super) struct AddArgs {
    /// The client
    pub client: String,
    /// A short word for it, such as b2027
    #[arg(long, value_name = "WORD")]
    pub id: String,
    /// Its first day
    #[arg(long, value_name = "DATE")]
    pub from: String,
    /// Its last day
    #[arg(long, value_name = "DATE")]
    pub to: String,
    /// How much: 240000.00
    #[arg(long, value_name = "AMOUNT", allow_hyphen_values = true)]
    pub amount: String,
    #[command(flatten)]
    write: WriteArgs,
}

/// Record the client's yes to the budget of a year
///
/// Whoever said yes is a contact whose limit covers it. A change of the budget makes the yes stale: then it is asked for again.
///
/// Example:
///   suits client approve ACME --budget b2027 --by liisa --method email \
///       --evidence "mail 2027-01-08 10:02"
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct ApproveArgs {
    /// The client
    pub client: String,
    /// Which budget
    #[arg(long, value_name = "BUDGET")]
    pub budget: String,
    /// The contact whose yes it is
    #[arg(long, value_name = "CONTACT")]
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
    #[command(flatten)]
    write: WriteArgs,
}

/// Runs `suits client budget add`.
pub(super) fn add(args: &AddArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let id = ItemId::parse(&args.id).map_err(|fault| {
        Stop::usage("bad-id", format_args!("`--id {}`: {fault}", args.id), "a short word such as `b2027`")
    })?;
    let amount = figures::amount("--amount", &args.amount, "240000.00")?;
    on_client(&args.client, &args.write, session, |client, desk, session| {
        let calendar = desk.calendar();
        let dates = session.dates(desk.today, &calendar);
        let (from, to) = (dates.of_argument("--from", &args.from)?, dates.of_argument("--to", &args.to)?);
        let asked = BudgetAsked { id, from, to, amount: amount.0 };
        annual::add(client, &asked, &desk.snapshot.agency, desk.today).map_err(|findings| desk.refuse(findings))
    })
}

/// Runs `suits client approve`.
pub(super) fn approve(args: &ApproveArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    on_client(&args.client, &args.write, session, |client, desk, session| {
        let yes = YesArgs {
            of: ApprovalFor::Client.to_string(),
            by: args.by.clone(),
            method: args.method.clone(),
            evidence: args.evidence.clone(),
            date: args.date.clone(),
        };
        let (_, asked) = asked(&yes, &[ApprovalFor::Client], (client, &client.id), desk, session)?;
        let me = session.actor(None, desk.snapshot, desk.store)?;
        let dice = session.world.dice;
        let mint = || mint(dice);
        annual::approve(client, &args.budget, &asked, &desk.snapshot.agency, desk.actor(&me, &mint))
            .map_err(|findings| desk.refuse(findings))
    })
}
