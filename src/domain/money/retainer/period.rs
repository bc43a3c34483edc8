//! One period of a retainer as it stands on a day: its hours, what they are worth, its fee, what of that is earned and billed. Which hours and
//! bills are its own is decided in `served`.

use super::hours::Hours;
use super::{Span, burn, over_servicing};
use crate::domain::contract::Retainer;
use crate::domain::money::impossible;
use crate::domain::money::tally::Reasons;
use crate::domain::money::unpriced::Unpriced;
use crate::values::{Amount, Currency, Day, Decimal, Money};

/// Some hours and what they are worth at the rate card.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Sum {
    hours: Decimal,
    value: Decimal,
    has_no_value: bool,
}

/// One period of a retainer, as it stands on a day.
#[derive(Clone, Debug)]
pub struct Served {
    /// Its days.
    pub span: Span,
    /// Of its fee.
    pub currency: Currency,
    /// The fee for it; `None` where nobody can mean what is written.
    pub fee: Option<Money>,
    /// The hours in it; `None` where none were agreed, and where nobody can mean what is written.
    pub contracted: Option<Decimal>,
    /// Whether hours were agreed.
    has_hours: bool,
    /// Hours that came from the period before; `None` where they cannot be told.
    pub rolled_in: Option<Decimal>,
    /// Hours that went on to the next; `None` while it runs, and where they cannot be told.
    pub carried: Option<Decimal>,
    /// Hours that lapsed at its end; `None` likewise.
    pub lapsed: Option<Decimal>,
    /// What was billed for it; `None` where that cannot be told.
    pub billed: Option<Money>,
    /// Why a figure is unknown.
    pub why: Reasons,
    /// Whether it has not ended.
    pub is_running: bool,
    /// Whether the book is sure to know it: what cannot be read might be the first of the contract.
    pub(super) is_sure: bool,
    sums: [Sum; Hours::ALL.len()],
    hours_known: bool,
}

impl Served {
    /// A period with nothing done and nothing billed.
    pub(super) fn empty(span: Span, retainer: &Retainer, currency: Currency, day: Day) -> Served {
        let mut why = Reasons::default();
        impossible::of_retainer(retainer)
            .for_each(|(key, fault)| why.add(format!("the retainer: {}", fault.message(key))));
        let can_be = |of: &str| impossible::of_retainer(retainer).all(|(key, _)| key != of);
        Served {
            span,
            currency,
            fee: can_be("fee").then(|| Money::new(retainer.fee.0, currency)),
            contracted: retainer.hours.map(|Amount(hours)| hours).filter(|_| can_be("hours")),
            has_hours: retainer.hours.is_some(),
            rolled_in: None,
            carried: None,
            lapsed: None,
            billed: Some(Money::zero(currency)),
            why,
            is_running: day <= span.until,
            is_sure: true,
            sums: [Sum::default(); Hours::ALL.len()],
            hours_known: true,
        }
    }

    /// Hours of a kind; `None` where they cannot be told.
    pub fn hours(&self, of: Hours) -> Option<Decimal> {
        self.hours_known.then_some(self.sums[of as usize].hours)
    }

    /// The same at the rate card; `None` where an hour has no rate.
    pub fn value(&self, of: Hours) -> Option<Money> {
        let sum = self.sums[of as usize];
        (self.hours_known && !sum.has_no_value).then(|| Money::new(sum.value, self.currency))
    }

    /// Hours there were to use: its own and those rolled in.
    pub fn available(&self) -> Option<Decimal> {
        self.contracted?.checked_add(self.rolled_in?)
    }

    /// What is left of them; below zero, what was used beyond.
    pub fn remaining(&self) -> Option<Decimal> {
        self.available()?.checked_sub(self.hours(Hours::Used)?)
    }

    /// Hours beyond those there were.
    pub fn over_hours(&self) -> Option<Decimal> {
        self.remaining().map(|left| (-left).max(Decimal::ZERO))
    }

    /// F35: of hours; of a retainer without hours, the value of the work against the fee.
    pub fn burn(&self) -> Option<Decimal> {
        match self.contracted {
            Some(_) => burn(self.hours(Hours::Used)?, self.available()?),
            None if self.has_hours => None,
            None => burn(self.value(Hours::Used)?.amount, self.fee?.amount),
        }
    }

    /// F21 with hours.
    pub fn over_hours_share(&self) -> Option<Decimal> {
        over_servicing(self.hours(Hours::Used)?, self.available()?)
    }

    /// F21 with money: the value of the hours used against the fee that paid for the hours there were. Hours rolled in were paid for with the
    /// fee of their own period, at the same price an hour.
    pub fn over_value_share(&self) -> Option<Decimal> {
        over_servicing(self.value(Hours::Used)?.amount, self.paid_for()?)
    }

    fn paid_for(&self) -> Option<Decimal> {
        self.fee?.amount.checked_add(self.paid_before()?)
    }

    /// What the hours rolled in were paid with: as much for each as an hour of its own costs.
    pub fn paid_before(&self) -> Option<Decimal> {
        match (self.contracted, self.rolled_in) {
            (Some(own), Some(rolled)) if !rolled.is_zero() => self.fee?.amount.checked_mul(rolled)?.checked_div(own),
            (Some(_), None) => None,
            (None, _) if self.has_hours => None,
            _ => Some(Decimal::ZERO),
        }
    }

    /// Hours that lapsed; of what runs, nothing has lapsed yet.
    pub fn lapsed_so_far(&self) -> Option<Decimal> {
        self.lapsed.or_else(|| self.is_running.then_some(Decimal::ZERO))
    }

    /// What is still to be billed for it; below zero, billed too much.
    pub fn pending(&self) -> Option<Money> {
        self.fee?.minus(self.billed?).filter(|_| self.is_sure)
    }

    /// What of its fee is earned by the end of a day: all of it once the period is over, its last day included, for it is owed by contract
    /// whether or not anybody worked; while it runs, what its hours are worth, at most the fee. `None` where that cannot be told.
    pub fn fee_earned(&self, day: Day) -> Option<Money> {
        if self.span.until <= day {
            return self.fee.filter(|_| self.is_sure);
        }
        let (value, fee) = (self.value(Hours::Used)?, self.fee?);
        Some(if value.amount < fee.amount { value } else { fee })
    }

    /// Whether hours of any kind are known of it.
    pub(super) fn has_hours(&self) -> bool {
        self.sums.iter().any(|sum| !sum.hours.is_zero())
    }

    /// Whether all of them can be read.
    pub(super) fn are_hours_known(&self) -> bool {
        self.hours_known
    }

    pub(super) fn add(&mut self, of: Hours, hours: Decimal, value: Result<Money, String>) {
        let sum = &mut self.sums[of as usize];
        let (all, worth) = (sum.hours.checked_add(hours), value.map(|value| sum.value.checked_add(value.amount)));
        let too_large = || Unpriced::TooLarge.to_string();
        match worth {
            Ok(Some(worth)) => sum.value = worth,
            // work paid otherwise is shown by its hours alone
            _ if of == Hours::Elsewhere => {}
            worth => {
                sum.has_no_value = true;
                self.why.add(worth.err().unwrap_or_else(too_large));
            }
        }
        match all {
            Some(all) => self.sums[of as usize].hours = all,
            None => self.no_hours(too_large()),
        }
    }

    pub(super) fn no_hours(&mut self, why: String) {
        self.hours_known = false;
        self.why.add(why);
    }
}
