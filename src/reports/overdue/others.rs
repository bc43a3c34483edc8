//! What can be late of the work besides handoffs: jobs past their own due, answers to rounds, invoices.

use super::{Item, ReportAsk, is_told};
use crate::domain::handoff::State;
use crate::domain::job::{Job, Party};
use crate::domain::money::billing;
use crate::domain::parties::receiving_party;
use crate::domain::record::Located;
use crate::domain::traffic::Traffic;
use crate::domain::turns::Days;
use crate::values::{ClientId, Day, PersonId};
use std::borrow::Cow;

/// Adds everything late that is not a handoff.
pub(super) fn gather<'a>(traffic: &Traffic<'a>, ask: &ReportAsk, items: &mut Vec<Item<'a>>) {
    let wanted = |client: &ClientId| ask.client.as_ref().is_none_or(|only| only == client);
    jobs(traffic, &wanted, items);
    answers(traffic, &wanted, items);
    invoices(traffic, &wanted, items);
}

type Wanted<'w> = &'w dyn Fn(&ClientId) -> bool;

/// Something due that is late today for whoever owes it, in their calendar; all of its days are theirs, and whoever has the seats at the
/// client is told.
pub(super) fn item<'a>(
    traffic: &Traffic<'a>,
    client: &ClientId,
    due: Day,
    to: Option<&'a PersonId>,
    title: impl Into<Cow<'a, str>>,
) -> Item<'a> {
    let days = traffic.calendars.receiver(traffic.agency, client, to).working_days_between(due, traffic.today);
    let waiting_on = receiving_party(traffic.agency, client, to);
    Item {
        what: "job",
        record: String::new(),
        job: None,
        client: client.to_string(),
        title: title.into(),
        stage: None,
        from: None,
        to,
        date: None,
        due: Some(due),
        effective_due: Some(due),
        late: Days::all_of(days, waiting_on),
        held: None,
        is_told: is_told(traffic, client, to),
        waiting_on,
        step: traffic.escalation(days).map(|step| step.days),
        escalate_to: traffic.escalate_of(client, days),
    }
}

/// Jobs past the day they are due at the client, and not delivered.
fn jobs<'a>(traffic: &Traffic<'a>, wanted: Wanted<'_>, items: &mut Vec<Item<'a>>) {
    for job in traffic.agency.jobs.iter().filter(|job| wanted(&job.id.client()) && job.exists(traffic.today)) {
        let stage = job.record.stage(traffic.today);
        let Some(due) = traffic.job_due(job).filter(|&due| due < traffic.today) else { continue };
        if traffic.state(job) != State::Open || traffic.workflow.is_delivered(stage) {
            continue;
        }
        let ball = traffic.ball(job);
        let late = item(traffic, &job.id.client(), due, ball.and_then(|ball| ball.to), job.record.title.as_str());
        let waiting_on = ball.map_or(Party::Agency, |ball| traffic.waiting_on(job, &ball));
        let days = traffic.job_late(job).unwrap_or_default();
        items.push(Item {
            record: job.id.to_string(),
            job: Some(job),
            stage: Some(stage),
            from: Some(&job.record.requested_by),
            date: Some(job.requested_on),
            due: job.due,
            late: days,
            waiting_on,
            step: traffic.escalation(days.all).map(|step| step.days),
            escalate_to: traffic.escalate_to(job, days.all),
            ..late
        });
    }
}

/// The job of an id, if its clock runs today.
fn running<'a>(traffic: &Traffic<'a>, id: &crate::values::JobId) -> Option<&'a Located<Job>> {
    traffic.agency.jobs.get(id).found().filter(|job| traffic.state(job) == State::Open)
}

/// Those who owe an answer to a round.
fn answers<'a>(traffic: &Traffic<'a>, wanted: Wanted<'_>, items: &mut Vec<Item<'a>>) {
    let agency: &'a _ = traffic.agency;
    for round in agency.rounds.iter().filter(|round| wanted(&round.id.client()) && round.sent <= traffic.today) {
        let Some(written) = round.due.filter(|&due| due < traffic.today) else { continue };
        let Some(job) = running(traffic, &round.id.job()) else { continue };
        for by in round.record.silent_on(traffic.today) {
            let due = traffic.moved(job, Some(by), round.sent, written);
            if due >= traffic.today {
                continue;
            }
            let late = item(traffic, &round.id.client(), due, Some(by), job.record.title.as_str());
            items.push(Item {
                what: "answer",
                record: round.id.to_string(),
                job: Some(job),
                stage: Some(job.record.stage(traffic.today)),
                date: Some(round.sent),
                due: Some(written),
                escalate_to: traffic.escalate_to(job, late.late.all),
                ..late
            });
        }
    }
}

/// Issued invoices that are not paid in full. Their days are the client's.
fn invoices<'a>(traffic: &Traffic<'a>, wanted: Wanted<'_>, items: &mut Vec<Item<'a>>) {
    let agency: &'a _ = traffic.agency;
    for invoice in agency.invoices.iter().filter(|invoice| wanted(&invoice.id.client())) {
        if traffic.today <= invoice.due || !billing::is_owed(agency, invoice, traffic.today) {
            continue;
        }
        let late = item(traffic, &invoice.id.client(), invoice.due, None, invoice.record.number.as_str());
        items.push(Item {
            what: "invoice",
            record: invoice.id.to_string(),
            date: Some(invoice.date),
            late: Days::all_of(late.late.all, Party::Client),
            waiting_on: Party::Client,
            ..late
        });
    }
}
