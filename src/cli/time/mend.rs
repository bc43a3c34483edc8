//! `suits time drop` and `suits time set`: an entry taken back, or put right.

use super::log::hours_of;
use crate::cli::args::{ActorArgs, WriteArgs};
use crate::cli::exit::{Exit, Stop};
use crate::cli::findings::problems;
use crate::cli::job::job_id;
use crate::cli::session::{Session, vanished};
use crate::domain::layout::AnyId;
use crate::domain::plan::time_mend::{Mended, change, take_back};
use crate::domain::record::Located;
use crate::domain::scope::{Scope, Worked};
use crate::domain::timesheet::{TimeEntry, Timesheet, Work};
use crate::store::Store;
use crate::values::{Day, ItemId, JobId, PersonId, TimesheetId, did_you_mean};
use crate::yaml::unquoted;
use clap::Args;
use std::collections::BTreeSet;

/// Take back an entry that was booked by mistake
///
/// Entries are known by the ids that `suits time list --columns date,job,hours,id` shows. What became of a job that is over changes with its hours, and that is said.
///
/// Examples:
///   suits time drop k7f2
///   suits time drop k7f2 --for kim
///   suits time drop k7f2 --date 2026-11-30 --dry-run
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(in crate::cli) struct DropArgs {
    #[command(flatten)]
    which: WhichArgs,
    #[command(flatten)]
    actor: ActorArgs,
    #[command(flatten)]
    write: WriteArgs,
}

/// Put an entry right: its hours, day, job, line, work or note
///
/// Nothing behind the `=` takes a line, work or note away. What speaks against booking such hours speaks against changing an entry into them.
///
/// Examples:
///   suits time set k7f2 hours=2
///   suits time set k7f2 line=concept work=execute
///   suits time set k7f2 job=ACME-0013 line= --for kim
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(in crate::cli) struct TimeSetArgs {
    #[command(flatten)]
    which: WhichArgs,
    /// `field=value`: hours, date, job, line, work or note
    #[arg(required = true, value_name = "FIELD=VALUE")]
    pub assignments: Vec<String>,
    #[command(flatten)]
    actor: ActorArgs,
    #[command(flatten)]
    write: WriteArgs,
}

/// Which entry is meant.
#[derive(Debug, Args)]
pub(in crate::cli) struct WhichArgs {
    /// The entry, by its id
    #[arg(value_name = "ENTRY")]
    pub entry: String,
    /// Whose time it is, if not yours
    #[arg(long = "for", value_name = "PERSON", conflicts_with = "by")]
    pub person: Option<String>,
    /// The day it stands on, where two months have an entry of that id
    #[arg(long, value_name = "DATE")]
    pub date: Option<String>,
}

/// Runs `suits time drop`.
pub(super) fn drop(args: &DropArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let store = session.open()?;
    let (sheet, id, job) = find(&args.which, &args.actor, &store, session)?;
    let scope = Scope::booking(BTreeSet::from([sheet.clone()]), BTreeSet::from([job]));
    session.write(&store, &args.write, &scope, |desk, _| {
        let (sheet, index) = entry(desk.snapshot.agency.timesheets.get(&sheet).found(), &sheet, &id)?;
        Ok(take_back(sheet, index, &desk.snapshot.agency))
    })
}

/// Runs `suits time set`.
pub(super) fn set(args: &TimeSetArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let store = session.open()?;
    let mended = mended(&args.assignments, &store, session)?;
    let (sheet, id, job) = find(&args.which, &args.actor, &store, session)?;
    if let Some(date) = mended.date.filter(|date| date.month() != sheet.month) {
        let message = format!("`date={date}` is in another month than this entry, which stands in {}", sheet.month);
        let whose = args.which.person.as_ref().map_or_else(String::new, |_| format!(" --for {}", sheet.person));
        let day = args.which.date.as_ref().map_or_else(String::new, |typed| format!(" --date {typed}"));
        let hint = format!(
            "take it back and book it there: `suits time drop {id}{whose}{day}`, then `suits time log …{whose} --date {date}`"
        );
        return Err(Stop::usage("another-month", message, hint));
    }
    let jobs: BTreeSet<JobId> = std::iter::once(job).chain(mended.job.clone()).collect();
    let scope = Scope::booking(BTreeSet::from([sheet.clone()]), jobs);
    session.write(&store, &args.write, &scope, |desk, _| {
        let (sheet, index) = entry(desk.snapshot.agency.timesheets.get(&sheet).found(), &sheet, &id)?;
        change(sheet, index, &mended, &desk.snapshot.agency, desk.today).map_err(|findings| desk.refuse(findings))
    })
}

