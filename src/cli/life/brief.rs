//! `suits brief log`: who changed which section of a brief, when, and how: word by word.

use super::{Life, Lived, log};
use crate::cli::args::{RowArgs, no_client};
use crate::cli::brief_diff::section;
use crate::cli::exit::{Exit, Stop};
use crate::cli::session::Session;
use crate::domain::record::Kind;
use crate::history::Said;
use crate::history::diff::{Around, Told, fine, in_full, tell};
use crate::view::{Cell, Column, Grid, Row, View};
use clap::Args;
use std::collections::BTreeMap;

/// Tell who changed what in a brief, section by section and word by word
///
/// The last change first; what is not committed yet before that. `suits brief diff` shows what all of them come to.
///
/// Examples:
///   suits brief log ACME-B0004
///   suits brief log ACME-B0004 --where 'who = bo and section = proposition'
#[derive(Debug, Args)]
#[command(verbatim_doc_comment, mut_arg("client", no_client))]
pub(crate) struct BriefLogArgs {
    /// The brief; it need not be there any more
    pub id: String,
    #[command(flatten)]
    rows: RowArgs,
}

/// Runs `brief log`.
pub(crate) fn run(args: &BriefLogArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let store = session.open_history()?;
    let id = session.lived(&store, &args.id, &[Kind::Brief])?;
    let snapshot = store.load(&log::scope(&id))?;
    let today = session.today(&snapshot.agency.config)?;
    let life = Life::of(&store, &id, &snapshot, true)?;
    let renamed = BTreeMap::new();
    let around = Around::new(&snapshot.agency, &snapshot.agency, today, &renamed);
    let columns = vec![
        Column::date("date", "Date"),
        Column::word("who", "Who"),
        Column::word("section", "Section"),
        Column::prose("change", "Change"),
        Column::word("what", "What").hidden(),
        Column::word("commit", "Commit").hidden(),
        Column::prose("subject", "Message").hidden(),
    ];
    let rows = life.told().flat_map(|version| sections(version, &around)).collect();
    let view = View {
        name: "brief-log",
        version: 1,
        title: format!("Who changed what in {id}"),
        as_of: today,
        grid: Grid { columns, rows },
        others: Vec::new(),
        notes: life.notes,
        when_empty: "nothing happened".to_owned(),
        unreadable: Vec::new(),
    };
    session.show(view, &args.rows)
}

/// What one version changed, in the order of a brief's sections.
fn sections(version: &Lived, around: &Around<'_>) -> Vec<Row> {
    let row = |section: String, change: String, what: Cell| {
        Row::new(vec![
            version.day(),
            Cell::text(&version.who),
            Cell::text(section),
            Cell::text(change),
            what,
            version.short(),
            Cell::maybe(version.commit.as_ref().map(|commit| &commit.subject)),
        ])
    };
    let Some(own) = version.own() else {
        return vec![row("-".to_owned(), version.untold(), Cell::Empty)];
    };
    let (before, after) = version.versions();
    let said =
        [before, after].map(|side| side.and_then(|side| Said::of(side.text).ok()).unwrap_or(Said::Map(Vec::new())));
    let changes = fine(&said[0], &said[1]);
    let mut rows: Vec<(usize, Row)> = Vec::new();
    for told in log::own_words(version, tell(before, after, around), &own) {
        let change = told.fields.first().and_then(|path| changes.iter().find(|change| change.path == *path));
        let (place, section) = section(told.fields.first(), change, &said);
        let Told { words, what, .. } = told;
        rows.push((place, row(section, change.and_then(in_full).unwrap_or(words), Cell::text(what))));
    }
    rows.sort_by_key(|(place, _)| *place);
    rows.into_iter().map(|(_, row)| row).collect()
}
