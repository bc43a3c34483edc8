//! `suits wip`: what was done and is not billed.

use super::args::RowArgs;
use super::exit::{Exit, Stop};
use super::report::{self, Asking};
use super::session::Session;
use super::whose::WhoseArgs;
use clap::Args;

/// What was done and is not billed yet, and what was billed before it was done
///
/// Of each line of a job: time and suppliers' work at the client's prices, less what was billed on it. What was billed beyond the work is
/// shown apart, and never taken off other lines.
///
/// Examples:
///   suits wip
///   suits wip ACME-0012 ACME-0014
///   suits wip --by client --as-of 2026-11-30
///   suits wip --where 'wip > 0 and state = closed'
///   suits wip --by client,month --format csv
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct WipArgs {
    /// How to group: job, client, channel, month, supplier, role, person, or several, as in `client,month`
    #[arg(long, value_name = "GROUPS", value_delimiter = ',')]
    pub by: Vec<String>,
    #[command(flatten)]
    whose: WhoseArgs,
    #[command(flatten)]
    rows: RowArgs,
}

/// Runs `suits wip`.
pub(super) fn run(args: &WipArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let asking = Asking { by: args.by.clone(), whose: Some(&args.whose), ..Asking::default() };
    report::run("wip", &asking, &args.rows, session)
}
