//! I39: a job in creative work that nobody has worked on for two weeks, or has not written down.

use super::rule::{Desk, rule};
use crate::domain::handoff::State;
use crate::domain::job::{Job, Party};
use crate::domain::job_money::LineKind;
use crate::domain::money::papers::signed;
use crate::domain::record::Located;
use crate::domain::traffic::{Ball, Traffic};
use crate::domain::turns::Holds;
use crate::finding::Finding;
use crate::key_path;
use crate::values::{Day, JobId};
use std::collections::HashMap;

rule! {
    /// ## What it does
    /// Looks for jobs that the client pays a fee for, in creative work, and without any time booked for ten working days.
    ///
    /// Counted from the later of the last time booked and the day the creatives got the ball, in the office's calendar, days on hold left
    /// out. A job that waits for the client or a supplier is left alone, and so is an agency that books no time at all.
    /// It looks at the day, so it runs only with `--due`.
    ///
    /// ## Why it matters
    /// Either nobody works on it and it will be late, or somebody does and it will not be billed.
    ///
    /// ## Example
    /// ```yaml bad jobs/ACME/ACME-0013.yaml
    /// requested_on: 2026-11-02
    /// handoffs:
    ///   - {id: a1c4, stage: briefing, from: liisa, to: ann, date: 2026-11-02, due: 2026-11-06, done: 2026-11-05}
    ///   - {id: b2d5, stage: brief-approved, from: ann, to: tom, date: 2026-11-05, due: 2026-11-06, done: 2026-11-06}
    ///   - {id: c3e6, stage: estimating, from: tom, to: ann, date: 2026-11-06, due: 2026-11-11, done: 2026-11-10}
    ///   - {id: d4f7, stage: authorised, from: ann, to: tom, date: 2026-11-10, due: 2026-11-12, done: 2026-11-12}
    ///   - id: e5g8
    ///     stage: in-creative              # <-- here
    ///     from: tom
    ///     to: kim
    ///     date: 2026-11-12
    ///     due: 2026-12-09
    /// ```
    ///
    /// ## Write instead
    /// ```yaml good jobs/ACME/ACME-0013.yaml
    /// requested_on: 2026-11-02
    /// handoffs:
    ///   - {id: a1c4, stage: briefing, from: liisa, to: ann, date: 2026-11-02, due: 2026-11-06, done: 2026-11-05}
    ///   - {id: b2d5, stage: brief-approved, from: ann, to: tom, date: 2026-11-05, due: 2026-11-06, done: 2026-11-06}
    ///   - {id: c3e6, stage: estimating, from: tom, to: ann, date: 2026-11-06, due: 2026-11-11, done: 2026-11-10}
    ///   - {id: d4f7, stage: authorised, from: ann, to: tom, date: 2026-11-10, due: 2026-11-12, done: 2026-11-12}
    ///   - id: e5g8
    ///     stage: in-creative
    ///     from: tom
    ///     to: kim
    ///     date: 2026-11-12
    ///     due: 2026-12-09
    ///     waiting:
    ///       - date: 2026-11-16
    ///         party: client
    ///         note: Product samples
    /// ```
    IdleFeeJob, "idle-fee-job", ["I39"], Warning, Book, due
}

/// Working days without time.
const MOST: i64 = 10;

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    let agency = desk.agency;
    let mut booked: HashMap<&JobId, Day> = HashMap::new();
    for entry in agency.timesheets.iter().flat_map(|sheet| &sheet.record.entries).filter(|one| one.date <= desk.today) {
        let last = booked.entry(&entry.job).or_insert(entry.date);
        *last = entry.date.max(*last);
    }
    if booked.is_empty() || !agency.timesheets.unreadable().is_empty() {
        return;
    }
    let traffic = Traffic::of(agency, desk.today);
    for job in &agency.jobs {
        let Some(ball) = traffic.ball(job).filter(|ball| is_creative(desk, ball) && pays_fee(desk, job)) else {
            continue;
        };
        let Some((index, _)) = ball.handoff else { continue };
        if traffic.state(job) != State::Open || traffic.waiting_on(job, &ball) != Party::Agency {
            continue;
        }
        let last = booked.get(&job.id).copied();
        let since = last.map_or(ball.date, |last| last.max(ball.date));
        let office = traffic.calendars.office();
        let days = office.working_days_between(since, desk.today) - Holds::of(job).days(office, since, desk.today);
        if days < MOST {
            continue;
        }
        let message = match last {
            Some(last) => format!("no time booked on {} for {days} working days: the last is of {last}", job.id),
            None => format!("no time booked on {}, {days} working days into `{}`", job.id, ball.stage),
        };
        let finding = META.finding(job.at(key_path!["handoffs", index, "stage"]), message);
        let who = ball.to.map_or_else(|| "whoever has it".to_owned(), |to| format!("`{to}`"));
        findings.push(finding.help(format!("ask {who}: book the time, say whom it waits on, or put the job on hold")));
    }
}

/// Whether the ball is with those who make the work.
fn is_creative(desk: &Desk<'_>, ball: &Ball<'_>) -> bool {
    desk.workflow.get(ball.stage).is_some_and(|stage| stage.seat.as_deref() == Some("creative"))
}

/// Whether the client pays for hours: by a fee in an estimate it approved, or by the retainer of the job's contract.
fn pays_fee(desk: &Desk<'_>, job: &Located<Job>) -> bool {
    let agreed = job.estimates.iter().filter(|estimate| signed(&estimate.approvals).is_some());
    if agreed.flat_map(|estimate| &estimate.lines).any(|line| line.kind == LineKind::Fee) {
        return true;
    }
    let Some(client) = desk.agency.client_of(&job.id).found() else { return false };
    let contract = client.contracts.iter().find(|contract| Some(&contract.id) == job.record.contract.as_ref());
    contract.is_some_and(|contract| contract.retainer.is_some() && contract.in_force(desk.today))
}
