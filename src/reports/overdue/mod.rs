//! What is late: open handoffs past their due, worst first; with `all`, everything else that has a due too.

mod account;
mod meetings;
mod others;

use super::{Report, ReportAsk};
use crate::domain::agency::{Agency, Lookup};
use crate::domain::job::{Job, Party, sections};
use crate::domain::record::{Kind, Located};
use crate::domain::scope::Scope;
use crate::domain::traffic::{Ball, Traffic};
use crate::domain::turns::Days;
use crate::values::{ClientId, Day, PersonId};
use crate::view::{Cell, Column, Grid, Row, Tone, View};
use std::borrow::Cow;

/// `suits overdue`.
pub struct Overdue;

/// The columns of a late handoff, in the order of the documentation.
const COLUMNS: [Column; 20] = [
    Column::word("job", "Job"),
    Column::word("client", "Client").hidden(),
    Column::prose("title", "Title"),
    Column::word("stage", "Stage"),
    Column::word("from", "From").hidden(),
    Column::word("to", "With"),
    Column::date("date", "Since").hidden(),
    Column::date("due", "Due as written").hidden(),
    Column::date("effective_due", "Due"),
    Column::figure("days_late", "Days late"),
    Column::figure("late_agency", "Agency's").hidden(),
    Column::figure("late_client", "Client's").hidden(),
    Column::figure("late_supplier", "Supplier's").hidden(),
    Column::figure("held_days", "Days held").hidden(),
    Column::figure("held_agency", "Held by the agency").hidden(),
    Column::figure("held_client", "Held by the client").hidden(),
    Column::figure("held_supplier", "Held by a supplier").hidden(),
    Column::word("waiting_on", "Waiting on"),
    Column::figure("escalation_step", "Step").hidden(),
    Column::word("escalate_to", "Tell"),
];

/// Something late, whatever it is.
pub(super) struct Item<'a> {
    /// `handoff`, `request`, `job`, `answer`, `action`, `question`, `contact-report`, `invoice`, `opportunity`, `renewal`, `issue`.
    pub(super) what: &'static str,
    /// The record it is in.
    pub(super) record: String,
    pub(super) job: Option<&'a Located<Job>>,
    pub(super) client: String,
    pub(super) title: Cow<'a, str>,
    pub(super) stage: Option<&'a str>,
    pub(super) from: Option<&'a PersonId>,
    pub(super) to: Option<&'a PersonId>,
    pub(super) date: Option<Day>,
    pub(super) due: Option<Day>,
    pub(super) effective_due: Option<Day>,
    pub(super) late: Days,
    /// How long whoever has the ball has had it; nothing but a turn of the ball is held.
    pub(super) held: Option<Days>,
    /// Whether whose calendar and whose turn it is can be told: not where that is in a client's record that cannot be read.
    pub(super) is_told: bool,
    pub(super) waiting_on: Party,
    /// The step of escalation it has reached, by its days.
    pub(super) step: Option<u32>,
    pub(super) escalate_to: Option<&'a PersonId>,
}

impl Report for Overdue {
    fn name(&self) -> &'static str {
        "overdue"
    }

    fn scope(&self, ask: &ReportAsk) -> Scope {
        const LATE: &[Kind] = &[Kind::Client, Kind::Job];
        const ALL: &[Kind] = &[Kind::Client, Kind::Job, Kind::Brief, Kind::Round, Kind::ContactReport, Kind::Invoice];
        let scope = if ask.all { Scope::kinds(ALL).fingerprints() } else { Scope::kinds(LATE) };
        scope.parts(sections::TIME).client(ask.client.clone())
    }

    fn keys(&self, ask: &ReportAsk) -> &'static [&'static str] {
        if ask.all { &["what", "record", "job", "client", "title"] } else { &["job"] }
    }

    fn view(&self, agency: &Agency, ask: &ReportAsk) -> Result<View, String> {
        let traffic = Traffic::of(agency, ask.today);
        let mut items: Vec<Item<'_>> = Vec::new();
        for job in &agency.jobs {
            if ask.client.as_ref().is_some_and(|client| !job.id.is_of(client)) {
                continue;
            }
            let Some(ball) = traffic.ball(job) else { continue };
            if let Some(late) = traffic.late(job, &ball)
                && (ask.all || ball.handoff.is_some())
            {
                items.push(handoff(&traffic, job, &ball, late));
            }
        }
        if ask.all {
            others::gather(&traffic, ask, &mut items);
            meetings::gather(&traffic, ask, &mut items);
            account::gather(&traffic, ask, &mut items);
        }
        if let Some(person) = &ask.person {
            items.retain(|item| item.to == Some(person) || item.escalate_to == Some(person));
        }
        items.sort_by(|one, other| {
            let jobs = || one.job.map(|job| &job.id).cmp(&other.job.map(|job| &job.id));
            other.late.all.cmp(&one.late.all).then_with(jobs).then_with(|| one.record.cmp(&other.record))
        });
        Ok(view(ask, &items))
    }
}

