//! `ageing`: what clients owe, by how many days it is past its due or its date; credits apart, and how long an average sum waits to be paid.

mod groups;
mod rows;

use super::grouping::{grouping, words};
use super::ledger::{By, with_client};
use super::{Report, ReportAsk, left_out};
use crate::domain::agency::Agency;
use crate::domain::job::sections;
use crate::domain::money::ageing::{self, Basis, Receivable, Receivables};
use crate::domain::record::Kind;
use crate::domain::scope::Scope;
use crate::values::{ClientId, Currency};
use crate::view::{Column, Grid, View};
use groups::{Groups, Subjects};
use std::collections::BTreeSet;

/// The report.
#[derive(Debug)]
pub struct Ageing;

/// Billings of so many days are looked at for how long clients take to pay.
const DAYS: u32 = 90;

impl Report for Ageing {
    fn name(&self) -> &'static str {
        "ageing"
    }

    fn ways(&self) -> Vec<&'static str> {
        words(By::MONEY, By::as_str)
    }

    fn scope(&self, ask: &ReportAsk) -> Scope {
        const INVOICES: &[Kind] = &[Kind::Client, Kind::Invoice];
        const JOBS: &[Kind] = &[Kind::Client, Kind::Job, Kind::Invoice];
        let asks = |ways: &[By]| ask.by.iter().any(|typed| ways.iter().any(|way| way.as_str() == typed));
        let of_lines = asks(&[By::Channel, By::Supplier, By::Role]);
        let kinds = if of_lines || asks(&[By::Job, By::Person]) { JOBS } else { INVOICES };
        let parts = if of_lines { sections::MONEY } else { sections::TIME };
        Scope::kinds(kinds).parts(parts).fingerprints().client(ask.client.clone())
    }

    fn totals_follow_rows(&self) -> bool {
        true
    }

    fn keys(&self, _ask: &ReportAsk) -> &'static [&'static str] {
        super::MONEY_KEYS
    }

    fn view(&self, agency: &Agency, ask: &ReportAsk) -> Result<View, String> {
        let by = match ask.by.as_slice() {
            [] => Vec::new(),
            asked => with_client(grouping("open invoices", By::MONEY, By::as_str, asked, By::Client)?),
        };
        let days = match ask.days {
            Some(0) => return Err("`--days 0` leaves nothing billed to compare with: write 30, 90 or 365".to_owned()),
            days => days.unwrap_or(DAYS),
        };
        let mut all = Receivables::of(agency, ask.client.as_ref(), ask.basis, ask.today, days);
        let oldest_first = |list: &mut Vec<Receivable<'_>>| {
            list.sort_by(|a, b| b.days.cmp(&a.days).then_with(|| a.invoice.id.cmp(&b.invoice.id)));
        };
        oldest_first(&mut all.open);
        oldest_first(&mut all.credits);
        let mut refusals = refusals(agency, ask, &all);
        let subjects = Subjects::of(agency, &by, &all, ask.basis, ask.today);
        let by_rows = Groups::of(&by, &all, &subjects, &refusals);
        let grid = if by.is_empty() { rows::invoices(&all.open, ask.basis) } else { rows::groups(&by, &by_rows, days) };
        let kept = ask.narrow.kept(&grid);
        // of a month or a job, what is shown is parts of invoices: nothing is left of them but their sums
        let parts = kept.as_ref().filter(|_| by.iter().any(|way| *way != By::Client));
        let mut some = false;
        if let (Some(kept), None) = (&kept, parts) {
            some = shown(&mut all, &mut refusals, &by, &by_rows, kept) == Left::Some;
        }

        let sums = |by: &[By]| match parts {
            Some(kept) => by_rows.regrouped(by, kept),
            None => Groups::of(by, &all, &subjects, &refusals),
        };
        let mut totals = rows::groups(&[By::Client], &sums(&[By::Client]), days);
        let mut currencies = rows::groups(&[], &sums(&[]), days);
        for grid in [&mut totals, &mut currencies].into_iter().filter(|_| parts.is_some()) {
            grid.blank(&["invoices", "billed", "dso"]);
        }
        for grid in [&mut totals, &mut currencies].into_iter().filter(|_| some) {
            grid.blank(OF_ALL);
        }
        let home = agency.config.agency.currency;
        let converted = groups::in_one(&all, &refusals, |invoice, sum| ageing::at_home(agency, invoice, sum));
        let anything = !(totals.rows.is_empty() && currencies.rows.is_empty());
        let mut in_one = rows::one(home, &converted, days);
        in_one.rows.retain(|_| anything && parts.is_none());
        if some {
            in_one.blank(OF_ALL);
        }

        let foreign = all.open.iter().chain(&all.credits).any(|one| one.currency != Some(home));
        let repeated = by == [By::Client];
        let mut notes = notes(ask, &by, days, &all, foreign);
        notes.extend(some.then(|| SOME.to_owned()));
        let mut reasons: Vec<String> = refusals.iter().map(|(_, why)| why.clone()).collect();
        reasons.extend(converted.why.all().filter(|why| why.contains("exchange rate")).map(str::to_owned));
        reasons.dedup();
        notes.extend(reasons.iter().map(|why| format!("cannot be told: {why}")));
        let many = totals.rows.len() > 1;
        Ok(View {
            name: "ageing",
            version: 1,
            title: title(&by, ask.basis),
            as_of: ask.today,
            grid,
            others: vec![
                ("credits", "Credits and overpayments".to_owned(), rows::credits(&all.credits, ask.basis)),
                ("totals", "Totals by client".to_owned(), shown_if(!repeated, totals)),
                ("currencies", "Totals by currency".to_owned(), shown_if(many && foreign, currencies)),
                ("agency", format!("All in {home}"), shown_if(many || foreign, in_one)),
            ],
            notes,
            when_empty: "no invoice is open".to_owned(),
            unreadable: Vec::new(),
        })
    }
}

