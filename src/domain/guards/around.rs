//! Guards that look at what lies around a job: is the client's request written down, are the jobs before it delivered.

use super::case::Case;
use super::{CLIENT_BRIEF_REPORTED, EARLIER_JOBS_DELIVERED};
use crate::domain::agency::Lookup;
use crate::domain::calendar::Calendar;
use crate::domain::contact_report::ContactReport;
use crate::domain::record::Located;
use crate::domain::workflow::Workflow;
use crate::finding::Finding;
use crate::key_path;

/// So many working days before or after the request a contact may have been about it, though it does not name the job.
const NEAR: i64 = 5;

/// `client-brief-reported`: a contact report tells of the client's request. Work does not wait for a paper, so this only warns.
pub(super) fn client_brief_reported(case: &Case<'_>) -> Vec<Finding> {
    let (job, reports) = (case.job, &case.agency.contact_reports);
    let asked = job.requested_on;
    let calendar = Calendar::new(&case.agency.config.calendar);
    let near = |report: &ContactReport| {
        let (first, last) = (asked.min(report.date), asked.max(report.date));
        calendar.working_days_between(first, last) <= NEAR
    };
    let tells = |report: &Located<ContactReport>| report.jobs.contains(&job.id) || near(report);
    let of_client = |report: &&Located<ContactReport>| report.id.client() == job.id.client();
    let mut by_then = reports.iter().filter(of_client).filter(|report| report.date <= case.today());
    if by_then.any(tells) {
        return Vec::new();
    }
    let unread = reports.unreadable().iter().any(|(id, _)| id.client() == job.id.client());
    let (message, help) = if unread {
        (
            "whether a contact report tells of the client's request cannot be told",
            "`suits check` says which cannot be read".to_owned(),
        )
    } else {
        ("no contact report tells of the client's request", format!("`suits contact-report new {}`", job.id.client()))
    };
    vec![Finding::warning(CLIENT_BRIEF_REPORTED, job.at(key_path!["requested_on"]), message).help(help)]
}

/// `earlier-jobs-delivered`: the jobs that must be delivered first are.
pub(super) fn earlier_jobs_delivered(case: &Case<'_>) -> Vec<Finding> {
    let (job, today) = (case.job, case.today());
    if job.after.is_empty() {
        return Vec::new();
    }
    let workflow = Workflow::of(&case.agency.config);
    let drop = |earlier: &_| format!("if it need not wait for it: `suits job set {} after-={earlier}`", job.id);
    let objection = |(at, earlier): (usize, &crate::values::JobId)| {
        let (why, help) = match case.agency.jobs.get(earlier) {
            Lookup::Found(found) if found.is_cancelled(today) => ("is cancelled".to_owned(), drop(earlier)),
            Lookup::Found(found) if workflow.is_delivered(found.stage(today)) => return None,
            Lookup::Found(found) => {
                let stage = found.stage(today);
                (
                    format!("is not delivered: it is in {stage}"),
                    format!("`suits job show {earlier}`; {}", drop(earlier)),
                )
            }
            Lookup::Unreadable(_) => ("cannot be read".to_owned(), format!("`suits job edit {earlier}`")),
            Lookup::Missing | Lookup::NotLoaded => ("does not exist".to_owned(), drop(earlier)),
        };
        let message = format!("{earlier}, which {} comes after, {why}", job.id);
        Some(Finding::error(EARLIER_JOBS_DELIVERED, job.at(key_path!["after", at]), message).help(help))
    };
    job.record.after.iter().enumerate().filter_map(objection).collect()
}
