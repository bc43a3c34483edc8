//! `suits job reject`: the ball goes back to whoever gave it, with a reason.

use super::turn;
use crate::cli::args::{ActorArgs, WriteArgs};
use crate::cli::exit::{Exit, Stop};
use crate::cli::session::Session;
use crate::domain::plan::handoff;
use crate::values::PersonId;
use clap::Args;

/// Send the ball back to whoever gave it, and say why
///
/// The job returns to the stage it came from, with that stage's lead days. No guard is asked, and it counts as no rebrief and no revision. A ball that was accepted may be sent back too, by whoever has it or their deputy while they are away.
///
/// Examples:
///   suits job reject ACME-0012 --reason "The brief names no sizes"
///   suits job reject ACME-0012 --reason "No samples" --by kim
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(in crate::cli) struct RejectArgs {
    /// The job
    pub id: String,
    /// Why it goes back
    #[arg(long, value_name = "TEXT")]
    pub reason: String,
    /// Who takes it where whoever gave it has left
    #[arg(long, value_name = "PERSON")]
    pub to_person: Option<String>,
    #[command(flatten)]
    actor: ActorArgs,
    #[command(flatten)]
    write: WriteArgs,
}

/// Runs `suits job reject`.
pub(super) fn run(args: &RejectArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let reason = turn::reason(&args.reason, "--reason")?;
    let to_person = args.to_person.as_deref().map(PersonId::parse).transpose().map_err(|fault| {
        Stop::usage(
            "bad-id",
            format_args!("`--to-person`: {fault}"),
            "a person of `suits.toml` or a contact of the client",
        )
    })?;
    turn::run(&args.id, (&args.actor, &args.write), session, |turn, _| {
        turn.answers(reason)?;
        Ok(handoff::reject(turn.job, reason, to_person.as_ref(), turn.traffic, turn.actor))
    })
}
