//! `suits spend`: how the money is spent, and what it brings.

use super::args::RowArgs;
use super::exit::{Exit, Stop};
use super::report::{self, Asking};
use super::session::Session;
use super::whose::WhoseArgs;
use clap::Args;

/// How the money is spent, when and where, and what it brings: plan, approved, committed, actual, results
///
/// Examples:
///   suits spend
///   suits spend ACME
///   suits spend --by month
///   suits spend --by client,channel --where 'left < 0'
///   suits spend --as-of 2027-04-30 --format csv
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct SpendArgs {
    /// How to group: channel, month, job, client, supplier, role, person, or several, as in `client,month`; otherwise `channel,month`
    #[arg(long, value_name = "GROUPS", value_delimiter = ',')]
    pub by: Vec<String>,
    #[command(flatten)]
    whose: WhoseArgs,
    #[command(flatten)]
    rows: RowArgs,
}

/// Runs `suits spend`.
pub(super) fn run(args: &SpendArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let asking = Asking { by: args.by.clone(), whose: Some(&args.whose), ..Asking::default() };
    report::run("spend", &asking, &args.rows, session)
}
