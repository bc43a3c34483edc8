//! What a person owes besides the ball of a job: answers to rounds, actions from meetings, open questions of briefs.

use super::{Desk, Waits};
use crate::domain::brief::BriefStatus;
use crate::domain::handoff::State;
use crate::domain::round::Decision;
use crate::reports::ReportAsk;
use crate::values::{ClientId, Day, PersonId};

/// Adds what this person owes.
pub(super) fn gather<'a>(desk: &Desk<'a, '_>, ask: &ReportAsk, waits: &mut Vec<Waits<'a>>) {
    let wanted = |client: &ClientId| ask.client.as_ref().is_none_or(|only| only == client);
    let (agency, today) = (desk.traffic.agency, desk.traffic.today);
    for round in agency.rounds.iter().filter(|round| wanted(&round.id.client()) && round.sent <= today) {
        let job = agency.jobs.get(&round.id.job()).found();
        let Some(job) = job.filter(|job| desk.traffic.state(job) == State::Open) else { continue };
        for reviewer in &round.record.reviewers {
            let silent = reviewer.decision_on(today) == Decision::Pending;
            if silent && desk.is_mine(Some(&reviewer.by)) {
                let note = format!("answer: `suits feedback decide {} --by {} approved`", round.id, reviewer.by);
                let stage = Some(job.record.stage(today));
                let owed = owes(desk, &round.id.client(), round.due, Some(&reviewer.by), &job.record.title, note);
                waits.push(Waits { record: round.id.to_string(), stage, ..owed });
            }
        }
    }
    for report in agency.contact_reports.iter().filter(|report| wanted(&report.id.client()) && report.date <= today) {
        for action in report.record.items.iter().filter(|action| desk.is_mine(action.owner.as_ref())) {
            let open = action.done.is_none_or(|done| done > today);
            if let Some(text) = action.action.as_deref().filter(|_| open) {
                let note = format!("action of the {} of {}", report.medium, report.date);
                let owed = owes(desk, &report.id.client(), action.due, action.owner.as_ref(), text, note);
                waits.push(Waits { record: report.id.to_string(), ..owed });
            }
        }
    }
    for brief in
        agency.briefs.iter().filter(|brief| wanted(&brief.id.client()) && brief.status != BriefStatus::Superseded)
    {
        for question in brief.record.open_questions.iter().filter(|question| desk.is_mine(question.owner.as_ref())) {
            let note = format!("open question of `{}`", brief.title);
            let owed = owes(desk, &brief.id.client(), question.due, question.owner.as_ref(), &question.text, note);
            waits.push(Waits { record: brief.id.to_string(), ..owed });
        }
    }
}

fn owes<'a>(
    desk: &Desk<'a, '_>,
    client: &ClientId,
    due: Option<Day>,
    to: Option<&PersonId>,
    title: &'a str,
    note: String,
) -> Waits<'a> {
    let days = due.map(|due| desk.days_to(client, due, to));
    let note = [desk.instead_of(to), note].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("; ");
    let what = desk.near(due, days);
    Waits { what, record: String::new(), title, client: client.to_string(), stage: None, due, days, note, quiet: false }
}
