//! `suits briefs`: how briefs change over time.

use super::args::RowArgs;
use super::exit::{Exit, Stop};
use super::period::{GroupArgs, ways_of};
use super::report::{self, Asking};
use super::session::Session;
use clap::Args;

/// How complete and strong briefs are, and what became of them, over time
///
/// Examples:
///   suits briefs
///   suits briefs --by client,month
///   suits briefs --client ACME --evidence
#[derive(Debug, Args)]
#[command(verbatim_doc_comment, mut_arg("by", ways_of("brief-quality", "each month")))]
pub(super) struct BriefsArgs {
    #[command(flatten)]
    group: GroupArgs,
    /// Show below what each figure is made of, brief by brief
    #[arg(long)]
    pub evidence: bool,
    #[command(flatten)]
    rows: RowArgs,
}

/// Runs `suits briefs`.
pub(super) fn run(args: &BriefsArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let asking = Asking { evidence: args.evidence, scored: true, ..args.group.asking() };
    report::run("brief-quality", &asking, &args.rows, session)
}
