//! Runs a report of the registry: what it needs is loaded, its answer printed.

use super::args::RowArgs;
use super::exit::{Exit, Stop};
use super::findings::unreadable;
use super::session::Session;
use super::versus;
use super::whose::WhoseArgs;
use crate::checks;
use crate::domain::calendar::Calendar;
use crate::domain::layout::AnyId;
use crate::domain::money::ageing::Basis;
use crate::domain::record::Kind;
use crate::domain::scope::Scope;
use crate::query::Query;
use crate::reports::narrow::Narrow;
use crate::reports::overrides::Overrides;
use crate::reports::{REPORTS, Report, ReportAsk};
use crate::store::{Snapshot, Store};
use crate::values::{Amount, ClientId, Day};
use crate::view::View;

/// What a command asks of a report, beyond the day and the client.
#[derive(Clone, Debug)]
pub(super) struct Asking<'a> {
    /// Only what concerns this person.
    pub person: Option<&'a str>,
    /// Only what concerns whoever types, where no person is named; a person named may be a contact of a client.
    pub mine: bool,
    /// Only these jobs and clients.
    pub whose: Option<&'a WhoseArgs>,
    /// Only this job's.
    pub job: Option<&'a str>,
    /// From this day on, as typed.
    pub from: Option<&'a str>,
    /// Up to the end of this day, as typed.
    pub until: Option<&'a str>,
    /// How to group.
    pub by: Vec<String>,
    /// Everything, not the usual.
    pub all: bool,
    /// Only what is exceeded.
    pub over: bool,
    /// What is behind the figures, in a table too.
    pub evidence: bool,
    /// From which day invoices age.
    pub basis: Basis,
    /// So many days, back or ahead.
    pub days: Option<u32>,
    /// What is to be won, in the agency's currency.
    pub target: Option<Amount>,
    /// Whether the report needs the figures of briefs.
    pub scored: bool,
}

impl Default for Asking<'_> {
    /// The plain question.
    fn default() -> Self {
        Asking {
            person: None,
            mine: false,
            whose: None,
            job: None,
            from: None,
            until: None,
            by: Vec::new(),
            all: false,
            over: false,
            evidence: false,
            basis: Basis::Due,
            days: None,
            target: None,
            scored: false,
        }
    }
}

/// Runs the report of a name and prints it; of a comparison with another revision, both answers as one.
pub(super) fn run(
    name: &str,
    asking: &Asking<'_>,
    rows: &RowArgs,
    session: &mut Session<'_, '_>,
) -> Result<Exit, Stop> {
    let report = find(name)?;
    if let Some(revision) = session.globals.versus.clone() {
        return versus::run(report, asking, rows, &revision, session);
    }
    let store = session.open()?;
    let ask = ask(asking, rows, &store, session)?;
    let read = Read::of(&store, report, &ask)?;
    let mut view = read.view(report, asking, ask.clone())?;
    let overrides = Overrides::of(&read.snapshot.agency, ask.today);
    overrides.add_to(&mut view);
    read.forget();
    session.show_telling(view, rows, report.totals_follow_rows(), |view| overrides.notes(view))
}

/// The report of a name.
fn find(name: &str) -> Result<&'static dyn Report, Stop> {
    let report = REPORTS.iter().find(|report| report.name() == name);
    report.copied().ok_or_else(|| {
        Stop::usage("unknown-report", format_args!("there is no report `{name}`"), "`suits --help` lists them")
    })
}

/// The question in full.
pub(super) fn ask(
    asking: &Asking<'_>,
    rows: &RowArgs,
    store: &Store,
    session: &mut Session<'_, '_>,
) -> Result<ReportAsk, Stop> {
    let client = session.client(store, rows.client.as_deref())?;
    let opened = opening(asking, store, client, session)?;
    Ok(ReportAsk {
        by: asking.by.clone(),
        all: asking.all,
        over: asking.over,
        evidence: asking.evidence,
        basis: asking.basis,
        days: asking.days,
        target: asking.target,
        narrow: narrow(rows, opened.today),
        ..opened
    })
}

/// What of a book a report was read from.
pub(super) struct Read {
    pub(super) snapshot: Snapshot,
}

impl Read {
    /// Reads what a report needs.
    pub(super) fn of(store: &Store, report: &dyn Report, ask: &ReportAsk) -> Result<Read, Stop> {
        Ok(Read { snapshot: store.load(&report.scope(ask))? })
    }

    /// The answer, with the records that could not be read.
    pub(super) fn view(&self, report: &dyn Report, asking: &Asking<'_>, mut ask: ReportAsk) -> Result<View, Stop> {
        let snapshot = &self.snapshot;
        if asking.scored {
            let path_of = |source| snapshot.sources.file(source).path.to_string();
            ask.scores = checks::scores(&snapshot.agency, ask.today, &path_of);
        }
        let mut view = report.view(&snapshot.agency, &ask).map_err(|message| Stop::Usage {
            code: "bad-question",
            message,
            hint: None,
        })?;
        view.unreadable.extend(unreadable(snapshot));
        view.unreadable.sort_by(|one, other| (&one.path, one.line).cmp(&(&other.path, other.line)));
        Ok(view)
    }

    /// Leaves the book to the system.
    pub(super) fn forget(self) {
        // the program ends soon: to give back every text and record of a book, one by one, would take longer than to price it
        std::mem::forget(self.snapshot);
    }
}

/// The rows that are asked for; all, where the question makes no sense, which is told when the answer is printed.
fn narrow(rows: &RowArgs, today: Day) -> Narrow {
    let RowArgs { condition, sort, limit, .. } = rows.clone();
    if condition.is_none() && limit.is_none() {
        return Narrow::default();
    }
    Narrow::to(move |grid| {
        let query = Query::parse(condition.as_deref(), sort.as_deref(), None, limit, grid, today);
        query.map_or_else(|_| (0..grid.rows.len()).collect(), |query| query.kept(grid))
    })
}

/// The day, the person and the period, from `suits.toml`: what the report needs follows from them. A person who is a contact of a client
/// comes with the client; theirs are that client's things.
fn opening(
    asking: &Asking<'_>,
    store: &Store,
    client: Option<ClientId>,
    session: &mut Session<'_, '_>,
) -> Result<ReportAsk, Stop> {
    let snapshot = store.load(&Scope::kinds(&[]))?;
    let config = &snapshot.agency.config;
    let today = session.today(config)?;
    session.asked_on = Some(today);
    let (person, theirs) = match asking.person {
        Some(typed) if asking.mine => {
            let (person, theirs) = session.anybody(typed, &snapshot, store, client.as_ref())?;
            (Some(person), theirs)
        }
        Some(typed) => (Some(session.person(typed, &snapshot)?), None),
        None if asking.mine => (Some(session.actor(None, &snapshot, store)?), None),
        None => (None, None),
    };
    let calendar = Calendar::new(&config.calendar);
    let day = |typed: Option<&str>| typed.map(|typed| session.dates(today, &calendar).parse(typed)).transpose();
    let (from, until) = (day(asking.from)?, day(asking.until)?);
    let job = match asking.job.map(|typed| session.resolve(store, typed, &[Kind::Job], false)).transpose()? {
        Some(AnyId::Job(id)) => Some(id),
        _ => None,
    };
    let only = asking.whose.map(|whose| whose.only(store, session)).transpose()?.unwrap_or_default();
    Ok(ReportAsk { client: theirs.or(client), only, person, job, from, until, ..ReportAsk::on(today) })
}
