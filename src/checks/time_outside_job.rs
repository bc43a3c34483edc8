//! I32: time booked on a job that was not there yet, or not any more.

use super::rule::{Desk, rule};
use crate::domain::job::Job;
use crate::domain::workflow::Stage;
use crate::finding::Finding;
use crate::key_path;
use crate::values::Day;

rule! {
    /// ## What it does
    /// Looks for time booked before the job was asked for, or after it was closed or called off.
    ///
    /// ## Why it matters
    /// It is mostly the wrong job's number. When it is not, somebody works on what nobody will pay for.
    ///
    /// ## Example
    /// ```yaml bad timesheets/ann/2026-11.yaml
    /// entries:
    ///   - id: 7t2c
    ///     date: 2026-11-17                # <-- here
    ///     job: ACME-0013
    ///     hours: 2.5
    /// ```
    ///
    /// ## Write instead
    /// ```yaml good timesheets/ann/2026-11.yaml
    /// entries:
    ///   - id: 7t2c
    ///     date: 2026-11-18
    ///     job: ACME-0013
    ///     hours: 2.5
    /// ```
    TimeOutsideJob, "time-outside-job", ["I32"], Warning, Book
}

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    for sheet in &desk.agency.timesheets {
        for (index, entry) in sheet.record.entries.iter().enumerate() {
            let Some(job) = desk.agency.jobs.get(&entry.job).found() else { continue };
            let (asked, over) = (job.requested_on, over(desk, job));
            let message = match over {
                _ if entry.date < asked => format!("{} was asked for on {asked}, after this time", job.id),
                Some((day, what)) if day < entry.date => format!("{} was {what} on {day}, before this time", job.id),
                _ => continue,
            };
            let finding = META.finding(sheet.at(key_path!["entries", index, "date"]), message);
            findings.push(finding.help("book it on the job it was for, or mend the day"));
        }
    }
}

/// The day a job came to its end, and how.
fn over(desk: &Desk<'_>, job: &Job) -> Option<(Day, &'static str)> {
    if let Some(cancelled) = &job.cancelled {
        return Some((cancelled.date, "called off"));
    }
    let (_, last) = job.latest_handoff(Day::LAST)?;
    desk.workflow.get(&last.stage).is_some_and(Stage::is_end).then_some((last.date, "closed"))
}
