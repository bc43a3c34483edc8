//! I23: a contact report sent out when nobody remembers the meeting.

use super::rule::{Desk, rule};
use crate::domain::contact_report::DAYS_TO_ISSUE;
use crate::domain::parties::Calendars;
use crate::finding::Finding;
use crate::key_path;

rule! {
    /// ## What it does
    /// Looks for contact reports issued later than one working day after the meeting; later than two is an error.
    ///
    /// Days are working days of whoever wrote it. A meeting on a day off counts from the next working day. One that is not issued at
    /// all is `unissued-contact-report`.
    ///
    /// ## Why it matters
    /// A report counts as agreed when nobody objects in time. A week later nobody remembers, so everybody objects.
    ///
    /// ## Example
    /// ```yaml bad contact-reports/ACME/ACME-C0031.yaml
    /// date: 2026-11-18
    /// issued: 2026-11-23                  # <-- here
    /// ```
    ///
    /// ## Write instead
    /// ```yaml good contact-reports/ACME/ACME-C0031.yaml
    /// date: 2026-11-18
    /// issued: 2026-11-19
    /// ```
    LateContactReport, "late-contact-report", ["I23"], Error, Book
}

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    let calendars = Calendars::of(&desk.agency.config);
    for report in &desk.agency.contact_reports {
        let calendar = calendars.person(&report.author);
        let Some(issued) = report.issued.filter(|issued| calendar.add(report.date, DAYS_TO_ISSUE) < *issued) else {
            continue;
        };
        let days = calendar.working_days_between(calendar.roll(report.date), issued);
        let message = format!("issued {days} working days after the meeting of {}", report.date);
        let place = report.at(key_path!["issued"]);
        let late = calendar.add(report.date, DAYS_TO_ISSUE + 1) < issued;
        let finding = if late { META.finding(place, message) } else { META.warning(place, message) };
        findings.push(finding.help("send the report out on the next working day, while everybody remembers"));
    }
}
