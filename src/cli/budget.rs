//! `suits budget`: where the money is.

use super::args::RowArgs;
use super::exit::{Exit, Stop};
use super::period::{GroupArgs, ways_of};
use super::report::{self, Asking};
use super::session::Session;
use super::whose::WhoseArgs;
use clap::Args;

/// Approved, actual, committed, remaining: where the money is
///
/// Examples:
///   suits budget
///   suits budget ACME-0012
///   suits budget ACME --by line
///   suits budget --by client
///   suits budget --over
///   suits budget --where 'alert >= 75'
///   suits budget --by role,person --client ACME
///   suits budget --by client,month --format csv
#[derive(Debug, Args)]
#[command(verbatim_doc_comment, mut_arg("by", ways_of("budget", "each job")))]
pub(super) struct BudgetArgs {
    #[command(flatten)]
    group: GroupArgs,
    /// Only what is exceeded; totals are of that alone
    #[arg(long)]
    pub over: bool,
    #[command(flatten)]
    whose: WhoseArgs,
    #[command(flatten)]
    rows: RowArgs,
}

/// Runs `suits budget`.
pub(super) fn run(args: &BudgetArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let asking = Asking { whose: Some(&args.whose), over: args.over, ..args.group.asking() };
    report::run("budget", &asking, &args.rows, session)
}
