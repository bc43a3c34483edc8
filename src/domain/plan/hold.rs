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

/// Plans that the clock stops today, until the end of a day where that is known.
pub fn hold(
    job: &Located<Job>,
    to: Option<Day>,
    reason: &str,
    traffic: &Traffic<'_>,
    actor: Actor<'_>,
) -> Result<ChangeSet, Vec<Finding>> {
    let today = actor.today;
    let list = key_path!["holds"];
    let mut objections = turn::objections(job, traffic, actor.by);
    objections.extend(turn::without_authority(job, list.clone(), traffic, actor.by, Act::Hold));
    if let Some(to) = to.filter(|to| *to < today) {
        let message = format!("a hold that begins on {today} cannot end on {to}");
        let finding = Finding::error("hold-ends-before-it-begins", job.at(list.clone()), message);
        objections.push(finding.help("name today or a later day with `--to`, or leave it out"));
    }
    let overlap =
        job.record.holds.iter().enumerate().find(|(_, other)| {
            other.to.is_none_or(|end| today <= end) && to.is_none_or(|to| other.from <= to.max(today))
        });
    if let Some((index, other)) = overlap {
        let until = other.to.map_or_else(String::new, |to| format!(" to {to}"));
        let place = job.at(list.then(index));
        objections.push(if other.covers(today) {
            let message = format!("{} is on hold from {}{until} already", job.id, other.from);
            let help = format!("let it go on first: `suits job resume {}`", job.id);
            Finding::error("already-on-hold", place, message).help(help)
        } else {
            let message = format!("another hold of {} goes from {}{until}: holds may not overlap", job.id, other.from);
            let help = format!("end this one before: `--to {}`", other.from.plus(-1));
            Finding::error("holds-overlap", place, message).help(help)
        });
    }
    if !objections.is_empty() {
        return Err(objections);
    }
    let entry = item([
        ("id", Some(Value::text((actor.mint)()))),
        ("from", Some(Value::bare(today))),
        ("to", to.map(Value::bare)),
        ("reason", Some(Value::text(reason))),
        ("by", Some(Value::text(actor.by.as_str()))),
    ]);
    let until = to.map_or_else(String::new, |to| format!(" to {}", turn::said(to)));
    let mut summary = vec![format!("{}: on hold from {}{until}", job.id, turn::said(today))];
    let mut held = job.clone();
    held.record.holds.push(Hold { id: None, from: today, to, reason: None, by: None });
    let next = if let Some(to) = to {
        summary.extend(moved(job, &held, traffic, to));
        format!("it goes on by itself after {}; sooner with `suits job resume {}`", turn::said(to), job.id)
    } else {
        summary.extend(moves(job, traffic));
        format!("when the work goes on: `suits job resume {}`", job.id)
    };
    let edits = vec![Edit::append(list, entry)];
    Ok(ChangeSet { summary, next: Some(next), files: vec![FileChange::Edit { source: job.source, edits }] })
}

/// Plans that the clock runs again from today on: yesterday was the last day on hold. A hold of no day leaves no trace.
pub fn resume(job: &Located<Job>, traffic: &Traffic<'_>, actor: Actor<'_>) -> Result<ChangeSet, Vec<Finding>> {
    let today = actor.today;
    let mut objections = turn::objections(job, traffic, actor.by);
    objections.extend(turn::without_authority(job, key_path!["holds"], traffic, actor.by, Act::Hold));
    let held = job.record.holds.iter().enumerate().find(|(_, hold)| hold.covers(today));
    let Some((index, hold)) = held.filter(|_| objections.is_empty()) else {
        if held.is_none() {
            let message = format!("{} is not on hold on {today}", job.id);
            let finding = Finding::error("not-on-hold", job.at(key_path!["holds"]), message);
            let planned = job.record.holds.iter().filter(|hold| today < hold.from).min_by_key(|hold| hold.from);
            objections.push(finding.help(match planned {
                Some(hold) => format!("a hold begins on {}; take it out with `suits job edit {}`", hold.from, job.id),
                None => format!("the work goes on: {}", turn::onward(job, job.stage(today), &traffic.workflow)),
            }));
        }
        return Err(objections);
    };
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
    let own = job.due.zip(traffic.job_due(&running)).filter(|(due, moved)| due != moved);
    summary.extend(own.map(|(due, moved)| {
        let (due, moved) = (turn::said(due), turn::said(moved));
        format!("{}: its own due, {due}, counts as {moved} with the days on hold", job.id)
    }));
    let next =
        own.map(|(_, moved)| format!("tell the client; to agree another day: `suits job set {} due={moved}`", job.id));
    let files = vec![FileChange::Edit { source: job.source, edits: vec![edit] }];
    Ok(ChangeSet { summary, next, files })
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

/// What becomes of the open due while nobody knows how long it takes.
fn moves(job: &Located<Job>, traffic: &Traffic<'_>) -> Option<String> {
    let ball = traffic.ball(job)?;
    let due = turn::said(ball.effective_due?);
    let with = ball.to.map_or_else(String::new, |to| format!("with {to}, "));
    Some(format!("{}: {with}due {due}, and later by each working day on hold", job.id))
}
