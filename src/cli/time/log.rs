//! `suits time log`: hours of a day on a job.

use crate::cli::args::{ActorArgs, WriteArgs};
use crate::cli::exit::{Exit, Stop};
use crate::cli::job::job_id;
use crate::cli::session::{Session, mint};
use crate::domain::booking::hours;
use crate::domain::plan::time::{Booking, book};
use crate::domain::scope::Scope;
use crate::domain::timesheet::Work;
use crate::values::{Day, ItemId, PersonId};
use clap::Args;
use std::collections::BTreeSet;

/// Book hours on a job
///
/// Hours are a decimal number: two and a half are `2.5`. They go into the person's timesheet of that month, which is begun where there is none.
///
/// Examples:
///   suits time log ACME-0012 2.5 --line concept
///   suits time log ACME-0012 1 --work present --note "First presentation"
///   suits time log ACME-0012 7.5 --date yesterday --for kim
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(in crate::cli) struct LogArgs {
    /// The job
    pub job: String,
    /// How long: `2.5`
    #[arg(value_name = "HOURS", allow_negative_numbers = true)]
    pub hours: String,
    /// The line of the estimate or change order that it is charged to
    #[arg(long, value_name = "LINE")]
    pub line: Option<String>,
    /// The day it was worked, if not today
    #[arg(long, value_name = "DATE")]
    pub date: Option<String>,
    /// What it went into: decide, present or execute
    #[arg(long, value_name = "WORK")]
    pub work: Option<String>,
    /// What was done, in a few words
    #[arg(long, value_name = "TEXT")]
    pub note: Option<String>,
    /// Whose time it is, if not yours
    #[arg(long = "for", value_name = "PERSON", conflicts_with = "by")]
    pub person: Option<String>,
    #[command(flatten)]
    actor: ActorArgs,
    #[command(flatten)]
    write: WriteArgs,
}

/// Runs `suits time log`.
pub(super) fn run(args: &LogArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let hours = hours(&args.hours)
        .map_err(|why| Stop::usage("bad-hours", format_args!("`{}` are no hours of a day", args.hours), why))?;
    let line = args.line.as_deref().map(ItemId::parse).transpose();
    let line =
        line.map_err(|fault| Stop::usage("bad-id", format_args!("`--line`: {fault}"), "name a line of the estimate"))?;
    let work = args.work.as_deref().map(|typed| session.word("--work", typed, Work::ALL, Work::as_str)).transpose()?;
    let store = session.open()?;
    let job = job_id(session, &store, &args.job)?;
    let (person, date) = who_and_when(args, session)?;
    let note = args.note.as_deref().map(str::trim).filter(|note| !note.is_empty()).map(str::to_owned);
    let booking = Booking { person, date, job: job.clone(), hours, line, work, note, cells: None };
    let scope = Scope::booking(BTreeSet::from([booking.sheet()]), BTreeSet::from([job]));
    session.write(&store, &args.write, &scope, |desk, session| {
        let dice = session.world.dice;
        book(&[booking], &desk.snapshot.agency, desk.today, &|| mint(dice)).map_err(|findings| desk.refuse(findings))
    })
}

/// Whose time it is, and of which day: the month it is booked in follows from them.
fn who_and_when(args: &LogArgs, session: &mut Session<'_, '_>) -> Result<(PersonId, Day), Stop> {
    let store = session.open()?;
    let snapshot = store.load(&Scope::kinds(&[]))?;
    let named = args.person.as_deref().or(args.actor.by.as_deref());
    let person = session.actor(named, &snapshot, &store)?;
    let date =
        session.dated(&store, |dates, _| args.date.as_deref().map_or(Ok(dates.today), |typed| dates.parse(typed)))?;
    Ok((person, date))
}
