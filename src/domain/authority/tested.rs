//! What an approval inside the agency is tested on: the sum of all that its giver answers for. A discount never lowers it, and nothing is
//! gained by cutting one change into several.

use super::{Act, Refused, change_limit, compare, may};
use crate::domain::approval::{Approval, ApprovalFor};
use crate::domain::approvals;
use crate::domain::job::Job;
use crate::domain::job_money::{ChangeStatus, Line};
use crate::domain::money::agreement::{self, Agreement};
use crate::domain::money::exchange;
use crate::domain::money::price;
use crate::domain::money::terms::Terms;
use crate::domain::money::unpriced::Unpriced;
use crate::domain::record::Located;
use crate::key_path;
use crate::values::{Currency, Day, Decimal, Money};
use std::cmp::Ordering;

/// What lines charge and what they take off, each above nothing.
#[derive(Clone, Copy)]
struct Sides {
    up: Money,
    down: Money,
}

impl Sides {
    fn none(currency: Currency) -> Sides {
        Sides { up: Money::zero(currency), down: Money::zero(currency) }
    }

    /// Of some lines, completed with the terms of a day, in agency currency.
    fn of(lines: &[Line], terms: &Terms<'_>, own: Option<Currency>, day: Day) -> Result<Sides, Refused> {
        let currency = agreement::currency_of(own, terms);
        let (lines, _) = price::complete(lines, terms, currency, day)
            .map_err(|why| Refused::because(why.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")))?;
        let mut sides = Sides::none(currency);
        for line in &lines {
            let price = price::line_price(line, currency, terms.commission_base())?;
            let side = if price.amount < Decimal::ZERO { &mut sides.down } else { &mut sides.up };
            *side = side.plus(Money::new(price.amount.abs(), currency)).ok_or(Unpriced::TooLarge)?;
        }
        let home = terms.config.agency.currency;
        let convert = |side| exchange::convert(terms.config, side, home, day);
        Ok(Sides { up: convert(sides.up)?, down: convert(sides.down)? })
    }

    fn plus(self, other: Sides) -> Result<Sides, Unpriced> {
        let both = |one: Money, other: Money| one.plus(other).ok_or(Unpriced::TooLarge);
        Ok(Sides { up: both(self.up, other.up)?, down: both(self.down, other.down)? })
    }

    fn larger(self) -> Money {
        if self.up.amount < self.down.amount { self.down } else { self.up }
    }
}

/// What an internal approval of an estimate is tested on: its lines before discounts, complete with the terms of the day, and those of the
/// change orders approved by then, in agency currency.
pub fn estimate_sum(job: &Located<Job>, index: usize, terms: &Terms<'_>, day: Day) -> Result<Money, Refused> {
    estimate_sum_by(job, index, terms, day, day)
}

/// What one that was given on a day is judged by later. Approvals carry no hour, so the change orders that the client approved on the very day
/// are taken to have come after it.
pub fn estimate_sum_then(job: &Located<Job>, index: usize, terms: &Terms<'_>, day: Day) -> Result<Money, Refused> {
    estimate_sum_by(job, index, terms, day, day.plus(-1))
}

fn estimate_sum_by(
    job: &Located<Job>,
    index: usize,
    terms: &Terms<'_>,
    day: Day,
    agreed_by: Day,
) -> Result<Money, Refused> {
    let estimate = job.record.estimates.get(index).ok_or_else(|| Refused::because("there is no such estimate"))?;
    let mut all = Sides::of(&estimate.lines, terms, estimate.currency, day)?;
    for change in Agreement::of(job, terms, agreed_by).changes {
        all = all.plus(Sides::of(change.lines, terms, Some(change.total.currency), day)?)?;
    }
    Ok(all.up)
}

/// What an internal approval of a change order is tested on, in agency currency: it, those that the client approved since the estimate, and those
/// that the agency approved and that nobody has refused or taken back. What is charged and what is taken off are summed apart; the larger counts.
pub fn change_sum(job: &Located<Job>, index: usize, terms: &Terms<'_>, day: Day) -> Result<Money, Refused> {
    change_sum_with(job, index, terms, day, &Agreement::of(job, terms, day))
}

/// The same beside what is known to be agreed.
pub fn change_sum_with(
    job: &Located<Job>,
    index: usize,
    terms: &Terms<'_>,
    day: Day,
    agreed: &Agreement<'_>,
) -> Result<Money, Refused> {
    change_sum_after(job, index, terms, day, agreed, &|_, other| other.date <= day)
}

/// What one that was given is judged by later. Approvals carry no hour: those of one day are taken in the order in which the most of them hold,
/// whoever may approve least first, and the client's are taken to have come after them.
pub fn change_sum_then(
    job: &Located<Job>,
    index: usize,
    terms: &Terms<'_>,
    given: &Approval,
) -> Result<Money, Refused> {
    let day = given.date;
    let agreed = Agreement::of(job, terms, day.plus(-1));
    let limit = |approval: &Approval| change_limit(terms.config, &approval.by, approval.date);
    let own = limit(given);
    change_sum_after(job, index, terms, day, &agreed, &|at, other| {
        let by_limit = || compare(&limit(other), &own).then(at.cmp(&index));
        other.date.cmp(&day).then_with(by_limit) == Ordering::Less
    })
}

fn change_sum_after(
    job: &Located<Job>,
    index: usize,
    terms: &Terms<'_>,
    day: Day,
    agreed: &Agreement<'_>,
    before: &dyn Fn(usize, &Approval) -> bool,
) -> Result<Money, Refused> {
    let orders = &job.record.change_orders;
    let order = orders.get(index).ok_or_else(|| Refused::because("there is no such change order"))?;
    let own = Sides::of(&order.lines, terms, order.currency, day)?;
    let since = agreed.estimate.map(|estimate| estimate.approval.date);
    let mut all = own;
    for (at, other) in orders.iter().enumerate().filter(|(at, _)| *at != index) {
        let counts = match agreed.changes.iter().find(|change| change.index == at) {
            Some(change) => since.is_none_or(|since| since <= change.approval.date),
            None => !is_off(other.status) && is_approved_inside(job, at, terms, before),
        };
        if counts {
            all = all.plus(Sides::of(&other.lines, terms, other.currency, day)?)?;
        }
    }
    // what was charged before is no matter of one that only takes off
    let zero = Money::zero(terms.config.agency.currency);
    let side = |own: Money, all: Money| if own.amount.is_zero() { zero } else { all };
    Ok(Sides { up: side(own.up, all.up), down: side(own.down, all.down) }.larger())
}

fn is_off(status: ChangeStatus) -> bool {
    matches!(status, ChangeStatus::Rejected | ChangeStatus::Withdrawn)
}

/// Whether somebody of the agency who may approve a change order by itself has done so, to the text as it stands.
fn is_approved_inside(
    job: &Located<Job>,
    index: usize,
    terms: &Terms<'_>,
    before: &dyn Fn(usize, &Approval) -> bool,
) -> bool {
    let order = &job.record.change_orders[index];
    let given = order.approvals.iter().filter(|one| one.of == ApprovalFor::Internal && before(index, one));
    let now = approvals::fingerprint(job, key_path!["change_orders", index]);
    given.into_iter().any(|approval| {
        let own = || Sides::of(&order.lines, terms, order.currency, approval.date);
        let holds = approvals::one(approval, now, |approval| {
            own()
                .and_then(|own| may(terms.config, &approval.by, Act::Change(own.larger()), approval.date))
                .map(drop)
                .map_err(|refused| refused.reason)
        });
        holds.valid().is_some()
    })
}
