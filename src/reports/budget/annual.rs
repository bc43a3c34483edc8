//! The clients' own budgets for the year, and beside each what of its jobs falls into it. Its amount is in no other figure.

use super::ReportAsk;
use super::sum::Reckoned;
use crate::domain::agency::Agency;
use crate::domain::client::{AnnualBudget, Client};
use crate::domain::money::agreement;
use crate::domain::money::budget;
use crate::domain::money::exchange;
use crate::domain::money::impossible;
use crate::domain::money::posting::Posting;
use crate::domain::money::sums::Figure;
use crate::domain::money::tally::{Tally, ratio};
use crate::domain::record::Located;
use crate::values::{ClientId, Currency, Day, JobId, Money};
use crate::view::{Cell, Column, Grid, Row};
use std::collections::HashMap;
use std::ops::Range;

/// What of some figures falls into one budget.
type Falls = Tally<Figure>;

const SHOWN: &[Figure] = &[Figure::Approved, Figure::Actual, Figure::Committed];

/// The annual budgets of the clients asked about that a day falls into, and those of years to come.
#[derive(Debug)]
pub(super) struct Annual<'a> {
    agency: &'a Agency,
    today: Day,
    years: Vec<Year<'a>>,
    /// Where the budgets of each client are.
    of_client: HashMap<ClientId, Range<usize>>,
}

/// One of them, and the figures of the client's jobs in its months.
#[derive(Debug)]
struct Year<'a> {
    client: &'a Located<Client>,
    index: usize,
    budget: &'a AnnualBudget,
    currency: Currency,
    falls: Falls,
}

impl<'a> Annual<'a> {
    /// Nothing of any job yet.
    pub(super) fn of(agency: &'a Agency, ask: &ReportAsk) -> Annual<'a> {
        let mut annual = Annual { agency, today: ask.today, years: Vec::new(), of_client: HashMap::new() };
        for client in agency.clients.iter().filter(|client| ask.asks_client(&client.id)) {
            let currency = client.record.currency.unwrap_or(agency.config.agency.currency);
            let budgets = client.record.budgets.iter().enumerate();
            let mut wanted: Vec<_> = budgets.filter(|(_, budget)| ask.today <= budget.to.max(budget.from)).collect();
            wanted.sort_by_key(|(index, budget)| (budget.from, *index));
            let first = annual.years.len();
            let year = |(index, budget)| Year { client, index, budget, currency, falls: Falls::new(currency) };
            annual.years.extend(wanted.into_iter().map(year));
            annual.of_client.insert(client.id.clone(), first..annual.years.len());
        }
        annual
    }

    fn years(&mut self, client: &ClientId) -> &mut [Year<'a>] {
        let range = self.of_client.get(client).cloned().unwrap_or_default();
        &mut self.years[range]
    }

    /// Enters a job under the budgets of its client.
    pub(super) fn enter(&mut self, job: &Reckoned<'_>) {
        let agency = self.agency;
        for year in self.years(&job.budget.job.id.client()) {
            year.enter(agency, job);
        }
    }

    /// A job whose file cannot be read: no figure of its client's budgets can be told.
    pub(super) fn refuse(&mut self, id: &JobId) {
        for year in self.years(&id.client()) {
            for &figure in SHOWN {
                year.falls.refuse(figure, format!("job `{id}` cannot be read"));
            }
        }
    }

    /// A job that the book does not have, and that somebody worked on: what was spent cannot be told of its client's budgets.
    pub(super) fn refuse_time(&mut self, id: &JobId, why: &str) {
        for year in self.years(&id.client()) {
            for &figure in budget::OF_TIME {
                year.falls.refuse(figure, format!("{id}: {why}"));
            }
        }
    }

    /// The budgets that the day falls into and those of years to come, apart: with the day the client agreed and what of the client's jobs
    /// falls into their months.
    pub(super) fn grids(&self) -> [(&'static str, String, Grid); 2] {
        let today = self.today;
        let now = |budget: &AnnualBudget| budget.from <= today && today <= budget.to;
        let to_come = |budget: &AnnualBudget| today < budget.from;
        [
            ("annual", "Annual budgets of the clients".to_owned(), self.grid(now)),
            ("annual_to_come", "Annual budgets to come".to_owned(), self.grid(to_come)),
        ]
    }

    fn grid(&self, wanted: impl Fn(&AnnualBudget) -> bool) -> Grid {
        let years = self.years.iter().filter(|year| wanted(year.budget));
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
            rows: years.map(|year| row(self.agency, year, self.today)).collect(),
        }
    }
}

impl Year<'_> {
    /// What of a job falls into the months of the budget: by the month of the line, else the day of the paper; in the budget's currency.
    fn enter(&mut self, agency: &Agency, job: &Reckoned<'_>) {
        let id = &job.budget.job.id;
        for posting in job.budget.postings.iter().filter(|posting| SHOWN.contains(&posting.figure)) {
            if !is_in(posting, self.budget) {
                continue;
            }
            let day = posting.date.unwrap_or(self.budget.from);
            let amount = posting.amount.clone();
            match amount.and_then(|money| exchange::convert(&agency.config, money, self.currency, day)) {
                Ok(money) => self.falls.add(posting.figure, money),
                Err(why) => self.falls.refuse(posting.figure, format!("{id}: {why}")),
            }
        }
        for unknown in &job.budget.unknown {
            unknown.figures.iter().for_each(|&figure| self.falls.refuse(figure, unknown.why.clone()));
        }
    }
}

fn is_in(posting: &Posting<'_>, budget: &AnnualBudget) -> bool {
    match (posting.line.and_then(|line| line.month), posting.date) {
        (Some(month), _) => (budget.from.month()..=budget.to.month()).contains(&month),
        (None, Some(day)) => budget.from <= day && day <= budget.to,
        (None, None) => false,
    }
}

fn row(agency: &Agency, year: &Year<'_>, today: Day) -> Row {
    let &Year { client, index, budget, currency, ref falls } = year;
    let standing = agreement::annual_standing(agency, client, index, today);
    let fault = impossible::of_sum(budget.amount);
    let amount = fault.is_none().then(|| Money::new(budget.amount.0, currency));
    let why = fault.map(|fault| fault.message("amount")).into_iter().chain(falls.why.list());
    let approved = falls.figure(Figure::Approved);
    let given_out = approved.zip(amount).and_then(|(approved, amount)| ratio(approved.amount, amount.amount));
    Row::new(vec![
        Cell::text(&client.id),
        Cell::text(&budget.id),
        Cell::Day(budget.from),
        Cell::Day(budget.to),
        Cell::text(currency),
        Cell::money(amount),
        Cell::day(standing.valid().map(|approval| approval.date)),
        Cell::money(approved),
        Cell::money(falls.figure(Figure::Actual)),
        Cell::money(falls.figure(Figure::Committed)),
        Cell::money(approved.zip(amount).and_then(|(approved, amount)| amount.minus(approved))),
        given_out.map_or(Cell::Empty, Cell::Ratio),
        Cell::List(why.collect()),
    ])
}
