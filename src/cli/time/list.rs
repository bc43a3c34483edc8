//! `suits time list`: what was worked, when, on what.

use crate::cli::args::RowArgs;
use crate::cli::exit::{Exit, Stop};
use crate::cli::report::{self, Asking};
use crate::cli::session::Session;
use clap::Args;

/// Time, one entry a row, or summed; with what it is worth at the client's prices
///
/// The month before and this one to date, unless `--from` and `--until` say otherwise; of one job all of it.
///
/// Examples:
///   suits time list --for ann
///   suits time list --job ACME-0012
///   suits time list --by person,week --from 2026-11-01 --until 2026-11-30
///   suits time list --client ACME --by job --format csv
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(in crate::cli) struct TimeListArgs {
    /// Only this person's
    #[arg(long = "for", value_name = "PERSON")]
    pub person: Option<String>,
    /// Only on this job
    #[arg(long, value_name = "JOB", conflicts_with = "client")]
    pub job: Option<String>,
    /// From this day on, if not from the first of the month before
    #[arg(long, value_name = "DATE")]
    pub from: Option<String>,
    /// Up to the end of this day, if not today
    #[arg(long, value_name = "DATE")]
    pub until: Option<String>,
    /// Sums by person, job, client, line, work, month, week or day; several nest
    #[arg(long, value_name = "BY", value_delimiter = ',')]
    pub by: Vec<String>,
    #[command(flatten)]
    rows: RowArgs,
}

/// Runs `suits time list`.
pub(super) fn run(args: &TimeListArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let asking = Asking {
        person: args.person.as_deref(),
        job: args.job.as_deref(),
        from: args.from.as_deref(),
        until: args.until.as_deref(),
        by: args.by.clone(),
        ..Asking::default()
    };
    report::run("time", &asking, &args.rows, session)
}
