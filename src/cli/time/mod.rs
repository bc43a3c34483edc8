//! `suits time`: hours on jobs.

mod cells;
mod import;
mod list;
mod log;
mod mend;
mod sheet;

use super::exit::{Exit, Stop};
use super::session::Session;
use clap::Subcommand;

/// Time: hours on jobs, typed or from a spreadsheet
///
/// Examples:
///   suits time log ACME-0012 2.5 --line concept
///   suits time set k7f2 hours=2
///   suits time import hours.csv
///   suits time list --for ann --by month,client
#[derive(Debug, Subcommand)]
#[command(verbatim_doc_comment)]
pub(super) enum TimeVerb {
    Log(log::LogArgs),
    Set(mend::TimeSetArgs),
    Drop(mend::DropArgs),
    Import(import::ImportArgs),
    List(list::TimeListArgs),
}

/// Runs `suits time`.
pub(super) fn run(verb: TimeVerb, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    match verb {
        TimeVerb::Log(args) => log::run(&args, session),
        TimeVerb::Set(args) => mend::set(&args, session),
        TimeVerb::Drop(args) => mend::drop(&args, session),
        TimeVerb::Import(args) => import::run(&args, session),
        TimeVerb::List(args) => list::run(&args, session),
    }
}
