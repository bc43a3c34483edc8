//! `show`: one record, and what follows from it today.

use super::exit::{Exit, Stop};
use super::findings::problems;
use super::session::{Session, vanished};
use super::set::scope;
use crate::domain::layout::AnyId;
use crate::domain::money::budget;
use crate::domain::money::completion;
use crate::domain::money::sums::Figure;
use crate::domain::money::time_index::TimeIndex;
use crate::domain::record::Kind;
use crate::domain::scope::Scope;
use crate::domain::traffic::Traffic;
use crate::domain::workflow::Workflow;
use crate::reports::annual_budgets;
use crate::reports::life::life;
use crate::reports::{overrides, papers};
use crate::store::Snapshot;
use crate::values::{Day, JobId};
use crate::view::{Cell, Data, Grid, RecordView};
use crate::yaml::{Document, NodeId, Tree};
use clap::Args;

/// Show a record, and what follows from it
#[derive(Clone, Debug, Args)]
pub(super) struct ShowArgs {
    /// The record, or the beginning of its id
    pub id: String,
}

/// What is worked out about a record: key, heading, value.
pub(super) type Facts = Vec<(&'static str, &'static str, Cell)>;

/// Shows a record of one kind.
pub(super) fn run(kind: Kind, args: &ShowArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    let store = session.open()?;
    let id = session.resolve(&store, &args.id, &[kind], false)?;
    let scope = match &id {
        AnyId::Job(job) => Scope::job_money(job.clone()),
        AnyId::Invoice(invoice) => Scope::invoices_of(invoice.clone()),
        _ => scope(&id),
    };
    let snapshot = store.load(&scope)?;
    let today = session.today(&snapshot.agency.config)?;
    let source = snapshot.source_of(&id).ok_or_else(|| vanished(&id))?;
    let own = snapshot.problems.iter().any(|problem| problem.place.source == source);
    if own {
        let found: Vec<_> =
            snapshot.problems.iter().filter(|problem| problem.place.source == source).cloned().collect();
        return Err(Stop::Unreadable(problems(&snapshot, &found)));
    }
    let (text, tree) = snapshot.document(source).ok_or_else(|| vanished(&id))?;
    let document = Document { text, tree: &tree };
    let view = RecordView {
        kind: kind.as_str(),
        id: id.to_string(),
        path: id.path(),
        facts: facts(&id, &snapshot, today),
        others: others(&id, &snapshot, today),
        fields: data(document, Tree::ROOT),
    };
    let page = session.page();
    session.format()?.record(&view, &page, &mut session.stdout)?;
    let holes = super::findings::unreadable(&snapshot);
    for hole in &holes {
        let place = format!("{}:{}:{}", hole.path, hole.line, hole.column);
        writeln!(session.world.err, "{}", crate::render::sanitize::line(&format!("{place}: {}", hole.message)))?;
    }
    Ok(if holes.is_empty() { Exit::Yes } else { Exit::CouldNotTell })
}

fn facts(id: &AnyId, snapshot: &Snapshot, today: Day) -> Facts {
    match id {
        AnyId::Job(job) => job_facts(job, snapshot, today),
        AnyId::Round(round) => snapshot.agency.rounds.get(round).found().map_or_else(Vec::new, |round| {
            let open = round.items.iter().filter(|item| item.is_open()).count();
            vec![
                ("decision", "Decision", Cell::text(round.decision_on(today))),
                ("open_items", "Open items", Cell::count(open)),
            ]
        }),
        AnyId::ContactReport(report) => snapshot
            .agency
            .contact_reports
            .get(report)
            .found()
            .map_or_else(Vec::new, |report| super::contact_report::rows::facts(report, &snapshot.agency, today)),
        AnyId::Invoice(invoice) => snapshot
            .agency
            .invoices
            .get(invoice)
            .found()
            .map_or_else(Vec::new, |invoice| super::invoice::rows::facts(invoice, &snapshot.agency, today)),
        _ => Vec::new(),
    }
}

