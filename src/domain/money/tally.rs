//! A tally: the figures of one report in one currency, each a sum or unknown with its reason. Every report on money adds up here, so that
//! what cannot be told is `null` everywhere alike. Adds; never prices, never groups.

use super::unpriced::Unpriced;
use crate::values::{Currency, Decimal, Money};
use rust_decimal::RoundingStrategy;
use std::collections::BTreeSet;
use std::fmt::Debug;
use std::marker::PhantomData;

/// The figures that a report sums: an enumeration of [`crate::words!`], numbered from 0 in its own order.
pub trait Figures: Copy + Debug + 'static {
    /// Every one.
    const ALL: &'static [Self];
    /// Its place among them.
    fn at(self) -> usize;
}

/// A few reasons, without repeating any, so that a total over a whole book stays readable.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reasons {
    texts: Vec<String>,
    /// Those that are only counted.
    more: BTreeSet<String>,
}

/// How many reasons are written out.
const WRITTEN: usize = 5;

impl Reasons {
    /// Keeps a reason.
    pub fn add(&mut self, text: impl Into<String>) {
        let text = text.into();
        if self.texts.contains(&text) {
            return;
        }
        if self.texts.len() < WRITTEN {
            self.texts.push(text);
        } else {
            self.more.insert(text);
        }
    }

    /// Every reason.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        self.texts.iter().chain(&self.more).map(String::as_str)
    }

    /// The reasons as they are shown: a few, and how many more there are.
    pub fn list(&self) -> Vec<String> {
        let more = (!self.more.is_empty()).then(|| format!("and {} more", self.more.len()));
        self.texts.iter().cloned().chain(more).collect()
    }
}

/// Sums of some figures in one currency. A figure is money, or a plain number such as hours: who adds to it decides, always the same way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tally<F> {
    /// Of all sums of money.
    pub currency: Currency,
    /// Why a figure is unknown.
    pub why: Reasons,
    figures: Vec<Option<Decimal>>,
    of: PhantomData<F>,
}

impl<F: Figures> Tally<F> {
    /// Nothing yet.
    pub fn new(currency: Currency) -> Tally<F> {
        Tally { currency, why: Reasons::default(), figures: vec![Some(Decimal::ZERO); F::ALL.len()], of: PhantomData }
    }

    /// Adds to a figure. A sum in another currency, or too large to hold, makes it unknown.
    pub fn add(&mut self, figure: F, money: Money) {
        let Some(sum) = self.figures[figure.at()] else { return };
        match sum.checked_add(money.amount).filter(|_| money.currency == self.currency) {
            Some(sum) => self.figures[figure.at()] = Some(sum),
            None => self.refuse(figure, Unpriced::TooLarge.to_string()),
        }
    }

    /// Adds to a figure that is no money: hours, a count.
    pub fn add_number(&mut self, figure: F, number: Decimal) {
        let Some(sum) = self.figures[figure.at()] else { return };
        match sum.checked_add(number) {
            Some(sum) => self.figures[figure.at()] = Some(sum),
            None => self.refuse(figure, Unpriced::TooLarge.to_string()),
        }
    }

    /// Makes a figure unknown: it should include something that cannot be told.
    pub fn refuse(&mut self, figure: F, why: impl Into<String>) {
        self.figures[figure.at()] = None;
        self.why.add(why);
    }

    /// One figure as money; `None` where it cannot be told.
    pub fn figure(&self, figure: F) -> Option<Money> {
        self.number(figure).map(|amount| Money::new(amount, self.currency))
    }

    /// One figure as a plain number; `None` where it cannot be told.
    pub fn number(&self, figure: F) -> Option<Decimal> {
        self.figures[figure.at()]
    }
}

/// A ratio to four decimals, half away from zero; `None` over nothing.
pub fn ratio(part: Decimal, whole: Decimal) -> Option<Decimal> {
    let mut ratio = part.checked_div(whole)?.round_dp_with_strategy(4, RoundingStrategy::MidpointAwayFromZero);
    ratio.rescale(4);
    if ratio.is_zero() {
        ratio.set_sign_positive(true);
    }
    Some(ratio)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_that_are_not_written_out_are_counted_once_each() {
        let mut reasons = Reasons::default();
        // each figure that a reason concerns tells it again
        for text in ["a", "b", "a", "c", "d", "e", "f", "f", "g", "f"] {
            reasons.add(text);
        }
        assert_eq!(reasons.list(), ["a", "b", "c", "d", "e", "and 2 more"]);
        let mut total = Reasons::default();
        for text in ["x", "f", "y"].into_iter().chain(reasons.all()) {
            total.add(text);
        }
        assert_eq!(total.list(), ["x", "f", "y", "a", "b", "and 4 more"]);
    }
}