/// The month, the id and the job of the entry that is meant.
fn find(
    which: &WhichArgs,
    actor: &ActorArgs,
    store: &Store,
    session: &mut Session<'_, '_>,
) -> Result<(TimesheetId, ItemId, JobId), Stop> {
    let list = |person: &PersonId| format!("`suits time list --for {person} --columns date,job,hours,id` shows them");
    let snapshot = store.load(&Scope::kinds(&[]))?;
    let person = session.actor(which.person.as_deref().or(actor.by.as_deref()), &snapshot, store)?;
    let id = ItemId::parse(&which.entry)
        .map_err(|fault| Stop::usage("bad-id", format_args!("`{}`: {fault}", which.entry), list(&person)))?;
    let date = which.date.as_deref();
    let date = date.map(|typed| session.dated(store, |dates, _| dates.of_argument("--date", typed))).transpose()?;
    let (from, until) = date.map_or((Day::FIRST, Day::LAST), |day| (day, day));
    let (from, until) = (from.month(), until.month());
    let snapshot = store.load(&Scope::time(Worked { from, until, person: Some(person.clone()) }))?;
    let entries = |sheet: &'_ Located<Timesheet>| {
        let meant = |entry: &&TimeEntry| entry.id.as_ref() == Some(&id) && date.is_none_or(|date| entry.date == date);
        sheet.record.entries.iter().filter(meant).map(|entry| (entry.date, entry.job.clone())).collect::<Vec<_>>()
    };
    let hits: Vec<(TimesheetId, Day, JobId)> = snapshot
        .agency
        .timesheets
        .iter()
        .flat_map(|sheet| entries(sheet).into_iter().map(|(date, job)| (sheet.id.clone(), date, job)))
        .collect();
    match hits.as_slice() {
        [(sheet, _, job)] => Ok((sheet.clone(), id, job.clone())),
        [] if !snapshot.problems.is_empty() => Err(Stop::Unreadable(problems(&snapshot, &snapshot.problems))),
        [] => {
            let on = date.map_or_else(String::new, |date| format!(" on {date}"));
            Err(Stop::usage("unknown-entry", format_args!("`{person}` has no entry `{id}`{on}"), list(&person)))
        }
        several => {
            let days: Vec<String> = several.iter().map(|(_, date, _)| date.to_string()).collect();
            let message = format!("`{person}` has several entries `{id}`: on {}", days.join(" and "));
            Err(Stop::usage("ambiguous-id", message, format!("say which: `--date {}`", days[0])))
        }
    }
}

/// The entry as it stands under the lock.
fn entry<'s>(
    found: Option<&'s Located<Timesheet>>,
    sheet: &TimesheetId,
    id: &ItemId,
) -> Result<(&'s Located<Timesheet>, usize), Stop> {
    let gone = || vanished(&AnyId::Timesheet(sheet.clone()));
    let found = found.ok_or_else(gone)?;
    let index = found.record.entries.iter().position(|entry| entry.id.as_ref() == Some(id));
    Ok((found, index.ok_or_else(gone)?))
}

/// What is to be changed, as typed.
fn mended(assignments: &[String], store: &Store, session: &mut Session<'_, '_>) -> Result<Mended, Stop> {
    const FIELDS: [&str; 6] = ["hours", "date", "job", "line", "work", "note"];
    let mut mended = Mended::default();
    for typed in assignments {
        let Some((field, value)) = typed.split_once('=') else {
            let message = format!("`{typed}` does not say what to set");
            return Err(Stop::usage("bad-assignment", message, "write `field=value`, as in `hours=2`"));
        };
        let within = unquoted(value);
        let value = within.as_deref().unwrap_or_else(|| value.trim());
        let text = (!value.trim().is_empty() && value != "null").then_some(value);
        match (field.trim(), text) {
            ("hours", _) => mended.hours = Some(hours_of(value)?),
            ("date", _) => mended.date = Some(session.dated(store, |dates, _| dates.parse(value))?),
            ("job", _) => mended.job = Some(job_id(session, store, value)?),
            ("line", text) => {
                let line = text.map(ItemId::parse).transpose();
                mended.line = Some(line.map_err(|fault| {
                    Stop::usage("bad-id", format_args!("`line`: {fault}"), "name a line of the estimate")
                })?);
            }
            ("work", text) => {
                mended.work = Some(text.map(|word| session.word("work", word, Work::ALL, Work::as_str)).transpose()?);
            }
            ("note", text) => mended.note = Some(text.map(str::to_owned)),
            (other, _) => {
                let hint = did_you_mean(other, FIELDS, || format!("one of: {}", FIELDS.join(", ")));
                return Err(Stop::usage("unknown-field", format_args!("an entry has no `{other}`"), hint));
            }
        }
    }
    Ok(mended)
}
