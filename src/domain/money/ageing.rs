//! What clients owe on a day (F27) and how long they take to pay (F28): invoices that were sent out and not paid in full, by how many days they
//! are past a day; credit notes and overpayments apart. Knows no groups and adds up no totals.

use super::billing;
use super::exchange;
use super::split::split;
use super::unpriced::Unpriced;
use crate::domain::agency::Agency;
use crate::domain::invoice::{Invoice, InvoiceKind, InvoiceLine};
use crate::domain::record::Located;
use crate::values::{ClientId, Currency, Day, Decimal, Money};
use rust_decimal::RoundingStrategy;

crate::words! {
    /// From which day an invoice ages.
    pub enum Basis {
        /// The day it is to be paid by.
        Due = "due",
        /// The day it was written.
        Invoice = "invoice",
    }
}

crate::words! {
    /// How old an open invoice is.
    pub enum Bucket {
        /// Not past its day.
        Current = "current",
        /// A month past it.
        UpTo30 = "1-30",
        /// Two months.
        UpTo60 = "31-60",
        /// Three months.
        UpTo90 = "61-90",
        /// More.
        Over90 = "90+",
    }
}

impl Bucket {
    /// The bucket of so many days past the basis day (F27; buckets as auditors and bookkeeping programs cut them): `current` to 0, then 30, 60
    /// and 90 days, and `90+` from 91 on.
    ///
    /// Worked example: due on 30 November, seen on 30 December: 30 days, `1-30`; a day later 31 days, `31-60`.
    pub fn of(days: i64) -> Bucket {
        match days {
            ..=0 => Bucket::Current,
            1..=30 => Bucket::UpTo30,
            31..=60 => Bucket::UpTo60,
            61..=90 => Bucket::UpTo90,
            _ => Bucket::Over90,
        }
    }
}

/// The day an invoice ages from.
pub fn basis_day(invoice: &Invoice, basis: Basis) -> Day {
    match basis {
        Basis::Due => invoice.due,
        Basis::Invoice => invoice.date,
    }
}

/// How many days an average sum waits to be paid (F28, days sales outstanding, as credit controllers reckon it; counting back month by
/// month gives another figure): what is open / what was billed in the last `days` days x `days`, to one decimal. `None` where nothing was billed
/// in them.
///
/// Worked example: 30,000.00 open, 45,000.00 billed in 90 days: 30,000 / 45,000 x 90 = 60.0 days.
pub fn dso(open: Money, billed: Money, days: u32) -> Option<Decimal> {
    if open.currency != billed.currency || billed.amount <= Decimal::ZERO {
        return None;
    }
    let waits = open.amount.checked_mul(Decimal::from(days))?.checked_div(billed.amount)?;
    let mut waits = waits.round_dp_with_strategy(1, RoundingStrategy::MidpointAwayFromZero);
    waits.rescale(1);
    if waits.is_zero() {
        waits.set_sign_positive(true);
    }
    Some(waits)
}

/// An invoice or credit note with something open on it. Sums include tax; a credit note's are negative.
#[derive(Clone, Copy, Debug)]
pub struct Receivable<'a> {
    /// The paper.
    pub invoice: &'a Located<Invoice>,
    /// In which currency; `None` where its client cannot be read.
    pub currency: Option<Currency>,
    /// What it comes to; `None` where it cannot be told.
    pub amount: Option<Money>,
    /// What was paid by then.
    pub paid: Option<Money>,
    /// What is left.
    pub open: Option<Money>,
    /// Calendar days past the basis day; below zero, days to it.
    pub days: i64,
}

