//! `suits workflow`: the stages of a job, who gets the ball, how long they have, where it can go.

use super::args::RowArgs;
use super::exit::{Exit, Stop};
use super::session::Session;
use crate::domain::scope::Scope;
use crate::domain::workflow::{Stage, Workflow};
use crate::values::Word;
use crate::view::{Cell, Column, Grid, Row, View};
use clap::Args;

/// The stages of a job: who gets the ball, how long, and where it can go
///
/// Examples:
///   suits workflow
///   suits workflow --format md
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct WorkflowArgs {
    #[command(flatten)]
    rows: RowArgs,
}

/// Runs `suits workflow`.
pub(super) fn run(args: &WorkflowArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let store = session.open()?;
    let snapshot = store.load(&Scope::kinds(&[]))?;
    let today = session.today(&snapshot.agency.config)?;
    let workflow = Workflow::of(&snapshot.agency.config);
    let columns = vec![
        Column::word("stage", "Stage"),
        Column::word("seat", "Who gets the ball"),
        Column::figure("lead_days", "Working days"),
        Column::prose("next", "Can go to"),
        Column::prose("needs", "Needs"),
    ];
    let words = |words: &[Word]| Cell::List(words.iter().map(ToString::to_string).collect());
    let row = |stage: &Stage| {
        Row::new(vec![
            Cell::text(&stage.name),
            Cell::maybe(stage.seat.as_ref()),
            stage.lead_days.map_or(Cell::Empty, |days| Cell::Count(i64::from(days))),
            words(&stage.next),
            words(&stage.needs),
        ])
    };
    let view = View {
        name: "workflow",
        version: 1,
        title: "Workflow".to_owned(),
        as_of: today,
        grid: Grid { columns, rows: workflow.stages().iter().map(row).collect() },
        others: Vec::new(),
        notes: vec![
            "`suits explain STAGE` says what a stage needs; `suits explain STAGE JOB` what a job still lacks"
                .to_owned(),
        ],
        when_empty: "there are no stages".to_owned(),
        unreadable: Vec::new(),
    };
    session.show(view, &args.rows)
}
