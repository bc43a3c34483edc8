//! An entry of a timesheet taken back, or put right: what speaks against booking such hours speaks against changing an entry into them.

use super::time::{Booking, against};
use crate::domain::agency::Agency;
use crate::domain::booking::{A_DAY, end};
use crate::domain::record::Located;
use crate::domain::timesheet::{TimeEntry, Timesheet, Work};
use crate::domain::workflow::Workflow;
use crate::finding::Finding;
use crate::key_path;
use crate::source::{ChangeSet, Edit, FileChange, Value};
use crate::values::{Amount, Day, Decimal, ItemId, JobId};

/// What is to be changed of an entry; a line, work or note may be taken away.
#[derive(Clone, Debug, Default)]
pub struct Mended {
    /// How long.
    pub hours: Option<Amount>,
    /// When, in the same month.
    pub date: Option<Day>,
    /// On which job.
    pub job: Option<JobId>,
    /// On which line.
    pub line: Option<Option<ItemId>>,
    /// What it went into.
    pub work: Option<Option<Work>>,
    /// What was done.
    pub note: Option<Option<String>>,
}

/// Takes an entry back.
pub fn take_back(sheet: &Located<Timesheet>, index: usize, agency: &Agency) -> ChangeSet {
    let entry = &sheet.record.entries[index];
    let mut summary = vec![format!("{}: {} taken back", sheet.id.person, told(entry))];
    summary.extend(over(&entry.job, agency));
    let edits = vec![Edit::remove(key_path!["entries", index])];
    ChangeSet { summary, next: None, files: vec![FileChange::Edit { source: sheet.source, edits }] }
}

/// Changes an entry, or says what speaks against it.
pub fn change(
    sheet: &Located<Timesheet>,
    index: usize,
    mended: &Mended,
    agency: &Agency,
    today: Day,
) -> Result<ChangeSet, Vec<Finding>> {
    let old = &sheet.record.entries[index];
    let new = TimeEntry {
        id: old.id.clone(),
        date: mended.date.unwrap_or(old.date),
        job: mended.job.clone().unwrap_or_else(|| old.job.clone()),
        hours: mended.hours.unwrap_or(old.hours),
        line: mended.line.clone().unwrap_or_else(|| old.line.clone()),
        work: mended.work.unwrap_or(old.work),
        note: mended.note.clone().unwrap_or_else(|| old.note.clone()),
    };
    let booking = Booking {
        person: sheet.id.person.clone(),
        date: new.date,
        job: new.job.clone(),
        hours: new.hours,
        line: new.line.clone(),
        work: new.work,
        note: new.note.clone(),
        cells: None,
    };
    let mut objections = against(&booking, agency, &Workflow::of(&agency.config), today);
    objections.extend(too_long(sheet, index, &new));
    if !objections.is_empty() {
        return Err(objections);
    }
    let mut summary = vec![format!("{}: {} is now {}", sheet.id.person, told(old), told(&new))];
    summary.extend(over(&old.job, agency));
    summary.extend(over(&new.job, agency).filter(|_| new.job != old.job));
    let mut edits = Vec::new();
    let mut put = |key: &'static str, had: Option<Value>, value: Option<Value>| match value {
        Some(value) if had.as_ref() != Some(&value) => edits.push(Edit::set(key_path!["entries", index, key], value)),
        None if had.is_some() => edits.push(Edit::remove(key_path!["entries", index, key])),
        _ => {}
    };
    put("date", Some(Value::bare(old.date)), Some(Value::bare(new.date)));
    put("job", Some(Value::text(old.job.as_str())), Some(Value::text(new.job.as_str())));
    put("hours", Some(Value::bare(old.hours)), Some(Value::bare(new.hours)));
    let line = |entry: &TimeEntry| entry.line.as_ref().map(|line| Value::text(line.as_str()));
    put("line", line(old), line(&new));
    put("work", old.work.map(Value::bare), new.work.map(Value::bare));
    put("note", old.note.clone().map(Value::Text), new.note.clone().map(Value::Text));
    if edits.is_empty() {
        return Ok(ChangeSet::default());
    }
    Ok(ChangeSet { summary, next: None, files: vec![FileChange::Edit { source: sheet.source, edits }] })
}

/// More hours than the day has, with the other entries of it.
fn too_long(sheet: &Located<Timesheet>, index: usize, new: &TimeEntry) -> Option<Finding> {
    let others = sheet.record.entries.iter().enumerate().filter(|(at, entry)| *at != index && entry.date == new.date);
    let others = others.fold(Decimal::ZERO, |sum, (_, entry)| sum.saturating_add(entry.hours.0));
    let sum = others.saturating_add(new.hours.0);
    let message =
        || format!("with these {} h `{}` has {sum} h on {}, and a day has 24", new.hours, sheet.id.person, new.date);
    (sum > A_DAY).then(|| {
        Finding::error("impossible-hours", sheet.at(key_path!["entries", index, "hours"]), message())
            .help(format!("{others} h of that day are booked in other entries: mend those, or name fewer hours here"))
    })
}

fn told(entry: &TimeEntry) -> String {
    let on = entry.line.as_ref().map_or_else(String::new, |line| format!(", {line}"));
    format!("{} h on {}{on} of {} {}", entry.hours, entry.job, entry.date.weekday(), entry.date)
}

/// That a job is over whose hours change.
fn over(job: &JobId, agency: &Agency) -> Option<String> {
    let job = agency.jobs.get(job).found()?;
    let (day, how) = end(job, &Workflow::of(&agency.config))?;
    Some(format!("{} was {how} on {day}: its figures change with this", job.id))
}
