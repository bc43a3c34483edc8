//! `list`: the records of one kind as rows, with the same questions as every report.

use super::args::RowArgs;
use super::exit::{Exit, Stop};
use super::findings::unreadable;
use super::session::Session;
use super::versus::{self, Listed};
use crate::domain::agency::Agency;
use crate::domain::handoff::State;
use crate::domain::job::sections;
use crate::domain::record::Kind;
use crate::domain::round::{Decision, PassFail, Round, RoundType, VerdictAbout};
use crate::domain::scope::Scope;
use crate::domain::traffic::Traffic;
use crate::reports::overrides::Overrides;
use crate::store::{Snapshot, Store};
use crate::values::{ClientId, Day, PersonId};
use crate::view::{Cell, Column, Grid, Row, Tone, View};

/// Lists the records of a kind.
pub(super) fn run(kind: Kind, rows: &RowArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    versus::shown(&[by_id(kind)], rows, session, |store, client, today, session| {
        listed(kind, &load(kind, store, client)?, today, session)
    })
}

/// The column that tells one record from another.
fn by_id(kind: Kind) -> &'static str {
    match kind {
        Kind::Client => "client",
        Kind::Brief => "brief",
        Kind::Round => "round",
        Kind::ContactReport => "contact_report",
        Kind::Invoice => "invoice",
        Kind::Job | Kind::Timesheet => "job",
    }
}

fn load(kind: Kind, store: &Store, client: Option<ClientId>) -> Result<Snapshot, Stop> {
    const CLIENTS: &[Kind] = &[Kind::Client];
    const BRIEFS: &[Kind] = &[Kind::Client, Kind::Brief];
    const JOBS: &[Kind] = &[Kind::Client, Kind::Job];
    const ROUNDS: &[Kind] = &[Kind::Client, Kind::Round];
    const REPORTS: &[Kind] = &[Kind::Client, Kind::ContactReport];
    const INVOICES: &[Kind] = &[Kind::Client, Kind::Invoice];
    let scope = match kind {
        Kind::Client => Scope::kinds(CLIENTS),
        Kind::Brief => Scope::kinds(BRIEFS),
        Kind::Round => Scope::kinds(ROUNDS),
        Kind::ContactReport => Scope::kinds(REPORTS),
        Kind::Invoice => Scope::kinds(INVOICES).fingerprints(),
        _ => Scope::kinds(JOBS).parts(sections::TIME),
    };
    Ok(store.load(&scope.client(client))?)
}

/// The records as rows, and what was overridden of them; on a day, else today.
fn listed(kind: Kind, snapshot: &Snapshot, today: Option<Day>, session: &Session<'_, '_>) -> Result<Listed, Stop> {
    let today = today.map_or_else(|| session.today(&snapshot.agency.config), Ok)?;
    let agency = &snapshot.agency;
    let (name, title, grid) = match kind {
        Kind::Client => ("clients", "Clients", clients(agency)),
        Kind::Brief => ("briefs", "Briefs", briefs(agency, today)),
        Kind::Round => ("rounds", "Feedback rounds", rounds(agency, today)),
        Kind::Invoice => ("invoices", "Invoices", super::invoice::rows::grid(agency, today)),
        Kind::ContactReport => ("contact-reports", "Contact reports", super::contact_report::rows::grid(agency, today)),
        _ => ("jobs", "Jobs", jobs(agency, today)),
    };
    let mut view = View {
        name,
        version: 1,
        title: title.to_owned(),
        as_of: today,
        grid,
        others: Vec::new(),
        notes: Vec::new(),
        when_empty: format!("there are no {}", title.to_lowercase()),
        unreadable: unreadable(snapshot),
    };
    if kind != Kind::Job {
        return Ok(view.into());
    }
    let overrides = Overrides::of(agency, today);
    overrides.add_to(&mut view);
    Ok(Listed { view, overrides })
}

fn person(id: Option<&PersonId>) -> Cell {
    Cell::maybe(id)
}

fn clients(agency: &Agency) -> Grid {
    let columns = vec![
        Column::word("client", "Client"),
        Column::prose("name", "Name"),
        Column::word("status", "Status"),
        Column::word("tier", "Tier"),
        Column::word("currency", "Currency"),
        Column::word("language", "Language"),
        Column::word("account_executive", "Executive"),
        Column::word("account_manager", "Manager"),
        Column::word("account_director", "Director"),
        Column::figure("contacts", "Contacts").hidden(),
        Column::figure("contracts", "Contracts").hidden(),
    ];
    let seat = |client: &crate::domain::client::Client, seat: &str| person(client.team.get(seat));
    let row = |client: &crate::domain::record::Located<crate::domain::client::Client>| {
        Row::new(vec![
            Cell::text(&client.id),
            Cell::text(&client.name),
            Cell::text(client.status),
            Cell::maybe(client.tier),
            Cell::text(client.currency.unwrap_or(agency.config.agency.currency)),
            Cell::maybe(client.language.as_ref()),
            seat(client, "account-executive"),
            seat(client, "account-manager"),
            seat(client, "account-director"),
            Cell::count(client.contacts.len()),
            Cell::count(client.contracts.len()),
        ])
    };
    Grid { columns, rows: agency.clients.iter().map(row).collect() }
}

