//! What can be late of what was said: actions of contact reports, reports that have not gone out, open questions of briefs.

use super::others::item;
use super::{Item, ReportAsk};
use crate::domain::brief::Brief;
use crate::domain::contact_report::ContactReport;
use crate::domain::dues;
use crate::domain::record::Located;
use crate::domain::traffic::Traffic;

/// Adds what is late of meetings and of briefs.
pub(super) fn gather<'a>(traffic: &Traffic<'a>, ask: &ReportAsk, items: &mut Vec<Item<'a>>) {
    let agency: &'a _ = traffic.agency;
    let wanted = |client| ask.client.as_ref().is_none_or(|only| *only == client);
    for report in &agency.contact_reports {
        if wanted(report.id.client()) && report.date <= traffic.today {
            actions(traffic, report, items);
            items.extend(unissued(traffic, report));
        }
    }
    let over = dues::briefs_over(traffic);
    for brief in &agency.briefs {
        if wanted(brief.id.client()) && dues::asks(brief, &over, traffic.today) {
            questions(traffic, brief, items);
        }
    }
}

/// Actions of a report that are not done. One of a single job is told to the seats of the job.
fn actions<'a>(traffic: &Traffic<'a>, report: &'a Located<ContactReport>, items: &mut Vec<Item<'a>>) {
    for action in report.record.items.iter().filter(|action| action.is_open(traffic.today)) {
        let Some(text) = action.to_do() else { continue };
        let Some(due) = action.due.filter(|&due| due < traffic.today) else { continue };
        let job = match report.record.jobs.as_slice() {
            [only] => traffic.agency.jobs.get(only).found(),
            _ => None,
        };
        let late = item(traffic, &report.id.client(), due, action.owner.as_ref(), text);
        items.push(Item {
            what: "action",
            record: report.id.to_string(),
            job,
            from: Some(&report.record.author),
            date: Some(report.date),
            escalate_to: job.map_or(late.escalate_to, |job| traffic.escalate_to(job, late.late.all)),
            ..late
        });
    }
}

/// A report that should have gone out.
fn unissued<'a>(traffic: &Traffic<'a>, report: &'a Located<ContactReport>) -> Option<Item<'a>> {
    let author = &report.record.author;
    let due = dues::report(report, traffic.calendars.person(author), traffic.today)?;
    (due < traffic.today).then(|| Item {
        what: "contact-report",
        record: report.id.to_string(),
        date: Some(report.date),
        ..item(traffic, &report.id.client(), due, Some(author), format!("{} of {}", report.medium, report.date))
    })
}

/// Questions of a brief that nobody has answered.
fn questions<'a>(traffic: &Traffic<'a>, brief: &'a Located<Brief>, items: &mut Vec<Item<'a>>) {
    for question in &brief.record.open_questions {
        let Some(due) = question.due.filter(|&due| due < traffic.today) else { continue };
        let late = item(traffic, &brief.id.client(), due, question.owner.as_ref(), question.text.as_str());
        items.push(Item { what: "question", record: brief.id.to_string(), date: brief.requested_on, ..late });
    }
}
