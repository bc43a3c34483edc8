//! `suits mix`: what people's time goes into.

use super::args::RowArgs;
use super::exit::{Exit, Stop};
use super::report::{self, Asking};
use super::session::Session;
use clap::Args;

/// What time goes into, deciding, presenting or executing, against what each role is there for
///
/// The month before and this one to date, unless `--from` and `--until` say otherwise. What is expected of a role is `mix` under `[roles.NAME]` in `suits.toml`.
///
/// Examples:
///   suits mix
///   suits mix --by role --from 2026-01-01
///   suits mix --client ACME --by person,month
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct MixArgs {
    /// Only this person
    #[arg(long = "for", value_name = "PERSON")]
    pub person: Option<String>,
    /// From this day on, if not from the first of the month before
    #[arg(long, value_name = "DATE")]
    pub from: Option<String>,
    /// Up to the end of this day, if not today
    #[arg(long, value_name = "DATE")]
    pub until: Option<String>,
    /// Sums by role, person, client or month; several nest
    #[arg(long, value_name = "BY", value_delimiter = ',')]
    pub by: Vec<String>,
    #[command(flatten)]
    rows: RowArgs,
}

/// Runs `suits mix`.
pub(super) fn run(args: &MixArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let asking = Asking {
        person: args.person.as_deref(),
        from: args.from.as_deref(),
        until: args.until.as_deref(),
        by: args.by.clone(),
        ..Asking::default()
    };
    report::run("mix", &asking, &args.rows, session)
}
