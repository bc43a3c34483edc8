//! A client's annual budgets one under the other, those that are over and those to come too: when each is for, how much, and since when the client
//! agrees. What of the client's jobs falls into one is for `budget` to say.

use crate::domain::agency::Agency;
use crate::domain::client::Client;
use crate::domain::money::agreement;
use crate::domain::money::impossible;
use crate::domain::record::Located;
use crate::values::{Day, Money};
use crate::view::{Cell, Column, Grid, Row, Tone};

/// The budgets of a client as they stand on a day, by their first day.
pub fn grid(agency: &Agency, client: &Located<Client>, today: Day) -> Grid {
    let currency = client.record.currency.unwrap_or(agency.config.agency.currency);
    let mut budgets: Vec<_> = client.record.budgets.iter().enumerate().collect();
    budgets.sort_by_key(|(index, budget)| (budget.from, *index));
    let rows = budgets.into_iter().map(|(index, budget)| {
        let standing = agreement::annual_standing(agency, client, index, today);
        let (when, tone) = match (budget.from, budget.to) {
            (from, _) if today < from => ("to-come", Tone::Plain),
            (_, to) if to < today => ("over", Tone::Quiet),
            _ => ("now", Tone::Plain),
        };
        let cells = vec![
            Cell::text(&budget.id),
            Cell::Day(budget.from),
            Cell::Day(budget.to),
            Cell::text(when),
            Cell::money(impossible::of_sum(budget.amount).is_none().then(|| Money::new(budget.amount.0, currency))),
            Cell::day(standing.valid().map(|approval| approval.date)),
            Cell::maybe(standing.valid().map(|approval| &approval.by)),
            Cell::maybe(standing.objection()),
        ];
        Row { cells, tone }
    });
    Grid {
        rows: rows.collect(),
        columns: vec![
            Column::word("budget", "Budget"),
            Column::date("from", "From"),
            Column::date("to", "To"),
            Column::word("when", "When"),
            Column::money("amount", "Amount"),
            Column::date("agreed", "Agreed"),
            Column::word("by", "By"),
            Column::prose("lacks", "Not agreed because"),
        ],
    }
}