/// What became of a job, and its papers; what a client has for its years; what an invoice charges for.
fn others(id: &AnyId, snapshot: &Snapshot, today: Day) -> Vec<(&'static str, String, Grid)> {
    let agency = &snapshot.agency;
    match id {
        AnyId::Job(id) => {
            let job = agency.jobs.get(id).found();
            let told = job.map(|job| ("life", "Life".to_owned(), life(job, &Traffic::of(agency, today))));
            let papers = job.map_or_else(Vec::new, |job| papers::in_short(agency, job, today));
            told.into_iter().chain(papers).collect()
        }
        AnyId::Invoice(id) => {
            let invoice = agency.invoices.get(id).found();
            invoice.map_or_else(Vec::new, |invoice| super::invoice::lines::grids(invoice, agency))
        }
        AnyId::Client(id) => {
            let budgets = agency.clients.get(id).found().map(|client| annual_budgets::grid(agency, client, today));
            budgets.into_iter().map(|grid| ("budgets", "Annual budgets".to_owned(), grid)).collect()
        }
        _ => Vec::new(),
    }
}

fn job_facts(id: &JobId, snapshot: &Snapshot, today: Day) -> Facts {
    let agency = &snapshot.agency;
    let Some(job) = agency.jobs.get(id).found() else { return Vec::new() };
    let traffic = Traffic::of(agency, today);
    let mut facts: Facts =
        vec![("stage", "Stage", Cell::text(job.stage(today))), ("state", "State", Cell::text(traffic.state(job)))];
    if let Some(ball) = traffic.ball(job) {
        facts.push(("with", "With", Cell::maybe(ball.to)));
        facts.push(("ball_due", "Ball due", Cell::day(ball.effective_due)));
        facts.push(("waiting_on", "Waiting on", Cell::text(traffic.waiting_on(job, &ball))));
        if let Some(late) = traffic.late(job, &ball) {
            facts.push(("days_late", "Days late", Cell::Count(late.all)));
        }
    }
    let told = overrides::told(&job.id, job, today);
    if !told.is_empty() {
        facts.push(("overrides", "Over objections", Cell::List(told)));
    }
    let time = TimeIndex::new(agency, today);
    let workflow = Workflow::of(&agency.config);
    let budget = budget::of_job(agency, job, &time, today);
    if let Some(sums) = budget.and_then(|budget| completion::sums(&budget, &workflow, today)) {
        facts.push(("approved", "Approved", Cell::money(sums.figure(Figure::Approved))));
        facts.push(("pending", "Pending", Cell::money(sums.figure(Figure::Pending))));
        facts.push(("actual", "Actual", Cell::money(sums.figure(Figure::Actual))));
        facts.push(("committed", "Committed", Cell::money(sums.figure(Figure::Committed))));
        facts.push(("remaining", "Remaining", Cell::money(sums.remaining())));
        facts.push(("forecast", "Forecast", Cell::money(sums.forecast())));
        facts.push(("burn", "Burn", sums.burn().map_or(Cell::Empty, Cell::Ratio)));
    }
    facts
}

/// A node of a record as untyped values: whole numbers as numbers, every other scalar as written.
pub(super) fn data(document: Document<'_>, node: NodeId) -> Data {
    let tree = document.tree;
    let kind = tree.node(node).kind;
    if kind.is_map() {
        let entry = |(key, value)| (document.scalar(key).into_owned(), data(document, value));
        return Data::Map(tree.entries(node).map(entry).collect());
    }
    if kind.is_list() {
        return Data::List(tree.children(node).map(|item| data(document, item)).collect());
    }
    if document.is_null(node) {
        return Data::Null;
    }
    let text = document.scalar(node).into_owned();
    if kind != crate::yaml::Kind::Plain {
        return Data::Text(text);
    }
    match text.as_str() {
        "true" => Data::Flag(true),
        "false" => Data::Flag(false),
        _ => text
            .parse()
            .ok()
            .filter(|count: &i64| count.to_string() == text && count.abs() < 1 << 53)
            .map_or(Data::Text(text), Data::Count),
    }
}
