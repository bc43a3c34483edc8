//! `suits overdue`: who has had the ball too long, and whose days those were.

use super::args::RowArgs;
use super::exit::{Exit, Stop};
use super::report::{self, Asking};
use super::session::Session;
use clap::Args;

/// Handoffs past due, and whose days were lost
///
/// Examples:
///   suits overdue
///   suits overdue --all --client ACME
///   suits overdue --columns job,to,days_late,held_agency,held_client,escalate_to
///   suits overdue --where 'waiting_on = client and days_late > 2' --format csv
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct OverdueArgs {
    /// Everything that can be late: jobs past their own date, requests, actions, answers, invoices, open questions
    #[arg(long)]
    pub all: bool,
    #[command(flatten)]
    rows: RowArgs,
}

/// Runs `suits overdue`.
pub(super) fn run(args: &OverdueArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    report::run("overdue", &Asking { all: args.all, ..Asking::default() }, &args.rows, session)
}
