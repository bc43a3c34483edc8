//! I32: time booked on a job that was not there yet, or not any more.

use super::rule::{Desk, rule};
use crate::domain::booking::outside;
use crate::finding::Finding;
use crate::key_path;

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
            let Some(message) = outside(job, job.id.as_str(), desk.workflow, entry.date) else { continue };
            let finding = META.finding(sheet.at(key_path!["entries", index, "date"]), message);
            findings.push(finding.help("book it on the job it was for, or mend the day"));
        }
    }
}