fn briefs(agency: &Agency, today: Day) -> Grid {
    let columns = vec![
        Column::word("brief", "Brief"),
        Column::word("client", "Client"),
        Column::prose("title", "Title"),
        Column::word("type", "Type"),
        Column::word("status", "Status"),
        Column::word("size", "Size").hidden(),
        Column::word("language", "Language").hidden(),
        Column::word("authors", "Authors"),
        Column::date("requested_on", "Requested"),
    ];
    let row = |brief: &crate::domain::record::Located<crate::domain::brief::Brief>| {
        Row::new(vec![
            Cell::text(&brief.id),
            Cell::text(brief.id.client()),
            Cell::text(&brief.title),
            Cell::text(brief.kind),
            Cell::text(brief.status),
            Cell::maybe(brief.size),
            Cell::maybe(brief.language.as_ref()),
            Cell::List(brief.authors.iter().map(ToString::to_string).collect()),
            Cell::day(brief.requested_on),
        ])
    };
    let asked = agency.briefs.iter().filter(|brief| brief.requested_on.is_none_or(|day| day <= today));
    Grid { columns, rows: asked.map(row).collect() }
}

fn jobs(agency: &Agency, today: Day) -> Grid {
    let columns = vec![
        Column::word("job", "Job"),
        Column::word("client", "Client"),
        Column::prose("title", "Title"),
        Column::word("type", "Type"),
        Column::word("status", "Status"),
        Column::word("stage", "Stage").hidden(),
        Column::word("with", "With"),
        Column::date("since", "Since").hidden(),
        Column::date("ball_due", "Ball due"),
        Column::date("due", "Job due"),
        Column::date("baseline_due", "First agreed").hidden(),
        Column::date("requested_on", "Requested").hidden(),
        Column::word("brief", "Brief").hidden(),
    ];
    let traffic = Traffic::of(agency, today);
    let row = |job: &crate::domain::record::Located<crate::domain::job::Job>| {
        let (state, ball) = (traffic.state(job), traffic.ball(job));
        let stage = job.stage(today);
        let status = match state {
            State::Open | State::Closed => stage,
            State::OnHold | State::Cancelled => state.as_str(),
        };
        let cells = vec![
            Cell::text(&job.id),
            Cell::text(job.id.client()),
            Cell::text(&job.title),
            Cell::text(job.kind),
            Cell::text(status),
            Cell::text(stage),
            person(ball.and_then(|ball| ball.to)),
            Cell::day(ball.map(|ball| ball.date)),
            Cell::day(ball.and_then(|ball| ball.effective_due)),
            Cell::day(job.due),
            Cell::day(job.baseline_due),
            Cell::Day(job.requested_on),
            Cell::maybe(job.brief.as_ref()),
        ];
        let late = ball.is_some_and(|ball| traffic.late(job, &ball).is_some());
        let tone = match state {
            State::Closed | State::Cancelled => Tone::Quiet,
            State::Open if late => Tone::Red,
            State::Open | State::OnHold => Tone::Plain,
        };
        Row { cells, tone }
    };
    Grid { columns, rows: agency.jobs.iter().filter(|job| job.exists(today)).map(row).collect() }
}

fn rounds(agency: &Agency, today: Day) -> Grid {
    let columns = vec![
        Column::word("round", "Round"),
        Column::word("job", "Job"),
        Column::word("client", "Client").hidden(),
        Column::word("type", "Type"),
        Column::word("deliverable", "Deliverable"),
        Column::word("deliverable_version", "Version"),
        Column::date("sent", "Sent"),
        Column::date("due", "Due"),
        Column::word("approver", "Approver"),
        Column::word("decision", "Decision"),
        Column::figure("open_items", "Open"),
        Column::figure("items", "Items").hidden(),
    ];
    let row = |round: &crate::domain::record::Located<crate::domain::round::Round>| {
        Row::new(vec![
            Cell::text(&round.id),
            Cell::text(round.id.job()),
            Cell::text(round.id.client()),
            Cell::text(round.kind),
            Cell::text(&round.deliverable),
            Cell::maybe(round.version.as_ref()),
            Cell::Day(round.sent),
            Cell::day(round.due),
            person(round.approver.as_ref()),
            Cell::text(verdict(round, today)),
            Cell::count(round.items.iter().filter(|item| item.is_open()).count()),
            Cell::count(round.items.len()),
        ])
    };
    Grid { columns, rows: agency.rounds.iter().filter(|round| round.sent <= today).map(row).collect() }
}

/// Where a round stands: what its reviewers decided; for an internal one, what its three verdicts come to.
fn verdict(round: &Round, today: Day) -> &'static str {
    if round.kind != RoundType::Internal {
        return round.decision_on(today).as_str();
    }
    let last = |about: &VerdictAbout| Some(round.verdict_on(*about, today)?.1.verdict);
    let verdicts: Vec<Option<PassFail>> = VerdictAbout::ALL.iter().map(last).collect();
    if verdicts.contains(&Some(PassFail::Fail)) {
        PassFail::Fail.as_str()
    } else if verdicts.contains(&None) {
        Decision::Pending.as_str()
    } else {
        PassFail::Pass.as_str()
    }
}
