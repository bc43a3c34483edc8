//! `suits rounds`: feedback against the contract.

use super::args::RowArgs;
use super::exit::{Exit, Stop};
use super::report::{self, Asking};
use super::session::Session;
use clap::Args;

/// Client rounds against the contract: used, included, paid for, waived, and how long the client has had the work
///
/// Examples:
///   suits rounds
///   suits rounds --over --exit-code
///   suits rounds --client ACME --all
///   suits rounds --where 'late_days > 0' --sort -days_out
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct RoundsArgs {
    /// Only deliverables with a round beyond the contract that is neither paid for nor waived
    #[arg(long)]
    pub over: bool,
    /// Jobs that are over too
    #[arg(long)]
    pub all: bool,
    #[command(flatten)]
    rows: RowArgs,
}

/// Runs `suits rounds`.
pub(super) fn run(args: &RoundsArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let asking = Asking { over: args.over, all: args.all, ..Asking::default() };
    report::run("rounds", &asking, &args.rows, session)
}
