//! `suits risk`: which jobs will not be there when they are due.

use super::args::RowArgs;
use super::exit::{Exit, Stop};
use super::report::{self, Asking};
use super::session::Session;
use clap::Args;

/// Open jobs that will be late, or may be, and why
///
/// What is left to do, by how long stages have taken in this book, against the working days to the due.
///
/// Examples:
///   suits risk
///   suits risk --client ACME --all
///   suits risk --where 'signal = late and slack < -5' --format csv
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct RiskArgs {
    /// Jobs in time and on hold too
    #[arg(long)]
    pub all: bool,
    #[command(flatten)]
    rows: RowArgs,
}

/// Runs `suits risk`.
pub(super) fn run(args: &RiskArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    report::run("risk", &Asking { all: args.all, ..Asking::default() }, &args.rows, session)
}
