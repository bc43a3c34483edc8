//! `suits rework`: what was done again, and why.

use super::args::RowArgs;
use super::exit::{Exit, Stop};
use super::period::{PeriodArgs, begins, ways_of};
use super::report::{self, Asking};
use super::session::Session;
use super::whose::WhoseArgs;
use clap::Args;

/// What was done again: what it cost, why, what of it was charged, and what was presented more than once
///
/// Counted is time on the lines of change orders, by their cause, and time while a job stood at `revising`, by the class of the remarks that sent it there. What was given on purpose, as an `investment`, is told apart.
///
/// Examples:
///   suits rework
///   suits rework ACME
///   suits rework --by cause
///   suits rework --by client,cause --from 2026-01-01
///   suits rework --by person --format csv
#[derive(Debug, Args)]
#[command(
    verbatim_doc_comment,
    mut_arg("by", ways_of("rework", "each job")),
    mut_arg("from", begins("from the beginning"))
)]
pub(super) struct ReworkArgs {
    #[command(flatten)]
    period: PeriodArgs,
    #[command(flatten)]
    whose: WhoseArgs,
    #[command(flatten)]
    rows: RowArgs,
}

/// Runs `suits rework`.
pub(super) fn run(args: &ReworkArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let asking = Asking { whose: Some(&args.whose), ..args.period.asking() };
    report::run("rework", &asking, &args.rows, session)
}
