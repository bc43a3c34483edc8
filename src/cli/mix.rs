//! `suits mix`: what people's time goes into.

use super::args::RowArgs;
use super::exit::{Exit, Stop};
use super::period::{WorkedArgs, begins, ways_of};
use super::report;
use super::session::Session;
use clap::Args;

/// What time goes into, deciding, presenting or executing, against what each role is there for
///
/// The month before and this one to date, unless `--from` and `--until` say otherwise. What is expected of a role is `mix` under `[roles.NAME]` in `suits.toml`.
///
/// Examples:
///   suits mix
///   suits mix --by role --from 2026-01-01
///   suits mix --client ACME --by person,month
#[derive(Debug, Args)]
#[command(
    verbatim_doc_comment,
    mut_arg("by", ways_of("mix", "each role and person")),
    mut_arg("from", begins("from the first of the month before"))
)]
pub(super) struct MixArgs {
    #[command(flatten)]
    worked: WorkedArgs,
    #[command(flatten)]
    rows: RowArgs,
}

/// Runs `suits mix`.
pub(super) fn run(args: &MixArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    report::run("mix", &args.worked.asking(), &args.rows, session)
}
