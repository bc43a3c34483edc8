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
use crate::source::quoted;
use crate::store::{Oid, Store};
use crate::values::{ClientId, Day};
use crate::view::View;

/// What is listed with `list`, each by its id.
const LISTS: &[&str] = &["client", "brief", "job", "feedback", "contact-report", "invoice", "people"];

/// Runs a report at two points.
pub(super) fn run(
    report: &dyn Report,
    asking: &Asking<'_>,
    rows: &RowArgs,
    revision: &str,
    session: &mut Session<'_, '_>,
) -> Result<Exit, Stop> {
    if asking.over {
        let condition = if report.name() == "rounds" { "uncovered > 0" } else { "remaining < 0" };
        let hint = format!("leave `--over` out, and say which rows with `--where`, as in `--where '{condition}'`");
        return Err(Stop::usage("no-versus", "what is over now may not have been over then", hint));
    }
    let Points { stores: [before, now], order } = Points::of(session, revision)?;
    let all = RowArgs { condition: None, limit: None, ..rows.clone() };
    // a client or a job that is gone by now was there before
    let ask = match ask(asking, &all, &now, session) {
        Err(stop) => ask(asking, &all, &before, session).map_err(|_| stop)?,
        asked => asked?,
    };
    let keys = report.keys(&ask);
    if keys.is_empty() {
        return Err(cannot(&format!("suits {}", report.name()), revision, None));
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
    view.notes.splice(1..1, order);
    for read in read {
        read.forget();
    }
    session.show_telling(view, rows, report.totals_follow_rows(), |view| overrides.notes(view))
}

/// The book at the two points that were named.
struct Points {
    /// The earlier one, and the later.
    stores: [Store; 2],
    /// What to say where they do not stand in the order in which they were named, or in none.
    order: Option<String>,
}

impl Points {
    fn of(session: &Session<'_, '_>, revision: &str) -> Result<Points, Stop> {
        let (here, there) = (session.open()?, Store::open_at(&session.start(), revision)?);
        let is_later = |one: &Store, other: &Store| one.is_later_than(other).map_err(anyhow::Error::from);
        let Some(at) = &session.globals.at else { return Ok(Points { stores: [there, here], order: None }) };
        if is_later(&there, &here)? {
            return Ok(Points { stores: [here, there], order: None });
        }
        let is_one = here.revision().map(|of| &of.commit) == there.revision().map(|of| &of.commit);
        if is_one || is_later(&here, &there)? {
            let order = format!(
                "`{at}` came after `{revision}`, so `{revision}` is what was before, whichever option names it"
            );
            return Ok(Points { stores: [there, here], order: Some(order).filter(|_| !is_one) });
        }
        let order = format!("neither of the two came of the other: `--at {at}` is taken for what was before");
        Ok(Points { stores: [here, there], order: Some(order) })
    }
}

/// The rows of a list, and what was done over an objection to the jobs among them.
#[derive(Debug)]
pub(super) struct Listed {
    /// The rows.
    pub view: View,
    /// What is told of them below a table.
    pub overrides: Overrides,
}

impl From<View> for Listed {
    fn from(view: View) -> Listed {
        Listed { view, overrides: Overrides::default() }
    }
}

/// Shows a list; with `--versus`, compared with itself at another point: `keys` tell its rows apart.
pub(super) fn shown(
    keys: &[&'static str],
    rows: &RowArgs,
    session: &mut Session<'_, '_>,
    list: impl Fn(&Store, Option<ClientId>, Option<Day>, &mut Session<'_, '_>) -> Result<Listed, Stop>,
) -> Result<Exit, Stop> {
    let Some(revision) = session.globals.versus.clone() else {
        let store = session.open()?;
        let client = session.client(&store, rows.client.as_deref())?;
        let Listed { view, overrides } = list(&store, client, None, session)?;
        return session.show_telling(view, rows, false, |view| overrides.notes(view));
    };
    let Points { stores: [before, now], order } = Points::of(session, &revision)?;
    // a client that is gone by now was there before
    let client = match session.client(&now, rows.client.as_deref()) {
        Err(stop) => session.client(&before, rows.client.as_deref()).map_err(|_| stop)?,
        found => found?,
    };
    let is = list(&now, client.clone(), None, session)?;
    let was = list(&before, client, Some(is.view.as_of), session)?;
    let (was, now) = (point(&before, was.view), point(&now, is.view));
    let mut view = Comparison { before: &was, now: &now, keys }.view(rows.condition.is_some());
    view.notes.splice(1..1, order);
    session.show_telling(view, rows, false, |view| is.overrides.notes(view))
}

fn point(store: &Store, view: View) -> Point {
    let revision = store.revision();
    let of = |name: fn(&Oid) -> &str| revision.map(|revision| name(&revision.commit).to_owned());
    Point {
        revision: revision.map(|revision| revision.name.clone()),
        commit: of(Oid::as_str),
        short: of(Oid::short),
        view,
    }
}

/// Whether a command, by its words behind `suits`, compares two points.
pub(super) fn compares(words: &[&str]) -> bool {
    let asked = ReportAsk::on(Day::EPOCH);
    let reports = |name: &str| REPORTS.iter().any(|report| report.name() == name && !report.keys(&asked).is_empty());
    match words {
        ["time", "list"] => reports("time"),
        ["time"] => false,
        ["briefs"] => reports("brief-quality"),
        [noun, "list"] => LISTS.contains(noun),
        ["job", "estimate" | "change" | "order", "list"] | ["client", "issue", "list"] => true,
        [name] => reports(name),
        _ => false,
    }
}

/// Why a command compares nothing, and what does instead; `given`: the record that was typed.
pub(super) fn cannot(typed: &str, revision: &str, given: Option<&str>) -> Stop {
    let words: Vec<&str> = typed.split(' ').skip(1).collect();
    let (message, hint) = match words[..] {
        ["check"] => (
            "findings are of the book, not of two points in it".to_owned(),
            format!(
                "`suits check --since {revision}` looks at what changed since, `suits check --at {revision}` at the book of then"
            ),
        ),
        ["log" | "blame" | "audit" | "diff"] | ["brief", "log" | "diff"] => (
            format!("`{typed}` tells of the history itself, without `--versus`"),
            format!("`{typed} --help` shows how to name the points"),
        ),
        [.., "show"] => (
            "one record is no table of figures that could be set side by side".to_owned(),
            match given.filter(|_| words[0] != "people") {
                Some(id) => format!("`suits diff {} {}` tells what changed in it since", quoted(revision), quoted(id)),
                None => format!("`suits diff {}` tells what changed since", quoted(revision)),
            },
        ),
        _ => (
            format!("`{typed}` has no rows that could be found again at another point and set side by side"),
            format!(
                "ask twice, once with `--at {revision}`; reports and lists can be compared, as `suits budget --versus {revision}` or `suits job list --versus {revision}`, and `suits diff {revision}` tells what changed"
            ),
        ),
    };
    Stop::usage("no-versus", message, hint)
}
