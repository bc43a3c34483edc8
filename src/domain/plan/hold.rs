//! The clock of a job stopped and started again. Days on hold move every due that is open, the client's and the agency's alike.

use super::{Actor, item, turn};
use crate::domain::authority::Act;
use crate::domain::job::{Hold, Job};
use crate::domain::record::Located;
use crate::domain::traffic::Traffic;
use crate::finding::Finding;
use crate::key_path;
use crate::source::{ChangeSet, Edit, FileChange, Value};
use crate::values::Day;

/// Plans that the clock stops from the beginning of a day, today's or a later one's, until the end of a day where that is known.
pub fn hold(
    job: &Located<Job>,
    (from, to): (Day, Option<Day>),
    reason: &str,
    traffic: &Traffic<'_>,
    actor: Actor<'_>,
) -> Result<ChangeSet, Vec<Finding>> {
    let today = actor.today;
    let list = key_path!["holds"];
    let mut objections = turn::objections(job, traffic, actor.by);
    objections.extend(turn::without_authority(job, list.clone(), traffic, actor.by, Act::Hold));
    // an older hold has nothing to do with days that cannot be
    let refuse = |code, message: String| Finding::error(code, job.at(key_path!["status"]), message);
    if from < today {
        let finding = refuse("hold-begins-in-the-past", format!("a hold cannot begin on {from}: that day is over"));
        objections.push(finding.typed("--from").help("name today or a later day with `--from`, or leave it out"));
    } else if let Some(to) = to.filter(|to| *to < from) {
        let finding = refuse("hold-ends-before-it-begins", format!("a hold that begins on {from} cannot end on {to}"));
        objections.push(finding.typed("--to").help(format!("name {from} or a later day with `--to`, or leave it out")));
    }
    if from >= today {
        objections.extend(overlap(job, from, to.map(|to| to.max(from)), today));
    }
    if !objections.is_empty() {
        return Err(objections);
    }
    let entry = item([
        ("id", Some(Value::text((actor.mint)()))),
        ("from", Some(Value::bare(from))),
        ("to", to.map(Value::bare)),
        ("reason", Some(Value::text(reason))),
        ("by", Some(Value::text(actor.by.as_str()))),
    ]);
    let entered = Hold { id: None, from, to, reason: None, by: None };
    let mut summary = vec![format!("{}: on hold {}", job.id, span(&entered))];
    let mut held = job.clone();
    held.record.holds.push(entered);
    let next = if let Some(to) = to {
        summary.extend(moved(job, &held, traffic, to));
        summary.extend(own(job, &held, traffic, to).map(|(_, said)| said));
        let sooner = if from > today { "to take it out before" } else { "sooner" };
        format!("it goes on by itself after {}; {sooner} with `suits job resume {}`", turn::said(to), job.id)
    } else {
        summary.extend(moves(job, traffic, from));
        format!("when the work goes on: `suits job resume {}`", job.id)
    };
    let edits = vec![Edit::append(list, entry)];
    Ok(ChangeSet { summary, next: Some(next), files: vec![FileChange::Edit { source: job.source, edits }] })
}

/// The objection that another hold has one of these days already.
fn overlap(job: &Located<Job>, from: Day, to: Option<Day>, today: Day) -> Option<Finding> {
    let shares = |other: &Hold| other.to.is_none_or(|end| from <= end) && to.is_none_or(|to| other.from <= to);
    let holds = job.record.holds.iter().enumerate().filter(|(_, other)| shares(other));
    let (index, other) = holds.min_by_key(|(_, other)| other.from)?;
    let until = other.to.map_or_else(String::new, |to| format!(" to {to}"));
    let place = job.at(key_path!["holds", index]);
    if other.covers(today) && (from == today || other.to.is_none()) {
        let message = format!("{} is on hold from {}{until} already", job.id, other.from);
        let help = format!("let it go on first: `suits job resume {}`", job.id);
        return Some(Finding::error("already-on-hold", place, message).help(help));
    }
    let message = format!("another hold of {} goes from {}{until}: holds may not overlap", job.id, other.from);
    let help = match other.to {
        _ if from < other.from => format!("end this one before: `--to {}`", other.from.plus(-1)),
        Some(end) => format!("begin this one after it: `--from {}`", end.plus(1)),
        None => format!("take that one out first: `suits job resume {}`", job.id),
    };
    Some(Finding::error("holds-overlap", place, message).help(help))
}

/// The days of a hold, as people say them.
fn span(hold: &Hold) -> String {
    let until = hold.to.map_or_else(String::new, |to| format!(" to {}", turn::said(to)));
    format!("from {}{until}", turn::said(hold.from))
}

