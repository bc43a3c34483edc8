//! `renewals`: contracts by the last day for giving notice, who decides and by when, and what hangs on it.

mod groups;

use super::grouping::{grouping, words};
use super::ledger::{By, with_client};
use super::{Report, ReportAsk};
use crate::domain::accounts::MANAGER;
use crate::domain::agency::Agency;
use crate::domain::client::{Client, ClientStatus};
use crate::domain::contract::Contract;
use crate::domain::dues;
use crate::domain::job::sections;
use crate::domain::record::{Kind, Located};
use crate::domain::renewals::{self, Renewal, Standing};
use crate::domain::scope::Scope;
use crate::domain::traffic::Traffic;
use crate::values::{ClientId, Currency, ItemId, Money, PersonId, Word};
use crate::view::{Cell, Column, Grid, Row, Tone, View};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The report.
#[derive(Debug)]
pub struct Renewals;

/// One contract with an end.
struct Item<'a> {
    client: &'a Located<Client>,
    contract: &'a Contract,
    renewal: Renewal,
    owner: Option<&'a PersonId>,
    currency: Currency,
    value: Option<Money>,
    /// `None` where a job of the client cannot be read.
    jobs: Option<usize>,
}

impl Item<'_> {
    fn is_undecided(&self) -> bool {
        matches!(self.renewal.standing, Standing::Open | Standing::Late | Standing::Missed)
    }
}

impl Report for Renewals {
    fn name(&self) -> &'static str {
        "renewals"
    }

    fn ways(&self) -> Vec<&'static str> {
        words(By::MONEY, By::as_str)
    }

    fn scope(&self, ask: &ReportAsk) -> Scope {
        const KINDS: &[Kind] = &[Kind::Client, Kind::Job];
        Scope::kinds(KINDS).parts(sections::TIME).client(ask.client.clone())
    }

    fn totals_follow_rows(&self) -> bool {
        true
    }

    fn keys(&self, _ask: &ReportAsk) -> &'static [&'static str] {
        &["client", "contract", "job", "channel", "month", "supplier", "role", "person", "currency"]
    }

    fn view(&self, agency: &Agency, ask: &ReportAsk) -> Result<View, String> {
        let by = match ask.by.as_slice() {
            [] => Vec::new(),
            asked => with_client(grouping("contracts", By::MONEY, By::as_str, asked, By::Client)?),
        };
        let traffic = Traffic::of(agency, ask.today);
        let jobs = OpenJobs::of(&traffic);
        let asked = |client: &&Located<Client>| {
            client.status != ClientStatus::Lost && ask.client.as_ref().is_none_or(|only| client.id == *only)
        };
        let (mut items, mut endless) = (Vec::new(), 0);
        for client in agency.clients.iter().filter(asked) {
            for contract in &client.record.contracts {
                if contract.end.is_none() && contract.in_force(ask.today) {
                    endless += 1;
                }
                items.extend(item(&traffic, &jobs, client, contract));
            }
        }
        let last = ask.days.map(|days| ask.today.plus(i64::from(days)));
        let before = items.len();
        items.retain(|item| last.is_none_or(|last| item.renewal.notice <= last));
        items.sort_by(|a, b| {
            let of = |item: &Item<'_>| (item.renewal.notice, item.client.id.clone(), item.contract.id.clone());
            of(a).cmp(&of(b))
        });
        let mut notes = notes(&by, endless, before - items.len());
        let unread: Vec<&ClientId> = broken(agency, ask).collect();
        let groups = groups::grouped(&by, &items, |item| role(agency, item), &unread);
        let grid = if by.is_empty() { grid(&items) } else { groups::grid(&by, &groups) };
        let mut is_whole = unread.is_empty();
        if let Some(kept) = ask.narrow.kept(&grid) {
            let places = if by.is_empty() { (0..items.len()).collect() } else { groups.places() };
            let mut places = places.into_iter();
            items.retain(|_| places.next().is_some_and(|at| kept.contains(&at)));
            is_whole = is_whole || (!by.is_empty() && !groups.lacks(&kept));
        }
        notes.extend(unknown(agency, ask));
        Ok(View {
            name: "renewals",
            version: 1,
            title: title(&by),
            as_of: ask.today,
            grid,
            others: vec![("totals", "Not decided yet".to_owned(), totals(&items, is_whole))],
            notes,
            when_empty: match ask.days {
                Some(days) => format!("no contract is to be decided on within {days} days"),
                None => "no contract in force has an end".to_owned(),
            },
            unreadable: Vec::new(),
        })
    }
}

