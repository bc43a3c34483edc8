//! `suits flow`: how work went through the stages.

use super::args::RowArgs;
use super::exit::{Exit, Stop};
use super::period::{PeriodArgs, begins, ways_of};
use super::report;
use super::session::Session;
use clap::Args;

/// How work went through the stages in a period, and where delays arise
///
/// Days in each stage and whose they were, what was late, sent back or done again; on-time, first-time-right and rebrief rates.
///
/// Examples:
///   suits flow
///   suits flow --by client,stage --from 2026-07-01 --until 2026-09-30
///   suits flow --by month --client ACME --format csv
#[derive(Debug, Args)]
#[command(verbatim_doc_comment, mut_arg("by", ways_of("flow", "each stage")), mut_arg("from", begins("twelve months")))]
pub(super) struct FlowArgs {
    #[command(flatten)]
    period: PeriodArgs,
    #[command(flatten)]
    rows: RowArgs,
}

/// Runs `suits flow`.
pub(super) fn run(args: &FlowArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    report::run("flow", &args.period.asking(), &args.rows, session)
}
