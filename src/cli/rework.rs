//! `suits rework`: what was done again, and why.

use super::args::RowArgs;
use super::exit::{Exit, Stop};
use super::report::{self, Asking};
use super::session::Session;
use super::whose::WhoseArgs;
use clap::Args;

/// What was done again: what it cost, why, what of it was charged, and what was presented more than once
///
/// Counted is time on the lines of change orders, by their cause, and time while a job stood at `revising`, by the class of the remarks that
/// sent it there. What was given on purpose, as an `investment`, is told apart.
///
/// Examples:
///   suits rework
///   suits rework ACME
///   suits rework --by cause
///   suits rework --by client,cause --from 2026-01-01
///   suits rework --by person --format csv
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct ReworkArgs {
    /// How to group: job, client, channel, month, supplier, role, person, cause, or several, as in `client,cause`
    #[arg(long, value_name = "GROUPS", value_delimiter = ',')]
    pub by: Vec<String>,
    /// From this day on; otherwise from the beginning
    #[arg(long, value_name = "DATE")]
    pub from: Option<String>,
    /// Up to the end of this day; otherwise today
    #[arg(long, value_name = "DATE")]
    pub until: Option<String>,
    #[command(flatten)]
    whose: WhoseArgs,
    #[command(flatten)]
    rows: RowArgs,
}

/// Runs `suits rework`.
pub(super) fn run(args: &ReworkArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let asking = Asking {
        by: args.by.clone(),
        whose: Some(&args.whose),
        from: args.from.as_deref(),
        until: args.until.as_deref(),
        ..Asking::default()
    };
    report::run("rework", &asking, &args.rows, session)
}
