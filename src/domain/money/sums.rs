//! The figures of a budget (F01 to F06), summed: each a number, or unknown with its reason. Adds and compares; never prices.

use super::formulas;
use super::tally::{Figures, Reasons, Tally};
use crate::values::{Currency, Decimal, Money};

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
        /// How much of the contingency approved change orders have drawn.
        ContingencyDrawn = "contingency_drawn",
        /// What of the approved lines is neither spent nor ordered, and still to come.
        ToCome = "to_come",
        /// What the agency decided to bear itself, at most.
        Investment = "investment",
        /// What the client pays for a job called off.
        CancellationFee = "cancellation_fee",
        /// Of the actual, what is on jobs that nothing was approved for and that need no estimate: a retainer or the agency pays.
        CoveredActual = "covered_actual",
        /// Of the committed, the same.
        CoveredCommitted = "covered_committed",
    }
}

impl Figures for Figure {
    const ALL: &'static [Figure] = Figure::ALL;

    fn at(self) -> usize {
        self as usize
    }
}

/// The figures of one budget in one currency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sums {
    tally: Tally<Figure>,
    /// Hours that no rate was found for; not in `actual`.
    pub unpriced_hours: Decimal,
    /// Why what is pending is pending.
    pub pending_why: Reasons,
}

impl Sums {
    /// Nothing yet.
    pub fn new(currency: Currency) -> Sums {
        Sums { tally: Tally::new(currency), unpriced_hours: Decimal::ZERO, pending_why: Reasons::default() }
    }

    /// Of all figures.
    pub fn currency(&self) -> Currency {
        self.tally.currency
    }

    /// Adds to a figure. A sum in another currency, or too large to hold, makes it unknown.
    pub fn add(&mut self, figure: Figure, money: Money) {
        self.tally.add(figure, money);
    }

    /// Adds hours that no rate was found for.
    pub fn add_unpriced(&mut self, hours: Decimal) {
        self.unpriced_hours = self.unpriced_hours.saturating_add(hours);
    }

    /// Makes a figure unknown: it should include something that cannot be told.
    pub fn refuse(&mut self, figure: Figure, why: impl Into<String>) {
        self.tally.refuse(figure, why);
    }

    /// Why a figure is unknown.
    pub fn why(&self) -> &Reasons {
        &self.tally.why
    }

    /// One figure; `None` where it cannot be told.
    pub fn figure(&self, figure: Figure) -> Option<Money> {
        self.tally.figure(figure)
    }

    /// What is left (F05).
    pub fn remaining(&self) -> Option<Money> {
        let committed = self.amount(Figure::Committed)?;
        let (approved, actual) = (self.amount(Figure::Approved)?, self.amount(Figure::Actual)?);
        formulas::remaining(approved, actual, committed).map(|sum| self.money(sum))
    }

    /// approved - actual (F04).
    pub fn variance(&self) -> Option<Money> {
        let (approved, actual) = (self.amount(Figure::Approved)?, self.amount(Figure::Actual)?);
        formulas::variance(approved, actual).map(|sum| self.money(sum))
    }

    /// The variance as a share of what was approved; `None` when that is nothing.
    pub fn variance_share(&self) -> Option<Decimal> {
        formulas::variance_share(self.amount(Figure::Approved)?, self.amount(Figure::Actual)?)
    }

    /// What is covered in all, spent and promised: no approved sum is there for it.
    pub fn covered(&self) -> Option<Money> {
        self.figure(Figure::CoveredActual)?.plus(self.figure(Figure::CoveredCommitted)?)
    }

    /// actual / approved (F06), to four decimals, without what is covered; `None` when approved is nothing.
    pub fn burn(&self) -> Option<Decimal> {
        formulas::burn(self.amount(Figure::Approved)?, self.budgeted()?)
    }

    /// The highest of some thresholds that the burn has reached, in percent.
    pub fn alert(&self, thresholds: &[u32]) -> Option<u32> {
        formulas::alert(self.amount(Figure::Approved)?, self.budgeted()?, thresholds)
    }

    /// Of the actual, what an approved sum is to pay for.
    fn budgeted(&self) -> Option<Decimal> {
        self.amount(Figure::Actual)?.checked_sub(self.amount(Figure::CoveredActual)?)
    }

    /// What is left of what was approved: remaining, without what is covered.
    fn left(&self) -> Option<Money> {
        self.remaining()?.plus(self.covered()?)
    }

    /// What it will have come to when all is done (F08).
    pub fn forecast(&self) -> Option<Money> {
        let (actual, committed) = (self.amount(Figure::Actual)?, self.amount(Figure::Committed)?);
        formulas::at_completion(actual, committed, self.amount(Figure::ToCome)?).map(|sum| self.money(sum))
    }

    /// Burn over the share of working days gone (F07), to four decimals; `None` before the first day is over, or without a budget.
    pub fn pace(&self, gone: i64, whole: i64) -> Option<Decimal> {
        formulas::pace(self.amount(Figure::Approved)?, self.amount(Figure::Actual)?, gone, whole)
    }

    /// What was earned over what was spent (F09), of work that is done.
    pub fn cpi(&self) -> Option<Decimal> {
        formulas::cpi(self.amount(Figure::Approved)?, self.amount(Figure::Actual)?)
    }

    fn amount(&self, figure: Figure) -> Option<Decimal> {
        self.tally.number(figure)
    }

    /// A sum of what was rounded already.
    fn money(&self, amount: Decimal) -> Money {
        Money::new(amount, self.currency())
    }

    /// Whether more is spent and promised than was approved, without what is covered; `None` where it cannot be told. Where nothing
    /// was approved there is no budget to exceed: see [`Sums::is_unbudgeted`].
    pub fn is_over(&self) -> Option<bool> {
        let (left, approved) = (self.left()?, self.figure(Figure::Approved)?);
        Some(left.amount < Decimal::ZERO && !approved.amount.is_zero())
    }

    /// Whether something is spent or promised with nothing approved and nothing to cover it: work before the estimate.
    pub fn is_unbudgeted(&self) -> bool {
        let none = self.figure(Figure::Approved).is_some_and(|approved| approved.amount.is_zero());
        none && self.left().is_some_and(|left| left.amount < Decimal::ZERO)
    }
}
