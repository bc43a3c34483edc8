//! How much of what the client agreed to is charged: the price of a line over all its papers, the most that an invoice may come to, and what is
//! billed and credited so far. Sums; whether a sum is too large is for others to say.

use super::billing::currency_of;
use super::exchange::{self, Factor};
use super::papers::Papers;
use super::price::line_price;
use super::retainer::{first_day, period_of};
use super::unpriced::Unpriced;
use crate::config::Config;
use crate::domain::agency::Agency;
use crate::domain::contract::Contract;
use crate::domain::invoice::{Invoice, InvoiceKind, InvoiceLine};
use crate::domain::record::Located;
use crate::values::{Amount, Currency, Day, Decimal, InvoiceId, ItemId, JobId, Money, Month, Percent};
use std::collections::HashMap;

/// What a line of an invoice charges for: lines that charge for the same are added up.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Subject {
    /// The job.
    pub job: Option<JobId>,
    /// A line of its estimate or change orders.
    pub line: Option<ItemId>,
    /// Or a contract.
    pub contract: Option<ItemId>,
    /// The month, of a contract.
    pub month: Option<Month>,
}

impl Subject {
    /// What a line charges for. The month of a job's line says when, not what.
    pub fn of(line: &InvoiceLine) -> Subject {
        let month = line.month.filter(|_| line.contract.is_some());
        Subject { job: line.job.clone(), line: line.line.clone(), contract: line.contract.clone(), month }
    }

    /// The same for a whole period: a contract's month becomes the one in which its period begins.
    #[must_use]
    pub fn by_period(self, contract: Option<&Contract>) -> Subject {
        let retained = contract.and_then(|contract| Some((contract, contract.retainer.as_ref()?)));
        match (self.month, retained) {
            (Some(month), Some((contract, retainer))) => {
                let at = period_of(contract, retainer.period, month);
                Subject { month: Some(first_day(contract, retainer.period, at).month()), ..self }
            }
            _ => self,
        }
    }
}

/// The money of an invoice: its currency, its own rate to the agency's, and its day.
#[derive(Clone, Copy, Debug)]
pub struct Till {
    /// What it is written in.
    pub currency: Currency,
    /// One unit of it in the agency's.
    pub rate: Option<Decimal>,
    /// Its day.
    pub date: Day,
}

impl Till {
    /// A sum of another paper in this currency: by this invoice's own rate where it has one, else by those of its day.
    pub fn take(&self, config: &Config, money: Money) -> Result<Money, Unpriced> {
        self.fill(money, self.back_from(config, money.currency)?)
    }

    /// A sum of another invoice, of something that was agreed in a currency: by that one's own rate, and from the agency's currency on by this
    /// one's. Two invoices in the currency of what was agreed need no rate; two in another one, each at its own, took different parts of it.
    fn take_billed(&self, config: &Config, invoice: &Invoice, net: Money, agreed: Currency) -> Result<Money, Unpriced> {
        if net.currency == self.currency && agreed == self.currency {
            return Ok(net);
        }
        let (own, home) = ((net.currency, invoice.fx_rate), config.agency.currency);
        let there = exchange::of_invoice(config, own, home, invoice.date)?;
        let factor = match self.rate {
            Some(_) => there.and(self.back_from(config, home)?).ok_or(Unpriced::TooLarge)?,
            // what was agreed is taken at the rates of this one's day
            None if net.currency == self.currency => {
                let back = exchange::factor(config, home, self.currency, self.date)?;
                there.and(back).ok_or(Unpriced::TooLarge)?
            }
            None => exchange::of_invoice(config, own, self.currency, invoice.date)?,
        };
        self.fill(net, factor)
    }

    /// What turns a currency into that of this invoice.
    fn back_from(&self, config: &Config, from: Currency) -> Result<Factor, Unpriced> {
        let own = (self.currency, self.rate.map(Amount));
        exchange::of_invoice(config, own, from, self.date).map(Factor::inverse)
    }

    fn fill(&self, money: Money, factor: Factor) -> Result<Money, Unpriced> {
        factor.apply(money.amount).map(|amount| Money::new(amount, self.currency)).ok_or(Unpriced::TooLarge)
    }
}

