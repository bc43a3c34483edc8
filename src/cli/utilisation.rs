//! `suits utilisation`: how much of people's time is for clients.

use super::args::RowArgs;
use super::exit::{Exit, Stop};
use super::period::{WorkedArgs, begins, ways_of};
use super::report;
use super::session::Session;
use clap::Args;

/// Of the hours that people have, how many are worked for clients
///
/// The month before and this one to date, unless `--from` and `--until` say otherwise. What counts as billable is said below the table.
///
/// Examples:
///   suits utilisation
///   suits utilisation --by role,month --from 2026-01-01
///   suits utilisation --by client,person
///   suits utilisation --for ann --from 2026-11-01 --until 2026-11-30
#[derive(Debug, Args)]
#[command(
    verbatim_doc_comment,
    mut_arg("by", ways_of("utilisation", "each person")),
    mut_arg("from", begins("from the first of the month before"))
)]
pub(super) struct UtilisationArgs {
    #[command(flatten)]
    worked: WorkedArgs,
    #[command(flatten)]
    rows: RowArgs,
}

/// Runs `suits utilisation`.
pub(super) fn run(args: &UtilisationArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    report::run("utilisation", &args.worked.asking(), &args.rows, session)
}
