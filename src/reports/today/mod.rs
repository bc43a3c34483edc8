//! What waits for a person: the ball is with her, an approval is hers to give, a due is near or past, somebody must be told.

mod approve;
mod owed;

use super::{Report, ReportAsk};
use crate::domain::agency::Agency;
use crate::domain::handoff::State;
use crate::domain::job::{Job, Party, sections};
use crate::domain::parties::standing_in;
use crate::domain::record::{Kind, Located};
use crate::domain::scope::Scope;
use crate::domain::traffic::Traffic;
use crate::values::{ClientId, Day, PersonId};
use crate::view::{Cell, Column, Grid, Row, Tone, View};

/// `suits today`.
pub struct Today;

const COLUMNS: [Column; 8] = [
    Column::word("what", "What"),
    Column::word("record", "Record"),
    Column::prose("title", "Title"),
    Column::word("client", "Client").hidden(),
    Column::word("stage", "Stage"),
    Column::date("due", "Due"),
    Column::figure("days", "Days left"),
    Column::prose("note", "Note"),
];

/// So many working days ahead is soon.
const SOON: i64 = 3;

crate::words! {
    /// Why something is on the list; in the order of the list.
    pub enum What {
        /// Past its due.
        Overdue = "overdue",
        /// Due today.
        DueToday = "due-today",
        /// Due within three working days.
        DueSoon = "due-soon",
        /// Yours to approve.
        Approve = "approve",
        /// Late with someone else, and you are told.
        Escalated = "escalated",
        /// The ball is with you.
        Ball = "ball",
    }
}

/// One thing that waits.
pub(super) struct Waits<'a> {
    pub(super) what: What,
    pub(super) record: String,
    pub(super) title: &'a str,
    pub(super) client: String,
    pub(super) stage: Option<&'a str>,
    pub(super) due: Option<Day>,
    pub(super) days: Option<i64>,
    pub(super) note: String,
    pub(super) quiet: bool,
}

/// Whose list, as of which day.
pub(super) struct Desk<'a, 't> {
    pub(super) traffic: &'t Traffic<'a>,
    pub(super) person: &'t PersonId,
}

impl Desk<'_, '_> {
    /// Whether it is this person's to do, or of someone she stands in for.
    pub(super) fn is_mine(&self, to: Option<&PersonId>) -> bool {
        to.is_some_and(|to| {
            to == self.person || standing_in(&self.traffic.agency.config, to, self.traffic.today) == self.person
        })
    }

    /// What a due makes of something: working days left, below 0 for late.
    pub(super) fn near(&self, due: Option<Day>, days: Option<i64>) -> What {
        match (due, days) {
            (Some(due), _) if due < self.traffic.today => What::Overdue,
            (Some(due), _) if due == self.traffic.today => What::DueToday,
            (Some(_), Some(days)) if days <= SOON => What::DueSoon,
            _ => What::Ball,
        }
    }

    /// Working days from today to a due, in the calendar of whoever owes it; below 0 for late.
    pub(super) fn days_to(&self, client: &ClientId, due: Day, to: Option<&PersonId>) -> i64 {
        let today = self.traffic.today;
        let calendar = self.traffic.calendars.receiver(self.traffic.agency, client, to);
        if due < today { -calendar.working_days_between(due, today) } else { calendar.working_days_between(today, due) }
    }

    /// Of whom it is, where that is somebody else who is away.
    pub(super) fn instead_of(&self, to: Option<&PersonId>) -> String {
        match to {
            Some(to) if to != self.person => format!("for {to}, who is away"),
            _ => String::new(),
        }
    }
}

