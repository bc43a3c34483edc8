//! `suits search`: words in every record, with the place.

use super::args::RowArgs;
use super::exit::{Exit, Stop};
use super::findings::unreadable;
use super::session::Session;
use crate::domain::layout::{Placement, parse_path};
use crate::domain::scope::Scope;
use crate::source::Position;
use crate::view::{Cell, Column, Grid, Row, View};
use clap::Args;

/// Find words in every record, with the place
///
/// Capitals do not matter. Comments are searched too.
///
/// Examples:
///   suits search "store locator"
///   suits search liisa --client ACME
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct SearchArgs {
    /// What to look for
    pub text: String,
    #[command(flatten)]
    rows: RowArgs,
}

/// Runs `suits search`.
pub(super) fn run(args: &SearchArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let store = session.open()?;
    let wanted = args.text.to_lowercase();
    if wanted.trim().is_empty() {
        return Err(Stop::usage("bad-question", "there is nothing to look for", "type a word"));
    }
    let client = session.client(&store, args.rows.client.as_deref())?;
    let snapshot = store.load(&Scope { fingerprints: false, ..Scope::book() }.client(client))?;
    let today = session.today(&snapshot.agency.config)?;
    let columns = vec![
        Column::word("id", "Record"),
        Column::word("path", "File"),
        Column::figure("line", "Line"),
        Column::figure("column", "Column").hidden(),
        Column::prose("text", "Text"),
    ];
    let mut rows = Vec::new();
    for (_, file) in snapshot.sources.iter() {
        let id = match parse_path(&file.path) {
            Placement::Record(id) => id.to_string(),
            _ => file.path.to_string(),
        };
        for (number, line) in file.text.lines().enumerate() {
            let lower = line.to_lowercase();
            let Some(at) = lower.find(&wanted) else { continue };
            // Case folding may change lengths; columns are counted in what was folded, which differs only in such scripts.
            let column = Position::of(&lower, at).column;
            rows.push(Row::new(vec![
                Cell::text(&id),
                Cell::text(&file.path),
                Cell::count(number + 1),
                Cell::Count(i64::from(column)),
                Cell::text(line.trim()),
            ]));
        }
    }
    let view = View {
        name: "search",
        version: 1,
        title: format!("Found: {}", args.text),
        as_of: today,
        grid: Grid { columns, rows },
        others: Vec::new(),
        notes: Vec::new(),
        when_empty: format!("nothing says `{}`", args.text),
        unreadable: unreadable(&snapshot),
    };
    session.show(view, &args.rows)
}
