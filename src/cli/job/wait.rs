//! `suits job wait`: whose days these are from now on.

use super::turn;
use crate::cli::args::{ActorArgs, WriteArgs};
use crate::cli::exit::{Exit, Stop};
use crate::cli::session::Session;
use crate::domain::job::Party;
use crate::domain::plan::handoff;
use clap::Args;

/// Say whom the work waits on: the agency, the client or a supplier
///
/// The ball stays where it is, and its due too; days late are counted as the party's that was waited for.
///
/// Examples:
///   suits job wait ACME-0012 --on client --note "Product samples"
///   suits job wait ACME-0012 --on agency --date 2026-11-30
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(in crate::cli) struct WaitArgs {
    /// The job
    pub id: String,
    /// Whom the work waits on: agency, client or supplier
    #[arg(long, value_name = "PARTY")]
    pub on: String,
    /// For what
    #[arg(long, value_name = "TEXT")]
    pub note: Option<String>,
    /// From which day on, if not today
    #[arg(long, value_name = "DATE")]
    pub date: Option<String>,
    #[command(flatten)]
    actor: ActorArgs,
    #[command(flatten)]
    write: WriteArgs,
}

/// Runs `suits job wait`.
pub(super) fn run(args: &WaitArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let party = session.word("--on", &args.on, Party::ALL, Party::as_str)?;
    turn::run(&args.id, (&args.actor, &args.write), session, |turn, session| {
        let day = turn.day(args.date.as_deref(), session)?;
        Ok(handoff::wait(turn.job, party, day, args.note.as_deref(), turn.traffic, turn.actor))
    })
}
