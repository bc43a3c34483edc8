//! The budget of a job as of a day (F01 to F06), as postings: each one part of one figure, with the month and channel it belongs to.
//! Every grouping of a budget sums the same postings, so no two can disagree.

use super::agreement::{self, Agreed, Agreement, Pending};
use super::exchange;
use super::formulas;
use super::posting::{Hours, Origin, Posting};
use super::price;
use super::spend::{Quoted, Spend};
use super::sums::{Figure, Sums};
use super::terms::Terms;
use super::time_index::{TimeIndex, Worked};
use super::unpriced::Unpriced;
use crate::domain::agency::Agency;
use crate::domain::job::Job;
use crate::domain::job_money::Line;
use crate::domain::record::Located;
use crate::values::{Currency, Day, Money, TimesheetId};

/// Why whole figures of a job cannot be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unknown {
    /// Which.
    pub figures: &'static [Figure],
    /// Why.
    pub why: String,
    /// Whether it is the same for every job.
    pub whole_book: bool,
}

/// Everything the budget of a job is summed from.
#[derive(Clone, Debug)]
pub struct JobBudget<'a> {
    /// The job.
    pub job: &'a Located<Job>,
    /// The currency of the approved estimate, else the latest, else the client's; `None` where the client cannot be read.
    pub currency: Option<Currency>,
    /// The parts.
    pub postings: Vec<Posting<'a>>,
    /// Hours without a rate.
    pub unpriced: Vec<Hours<'a>>,
    /// What is pending, and why.
    pub pending: Vec<String>,
    /// What was approved and changed afterwards: it is not among the approved, and says so.
    pub stale: Vec<String>,
    /// What cannot be told at all.
    pub unknown: Vec<Unknown>,
    /// The lines it was reckoned with; `None` where the terms of the job cannot be told.
    quoted: Option<Quoted<'a>>,
}

impl<'a> JobBudget<'a> {
    /// The lines that time, orders and bills may name, as they stood for this budget.
    pub(super) fn quoted(&self) -> Option<&Quoted<'a>> {
        self.quoted.as_ref()
    }

    /// The job's figures; `None` where not even their currency can be told.
    pub fn sums(&self) -> Option<Sums> {
        let mut sums = Sums::new(self.currency?);
        for posting in &self.postings {
            match &posting.amount {
                Ok(money) => sums.add(posting.figure, *money),
                Err(why) => sums.refuse(posting.figure, why.to_string()),
            }
        }
        for unknown in &self.unknown {
            unknown.figures.iter().for_each(|&figure| sums.refuse(figure, unknown.why.clone()));
        }
        self.pending.iter().for_each(|why| sums.pending_why.add(why.clone()));
        self.unpriced.iter().for_each(|unpriced| sums.add_unpriced(unpriced.entry.hours.0));
        Some(sums)
    }
}

