//! `suits blame`: for each value of a record, who gave it that value, and when.

use super::{Life, Lived, log};
use crate::cli::args::{RowArgs, no_client};
use crate::cli::exit::{Exit, Stop};
use crate::cli::session::{Session, vanished};
use crate::domain::layout::AnyId;
use crate::domain::record::Kind;
use crate::history::Said;
use crate::history::diff;
use crate::history::life::{is_field, touch, values};
use crate::source::KeyPath;
use crate::store::{Content, Store};
use crate::view::{Cell, Column, Grid, Row, View};
use clap::Args;

/// Tell who gave each field its present value, and when
///
/// Layout, quotes and comments give nobody a value; a merge only where it holds what neither side had.
///
/// Examples:
///   suits blame ACME-0012
///   suits blame ACME-0012 due estimates.1
///   suits blame ACME-B0004 --where 'who = bo'
#[derive(Clone, Debug, Args)]
#[command(verbatim_doc_comment, mut_arg("client", no_client))]
pub(crate) struct BlameArgs {
    /// The record, by its id or the path of its file
    pub id: String,
    /// Only these fields and what is in them
    #[arg(value_name = "FIELD")]
    pub fields: Vec<String>,
    #[command(flatten)]
    pub rows: RowArgs,
}

/// Runs `blame`.
pub(crate) fn run(args: &BlameArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let store = session.open_history()?;
    let id = session.lived(&store, &args.id, Kind::ALL)?;
    if !store.exists(&id)? {
        return Err(gone(&store, &id, session, &args.id));
    }
    if let Some(Content::Broken(why)) = store.content(&id.path()) {
        let message = format!("{id} cannot be read: {why}");
        return Err(Stop::usage("unreadable", message, format_args!("`suits log {id}` tells what was before")));
    }
    let snapshot = store.load(&log::scope(&id))?;
    let today = session.today(&snapshot.agency.config)?;
    let source = snapshot.source_of(&id).ok_or_else(|| vanished(&id))?;
    let Ok(now) = Said::of(&snapshot.sources.file(source).text) else {
        let own: Vec<_> = snapshot.problems.iter().filter(|problem| problem.place.source == source).cloned().collect();
        return Err(Stop::Unreadable(crate::cli::findings::problems(&snapshot, &own)));
    };
    let life = Life::of(&store, &id, &snapshot, false)?;
    let wanted = |path: &KeyPath| args.fields.is_empty() || args.fields.iter().any(|field| is_field(path, field));
    let fields: Vec<(KeyPath, Said)> = values(&now).into_iter().filter(|(path, _)| wanted(path)).collect();
    let givers = givers(&life, &fields);
    let row = |((path, value), giver): ((KeyPath, Said), Option<&Lived>)| {
        Row::new(vec![
            Cell::text(path),
            Cell::text(diff::plainly(&value)),
            Cell::maybe(giver.map(|giver| &giver.who)),
            giver.map_or(Cell::Empty, Lived::day),
            giver.map_or(Cell::Empty, Lived::short),
        ])
    };
    let columns = vec![
        Column::word("field", "Field"),
        Column::prose("value", "Value"),
        Column::word("who", "Who"),
        Column::date("date", "Date"),
        Column::word("commit", "Commit"),
    ];
    let view = View {
        name: "blame",
        version: 1,
        title: format!("Who wrote {id}"),
        as_of: today,
        grid: Grid { columns, rows: fields.into_iter().zip(givers).map(row).collect() },
        others: Vec::new(),
        notes: life.notes,
        when_empty: "there is no such field".to_owned(),
        unreadable: Vec::new(),
    };
    session.show(view, &args.rows)
}

/// Nobody can be blamed for a record that is not there: its life may still be told.
fn gone(store: &Store, id: &AnyId, session: &Session<'_, '_>, typed: &str) -> Stop {
    let tip = store.revision().map_or("HEAD", |revision| revision.commit.as_str());
    match store.versions(&id.path(), tip, false) {
        Ok(versions) if versions.is_empty() => match session.resolve(store, typed, Kind::ALL, false) {
            Ok(other) => vanished(&other),
            Err(unknown) => unknown,
        },
        Ok(_) => Stop::usage(
            "record-gone",
            format_args!("{id} is not there any more: no value is left to tell of"),
            format_args!("`suits log {id}` tells what became of it"),
        ),
        Err(trouble) => trouble.into(),
    }
}

/// For each field the version that gave it its value: it is followed to the first of the versions before that has the same, and so on to
/// the one that got it from none.
fn givers<'l>(life: &'l Life, fields: &[(KeyPath, Said)]) -> Vec<Option<&'l Lived>> {
    let mut givers: Vec<Option<&Lived>> = vec![None; fields.len()];
    let mut asked: Vec<Vec<usize>> = vec![Vec::new(); life.versions.len()];
    if let Some(last) = asked.first_mut() {
        last.extend(0..fields.len());
    }
    // a version stands before all from which it comes
    for (at, version) in life.versions.iter().enumerate() {
        let mut left = std::mem::take(&mut asked[at]);
        for (place, &parent) in version.parents.iter().enumerate() {
            if left.is_empty() {
                break;
            }
            let changes = version.since(place).unwrap_or_default();
            let (own, older) =
                left.into_iter().partition(|&field| changes.iter().any(|change| touch(&fields[field].0, &change.path)));
            left = own;
            let older: Vec<usize> = older;
            asked[parent].extend(older);
        }
        for field in left {
            givers[field] = Some(version);
        }
    }
    givers
}