/// Plans that the clock runs again from today on: yesterday was the last day on hold. A hold of no day leaves no trace, nor does the next
/// one that was only planned.
pub fn resume(job: &Located<Job>, traffic: &Traffic<'_>, actor: Actor<'_>) -> Result<ChangeSet, Vec<Finding>> {
    let today = actor.today;
    let mut objections = turn::objections(job, traffic, actor.by);
    objections.extend(turn::without_authority(job, key_path!["holds"], traffic, actor.by, Act::Hold));
    let holds = || job.record.holds.iter().enumerate();
    let planned = || holds().filter(|(_, hold)| today < hold.from).min_by_key(|(_, hold)| hold.from);
    let held = holds().find(|(_, hold)| hold.covers(today)).or_else(planned);
    let Some((index, hold)) = held.filter(|_| objections.is_empty()) else {
        if held.is_none() {
            let message = format!("{} is not on hold on {today}", job.id);
            let finding = Finding::error("not-on-hold", job.at(key_path!["holds"]), message);
            let on = turn::onward(job, job.stage(today), &traffic.workflow);
            objections.push(finding.help(format!("the work goes on: {on}")));
        }
        return Err(objections);
    };
    if today < hold.from {
        return Ok(take_out(job, index, hold, traffic));
    }
    let yesterday = today.plus(-1);
    let mut running = job.clone();
    let (edit, said) = if yesterday < hold.from {
        running.record.holds.remove(index);
        (Edit::remove(key_path!["holds", index]), "the hold of today is taken out".to_owned())
    } else {
        running.record.holds[index].to = Some(yesterday);
        let office = traffic.calendars.office();
        let days = office.working_days_between(hold.from.plus(-1), yesterday);
        let days = if days == 1 { "1 working day".to_owned() } else { format!("{days} working days") };
        (Edit::set(key_path!["holds", index, "to"], Value::bare(yesterday)), format!("on hold for {days}"))
    };
    let mut summary = vec![format!("{}: goes on from {}; {said}", job.id, turn::said(today))];
    summary.extend(moved(job, &running, traffic, today));
    let own = own(job, &running, traffic, today);
    let next = own
        .as_ref()
        .map(|(moved, _)| format!("tell the client; to agree another day: `suits job set {} due={moved}`", job.id));
    summary.extend(own.map(|(_, said)| said));
    let files = vec![FileChange::Edit { source: job.source, edits: vec![edit] }];
    Ok(ChangeSet { summary, next, files })
}

/// A hold that has not begun is taken out of the record.
fn take_out(job: &Located<Job>, index: usize, hold: &Hold, traffic: &Traffic<'_>) -> ChangeSet {
    let mut running = job.clone();
    running.record.holds.remove(index);
    let mut summary = vec![format!("{}: the hold {} is taken out", job.id, span(hold))];
    summary.extend(moved(job, &running, traffic, hold.to.unwrap_or(hold.from)));
    let edits = vec![Edit::remove(key_path!["holds", index])];
    ChangeSet { summary, next: None, files: vec![FileChange::Edit { source: job.source, edits }] }
}

/// The day that the job's own due counts as on a day, with the holds as they will be, and how to say so; none where it stays.
fn own(job: &Located<Job>, changed: &Located<Job>, traffic: &Traffic<'_>, day: Day) -> Option<(Day, String)> {
    let (due, moved) = job.due.zip(traffic.job_due_by(changed, day)).filter(|(due, moved)| due != moved)?;
    let (due, counts) = (turn::said(due), turn::said(moved));
    Some((moved, format!("{}: its own due, {due}, counts as {counts} with the days on hold", job.id)))
}

/// What becomes of the open due, seen on a day, with the holds as they will be.
fn moved(job: &Located<Job>, changed: &Located<Job>, traffic: &Traffic<'_>, day: Day) -> Option<String> {
    let then = Traffic { today: day, ..traffic.clone() };
    let ball = then.ball(changed)?;
    let (due, effective) = (ball.due?, ball.effective_due?);
    let with = ball.to.map_or_else(String::new, |to| format!("with {to}, "));
    let due = turn::said(due);
    Some(if ball.due == Some(effective) {
        format!("{}: {with}due {due} as before", job.id)
    } else {
        format!("{}: {with}due {due} → {}", job.id, turn::said(effective))
    })
}

/// What becomes of the open due while nobody knows how long a hold takes that begins on a day.
fn moves(job: &Located<Job>, traffic: &Traffic<'_>, from: Day) -> Option<String> {
    let ball = traffic.ball(job)?;
    let due = ball.effective_due?;
    let with = ball.to.map_or_else(String::new, |to| format!("with {to}, "));
    let later = if due < from { " as before" } else { ", and later by each working day on hold" };
    Some(format!("{}: {with}due {}{later}", job.id, turn::said(due)))
}
