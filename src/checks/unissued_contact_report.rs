//! I23: a contact report that lies in the drawer.

use super::rule::{Desk, rule};
use crate::domain::contact_report::DAYS_TO_ISSUE;
use crate::domain::parties::Calendars;
use crate::finding::Finding;
use crate::key_path;

rule! {
    /// ## What it does
    /// Looks for contact reports not issued yet, more than one working day after the meeting; more than two is an error.
    ///
    /// It looks at the day, so it runs only with `--due`.
    ///
    /// ## Why it matters
    /// What was decided binds nobody until it was sent to those who decided it.
    ///
    /// ## Example
    /// ```yaml bad contact-reports/ACME/ACME-C0031.yaml
    /// date: 2026-11-18                    # <-- here
    /// issued: null
    /// ```
    ///
    /// ## Write instead
    /// ```yaml good contact-reports/ACME/ACME-C0031.yaml
    /// date: 2026-11-18
    /// issued: 2026-11-19
    /// ```
    UnissuedContactReport, "unissued-contact-report", ["I23"], Error, Book, due
}

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    let calendars = Calendars::of(&desk.agency.config);
    for report in desk.agency.contact_reports.iter().filter(|report| report.issued.is_none()) {
        let calendar = calendars.person(&report.author);
        if desk.today <= calendar.add(report.date, DAYS_TO_ISSUE) {
            continue;
        }
        let days = calendar.working_days_between(calendar.roll(report.date), desk.today);
        let message = format!("not issued {days} working days after the meeting");
        let place = report.at(key_path!["date"]);
        let late = calendar.add(report.date, DAYS_TO_ISSUE + 1) < desk.today;
        let finding = if late { META.finding(place, message) } else { META.warning(place, message) };
        findings.push(finding.help(format!(
            "send it to everybody who was there, and say so: `suits contact-report issue {}`",
            report.id
        )));
    }
}