fn item<'a>(
    traffic: &Traffic<'a>,
    jobs: &OpenJobs<'_>,
    client: &'a Located<Client>,
    contract: &'a Contract,
) -> Option<Item<'a>> {
    let owner = contract.renewal_owner.as_ref().or_else(|| client.record.team.get(MANAGER));
    let calendar = traffic.calendars.receiver(traffic.agency, &client.id, owner);
    let open = jobs.under(&client.id, &contract.id);
    let renewal = renewals::renewal(contract, calendar, traffic.today, open != Some(0))?;
    let currency = client.record.currency.unwrap_or(traffic.agency.config.agency.currency);
    let value = contract.retainer.as_ref().and_then(|retainer| renewals::value_a_year(retainer, currency));
    Some(Item { client, contract, renewal, owner, currency, value, jobs: open })
}

/// The first of the roles of whoever decides.
fn role<'a>(agency: &'a Agency, item: &Item<'_>) -> Option<&'a Word> {
    agency.config.person(item.owner?)?.roles.first()
}

fn title(by: &[By]) -> String {
    let ways: Vec<&str> = by.iter().map(|way| way.as_str()).collect();
    match ways.as_slice() {
        [] => "Contracts by the last day for notice".to_owned(),
        ways => format!("Contracts to decide on by {}", ways.join(" and ")),
    }
}

/// Jobs that are still worked on, by contract.
struct OpenJobs<'a> {
    counts: HashMap<(ClientId, &'a ItemId), usize>,
    unknown: BTreeSet<ClientId>,
}

