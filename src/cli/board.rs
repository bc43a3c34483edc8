//! `suits board`: jobs by stage, as columns on a wall.

use super::args::RowArgs;
use super::exit::{Exit, Stop};
use super::report::{self, Asking};
use super::session::Session;
use clap::Args;

/// Jobs by stage, as columns
///
/// Examples:
///   suits board
///   suits board --client ACME
///   suits board --format csv
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct BoardArgs {
    /// Jobs that are over too
    #[arg(long)]
    pub all: bool,
    #[command(flatten)]
    rows: RowArgs,
}

/// Runs `suits board`.
pub(super) fn run(args: &BoardArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let asking = Asking { all: args.all, ..Asking::default() };
    report::run("board", &asking, &args.rows, session)
}
