//! `suits time list`: what was worked, when, on what.

use crate::cli::args::RowArgs;
use crate::cli::exit::{Exit, Stop};
use crate::cli::period::{WorkedArgs, begins, ways_of};
use crate::cli::report::{self, Asking};
use crate::cli::session::Session;
use clap::Args;

/// Time, one entry a row, or summed; with what it is worth at the client's prices
///
/// The month before and this one to date, unless `--from` and `--until` say otherwise; of one job all of it.
///
/// Examples:
///   suits time list --for ann
///   suits time list --job ACME-0012
///   suits time list --by person,week --from 2026-11-01 --until 2026-11-30
///   suits time list --client ACME --by job --format csv
#[derive(Debug, Args)]
#[command(
    verbatim_doc_comment,
    mut_arg("by", ways_of("time", "each entry")),
    mut_arg("from", begins("from the first of the month before; of one job, from its beginning"))
)]
pub(in crate::cli) struct TimeListArgs {
    #[command(flatten)]
    worked: WorkedArgs,
    /// Only on this job
    #[arg(long, value_name = "JOB", conflicts_with = "client")]
    pub job: Option<String>,
    #[command(flatten)]
    rows: RowArgs,
}

/// Runs `suits time list`.
pub(super) fn run(args: &TimeListArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let asking = Asking { job: args.job.as_deref(), ..args.worked.asking() };
    report::run("time", &asking, &args.rows, session)
}
