//! The work in progress of jobs and retainers, as shares (F25, F26): what was done, what of it was billed, what is open, what was billed in
//! advance. Closed and cancelled jobs too: work that was not billed does not go away by closing the job.

mod retained;

use super::billing::{Billed, Billing};
use super::budget::{self, JobBudget};
use super::impossible;
use super::posting::{Hours, Posting};
use super::shares::{Account, Belongs};
use super::spend::Quoted;
use super::sums::Figure;
use super::tally::Figures;
use super::terms::Terms;
use super::time_index::TimeIndex;
use super::unbilled::{Bill, Item, earned, settle};
use super::unpriced::Unpriced;
use crate::domain::agency::Agency;
use crate::domain::handoff::State;
use crate::domain::job::Job;
use crate::domain::record::Located;
use crate::domain::workflow::Workflow;
use crate::values::{ClientId, Currency, Day, Decimal, ItemId, JobId, Money};
use retained::Retainers;
use std::collections::BTreeMap;

crate::words! {
    /// One figure of work in progress.
    pub enum Wip {
        /// Time and suppliers' work, at the client's prices.
        Value = "value",
        /// Billed, less what was given back.
        Billed = "billed",
        /// Done and not billed.
        Unbilled = "wip",
        /// Billed and not done yet.
        Deferred = "deferred",
        /// What the client agreed to pay.
        Price = "price",
        /// What of it is earned.
        Earned = "earned",
    }
}

impl Figures for Wip {
    const ALL: &'static [Wip] = Wip::ALL;

    fn at(self) -> usize {
        self as usize
    }
}

/// What follows from the work done.
pub const OF_WORK: &[Wip] = &[Wip::Value, Wip::Unbilled, Wip::Deferred, Wip::Earned];
/// What follows from what was billed.
const OF_BILLS: &[Wip] = &[Wip::Billed, Wip::Unbilled, Wip::Deferred];
/// What follows from what was agreed.
const OF_PRICE: &[Wip] = &[Wip::Price, Wip::Earned];

/// The work in progress of some jobs and of the retainers of their clients.
#[derive(Debug, Default)]
pub struct Works<'a> {
    /// By job, in the order given; then jobs that are billed and not in the book; then by contract, and what was billed under none.
    pub accounts: Vec<Account<'a, Wip>>,
    /// Hours without a rate: in no value.
    pub unpriced: Vec<(&'a JobId, Hours<'a>)>,
    /// What was approved and changed afterwards: in no price.
    pub stale: Vec<(&'a JobId, String)>,
    /// Periods of retainers that the book does not know and that are in no figure, as sentences.
    pub unknown_periods: Vec<(ClientId, String)>,
}

/// The work in progress of some jobs as of a day, and of the retainers of all clients that were loaded. `time` and `billing` are as of that day.
pub fn of_jobs<'a>(
    agency: &'a Agency,
    jobs: impl IntoIterator<Item = &'a Located<Job>>,
    time: &TimeIndex<'a>,
    billing: &Billing<'a>,
    day: Day,
) -> Works<'a> {
    let (mut works, mut retainers) = (Works::default(), Retainers::default());
    let workflow = Workflow::of(&agency.config);
    for job in jobs {
        let budget = budget::of_job(agency, job, time, day);
        let bills = billing.of_job(&job.id);
        if budget.is_none() && bills.is_empty() {
            continue;
        }
        works.unpriced.extend(budget.iter().flat_map(|budget| &budget.unpriced).map(|hours| (&job.id, *hours)));
        works.stale.extend(budget.iter().flat_map(|budget| &budget.stale).map(|why| (&job.id, why.clone())));
        let mut account =
            Work { agency, job, workflow: &workflow, day }.account(budget.as_ref(), bills, &mut retainers);
        for why in billing.untold(&account.client) {
            account.refuse(OF_BILLS, why);
        }
        works.accounts.push(account);
    }
    works.accounts.extend(retained::missing(agency, billing));
    works.accounts.extend(retainers.accounts(agency, time, billing, day, &mut works.unknown_periods));
    works.accounts.retain(|account| !account.is_empty());
    works
}

