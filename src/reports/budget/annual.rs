//! The clients' own budgets for the year, and beside each what of its jobs falls into it. Its amount is in no other figure.

use super::ReportAsk;
use super::sum::Reckoned;
use crate::domain::agency::Agency;
use crate::domain::client::{AnnualBudget, Client};
use crate::domain::money::agreement;
use crate::domain::money::exchange;
use crate::domain::money::posting::Posting;
use crate::domain::money::sums::Figure;
use crate::domain::money::tally::{Tally, ratio};
use crate::domain::record::Located;
use crate::values::{Currency, JobId, Money};
use crate::view::{Cell, Column, Grid, Row};
use std::collections::HashMap;

/// What of some figures falls into one budget.
type Falls = Tally<Figure>;

const SHOWN: &[Figure] = &[Figure::Approved, Figure::Actual, Figure::Committed];

/// The annual budgets that the day falls into and those of years to come, apart: with the day the client agreed and what of the client's jobs
/// falls into their months.
pub(super) fn grids(
    agency: &Agency,
    ask: &ReportAsk,
    jobs: &[Reckoned<'_>],
    broken: &[&JobId],
) -> [(&'static str, String, Grid); 2] {
    let now = |budget: &AnnualBudget| budget.from <= ask.today && ask.today <= budget.to;
    let to_come = |budget: &AnnualBudget| ask.today < budget.from;
    [
        ("annual", "Annual budgets of the clients".to_owned(), grid(agency, ask, jobs, broken, now)),
        ("annual_to_come", "Annual budgets to come".to_owned(), grid(agency, ask, jobs, broken, to_come)),
    ]
}

fn grid(
    agency: &Agency,
    ask: &ReportAsk,
    jobs: &[Reckoned<'_>],
    broken: &[&JobId],
    wanted: impl Fn(&AnnualBudget) -> bool,
) -> Grid {
    let asked = |client: &&Located<Client>| ask.asks_client(&client.id);
    let mut of_client: HashMap<_, Vec<&Reckoned<'_>>> = HashMap::new();
    for job in jobs {
        of_client.entry(job.budget.job.id.client()).or_default().push(job);
    }
    let rows = agency.clients.iter().filter(asked).flat_map(|client| {
        let currency = client.record.currency.unwrap_or(agency.config.agency.currency);
        let budgets = client.record.budgets.iter().enumerate();
        let jobs = of_client.get(&client.id).map_or(&[][..], Vec::as_slice);
        let mut wanted: Vec<_> = budgets.filter(|(_, budget)| wanted(budget)).collect();
        wanted.sort_by_key(|(index, budget)| (budget.from, *index));
        wanted.into_iter().map(move |(index, budget)| {
            let mut falls = falls(agency, jobs, budget, currency);
            for id in broken.iter().filter(|id| id.client() == client.id) {
                for &figure in SHOWN {
                    falls.refuse(figure, format!("job `{id}` cannot be read"));
                }
            }
            row(agency, client, index, (budget, currency), &falls, ask)
        })
    });
    Grid {
        columns: vec![
            Column::word("client", "Client"),
            Column::word("budget", "Budget"),
            Column::date("from", "From").spare(4),
            Column::date("to", "To").spare(3),
            Column::word("currency", "Currency").hidden(),
            Column::money("amount", "Amount"),
            Column::date("agreed", "Agreed").spare(5),
            Column::money("approved", "Approved"),
            Column::money("actual", "Actual").spare(2),
            Column::money("committed", "Committed").hidden(),
            Column::money("left", "Not given out").hidden(),
            Column::bar("given_out", "Given out").spare(1),
            Column::prose("why", "Unknown because").hidden(),
        ],
        rows: rows.collect(),
    }
}

/// What of a client's jobs falls into the months of a budget: by the month of the line, else the day of the paper; in the budget's currency.
fn falls(agency: &Agency, jobs: &[&Reckoned<'_>], budget: &AnnualBudget, currency: Currency) -> Falls {
    let mut falls = Falls::new(currency);
    for job in jobs {
        let id = &job.budget.job.id;
        for posting in job.budget.postings.iter().filter(|posting| SHOWN.contains(&posting.figure)) {
            if !is_in(posting, budget) {
                continue;
            }
            let day = posting.date.unwrap_or(budget.from);
            let amount = posting.amount.clone();
            match amount.and_then(|money| exchange::convert(&agency.config, money, currency, day)) {
                Ok(money) => falls.add(posting.figure, money),
                Err(why) => falls.refuse(posting.figure, format!("{id}: {why}")),
            }
        }
        for unknown in &job.budget.unknown {
            unknown.figures.iter().for_each(|&figure| falls.refuse(figure, unknown.why.clone()));
        }
    }
    falls
}

fn is_in(posting: &Posting<'_>, budget: &AnnualBudget) -> bool {
    match (posting.line.and_then(|line| line.month), posting.date) {
        (Some(month), _) => (budget.from.month()..=budget.to.month()).contains(&month),
        (None, Some(day)) => budget.from <= day && day <= budget.to,
        (None, None) => false,
    }
}

fn row(
    agency: &Agency,
    client: &Located<Client>,
    index: usize,
    (budget, currency): (&AnnualBudget, Currency),
    falls: &Falls,
    ask: &ReportAsk,
) -> Row {
    let standing = agreement::annual_standing(agency, client, index, ask.today);
    let amount = Money::new(budget.amount.0, currency);
    let approved = falls.figure(Figure::Approved);
    let given_out = approved.and_then(|approved| ratio(approved.amount, amount.amount));
    Row::new(vec![
        Cell::text(&client.id),
        Cell::text(&budget.id),
        Cell::Day(budget.from),
        Cell::Day(budget.to),
        Cell::text(currency),
        Cell::Money(amount),
        Cell::day(standing.valid().map(|approval| approval.date)),
        Cell::money(approved),
        Cell::money(falls.figure(Figure::Actual)),
        Cell::money(falls.figure(Figure::Committed)),
        Cell::money(approved.and_then(|approved| amount.minus(approved))),
        given_out.map_or(Cell::Empty, Cell::Ratio),
        Cell::List(falls.why.list()),
    ])
}
