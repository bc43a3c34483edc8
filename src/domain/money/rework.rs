//! Work done again, as dated shares (F34): time on the lines of change orders, by their cause; time while a job stood at `revising`, by the class of
//! the remarks that sent it there. Says what it cost and what of it was charged; whose fault it was is said by whoever wrote the cause.

mod spells;

use super::budget::{self, JobBudget};
use super::earnings::{Span, labour_of};
use super::impossible;
use super::posting::{Hours, Origin, Posting};
use super::shares::{Account, Belongs, Gap};
use super::split::split_number;
use super::sums::Figure;
use super::tally::{Figures, ratio};
use super::time_index::TimeIndex;
use super::unpriced::Unpriced;
use crate::domain::agency::Agency;
use crate::domain::job::Job;
use crate::domain::job_money::Cause;
use crate::domain::record::Located;
use crate::domain::round::{Round, RoundType};
use crate::values::{Currency, Day, Decimal, ItemId};
use spells::Spells;
use std::collections::HashSet;

crate::words! {
    /// One figure of work done again.
    pub enum Rework {
        /// Hours done again.
        Hours = "hours",
        /// What they are worth at the rate card.
        Value = "value",
        /// Of that, what was given on purpose.
        Invested = "invested",
        /// Of the value, the agency's own corrections.
        Corrections = "corrections",
        /// What the hours cost the agency.
        Cost = "cost",
        /// What suppliers charged for it, at the client's prices.
        Suppliers = "suppliers",
        /// What the client agreed to pay for it in change orders.
        Charged = "charged",
        /// What all hours of the jobs are worth.
        TimeValue = "time_value",
        /// Hours after the first client round was sent, whatever they went into.
        LaterHours = "later_hours",
    }
}

impl Figures for Rework {
    const ALL: &'static [Rework] = Rework::ALL;

    fn at(self) -> usize {
        self as usize
    }
}

/// What follows from hours.
/// What follows from time.
pub const OF_TIME: &[Rework] = &[
    Rework::Hours,
    Rework::Value,
    Rework::Invested,
    Rework::Corrections,
    Rework::Cost,
    Rework::TimeValue,
    Rework::LaterHours,
];
/// What follows from rounds.
const OF_ROUNDS: &[Rework] =
    &[Rework::Hours, Rework::Value, Rework::Invested, Rework::Corrections, Rework::Cost, Rework::LaterHours];

/// F34, rework cost: the value of the time on the agency's own corrections / that of all time of the job, to four decimals. `None` without time.
///
/// Source: the training hand-out for account executives ("doing things twice always wastes money") and a job costing system's report.
///
/// Worked example: 550 of 5,500 spent on what the agency got wrong: 0.1.
pub fn rework_cost(corrections: Decimal, time_value: Decimal) -> Option<Decimal> {
    ratio(corrections, time_value)
}

/// The work done again on some jobs in a span. `time` is as of its last day.
pub fn of_jobs<'a>(
    agency: &'a Agency,
    jobs: impl IntoIterator<Item = &'a Located<Job>>,
    time: &TimeIndex<'a>,
    span: Span,
) -> Vec<Account<'a, Rework>> {
    let unread: HashSet<_> = agency.rounds.unreadable().iter().map(|(id, _)| (id.job(), id)).collect();
    let mut accounts = Vec::new();
    for job in jobs {
        let Some(budget) = budget::of_job(agency, job, time, span.until) else { continue };
        let mut account = Again::of(agency, job, span).account(&budget);
        for (_, id) in unread.iter().filter(|(of, _)| *of == job.id) {
            account.refuse(OF_ROUNDS, format!("round `{id}` cannot be read"));
        }
        accounts.push(account);
    }
    accounts.retain(|account| !account.is_empty());
    accounts
}

/// What of a job was done again.
struct Again<'a> {
    agency: &'a Agency,
    job: &'a Located<Job>,
    spells: Spells,
    /// When the client was shown something first.
    shown: Option<Day>,
    span: Span,
}

/// What of some hours has one cause.
struct Piece<'a> {
    date: Day,
    belongs: Belongs<'a>,
    amount: Result<Decimal, Unpriced>,
}