/// What the client agreed to pay for a line, over the estimate and the change orders that hold it; `None` where no paper with a yes does.
pub fn agreed_price(papers: &Papers<'_>, line: &ItemId, till: &Till) -> Option<Result<Money, Unpriced>> {
    let base = papers.terms.commission_base();
    let lines = papers.agreed().flat_map(|paper| paper.lines.iter().map(move |line| (line, paper.currency)));
    let own = lines.filter(|(other, _)| other.id.as_ref() == Some(line));
    let prices = own.map(|(line, currency)| till.take(papers.terms.config, line_price(line, currency, base)?));
    prices.reduce(|sum, price| sum?.plus(price?).ok_or(Unpriced::TooLarge))
}

/// What the client agreed to pay for a job in all, discounts taken off: each line as it would be charged.
pub fn agreed_in_all(papers: &Papers<'_>, till: &Till) -> Result<Money, Unpriced> {
    let base = papers.terms.commission_base();
    let lines = papers.agreed().flat_map(|paper| paper.lines.iter().map(move |line| (line, paper.currency)));
    let mut prices = lines.map(|(line, currency)| till.take(papers.terms.config, line_price(line, currency, base)?));
    prices.try_fold(Money::zero(till.currency), |sum, price| sum.plus(price?).ok_or(Unpriced::TooLarge))
}

/// The most that may be billed for something agreed at a price: with the contract's tolerance.
pub fn most(papers: &Papers<'_>, price: Money) -> Option<Money> {
    let tolerance = papers.terms.contract.and_then(|contract| contract.tolerance);
    let share = Decimal::ONE.checked_add(tolerance.map_or(Decimal::ZERO, Percent::ratio))?;
    Some(Money::new(price.amount.checked_mul(share)?, price.currency))
}

/// Which invoices count as charging.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counting {
    /// Those that were issued, whatever became of the yes, and those still being written.
    WithDrafts,
    /// Those that were issued.
    Issued,
}

/// What a credit note does to what is charged of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Credits {
    /// What was given back is no longer charged, once the note went out.
    TakenOff,
    /// What was given back the client is not to pay: it stays charged.
    LeftOut,
}

/// A line that the client agreed to, and what is charged of it.
#[derive(Clone, Copy, Debug)]
pub struct Account {
    /// What was agreed.
    pub price: Money,
    /// What is charged so far.
    pub before: Money,
}

impl Account {
    /// What is left to charge; of a discount, what is left to take off. `None` where that is nothing.
    pub fn left(&self) -> Option<Money> {
        let is_below = |sum: Money| sum.amount < Decimal::ZERO;
        let left = self.price.minus(self.before)?;
        (!left.amount.is_zero() && is_below(left) == is_below(self.price)).then_some(left)
    }

    /// Whether there is nothing more to ask of the client.
    pub fn is_full(&self) -> bool {
        self.price.amount <= self.before.amount
    }
}

/// A line of an invoice, and the invoice.
pub type Charging<'a> = (&'a Located<Invoice>, &'a InvoiceLine);

/// Every line of the invoices that were loaded, by what it charges for: made once for a command that asks line by line.
#[derive(Debug)]
pub struct Charged<'a> {
    alike: HashMap<Subject, Vec<Charging<'a>>>,
    by_contract: HashMap<&'a ItemId, Vec<Charging<'a>>>,
    by_job: HashMap<&'a JobId, Vec<Charging<'a>>>,
}

impl<'a> Charged<'a> {
    /// Those of an agency, each list in the order of the book.
    pub fn of(agency: &'a Agency) -> Charged<'a> {
        Charged::among(&agency.invoices)
    }

    /// The same of some invoices alone.
    pub fn among(invoices: impl IntoIterator<Item = &'a Located<Invoice>>) -> Charged<'a> {
        let mut charged = Charged { alike: HashMap::new(), by_contract: HashMap::new(), by_job: HashMap::new() };
        for invoice in invoices {
            for line in &invoice.record.lines {
                charged.alike.entry(Subject::of(line)).or_default().push((invoice, line));
                if let Some(contract) = &line.contract {
                    charged.by_contract.entry(contract).or_default().push((invoice, line));
                }
                if let Some(job) = &line.job {
                    charged.by_job.entry(job).or_default().push((invoice, line));
                }
            }
        }
        charged
    }

    /// What charges for the same, without one invoice. With the contract, a month of it is its whole period.
    pub fn like(
        &self,
        subject: &Subject,
        contract: Option<&Contract>,
        but: Option<&InvoiceId>,
        counting: Counting,
    ) -> Vec<Charging<'a>> {
        let (Some(contract), Some(id)) = (contract, &subject.contract) else {
            return counted(self.alike.get(subject), but, counting).collect();
        };
        let subject = subject.clone().by_period(Some(contract));
        let all = counted(self.by_contract.get(id), but, counting);
        all.filter(|(_, line)| Subject::of(line).by_period(Some(contract)) == subject).collect()
    }

    /// What charges for a line already, without one invoice: all is charged but what credit notes took off.
    pub fn before(
        &self,
        subject: &Subject,
        but: Option<&InvoiceId>,
        counting: Counting,
        credits: Credits,
    ) -> Vec<Charging<'a>> {
        let counts = |invoice: &Located<Invoice>| {
            invoice.kind != InvoiceKind::Credit || (credits == Credits::TakenOff && invoice.was_issued())
        };
        counted(self.alike.get(subject), but, counting).filter(|(invoice, _)| counts(invoice)).collect()
    }

