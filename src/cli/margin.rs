//! `suits margin`: what the agency earns.

use super::args::RowArgs;
use super::exit::{Exit, Stop};
use super::report::{self, Asking};
use super::session::Session;
use super::whose::WhoseArgs;
use clap::Args;

/// What the agency earns: income after suppliers and media, what the hours cost, and what is left
///
/// AGI here is billings less what suppliers and media get, so markup and commission stay in it; hours come off in the margin. What hours
/// cost is read from `suits.toml`, or from `costs.toml`, which git need not see; without it the margin is unknown, and says so.
///
/// Examples:
///   suits margin
///   suits margin ACME-0012
///   suits margin --by client --from 2026-01-01
///   suits margin --by client,month --format csv
///   suits margin --where 'margin < 0.4' --sort margin
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct MarginArgs {
    /// How to group: job, client, channel, month, supplier, role, or several, as in `client,month`
    #[arg(long, value_name = "GROUPS", value_delimiter = ',')]
    pub by: Vec<String>,
    /// From this day on; otherwise from the beginning
    #[arg(long, value_name = "DATE")]
    pub from: Option<String>,
    /// Up to the end of this day; otherwise today
    #[arg(long, value_name = "DATE")]
    pub until: Option<String>,
    #[command(flatten)]
    whose: WhoseArgs,
    #[command(flatten)]
    rows: RowArgs,
}

/// Runs `suits margin`.
pub(super) fn run(args: &MarginArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let asking = Asking {
        by: args.by.clone(),
        whose: Some(&args.whose),
        from: args.from.as_deref(),
        until: args.until.as_deref(),
        ..Asking::default()
    };
    report::run("margin", &asking, &args.rows, session)
}
