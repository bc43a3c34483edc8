//! The arguments of verbs on one paper of a job: a change order, an order to a supplier, a supplier's invoice. Knows nothing of what the verbs do.

use super::turn::{self, Planned, Turn};
use crate::cli::args::{ActorArgs, WriteArgs};
use crate::cli::brief::YesArgs;
use crate::cli::exit::{Exit, Stop};
use crate::cli::session::Session;
use clap::Args;

/// One paper of a job, and who does something to it.
#[derive(Debug, Args)]
pub(in crate::cli) struct OnPaper {
    /// The job
    pub job: String,
    /// The paper's id, as `list` has it
    #[arg(value_name = "ID")]
    pub paper: String,
    #[command(flatten)]
    pub actor: ActorArgs,
    #[command(flatten)]
    pub write: WriteArgs,
}

impl OnPaper {
    /// Runs a verb on the paper.
    pub(super) fn run(
        &self,
        session: &mut Session<'_, '_>,
        plan: impl FnOnce(&Turn<'_, '_>, &Session<'_, '_>) -> Result<Planned, Stop>,
    ) -> Result<Exit, Stop> {
        turn::run(&self.job, (&self.actor, &self.write), session, plan)
    }
}

/// One paper of a job, and whose yes to it is taken down.
#[derive(Debug, Args)]
pub(in crate::cli) struct YesOnPaper {
    /// The job
    pub job: String,
    /// The paper's id, as `list` has it
    #[arg(value_name = "ID")]
    pub paper: String,
    #[command(flatten)]
    pub yes: YesArgs,
    #[command(flatten)]
    pub write: WriteArgs,
}

/// A reason that may be given, and says something where it is.
#[derive(Debug, Args)]
pub(in crate::cli) struct WhyArgs {
    /// Why
    #[arg(long, value_name = "TEXT")]
    pub reason: Option<String>,
}

impl WhyArgs {
    /// The reason as typed.
    pub(super) fn said(&self) -> Result<Option<&str>, Stop> {
        self.reason.as_deref().map(|typed| turn::reason(typed, "--reason")).transpose()
    }
}
