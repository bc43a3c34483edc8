//! `suits retainers`: hours and fees of retainers.

use super::args::RowArgs;
use super::exit::{Exit, Stop};
use super::period::{PeriodArgs, ways_of};
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
///   suits retainers --all-periods --by client,month
///   suits retainers --by job --client LYSVIK
///   suits retainers --where 'over_servicing > 0.10'
///   suits retainers \
///       --columns client,contract,from,used,investment_hours,correction_hours
#[derive(Debug, Args)]
#[command(
    verbatim_doc_comment,
    mut_arg("by", ways_of("retainers", "each period of a contract")),
    mut_arg("from", |from| from.help("Periods that had not ended before this day")),
    mut_arg("until", |until| until.help("Periods that had begun by this day"))
)]
pub(super) struct RetainersArgs {
    /// Every period since the contract began, of contracts that ended too
    #[arg(long)]
    pub all_periods: bool,
    #[command(flatten)]
    period: PeriodArgs,
    #[command(flatten)]
    rows: RowArgs,
}

/// Runs `suits retainers`.
pub(super) fn run(args: &RetainersArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let asking = Asking { all: args.all_periods, ..args.period.asking() };
    report::run("retainers", &asking, &args.rows, session)
}
