//! The clients' own budgets for the year, beside the figures of their jobs.

use super::ReportAsk;
use crate::domain::agency::Agency;
use crate::domain::agreement;
use crate::domain::client::{AnnualBudget, Client};
use crate::domain::record::Located;
use crate::values::{Currency, Money};
use crate::view::{Cell, Column, Grid, Row};

/// The annual budgets that the day falls into, with the day the client agreed.
pub(super) fn grid(agency: &Agency, ask: &ReportAsk) -> Grid {
    let asked = |client: &&Located<Client>| ask.client.as_ref().is_none_or(|only| client.id == *only);
    let rows = agency.clients.iter().filter(asked).flat_map(|client| {
        let currency = client.record.currency.unwrap_or(agency.config.agency.currency);
        let budgets = client.record.budgets.iter().enumerate();
        let now = budgets.filter(|(_, budget)| budget.from <= ask.today && ask.today <= budget.to);
        now.map(move |(index, budget)| row(agency, client, index, budget, currency, ask))
    });
    Grid {
        columns: vec![
            Column::word("client", "Client"),
            Column::word("budget", "Budget"),
            Column::date("from", "From"),
            Column::date("to", "To"),
            Column::word("currency", "Currency").hidden(),
            Column::money("amount", "Amount"),
            Column::date("agreed", "Agreed"),
        ],
        rows: rows.collect(),
    }
}

fn row(
    agency: &Agency,
    client: &Located<Client>,
    index: usize,
    budget: &AnnualBudget,
    currency: Currency,
    ask: &ReportAsk,
) -> Row {
    let standing = agreement::annual_standing(agency, client, index, ask.today);
    Row::new(vec![
        Cell::text(&client.id),
        Cell::text(&budget.id),
        Cell::Day(budget.from),
        Cell::Day(budget.to),
        Cell::text(currency),
        Cell::Money(Money::new(budget.amount.0, currency)),
        Cell::day(standing.valid().map(|approval| approval.date)),
    ])
}
