//! How much of what the client agreed to is charged: the price of a line over all its papers, the most that an invoice may come to, and what is
//! billed and credited so far. Sums; whether a sum is too large is for others to say.

use super::agency::Agency;
use super::billing::currency_of;
use super::contract::{Period, Retainer};
use super::exchange::{self, Factor};
use super::invoice::{Invoice, InvoiceKind, InvoiceLine};
use super::papers::Papers;
use super::price::line_price;
use super::record::Located;
use super::unpriced::Unpriced;
use crate::config::Config;
use crate::values::{Currency, Day, Decimal, InvoiceId, ItemId, JobId, Money, Month, Percent};

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

    /// Whether two are the same, a contract's month with any other of its period.
    pub fn is_same(&self, other: &Subject, retainer: Option<&Retainer>) -> bool {
        let months = match (self.month, other.month, retainer) {
            (Some(one), Some(two), Some(retainer)) => retainer.period.holds_both(one, two),
            (one, two, _) => one == two,
        };
        months && self.job == other.job && self.line == other.line && self.contract == other.contract
    }
}

impl Period {
    /// Whether two months lie in one period.
    pub fn holds_both(self, one: Month, other: Month) -> bool {
        let period = |month: Month| {
            let text = month.to_string();
            let (year, number) = text.split_once('-').unwrap_or((&text, ""));
            let number = number.parse::<u8>().unwrap_or_default();
            let part = match self {
                Period::Month => number,
                Period::Quarter => number.saturating_sub(1) / 3,
                Period::Year => 0,
            };
            (year.to_owned(), part)
        };
        period(one) == period(other)
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
        if money.currency == self.currency {
            return Ok(money);
        }
        let factor = match self.rate.filter(|rate| !rate.is_zero()) {
            Some(rate) => {
                let home = exchange::factor(config, money.currency, config.agency.currency, self.date)?;
                home.and(Factor::over(rate)).ok_or(Unpriced::TooLarge)?
            }
            None => exchange::factor(config, money.currency, self.currency, self.date)?,
        };
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

/// Invoices that charge for the same, without one of them, in the order of the book.
pub fn charging<'a>(
    agency: &'a Agency,
    subject: &Subject,
    retainer: Option<&Retainer>,
    but: Option<&InvoiceId>,
    counting: Counting,
) -> Vec<(&'a Located<Invoice>, &'a InvoiceLine)> {
    let counts = |invoice: &&Located<Invoice>| {
        Some(&invoice.id) != but && (counting == Counting::WithDrafts || invoice.was_issued())
    };
    let lines = |invoice: &'a Located<Invoice>| {
        invoice.record.lines.iter().map(move |line| (invoice, line)).collect::<Vec<_>>()
    };
    let all = agency.invoices.iter().filter(counts).flat_map(lines);
    all.filter(|(_, line)| subject.is_same(&Subject::of(line), retainer)).collect()
}

/// What some lines come to in one currency, credit notes taken off.
pub fn billed(agency: &Agency, lines: &[(&Located<Invoice>, &InvoiceLine)], till: &Till) -> Result<Money, Unpriced> {
    let net = |(invoice, line): &(&Located<Invoice>, &InvoiceLine)| {
        let client = || Unpriced::NoClient { client: invoice.id.client().to_string() };
        let currency = currency_of(agency, invoice).ok_or_else(client)?;
        let amount = if invoice.kind == InvoiceKind::Credit { -line.net.0 } else { line.net.0 };
        till.take(&agency.config, Money::new(amount, currency))
    };
    lines.iter().map(net).try_fold(Money::zero(till.currency), |sum, net| sum.plus(net?).ok_or(Unpriced::TooLarge))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_holds_the_months_of_its_quarter_or_year() {
        let month = |text: &str| Month::parse(text).expect("a month");
        let same = |period: Period, other: &str| period.holds_both(month("2026-11"), month(other));
        assert!(same(Period::Month, "2026-11") && !same(Period::Month, "2026-10") && !same(Period::Month, "2025-11"));
        // the fourth quarter is October to December
        assert!(
            same(Period::Quarter, "2026-10") && same(Period::Quarter, "2026-12") && !same(Period::Quarter, "2026-09")
        );
        assert!(same(Period::Year, "2026-01") && !same(Period::Year, "2027-01"));
    }
}
