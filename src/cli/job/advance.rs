//! `suits job advance`: the ball goes on.

use super::job_id;
use super::step::{self, HandArgs};
use crate::cli::args::{ActorArgs, WriteArgs};
use crate::cli::exit::{Exit, Stop};
use crate::cli::session::Session;
use crate::domain::plan;
use clap::Args;

/// Pass the ball on
///
/// Examples:
///   suits job advance ACME-0012
///   suits job advance ACME-0012 --to client-review --note "Two routes"
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(in crate::cli) struct AdvanceArgs {
    /// The job
    pub id: String,
    /// The stage it goes to; may be left out where there is only one
    #[arg(long, value_name = "STAGE")]
    pub to: Option<String>,
    #[command(flatten)]
    hand: HandArgs,
    #[command(flatten)]
    actor: ActorArgs,
    #[command(flatten)]
    write: WriteArgs,
}

/// Runs `suits job advance`.
pub(super) fn run(args: &AdvanceArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let store = session.open()?;
    let id = job_id(session, &store, &args.id)?;
    let asked = (&id, args.to.as_deref(), &args.hand, None);
    step::take(asked, (&args.actor, &args.write), &store, session, |job, step, traffic, guards, actor| {
        plan::advance::advance(job, step, traffic, guards, actor)
    })
}
