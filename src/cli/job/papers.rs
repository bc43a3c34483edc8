//! The verbs that look at papers of jobs: lists of one job's or of many, and one paper as a page. Reads; writes nothing.

use crate::cli::args::RowArgs;
use crate::cli::exit::{Exit, Stop};
use crate::cli::findings::{problems, unreadable};
use crate::cli::session::{Session, vanished};
use crate::cli::versus;
use crate::domain::job::{Job, sections};
use crate::domain::layout::AnyId;
use crate::domain::money::unpriced::Unpriced;
use crate::domain::record::{Kind, Located};
use crate::domain::scope::Scope;
use crate::reports::papers::{Asked, Readers};
use crate::store::{Snapshot, Store};
use crate::values::{ClientId, Day, JobId};
use crate::view::View;
use clap::Args;

/// Whose papers are listed.
#[derive(Debug, Args)]
pub(in crate::cli) struct ListArgs {
    /// The job; else of all jobs
    #[arg(conflicts_with = "client")]
    pub job: Option<String>,
    #[command(flatten)]
    rows: RowArgs,
}

/// Lists papers of one job, or of all.
pub(in crate::cli) fn list(
    args: &ListArgs,
    session: &mut Session<'_, '_>,
    view: fn(&Asked<'_>, Day) -> View,
) -> Result<Exit, Stop> {
    versus::shown(&["job", "version", "change", "order"], &args.rows, session, |store, client, today, session| {
        Ok(listed(args, store, client, today, session, view)?.into())
    })
}

/// The papers in a book, on a day or else today.
fn listed(
    args: &ListArgs,
    store: &Store,
    client: Option<ClientId>,
    today: Option<Day>,
    session: &mut Session<'_, '_>,
    view: fn(&Asked<'_>, Day) -> View,
) -> Result<View, Stop> {
    const JOBS: &[Kind] = &[Kind::Client, Kind::Job];
    let of_job = |typed: &str| match session.resolve(store, typed, &[Kind::Job], false) {
        // it was not there yet, and so had no papers
        Err(stop) if today.is_some() => AnyId::parse(Kind::Job, &typed.to_ascii_uppercase()).ok_or(stop),
        found => found,
    };
    let one = args.job.as_deref().map(of_job).transpose()?;
    let scope = if let Some(AnyId::Job(job)) = &one {
        Scope { kinds: JOBS, ..Scope::job(job.clone()) }
    } else {
        Scope::kinds(JOBS).parts(sections::MONEY).fingerprints().client(client)
    };
    let snapshot = store.load(&scope)?;
    let today = today.map_or_else(|| session.today(&snapshot.agency.config), Ok)?;
    session.asked_on = Some(today);
    let agency = &snapshot.agency;
    let jobs = agency.jobs.iter().filter(|job| job.exists(today)).collect();
    let mut view = view(&Asked { agency, jobs, is_one: one.is_some() }, today);
    view.unreadable = unreadable(&snapshot);
    Ok(view)
}

/// Who reads a page in the format asked for: Markdown is what people send on.
fn readers(session: &Session<'_, '_>) -> Readers {
    if session.globals.format == "md" { Readers::Client } else { Readers::Agency }
}

/// Shows one paper of a job; `find` says which, and `view` makes the page of it.
pub(in crate::cli) fn show(
    typed: &str,
    session: &mut Session<'_, '_>,
    page: impl FnOnce(&Located<Job>, &Snapshot, Day, Readers) -> Result<Result<Option<View>, Unpriced>, Stop>,
) -> Result<Exit, Stop> {
    const JOBS: &[Kind] = &[Kind::Client, Kind::Job];
    let store = session.open()?;
    let id = session.resolve(&store, typed, &[Kind::Job], false)?;
    let AnyId::Job(job) = &id else { return Err(vanished(&id)) };
    let snapshot = store.load(&Scope { kinds: JOBS, ..Scope::job(job.clone()) })?;
    let today = session.today(&snapshot.agency.config)?;
    session.asked_on = Some(today);
    let broken = || Stop::Unreadable(problems(&snapshot, &snapshot.problems));
    let Some(found) = snapshot.agency.jobs.get(job).found() else {
        return Err(if snapshot.problems.is_empty() { vanished(&id) } else { broken() });
    };
    let view = page(found, &snapshot, today, readers(session))?.map_err(|_| broken())?;
    session.show(view.ok_or_else(|| vanished(&id))?, &RowArgs::default())
}

/// The refusal that a job has no such paper.
pub(in crate::cli) fn none(job: &JobId, what: &str, hint: String) -> Stop {
    Stop::usage("unknown-item", format_args!("{job} has no {what}"), hint)
}
