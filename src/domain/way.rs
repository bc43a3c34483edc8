//! How long work takes at the least: the quickest way through the workflow, in working days of whoever has each stage.

use super::calendar::Calendar;
use super::client::{Client, Team};
use super::parties::Calendars;
use super::workflow::{CLIENT, DELIVERED, Stage, Workflow};
use crate::values::{Day, Word};

/// The stages from one on, up to the delivery, along which the fewest days pass.
#[derive(Clone, Debug)]
pub struct Way<'w>(Vec<&'w Stage>);

impl<'w> Way<'w> {
    /// The quickest way from a stage, itself included; `None` where none leads to the delivery.
    pub fn quickest(workflow: &'w Workflow, from: &str) -> Option<Way<'w>> {
        let stages = workflow.stages();
        let start = workflow.position(from)?;
        let is_goal =
            |at: usize| stages[at].name == DELIVERED || (stages[at].is_end() && workflow.get(DELIVERED).is_none());
        // the days before a stage is entered, and the stage it is entered from
        let mut best: Vec<Option<(u32, usize)>> = vec![None; stages.len()];
        best[start] = Some((0, start));
        // no way visits a stage twice, so as many rounds as there are stages find every way
        for _ in stages {
            for at in 0..stages.len() {
                let Some((days, _)) = best[at].filter(|_| !is_goal(at)) else { continue };
                let days = days.saturating_add(stages[at].lead_days.unwrap_or(0));
                for next in stages[at].next.iter().filter_map(|next| workflow.position(next)) {
                    if best[next].is_none_or(|(known, _)| days < known) {
                        best[next] = Some((days, at));
                    }
                }
            }
        }
        let goals = (0..stages.len()).filter(|at| is_goal(*at));
        let mut at = goals.filter_map(|at| best[at].map(|(days, _)| (days, at))).min()?.1;
        let mut way = Vec::new();
        while at != start {
            at = best[at]?.1;
            way.push(&stages[at]);
        }
        way.reverse();
        Some(Way(way))
    }

    /// The stages along it, in order.
    pub fn stages(&self) -> &[&'w Stage] {
        &self.0
    }

    /// Without the stage it begins with.
    #[must_use]
    pub fn after_the_first(mut self) -> Way<'w> {
        self.0.drain(..1.min(self.0.len()));
        self
    }

    /// The working days along it. The client answers in `answer` days, where a contract says so.
    pub fn days(&self, answer: Option<u32>) -> i64 {
        self.0.iter().map(|stage| i64::from(lead_days(stage, answer))).sum()
    }

    /// The day it ends if it begins on a day, each stage counted by the calendar of its seat.
    pub fn end(
        &self,
        from: Day,
        answer: Option<u32>,
        calendars: &Calendars,
        client: Option<&Client>,
        team: Option<&Team>,
    ) -> Day {
        self.0
            .iter()
            .fold(from, |day, stage| calendar_of(stage, calendars, client, team).add(day, lead_days(stage, answer)))
    }
}

/// The calendar of whoever has a stage: the client's, else that of the person in the seat.
pub fn calendar_of<'c>(
    stage: &Stage,
    calendars: &'c Calendars,
    client: Option<&Client>,
    team: Option<&Team>,
) -> &'c Calendar {
    calendars.named(calendar_name(stage, calendars, client, team))
}

/// The name of the same calendar; none is the office's.
pub fn calendar_name<'c>(
    stage: &Stage,
    calendars: &'c Calendars,
    client: Option<&'c Client>,
    team: Option<&Team>,
) -> Option<&'c Word> {
    let seat = stage.seat.as_deref().unwrap_or_default();
    if seat == CLIENT {
        return client.and_then(|client| client.calendar.as_ref());
    }
    let person = team.and_then(|team| team.get(seat)).or_else(|| client?.team.get(seat));
    person.and_then(|person| calendars.name_of(person))
}

/// The working days that a stage is given. The client answers in `answer` days, where a contract says so.
pub fn lead_days(stage: &Stage, answer: Option<u32>) -> u32 {
    let own = stage.lead_days.unwrap_or(0);
    if stage.seat.as_deref() == Some(CLIENT) { answer.unwrap_or(own) } else { own }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_quickest_way_leaves_out_what_only_some_work_needs() {
        let usual = Workflow::usual();
        let way = Way::quickest(&usual, "requested").expect("a way");
        // 1 + 4 + 1 + 3 + 2 + 10 + 2 + 5 + 1 + 1: neither revised, nor produced, nor cleared
        assert_eq!(way.days(None), 30);
        assert_eq!(way.days(Some(2)), 27);
        assert_eq!(way.after_the_first().days(None), 29);
        // production has no quicker way round itself: 5 + 1
        assert_eq!(Way::quickest(&usual, "in-production").map(|way| way.days(None)), Some(6));
        // from a stage off the quickest way, back on it: revising 2, internal review 2, client 5, approved 1, released 1
        assert_eq!(Way::quickest(&usual, "revising").map(|way| way.days(None)), Some(11));
        assert_eq!(Way::quickest(&usual, "delivered").map(|way| way.days(None)), Some(0));
        assert!(Way::quickest(&usual, "closed").is_none() && Way::quickest(&usual, "nowhere").is_none());
    }
}
