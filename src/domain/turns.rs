//! One turn of the ball, measured: how long somebody had it, how late that was, and whose days those were. Whose calendar it is, it is
//! told; who must hear of it, and what comes next, it does not know.

use super::calendar::Calendar;
use super::handoff::State;
use super::job::{Handoff, Job, Party, Wait};
use super::record::Located;
use super::traffic::Traffic;
use crate::values::Day;
use std::borrow::Cow;
use std::ops::AddAssign;

/// Working days, and whose they were; the parts add up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Days {
    /// All of them.
    pub all: i64,
    /// Of them, the agency's.
    pub agency: i64,
    /// The client's.
    pub client: i64,
    /// A supplier's.
    pub supplier: i64,
}

impl Days {
    /// So many days, all of one party.
    pub fn all_of(days: i64, party: Party) -> Days {
        let mut all = Days::default();
        all.add(days, party);
        all
    }

    fn add(&mut self, days: i64, party: Party) {
        self.all += days;
        match party {
            Party::Agency => self.agency += days,
            Party::Client => self.client += days,
            Party::Supplier => self.supplier += days,
        }
    }
}

impl AddAssign for Days {
    fn add_assign(&mut self, other: Days) {
        self.all += other.all;
        self.agency += other.agency;
        self.client += other.client;
        self.supplier += other.supplier;
    }
}

/// A handoff and what came of it, as of its own end: the day it was done or sent back, else the day it is looked at.
#[derive(Clone, Copy, Debug)]
pub struct Turn<'a> {
    /// Its place in the job's list.
    pub index: usize,
    /// The handoff.
    pub handoff: &'a Handoff,
    /// When it was done or sent back, if it has been.
    pub ended: Option<Day>,
    /// The last day it is reckoned to: when it ended, when its job was called off, else the day it is looked at.
    pub through: Day,
    /// Whether it was sent back.
    pub sent_back: bool,
    /// Its due, moved by the days on hold of its life.
    pub effective_due: Option<Day>,
    /// Whether it ended after that due, or is open and past it while the clock of its job runs; on a Saturday, a Friday's due is past by no day.
    pub is_late: bool,
    /// Working days of its whole life after the day it began, days on hold left out.
    pub held: Days,
    /// Working days after its effective due; none where it is not late.
    pub late: Days,
}

impl<'a> Traffic<'a> {
    /// Every turn that had begun by today, in order, each as of its own end. Nothing is late in an open turn of a job that is on hold,
    /// closed or called off.
    pub fn turns(&self, job: &'a Located<Job>) -> Vec<Turn<'a>> {
        if !job.exists(self.today) {
            return Vec::new();
        }
        let doers = self.doers(&job.id.client());
        let holds = Holds::of(job);
        let runs = self.state(job) == State::Open;
        let last = job.cancelled.as_ref().map_or(self.today, |cancelled| cancelled.date.min(self.today));
        let by_now = job.record.handoffs.iter().enumerate().filter(|(_, handoff)| handoff.date <= self.today);
        let mut turns: Vec<Turn<'a>> = Vec::with_capacity(job.record.handoffs.len());
        for (index, handoff) in by_now {
            let (calendar, receiver) = doers.receiver(handoff.to.as_ref());
            let turn = Clock { calendar, receiver, waiting: &handoff.waiting };
            let ended = handoff.ended(self.today);
            let through = ended.unwrap_or(last);
            let due = handoff.due.map(|due| holds.moved(calendar, handoff.date, due, through));
            let past = due.filter(|&due| due < through && (ended.is_some() || runs));
            turns.push(Turn {
                index,
                handoff,
                ended,
                through,
                sent_back: handoff.is_sent_back(self.today),
                effective_due: due,
                is_late: past.is_some(),
                held: turn.split(handoff.date, through, &holds),
                late: past
                    .zip(handoff.due)
                    .map_or_else(Days::default, |(_, due)| turn.late(handoff.date, due, through, &holds)),
            });
        }
        if !turns.is_sorted_by_key(|turn| turn.handoff.date) {
            turns.sort_by_key(|turn| turn.handoff.date);
        }
        turns
    }

    /// How late a job itself is: the office's working days since the time until its due ran out, by whose turn each was; where nobody had
    /// the ball, the agency's.
    pub fn job_late(&self, job: &'a Located<Job>) -> Option<Days> {
        let (due, office) = (job.record.due?, self.calendars.office());
        let holds = Holds::of(job);
        let given = job.record.requested_on;
        let mut counted = if job.as_first_agreed() { holds.run_out(office, given, due, self.today) } else { due };
        let doers = self.doers(&job.id.client());
        let ours = Clock { calendar: office, receiver: Party::Agency, waiting: &[] };
        let mut days = Days::default();
        for turn in self.turns(job) {
            let (_, receiver) = doers.receiver(turn.handoff.to.as_ref());
            let clock = Clock { calendar: office, receiver, waiting: &turn.handoff.waiting };
            days += ours.split(counted, turn.handoff.date, &holds);
            counted = counted.max(turn.handoff.date);
            days += clock.split(counted, turn.through, &holds);
            counted = counted.max(turn.through);
        }
        days += ours.split(counted, self.today, &holds);
        Some(days)
    }
}

/// By whose calendar a turn is timed, and whose turn each of its days is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Clock<'a> {
    pub(super) calendar: &'a Calendar,
    /// Whose turn it is until a wait says otherwise.
    pub(super) receiver: Party,
    pub(super) waiting: &'a [Wait],
}

