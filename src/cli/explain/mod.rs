//! `suits explain`: why a rule exists, what a stage needs, what a word means.

mod entering;

use super::args::RowArgs;
use super::exit::{Exit, Stop};
use super::session::Session;
use crate::checks;
use crate::config::Config;
use crate::domain::scope::Scope;
use crate::values::Day;
use crate::view::{Cell, Column, Grid, Row, View};
use clap::Args;

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
    /// With a stage: a job, to see who would get it, until when, and what it has and lacks to enter it
    #[arg(requires = "word")]
    pub id: Option<String>,
}

/// Runs `suits explain`.
pub(super) fn run(args: &ExplainArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    // What a word means can be said without a book; a stage of one's own cannot.
    let store = match session.open() {
        Err(stop) if session.globals.at.is_some() => return Err(stop),
        opened => opened.ok(),
    };
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
        Some(id) => entering::run(word, id, &explained, session),
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
