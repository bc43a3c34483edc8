//! `suits job drop`: a job that never came to anything is taken away.

use super::{found, job_id};
use crate::cli::args::WriteArgs;
use crate::cli::exit::{Exit, Stop};
use crate::cli::session::Session;
use crate::domain::plan;
use crate::domain::scope::Scope;
use clap::Args;

/// Take away a job that never came to anything: without hours, money or rounds
///
/// Nor may a contact report or another job name it: what names it is said.
///
/// Example:
///   suits job drop ACME-0014
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(in crate::cli) struct DropArgs {
    /// The job
    pub id: String,
    #[command(flatten)]
    write: WriteArgs,
}

/// Runs `suits job drop`.
pub(super) fn run(args: &DropArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let store = session.open()?;
    let id = job_id(session, &store, &args.id)?;
    // any record of anybody may name it
    session.write(&store, &args.write, &Scope::book(), |desk, _| {
        let job = found(desk, &id)?;
        plan::job::drop(job, &desk.snapshot.agency).map_err(|findings| desk.refuse(findings))
    })
}