impl Report for Today {
    fn name(&self) -> &'static str {
        "today"
    }

    fn scope(&self, ask: &ReportAsk) -> Scope {
        const KINDS: &[Kind] = &[Kind::Client, Kind::Brief, Kind::Job, Kind::Round, Kind::ContactReport];
        Scope::kinds(KINDS).parts(sections::MONEY).fingerprints().client(ask.client.clone())
    }

    fn view(&self, agency: &Agency, ask: &ReportAsk) -> Result<View, String> {
        let person = ask.person.as_ref().ok_or("whose day is it? name a person: `suits today --for ann`")?;
        let traffic = Traffic::of(agency, ask.today);
        let desk = Desk { traffic: &traffic, person };
        let mut waits: Vec<Waits<'_>> = Vec::new();
        for job in agency.jobs.iter().filter(|job| ask.client.as_ref().is_none_or(|client| job.id.is_of(client))) {
            waits.extend(turn(&desk, job));
            approve::estimates(&desk, job, &mut waits);
        }
        approve::briefs(&desk, ask, &mut waits);
        approve::verdicts(&desk, ask, &mut waits);
        owed::gather(&desk, ask, &mut waits);
        waits.sort_by(|one, other| {
            let key = |waits: &Waits<'_>| (waits.what, waits.due.is_none(), waits.due);
            key(one).cmp(&key(other)).then_with(|| one.record.cmp(&other.record))
        });
        Ok(View {
            name: "today",
            version: 1,
            title: format!("What waits for {person}"),
            as_of: ask.today,
            grid: Grid { columns: COLUMNS.to_vec(), rows: waits.into_iter().map(row).collect() },
            others: Vec::new(),
            notes: Vec::new(),
            when_empty: format!("nothing waits for {person}"),
            unreadable: Vec::new(),
        })
    }
}

/// The ball of a job, if it is this person's, or if it is late and she is the one to be told.
fn turn<'a>(desk: &Desk<'a, '_>, job: &'a Located<Job>) -> Option<Waits<'a>> {
    let traffic = desk.traffic;
    let ball = traffic.ball(job)?;
    let late = traffic.late(job, &ball);
    let mine = desk.is_mine(ball.to);
    let held = traffic.state(job) == State::OnHold;
    let days = traffic.days_left(job, &ball).filter(|_| !held);
    let (what, note) = if mine {
        let on_hold = job.record.hold(traffic.today).filter(|_| held);
        let note = match (on_hold, traffic.waiting_on(job, &ball)) {
            (Some(hold), _) => format!("on hold since {}", hold.from),
            (None, Party::Agency) => ball.from.map_or_else(String::new, |from| format!("from {from}, {}", ball.date)),
            (None, party) => format!("waiting on the {party}"),
        };
        let what = if held { What::Ball } else { desk.near(ball.effective_due, days) };
        (
            what,
            [desk.instead_of(ball.to), note].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("; "),
        )
    } else {
        let told = traffic.escalate_to(job, late?.all) == Some(desk.person);
        let with = ball.to.map_or_else(|| "nobody".to_owned(), ToString::to_string);
        told.then(|| (What::Escalated, format!("late with {with} ({})", traffic.waiting_on(job, &ball))))?
    };
    Some(Waits {
        what,
        record: job.id.to_string(),
        title: &job.record.title,
        client: job.id.client().to_string(),
        stage: Some(ball.stage),
        due: ball.due,
        days,
        note,
        quiet: held,
    })
}

fn row(waits: Waits<'_>) -> Row {
    let tone = match waits.what {
        _ if waits.quiet => Tone::Quiet,
        What::Overdue | What::Escalated => Tone::Red,
        What::DueToday => Tone::Amber,
        What::DueSoon | What::Approve | What::Ball => Tone::Plain,
    };
    let cells = vec![
        Cell::text(waits.what),
        Cell::text(waits.record),
        Cell::text(waits.title),
        Cell::text(waits.client),
        Cell::maybe(waits.stage),
        Cell::day(waits.due),
        waits.days.map_or(Cell::Empty, Cell::Count),
        if waits.note.is_empty() { Cell::Empty } else { Cell::Text(waits.note) },
    ];
    Row { cells, tone }
}
