//! `suits workflow`: the stages of a job, who gets the ball, how long they have, where it can go.

use super::args::{RowArgs, no_client};
use super::exit::{Exit, Stop};
use super::session::Session;
use crate::domain::scope::Scope;
use crate::domain::workflow::{Stage, Workflow};
use crate::domain::workflow_faults::workflow_faults;
use crate::render;
use crate::values::Word;
use crate::view::{Cell, Column, Grid, Row, View};
use clap::Args;

/// The stages of a job: who gets the ball, how long, and where it can go
///
/// Examples:
///   suits workflow
///   suits workflow --format md
///   suits workflow --format mermaid
///   suits workflow --format dot -o workflow.dot
#[derive(Debug, Args)]
#[command(verbatim_doc_comment, mut_arg("client", no_client))]
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
    if let Some(diagram) = render::diagram(&session.globals.format) {
        whole(&args.rows, diagram.name)?;
        (diagram.draw)(&workflow, &mut session.stdout)?;
        return Ok(if args.rows.exit_code { Exit::No } else { Exit::Yes });
    }
    let columns = vec![
        Column::word("stage", "Stage"),
        Column::word("seat", "Who gets the ball"),
        Column::figure("lead_days", "Working days"),
        Column::prose("next", "Can go to"),
        Column::prose("back", "Back to").hidden(),
        Column::prose("needs", "Needs"),
    ];
    let words = |words: &[Word]| Cell::List(words.iter().map(ToString::to_string).collect());
    let back = |stage: &'_ Stage| {
        let back = stage.next.iter().filter(|next| workflow.is_back(&stage.name, next));
        Cell::List(back.map(ToString::to_string).collect())
    };
    let row = |stage: &Stage| {
        Row::new(vec![
            Cell::text(&stage.name),
            Cell::maybe(stage.seat.as_ref()),
            stage.lead_days.map_or(Cell::Empty, |days| Cell::Count(i64::from(days))),
            words(&stage.next),
            back(stage),
            words(&stage.needs),
        ])
    };
    let mut notes = vec![
        "`suits explain STAGE` says what a stage needs; `suits explain STAGE JOB` what a job still lacks".to_owned(),
    ];
    let faults = workflow_faults(&snapshot.agency.config).len();
    if faults > 0 {
        let what = if faults == 1 { "a fault".to_owned() } else { format!("{faults} faults") };
        notes.push(format!("this workflow has {what}: `suits check suits.toml` shows where"));
    }
    let view = View {
        name: "workflow",
        version: 1,
        title: "Workflow".to_owned(),
        as_of: today,
        grid: Grid { columns, rows: workflow.stages().iter().map(row).collect() },
        others: Vec::new(),
        notes,
        when_empty: "there are no stages".to_owned(),
        unreadable: Vec::new(),
    };
    session.show(view, &args.rows)
}

/// A picture shows the whole workflow: whatever narrows rows says nothing to it.
fn whole(rows: &RowArgs, format: &str) -> Result<(), Stop> {
    let narrowed = [
        ("--where", rows.condition.is_some()),
        ("--sort", rows.sort.is_some()),
        ("--columns", rows.columns.is_some()),
        ("--limit", rows.limit.is_some()),
    ];
    match narrowed.into_iter().find(|(_, is_given)| *is_given) {
        Some((flag, _)) => Err(Stop::usage(
            "whole-picture",
            format_args!("`{format}` draws the whole workflow"),
            format_args!("leave out `{flag}`"),
        )),
        None => Ok(()),
    }
}
