//! `suits pipeline`: work that may come.

use super::args::RowArgs;
use super::exit::{Exit, Stop};
use super::figures;
use super::period::{PeriodArgs, ways_of};
use super::report::{self, Asking};
use super::session::Session;
use crate::values::Amount;
use clap::Args;

/// Work that may come: weighted value, new business against organic, next steps that are late, and the win rate
///
/// Examples:
///   suits pipeline
///   suits pipeline --by stage
///   suits pipeline --by month,person
///   suits pipeline --by owner,kind --format csv
///   suits pipeline --late --exit-code
///   suits pipeline --from 2026-01-01 --until 2026-12-31 --target 200000
#[derive(Debug, Args)]
#[command(
    verbatim_doc_comment,
    mut_arg("by", ways_of("pipeline", "each opportunity")),
    mut_arg("from", |from| from.help("Win rate of what was decided from this day on; otherwise twelve months")),
    mut_arg("until", |until| until.help("Win rate of what was decided up to the end of this day; otherwise today"))
)]
pub(super) struct PipelineArgs {
    /// Only those whose next step is late
    #[arg(long)]
    pub late: bool,
    #[command(flatten)]
    period: PeriodArgs,
    /// What is to be won, in the agency's currency: shows how much must be in the pipeline for it
    #[arg(long, value_name = "AMOUNT", allow_hyphen_values = true)]
    pub target: Option<String>,
    #[command(flatten)]
    rows: RowArgs,
}

/// Runs `suits pipeline`.
pub(super) fn run(args: &PipelineArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let target = args.target.as_deref().map(target).transpose()?;
    let asking = Asking { over: args.late, target, ..args.period.asking() };
    report::run("pipeline", &asking, &args.rows, session)
}

/// A sum above nothing.
fn target(typed: &str) -> Result<Amount, Stop> {
    let amount = figures::amount("--target", typed, "200000.00")?;
    if amount <= Amount::default() {
        let message = format!("`--target` should be an amount above nothing, not `{typed}`");
        return Err(Stop::usage("bad-amount", message, "write it like 200000.00"));
    }
    Ok(amount)
}
