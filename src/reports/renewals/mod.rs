//! `renewals`: contracts by the last day for giving notice, who decides and by when, and what hangs on it.

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
use crate::values::{ClientId, Currency, ItemId, Money, PersonId};
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
    value: Option<Money>,
    /// `None` where a job of the client cannot be read.
    jobs: Option<usize>,
}

impl Report for Renewals {
    fn name(&self) -> &'static str {
        "renewals"
    }

    fn scope(&self, ask: &ReportAsk) -> Scope {
        const KINDS: &[Kind] = &[Kind::Client, Kind::Job];
        Scope::kinds(KINDS).parts(sections::TIME).client(ask.client.clone())
    }

    fn view(&self, agency: &Agency, ask: &ReportAsk) -> Result<View, String> {
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
        let mut notes = notes(endless, before - items.len());
        notes.extend(unknown(agency, ask));
        Ok(View {
            name: "renewals",
            version: 1,
            title: "Contracts by the last day for notice".to_owned(),
            as_of: ask.today,
            grid: grid(agency, &items),
            others: vec![("totals", "Not decided yet".to_owned(), totals(agency, ask, &items))],
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
    let currency = currency(traffic.agency, client);
    let value = contract.retainer.as_ref().and_then(|retainer| renewals::value_a_year(retainer, currency));
    Some(Item { client, contract, renewal, owner, value, jobs: open })
}

fn currency(agency: &Agency, client: &Located<Client>) -> Currency {
    client.record.currency.unwrap_or(agency.config.agency.currency)
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

fn grid(agency: &Agency, items: &[Item<'_>]) -> Grid {
    let columns = vec![
        Column::word("client", "Client"),
        Column::word("contract", "Contract"),
        Column::word("type", "Type").hidden(),
        Column::date("start", "Start").hidden(),
        Column::date("end", "End"),
        Column::figure("notice_days", "Notice").hidden(),
        Column::date("notice", "Notice by"),
        Column::figure("days_left", "Days left"),
        Column::date("decide_by", "Decide by"),
        Column::word("standing", "Standing"),
        Column::word("decision", "Decision"),
        Column::word("auto_renew", "Renews itself"),
        Column::word("owner", "Owner"),
        // each sum names it
        Column::word("currency", "Currency").hidden(),
        Column::money("value_a_year", "Value a year"),
        Column::figure("open_jobs", "Open jobs"),
    ];
    Grid { columns, rows: items.iter().map(|item| row(agency, item)).collect() }
}

fn row(agency: &Agency, item: &Item<'_>) -> Row {
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
        Cell::text(currency(agency, item.client)),
        Cell::money(item.value),
        item.jobs.map_or(Cell::Empty, Cell::count),
    ];
    Row { cells, tone }
}

/// What hangs on decisions that nobody has taken, by currency.
fn totals(agency: &Agency, ask: &ReportAsk, items: &[Item<'_>]) -> Grid {
    let is_whole = broken(agency, ask).next().is_none();
    let mut sums: BTreeMap<Currency, (usize, usize, Option<Money>)> = BTreeMap::new();
    let undecided =
        |item: &&Item<'_>| matches!(item.renewal.standing, Standing::Open | Standing::Late | Standing::Missed);
    for item in items.iter().filter(undecided) {
        let currency = currency(agency, item.client);
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
            Column::money("value_a_year", "Value a year"),
        ],
        rows: sums.into_iter().map(row).collect(),
    }
}

fn notes(endless: usize, left_out: usize) -> Vec<String> {
    let mut notes = vec![
        format!(
            "notice by: the end less `notice_days` calendar days, else the end; decide by: {} working days before, in the owner's calendar",
            dues::DAYS_TO_RENEW
        ),
        "late: past the day to decide by; missed: past the last day for notice; a decision has no date and counts as it stands".to_owned(),
        "value a year: a retainer's fee for twelve months; other contracts promise no sum".to_owned(),
    ];
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
