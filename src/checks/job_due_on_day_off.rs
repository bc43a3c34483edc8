//! I35: a job due on a day when the office is closed.

use super::date_on_day_off::before;
use super::index::is_over;
use super::rule::{Desk, rule};
use crate::domain::parties::Calendars;
use crate::finding::Finding;
use crate::key_path;

rule! {
    /// ## What it does
    /// Looks for a job whose `due` is a weekend or a holiday of the office.
    ///
    /// A job that is delivered or called off is not looked at. The dues of handoffs are reckoned in working days and stay as they were agreed.
    ///
    /// ## Why it matters
    /// What is due on a Saturday is done on Friday or not before Monday; the client and the studio each think the other one.
    ///
    /// ## Example
    /// ```yaml bad jobs/ACME/ACME-0013.yaml
    /// due: 2027-03-13                     # <-- here
    /// baseline_due: 2027-03-12
    /// ```
    ///
    /// ## Write instead
    /// ```yaml good jobs/ACME/ACME-0013.yaml
    /// due: 2027-03-15
    /// baseline_due: 2027-03-12
    /// ```
    JobDueOnDayOff, "job-due-on-day-off", ["I35"], Warning, Book
}

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    let calendars = Calendars::of(&desk.agency.config);
    let office = calendars.office();
    for job in &desk.agency.jobs {
        let Some(due) = job.due.filter(|day| !office.is_working(*day)) else { continue };
        if is_over(job, desk.workflow) {
            continue;
        }
        let message = format!("due on {} {due}, when the office does not work", due.weekday());
        let help = format!("agree on {} or {}", before(office, due), office.roll(due));
        findings.push(META.finding(job.at(key_path!["due"]), message).help(help));
    }
}
