//! `suits retainers`: hours and fees of retainers.

use super::args::RowArgs;
use super::exit::{Exit, Stop};
use super::report::{self, Asking};
use super::session::Session;
use clap::Args;

/// Retainers: hours used, rolled over and left, over-servicing in hours and value, and what of the fee is billed
///
/// The period that runs, and each contract to date.
///
/// Examples:
///   suits retainers
///   suits retainers --client MERROW --all-periods
///   suits retainers --from 2026-07-01 --until 2026-09-30 --format csv
///   suits retainers --where 'over_servicing > 0.10'
///   suits retainers --columns client,contract,from,used,investment_hours,correction_hours
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct RetainersArgs {
    /// Every period since the contract began, of contracts that ended too
    #[arg(long)]
    pub all_periods: bool,
    /// Periods that had not ended before this day
    #[arg(long, value_name = "DATE")]
    pub from: Option<String>,
    /// Periods that had begun by this day
    #[arg(long, value_name = "DATE")]
    pub until: Option<String>,
    #[command(flatten)]
    rows: RowArgs,
}

/// Runs `suits retainers`.
pub(super) fn run(args: &RetainersArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let asking =
        Asking { all: args.all_periods, from: args.from.as_deref(), until: args.until.as_deref(), ..Asking::default() };
    report::run("retainers", &asking, &args.rows, session)
}
