//! `suits explain`: why a rule exists, what a stage needs, what a word means.

use super::args::RowArgs;
use super::desk::Desk;
use super::exit::{Exit, Stop};
use super::findings::problems;
use super::job::found;
use super::output;
use super::session::Session;
use crate::checks;
use crate::config::Config;
use crate::domain::guards;
use crate::domain::layout::AnyId;
use crate::domain::record::{Kind, Located};
use crate::domain::scope::Scope;
use crate::domain::workflow::Workflow;
use crate::finding::Severity;
use crate::render::Findings;
use crate::values::{Day, PersonId};
use crate::view::{Cell, Column, Grid, Row, View};
use clap::Args;
use std::io::Write as _;

/// Why a rule exists, what a stage needs, what a word means
///
/// Examples:
///   suits explain placeholder-in-brief
///   suits explain client-review ACME-0012
///   suits explain burn
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct ExplainArgs {
    /// A rule or its number, a stage, a guard, or a word of the trade; without one, all that can be explained
    pub word: Option<String>,
    /// With a stage: a job, to see what it still lacks to enter it
    #[arg(requires = "word")]
    pub id: Option<String>,
}

/// Runs `suits explain`.
pub(super) fn run(args: &ExplainArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    // What a word means can be said without a book; a stage of one's own cannot.
    let store = session.open().ok();
    let snapshot = store.as_ref().map(|store| store.load(&Scope::kinds(&[]))).transpose()?;
    let config = snapshot.map(|snapshot| snapshot.agency.config).unwrap_or_default();
    session.asked_on = Some(session.today(&config)?);
    let Some(word) = &args.word else { return list(&config, session) };
    let Some(explained) = checks::explain(word, &config) else {
        let hint = checks::suggest(word, &config)
            .map_or_else(|| "`suits explain` lists every word".to_owned(), |near| format!("did you mean `{near}`?"));
        return Err(Stop::usage("unknown-word", format_args!("there is nothing to explain under `{word}`"), hint));
    };
    match &args.id {
        Some(id) => lacking(word, id, &explained, session),
        None => session.print_text(word, &explained.title, &explained.text).map(|()| Exit::Yes),
    }
}

/// Every word that can be explained.
fn list(config: &Config, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let columns =
        vec![Column::word("word", "Word"), Column::word("kind", "Kind"), Column::prose("summary", "In short")];
    let row = |entry: checks::Entry| {
        Row::new(vec![Cell::text(entry.word), Cell::text(entry.kind), Cell::text(entry.summary)])
    };
    let view = View {
        name: "explain",
        version: 1,
        title: "What can be explained".to_owned(),
        as_of: session.asked_on.unwrap_or(Day::EPOCH),
        grid: Grid { columns, rows: checks::list(config).into_iter().map(row).collect() },
        others: Vec::new(),
        notes: Vec::new(),
        when_empty: String::new(),
        unreadable: Vec::new(),
    };
    session.show(view, &RowArgs::default())
}

/// What a job lacks to enter a stage; for people, below what the stage is.
fn lacking(
    stage: &str,
    typed: &str,
    explained: &checks::Explained,
    session: &mut Session<'_, '_>,
) -> Result<Exit, Stop> {
    let store = session.open()?;
    let id = match session.resolve(&store, typed, &[Kind::Job], false)? {
        AnyId::Job(id) => id,
        other => return Err(super::session::vanished(&other)),
    };
    let config = store.load(&Scope::kinds(&[]))?.agency.config;
    let needs = Workflow::of(&config).get(stage).map(|stage| stage.needs.clone());
    let snapshot = store.load(&Scope::step(id.clone(), &needs.unwrap_or_default()))?;
    let today = session.today(&snapshot.agency.config)?;
    let desk = Desk { store: &store, snapshot: &snapshot, today };
    let agency = &snapshot.agency;
    let job = found(&desk, &id)?;
    let workflow = Workflow::of(&agency.config);
    let stage = workflow.get(stage).ok_or_else(|| {
        Stop::usage(
            "unknown-stage",
            format_args!("`{stage}` is not a stage, so a job lacks nothing for it"),
            "`suits workflow` shows the stages",
        )
    })?;
    let brief_errors = |brief: &Located<crate::domain::brief::Brief>| {
        checks::brief_errors(brief, agency, today, &|source| desk.path_of(source))
    };
    let me = session.actor(None, &snapshot, &store).or_else(|_| PersonId::parse("somebody"));
    let me = me.map_err(|fault| Stop::usage("bad-id", fault, "pass `--by`"))?;
    let ask = guards::Ask { by: &me, today, brief_errors: &brief_errors };
    let found = problems(&snapshot, &guards::objections(job, stage, agency, &ask));
    if matches!(session.globals.format.as_str(), "table" | "md") {
        session.print_text(&stage.name, &explained.title, &explained.text)?;
        writeln!(session.stdout)?;
    }
    if found.is_empty() {
        session.say(format!("{id} has all that {} needs", stage.name))?;
    }
    output::findings(session, &Findings::new("explain", today, &found))?;
    let fails = found.iter().any(|problem| problem.severity == Severity::Error);
    Ok(if fails { Exit::No } else { Exit::Yes })
}
