//! The work in progress of retainers: a contract's fee covers the hours of its tickets, so those are set against its months and not against
//! jobs. Hours beyond the fee are over-servicing, which cannot be billed.

use super::{OF_BILLS, Wip, in_currency};
use crate::domain::agency::Agency;
use crate::domain::billing::Billing;
use crate::domain::brief::JobType;
use crate::domain::contract::{Contract, Period};
use crate::domain::exchange;
use crate::domain::job::Job;
use crate::domain::posting::{Origin, Posting};
use crate::domain::record::Located;
use crate::domain::shares::{Account, Belongs};
use crate::domain::terms::Terms;
use crate::domain::unbilled::{Unbilled, unbilled};
use crate::domain::unpriced::Unpriced;
use crate::values::{ClientId, Currency, Day, Decimal, ItemId, Money, Month};
use std::collections::BTreeMap;

/// The value of the hours under retainers: by client and contract, and there by the first month of the period.
#[derive(Debug, Default)]
pub(super) struct Retained<'a>(BTreeMap<(ClientId, &'a ItemId), Months>);

/// What the hours of each period are worth, by its first month.
type Months = BTreeMap<Month, Result<Decimal, Unpriced>>;

/// One period of a retainer.
struct Held {
    worked: Result<Decimal, Unpriced>,
    billed: Result<Decimal, Unpriced>,
}

impl<'a> Retained<'a> {
    /// Takes hours of a ticket that the fee of a retainer covers; whether it did. What names a line of an estimate is charged for apart.
    pub(super) fn takes(&mut self, job: &Located<Job>, terms: &Terms<'a>, posting: &Posting<'a>) -> bool {
        let (Origin::Time(hours), Some(contract), None) = (posting.origin, terms.contract, posting.line) else {
            return false;
        };
        if contract.retainer.is_none() || job.kind != JobType::RetainerTicket || !contract.in_force(hours.entry.date) {
            return false;
        }
        let amount = posting.amount.clone();
        let amount = amount.and_then(|sum| exchange::convert(terms.config, sum, terms.currency, hours.entry.date));
        let period = first_month(contract, hours.entry.date.month());
        let months = self.0.entry((job.id.client(), &contract.id)).or_default();
        let sum = months.entry(period).or_insert(Ok(Decimal::ZERO));
        *sum = match (sum.clone(), amount) {
            (Ok(sum), Ok(amount)) => sum.checked_add(amount.amount).ok_or(Unpriced::TooLarge),
            (Err(why), _) | (_, Err(why)) => Err(why),
        };
        true
    }

    /// The retainers on which something was worked or billed, each set against its periods.
    pub(super) fn accounts(self, agency: &'a Agency, billing: &Billing<'a>, day: Day) -> Vec<Account<'a, Wip>> {
        let mut accounts = Vec::new();
        for client in &agency.clients {
            let currency = client.record.currency.unwrap_or(agency.config.agency.currency);
            let mut account = Account::of_client(client.id.clone(), currency);
            for contract in &client.record.contracts {
                let worked = self.0.get(&(client.id.clone(), &contract.id));
                let mut periods: BTreeMap<Month, Held> = worked
                    .into_iter()
                    .flatten()
                    .map(|(month, worked)| (*month, Held { worked: worked.clone(), billed: Ok(Decimal::ZERO) }))
                    .collect();
                for billed in billing.of_contract(&client.id, &contract.id) {
                    let month = billed.line.month.unwrap_or_else(|| billed.invoice.date.month());
                    let nothing = Held { worked: Ok(Decimal::ZERO), billed: Ok(Decimal::ZERO) };
                    let held = periods.entry(first_month(contract, month)).or_insert(nothing);
                    let sum = in_currency(agency, billed, currency);
                    held.billed = match (held.billed.clone(), sum) {
                        (Ok(all), Ok(sum)) => all.checked_add(sum.amount).ok_or(Unpriced::TooLarge),
                        (Err(why), _) | (_, Err(why)) => Err(why),
                    };
                }
                for (month, held) in periods {
                    enter(&mut account, contract, month, &held, currency, day);
                }
            }
            for why in billing.untold(&client.id) {
                account.refuse(OF_BILLS, why);
            }
            accounts.push(account);
        }
        accounts
    }
}

/// A period that is over has earned its fee, if anything was worked or billed in it; the one that runs, what its hours are worth, at most the fee.
fn enter(account: &mut Account<'_, Wip>, contract: &Contract, month: Month, held: &Held, currency: Currency, day: Day) {
    let (worked, billed) = match (&held.worked, &held.billed) {
        (Ok(worked), Ok(billed)) => (*worked, *billed),
        (Err(why), _) | (_, Err(why)) => return account.refuse(Wip::ALL, why.to_string()),
    };
    // what is billed under a contract that is no retainer any more has been earned
    let fee = contract.retainer.as_ref().map(|retainer| Money::new(retainer.fee.0, currency).amount);
    let value = match fee {
        Some(fee) if last_day(contract, month) <= day => fee,
        Some(fee) => worked.min(fee),
        None => billed,
    };
    let belongs = Belongs { month: Some(month), ..Belongs::default() };
    let Some(Unbilled { wip, deferred }) = unbilled(value, billed) else {
        return account.refuse(Wip::ALL, Unpriced::TooLarge.to_string());
    };
    let sums = [
        (Wip::Value, value),
        (Wip::Billed, billed),
        (Wip::Unbilled, wip),
        (Wip::Deferred, deferred),
        (Wip::Price, value),
        (Wip::Earned, value),
    ];
    for (figure, sum) in sums {
        account.add(figure, belongs, Ok(sum));
    }
}

/// How many months a period of a contract has.
fn length(contract: &Contract) -> i32 {
    match contract.retainer.as_ref().map(|retainer| retainer.period) {
        Some(Period::Quarter) => 3,
        Some(Period::Year) => 12,
        Some(Period::Month) | None => 1,
    }
}

/// The first month of the period that a month is in: periods run from the month in which the contract starts.
fn first_month(contract: &Contract, month: Month) -> Month {
    let count = |month: Month| month.year * 12 + i32::try_from(month.month).unwrap_or(1) - 1;
    let start = count(contract.start.month());
    let length = length(contract);
    let first = start + (count(month) - start).div_euclid(length) * length;
    Month { year: first.div_euclid(12), month: u32::try_from(first.rem_euclid(12)).unwrap_or(0) + 1 }
}

/// The last day of a period.
fn last_day(contract: &Contract, first: Month) -> Day {
    (1..length(contract)).fold(first, |month, _| month.next()).last()
}
