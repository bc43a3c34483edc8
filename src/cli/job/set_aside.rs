//! `suits job override`: the ball goes on though guards object, and somebody who may answers for it.

use super::job_id;
use super::step::{self, HandArgs};
use crate::cli::args::{ActorArgs, WriteArgs};
use crate::cli::exit::{Exit, Stop};
use crate::cli::session::Session;
use crate::domain::plan;
use clap::Args;

/// Pass the ball on though guards object: by an account manager or above, with a reason that stays in the record
///
/// It takes only steps that the workflow has. Every report on the job shows which guards were set aside, by whom and why.
///
/// Examples:
///   suits job override ACME-0012 --to internal-review \
///       --reason "The client sees a rough cut tonight"
///   suits job override ACME-0012 --to in-creative --by mai \
///       --reason "Order by phone; the paper follows" -n
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(in crate::cli) struct OverrideArgs {
    /// The job
    pub id: String,
    /// The stage it goes to
    #[arg(long, value_name = "STAGE")]
    pub to: String,
    /// Why it cannot wait
    #[arg(long, value_name = "TEXT")]
    pub reason: String,
    #[command(flatten)]
    hand: HandArgs,
    #[command(flatten)]
    actor: ActorArgs,
    #[command(flatten)]
    write: WriteArgs,
}

/// Runs `suits job override`.
pub(super) fn run(args: &OverrideArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let store = session.open()?;
    let id = job_id(session, &store, &args.id)?;
    let asked = (&id, Some(args.to.as_str()), &args.hand, Some(args.reason.as_str()));
    step::take(asked, (&args.actor, &args.write), &store, session, |job, step, traffic, guards, actor| {
        plan::set_aside::set_aside(job, step, &args.reason, traffic, guards, actor)
    })
}
