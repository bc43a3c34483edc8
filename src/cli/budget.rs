//! `suits budget`: where the money is.

use super::args::RowArgs;
use super::exit::{Exit, Stop};
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
#[command(verbatim_doc_comment)]
pub(super) struct BudgetArgs {
    /// How to group: line, job, client, channel, month, supplier, role, person, or several, as in `client,month`; of one job otherwise its lines
    #[arg(long, value_name = "GROUPS", value_delimiter = ',')]
    pub by: Vec<String>,
    /// Only what is exceeded
    #[arg(long)]
    pub over: bool,
    #[command(flatten)]
    whose: WhoseArgs,
    #[command(flatten)]
    rows: RowArgs,
}

/// Runs `suits budget`.
pub(super) fn run(args: &BudgetArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let asking = Asking { by: args.by.clone(), whose: Some(&args.whose), over: args.over, ..Asking::default() };
    report::run("budget", &asking, &args.rows, session)
}