impl<'a> OpenJobs<'a> {
    fn of(traffic: &Traffic<'a>) -> OpenJobs<'a> {
        let agency: &'a Agency = traffic.agency;
        let unknown = agency.jobs.unreadable().iter().map(|(id, _)| id.client()).collect();
        let mut counts: HashMap<(ClientId, &ItemId), usize> = HashMap::new();
        for job in &agency.jobs {
            let Some(contract) = &job.record.contract else { continue };
            if dues::at_work(traffic, job) {
                *counts.entry((job.id.client(), contract)).or_default() += 1;
            }
        }
        OpenJobs { counts, unknown }
    }

    fn under(&self, client: &ClientId, contract: &ItemId) -> Option<usize> {
        let known = !self.unknown.contains(client);
        known.then(|| self.counts.get(&(client.clone(), contract)).copied().unwrap_or(0))
    }
}

fn grid(items: &[Item<'_>]) -> Grid {
    let columns = vec![
        Column::word("client", "Client"),
        Column::word("contract", "Contract"),
        Column::word("type", "Type").hidden(),
        Column::date("start", "Start").hidden(),
        Column::date("end", "End").spare(4),
        Column::figure("notice_days", "Notice days").hidden(),
        Column::date("notice", "Notice by"),
        Column::figure("days_left", "Days left"),
        Column::date("decide_by", "Decide by").spare(1),
        Column::word("standing", "Standing"),
        Column::word("decision", "Decision").spare(3),
        Column::word("auto_renew", "Renews itself").spare(6),
        Column::word("owner", "Owner").spare(2),
        // each sum names it
        Column::word("currency", "Currency").hidden(),
        Column::money("value_a_year", "Value a year").spare(5),
        Column::figure("open_jobs", "Open jobs").spare(7),
    ];
    Grid { columns, rows: items.iter().map(row).collect() }
}

fn row(item: &Item<'_>) -> Row {
    let (contract, renewal) = (item.contract, item.renewal);
    let tone = match renewal.standing {
        Standing::Expired | Standing::Missed => Tone::Red,
        Standing::Late | Standing::Renewed => Tone::Amber,
        Standing::Open => Tone::Plain,
        Standing::Decided => Tone::Quiet,
    };
    let cells = vec![
        Cell::text(&item.client.id),
        Cell::text(&contract.id),
        Cell::text(contract.kind),
        Cell::Day(contract.start),
        Cell::Day(renewal.end),
        contract.notice_days.map_or(Cell::Empty, |days| Cell::Count(i64::from(days))),
        Cell::Day(renewal.notice),
        Cell::Count(renewal.days_left),
        Cell::Day(renewal.decide_by),
        Cell::text(renewal.standing),
        Cell::maybe(contract.renewal_decision),
        Cell::Flag(contract.auto_renew),
        Cell::maybe(item.owner),
        Cell::text(item.currency),
        Cell::money(item.value),
        item.jobs.map_or(Cell::Empty, Cell::count),
    ];
    Row { cells, tone }
}

/// What hangs on decisions that nobody has taken, by currency.
fn totals(items: &[Item<'_>], is_whole: bool) -> Grid {
    let mut sums: BTreeMap<Currency, (usize, usize, Option<Money>)> = BTreeMap::new();
    for item in items.iter().filter(|item| item.is_undecided()) {
        let currency = item.currency;
        let (all, paid, sum) = sums.entry(currency).or_insert((0, 0, Some(Money::zero(currency))));
        *all += 1;
        if item.contract.retainer.is_some() {
            *paid += 1;
            *sum = sum.zip(item.value).and_then(|(sum, value)| sum.plus(value));
        }
    }
    let row = |(currency, (all, paid, sum)): (Currency, (usize, usize, Option<Money>))| {
        let told = |cell: Cell| if is_whole { cell } else { Cell::Empty };
        Row::new(vec![
            Cell::text(currency),
            told(Cell::count(all)),
            told(Cell::count(paid)),
            told(Cell::money(sum.filter(|_| paid > 0))),
        ])
    };
    Grid {
        columns: vec![
            Column::word("currency", "Currency"),
            Column::figure("contracts", "Contracts"),
            Column::figure("with_fee", "With a fee"),
            Column::money("value_a_year", "Value a year").spare(5),
        ],
        rows: sums.into_iter().map(row).collect(),
    }
}

fn notes(by: &[By], endless: usize, left_out: usize) -> Vec<String> {
    let mut notes = vec![
        format!(
            "notice by: the end less `notice_days` calendar days, else the end; decide by: {} working days before, in the owner's calendar",
            dues::DAYS_TO_RENEW
        ),
        "late: past the day to decide by; missed: past the last day for notice; a decision has no date and counts as it stands".to_owned(),
        "value a year: a retainer's fee for twelve months; other contracts promise no sum".to_owned(),
    ];
    let of = |ways: &[By], words: &str| by.iter().any(|way| ways.contains(way)).then(|| words.to_owned());
    notes.extend(of(&[By::Job], "a contract is of no job: each has a row of its own; open jobs are those under it"));
    notes.extend(of(
        &[By::Channel, By::Supplier],
        "a contract has no channel and no supplier: all of it stands in one row, under `-`",
    ));
    notes.extend(of(&[By::Month], "month: of the last day for notice"));
    notes.extend(of(
        &[By::Person, By::Role],
        "person: who decides, `renewal_owner`, else the account manager; role: the first of theirs in `suits.toml`",
    ));
    if endless > 0 {
        notes.push(format!("contracts in force without an end, so never renewed: {endless}"));
    }
    if left_out > 0 {
        notes.push(format!("contracts whose last day for notice is later: {left_out}"));
    }
    notes
}

/// Clients whose contracts nobody knows.
fn broken<'a>(agency: &'a Agency, ask: &'a ReportAsk) -> impl Iterator<Item = &'a ClientId> {
    let clients = agency.clients.unreadable().iter().map(|(id, _)| id);
    clients.filter(|id| ask.client.as_ref().is_none_or(|only| only == *id))
}

fn unknown(agency: &Agency, ask: &ReportAsk) -> Vec<String> {
    let asked = |client: &ClientId| ask.client.as_ref().is_none_or(|only| only == client);
    let clients = broken(agency, ask)
        .map(|id| format!("cannot be told: what is agreed with client `{id}`, which cannot be read"));
    let jobs: BTreeSet<ClientId> = agency.jobs.unreadable().iter().map(|(id, _)| id.client()).collect();
    let jobs = jobs.into_iter().filter(asked);
    let jobs = jobs.map(|id| format!("cannot be told: how many jobs of {id} are open, for one cannot be read"));
    clients.chain(jobs).collect()
}
