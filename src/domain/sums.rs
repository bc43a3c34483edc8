//! The figures of a budget (F01 to F06), summed: each a number, or unknown with its reason. Adds and compares; never prices.

use super::unpriced::Unpriced;
use crate::values::{Currency, Decimal, Money};
use rust_decimal::RoundingStrategy;

crate::words! {
    /// One figure of a budget that is summed from postings; the others follow from these.
    pub enum Figure {
        /// What the client agreed to.
        Approved = "approved",
        /// What waits for a yes.
        Pending = "pending",
        /// What the estimate keeps for surprises, beside the budget.
        Contingency = "contingency",
        /// Time and supplier invoices, at the client's prices.
        Actual = "actual",
        /// Orders not yet invoiced, at the client's prices.
        Committed = "committed",
    }
}

/// A few reasons, without repeating any, so that a total over a whole book stays readable.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reasons {
    texts: Vec<String>,
    more: usize,
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
        if self.texts.len() < WRITTEN { self.texts.push(text) } else { self.more += 1 }
    }

    /// The reasons as sentences.
    pub fn list(&self) -> Vec<String> {
        let more = (self.more > 0).then(|| format!("and {} more", self.more));
        self.texts.iter().cloned().chain(more).collect()
    }
}

/// The figures of one budget in one currency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sums {
    /// Of all figures.
    pub currency: Currency,
    figures: [Option<Decimal>; Figure::ALL.len()],
    /// Hours that no rate was found for; not in `actual`.
    pub unpriced_hours: Decimal,
    /// Why a figure is unknown.
    pub why: Reasons,
    /// Why what is pending is pending.
    pub pending_why: Reasons,
}

impl Sums {
    /// Nothing yet.
    pub fn new(currency: Currency) -> Sums {
        Sums {
            currency,
            figures: [Some(Decimal::ZERO); Figure::ALL.len()],
            unpriced_hours: Decimal::ZERO,
            why: Reasons::default(),
            pending_why: Reasons::default(),
        }
    }

    /// Adds to a figure. A sum in another currency, or too large to hold, makes it unknown.
    pub fn add(&mut self, figure: Figure, money: Money) {
        let Some(sum) = self.figures[figure as usize] else { return };
        match sum.checked_add(money.amount).filter(|_| money.currency == self.currency) {
            Some(sum) => self.figures[figure as usize] = Some(sum),
            None => self.refuse(figure, Unpriced::TooLarge.to_string()),
        }
    }

    /// Adds hours that no rate was found for.
    pub fn add_unpriced(&mut self, hours: Decimal) {
        self.unpriced_hours = self.unpriced_hours.saturating_add(hours);
    }

    /// Makes a figure unknown: it should include something that cannot be told.
    pub fn refuse(&mut self, figure: Figure, why: impl Into<String>) {
        self.figures[figure as usize] = None;
        self.why.add(why);
    }

    /// One figure; `None` where it cannot be told.
    pub fn figure(&self, figure: Figure) -> Option<Money> {
        self.figures[figure as usize].map(|amount| Money::new(amount, self.currency))
    }

    /// What is left: approved - actual - committed.
    pub fn remaining(&self) -> Option<Money> {
        self.variance()?.minus(self.figure(Figure::Committed)?)
    }

    /// approved - actual.
    pub fn variance(&self) -> Option<Money> {
        self.figure(Figure::Approved)?.minus(self.figure(Figure::Actual)?)
    }

    /// actual / approved, to four decimals; `None` when approved is nothing.
    pub fn burn(&self) -> Option<Decimal> {
        let (actual, approved) = (self.figure(Figure::Actual)?, self.figure(Figure::Approved)?);
        ratio(actual.amount, approved.amount)
    }

    /// Burn over the share of working days gone (F07), to four decimals; `None` before the first day is over, or without a budget.
    pub fn pace(&self, gone: i64, whole: i64) -> Option<Decimal> {
        let (actual, approved) = (self.figure(Figure::Actual)?, self.figure(Figure::Approved)?);
        let gone = gone.min(whole);
        let over = approved.amount.checked_mul(Decimal::from(gone))?;
        ratio(actual.amount.checked_mul(Decimal::from(whole))?, over)
    }

    /// Whether more is spent and promised than was approved; `None` where it cannot be told. Where nothing was approved there is
    /// no budget to exceed: see [`Sums::is_unbudgeted`].
    pub fn is_over(&self) -> Option<bool> {
        let (remaining, approved) = (self.remaining()?, self.figure(Figure::Approved)?);
        Some(remaining.amount < Decimal::ZERO && !approved.amount.is_zero())
    }

    /// Whether something is spent or promised and nothing approved: work before the estimate, or under a retainer.
    pub fn is_unbudgeted(&self) -> bool {
        let none = self.figure(Figure::Approved).is_some_and(|approved| approved.amount.is_zero());
        none && self.remaining().is_some_and(|remaining| remaining.amount < Decimal::ZERO)
    }
}

/// A ratio to four decimals, half away from zero; `None` over nothing.
fn ratio(part: Decimal, whole: Decimal) -> Option<Decimal> {
    let mut ratio = part.checked_div(whole)?.round_dp_with_strategy(4, RoundingStrategy::MidpointAwayFromZero);
    ratio.rescale(4);
    if ratio.is_zero() {
        ratio.set_sign_positive(true);
    }
    Some(ratio)
}