impl<'a> Again<'a> {
    fn of(agency: &'a Agency, job: &'a Located<Job>, span: Span) -> Again<'a> {
        let mut rounds = agency.rounds_of(&job.id);
        rounds.retain(|round| round.sent <= span.until);
        let clients = rounds.iter().filter(|round| round.kind == RoundType::Client);
        let shown = clients.map(|round| round.sent).min();
        let rounds: Vec<(u32, &Round)> = rounds.iter().map(|round| (round.id.number(), &round.record)).collect();
        let spells = Spells::of(&job.record, &rounds, span.until);
        Again { agency, job, spells, shown, span }
    }

    fn account(&self, budget: &JobBudget<'a>) -> Account<'a, Rework> {
        let mut account = Account::of_job(&self.job.id, budget.currency);
        for unknown in &budget.unknown {
            let figures = if unknown.figures == Figure::ALL { Rework::ALL } else { OF_TIME };
            account.gaps.push(Gap { figures, why: unknown.why.clone(), whole_book: unknown.whole_book });
        }
        let Some(currency) = budget.currency else { return account };
        let mut pieces = Vec::new();
        for posting in &budget.postings {
            let amount = posting.amount.clone().map(|money| money.amount);
            match posting.origin {
                Origin::Time(hours) => {
                    self.time(hours, Some((posting, &amount)), currency, &mut account, &mut pieces);
                }
                Origin::Invoice(invoice, _) if self.span.holds(invoice.date) => {
                    if let Some(cause) = self.cause_of(posting.named_line()) {
                        let month = Some(invoice.date.month());
                        let belongs = Belongs { cause: Some(cause), month, ..Belongs::of(posting) };
                        account.add(Rework::Suppliers, belongs, amount);
                    }
                }
                Origin::Change(index) if posting.figure == Figure::Approved => {
                    let cause = self.job.record.change_orders.get(index).map(|order| order.cause);
                    if posting.date.is_some_and(|date| self.span.holds(date)) {
                        account.add(Rework::Charged, Belongs { cause, ..Belongs::of(posting) }, amount);
                    }
                }
                _ => {}
            }
        }
        for hours in &budget.unpriced {
            self.time(*hours, None, currency, &mut account, &mut pieces);
        }
        self.invested(pieces, &mut account);
        account
    }

    /// Some hours: by cause where they were spent on something done again. All of a job's are looked at, whatever the span: what was given on
    /// purpose is counted from the beginning.
    fn time(
        &self,
        hours: Hours<'a>,
        priced: Option<(&Posting<'a>, &Result<Decimal, Unpriced>)>,
        currency: Currency,
        account: &mut Account<'a, Rework>,
        pieces: &mut Vec<Piece<'a>>,
    ) {
        let date = hours.entry.date;
        let worked = priced.map_or(Ok(hours.entry.hours.0), |(posting, _)| posting.worked());
        let known = priced.map_or(Belongs::default(), |(posting, _)| Belongs::of(posting));
        let (month, role, person) = (Some(date.month()), hours.role, Some(hours.person));
        let belongs = Belongs { month, role, person, ..known };
        let holds = self.span.holds(date);
        if holds {
            if let Some((_, amount)) = priced {
                account.add(Rework::TimeValue, belongs, amount.clone());
            }
            if self.shown.is_some_and(|shown| shown < date) {
                account.add(Rework::LaterHours, belongs, worked.clone());
            }
        }
        let causes = match self.cause_of(hours.entry.line.as_ref()) {
            Some(cause) => vec![(Some(cause), 1)],
            None => self.spells.causes(date),
        };
        let cost = worked.clone().and_then(|worked| labour_of(self.agency, hours, worked, currency));
        let cost = cost.map(|money| money.amount);
        let weights = || causes.iter().map(|(_, items)| Decimal::from(*items));
        let parted = |amount: Result<Decimal, Unpriced>, digits: u32| {
            amount.and_then(|amount| split_number(amount, digits, weights()).ok_or(Unpriced::TooLarge))
        };
        let digits = currency.minor_digits();
        let (hours, cost) = (parted(worked, 4), parted(cost, digits));
        let value = priced.map(|(_, amount)| parted(amount.clone(), digits));
        let of = |parts: &Result<Vec<Decimal>, Unpriced>, at: usize| parts.clone().map(|parts| parts[at]);
        for (at, (cause, _)) in causes.iter().enumerate() {
            let belongs = Belongs { cause: *cause, ..belongs };
            if holds {
                account.add(Rework::Hours, belongs, of(&hours, at));
                account.add(Rework::Cost, belongs, of(&cost, at));
            }
            if let Some(value) = &value {
                pieces.push(Piece { date, belongs, amount: of(value, at) });
            }
        }
    }

    /// Enters what the hours are worth, and what of it was given on purpose: the earliest, up to the cap. What the agency got wrong is
    /// nobody's gift.
    fn invested(&self, mut pieces: Vec<Piece<'a>>, account: &mut Account<'a, Rework>) {
        pieces.sort_by_key(|piece| piece.date);
        let on_purpose = self.job.record.investment.as_ref();
        let mut left = on_purpose.map(|investment| investment.cap.map_or(Decimal::MAX, |cap| cap.0));
        let cap = on_purpose.and_then(|investment| impossible::of_sum(investment.cap?));
        if let Some(fault) = cap.filter(|_| !pieces.is_empty()) {
            account.refuse(&[Rework::Invested], fault.of("the investment", "cap").to_string());
            left = None;
        }
        for Piece { date, belongs, amount } in pieces {
            let own = belongs.cause == Some(Cause::AgencyCorrection);
            let given = match (&amount, left.as_mut()) {
                (Ok(amount), Some(left)) if !own => {
                    let given = (*amount).max(Decimal::ZERO).min(*left);
                    *left -= given;
                    given
                }
                _ => Decimal::ZERO,
            };
            if self.span.holds(date) {
                if own {
                    account.add(Rework::Corrections, belongs, amount.clone());
                }
                account.add(Rework::Value, belongs, amount);
                account.add(Rework::Invested, belongs, Ok(given));
            }
        }
    }

    /// The cause of the change order that a line is of. A line of an estimate is of none.
    fn cause_of(&self, line: Option<&ItemId>) -> Option<Cause> {
        let (line, job) = (line?, &self.job.record);
        let has = |lines: &[crate::domain::job_money::Line]| lines.iter().any(|other| other.id.as_ref() == Some(line));
        if job.estimates.iter().any(|estimate| has(&estimate.lines)) {
            return None;
        }
        job.change_orders.iter().find(|order| has(&order.lines)).map(|order| order.cause)
    }
}

#[cfg(test)]
mod tests;
