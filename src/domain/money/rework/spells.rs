//! The times that a job stood at `revising`, and why: the classes of the remarks that sent it there. Knows no hours and no money.

use crate::domain::job::Job;
use crate::domain::job_money::Cause;
use crate::domain::round::{FeedbackStatus, Round};
use crate::domain::workflow::REVISING;
use crate::values::Day;

/// One of them, both days included.
#[derive(Debug)]
struct Spell {
    from: Day,
    to: Day,
    /// How many remarks of each class; of none, where no round says why.
    causes: Vec<(Option<Cause>, u32)>,
}

/// All of them, in order.
#[derive(Debug)]
pub(super) struct Spells(Vec<Spell>);

impl Spells {
    /// The spells of a job that had begun by a day. `rounds` are those sent by then, with their numbers.
    pub(super) fn of(job: &Job, rounds: &[(u32, &Round)], day: Day) -> Spells {
        let mut spells: Vec<Spell> = Vec::new();
        let (mut since, mut goes_on) = (None, false);
        let by_then = job.handoffs.iter().filter(|handoff| handoff.date <= day && !handoff.is_sent_back(day));
        for handoff in by_then {
            if handoff.stage != REVISING {
                goes_on = false;
                continue;
            }
            let to = handoff.ended(day).unwrap_or(day);
            if let Some(spell) = spells.last_mut().filter(|_| goes_on) {
                // another took it over
                spell.to = spell.to.max(to);
            } else {
                spells.push(Spell { from: handoff.date, to, causes: causes(rounds, since, handoff.date) });
                since = Some(handoff.date);
            }
            goes_on = true;
        }
        Spells(spells)
    }

    /// Why work was done again on a day, by the number of remarks; nothing where it was not. On a day that ends one spell and begins
    /// another, the earlier counts.
    pub(super) fn causes(&self, day: Day) -> Vec<(Option<Cause>, u32)> {
        let spell = self.0.iter().find(|spell| spell.from <= day && day <= spell.to);
        spell.map_or_else(Vec::new, |spell| spell.causes.clone())
    }
}

/// The remarks of the latest round since the spell before, and of those of its kind beside it: each deliverable has its own. What was declined
/// is not worked on.
fn causes(rounds: &[(u32, &Round)], since: Option<Day>, until: Day) -> Vec<(Option<Cause>, u32)> {
    let sent = |round: &Round| round.sent <= until && since.is_none_or(|since| since < round.sent);
    let of_then = || rounds.iter().filter(|(_, round)| sent(round));
    let kind = of_then().max_by_key(|(number, round)| (round.sent, *number)).map(|(_, round)| round.kind);
    let items = of_then().filter(|(_, round)| Some(round.kind) == kind).flat_map(|(_, round)| &round.items);
    let mut counted: Vec<(Option<Cause>, u32)> = Vec::new();
    for item in items.filter(|item| item.status != Some(FeedbackStatus::Declined)) {
        match counted.iter_mut().find(|(cause, _)| *cause == item.class) {
            Some((_, count)) => *count += 1,
            None => counted.push((item.class, 1)),
        }
    }
    counted.sort();
    if counted.is_empty() { vec![(None, 1)] } else { counted }
}
