//! `suits feedback waive`: a client round over the contract passes uncharged.

use super::on_round;
use crate::cli::args::{ActorArgs, WriteArgs};
use crate::cli::brief::acting;
use crate::cli::exit::{Exit, Stop};
use crate::cli::job::found;
use crate::cli::session::Session;
use crate::domain::plan::feedback;
use clap::Args;

/// Let a client round over the contract pass uncharged; an account manager or above
///
/// Example:
///   suits feedback waive ACME-0013-R3 \
///       --reason "The second ending was ours to put right"
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(in crate::cli) struct WaiveArgs {
    /// The round
    pub round: String,
    /// Why the client does not pay for it
    #[arg(long, value_name = "TEXT")]
    pub reason: String,
    #[command(flatten)]
    actor: ActorArgs,
    #[command(flatten)]
    write: WriteArgs,
}

/// Runs `suits feedback waive`.
pub(super) fn run(args: &WaiveArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    if args.reason.trim().is_empty() {
        return Err(Stop::usage("missing-field", "a waiver says why", "pass it with `--reason \"…\"`"));
    }
    on_round(&args.round, &args.write, session, |round, desk, session| {
        desk.answers(("--reason", &args.reason), round, &round.id.client())?;
        let job = found(desk, &round.id.job())?;
        let by = acting(&args.actor, desk, session)?;
        feedback::waive(job, round, &args.reason, &by, desk.today, &desk.snapshot.agency)
            .map_err(|findings| desk.refuse(findings))
    })
}