impl<'a> Receivable<'a> {
    fn of(agency: &Agency, invoice: &'a Located<Invoice>, basis: Basis, day: Day) -> Receivable<'a> {
        let currency = billing::currency_of(agency, invoice);
        let signed = |money: Option<Money>| match (money, currency) {
            (Some(money), Some(currency)) if invoice.kind == InvoiceKind::Credit => Money::zero(currency).minus(money),
            (money, _) => money,
        };
        let amount = signed(currency.and_then(|currency| invoice.amount(currency)));
        let paid = signed(currency.and_then(|currency| invoice.paid(currency, day)));
        let open = amount.zip(paid).and_then(|(amount, paid)| amount.minus(paid));
        let days = day.days_since(basis_day(invoice, basis));
        Receivable { invoice, currency, amount, paid, open, days }
    }

    /// Whether it is money that the agency owes: a credit note, or what was paid beyond an invoice. It is in no bucket.
    pub fn is_credit(&self) -> bool {
        self.invoice.kind == InvoiceKind::Credit || self.open.is_some_and(|open| open.amount < Decimal::ZERO)
    }

    /// How old it is; `None` for a credit.
    pub fn bucket(&self) -> Option<Bucket> {
        (!self.is_credit()).then(|| Bucket::of(self.days))
    }

    /// Why its sums cannot be told; `None` where they can.
    pub fn objection(&self) -> Option<String> {
        match (self.currency, self.open) {
            (None, _) => Some(no_currency(self.invoice)),
            (Some(_), None) => Some(format!("{}: {}", self.invoice.id, self.invoice.untold())),
            (Some(_), Some(_)) => None,
        }
    }
}

/// A sum of an invoice shared among its lines as their nets are, to the cent. Where the nets come to nothing, all of it is the first line's.
pub fn shares(invoice: &Invoice, sum: Money) -> Option<Vec<(Option<&InvoiceLine>, Money)>> {
    let whole = invoice.lines.iter().try_fold(Decimal::ZERO, |sum, line| sum.checked_add(line.net.0))?;
    if whole.is_zero() {
        return Some(vec![(invoice.lines.first(), sum)]);
    }
    let parts = split(sum, invoice.lines.iter().map(|line| line.net.0))?;
    Some(invoice.lines.iter().map(Some).zip(parts).collect())
}

fn no_currency(invoice: &Located<Invoice>) -> String {
    format!("{}: client `{}` cannot be read, so its currency is not known", invoice.id, invoice.id.client())
}

/// A sum of an invoice in the agency's currency: by the rate that the invoice carries, else by that of its day (F38).
pub fn at_home(agency: &Agency, invoice: &Invoice, sum: Money) -> Result<Money, Unpriced> {
    let home = agency.config.agency.currency;
    let factor = exchange::of_document(&agency.config, (Some(sum.currency), invoice.fx_rate), home, invoice.date)?;
    factor.apply(sum.amount).map(|amount| Money::new(amount, home)).ok_or(Unpriced::TooLarge)
}

/// What was billed with one invoice, tax included; a credit note's is negative.
#[derive(Clone, Copy, Debug)]
pub struct Sent<'a> {
    /// The paper.
    pub invoice: &'a Located<Invoice>,
    /// What it comes to; `None` where it cannot be told.
    pub amount: Option<Money>,
}

/// All that clients owe on a day, and what was billed them lately.
#[derive(Debug, Default)]
pub struct Receivables<'a> {
    /// Open invoices, in the order of their ids; with them those whose sums cannot be told.
    pub open: Vec<Receivable<'a>>,
    /// Credit notes not used up, and overpaid invoices.
    pub credits: Vec<Receivable<'a>>,
    /// Invoices sent out in the last days of a period, with credit notes.
    pub sent: Vec<Sent<'a>>,
    /// Invoices dated by then that nobody may have sent out: drafts, and changed ones whose approval is stale.
    pub drafts: Vec<&'a Located<Invoice>>,
}

impl<'a> Receivables<'a> {
    /// Of all invoices that the command loaded, or of one client's. What is fully paid or written off has no part in it.
    pub fn of(agency: &'a Agency, only: Option<&ClientId>, basis: Basis, day: Day, days: u32) -> Receivables<'a> {
        let mut all = Receivables::default();
        let since = day.plus(-i64::from(days));
        let asked =
            |invoice: &&Located<Invoice>| invoice.date <= day && only.is_none_or(|only| invoice.id.client() == *only);
        for invoice in agency.invoices.iter().filter(asked) {
            if !billing::is_issued(invoice, day) {
                all.drafts.push(invoice);
                continue;
            }
            let aged = Receivable::of(agency, invoice, basis, day);
            if since < invoice.date {
                all.sent.push(Sent { invoice, amount: aged.amount });
            }
            let settled = aged.open.is_some_and(|open| open.amount.is_zero());
            if settled || billing::is_written_off(&invoice.record, day) {
                continue;
            }
            if aged.is_credit() { all.credits.push(aged) } else { all.open.push(aged) }
        }
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::Amount;

    fn eur(amount: &str) -> Money {
        Money::new(Amount::parse(amount).expect("an amount").0, Currency::EUR)
    }

    #[test]
    fn buckets_end_on_their_last_day() {
        let of = |days| Bucket::of(days).as_str();
        assert_eq!([-5, 0, 1, 30].map(of), ["current", "current", "1-30", "1-30"]);
        assert_eq!([31, 60, 61, 90, 91].map(of), ["31-60", "31-60", "61-90", "61-90", "90+"]);
    }

    #[test]
    fn days_to_be_paid_are_the_open_share_of_what_was_billed() {
        let days = |open, billed, days| dso(eur(open), eur(billed), days).map(|days| days.to_string());
        assert_eq!(days("30000", "45000", 90).as_deref(), Some("60.0"));
        // 1,000 / 3,000 x 31 = 10.333...; a half rounds away from zero: 1 / 20 x 5 = 0.25
        assert_eq!(days("1000", "3000", 31).as_deref(), Some("10.3"));
        assert_eq!(days("1", "20", 5).as_deref(), Some("0.3"));
        assert_eq!(days("1000", "0", 90), None);
        assert_eq!(days("1000", "-5", 90), None);
        // all that is open is the client's credit: below zero
        assert_eq!(days("-200", "1000", 90).as_deref(), Some("-18.0"));
    }
}