/// The budget of a job as of a day; `None` for a job that does not exist by then, or has no estimate, change order, time, order, supplier invoice
/// or cancellation fee.
pub fn of_job<'a>(agency: &'a Agency, job: &'a Located<Job>, time: &TimeIndex<'a>, day: Day) -> Option<JobBudget<'a>> {
    let worked = time.of(&job.id);
    let is_there = job.record.requested_on <= day;
    if !is_there || (worked.len() == 0 && !has_money(job, day)) {
        return None;
    }
    let mut budget = JobBudget {
        job,
        currency: None,
        postings: Vec::with_capacity(parts(job) + worked.len()),
        unpriced: Vec::new(),
        pending: Vec::new(),
        stale: Vec::new(),
        unknown: time.unreadable.iter().map(unreadable_time).collect(),
        quoted: None,
    };
    let newest = job.record.estimates.iter().max_by_key(|estimate| estimate.version);
    let terms = match Terms::of(agency, job) {
        Ok(terms) => terms,
        Err(why) => {
            budget.currency = newest.and_then(|estimate| estimate.currency);
            budget.unknown.push(Unknown { figures: Figure::ALL, why: why.to_string(), whole_book: false });
            return Some(budget);
        }
    };
    let agreement = Agreement::of(job, &terms, day);
    let agreed = agreement.estimate.map(|estimate| estimate.total.currency);
    let latest = newest.map(|estimate| agreement::currency_of(estimate.currency, &terms));
    let currency = agreed.or(latest).unwrap_or(terms.currency);
    budget.currency = Some(currency);
    let quotes = Quotes { terms: &terms, currency, day };
    let untold: Vec<&Pending<'_>> = agreement.pending.iter().filter(|pending| pending.untold.is_some()).collect();
    // a version whose sum cannot be told took the place of the one before it all the same
    let instead = untold.iter().find(|pending| matches!(pending.origin, Origin::Estimate(_)));
    let estimate = instead.map_or(agreement.estimate, |pending| pending.agreed_untold());
    let told = instead.is_none();
    let prices =
        estimate.map(|agreed| quotes.approved(Origin::Estimate(agreed.index), &agreed, told, &mut budget.postings));
    for agreed in &agreement.changes {
        quotes.approved(Origin::Change(agreed.index), agreed, true, &mut budget.postings);
    }
    for pending in untold.iter().filter(|pending| matches!(pending.origin, Origin::Change(_))) {
        if let Some(agreed) = pending.agreed_untold() {
            quotes.approved(pending.origin, &agreed, false, &mut budget.postings);
        }
    }
    if let Some((agreed, prices)) = estimate.as_ref().zip(prices) {
        let contingency = quotes.contingency(job, agreed, prices);
        let mut drawn = quotes.drawn(&contingency, agreed, &agreement.changes);
        let lost = || budget.postings.iter().find_map(|posting| posting.amount.as_ref().err());
        if let Some(why) = untold.first().and_then(|_| lost()) {
            drawn.amount = Err(why.clone());
        }
        budget.postings.push(drawn);
        budget.postings.push(contingency);
    }
    // first: it is what the sum that is missing was
    budget.pending.clone_from(&agreement.stale);
    budget.stale.clone_from(&agreement.stale);
    for pending in &agreement.pending {
        if pending.untold.is_none() {
            quotes.pending(pending, &mut budget.postings);
        }
        budget.pending.push(pending.reason.clone());
    }
    spend(&mut budget, &terms, &agreement, (time, worked), day);
    Some(budget)
}

/// About how many parts a job's budget has beside its time: a list that grows is moved again and again.
fn parts(job: &Located<Job>) -> usize {
    let record = &job.record;
    let lines = record.estimates.last().map_or(0, |estimate| estimate.lines.len() + 2);
    lines + record.supplier_invoices.len() + record.orders.len()
}

fn has_money(job: &Located<Job>, day: Day) -> bool {
    let record = &job.record;
    !record.estimates.is_empty()
        || record.change_orders.iter().any(|order| order.date <= day)
        || record.orders.iter().any(|order| order.date <= day)
        || record.supplier_invoices.iter().any(|invoice| invoice.date <= day)
        || record.cancelled.as_ref().is_some_and(|off| off.date <= day && off.fee.is_some())
}

/// What follows from time: unknown, where some of it cannot be told.
pub const OF_TIME: &[Figure] = &[Figure::Actual, Figure::CoveredActual, Figure::ToCome];

fn unreadable_time(id: &TimesheetId) -> Unknown {
    Unknown { figures: OF_TIME, why: format!("timesheet `{id}` cannot be read"), whole_book: true }
}

fn spend<'a>(
    budget: &mut JobBudget<'a>,
    terms: &Terms<'a>,
    agreement: &Agreement<'a>,
    (time, worked): (&TimeIndex<'a>, impl Iterator<Item = Worked<'a>>),
    day: Day,
) {
    let Some(currency) = budget.currency else { return };
    let job = budget.job;
    let quoted = Quoted::of(job, agreement, terms, day);
    let spend = Spend::of(job, terms, &quoted, currency, day);
    for worked in worked {
        match spend.time(worked, time.impossible(worked.entry)) {
            Ok(posting) => budget.postings.push(posting),
            Err(hours) => budget.unpriced.push(hours),
        }
    }
    let invoices = job.record.supplier_invoices.iter().filter(|invoice| invoice.date <= day);
    budget.postings.extend(invoices.map(|invoice| spend.invoice(invoice)));
    let orders = job.record.orders.iter().filter(|order| order.date <= day);
    budget.postings.extend(orders.filter_map(|order| spend.order(order)));
    budget.quoted = Some(quoted);
}

/// Quoted lines as postings in the job's currency.
struct Quotes<'s, 'a> {
    terms: &'s Terms<'a>,
    currency: Currency,
    day: Day,
}

