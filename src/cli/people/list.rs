//! `suits people list`: everybody at the agency, where they are today and how much they have in hand.

use crate::cli::args::RowArgs;
use crate::cli::exit::{Exit, Stop};
use crate::cli::findings::unreadable;
use crate::cli::session::Session;
use crate::cli::versus;
use crate::config::Person;
use crate::domain::held::{Held, What, held};
use crate::domain::job::sections;
use crate::domain::record::Kind;
use crate::domain::scope::Scope;
use crate::domain::traffic::Traffic;
use crate::store::Store;
use crate::values::{ClientId, Day, PersonId};
use crate::view::{Cell, Column, Grid, Row, Tone, View};
use clap::Args;

/// People, one a row
///
/// With `--client`, those who have a seat or the ball there. People who left are shown with `--all`.
///
/// Examples:
///   suits people list
///   suits people list --where 'handoffs > 5' --sort -handoffs
///   suits people list --all --columns person,name,to
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(in crate::cli) struct PeopleListArgs {
    /// Those who left too
    #[arg(long)]
    pub all: bool,
    #[command(flatten)]
    rows: RowArgs,
}

const COLUMNS: [Column; 13] = [
    Column::word("person", "Person"),
    Column::prose("name", "Name"),
    Column::word("roles", "Roles"),
    Column::figure("rank", "Rank").hidden(),
    Column::word("reports_to", "Reports to"),
    Column::word("calendar", "Calendar").hidden(),
    Column::date("from", "From").hidden(),
    Column::date("to", "Last day").hidden(),
    Column::word("away", "Away").hidden(),
    Column::date("away_until", "Away until"),
    Column::word("deputy", "Deputy"),
    Column::figure("seats", "Seats"),
    Column::figure("handoffs", "Handoffs"),
];

/// Runs `suits people list`.
pub(super) fn run(args: &PeopleListArgs, session: &mut Session<'_, '_>) -> Result<Exit, Stop> {
    versus::shown(&["person"], &args.rows, session, |store, client, today, session| {
        Ok(listed(args.all, store, client, today, session)?.into())
    })
}

/// Everybody in a book, on a day or else today.
fn listed(
    all: bool,
    store: &Store,
    client: Option<ClientId>,
    today: Option<Day>,
    session: &Session<'_, '_>,
) -> Result<View, Stop> {
    const KINDS: &[Kind] = &[Kind::Client, Kind::Job];
    let scope = Scope::kinds(KINDS).parts(sections::TIME).client(client.clone());
    let snapshot = store.load(&scope)?;
    let config = &snapshot.agency.config;
    let today = today.map_or_else(|| session.today(config), Ok)?;
    let traffic = Traffic::of(&snapshot.agency, today);
    let held = held(&traffic, client.as_ref());
    let left = |facts: &Person| facts.to.is_some_and(|to| to < today);
    let asked = |id: &PersonId| client.is_none() || held.iter().any(|held| held.person == id);
    let people = config.people.iter().filter(|(id, facts)| (all || !left(facts)) && asked(id));
    let rows = people.map(|(id, facts)| row(id, facts, config.rank(id), &held, today)).collect();
    Ok(View {
        name: "people",
        version: 1,
        title: "People".to_owned(),
        as_of: today,
        grid: Grid { columns: COLUMNS.to_vec(), rows },
        others: Vec::new(),
        notes: Vec::new(),
        when_empty: "there is nobody; people are under `[people]` in `suits.toml`".to_owned(),
        unreadable: unreadable(&snapshot),
    })
}

fn row(id: &PersonId, facts: &Person, rank: Option<u8>, held: &[Held<'_>], today: Day) -> Row {
    let away = facts.away.iter().find(|away| away.from <= today && today <= away.to);
    let own = || held.iter().filter(|held| held.person == id);
    let seats = own().filter(|held| matches!(held.what, What::ClientSeat | What::JobSeat)).count();
    let balls = own().filter(|held| held.what == What::Handoff);
    let cells = vec![
        Cell::text(id),
        Cell::text(&facts.name),
        Cell::List(facts.roles.iter().map(ToString::to_string).collect()),
        rank.map_or(Cell::Empty, |rank| Cell::Count(i64::from(rank))),
        Cell::maybe(facts.reports_to.as_ref()),
        Cell::maybe(facts.calendar.as_ref()),
        Cell::day(facts.from),
        Cell::day(facts.to),
        Cell::Flag(away.is_some()),
        Cell::day(away.map(|away| away.to)),
        Cell::maybe(away.and_then(|away| away.deputy.as_ref())),
        Cell::count(seats),
        Cell::count(balls.count()),
    ];
    let tone = if facts.is_active(today) && away.is_none() { Tone::Plain } else { Tone::Quiet };
    Row { cells, tone }
}
