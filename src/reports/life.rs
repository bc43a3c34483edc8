//! What became of one job, in the order of its days: who had the ball and how late, whom it waited on, what was sent back, when the clock
//! stood still, what was done over an objection, and that it was called off. For `show`; knows no other job.

use crate::domain::job::Job;
use crate::domain::money::terms::Terms;
use crate::domain::record::Located;
use crate::domain::traffic::Traffic;
use crate::domain::turns::Turn;
use crate::values::{Day, Money, PersonId};
use crate::view::{Cell, Column, Grid, Row, Tone};

/// A day and what happened on it.
struct Event {
    day: Day,
    what: String,
    who: String,
    until: Option<Day>,
    late: Option<i64>,
    note: Vec<String>,
    tone: Tone,
}

impl Event {
    fn of(day: Day, what: impl Into<String>, who: Option<&PersonId>) -> Event {
        let who = who.map_or_else(String::new, ToString::to_string);
        Event { day, what: what.into(), who, until: None, late: None, note: Vec::new(), tone: Tone::Plain }
    }

    fn note(mut self, note: Option<impl Into<String>>) -> Event {
        self.note.extend(note.map(Into::into));
        self
    }

    fn row(self) -> Row {
        let cells = vec![
            Cell::Day(self.day),
            Cell::Text(self.what),
            Cell::maybe((!self.who.is_empty()).then_some(self.who)),
            Cell::day(self.until),
            self.late.map_or(Cell::Empty, Cell::Count),
            Cell::maybe((!self.note.is_empty()).then(|| self.note.join("; "))),
        ];
        Row { cells, tone: self.tone }
    }
}

/// The life of a job up to the day of `traffic`, a row for each thing that happened.
pub fn life(job: &Located<Job>, traffic: &Traffic<'_>) -> Grid {
    let mut events: Vec<Event> = Vec::new();
    for turn in traffic.turns(job) {
        events.extend(of_turn(&turn, traffic.today));
    }
    events.extend(of_clock(job, traffic));
    // within one day as written: handoffs, then what else happened to the job
    events.sort_by_key(|event| event.day);
    let columns = vec![
        Column::date("date", "Day"),
        Column::word("what", "What"),
        Column::word("who", "Who"),
        Column::date("until", "Until"),
        Column::figure("days_late", "Days late"),
        Column::prose("note", "Note"),
    ];
    Grid { columns, rows: events.into_iter().map(Event::row).collect() }
}

/// A turn of the ball, the waits in it and how it was sent back.
fn of_turn(turn: &Turn<'_>, today: Day) -> Vec<Event> {
    let handoff = turn.handoff;
    let from = handoff.from.as_ref().map_or_else(String::new, |from| format!("{from} → "));
    let mut given = Event::of(handoff.date, handoff.stage.as_str(), None);
    given.who = handoff.to.as_ref().map_or_else(String::new, |to| format!("{from}{to}"));
    given.until = turn.effective_due;
    given.late = turn.is_late.then_some(turn.late.all);
    let happened = |what: &str, day: Option<Day>| day.filter(|day| *day <= today).map(|day| format!("{what} {day}"));
    given = given.note(happened("accepted", handoff.accepted)).note(happened("done", handoff.done));
    if !handoff.artefacts.is_empty() {
        given = given.note(Some(format!("with {}", handoff.artefacts.join(", "))));
    }
    given = given.note(handoff.note.as_deref().map(str::trim_end));
    given.tone = match (turn.ended.is_some(), turn.is_late) {
        (false, true) => Tone::Red,
        (true, _) => Tone::Quiet,
        (false, false) => Tone::Plain,
    };
    let mut events = vec![given];
    for wait in handoff.waiting.iter().filter(|wait| wait.date <= today) {
        let what = format!("waits on {}", wait.party);
        events.push(Event::of(wait.date, what, None).note(wait.note.as_deref()));
    }
    if let Some(back) = handoff.rejected.as_ref().filter(|back| back.date <= today) {
        events.push(Event::of(back.date, "sent back", back.by.as_ref()).note(back.reason.as_deref()));
    }
    events
}

/// What happened to the job whoever had the ball.
fn of_clock(job: &Located<Job>, traffic: &Traffic<'_>) -> Vec<Event> {
    let today = traffic.today;
    let mut events = Vec::new();
    for hold in job.holds.iter().filter(|hold| hold.from <= today) {
        let mut held = Event::of(hold.from, "on hold", hold.by.as_ref()).note(hold.reason.as_deref());
        held.until = hold.to;
        held.tone = if hold.covers(today) { Tone::Amber } else { Tone::Quiet };
        events.push(held);
    }
    for step in job.overrides.iter().filter(|step| step.date <= today) {
        let guards = step.guards.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        let over = Event::of(step.date, format!("{} over an objection", step.stage), Some(&step.by));
        let mut over = over.note((!guards.is_empty()).then(|| format!("against {guards}"))).note(Some(&*step.reason));
        over.tone = Tone::Amber;
        events.push(over);
    }
    if let Some(cancelled) = job.cancelled.as_ref().filter(|cancelled| cancelled.date <= today) {
        let off = Event::of(cancelled.date, "cancelled", cancelled.by.as_ref()).note(cancelled.reason.as_deref());
        let agency = traffic.agency;
        let currency = || Terms::of(agency, job).map_or(agency.config.agency.currency, |terms| terms.currency);
        events.push(off.note(cancelled.fee.map(|fee| format!("the client pays {}", Money::new(fee.0, currency())))));
    }
    events
}
