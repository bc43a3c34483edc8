//! The work in progress of what is billed for no job. The fee of a retainer covers hours of its tickets, so those are set against its periods
//! and not against jobs; hours beyond the fee are over-servicing, which cannot be billed. Which hours and which periods is decided in
//! `retainer`.

use super::{OF_BILLS, Wip};
use crate::domain::agency::Agency;
use crate::domain::brief::JobType;
use crate::domain::money::billing::{Billed, Billing, currency_of_client};
use crate::domain::money::budget::JobBudget;
use crate::domain::money::posting::{Origin, Posting};
use crate::domain::money::retainer::hours::{Hours, Papers};
use crate::domain::money::retainer::known::FirstMoney;
use crate::domain::money::retainer::served::Retained;
use crate::domain::money::shares::{Account, Belongs};
use crate::domain::money::terms::Terms;
use crate::domain::money::time_index::TimeIndex;
use crate::domain::money::unbilled::{Unbilled, unbilled};
use crate::domain::money::unpriced::Unpriced;
use crate::values::{ClientId, Currency, Day, Decimal, ItemId, Month};
use std::collections::{BTreeMap, BTreeSet};

/// All but what was billed: what it was billed for is not in the book.
const BUT_BILLED: &[Wip] = &[Wip::Value, Wip::Unbilled, Wip::Deferred, Wip::Price, Wip::Earned];
/// What a bill pays for, where it does not say.
const OPEN: &[Wip] = &[Wip::Unbilled, Wip::Deferred];

/// The retainers under which somebody worked, by client and contract.
#[derive(Debug, Default)]
pub(super) struct Retainers<'a>(BTreeMap<(ClientId, &'a ItemId), Retained<'a>>);

/// A ticket of a retainer.
pub(super) struct Ticket<'r, 'a> {
    papers: Papers<'a>,
    retained: &'r Retained<'a>,
}

impl<'a> Ticket<'_, 'a> {
    /// Whether the fee of the retainer covers these hours.
    pub(super) fn covers(&self, posting: &Posting<'a>) -> bool {
        let Origin::Time(hours) = posting.origin else { return false };
        self.papers.kind(hours.entry) == Hours::Used && self.retained.holds(hours.entry.date)
    }
}

impl<'a> Retainers<'a> {
    /// Takes in the hours of a job under a retainer; `None` where it is no ticket of one.
    pub(super) fn ticket(
        &mut self,
        agency: &Agency,
        terms: &Terms<'a>,
        budget: &JobBudget<'a>,
        day: Day,
    ) -> Option<Ticket<'_, 'a>> {
        let (client, contract) = (terms.client?, terms.contract?);
        let key = (client.id.clone(), &contract.id);
        if !self.0.contains_key(&key) {
            self.0.insert(key.clone(), Retained::begin(&agency.config, client, contract, day)?);
        }
        let retained = self.0.get_mut(&key)?;
        retained.work(&agency.config, budget);
        (budget.job.kind == JobType::RetainerTicket).then(|| Ticket { papers: Papers::of(budget), retained })
    }

    /// What was worked and billed under contracts and what retainers earned, and what was billed for nothing that is named. Which periods the
    /// book does not know is said in `unknown`.
    pub(super) fn accounts(
        mut self,
        agency: &'a Agency,
        time: &TimeIndex<'a>,
        billing: &Billing<'a>,
        day: Day,
        unknown: &mut Vec<(ClientId, String)>,
    ) -> Vec<Account<'a, Wip>> {
        let money = FirstMoney::of(time, billing);
        let agreed = agency.clients.iter().flat_map(|client| {
            let retainers = client.record.contracts.iter().filter(|contract| contract.retainer.is_some());
            retainers.map(|contract| (client.id.clone(), Some(&contract.id)))
        });
        let billed = billing.of_no_job().map(|(client, contract, _)| (client.clone(), contract));
        let unread = billing.unreadable().iter().map(|id| (id.client(), None));
        let whose: BTreeSet<(ClientId, Option<&'a ItemId>)> = agreed.chain(billed).chain(unread).collect();
        let mut accounts = Vec::new();
        for (client, contract) in whose {
            let currency = currency_of_client(agency, &client);
            let mut account = match contract {
                Some(contract) => Account::of_contract(client.clone(), contract, currency),
                None => Account::of_client(client.clone(), currency),
            };
            for why in billing.untold(&client) {
                account.refuse(OF_BILLS, why);
            }
            let record = agency.clients.get(&client).found();
            let named = record.zip(contract).and_then(|(record, id)| {
                Some((record, record.record.contracts.iter().find(|contract| contract.id == *id)?))
            });
            let one = named.and_then(|(record, contract)| {
                let own = self.0.remove(&(client.clone(), &contract.id));
                own.or_else(|| Retained::begin(&agency.config, record, contract, day))
            });
            let bills = billing.under(&client, contract);
            match one {
                Some(mut one) => {
                    one.close(agency, time, billing, &money, day);
                    unknown.extend(one.unknown_periods(agency, day).map(|why| (client.clone(), why)));
                    periods(&mut account, &one, day);
                }
                None => plain(&mut account, agency, bills, currency, named.is_some()),
            }
            accounts.push(account);
        }
        accounts
    }
}