impl<'a> Quotes<'_, 'a> {
    /// Enters its lines; and tells what each comes to in the paper's own currency. `told`: what they come to is known, so that none holds a
    /// figure that nobody can mean.
    fn approved(
        &self,
        origin: Origin<'a>,
        agreed: &Agreed<'a>,
        told: bool,
        out: &mut Vec<Posting<'a>>,
    ) -> Vec<Result<Money, Unpriced>> {
        let (date, own) = (agreed.approval.date, agreed.total.currency);
        let price = |line| match told {
            true => price::price_of_possible(line, own, self.terms.commission_base()),
            false => self.own(line, origin, own),
        };
        let prices: Vec<_> = agreed.lines.iter().map(price).collect();
        out.extend(agreed.lines.iter().zip(&prices).map(|(line, price)| Posting {
            figure: Figure::Approved,
            line: Some(line),
            origin,
            date: Some(date),
            amount: price.clone().and_then(|money| self.here(money, date)),
        }));
        prices
    }

    fn contingency(
        &self,
        job: &Located<Job>,
        agreed: &Agreed<'a>,
        prices: Vec<Result<Money, Unpriced>>,
    ) -> Posting<'a> {
        let share = job.record.estimates.get(agreed.index).and_then(|estimate| estimate.contingency);
        let amount = price::contingency_of(agreed.lines.iter().zip(prices), share, agreed.total.currency);
        let date = agreed.approval.date;
        Posting {
            figure: Figure::Contingency,
            line: None,
            origin: Origin::Estimate(agreed.index),
            date: Some(date),
            amount: amount.and_then(|money| self.here(money, date)),
        }
    }

    /// What the change orders approved since the estimate have drawn of its contingency.
    fn drawn(&self, contingency: &Posting<'a>, agreed: &Agreed<'a>, changes: &[Agreed<'a>]) -> Posting<'a> {
        let since = changes.iter().filter(|change| agreed.approval.date <= change.approval.date);
        let sum = since
            .map(|change| self.here(change.total, change.approval.date))
            .try_fold(Money::zero(self.currency), |sum, change| sum.plus(change?).ok_or(Unpriced::TooLarge));
        let amount = contingency.amount.clone().and_then(|all| {
            let drawn = formulas::drawn(all.amount, sum?.amount);
            Ok(Money::new(drawn, self.currency))
        });
        Posting { figure: Figure::ContingencyDrawn, amount, ..contingency.clone() }
    }

    /// Priced as if approved today: what a line lacks comes from the contract and its card as of the day asked about.
    fn pending(&self, pending: &Pending<'a>, out: &mut Vec<Posting<'a>>) {
        let date = pending.date.unwrap_or(self.day);
        let posting = |line, amount| Posting {
            figure: Figure::Pending,
            line,
            origin: pending.origin,
            date: pending.date,
            amount,
        };
        let price = |line: &Line| self.price(line, pending.origin, pending.currency, date);
        let complete = |lines: &[Line]| price::complete(lines, self.terms, pending.currency, self.day);
        match complete(pending.lines) {
            Ok((priced, _)) => {
                let lines = pending.lines.iter().zip(&priced);
                out.extend(lines.map(|(line, priced)| posting(Some(line), price(priced))));
            }
            // the other lines are what they are
            Err(_) => out.extend(pending.lines.iter().map(|line| {
                let priced = complete(std::slice::from_ref(line));
                let amount = priced.map_err(|mut why| why.pop().unwrap_or(Unpriced::TooLarge));
                posting(Some(line), amount.and_then(|(priced, _)| price(priced.first().unwrap_or(line))))
            })),
        }
    }

    fn price(&self, line: &Line, origin: Origin<'_>, own: Currency, date: Day) -> Result<Money, Unpriced> {
        self.here(self.own(line, origin, own)?, date)
    }

    /// In the paper's own currency.
    fn own(&self, line: &Line, origin: Origin<'_>, own: Currency) -> Result<Money, Unpriced> {
        price::price_on(line, matches!(origin, Origin::Change(_)), own, self.terms.commission_base())
    }

    fn here(&self, money: Money, date: Day) -> Result<Money, Unpriced> {
        exchange::convert(self.terms.config, money, self.currency, date)
    }
}

#[cfg(test)]
mod tests;
