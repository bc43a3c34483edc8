//! `suits margin`: what the agency earns.

use super::args::RowArgs;
use super::exit::{Exit, Stop};
use super::period::{PeriodArgs, begins, ways_of};
use super::report::{self, Asking};
use super::session::Session;
use super::whose::WhoseArgs;
use clap::Args;

/// What the agency earns: income after suppliers and media, what the hours cost, and what is left
///
/// AGI here is billings less what suppliers and media get, so markup and commission stay in it; hours come off in the margin. What hours cost is read from `suits.toml`, or from `costs.toml`, which git need not see; without it the margin is unknown, and says so.
///
/// Examples:
///   suits margin
///   suits margin ACME-0012
///   suits margin --by client --from 2026-01-01
///   suits margin --by client,month --format csv
///   suits margin --by person
///   suits margin --where 'margin < 0.4' --sort margin
#[derive(Debug, Args)]
#[command(
    verbatim_doc_comment,
    mut_arg("by", ways_of("margin", "each job")),
    mut_arg("from", begins("from the beginning"))
)]
pub(super) struct MarginArgs {
    #[command(flatten)]
    period: PeriodArgs,
    #[command(flatten)]
    whose: WhoseArgs,
    #[command(flatten)]
    rows: RowArgs,
}

/// Runs `suits margin`.
pub(super) fn run(args: &MarginArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let asking = Asking { whose: Some(&args.whose), ..args.period.asking() };
    report::run("margin", &asking, &args.rows, session)
}
