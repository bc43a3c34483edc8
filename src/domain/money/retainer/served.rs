//! What was done and billed under a retainer, period by period. Which hours burn it is decided in `hours`; knows no report.

use super::hours::{Hours, Papers, Piece};
use super::known::{self, FirstMoney};
use super::period::Served;
use super::{Span, carried, first_day, period_of, periods, rolls};
use crate::config::Config;
use crate::domain::agency::Agency;
use crate::domain::client::Client;
use crate::domain::contract::{Contract, Retainer};
use crate::domain::job::Job;
use crate::domain::money::billing::{Billed, Billing};
use crate::domain::money::budget::{self, JobBudget};
use crate::domain::money::exchange;
use crate::domain::money::posting::{self, Origin};
use crate::domain::money::time_index::TimeIndex;
use crate::domain::money::unpriced::Unpriced;
use crate::domain::record::Located;
use crate::values::{ClientId, Currency, Day, Decimal, ItemId, JobId, Money, Month};
use std::collections::HashMap;

/// A retainer on a day: its periods to date.
#[derive(Clone, Debug)]
pub struct Retained<'a> {
    /// Whose it is.
    pub client: &'a Located<Client>,
    /// The contract.
    pub contract: &'a Contract,
    /// Its retainer.
    pub retainer: &'a Retainer,
    /// Of its fee.
    pub currency: Currency,
    /// The periods that have begun and that the book knows, the first first.
    pub periods: Vec<Served>,
    /// Those before them, of which it knows nothing.
    pub left_out: Vec<Span>,
    /// What was billed for periods that have not begun, each with the month in which it will.
    pub ahead: Vec<(Month, Result<Money, Unpriced>)>,
    /// Hours on its tickets before it began or after it ended: in no period.
    pub outside: Decimal,
    /// The hours in its periods, one by one.
    pub pieces: Vec<Piece<'a>>,
    bills_known: bool,
}

/// The book, looked at once for all retainers.
#[derive(Debug)]
pub struct Retainers<'a> {
    agency: &'a Agency,
    day: Day,
    time: TimeIndex<'a>,
    billing: Billing<'a>,
    money: FirstMoney,
    jobs: HashMap<(ClientId, &'a ItemId), Vec<&'a Located<Job>>>,
}

impl<'a> Retainers<'a> {
    /// Of the jobs, time and invoices that the command loaded.
    pub fn new(agency: &'a Agency, day: Day) -> Retainers<'a> {
        let mut jobs: HashMap<(ClientId, &ItemId), Vec<_>> = HashMap::new();
        for job in &agency.jobs {
            if let Some(contract) = &job.record.contract {
                jobs.entry((job.id.client(), contract)).or_default().push(job);
            }
        }
        let (time, billing) = (TimeIndex::new(agency, day), Billing::of(agency, day));
        let money = FirstMoney::of(&time, &billing);
        Retainers { agency, day, time, billing, money, jobs }
    }

    /// One contract; `None` where it has no retainer, or has not begun.
    pub fn of(&self, client: &'a Located<Client>, contract: &'a Contract) -> Option<Retained<'a>> {
        let begun = Retained::begin(&self.agency.config, client, contract, self.day);
        let mut one = begun.filter(|one| !one.periods.is_empty())?;
        let jobs = self.jobs.get(&(client.id.clone(), &contract.id)).map_or(&[][..], Vec::as_slice);
        for job in jobs {
            if let Some(budget) = budget::of_job(self.agency, job, &self.time, self.day) {
                one.work(&self.agency.config, &budget);
            }
        }
        one.close(self.agency, &self.time, &self.billing, &self.money, self.day);
        Some(one)
    }
}

