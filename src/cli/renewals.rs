//! `suits renewals`: contracts to decide on.

use super::args::RowArgs;
use super::exit::{Exit, Stop};
use super::period::{GroupArgs, ways_of};
use super::report::{self, Asking};
use super::session::Session;
use clap::Args;

/// Contracts by the last day for giving notice: who decides, by when, and what hangs on it
///
/// Contracts that have ended are shown while jobs under them go on.
///
/// Examples:
///   suits renewals
///   suits renewals --within 180
///   suits renewals --by month,person
///   suits renewals --where 'standing = late or standing = missed' --exit-code
///   suits renewals --where 'owner = mai' --sort -value_a_year
#[derive(Debug, Args)]
#[command(verbatim_doc_comment, mut_arg("by", ways_of("renewals", "each contract")))]
pub(super) struct RenewalsArgs {
    #[command(flatten)]
    group: GroupArgs,
    /// Only those with a last day for notice within so many days, or past
    #[arg(long, value_name = "DAYS")]
    pub within: Option<u32>,
    #[command(flatten)]
    rows: RowArgs,
}

/// Runs `suits renewals`.
pub(super) fn run(args: &RenewalsArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let asking = Asking { days: args.within, ..args.group.asking() };
    report::run("renewals", &asking, &args.rows, session)
}
