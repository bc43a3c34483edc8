//! What jobs and retainers brought in and cost, as dated shares (F16 to F24): billings, what is passed on to suppliers and media, hours and
//! their cost. The formulas over the sums are in `income`.

mod earned_by;
mod passed_on;

pub use earned_by::Earners;

use super::billing::{Billed, Billing, currency_of_client};
use super::budget::{self, JobBudget};
use super::exchange;
use super::labour;
use super::posting::{Hours, Origin};
use super::shares::{Account, Belongs, Gap};
use super::spend::Quoted;
use super::sums::Figure;
use super::tally::Figures;
use super::terms::Terms;
use super::time_index::TimeIndex;
use super::unpriced::Unpriced;
use crate::domain::agency::Agency;
use crate::domain::job::Job;
use crate::domain::job_money::{Line, LineKind};
use crate::domain::record::Located;
use crate::values::{ClientId, Currency, Day, Decimal, InvoiceId, Money, Month, PersonId};
use earned_by::{OfContract, OfJob, OfRetainers};
use std::collections::{BTreeMap, BTreeSet};

crate::words! {
    /// One figure of what a job earns.
    pub enum Earning {
        /// Billed, less what was given back.
        Billings = "billings",
        /// What of it is not the agency's: third-party, media and expenses at net.
        PassThrough = "pass_through",
        /// What suppliers have charged.
        Purchases = "purchases",
        /// Billed for the agency's own work.
        Fee = "fee",
        /// Hours worked.
        Hours = "hours",
        /// What they are worth at the rate card.
        TimeValue = "time_value",
        /// What they cost the agency.
        Labour = "labour",
        /// Hours that the bills on lines with a rate come to.
        BilledHours = "billed_hours",
        /// Hours worked on such lines.
        RatedHours = "rated_hours",
    }
}

impl Figures for Earning {
    const ALL: &'static [Earning] = Earning::ALL;

    fn at(self) -> usize {
        self as usize
    }
}

const OF_BILLS: &[Earning] = &[Earning::Billings, Earning::PassThrough, Earning::Fee, Earning::BilledHours];
/// What follows from the line that a bill is for.
const OF_LINES: &[Earning] = &[Earning::PassThrough, Earning::Fee, Earning::BilledHours];
/// All but what was billed.
const BUT_BILLINGS: &[Earning] = &[
    Earning::PassThrough,
    Earning::Purchases,
    Earning::Fee,
    Earning::Hours,
    Earning::TimeValue,
    Earning::Labour,
    Earning::BilledHours,
    Earning::RatedHours,
];
const OF_SUPPLIERS: &[Earning] = &[Earning::PassThrough, Earning::Purchases];
/// What follows from time.
pub const OF_TIME: &[Earning] = &[Earning::Hours, Earning::TimeValue, Earning::Labour, Earning::RatedHours];

/// The days that count, both ends included.
#[derive(Clone, Copy, Debug)]
pub struct Span {
    /// From this day on; absent: from the beginning.
    pub from: Option<Day>,
    /// Up to the end of this day.
    pub until: Day,
}

impl Span {
    /// Whether a day counts.
    pub fn holds(self, day: Day) -> bool {
        self.from.is_none_or(|from| from <= day) && day <= self.until
    }
}

/// What some jobs earned in a span, in the order given; then, by client, what was billed for no job. `time` and `billing` are as of its last day.
pub fn of_jobs<'a>(
    agency: &'a Agency,
    jobs: impl IntoIterator<Item = &'a Located<Job>>,
    time: &TimeIndex<'a>,
    billing: &Billing<'a>,
    (span, earners): (Span, Earners),
) -> Vec<Account<'a, Earning>> {
    let mut accounts = Vec::new();
    for job in jobs {
        let budget = budget::of_job(agency, job, time, span.until);
        let bills = billing.of_job(&job.id);
        if budget.is_some() || !bills.is_empty() {
            let mut account = Books { agency, job, span, earners }.account(budget.as_ref(), bills);
            for why in billing.untold(&account.client) {
                account.refuse(OF_BILLS, why);
            }
            accounts.push(account);
        }
    }
    accounts.retain(|account| !account.is_empty());
    accounts
}