impl Clock<'_> {
    /// The working days from when the time of something given on a day ran out, by whose turn each was; days on hold are nobody's.
    pub(super) fn late(&self, given: Day, due: Day, through: Day, holds: &Holds) -> Days {
        let out = holds.run_out(self.calendar, given, due, through);
        // the due of a ball taken over late lies before the day it was given, moved already by the holds until then
        let mut late = self.split(out, given.min(through), &Holds::default());
        late += self.split(out.max(given), through, holds);
        late
    }

    /// Whose turn a day is: that of the latest wait noted by then, else the receiver's. Within one day the later in the list is later.
    pub(super) fn party(&self, day: Day) -> Party {
        let noted = self.waiting.iter().filter(|wait| wait.date <= day);
        noted.max_by_key(|wait| wait.date).map_or(self.receiver, |wait| wait.party)
    }

    /// The working days in (`after`, `through`] by whose turn each was, days of `without` left out.
    pub(super) fn split(&self, after: Day, through: Day, without: &Holds) -> Days {
        let mut days = Days::default();
        if through <= after {
            return days;
        }
        let (mut counted, mut party) = (after, self.receiver);
        let mut add = |from, to, party| {
            days.add(self.calendar.working_days_between(from, to) - without.days(self.calendar, from, to), party);
        };
        for wait in in_order(self.waiting).iter().take_while(|wait| wait.date <= through) {
            let before = wait.date.plus(-1);
            if before > counted && wait.party != party {
                add(counted, before, party);
                counted = before;
            }
            party = wait.party;
        }
        add(counted, through, party);
        days
    }
}

/// Waits in the order of their days. They are written in it, so that a copy is seldom needed.
fn in_order(waiting: &[Wait]) -> Cow<'_, [Wait]> {
    if waiting.is_sorted_by_key(|wait| wait.date) {
        return Cow::Borrowed(waiting);
    }
    let mut sorted = waiting.to_vec();
    sorted.sort_by_key(|wait| wait.date);
    Cow::Owned(sorted)
}

/// The days on which the clock of a job stands still, each once, in order.
#[derive(Clone, Debug, Default)]
pub struct Holds(Vec<(Day, Day)>);

impl Holds {
    /// The holds of a job: both ends belong to one, and one without an end goes on.
    pub fn of(job: &Job) -> Holds {
        let mut holds: Vec<(Day, Day)> = job
            .holds
            .iter()
            .map(|hold| (hold.from, hold.to.unwrap_or(Day::LAST)))
            .filter(|(from, to)| from <= to)
            .collect();
        holds.sort_unstable();
        holds.dedup_by(|(from, to), (_, last)| {
            let overlaps = *from <= *last;
            if overlaps {
                *last = (*last).max(*to);
            }
            overlaps
        });
        Holds(holds)
    }

    /// Working days on hold in (`after`, `through`].
    pub fn days(&self, calendar: &Calendar, after: Day, through: Day) -> i64 {
        let first = self.0.partition_point(|&(_, to)| to <= after);
        let reached = self.0[first..].iter().take_while(|&&(from, _)| from <= through);
        reached.map(|&(from, to)| calendar.working_days_between(from.plus(-1).max(after), to.min(through))).sum()
    }

    /// A due moved by the working days on hold in (`given`, `through`].
    pub fn moved(&self, calendar: &Calendar, given: Day, due: Day, through: Day) -> Day {
        calendar.step(due, self.days(calendar, given, through))
    }

    /// The day on which the time until a due was used up: moved by each hold that began before that, through its end. What is on hold later
    /// moves the due as well, but was late already.
    fn run_out(&self, calendar: &Calendar, given: Day, due: Day, through: Day) -> Day {
        let mut out = due;
        for &(from, to) in self.0.iter().filter(|(_, to)| given < *to) {
            if out < from {
                break;
            }
            out = calendar.step(out, calendar.working_days_between(from.plus(-1).max(given), to.min(through)));
        }
        out
    }
}