/// What is left of what is owed, where not all rows are shown.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Left {
    /// All that some clients owe, with their credits and what was billed to them.
    Clients,
    /// Some of what a client owes: its credits are set off against no part of it.
    Some,
}

/// What is told of all that a client owes, and not of some of its invoices.
const OF_ALL: &[&str] = &["credits", "net", "billed", "dso"];

const SOME: &str = "credits, net and days to pay are of all that a client owes: left out, for not every open invoice of the clients here is shown";

/// Leaves the invoices and the clients that are shown: a credit is in no row of an invoice, and in that of its client.
fn shown(
    all: &mut Receivables<'_>,
    refusals: &mut Vec<(ClientId, String)>,
    by: &[By],
    rows: &Groups,
    kept: &BTreeSet<usize>,
) -> Left {
    if by.is_empty() {
        let client = |at: &usize| all.open.get(*at).map(|one| one.invoice.id.client());
        let clients: BTreeSet<ClientId> = kept.iter().filter_map(client).collect();
        let theirs = all.open.iter().filter(|one| clients.contains(&one.invoice.id.client())).count();
        let are_whole = theirs == kept.len();
        let told = |client: &ClientId| are_whole && clients.contains(client);
        let mut at = 0..;
        all.open.retain(|_| at.next().is_some_and(|at| kept.contains(&at)));
        all.credits.retain(|one| told(&one.invoice.id.client()));
        all.sent.retain(|one| told(&one.invoice.id.client()));
        all.drafts.retain(|draft| told(&draft.id.client()));
        if are_whole {
            refusals.retain(|(refused, _)| clients.contains(refused));
            return Left::Clients;
        }
        *refusals = all.open.iter().filter_map(|one| Some((one.invoice.id.client(), one.objection()?))).collect();
        return Left::Some;
    }
    let clients = rows.clients(kept);
    let told = |client: ClientId, currency: Option<Currency>| clients.contains(&(client, currency));
    all.open.retain(|one| told(one.invoice.id.client(), one.currency));
    all.credits.retain(|one| told(one.invoice.id.client(), one.currency));
    all.sent.retain(|one| told(one.invoice.id.client(), one.amount.map(|amount| amount.currency)));
    all.drafts.retain(|draft| clients.iter().any(|(client, _)| *client == draft.id.client()));
    refusals.retain(|(refused, _)| clients.iter().any(|(client, _)| client == refused));
    Left::Clients
}

/// A grid that a table shows only where it says something new; JSON has it all the same.
fn shown_if(wanted: bool, mut grid: Grid) -> Grid {
    if !wanted {
        grid.columns = grid.columns.into_iter().map(Column::hidden).collect();
    }
    grid
}

/// Clients of whom something cannot be told, and why: an invoice that cannot be read, or one whose currency or sum cannot be told.
fn refusals(agency: &Agency, ask: &ReportAsk, all: &Receivables<'_>) -> Vec<(ClientId, String)> {
    let asked = |client: &ClientId| ask.client.as_ref().is_none_or(|only| only == client);
    let broken = agency.invoices.unreadable().iter().filter(|(id, _)| asked(&id.client()));
    let broken = broken.map(|(id, _)| (id.client(), format!("invoice `{id}` cannot be read")));
    let told = all.open.iter().chain(&all.credits);
    let untold = told.filter_map(|one| Some((one.invoice.id.client(), one.objection()?)));
    broken.chain(untold).collect()
}

fn title(by: &[By], basis: Basis) -> String {
    let day = match basis {
        Basis::Due => "days past due",
        Basis::Invoice => "days since the invoice",
    };
    let ways: Vec<&str> = by.iter().map(|way| way.as_str()).collect();
    let by = if ways.is_empty() { String::new() } else { format!(" by {}", ways.join(" and ")) };
    format!("Open invoices{by}, {day}")
}

fn notes(ask: &ReportAsk, by: &[By], days: u32, all: &Receivables<'_>, foreign: bool) -> Vec<String> {
    let basis = match ask.basis {
        Basis::Due => "past the day it is due; `--basis invoice` counts from its date instead (the trade does both)",
        Basis::Invoice => {
            "since the date of the invoice; `--basis due` counts past its due instead (the trade does both)"
        }
    };
    let mut notes = vec![
        format!("open: lines and tax, less what was paid by {}; days: calendar days {basis}", ask.today),
        "buckets: current to 0 days, 1-30, 31-60, 61-90, 90+ from 91; credits and overpayments are in none: net = open + credits (a credit is below zero)".to_owned(),
        format!("days to pay, or DSO: net / billed in the last {days} days x {days}, both with tax, credit notes taken off; empty where nothing was billed (`--days N`)"),
    ];
    if by.iter().any(|way| !matches!(way, By::Client | By::Month)) {
        notes.push("what an invoice leaves open is shared as the nets of its lines are; channel, supplier and role are those of the estimate's line that each charges, and `-` is a line without one, such as a retainer's".to_owned());
    }
    if by.contains(&By::Person) {
        notes.push("person: who holds the account and asks for the money: the account manager of the job, else of the client, else the account executive".to_owned());
    }
    if foreign {
        notes
            .push("in the agency's currency: by the `fx_rate` of each invoice, else by the rate of its day".to_owned());
    }
    if all.open.iter().any(|one| one.invoice.disputed.is_some()) {
        notes.push("a disputed invoice stays in its bucket; a dispute has no date and counts as it stands".to_owned());
    }
    notes.extend(left_out::unsent(all.drafts.iter().copied(), ask.today, "not aged"));
    notes
}
