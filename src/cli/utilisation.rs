//! `suits utilisation`: how much of people's time is for clients.

use super::args::RowArgs;
use super::exit::{Exit, Stop};
use super::report::{self, Asking};
use super::session::Session;
use clap::Args;

/// Of the hours that people have, how many are worked for clients
///
/// The month before and this one to date, unless `--from` and `--until` say otherwise. What counts as billable is said below the table.
///
/// Examples:
///   suits utilisation
///   suits utilisation --by role,month --from 2026-01-01
///   suits utilisation --for ann --from 2026-11-01 --until 2026-11-30
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct UtilisationArgs {
    /// Only this person
    #[arg(long = "for", value_name = "PERSON")]
    pub person: Option<String>,
    /// From this day on, if not from the first of the month before
    #[arg(long, value_name = "DATE")]
    pub from: Option<String>,
    /// Up to the end of this day, if not today
    #[arg(long, value_name = "DATE")]
    pub until: Option<String>,
    /// Sums by person, role or month; several nest
    #[arg(long, value_name = "BY", value_delimiter = ',')]
    pub by: Vec<String>,
    #[command(flatten)]
    rows: RowArgs,
}

/// Runs `suits utilisation`.
pub(super) fn run(args: &UtilisationArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let asking = Asking {
        person: args.person.as_deref(),
        from: args.from.as_deref(),
        until: args.until.as_deref(),
        by: args.by.clone(),
        ..Asking::default()
    };
    report::run("utilisation", &asking, &args.rows, session)
}
