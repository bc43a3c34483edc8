//! Where a job stands on a day, from its dates alone: what is dated later does not count yet. Needs no calendar and nobody's name.

use super::job::{Handoff, Hold, Job};
use super::workflow::{REQUESTED, Stage, Workflow};
use crate::values::Day;

crate::words! {
    /// How a job stands on a day.
    pub enum State {
        /// Somebody has the ball.
        Open = "open",
        /// The clock stands still.
        OnHold = "on-hold",
        /// It came to an end of the workflow.
        Closed = "closed",
        /// It was called off.
        Cancelled = "cancelled",
    }
}

impl Job {
    /// Whether the job had been asked for by a day.
    pub fn exists(&self, day: Day) -> bool {
        self.requested_on <= day
    }

    /// The latest handoff by a day; within one day the later in the list is later.
    pub fn latest_handoff(&self, day: Day) -> Option<(usize, &Handoff)> {
        let by_then = self.handoffs.iter().enumerate().filter(|(_, handoff)| handoff.date <= day);
        by_then.max_by_key(|(_, handoff)| handoff.date)
    }

    /// The stage it had come to by a day: that of its latest handoff, `requested` before the first. Holds and cancelling aside.
    pub fn stage(&self, day: Day) -> &str {
        self.latest_handoff(day).map_or(REQUESTED, |(_, handoff)| &handoff.stage)
    }

    /// Whether a handoff only put the ball into other hands: it opens the stage of the one before it, on the day that one was done.
    pub fn is_change_of_hands(&self, index: usize) -> bool {
        let Some((before, next)) =
            index.checked_sub(1).and_then(|at| Some((self.handoffs.get(at)?, self.handoffs.get(index)?)))
        else {
            return false;
        };
        before.stage == next.stage && before.done == Some(next.date) && before.rejected.is_none()
    }

    /// Whether its due is the one first agreed, as far as anybody wrote one down.
    pub fn as_first_agreed(&self) -> bool {
        self.baseline_due.is_none() || self.baseline_due == self.due
    }

    /// Whether it had been called off by a day.
    pub fn is_cancelled(&self, day: Day) -> bool {
        self.cancelled.as_ref().is_some_and(|cancelled| cancelled.date <= day)
    }

    /// The hold that covers a day.
    pub fn hold(&self, day: Day) -> Option<&Hold> {
        self.holds.iter().find(|hold| hold.covers(day))
    }

    /// How it stands on a day.
    pub fn state(&self, workflow: &Workflow, day: Day) -> State {
        if self.is_cancelled(day) {
            State::Cancelled
        } else if workflow.get(self.stage(day)).is_some_and(Stage::is_end) {
            State::Closed
        } else if self.hold(day).is_some() {
            State::OnHold
        } else {
            State::Open
        }
    }

    /// The handoff that is open on a day: who has the ball. None before the first, and none once the job is called off.
    pub fn open_handoff(&self, day: Day) -> Option<(usize, &Handoff)> {
        if self.is_cancelled(day) {
            return None;
        }
        let open = self.handoffs.iter().enumerate().filter(|(_, handoff)| handoff.is_open(day));
        open.max_by_key(|(_, handoff)| handoff.date)
    }
}

impl Job {
    /// The handoff that put the ball into its stage, where it only changed hands since.
    pub fn first_of_hands(&self, index: usize) -> usize {
        (0..=index).rev().find(|at| !self.is_change_of_hands(*at)).unwrap_or(index)
    }

    /// The stage that the ball of a handoff returns to when it is sent back: that of the last one before it that was not sent back itself.
    /// Whoever had it in the same stage before it changed hands did not give it.
    pub fn stage_before(&self, index: usize) -> &str {
        let before = self.handoffs.iter().take(self.first_of_hands(index)).rev();
        before.into_iter().find(|handoff| handoff.rejected.is_none()).map_or(REQUESTED, |handoff| &handoff.stage)
    }
}

impl Hold {
    /// Whether the clock stands still on a day: both ends belong to the hold.
    pub fn covers(&self, day: Day) -> bool {
        self.from <= day && self.to.is_none_or(|to| day <= to)
    }
}

impl Handoff {
    /// Whether it is open on a day: given by then, neither done nor sent back by then.
    pub fn is_open(&self, day: Day) -> bool {
        self.date <= day && self.ended(day).is_none()
    }

    /// When it was done or sent back, if that was by a day.
    pub fn ended(&self, day: Day) -> Option<Day> {
        let back = self.rejected.as_ref().map(|rejected| rejected.date);
        self.done.into_iter().chain(back).filter(|&end| end <= day).min()
    }

    /// Whether it had been sent back by a day.
    pub fn is_sent_back(&self, day: Day) -> bool {
        self.rejected.as_ref().is_some_and(|rejected| rejected.date <= day)
    }
}