fn handoff<'a>(traffic: &Traffic<'a>, job: &'a Located<Job>, ball: &Ball<'a>, late: Days) -> Item<'a> {
    Item {
        what: if ball.handoff.is_some() { "handoff" } else { "request" },
        record: job.id.to_string(),
        job: Some(job),
        client: job.id.client().to_string(),
        title: Cow::Borrowed(&job.record.title),
        stage: Some(ball.stage),
        from: ball.from,
        to: ball.to,
        date: Some(ball.date),
        due: ball.due,
        effective_due: ball.effective_due,
        late,
        held: Some(traffic.held(job, ball)),
        is_told: is_told(traffic, &job.id.client(), ball.to),
        waiting_on: traffic.waiting_on(job, ball),
        step: traffic.escalation(late.all).map(|step| step.days),
        escalate_to: traffic.escalate_to(job, late.all),
    }
}

/// Whether whoever owes something can be told apart: a person of the agency always, a client's contact only where the client can be read.
pub(super) fn is_told(traffic: &Traffic<'_>, client: &ClientId, to: Option<&PersonId>) -> bool {
    to.is_none_or(|to| traffic.agency.config.person(to).is_some())
        || !matches!(traffic.agency.clients.get(client), Lookup::Unreadable(_))
}

fn view(ask: &ReportAsk, items: &[Item<'_>]) -> View {
    let mut columns = Vec::with_capacity(COLUMNS.len() + 2);
    if ask.all {
        columns.extend([Column::word("what", "What"), Column::word("record", "Record")]);
    }
    columns.extend(COLUMNS.map(|column| if ask.all && column.key == "job" { column.hidden() } else { column }));
    let mut notes = vec![
        "late: an open handoff past its due, moved by the days its job was on hold; days late are working days of whoever has the ball"
            .to_owned(),
    ];
    if items.iter().any(|item| item.held.is_some()) {
        notes
            .push("held_days and its parts, in `json` and `csv` or by `--columns`: working days since the handoff but those on hold, by whose turn each was".to_owned());
    }
    if items.iter().any(|item| !item.is_told) {
        notes.push("days that hang on the record of a client that cannot be read are left out".to_owned());
    }
    if ask.all && items.iter().any(|item| matches!(item.what, "question" | "answer" | "renewal" | "opportunity")) {
        notes.push(
            "questions, next steps, and answers and decisions without a date count as they stand in the book today"
                .to_owned(),
        );
    }
    if items.iter().any(|item| item.what == "issue") {
        notes.push("incidents: a critical one is to be cleared the same working day, an urgent one the next; the account director is told at once".to_owned());
    }
    View {
        name: "overdue",
        version: 1,
        title: if ask.all { "Overdue".to_owned() } else { "Overdue handoffs".to_owned() },
        as_of: ask.today,
        grid: Grid { columns, rows: items.iter().map(|item| row(ask, item)).collect() },
        others: Vec::new(),
        notes,
        when_empty: "nothing is overdue".to_owned(),
        unreadable: Vec::new(),
    }
}

fn row(ask: &ReportAsk, item: &Item<'_>) -> Row {
    let figure = |days: i64| if item.is_told { Cell::Count(days) } else { Cell::Empty };
    let held = |days: fn(&Days) -> i64| item.held.as_ref().map_or(Cell::Empty, |held| figure(days(held)));
    let step = item.step.filter(|_| item.is_told);
    let mut cells = Vec::with_capacity(COLUMNS.len() + 2);
    if ask.all {
        cells.extend([Cell::text(item.what), Cell::text(&item.record)]);
    }
    cells.extend([
        Cell::maybe(item.job.map(|job| &job.id)),
        Cell::text(&item.client),
        Cell::text(&item.title),
        Cell::maybe(item.stage),
        Cell::maybe(item.from),
        Cell::maybe(item.to),
        Cell::day(item.date),
        Cell::day(item.due),
        Cell::day(item.effective_due.filter(|_| item.is_told)),
        figure(item.late.all),
        figure(item.late.agency),
        figure(item.late.client),
        figure(item.late.supplier),
        held(|days| days.all),
        held(|days| days.agency),
        held(|days| days.client),
        held(|days| days.supplier),
        Cell::maybe(item.is_told.then_some(item.waiting_on)),
        step.map_or(Cell::Empty, |step| Cell::Count(i64::from(step))),
        Cell::maybe(item.escalate_to),
    ]);
    Row { cells, tone: if item.late.all >= 3 { Tone::Red } else { Tone::Amber } }
}
