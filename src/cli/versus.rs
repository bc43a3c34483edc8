//! `--versus`: a report at two points in the book's history, as one answer. The earlier one is what was, the later one what is; as of
//! one day both.

use super::args::RowArgs;
use super::exit::{Exit, Stop};
use super::report::{Asking, Read, ask};
use super::session::Session;
use crate::query::Query;
use crate::reports::narrow::Narrow;
use crate::reports::overrides::Overrides;
use crate::reports::versus::{Comparison, Point};
use crate::reports::{REPORTS, Report, ReportAsk};
use crate::store::Store;
use crate::view::View;

/// Runs a report at two points.
pub(super) fn run(
    report: &dyn Report,
    asking: &Asking<'_>,
    rows: &RowArgs,
    revision: &str,
    session: &mut Session<'_, '_>,
) -> Result<Exit, Stop> {
    if asking.over {
        let hint = "leave `--over` out, and say which rows with `--where`, as in `--where 'remaining < 0'`";
        return Err(Stop::usage("no-versus", "what is over now may not have been over then", hint));
    }
    let (here, there) = (session.open()?, Store::open_at(&session.start(), revision)?);
    let (before, now) =
        if there.is_later_than(&here).map_err(anyhow::Error::from)? { (here, there) } else { (there, here) };
    let all = RowArgs { condition: None, limit: None, ..rows.clone() };
    // a client or a job that is gone by now was there before
    let ask = match ask(asking, &all, &now, session) {
        Err(stop) => ask(asking, &all, &before, session).map_err(|_| stop)?,
        asked => asked?,
    };
    let keys = report.keys(&ask);
    if keys.is_empty() {
        return Err(cannot(report.name()));
    }
    let read = [Read::of(&before, report, &ask)?, Read::of(&now, report, &ask)?];
    let stores = [&before, &now];
    let points = |ask: &ReportAsk| -> Result<[Point; 2], Stop> {
        let point = |at: usize| Ok::<Point, Stop>(point(stores[at], read[at].view(report, asking, ask.clone())?));
        Ok([point(0)?, point(1)?])
    };
    let [mut was, mut is] = points(&ask)?;
    let keeps_all = rows.condition.is_some();
    if keeps_all || rows.limit.is_some() {
        // the question is put to the rows of both, and its answer to each of them, so that totals are of the rows that are shown
        let comparison = Comparison { before: &was, now: &is, keys };
        let grid = comparison.view(keeps_all).grid;
        let (keep, sort) = (rows.condition.as_deref(), rows.sort.as_deref());
        if let Ok(query) = Query::parse(keep, sort, None, rows.limit, &grid, ask.today) {
            let chosen = comparison.chosen(&grid, query.kept(&grid));
            let narrow = Narrow::to(move |grid| chosen.places(grid));
            [was, is] = points(&ReportAsk { narrow, ..ask.clone() })?;
        }
    }
    let mut view = Comparison { before: &was, now: &is, keys }.view(keeps_all);
    let overrides = Overrides::of(&read[1].snapshot.agency, ask.today);
    overrides.add_to(&mut view);
    for read in read {
        read.forget();
    }
    session.show_telling(view, rows, report.totals_follow_rows(), |view| overrides.notes(view))
}

fn point(store: &Store, view: View) -> Point {
    let revision = store.revision();
    let commit = revision.map(|revision| revision.commit.to_string());
    Point { revision: revision.map(|revision| revision.name.clone()), commit, view }
}

/// Why a command compares nothing.
pub(super) fn cannot(typed: &str) -> Stop {
    let asked = ReportAsk::on(crate::values::Day::EPOCH);
    let able = REPORTS.iter().filter(|report| !report.keys(&asked).is_empty());
    let able: Vec<String> = able.map(|report| format!("`{}`", report.name())).collect();
    let message = format!("`{typed}` cannot be compared with another revision");
    Stop::usage("no-versus", message, format_args!("{} can; ask twice with `--at` for the others", able.join(", ")))
}
