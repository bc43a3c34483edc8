//! `suits time log`: hours of a day on a job.

use crate::cli::args::{ActorArgs, WriteArgs};
use crate::cli::desk::Desk;
use crate::cli::exit::{Exit, Stop};
use crate::cli::job::job_id;
use crate::cli::session::{Session, mint};
use crate::domain::agency::Lookup;
use crate::domain::booking::{hours, quoted_hours};
use crate::domain::plan::time::{Booking, book};
use crate::domain::scope::{Scope, Worked};
use crate::domain::timesheet::Work;
use crate::values::{Amount, Day, ItemId, PersonId};
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
    #[arg(value_name = "HOURS", allow_hyphen_values = true)]
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
    let hours = hours_of(&args.hours)?;
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
        let planned = book(std::slice::from_ref(&booking), &desk.snapshot.agency, desk.today, &|| mint(dice));
        let mut changes = planned.map_err(|findings| desk.refuse(findings))?;
        changes.summary.extend(over_quoted(&booking, desk)?);
        Ok(changes)
    })
}

/// Hours as typed.
pub(super) fn hours_of(typed: &str) -> Result<Amount, Stop> {
    hours(typed).map_err(|why| Stop::usage("bad-hours", format_args!("`{typed}` are no hours of a day"), why))
}

/// That a line has more hours now than it was quoted with. What cannot be read is not counted here: reports say so.
fn over_quoted(booking: &Booking, desk: &Desk<'_>) -> Result<Option<String>, Stop> {
    let Lookup::Found(job) = desk.snapshot.agency.jobs.get(&booking.job) else { return Ok(None) };
    let Some(line) = &booking.line else { return Ok(None) };
    let Some(quoted) = quoted_hours(job, line) else { return Ok(None) };
    let worked = Worked { from: job.requested_on.month(), until: desk.today.month(), person: None };
    let snapshot = desk.store.load(&Scope::time(worked))?;
    let entries = snapshot.agency.timesheets.iter().flat_map(|sheet| &sheet.record.entries);
    let of_line = entries.filter(|entry| entry.job == job.id && entry.line.as_ref() == Some(line));
    let sum = of_line.fold(booking.hours.0, |sum, entry| sum.saturating_add(entry.hours.0));
    Ok((sum > quoted).then(|| format!("{} of {} h on `{line}`: more than quoted", sum.normalize(), quoted.normalize())))
}

/// Whose time it is, and of which day: the month it is booked in follows from them.
fn who_and_when(args: &LogArgs, session: &mut Session<'_, '_>) -> Result<(PersonId, Day), Stop> {
    let store = session.open()?;
    let snapshot = store.load(&Scope::kinds(&[]))?;
    let named = args.person.as_deref().or(args.actor.by.as_deref());
    let person = session.actor(named, &snapshot, &store)?;
    let date = session.dated(&store, |dates, _| {
        args.date.as_deref().map_or(Ok(dates.today), |typed| dates.of_argument("--date", typed))
    })?;
    Ok((person, date))
}
