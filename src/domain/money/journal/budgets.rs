//! What clients mean to spend in a year, as entries: beside the budgets of their jobs, never in them.

use super::account::Account;
use super::{Journal, JournalAsk, Said, entry, name_of, word};
use crate::domain::agency::Agency;
use crate::domain::client::Client;
use crate::domain::money::agreement;
use crate::domain::record::Located;
use crate::values::Money;

/// Every annual budget that has begun.
pub(super) fn annual<'a>(agency: &'a Agency, ask: &JournalAsk, journal: &mut Journal<'a>) {
    let asked = |client: &&Located<Client>| ask.client.as_ref().is_none_or(|only| client.id == *only);
    for client in agency.clients.iter().filter(asked) {
        let currency = client.record.currency.unwrap_or(agency.config.agency.currency);
        for (index, budget) in client.record.budgets.iter().enumerate().filter(|(_, budget)| budget.from <= ask.day) {
            let agreed = agreement::annual_standing(agency, client, index, ask.day).valid().map(|yes| yes.date);
            let paper = format!("annual budget {} of {}", budget.id, client.id);
            let mut entry = entry(budget.from, name_of(agency, &client.id), paper);
            entry.is_settled = agreed.is_some();
            entry.tags.extend(word("client", Some(&client.id)));
            entry.tags.push(("until", Said::Day(budget.to)));
            entry.tags.extend(agreed.map(|day| ("agreed", Said::Day(day))));
            let money = Money::new(budget.amount.0, currency);
            entry.pair(Account::annual(&client.id, &budget.id), Account::contra(), money, &Vec::new());
            journal.entries.push(entry);
        }
    }
}
