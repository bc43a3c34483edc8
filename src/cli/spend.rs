//! `suits spend`: how the money is spent, and what it brings.

use super::args::RowArgs;
use super::exit::{Exit, Stop};
use super::period::{GroupArgs, ways_of};
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
#[command(verbatim_doc_comment, mut_arg("by", ways_of("spend", "`channel,month`")))]
pub(super) struct SpendArgs {
    #[command(flatten)]
    group: GroupArgs,
    #[command(flatten)]
    whose: WhoseArgs,
    #[command(flatten)]
    rows: RowArgs,
}

/// Runs `suits spend`.
pub(super) fn run(args: &SpendArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let asking = Asking { whose: Some(&args.whose), ..args.group.asking() };
    report::run("spend", &asking, &args.rows, session)
}