/// What was billed on jobs that are not in the book.
pub(super) fn missing<'a>(agency: &'a Agency, billing: &Billing<'a>) -> Vec<Account<'a, Wip>> {
    let one = |(job, bills): (&'a crate::values::JobId, &[Billed<'a>])| {
        let currency = currency_of_client(agency, &job.client());
        let mut account = Account::of_job(job, Some(currency));
        enter_billed(&mut account, agency, bills, currency);
        for billed in bills {
            account.refuse(BUT_BILLED, billed.no_such_job());
        }
        account
    };
    billing.of_missing_jobs(agency).into_iter().map(one).collect()
}

/// What was billed under a contract that is no retainer (any more) has been earned. Under one that is not in the book, or under none, nobody can
/// tell what it is for.
fn plain<'a>(
    account: &mut Account<'a, Wip>,
    agency: &Agency,
    bills: &[Billed<'a>],
    currency: Currency,
    is_known: bool,
) {
    enter_billed(account, agency, bills, currency);
    let billed = account.shares.clone();
    match account.contract {
        Some(_) if is_known => {
            for share in billed {
                for figure in [Wip::Value, Wip::Price, Wip::Earned] {
                    account.add(figure, share.belongs, share.amount.clone());
                }
            }
        }
        Some(_) => bills.iter().for_each(|billed| account.refuse(BUT_BILLED, billed.no_such_contract())),
        None => bills.iter().for_each(|billed| account.refuse(OPEN, billed.names_nothing())),
    }
}

fn enter_billed<'a>(account: &mut Account<'a, Wip>, agency: &Agency, bills: &[Billed<'a>], currency: Currency) {
    for billed in bills {
        let month = billed.line.month.unwrap_or_else(|| billed.invoice.date.month());
        let sum = billed.in_currency(agency, currency).map(|money| money.amount);
        if let Err(why) = &sum {
            account.refuse(OF_BILLS, why.to_string());
        }
        account.add(Wip::Billed, of_month(month), sum);
    }
}

fn of_month<'a>(month: Month) -> Belongs<'a> {
    Belongs { month: Some(month), ..Belongs::default() }
}

/// A retainer, period by period, each in the month in which it begins.
fn periods<'a>(account: &mut Account<'a, Wip>, one: &Retained<'a>, day: Day) {
    for period in &one.periods {
        let value = period.fee_earned(day);
        let whys = || period.why.list();
        if period.billed.is_none() {
            for why in whys() {
                account.refuse(OF_BILLS, why);
            }
        }
        if value.is_none() {
            for why in whys() {
                account.refuse(BUT_BILLED, why);
            }
        }
        let sums = value.zip(period.billed).map(|(value, billed)| (value.amount, billed.amount));
        // the one that runs may have neither
        if let Some((value, billed)) = sums.filter(|(value, billed)| !value.is_zero() || !billed.is_zero()) {
            enter(account, period.span.from.month(), value, billed);
        }
    }
    for (month, sum) in &one.ahead {
        match sum {
            Ok(sum) => enter(account, *month, Decimal::ZERO, sum.amount),
            Err(why) => account.refuse(OF_BILLS, why.to_string()),
        }
    }
}

fn enter(account: &mut Account<'_, Wip>, month: Month, value: Decimal, billed: Decimal) {
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
        account.add(figure, of_month(month), Ok(sum));
    }
}
