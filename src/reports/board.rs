//! The board: every job by its stage, in the order of the workflow, with who has it and how long they still have.

use super::{Report, ReportAsk};
use crate::domain::agency::Agency;
use crate::domain::handoff::State;
use crate::domain::job::{Job, sections};
use crate::domain::record::{Kind, Located};
use crate::domain::scope::Scope;
use crate::domain::traffic::Traffic;
use crate::values::Day;
use crate::view::{Cell, Column, Grid, Row, Tone, View};

/// `suits board`.
pub struct Board;

const COLUMNS: [Column; 9] = [
    Column::word("stage", "Stage"),
    Column::word("job", "Job"),
    Column::word("client", "Client").hidden(),
    Column::prose("title", "Title"),
    Column::word("with", "With"),
    Column::date("since", "Since").hidden(),
    Column::date("due", "Due as written").hidden(),
    Column::date("effective_due", "Due"),
    Column::figure("days", "Days left"),
];

/// Where a card lies: the column, then its due, then its job.
type Lies<'a> = (usize, Option<Day>, &'a Located<Job>);

impl Report for Board {
    fn name(&self) -> &'static str {
        "board"
    }

    fn scope(&self, ask: &ReportAsk) -> Scope {
        const KINDS: &[Kind] = &[Kind::Client, Kind::Job];
        Scope::kinds(KINDS).parts(sections::TIME).client(ask.client.clone())
    }

    fn keys(&self, _ask: &ReportAsk) -> &'static [&'static str] {
        &["job"]
    }

    fn view(&self, agency: &Agency, ask: &ReportAsk) -> Result<View, String> {
        let traffic = Traffic::of(agency, ask.today);
        let mut cards: Vec<(Lies<'_>, Row)> = Vec::new();
        for job in &agency.jobs {
            let elsewhere = ask.client.as_ref().is_some_and(|client| !job.id.is_of(client));
            let over = matches!(traffic.state(job), State::Closed | State::Cancelled);
            if elsewhere || !job.exists(ask.today) || (over && !ask.all) {
                continue;
            }
            cards.extend(card(&traffic, job, ask));
        }
        cards.sort_by(|((column, due, job), _), ((column2, due2, job2), _)| {
            let last = |due: &Option<Day>| (due.is_none(), *due);
            column.cmp(column2).then_with(|| last(due).cmp(&last(due2))).then_with(|| job.id.cmp(&job2.id))
        });
        Ok(View {
            name: "board",
            version: 1,
            title: "Jobs by stage".to_owned(),
            as_of: ask.today,
            grid: Grid { columns: COLUMNS.to_vec(), rows: cards.into_iter().map(|(_, row)| row).collect() },
            others: Vec::new(),
            notes: vec!["days left are working days of whoever has the ball; below 0 it is late".to_owned()],
            when_empty: "no job is open".to_owned(),
            unreadable: Vec::new(),
        })
    }
}

/// One card; none for a job that the person asked about does not have.
fn card<'a>(traffic: &Traffic<'a>, job: &'a Located<Job>, ask: &ReportAsk) -> Option<(Lies<'a>, Row)> {
    let ball = traffic.ball(job);
    if ask.person.as_ref().is_some_and(|person| ball.and_then(|ball| ball.to) != Some(person)) {
        return None;
    }
    let stages = traffic.workflow.stages().len();
    let (state, stage) = (traffic.state(job), job.record.stage(traffic.today));
    let in_order = traffic.workflow.position(stage).unwrap_or(stages);
    let (column, shown) = match state {
        State::Open => (in_order, stage),
        State::OnHold => (stages + 1, state.as_str()),
        State::Closed => (stages + 2 + in_order, stage),
        State::Cancelled => (usize::MAX, state.as_str()),
    };
    let running = ball.filter(|_| state == State::Open);
    let late = running.is_some_and(|ball| traffic.late(job, &ball).is_some());
    let days = running.and_then(|ball| traffic.days_left(job, &ball));
    let tone = match (state, late, days) {
        (State::Open, true, _) => Tone::Red,
        (State::Open, false, Some(0)) => Tone::Amber,
        (State::Open, ..) => Tone::Plain,
        _ => Tone::Quiet,
    };
    let due = ball.and_then(|ball| ball.due);
    let cells = vec![
        Cell::text(shown),
        Cell::text(&job.id),
        Cell::text(job.id.client()),
        Cell::text(&job.record.title),
        Cell::maybe(ball.and_then(|ball| ball.to)),
        Cell::day(ball.map(|ball| ball.date)),
        Cell::day(due),
        Cell::day(ball.and_then(|ball| ball.effective_due)),
        days.map_or(Cell::Empty, Cell::Count),
    ];
    Some(((column, due, job), Row { cells, tone }))
}
