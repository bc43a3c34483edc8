//! The ball of a job, if it is this person's, or if it is late and she is the one to be told.

use super::{Desk, Waits, What};
use crate::domain::handoff::State;
use crate::domain::job::{Job, Party};
use crate::domain::record::Located;
use crate::domain::traffic::Ball;

/// What a job wants of the person today.
pub(super) fn turn<'a>(desk: &Desk<'a, '_>, job: &'a Located<Job>) -> Option<Waits<'a>> {
    let traffic = desk.traffic;
    let ball = traffic.ball(job)?;
    let held = traffic.state(job) == State::OnHold;
    let days = traffic.days_left(job, &ball).filter(|_| !held);
    let mine = desk.is_mine(ball.to);
    let (what, note) = if mine {
        let what = if held { What::Ball } else { desk.near(ball.effective_due, days) };
        (what, note(desk, job, &ball, held))
    } else {
        let late = traffic.late(job, &ball)?;
        let told = traffic.escalate_to(job, late.all) == Some(desk.person);
        let with = ball.to.map_or_else(|| "nobody".to_owned(), ToString::to_string);
        told.then(|| (What::Escalated, format!("late with {with} ({})", traffic.waiting_on(job, &ball))))?
    };
    let kind = if ball.handoff.is_some() { "handoff" } else { "request" };
    Some(Waits {
        stage: Some(ball.stage),
        since: Some(ball.date),
        due: ball.due,
        effective_due: ball.effective_due,
        days,
        instead_of: ball.to.filter(|to| mine && *to != desk.person),
        note,
        quiet: held,
        ..Waits::new(what, kind, &job.id, &job.id.client(), &job.record.title)
    })
}

/// The end of what is said of a ball that nobody has said yet they have.
pub(super) const NOT_ACCEPTED: &str = "not accepted yet";

fn note(desk: &Desk<'_, '_>, job: &Located<Job>, ball: &Ball<'_>, held: bool) -> String {
    let today = desk.traffic.today;
    if let Some(hold) = job.record.hold(today).filter(|_| held) {
        return format!("on hold since {}", hold.from);
    }
    let given = match desk.traffic.waiting_on(job, ball) {
        Party::Agency => ball.from.map_or_else(String::new, |from| format!("from {from}, {}", ball.date)),
        // to the client herself it is simply hers
        Party::Client if desk.is_contact() => {
            ball.from.map_or_else(String::new, |from| format!("from {from}, {}", ball.date))
        }
        party => format!("waiting on the {party}"),
    };
    let open = ball.handoff.is_some_and(|(_, handoff)| handoff.accepted.is_none_or(|accepted| accepted > today));
    let accept = (open && !desk.is_contact()).then(|| NOT_ACCEPTED.to_owned());
    [Some(given), accept].into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("; ")
}