/// The work on one job.
struct Work<'w, 'a> {
    agency: &'a Agency,
    job: &'a Located<Job>,
    workflow: &'w Workflow,
    day: Day,
}

type Done<'a> = Item<(Option<&'a ItemId>, Belongs<'a>)>;
type Sent<'a> = Bill<(Option<&'a ItemId>, Belongs<'a>)>;
/// The work and the bills of one line.
type OnLine<'s, 'a> = (Vec<&'s mut Done<'a>>, Vec<&'s mut Sent<'a>>);

impl<'a> Work<'_, 'a> {
    fn account(
        &self,
        budget: Option<&JobBudget<'a>>,
        bills: &[Billed<'a>],
        retainers: &mut Retainers<'a>,
    ) -> Account<'a, Wip> {
        let mut account = Account::of_job(&self.job.id, budget.and_then(|budget| budget.currency));
        let terms = match Terms::of(self.agency, self.job) {
            Ok(terms) => terms,
            Err(why) => {
                account.refuse(Wip::ALL, why.to_string());
                return account;
            }
        };
        let currency = account.currency.unwrap_or(terms.currency);
        account.currency = Some(currency);
        let ticket = budget.and_then(|budget| retainers.ticket(self.agency, &terms, budget, self.day));
        let mut done = Vec::new();
        for posting in budget.iter().flat_map(|budget| &budget.postings) {
            if posting.figure == Figure::Actual && !ticket.as_ref().is_some_and(|ticket| ticket.covers(posting)) {
                match &posting.amount {
                    Ok(money) => done.push(item(posting, money.amount, self.job)),
                    Err(why) => account.refuse(OF_WORK, why.to_string()),
                }
            }
        }
        let quoted = Quoted::known(self.job, budget, &terms, self.day);
        let mut sent = self.sent(&quoted, currency, bills, &mut account);
        for unknown in budget.iter().flat_map(|budget| &budget.unknown) {
            let figures = if unknown.figures == Figure::ALL { Wip::ALL } else { OF_WORK };
            account.gaps.push(super::shares::Gap { figures, why: unknown.why.clone(), whole_book: unknown.whole_book });
        }
        if !done.is_empty() || !sent.is_empty() {
            self.price(budget, &done, &mut account);
        }
        enter(&mut account, &mut done, &mut sent);
        account
    }

    /// What was billed on the job, in its currency.
    fn sent(
        &self,
        quoted: &Quoted<'a>,
        currency: Currency,
        bills: &[Billed<'a>],
        account: &mut Account<'a, Wip>,
    ) -> Vec<Sent<'a>> {
        let mut sent = Vec::new();
        for billed in bills {
            let line = quoted.find(billed.line.line.as_ref()).map(|(line, _)| line);
            let month = line.and_then(|line| line.month).or(billed.line.month);
            let belongs = Belongs::of_line(line, month.unwrap_or_else(|| billed.invoice.date.month()));
            match billed.in_currency(self.agency, currency) {
                Ok(money) => sent.push(Bill {
                    date: billed.invoice.date,
                    amount: money.amount,
                    beyond: Decimal::ZERO,
                    of: (billed.line.line.as_ref(), belongs),
                }),
                Err(why) => account.refuse(OF_BILLS, why.to_string()),
            }
        }
        sent
    }

    /// What the client agreed to pay, and what of it is earned. A closed job has earned all of it; one called off, what the client pays for that.
    fn price(&self, budget: Option<&JobBudget<'a>>, done: &[Done<'a>], account: &mut Account<'a, Wip>) {
        let Some(currency) = account.currency else { return };
        let off = self.job.record.cancelled.as_ref().filter(|off| off.date <= self.day);
        if let Some(fee) = off.and_then(|off| off.fee) {
            let told = impossible::of_sum(fee).map_or(Ok(fee.0), |fault| Err(fault.of("the cancellation", "fee")));
            let fee = told.map(|fee| Money::new(fee, currency).amount);
            account.add(Wip::Price, Belongs::default(), fee.clone());
            account.add(Wip::Earned, Belongs::default(), fee);
            return;
        }
        let postings = budget.iter().flat_map(|budget| &budget.postings);
        let approved = postings.filter(|posting| posting.figure == Figure::Approved);
        let price = approved
            .map(|posting| posting.amount.as_ref())
            .try_fold(Money::zero(currency), |sum, part| sum.plus(*part?).ok_or(&Unpriced::TooLarge));
        let worked = done.iter().try_fold(Decimal::ZERO, |sum, item| sum.checked_add(item.value));
        match (price, worked) {
            (Ok(price), Some(worked)) => {
                let is_closed = self.job.record.state(self.workflow, self.day) == State::Closed;
                // the cost of both is counted at the client's prices: a planned hour of a role has no cost of its own
                let by_cost = || earned(worked, price.amount, price).unwrap_or(Money::zero(currency));
                let earned = if is_closed { price } else { by_cost() };
                account.add(Wip::Price, Belongs::default(), Ok(price.amount));
                account.add(Wip::Earned, Belongs::default(), Ok(earned.amount));
            }
            (Err(why), _) => account.refuse(OF_PRICE, why.to_string()),
            (_, None) => account.refuse(OF_PRICE, Unpriced::TooLarge.to_string()),
        }
    }
}