/// What was billed in a span on no job of the book: under contracts, on jobs that are not there, and for nothing that is named.
pub fn of_no_job<'a>(
    agency: &'a Agency,
    billing: &Billing<'a>,
    (span, earners): (Span, Earners),
) -> Vec<Account<'a, Earning>> {
    let retainers = OfRetainers::of(agency, earners, span.until);
    let mut accounts = Vec::new();
    for (job, bills) in billing.of_missing_jobs(agency) {
        let account = Account::of_job(job, Some(currency_of_client(agency, &job.client())));
        accounts.push(billed(agency, account, bills, span, &[Earning::Billings], |billed| {
            Some((BUT_BILLINGS, billed.no_such_job()))
        }));
    }
    for (client, contract, bills) in billing.of_no_job() {
        let currency = currency_of_client(agency, client);
        accounts.push(if let Some(contract) = contract {
            let account = Account::of_contract(client.clone(), contract, currency);
            let workers = retainers.as_ref().and_then(|retainers| retainers.contract(client, contract));
            fees(agency, account, bills, span, workers.as_ref())
        } else {
            let account = Account::of_client(client.clone(), currency);
            billed(agency, account, bills, span, &[Earning::Billings], |billed| {
                Some((OF_LINES, billed.names_nothing()))
            })
        });
    }
    let unread: BTreeSet<ClientId> = billing.unreadable().iter().map(InvoiceId::client).collect();
    accounts.extend(unread.into_iter().map(|id| {
        let currency = currency_of_client(agency, &id);
        Account::of_client(id, currency)
    }));
    for account in &mut accounts {
        for why in billing.untold(&account.client) {
            account.refuse(OF_BILLS, why);
        }
    }
    accounts.retain(|account| !account.is_empty());
    accounts
}

/// Enters what was billed under a contract in a span.
fn fees<'a>(
    agency: &Agency,
    mut account: Account<'a, Earning>,
    bills: &[Billed<'a>],
    span: Span,
    workers: Option<&OfContract<'a>>,
) -> Account<'a, Earning> {
    let Some(currency) = account.currency else { return account };
    for billed in bills.iter().filter(|billed| span.holds(billed.invoice.date)) {
        let belongs = Belongs::of_line(None, billed.invoice.date.month());
        let net = billed.in_currency(agency, currency).map(|money| money.amount);
        let shares = match workers {
            Some(workers) => workers.shared(billed, belongs, net, currency),
            None => vec![(belongs, net)],
        };
        for (belongs, net) in shares {
            account.add(Earning::Billings, belongs, net.clone());
            account.add(Earning::Fee, belongs, net);
        }
    }
    account
}

/// Enters bills in a span under some figures; `why` says what cannot be told of each.
fn billed<'a>(
    agency: &Agency,
    mut account: Account<'a, Earning>,
    bills: &[Billed<'a>],
    span: Span,
    figures: &[Earning],
    why: impl Fn(&Billed<'a>) -> Option<(&'static [Earning], String)>,
) -> Account<'a, Earning> {
    let Some(currency) = account.currency else { return account };
    for billed in bills.iter().filter(|billed| span.holds(billed.invoice.date)) {
        let belongs = Belongs::of_line(None, billed.invoice.date.month());
        for figure in figures {
            account.add(*figure, belongs, billed.in_currency(agency, currency).map(|money| money.amount));
        }
        if let Some((figures, why)) = why(billed) {
            account.refuse(figures, why);
        }
    }
    account
}

/// The books of one job.
struct Books<'a> {
    agency: &'a Agency,
    job: &'a Located<Job>,
    span: Span,
    earners: Earners,
}

