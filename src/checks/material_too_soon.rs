//! I35, second part: a publisher's deadline that the work cannot keep from where it stands.

use super::index::{is_over, stage};
use super::rule::{Desk, rule};
use crate::domain::job::{DeliverableStatus, Job};
use crate::domain::parties::Calendars;
use crate::domain::record::Located;
use crate::domain::way::Way;
use crate::domain::workflow::REQUESTED;
use crate::finding::Finding;
use crate::key_path;
use crate::values::Day;

rule! {
    /// ## What it does
    /// Looks for a `material_due` before the day on which the quickest way from the open handoff to the delivery ends.
    ///
    /// The open handoff is taken to be done when it is due; then the lead days of the stages that follow are added up, by the calendars of the agency
    /// and the client. A rush job and what is released already are not looked at.
    ///
    /// ## Why it matters
    /// A publisher prints without waiting. With the days added up the space can be moved while it still costs nothing.
    ///
    /// ## Example
    /// ```yaml bad jobs/ACME/ACME-0013.yaml
    /// due: 2027-03-12
    /// deliverables:
    ///   - id: film-30
    ///     version: v1
    ///     status: filed
    ///     material_due: 2026-12-15        # <-- here
    /// ```
    ///
    /// ## Write instead
    /// ```yaml good jobs/ACME/ACME-0013.yaml
    /// due: 2027-03-12
    /// deliverables:
    ///   - id: film-30
    ///     version: v1
    ///     status: filed
    ///     material_due: 2027-03-10
    /// ```
    MaterialTooSoon, "material-too-soon", ["I35"], Warning, Book
}

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    let calendars = Calendars::of(&desk.agency.config);
    for job in &desk.agency.jobs {
        let waits = |status: Option<DeliverableStatus>| status != Some(DeliverableStatus::Released);
        let dated = || job.deliverables.iter().enumerate().filter(|(_, one)| waits(one.status));
        // few jobs have such a date, so the rest is reckoned for those alone
        if job.rush || is_over(job, desk.workflow) || dated().all(|(_, one)| one.material_due.is_none()) {
            continue;
        }
        let Some(end) = earliest(desk, job, &calendars) else { continue };
        for (index, deliverable) in dated() {
            let Some(due) = deliverable.material_due.filter(|due| *due < end) else { continue };
            let message = format!(
                "the publisher needs `{}` by {due}, and from `{}` the quickest way to the delivery ends on {end}",
                deliverable.id,
                stage(job)
            );
            let finding = META.finding(job.at(key_path!["deliverables", index, "material_due"]), message);
            findings
                .push(finding.help("ask the publisher for a later day, agree on earlier dues, or write `rush: true`"));
        }
    }
}

/// The first day on which a job can be delivered if whoever has the ball keeps the due.
fn earliest(desk: &Desk<'_>, job: &Located<Job>, calendars: &Calendars) -> Option<Day> {
    let client = desk.agency.client_of(&job.id).found().map(|client| &client.record);
    let answer = client.and_then(|client| client.answer_days(job));
    let way = Way::quickest(desk.workflow, stage(job))?;
    match job.record.handoffs.last() {
        Some(open) => {
            let from = open.done.or(open.due);
            match from {
                Some(from) => Some(way.after_the_first().end(from, answer, calendars, client, Some(&job.team))),
                None => Some(way.end(open.date, answer, calendars, client, Some(&job.team))),
            }
        }
        None => Way::quickest(desk.workflow, REQUESTED)
            .map(|way| way.end(job.requested_on, answer, calendars, client, Some(&job.team))),
    }
}