    /// What charges for a job, its lines or the fee for calling it off, without one invoice.
    pub fn of_job(&self, job: &JobId, but: Option<&InvoiceId>, counting: Counting) -> Vec<Charging<'a>> {
        counted(self.by_job.get(job), but, counting).collect()
    }
}

fn counted<'l, 'a>(
    lines: Option<&'l Vec<Charging<'a>>>,
    but: Option<&'l InvoiceId>,
    counting: Counting,
) -> impl Iterator<Item = Charging<'a>> + 'l {
    let counts = move |invoice: &Located<Invoice>| {
        Some(&invoice.id) != but && (counting == Counting::WithDrafts || invoice.was_issued())
    };
    lines.into_iter().flatten().copied().filter(move |(invoice, _)| counts(invoice))
}

/// What some lines come to in one currency, of something that was agreed in another or the same, credit notes taken off.
pub fn billed(agency: &Agency, lines: &[Charging<'_>], till: &Till, agreed: Currency) -> Result<Money, Unpriced> {
    let net = |(invoice, line): &Charging<'_>| {
        let client = || Unpriced::NoClient { client: invoice.id.client().to_string() };
        let currency = currency_of(agency, invoice).ok_or_else(client)?;
        let amount = if invoice.kind == InvoiceKind::Credit { -line.net.0 } else { line.net.0 };
        till.take_billed(&agency.config, invoice, Money::new(amount, currency), agreed)
    };
    lines.iter().map(net).try_fold(Money::zero(till.currency), |sum, net| sum.plus(net?).ok_or(Unpriced::TooLarge))
}

/// How a line stands for which some lines of invoices charge; `None` where no paper with a yes holds it.
pub fn account(
    agency: &Agency,
    papers: &Papers<'_>,
    line: &ItemId,
    charging: &[Charging<'_>],
    till: &Till,
) -> Option<Result<Account, Unpriced>> {
    let price = agreed_price(papers, line, till)?;
    let before = || billed(agency, charging, till, papers.currency);
    Some(price.and_then(|price| Ok(Account { price, before: before()? })))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_of_a_retainer_is_charged_as_the_period_that_begins_in_it_or_last_before() {
        let of = |text: &str, month: &str| {
            let contract: Contract =
                serde_yaml::from_str(&format!("{{id: r1, type: retainer, {text}}}")).expect("a contract");
            let month = Month::parse(month).expect("a month");
            let subject = Subject { job: None, line: None, contract: Some(contract.id.clone()), month: Some(month) };
            subject.by_period(Some(&contract)).month.map(|month| month.to_string()).unwrap_or_default()
        };
        // quarters from February: February to April, May to July
        let quarters = "start: 2026-02-01, retainer: {fee: 1, period: quarter}";
        assert_eq!(
            ["2026-02", "2026-04", "2026-05"].map(|month| of(quarters, month)),
            ["2026-02", "2026-02", "2026-05"]
        );
        let year = "start: 2026-04-01, retainer: {fee: 1, period: year}";
        assert_eq!(["2026-04", "2027-01", "2027-04"].map(|month| of(year, month)), ["2026-04", "2026-04", "2027-04"]);
        let months = "start: 2026-11-15, end: 2027-01-10, retainer: {fee: 1, period: month}";
        // from 15 December to the end on 10 January is the last: none begins in January
        assert_eq!(["2026-11", "2026-12", "2027-01"].map(|month| of(months, month)), ["2026-11", "2026-12", "2026-12"]);
    }
}
