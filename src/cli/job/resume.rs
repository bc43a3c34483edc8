//! `suits job resume`: the clock of a job runs again.

use super::turn;
use crate::cli::args::{ActorArgs, WriteArgs};
use crate::cli::exit::{Exit, Stop};
use crate::cli::session::Session;
use crate::domain::plan::hold;
use clap::Args;

/// Let a job go on that was on hold
///
/// Yesterday was its last day on hold; a hold that began today is taken out, and one that is only planned, the next first. For an account manager or above.
///
/// Example:
///   suits job resume ACME-0012
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(in crate::cli) struct ResumeArgs {
    /// The job
    pub id: String,
    #[command(flatten)]
    actor: ActorArgs,
    #[command(flatten)]
    write: WriteArgs,
}

/// Runs `suits job resume`.
pub(super) fn run(args: &ResumeArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    turn::run(&args.id, (&args.actor, &args.write), session, |turn, _| {
        Ok(hold::resume(turn.job, turn.traffic, turn.actor))
    })
}
