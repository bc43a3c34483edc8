//! `suits workload`: who has how much.

use super::args::RowArgs;
use super::exit::{Exit, Stop};
use super::report::{self, Asking};
use super::session::Session;
use clap::Args;

/// Who has how much: handoffs, hours, accounts, and who covers for whom
///
/// Examples:
///   suits workload
///   suits workload --client ACME
///   suits workload --where 'overdue > 0 or away_until >= today'
///   suits workload --columns person,roles,accounts_executive,accounts_manager
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct WorkloadArgs {
    #[command(flatten)]
    rows: RowArgs,
}

/// Runs `suits workload`.
pub(super) fn run(args: &WorkloadArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    report::run("workload", &Asking::default(), &args.rows, session)
}
