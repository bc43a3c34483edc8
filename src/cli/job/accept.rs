//! `suits job accept`: whoever was handed the ball has taken it.

use super::turn;
use crate::cli::args::{ActorArgs, WriteArgs};
use crate::cli::exit::{Exit, Stop};
use crate::cli::session::Session;
use crate::domain::plan::handoff;
use clap::Args;

/// Take the ball that was handed over
///
/// Whoever was handed it says so, or their deputy while they are away; what a contact of the client took anybody at the agency may note. It may still be sent back afterwards.
///
/// Examples:
///   suits job accept ACME-0012
///   suits job accept ACME-0012 --by kim --date 2026-11-30
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(in crate::cli) struct AcceptArgs {
    /// The job
    pub id: String,
    /// The day it was taken, if not today
    #[arg(long, value_name = "DATE")]
    pub date: Option<String>,
    #[command(flatten)]
    actor: ActorArgs,
    #[command(flatten)]
    write: WriteArgs,
}

/// Runs `suits job accept`.
pub(super) fn run(args: &AcceptArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    turn::run(&args.id, (&args.actor, &args.write), session, |turn, session| {
        let day = turn.day(args.date.as_deref(), session)?;
        Ok(handoff::accept(turn.job, day, turn.traffic, turn.actor))
    })
}