/// The line that an amount is of: by the entry or order itself, whether or not the line is there.
fn item<'a>(posting: &Posting<'a>, amount: Decimal, job: &Job) -> Done<'a> {
    let date = posting.date.unwrap_or(job.requested_on);
    Item { date, value: amount, open: amount, of: (posting.named_line(), Belongs::of(posting)) }
}

/// Takes what was billed off the work: line by line where a bill names one, which is where nothing goes below zero; what names none, off what
/// is open then on the whole job.
fn enter<'a>(account: &mut Account<'a, Wip>, done: &mut [Done<'a>], sent: &mut [Sent<'a>]) {
    let mut lines: BTreeMap<&ItemId, OnLine<'_, 'a>> = BTreeMap::new();
    for item in done.iter_mut() {
        if let Some(line) = item.of.0 {
            lines.entry(line).or_default().0.push(item);
        }
    }
    for bill in sent.iter_mut() {
        if let Some(line) = bill.of.0 {
            lines.entry(line).or_default().1.push(bill);
        }
    }
    let mut settled = lines.into_values().all(|mut line| take(account, &mut line));
    if settled {
        let unnamed = sent.iter_mut().filter(|bill| bill.of.0.is_none());
        settled = take(account, &mut (done.iter_mut().collect(), unnamed.collect()));
    }
    if !settled {
        account.refuse(Wip::ALL, Unpriced::TooLarge.to_string());
        return;
    }
    for item in done.iter() {
        account.add(Wip::Value, item.of.1, Ok(item.value));
        account.add(Wip::Billed, item.of.1, Ok(item.value - item.open));
        account.add(Wip::Unbilled, item.of.1, Ok(item.open));
    }
    for bill in sent.iter() {
        account.add(Wip::Billed, bill.of.1, Ok(bill.beyond));
        account.add(Wip::Deferred, bill.of.1, Ok(bill.beyond));
    }
}

/// Takes some bills off some work. What is in neither is entered with the latest of them; whether the sums can be held.
fn take<'a>(account: &mut Account<'a, Wip>, (items, bills): &mut OnLine<'_, 'a>) -> bool {
    let last = bills.iter().map(|bill| (bill.date, bill.of.1)).max_by_key(|(date, _)| *date);
    let last = last.or_else(|| items.iter().map(|item| (item.date, item.of.1)).max_by_key(|(date, _)| *date));
    let Some(over) = settle(items, bills) else { return false };
    if let Some((_, belongs)) = last.filter(|_| !over.is_zero()) {
        let (figure, sum) = if over > Decimal::ZERO { (Wip::Unbilled, over) } else { (Wip::Deferred, -over) };
        account.add(figure, belongs, Ok(sum));
        account.add(Wip::Billed, belongs, Ok(-over));
    }
    true
}

#[cfg(test)]
mod tests;
