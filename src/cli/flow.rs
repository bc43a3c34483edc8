//! `suits flow`: how work went through the stages.

use super::args::RowArgs;
use super::exit::{Exit, Stop};
use super::report::{self, Asking};
use super::session::Session;
use clap::Args;

/// How work went through the stages in a period, and where delays arise
///
/// Days in each stage and whose they were, what was late, sent back or done again; on-time, first-time-right and rebrief rates.
///
/// Examples:
///   suits flow
///   suits flow --by client,stage --from 2026-07-01 --until 2026-09-30
///   suits flow --by month --client ACME --format csv
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct FlowArgs {
    /// How to group: stage, type, client, person, month, or several, as in `client,stage`
    #[arg(long, value_name = "GROUPS", value_delimiter = ',')]
    pub by: Vec<String>,
    /// From this day on; otherwise twelve months
    #[arg(long, value_name = "DATE")]
    pub from: Option<String>,
    /// Up to the end of this day; otherwise today
    #[arg(long, value_name = "DATE")]
    pub until: Option<String>,
    #[command(flatten)]
    rows: RowArgs,
}

/// Runs `suits flow`.
pub(super) fn run(args: &FlowArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let asking =
        Asking { by: args.by.clone(), from: args.from.as_deref(), until: args.until.as_deref(), ..Asking::default() };
    report::run("flow", &asking, &args.rows, session)
}
