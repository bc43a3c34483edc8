//! `suits job hold`: the clock of a job stops.

use super::turn;
use crate::cli::args::{ActorArgs, WriteArgs};
use crate::cli::exit::{Exit, Stop};
use crate::cli::session::Session;
use crate::domain::plan::hold;
use clap::Args;

/// Stop a job's clock: days on hold count for nobody
///
/// From today on or from a later day, and until the end of a day where that is known. Whoever has the ball keeps it; its due moves by the working days on hold. For an account manager or above.
///
/// Examples:
///   suits job hold ACME-0012 --reason "The client chooses a new range"
///   suits job hold ACME-0012 --reason "Shop refit" --to 2027-01-08
///   suits job hold ACME-0012 --reason "Factory holidays" --from 2026-12-21 \
///       --to 2027-01-06
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(in crate::cli) struct HoldArgs {
    /// The job
    pub id: String,
    /// Why it stops
    #[arg(long, value_name = "TEXT")]
    pub reason: String,
    /// The first day on hold, if not today; not before today
    #[arg(long, value_name = "DATE")]
    pub from: Option<String>,
    /// The last day on hold, where it is known
    #[arg(long, value_name = "DATE")]
    pub to: Option<String>,
    #[command(flatten)]
    actor: ActorArgs,
    #[command(flatten)]
    write: WriteArgs,
}

/// Runs `suits job hold`.
pub(super) fn run(args: &HoldArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let reason = turn::reason(&args.reason, "--reason")?;
    turn::run(&args.id, (&args.actor, &args.write), session, |turn, session| {
        turn.answers(reason)?;
        let from = turn.typed("--from", args.from.as_deref(), session)?.unwrap_or(turn.actor.today);
        let to = turn.typed("--to", args.to.as_deref(), session)?;
        Ok(hold::hold(turn.job, (from, to), reason, turn.traffic, turn.actor))
    })
}
