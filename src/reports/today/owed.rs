//! What a person owes besides the ball of a job: answers to rounds, actions from meetings, reports of them, open questions of briefs.

use super::{Desk, Waits};
use crate::domain::dues;
use crate::domain::handoff::State;
use std::borrow::Cow;

/// Adds what this person owes.
pub(super) fn gather<'a>(desk: &Desk<'a, '_>, waits: &mut Vec<Waits<'a>>) {
    answers(desk, waits);
    meetings(desk, waits);
    questions(desk, waits);
}

fn answers<'a>(desk: &Desk<'a, '_>, waits: &mut Vec<Waits<'a>>) {
    let (agency, today) = (desk.traffic.agency, desk.traffic.today);
    for round in agency.rounds.iter().filter(|round| desk.wants(&round.id.client()) && round.sent <= today) {
        let mut mine = round.record.silent_on(today).filter(|by| desk.is_mine(Some(by))).peekable();
        if mine.peek().is_none() {
            continue;
        }
        let job = agency.jobs.get(&round.id.job()).found();
        let Some(job) = job.filter(|job| desk.traffic.state(job) == State::Open) else { continue };
        for by in mine {
            let due = round.due.map(|due| desk.traffic.moved(job, Some(by), round.sent, due));
            waits.push(Waits {
                due: round.due,
                stage: Some(job.record.stage(today)),
                since: Some(round.sent),
                note: format!("answer: `suits feedback decide {} --by {by} approved`", round.id),
                ..desk.owes("answer", &round.id, &round.id.client(), &job.record.title, Some(by), due)
            });
        }
    }
}

/// Actions that are not done, and reports that have not gone out.
fn meetings<'a>(desk: &Desk<'a, '_>, waits: &mut Vec<Waits<'a>>) {
    let (agency, today) = (desk.traffic.agency, desk.traffic.today);
    for report in agency.contact_reports.iter().filter(|report| desk.wants(&report.id.client()) && report.date <= today)
    {
        let client = report.id.client();
        for item in report.record.items.iter().filter(|item| item.is_open(today) && desk.is_mine(item.owner.as_ref())) {
            let Some(text) = item.to_do() else { continue };
            let done = item.id.as_ref().map(|id| format!(": `suits contact-report done {} {id}`", report.id));
            waits.push(Waits {
                since: Some(report.date),
                note: format!("action of the {} of {}{}", report.medium, report.date, done.unwrap_or_default()),
                ..desk.owes("action", &report.id, &client, text, item.owner.as_ref(), item.due)
            });
        }
        let author = &report.record.author;
        let due = dues::report(report, desk.traffic.calendars.person(author), today);
        if let Some(due) = due.filter(|_| desk.is_mine(Some(author))) {
            waits.push(Waits {
                title: Cow::Owned(format!("{} of {}", report.medium, report.date)),
                since: Some(report.date),
                note: format!("send the report out: `suits contact-report issue {}`", report.id),
                ..desk.owes("contact-report", &report.id, &client, "", Some(author), Some(due))
            });
        }
    }
}

fn questions<'a>(desk: &Desk<'a, '_>, waits: &mut Vec<Waits<'a>>) {
    let over = dues::briefs_over(desk.traffic);
    for brief in desk.traffic.agency.briefs.iter().filter(|brief| desk.wants(&brief.id.client())) {
        if !dues::asks(brief, &over, desk.traffic.today) {
            continue;
        }
        for question in brief.record.open_questions.iter().filter(|question| desk.is_mine(question.owner.as_ref())) {
            let client = brief.id.client();
            waits.push(Waits {
                since: brief.requested_on,
                note: format!("open question of `{}`", brief.title),
                ..desk.owes("question", &brief.id, &client, &question.text, question.owner.as_ref(), question.due)
            });
        }
    }
}
