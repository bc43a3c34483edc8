//! `suits today`: what waits for somebody.

use super::args::RowArgs;
use super::exit::{Exit, Stop};
use super::report::{self, Asking};
use super::session::Session;
use clap::Args;

/// What waits for me: the ball is with you, approvals to give, what is due
///
/// Examples:
///   suits today
///   suits today --for ann
///   suits today --for liisa --client ACME
///   suits today --where 'what = approve'
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct TodayArgs {
    /// For somebody else: a person of the agency, or a contact of a client
    #[arg(long = "for", value_name = "PERSON")]
    pub person: Option<String>,
    #[command(flatten)]
    rows: RowArgs,
}

/// Runs `suits today`.
pub(super) fn run(args: &TodayArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let asking = Asking { person: args.person.as_deref(), mine: true, ..Asking::default() };
    report::run("today", &asking, &args.rows, session)
}
