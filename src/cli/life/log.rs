//! `suits log`: a record's life, one line a version.

use super::{Life, Lived};
use crate::cli::args::{RowArgs, no_client};
use crate::cli::exit::{Exit, Stop};
use crate::cli::session::Session;
use crate::domain::layout::AnyId;
use crate::domain::record::Kind;
use crate::domain::scope::Scope;
use crate::history::Said;
use crate::history::diff::{self, Around, Change, Told};
use crate::history::life::{at_field, touch};
use crate::source::KeyPath;
use crate::store::Snapshot;
use crate::values::Day;
use crate::view::{Cell, Column, Grid, Row, View};
use clap::Args;
use std::collections::BTreeMap;

/// Tell a record's life from git: who did what when, one line each
///
/// Follows a record through `renumber` and renames. What is not committed yet comes first.
///
/// A merge is told of only where it holds what no side had, or dropped what one had written.
///
/// Examples:
///   suits log ACME-0012
///   suits log ACME-0012 --field due
///   suits log ACME-0012 --field estimates
///   suits log ACME-B0004 --where 'who = bo'
#[derive(Clone, Debug, Args)]
#[command(verbatim_doc_comment, mut_arg("client", no_client))]
pub(crate) struct LogArgs {
    /// The record, by its id or the path of its file; it need not be there any more
    pub id: String,
    /// Only what happened to this field, with its value before and after: `due`, `deliverables.film-30.version`
    #[arg(long, value_name = "FIELD")]
    pub field: Option<String>,
    #[command(flatten)]
    pub rows: RowArgs,
}

/// Runs `log`.
pub(crate) fn run(args: &LogArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let store = session.open_history()?;
    let id = session.lived(&store, &args.id, Kind::ALL)?;
    let snapshot = store.load(&scope(&id))?;
    let today = session.today(&snapshot.agency.config)?;
    let life = Life::of(&store, &id, &snapshot, true)?;
    let grid = match &args.field {
        Some(field) => of_field(&life, field),
        None => lines(&life, &snapshot, today),
    };
    let (title, when_empty) = match &args.field {
        Some(field) => (format!("{field} of {id}"), format!("{id} never had a value at `{field}`")),
        None => (format!("The life of {id}"), "nothing happened".to_owned()),
    };
    let view = View {
        name: "log",
        version: 1,
        title,
        as_of: today,
        grid,
        others: Vec::new(),
        notes: life.notes,
        when_empty,
        unreadable: Vec::new(),
    };
    session.show(view, &args.rows)
}

/// What must be read of the book as it is, to tell what happened to a record.
pub(super) fn scope(id: &AnyId) -> Scope {
    match id {
        AnyId::Timesheet(_) => Scope::kinds(&[Kind::Timesheet]),
        id => crate::cli::set::scope(id),
    }
}

fn lines(life: &Life, snapshot: &Snapshot, today: Day) -> Grid {
    let columns = vec![
        Column::date("date", "Date"),
        Column::word("who", "Who"),
        Column::prose("what", "What"),
        Column::word("commit", "Commit"),
        Column::prose("subject", "Message").hidden(),
        Column::word("id", "Id").hidden(),
    ];
    let renamed = BTreeMap::new();
    let around = Around::new(&snapshot.agency, &snapshot.agency, today, &renamed);
    let row = |(at, version): (usize, &Lived)| {
        let own = if version.is_joint { None } else { words(version, &around) };
        let dropped = life.dropped(at).into_iter().map(|dropped| dropped.words());
        let what = own.into_iter().chain(dropped).collect::<Vec<_>>().join("; ");
        if what.is_empty() {
            return None;
        }
        Some(Row::new(vec![
            version.day(),
            Cell::text(&version.who),
            Cell::text(what),
            version.short(),
            Cell::maybe(version.commit.as_ref().map(|commit| &commit.subject)),
            Cell::text(&version.id),
        ]))
    };
    Grid { columns, rows: life.versions.iter().enumerate().filter_map(row).collect() }
}

/// What happened in one version; `None` where a merge only joined what was there.
fn words(version: &Lived, around: &Around<'_>) -> Option<String> {
    let (before, after) = version.versions();
    let Some(own) = version.own() else { return Some(version.untold()) };
    let told = own_words(version, diff::tell(before, after, around), &own);
    if told.is_empty() && version.is_merge() {
        return None;
    }
    let words: Vec<&str> = told.iter().map(|told| told.words.as_str()).collect();
    Some(if words.is_empty() { "nothing that says anything".to_owned() } else { words.join("; ") })
}

/// What a version did itself: of a merge, what it holds and no side had. Figures follow from the fields, and are told by `suits diff`.
pub(super) fn own_words(version: &Lived, mut told: Vec<Told>, own: &[Change]) -> Vec<Told> {
    let is_own = |field: &KeyPath| own.iter().any(|change| touch(&change.path, field));
    told.retain(|told| told.moved.is_none() && (!version.is_merge() || told.fields.iter().any(is_own)));
    told
}

/// Each change of one field.
fn of_field(life: &Life, field: &str) -> Grid {
    let columns = vec![
        Column::date("date", "Date"),
        Column::word("who", "Who"),
        Column::word("field", "Field"),
        Column::prose("before", "Before"),
        Column::prose("after", "After"),
        Column::word("commit", "Commit"),
    ];
    let mut rows = Vec::new();
    for (at, version) in life.versions.iter().enumerate() {
        let text = |said: &Option<Said>| Cell::maybe(said.as_ref().map(diff::plainly));
        let own = if version.is_joint { None } else { version.own().or_else(|| version.all()) };
        let dropped = life.dropped(at).into_iter().map(|dropped| dropped.change);
        let changes = own.into_iter().flatten().chain(dropped);
        for change in changes.filter_map(|change| at_field(&change, field)) {
            rows.push(Row::new(vec![
                version.day(),
                Cell::text(&version.who),
                Cell::text(&change.path),
                text(&change.before),
                text(&change.after),
                version.short(),
            ]));
        }
    }
    Grid { columns, rows }
}
