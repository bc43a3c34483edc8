//! `suits job cancel`: a job is called off.

use super::turn;
use crate::cli::args::{ActorArgs, WriteArgs};
use crate::cli::exit::{Exit, Stop};
use crate::cli::figures;
use crate::cli::session::Session;
use crate::domain::plan::cancel;
use crate::values::Amount;
use clap::Args;

/// Call a job off, whatever stage it has come to
///
/// Nobody has the ball any more; hours, orders and money stay in the book, and what is still open is said. For an account manager or above. A job that never came to anything may be dropped instead.
///
/// Examples:
///   suits job cancel ACME-0012 --reason "The launch is off"
///   suits job cancel ACME-0012 --reason "The launch is off" --fee 4400.00
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(in crate::cli) struct CancelArgs {
    /// The job
    pub id: String,
    /// Why it is off
    #[arg(long, value_name = "TEXT")]
    pub reason: String,
    /// What the client pays for it, in the job's currency: 4400.00
    #[arg(long, value_name = "AMOUNT", allow_hyphen_values = true)]
    pub fee: Option<String>,
    #[command(flatten)]
    actor: ActorArgs,
    #[command(flatten)]
    write: WriteArgs,
}

/// Runs `suits job cancel`.
pub(super) fn run(args: &CancelArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let reason = turn::reason(&args.reason, "--reason")?;
    let fee = args.fee.as_deref().map(fee).transpose()?;
    turn::run(&args.id, (&args.actor, &args.write), session, |turn, _| {
        turn.answers(reason)?;
        Ok(cancel::cancel(turn.job, reason, fee, turn.traffic, turn.actor))
    })
}

fn fee(typed: &str) -> Result<Amount, Stop> {
    let fee = figures::amount("--fee", typed, "4400.00")?;
    if fee.0.is_sign_negative() {
        return Err(Stop::usage(
            "below-nothing",
            format_args!("`--fee {typed}` is below nothing"),
            "write it like 4400.00",
        ));
    }
    Ok(fee)
}
