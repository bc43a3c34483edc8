//! `suits wip`: what was done and is not billed.

use super::args::RowArgs;
use super::exit::{Exit, Stop};
use super::period::{GroupArgs, ways_of};
use super::report::{self, Asking};
use super::session::Session;
use super::whose::WhoseArgs;
use clap::Args;

/// What was done and is not billed yet, and what was billed before it was done
///
/// Of each line of a job: time and suppliers' work at the client's prices, less what was billed on it. What was billed beyond the work is shown apart, and never taken off other lines.
///
/// Examples:
///   suits wip
///   suits wip ACME-0012 ACME-0014
///   suits wip --by client --as-of 2026-11-30
///   suits wip --where 'wip > 0 and state = closed'
///   suits wip --by client,month --format csv
#[derive(Debug, Args)]
#[command(verbatim_doc_comment, mut_arg("by", ways_of("wip", "each job")))]
pub(super) struct WipArgs {
    #[command(flatten)]
    group: GroupArgs,
    #[command(flatten)]
    whose: WhoseArgs,
    #[command(flatten)]
    rows: RowArgs,
}

/// Runs `suits wip`.
pub(super) fn run(args: &WipArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let asking = Asking { whose: Some(&args.whose), ..args.group.asking() };
    report::run("wip", &asking, &args.rows, session)
}
