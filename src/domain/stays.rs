//! Stays: how long a job was in a stage, over every turn of the ball there. A change of hands is no new stay, and a turn that was sent
//! back is none: the stage before it goes on. What was late in it was late all the same. Counts nothing over several jobs; that is `history`'s.

use super::turns::{Days, Turn};
use super::workflow::Workflow;
use crate::values::{Day, PersonId};

/// Some turns in a row of one stage.
#[derive(Clone, Copy, Debug)]
pub struct Stay<'a> {
    /// The stage.
    pub stage: &'a str,
    /// The stage before it; `None` for the first.
    pub before: Option<&'a str>,
    /// Since when.
    pub entered: Day,
    /// When the last turn of it was done; `None` while somebody has the ball.
    pub ended: Option<Day>,
    /// Who had it first.
    pub first: Option<&'a PersonId>,
    /// Who had it last.
    pub last: Option<&'a PersonId>,
    /// Working days in it, days on hold left out.
    pub held: Days,
    /// Whether one of its turns ended after its due.
    pub is_late: bool,
    /// Working days after the dues of its turns, each day once.
    pub late: Days,
}

/// The stays of a job, in order.
pub fn stays<'a>(turns: &[Turn<'a>]) -> Vec<Stay<'a>> {
    // wider than `Job::is_change_of_hands`: what was sent back stands between two turns of one stay, and in a book kept by hand days may lie
    // between one's `done` and the other's `date`; the job was in the stage all the same
    gathered(turns, |stay, turn| stay.stage == turn.handoff.stage)
}

/// The same, and a change of hands ends one's own.
pub fn hands<'a>(turns: &[Turn<'a>]) -> Vec<Stay<'a>> {
    gathered(turns, |stay, turn| stay.stage == turn.handoff.stage && stay.last == turn.handoff.to.as_ref())
}

/// The day a job was delivered on: that of the last time it came to the delivery, and has stayed there. One taken back is none.
pub fn delivered_on(workflow: &Workflow, stays: &[Stay<'_>]) -> Option<Day> {
    let there = stays.iter().rev().take_while(|stay| workflow.is_delivered(stay.stage));
    there.last().map(|stay| stay.entered)
}

/// The working days after its due for which a turn is to be charged: who takes over what is late already is late from the first day, and
/// the days before are another's.
pub fn own_late(turn: &Turn<'_>) -> Days {
    let was_late = turn.effective_due.is_some_and(|due| due < turn.handoff.date);
    if was_late && turn.is_late { turn.held } else { turn.late }
}

/// The turns that were sent back, each with the day: what passed in them is in no stay.
pub fn returned<'t, 'a>(turns: &'t [Turn<'a>]) -> impl Iterator<Item = (Day, &'t Turn<'a>)> {
    turns.iter().filter(|turn| turn.sent_back).filter_map(|turn| Some((turn.ended?, turn)))
}

fn gathered<'a>(turns: &[Turn<'a>], goes_on: impl Fn(&Stay<'a>, &Turn<'a>) -> bool) -> Vec<Stay<'a>> {
    let mut stays: Vec<Stay<'a>> = Vec::with_capacity(turns.len());
    for turn in turns.iter().filter(|turn| !turn.sent_back) {
        let handoff = turn.handoff;
        let late = own_late(turn);
        match stays.last_mut() {
            Some(stay) if goes_on(stay, turn) => {
                stay.ended = turn.ended;
                stay.last = handoff.to.as_ref();
                stay.held += turn.held;
                stay.is_late |= turn.is_late;
                stay.late += late;
            }
            last => {
                let before = last.map(|stay| stay.stage);
                stays.push(Stay {
                    stage: &handoff.stage,
                    before,
                    entered: handoff.date,
                    ended: turn.ended,
                    first: handoff.to.as_ref(),
                    last: handoff.to.as_ref(),
                    held: turn.held,
                    is_late: turn.is_late,
                    late,
                });
            }
        }
    }
    stays
}