impl<'a> Books<'a> {
    fn account(&self, budget: Option<&JobBudget<'a>>, bills: &[Billed<'a>]) -> Account<'a, Earning> {
        let mut account = Account::of_job(&self.job.id, budget.and_then(|budget| budget.currency));
        let terms = match Terms::of(self.agency, self.job) {
            Ok(terms) => terms,
            Err(why) => {
                account.refuse(Earning::ALL, why.to_string());
                return account;
            }
        };
        let currency = account.currency.unwrap_or(terms.currency);
        account.currency = Some(currency);
        for unknown in budget.iter().flat_map(|budget| &budget.unknown) {
            let figures = if unknown.figures == Figure::ALL { Earning::ALL } else { OF_TIME };
            account.gaps.push(Gap { figures, why: unknown.why.clone(), whole_book: unknown.whole_book });
        }
        self.time(budget, currency, &mut account);
        let suppliers = self.job.record.supplier_invoices.iter().any(|invoice| invoice.date <= self.span.until);
        if suppliers || !bills.is_empty() {
            let quoted = Quoted::known(self.job, budget, &terms, self.span.until);
            let money = passed_on::Money { job: self.job, terms: &terms, quoted: &quoted, currency, span: self.span };
            self.bills(&money, bills, &OfJob::of(budget, self.earners), &mut account);
            money.enter(self.agency, bills, &mut account);
        }
        account
    }

    fn bills(
        &self,
        money: &passed_on::Money<'_, 'a>,
        bills: &[Billed<'a>],
        workers: &OfJob<'a>,
        account: &mut Account<'a, Earning>,
    ) {
        for billed in bills.iter().filter(|billed| self.span.holds(billed.invoice.date)) {
            let found = money.quoted.find(billed.line.line.as_ref());
            let line = found.map(|(line, _)| line);
            let belongs = Belongs::of_line(line, billed.invoice.date.month());
            let net = billed.in_currency(self.agency, money.currency).map(|money| money.amount);
            let is_fee = line.is_none_or(|line| matches!(line.kind, LineKind::Fee | LineKind::Discount));
            if !is_fee {
                account.add(Earning::Billings, belongs, net);
                continue;
            }
            for (belongs, net) in workers.shared(billed.line.line.as_ref(), belongs, net, money.currency) {
                account.add(Earning::Billings, belongs, net.clone());
                account.add(Earning::Fee, belongs, net.clone());
                if let Some((line, own)) = found.filter(|(line, _)| has_rate(line)) {
                    let hours = net.and_then(|net| hours_of(line, net, money, own, billed));
                    account.add(Earning::BilledHours, belongs, hours);
                }
            }
        }
    }

    fn time(&self, budget: Option<&JobBudget<'a>>, currency: Currency, account: &mut Account<'a, Earning>) {
        let postings = budget.iter().flat_map(|budget| &budget.postings);
        for posting in postings {
            let Origin::Time(hours) = posting.origin else { continue };
            if self.span.holds(hours.entry.date) {
                // a month of work is that of the day, whatever month the line is planned for
                let belongs = Belongs { month: Some(hours.entry.date.month()), ..Belongs::of(posting) };
                account.add(Earning::TimeValue, belongs, posting.amount.clone().map(|money| money.amount));
                self.worked((hours, posting.worked()), posting.line, belongs, currency, account);
            }
        }
        for hours in budget.iter().flat_map(|budget| &budget.unpriced).filter(|hours| self.span.holds(hours.entry.date))
        {
            let (month, role, person) = (Some(hours.entry.date.month()), hours.role, Some(hours.person));
            let worked = (*hours, Ok(hours.entry.hours.0));
            self.worked(worked, None, Belongs { month, role, person, ..Belongs::default() }, currency, account);
        }
    }

    fn worked(
        &self,
        (hours, worked): (Hours<'a>, Result<Decimal, Unpriced>),
        line: Option<&Line>,
        belongs: Belongs<'a>,
        currency: Currency,
        account: &mut Account<'a, Earning>,
    ) {
        account.add(Earning::Hours, belongs, worked.clone());
        let cost = worked.clone().and_then(|worked| labour_of(self.agency, hours, worked, currency));
        account.add(Earning::Labour, belongs, cost.map(|money| money.amount));
        if line.is_some_and(has_rate) {
            account.add(Earning::RatedHours, belongs, worked);
        }
    }
}

/// What some hours cost the agency, as many as were worked, in a currency, at the exchange rate of their day.
pub fn labour_of(agency: &Agency, hours: Hours<'_>, worked: Decimal, currency: Currency) -> Result<Money, Unpriced> {
    let (config, date) = (&agency.config, hours.entry.date);
    let unknown = || Unpriced::NoCost {
        why: match labour::fault_of(config, hours.person) {
            Some(_) => labour::why_unknown(config, hours.person, date),
            None => format!("nobody wrote down what an hour of `{}` costs", hours.person),
        },
    };
    let rate = labour::cost_of(config, hours.person, date).ok_or_else(unknown)?;
    let cost = worked.checked_mul(rate).ok_or(Unpriced::TooLarge)?;
    let here = exchange::factor(config, config.agency.currency, currency, date)?.apply(cost);
    here.map(|amount| Money::new(amount, currency)).ok_or(Unpriced::TooLarge)
}

/// The people whose hours have no cost, each with the first month in which that is missed.
pub fn without_cost<'a>(accounts: &[Account<'a, Earning>]) -> BTreeMap<&'a PersonId, Month> {
    let mut people: BTreeMap<&PersonId, Month> = BTreeMap::new();
    for share in accounts.iter().flat_map(|account| &account.shares) {
        if let (Earning::Labour, Err(Unpriced::NoCost { .. }), Some(person), Some(month)) =
            (share.figure, &share.amount, share.belongs.person, share.belongs.month)
        {
            let first = people.entry(person).or_insert(month);
            *first = month.min(*first);
        }
    }
    people
}

/// Whether a line is charged by the hour.
fn has_rate(line: &Line) -> bool {
    line.kind == LineKind::Fee && line.amount.is_none() && line.rate.is_some_and(|rate| !rate.0.is_zero())
}

/// The hours that a bill on a line with a rate comes to.
fn hours_of(
    line: &Line,
    net: Decimal,
    money: &passed_on::Money<'_, '_>,
    own: Currency,
    billed: &Billed<'_>,
) -> Result<Decimal, Unpriced> {
    let Some(rate) = line.rate else { return Ok(Decimal::ZERO) };
    let back = exchange::factor(money.terms.config, money.currency, own, billed.invoice.date)?;
    back.apply(net).and_then(|net| net.checked_div(rate.0)).ok_or(Unpriced::TooLarge)
}

#[cfg(test)]
mod tests;
