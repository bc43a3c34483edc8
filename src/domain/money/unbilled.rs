//! Work in progress (F25, F26): the formulas alone, and how what was billed is taken off the work it paid for. Knows no record.

use super::tally::ratio;
use crate::values::{Day, Decimal, Money};

/// What of some work is not billed, and what is billed beyond it; never both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unbilled {
    /// Work in progress: done and not billed.
    pub wip: Decimal,
    /// Deferred income: billed before it was earned. Shown apart, and never taken off the work in progress of another line.
    pub deferred: Decimal,
}

/// F25 of one line of a job: max(0, time value + third-party gross - billed), and the over-billed part apart. `None` for sums too large.
/// Always `value + deferred = billed + wip`.
///
/// Source: accountants' guides to work in progress; the floor at nothing for each line is the house's.
///
/// Worked example: 2,750 worked and 1,000 billed leave 1,750; 2,750 worked and 4,400 billed leave nothing, and 1,650 deferred.
pub fn unbilled(value: Decimal, billed: Decimal) -> Option<Unbilled> {
    let (open, beyond) = (value.checked_sub(billed)?, billed.checked_sub(value)?);
    Some(Unbilled { wip: open.max(Decimal::ZERO), deferred: beyond.max(Decimal::ZERO) })
}

/// F26, how far a job is: its cost so far / the cost in its budget, at most 1, to four decimals. `None` without a budget.
///
/// Source: a work management suite's earned basis.
///
/// Worked example: 500 spent of 1,000: 0.5; 1,200 of 1,000: 1.
pub fn complete(cost: Decimal, budget: Decimal) -> Option<Decimal> {
    ratio(cost.clamp(Decimal::ZERO, budget.max(Decimal::ZERO)), budget)
}

/// F26, what a job has earned of its price: how far it is x the price, rounded once. `None` without a budget to measure by.
///
/// Source: the same.
///
/// Worked example: 500 spent of 1,000 and a price of 2,000: 1,000 earned; with nothing billed, 1,000 are chargeable.
pub fn earned(cost: Decimal, budget: Decimal, price: Money) -> Option<Money> {
    let done = cost.clamp(Decimal::ZERO, budget.max(Decimal::ZERO));
    let share = price.amount.checked_mul(done)?.checked_div(budget)?;
    Some(Money::new(share, price.currency))
}

/// Some work, and what of it is not billed yet.
#[derive(Clone, Debug)]
pub struct Item<T> {
    /// When it was done.
    pub date: Day,
    /// What it is worth.
    pub value: Decimal,
    /// What of it is not billed.
    pub open: Decimal,
    /// Whatever it belongs to.
    pub of: T,
}

/// Something billed, and what of it is beyond the work it is for.
#[derive(Clone, Debug)]
pub struct Bill<T> {
    /// When.
    pub date: Day,
    /// How much; less than nothing where it was given back.
    pub amount: Decimal,
    /// What of it pays for no work yet.
    pub beyond: Decimal,
    /// Whatever it belongs to.
    pub of: T,
}

/// Takes what was billed off the work it is for, the oldest first, so that what is left open is the newest work, and what is billed beyond is
/// of the newest bills. The sums are those of [`unbilled`]. What is in none of the work and in no bill is returned: given back beyond all that was
/// billed, it is open; below zero, a supplier gave back more than the work is worth. `None` for sums too large.
pub fn settle<T>(items: &mut [&mut Item<T>], bills: &mut [&mut Bill<T>]) -> Option<Decimal> {
    let sum =
        |mut amounts: &mut dyn Iterator<Item = Decimal>| (&mut amounts).try_fold(Decimal::ZERO, Decimal::checked_add);
    let worked = sum(&mut items.iter().map(|item| item.open))?;
    let billed = sum(&mut bills.iter().map(|bill| bill.amount))?;
    let Unbilled { wip: mut open, deferred: mut beyond } = unbilled(worked, billed)?;
    items.sort_by_key(|item| std::cmp::Reverse(item.date));
    bills.sort_by_key(|bill| std::cmp::Reverse(bill.date));
    for item in items.iter_mut() {
        item.open = item.open.max(Decimal::ZERO).min(open);
        open -= item.open;
    }
    for bill in bills.iter_mut() {
        bill.beyond = bill.amount.max(Decimal::ZERO).min(beyond);
        beyond -= bill.beyond;
    }
    Some(open - beyond)
}

#[cfg(test)]
mod tests;
