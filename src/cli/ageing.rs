//! `suits ageing`: what clients owe.

use super::args::RowArgs;
use super::exit::{Exit, Stop};
use super::period::{GroupArgs, ways_of};
use super::report::{self, Asking};
use super::session::Session;
use crate::domain::money::ageing::Basis;
use clap::Args;

/// What clients owe, by how many days it is late: open invoices, credits, and how long clients take to pay
///
/// Examples:
///   suits ageing
///   suits ageing --by client
///   suits ageing --by person,client
///   suits ageing --basis invoice --as-of 2026-12-31
///   suits ageing --where 'days > 60 and open >= 1000' --format csv
///   suits ageing --client ACME --days 365
#[derive(Debug, Args)]
#[command(verbatim_doc_comment, mut_arg("by", ways_of("ageing", "each invoice")))]
pub(super) struct AgeingArgs {
    /// Days are counted from: due (the day it is to be paid by) or invoice (its date)
    #[arg(long, value_name = "DAY", default_value = "due")]
    pub basis: String,
    #[command(flatten)]
    group: GroupArgs,
    /// What was billed in so many days is compared with what is open, for how long clients take to pay (DSO); otherwise 90
    #[arg(long, value_name = "N")]
    pub days: Option<u32>,
    #[command(flatten)]
    rows: RowArgs,
}

/// Runs `suits ageing`.
pub(super) fn run(args: &AgeingArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let basis = session.word("--basis", &args.basis, Basis::ALL, Basis::as_str)?;
    let asking = Asking { basis, days: args.days, ..args.group.asking() };
    report::run("ageing", &asking, &args.rows, session)
}
