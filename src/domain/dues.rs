//! By when things besides handoffs are due: renewals to decide, contact reports to send out, incidents to clear, next steps to take.
//! Dates only; who owes them and who is told is the reports' to say.

use super::brief::{Brief, BriefStatus};
use super::calendar::Calendar;
use super::client::{ClientIssue, Opportunity, OpportunityStage};
use super::contact_report::{ContactReport, DAYS_TO_ISSUE};
use super::contract::Contract;
use super::handoff::State;
use super::job::Job;
use super::record::Located;
use super::traffic::Traffic;
use crate::values::{BriefId, Day};
use std::collections::{BTreeSet, HashMap};

/// Working days before the last day for giving notice by which a renewal is decided.
pub const DAYS_TO_RENEW: u32 = 20;

/// A contract on which somebody has to decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Renewal {
    /// The last day for giving notice (F37); the contract's last day where no notice is agreed.
    pub notice: Day,
    /// By when to decide.
    pub due: Day,
    /// The last day of the contract.
    pub end: Day,
}

/// The last day for giving notice (F37, as master agreements have it; 90 days were once standard, now terms vary): the contract's last day less
/// `notice_days` calendar days; its last day where no notice is agreed. `None` without an end.
///
/// Worked example: to 31 December with 90 days' notice: 2 October.
pub fn notice_deadline(contract: &Contract) -> Option<Day> {
    contract.end.map(|end| end.plus(-i64::from(contract.notice_days.unwrap_or(0))))
}

/// What is to be decided about a contract in force, by the calendar of whoever decides; `None` where it has no end, or it was decided.
/// A decision has no date, so it counts as it stands.
pub fn renewal(contract: &Contract, calendar: &Calendar, today: Day) -> Option<Renewal> {
    let end = contract.end.filter(|_| contract.renewal_decision.is_none() && contract.in_force(today))?;
    let notice = notice_deadline(contract)?;
    Some(Renewal { notice, due: decide_by(notice, calendar), end })
}

/// By when a renewal is decided, so that there is time to talk before the last day for giving notice.
pub fn decide_by(notice: Day, calendar: &Calendar) -> Day {
    calendar.subtract(notice, DAYS_TO_RENEW)
}

/// By when a contact report goes out, by the calendar of whoever wrote it; `None` once it has.
pub fn report(report: &ContactReport, calendar: &Calendar, today: Day) -> Option<Day> {
    let waits = report.date <= today && report.issued_by(today).is_none();
    waits.then(|| calendar.add(report.date, DAYS_TO_ISSUE))
}

/// By when an incident is cleared: a critical one (4) the same working day, an urgent one (3) by the end of the next. The others have no
/// due of their own.
pub fn issue(issue: &ClientIssue, calendar: &Calendar) -> Option<Day> {
    match issue.severity {
        0..=2 => None,
        3 => Some(calendar.add(issue.date, 1)),
        _ => Some(calendar.roll(issue.date)),
    }
}

/// Briefs all of whose jobs are over: what was open in them is history.
pub fn briefs_over<'a>(traffic: &Traffic<'a>) -> BTreeSet<&'a BriefId> {
    let mut over: HashMap<&BriefId, bool> = HashMap::new();
    for job in &traffic.agency.jobs {
        if let Some(brief) = &job.record.brief {
            *over.entry(brief).or_insert(true) &=
                matches!(traffic.state(job), State::Closed | State::Cancelled) && job.exists(traffic.today);
        }
    }
    over.into_iter().filter_map(|(brief, over)| over.then_some(brief)).collect()
}

/// Briefs that a job still works from: one that is there, not over and not delivered. A brief that changes under it is agreed anew.
pub fn briefs_at_work<'a>(traffic: &Traffic<'a>) -> BTreeSet<&'a BriefId> {
    traffic.agency.jobs.iter().filter(|job| at_work(traffic, job)).filter_map(|job| job.record.brief.as_ref()).collect()
}

/// Whether a job is there, not over and not delivered, so that what was agreed for it has yet to be worked to.
pub fn at_work(traffic: &Traffic<'_>, job: &Located<Job>) -> bool {
    job.exists(traffic.today)
        && !matches!(traffic.state(job), State::Closed | State::Cancelled)
        && !traffic.workflow.is_delivered(job.stage(traffic.today))
}

/// Whether the open questions of a brief still want an answer. Neither they nor its status have a date: they count as they stand.
pub fn asks(brief: &Located<Brief>, over: &BTreeSet<&BriefId>, today: Day) -> bool {
    brief.status != BriefStatus::Superseded
        && brief.requested_on.is_none_or(|day| day <= today)
        && !over.contains(&brief.id)
}

impl Opportunity {
    /// Whether nothing had been decided about it by a day. A stage has no date, so without the day of the decision it counts as it stands.
    pub fn is_open(&self, day: Day) -> bool {
        let over = matches!(self.stage, OpportunityStage::Won | OpportunityStage::Lost | OpportunityStage::Declined);
        self.decided.map_or(!over, |decided| day < decided)
    }
}