impl<'a> Retained<'a> {
    /// A contract with nothing done and nothing billed; `None` where it has no retainer.
    pub(in crate::domain) fn begin(
        config: &Config,
        client: &'a Located<Client>,
        contract: &'a Contract,
        day: Day,
    ) -> Option<Retained<'a>> {
        let retainer = contract.retainer.as_ref()?;
        let currency = client.record.currency.unwrap_or(config.agency.currency);
        let spans = periods(contract, retainer, day);
        let periods = spans.into_iter().map(|span| Served::empty(span, retainer, currency, day)).collect();
        Some(Retained {
            client,
            contract,
            retainer,
            currency,
            periods,
            left_out: Vec::new(),
            ahead: Vec::new(),
            outside: Decimal::ZERO,
            pieces: Vec::new(),
            bills_known: true,
        })
    }

    /// Takes in the hours of one of its jobs.
    pub(in crate::domain) fn work(&mut self, config: &Config, budget: &JobBudget<'a>) {
        let (job, currency) = (&budget.job.id, self.currency);
        let papers = Papers::of(budget);
        for posting in &budget.postings {
            let Origin::Time(hours) = posting.origin else { continue };
            if let Err(why) = posting.worked() {
                if let Some(period) = self.on(hours.entry.date) {
                    period.no_hours(format!("{job}: {why}"));
                }
                continue;
            }
            let value =
                posting.amount.clone().and_then(|money| exchange::convert(config, money, currency, hours.entry.date));
            let value = value.map_err(|why| format!("{job}: {why}"));
            self.add(&papers, job, hours, value);
        }
        for hours in &budget.unpriced {
            let why =
                format!("{} h of `{}` on {job}, {}, have no rate", hours.entry.hours, hours.person, hours.entry.date);
            self.add(&papers, job, *hours, Err(why));
        }
    }

    /// When all its jobs are in: what was billed, what cannot be told, which periods the book knows, and what rolls over.
    pub(in crate::domain) fn close(
        &mut self,
        agency: &Agency,
        time: &TimeIndex<'a>,
        billing: &Billing<'a>,
        money: &FirstMoney,
        day: Day,
    ) {
        self.unreadable(agency, time, day);
        self.bills(agency, billing);
        known::leave_out(self, money);
        roll(self);
    }

    /// What was billed for periods that have not begun; `None` where that cannot be told.
    pub fn billed_ahead(&self) -> Option<Money> {
        let nothing = Some(Money::zero(self.currency)).filter(|_| self.bills_known);
        self.ahead.iter().fold(nothing, |all, (_, sum)| all?.plus(*sum.as_ref().ok()?))
    }

    /// Timesheets that cannot be read, and time on jobs that cannot: nobody knows what of it was done under this retainer.
    fn unreadable(&mut self, agency: &Agency, time: &TimeIndex<'a>, day: Day) {
        for (id, _) in agency.timesheets.unreadable() {
            let (first, last) = (id.month.first(), id.month.last());
            for period in &mut self.periods {
                if period.span.from <= last && first <= period.span.until && first <= day {
                    period.no_hours(format!("timesheet `{id}` cannot be read"));
                }
            }
        }
        let broken = agency.jobs.unreadable().iter().map(|(id, _)| id);
        for job in broken.filter(|job| job.client() == self.client.id) {
            for worked in time.of(job) {
                if let Some(period) = self.on(worked.entry.date) {
                    period.no_hours(format!("job `{job}` cannot be read"));
                }
            }
        }
    }

    fn bills(&mut self, agency: &Agency, billing: &Billing<'a>) {
        for billed in billing.of_contract(&self.client.id, &self.contract.id) {
            let sum = billed.in_currency(agency, self.currency);
            match self.billed_for(billed) {
                Ok(at) => {
                    let period = &mut self.periods[at];
                    match &sum {
                        Ok(sum) => period.billed = period.billed.and_then(|all| all.plus(*sum)),
                        Err(why) => {
                            period.billed = None;
                            period.why.add(format!("{}: {why}", billed.invoice.id));
                        }
                    }
                }
                Err(month) => self.ahead.push((month, sum)),
            }
        }
        for why in billing.untold(&self.client.id) {
            self.bills_known = false;
            for period in &mut self.periods {
                period.billed = None;
                period.why.add(why.clone());
            }
        }
    }

    /// Whether a day is in one of its periods.
    pub(in crate::domain) fn holds(&self, day: Day) -> bool {
        self.at(day).is_some_and(|at| day <= self.periods[at].span.until)
    }

    /// The last period that had begun by a day.
    fn at(&self, day: Day) -> Option<usize> {
        self.periods.partition_point(|period| period.span.from <= day).checked_sub(1)
    }

    /// The period of a day.
    fn on(&mut self, day: Day) -> Option<&mut Served> {
        let at = self.at(day)?;
        self.periods.get_mut(at).filter(|period| day <= period.span.until)
    }

    fn add(&mut self, papers: &Papers<'_>, job: &'a JobId, worked: posting::Hours<'a>, value: Result<Money, String>) {
        let entry = worked.entry;
        let (of, hours) = (papers.kind(entry), entry.hours.0);
        match self.on(entry.date) {
            Some(period) => {
                period.add(of, hours, value.clone());
                let from = period.span.from;
                let (person, role) = (worked.person, worked.role);
                self.pieces.push(Piece { from, job, person, role, of, hours, value });
            }
            None if of == Hours::Used => self.outside = self.outside.saturating_add(hours),
            None => {}
        }
    }

    /// The first day of the period that a line was billed for; `None` of one that has not begun.
    pub(in crate::domain) fn billed_from(&self, billed: &Billed<'_>) -> Option<Day> {
        let at = i32::try_from(self.billed_for(billed).ok()?).ok()?;
        Some(first_day(self.contract, self.retainer.period, at))
    }

    /// Which period a line was billed for, counted from the contract's first: by its month, else by the invoice's day. Before the first it is the
    /// first, after the last of a contract that has ended the last; of one that has not begun, the month in which it will.
    fn billed_for(&self, billed: &Billed<'_>) -> Result<usize, Month> {
        let (period, date) = (self.retainer.period, billed.invoice.date);
        let spans = || self.left_out.iter().chain(self.periods.iter().map(|period| &period.span));
        let by_day = || spans().filter(|span| span.from <= date).count().saturating_sub(1);
        let by_day = || i32::try_from(by_day()).unwrap_or(0);
        let at = billed.line.month.map_or_else(by_day, |month| period_of(self.contract, period, month));
        let is_over = |last: &Span| self.contract.end == Some(last.until) && !self.contract.goes_on();
        let (last, ended) = (spans().count().checked_sub(1), spans().last().is_some_and(is_over));
        match (usize::try_from(at), last) {
            (Ok(at), Some(last)) if at <= last || ended => Ok(at.min(last)),
            _ => Err(first_day(self.contract, period, at).month()),
        }
    }
}

/// Hands unused hours on, period by period. What is unknown of one is unknown of all that follow, unless nothing rolls over.
fn roll(one: &mut Retained<'_>) {
    let mut rolled_in = Some(Decimal::ZERO);
    for period in &mut one.periods {
        period.rolled_in = rolled_in;
        let next = period.hours(Hours::Used).zip(rolled_in).and_then(|(used, into)| carried(one.retainer, into, used));
        let next = if rolls(one.retainer) { next } else { Some(Decimal::ZERO) };
        if next.is_none()
            && one.retainer.rollover_cap_hours.is_none()
            && period.contracted.is_some()
            && period.are_hours_known()
        {
            period.why.add("hours roll over up to a cap, and the contract names no `rollover_cap_hours`");
        }
        if !period.is_running {
            let ends = one.contract.end == Some(period.span.until) && !one.contract.goes_on();
            let on = if ends { Some(Decimal::ZERO) } else { next };
            period.carried = on.filter(|_| period.contracted.is_some());
            let unused = period.remaining().map(|left| left.max(Decimal::ZERO));
            period.lapsed = unused.zip(period.carried).and_then(|(unused, on)| unused.checked_sub(on));
        }
        rolled_in = next;
    }
}
