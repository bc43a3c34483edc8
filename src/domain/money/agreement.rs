//! What the client has agreed to pay for a job, as of a day (F01): the approved estimate, the approved change orders, and what is pending and why.

use super::exchange;
use super::formulas;
use super::impossible;
use super::posting::Origin;
use super::price;
use super::terms::Terms;
use super::unpriced::Unpriced;
use crate::domain::agency::Agency;
use crate::domain::approval::{Approval, ApprovalFor};
use crate::domain::approvals::{self, Standing};
use crate::domain::client::Client;
use crate::domain::job::Job;
use crate::domain::job_money::{Estimate, EstimateStatus, Line};
use crate::domain::record::Located;
use crate::source::Step;
use crate::values::{Currency, Day, Decimal, Money};

/// An estimate version or change order that the client approved.
#[derive(Clone, Copy, Debug)]
pub struct Agreed<'a> {
    /// Which, in the job's list of estimates or change orders, from 0.
    pub index: usize,
    /// Its lines.
    pub lines: &'a [Line],
    /// What they come to.
    pub total: Money,
    /// The approval that holds.
    pub approval: &'a Approval,
}

/// An estimate version or change order that waits for a yes.
#[derive(Clone, Debug)]
pub struct Pending<'a> {
    /// The estimate version or change order.
    pub origin: Origin<'a>,
    /// Its lines, as written.
    pub lines: &'a [Line],
    /// Its currency.
    pub currency: Currency,
    /// The day it hangs on: of an approval that does not hold, else of the change order.
    pub date: Option<Day>,
    /// Why it waits: `change order co1 is sent`.
    pub reason: String,
    /// The client's yes to it, where nothing speaks against that yes but a figure that nobody can count with: what was agreed cannot be told.
    pub untold: Option<&'a Approval>,
}

impl<'a> Pending<'a> {
    /// The lines that the client said yes to, where what they come to cannot be told: of a total, nothing is known but its currency.
    pub fn agreed_untold(&self) -> Option<Agreed<'a>> {
        let (Origin::Estimate(index) | Origin::Change(index)) = self.origin else { return None };
        Some(Agreed { index, lines: self.lines, total: Money::zero(self.currency), approval: self.untold? })
    }
}

/// What the client has agreed to, and what not yet.
#[derive(Clone, Debug, Default)]
pub struct Agreement<'a> {
    /// The latest version with an approval that holds.
    pub estimate: Option<Agreed<'a>>,
    /// The change orders with one, in the order they were approved.
    pub changes: Vec<Agreed<'a>>,
    /// What waits.
    pub pending: Vec<Pending<'a>>,
    /// What the client approved and somebody changed afterwards, as sentences: `estimate 1: changed since ...`. It counts no longer.
    pub stale: Vec<String>,
}

impl<'a> Agreement<'a> {
    /// What a job's client has agreed to by a day.
    pub fn of(job: &'a Located<Job>, terms: &Terms<'_>, day: Day) -> Agreement<'a> {
        let versions = (0..job.record.estimates.len()).map(|index| Version::of(job, index, terms, day));
        let versions: Vec<Version<'a>> = versions.collect();
        let estimate = latest(job, &versions, day);
        let (changes, refused) = changes(job, &versions, terms, day);
        let stale = stale(job, estimate.as_ref(), &versions, &changes, &refused);
        let mut pending: Vec<Pending<'a>> =
            pending_estimate(job, estimate.as_ref(), &versions, terms, day).into_iter().collect();
        pending.extend(pending_changes(job, &changes, &refused, terms, day));
        Agreement { estimate, changes, pending, stale }
    }

    /// What was agreed before one of the change orders: approvals of one day count in the order of the change orders.
    #[must_use]
    pub fn before_change(mut self, index: usize) -> Agreement<'a> {
        let at = self.changes.iter().position(|change| change.index == index);
        self.changes.truncate(at.unwrap_or(self.changes.len()));
        self
    }

    /// Everything agreed, in one currency, by the exchange rates of a day.
    pub fn total(&self, terms: &Terms<'_>, currency: Currency, day: Day) -> Result<Money, Unpriced> {
        sum(self.estimate.iter().chain(&self.changes), terms, currency, day)
    }

    /// The change orders approved since the estimate was, in one currency, by the exchange rates of a day.
    pub fn changes_since_estimate(&self, terms: &Terms<'_>, currency: Currency, day: Day) -> Result<Money, Unpriced> {
        let since = self.estimate.map(|estimate| estimate.approval.date);
        let later = |change: &&Agreed<'_>| since.is_none_or(|since| since <= change.approval.date);
        sum(self.changes.iter().filter(later), terms, currency, day)
    }
}

/// The currency of an estimate or change order that may not name one.
pub fn currency_of(own: Option<Currency>, terms: &Terms<'_>) -> Currency {
    own.unwrap_or(terms.currency)
}

/// How the client's approval of an estimate stands on a day.
pub fn estimate_standing<'a>(job: &'a Located<Job>, index: usize, terms: &Terms<'_>, day: Day) -> Standing<'a> {
    let Some(estimate) = job.record.estimates.get(index) else { return Standing::None };
    standing_at(job, index, &estimate_total(estimate, terms), terms, day)
}

/// The same of an estimate that is there, and comes to so much.
fn standing_at<'a>(
    job: &'a Located<Job>,
    index: usize,
    total: &Result<Money, Unpriced>,
    terms: &Terms<'_>,
    day: Day,
) -> Standing<'a> {
    let estimate = &job.record.estimates[index];
    let print = approvals::fingerprint(job, [Step::from("estimates"), Step::from(index)]);
    let standing = approvals::client_standing(terms, &estimate.approvals, print, day, |_| total.clone());
    unless_changed(standing, total, print)
}

/// A yes to what now has a figure that nobody can count with: to a text that changed, it was not given.
fn unless_changed<'a>(standing: Standing<'a>, total: &Result<Money, Unpriced>, print: Option<&str>) -> Standing<'a> {
    match standing {
        Standing::NotValid(yes, _) if is_impossible(total) && yes.hash.is_some() && yes.hash.as_deref() != print => {
            Standing::Stale(yes)
        }
        other => other,
    }
}

fn is_impossible(total: &Result<Money, Unpriced>) -> bool {
    total.as_ref().is_err_and(Unpriced::is_impossible)
}

/// The yes that does not hold for nothing but a sum that cannot be.
fn untold<'a>(standing: &Standing<'a>, total: impl FnOnce() -> Result<Money, Unpriced>) -> Option<&'a Approval> {
    let Standing::NotValid(yes, why) = standing else { return None };
    let told = total().err().filter(Unpriced::is_impossible)?;
    (told.to_string() == *why).then_some(*yes)
}

/// How the client's approval of a change order stands on a day, as the agreement of that day has it.
pub fn change_standing<'a>(job: &'a Located<Job>, index: usize, agreement: &Agreement<'a>, day: Day) -> Standing<'a> {
    if let Some(agreed) = agreement.changes.iter().find(|agreed| agreed.index == index) {
        return Standing::Valid(agreed.approval);
    }
    let Some(change) = job.record.change_orders.get(index) else { return Standing::None };
    let given = change.approvals.iter().rfind(|yes| yes.of == ApprovalFor::Client && yes.date <= day);
    let waits = agreement.pending.iter().find(|waits| matches!(waits.origin, Origin::Change(at) if at == index));
    given.zip(waits).map_or(Standing::None, |(given, waits)| Standing::NotValid(given, waits.reason.clone()))
}

/// How the client's approval of its annual budget stands on a day.
pub fn annual_standing<'a>(agency: &Agency, client: &'a Located<Client>, index: usize, day: Day) -> Standing<'a> {
    let Some(budget) = client.record.budgets.get(index) else { return Standing::None };
    let currency = client.record.currency.unwrap_or(agency.config.agency.currency);
    let terms = Terms { config: &agency.config, client: Some(client), contract: None, currency };
    let fingerprint = approvals::fingerprint(client, [Step::from("budgets"), Step::from(index)]);
    let fault = impossible::of_sum(budget.amount);
    let sum = || fault.map_or(Ok(Money::new(budget.amount.0, currency)), |fault| Err(fault.of("the budget", "amount")));
    approvals::client_standing(&terms, &budget.approvals, fingerprint, day, |_| sum())
}

/// What an estimate comes to, from what is written in it alone.
pub fn estimate_total(estimate: &Estimate, terms: &Terms<'_>) -> Result<Money, Unpriced> {
    price::total_of_estimate(&estimate.lines, currency_of(estimate.currency, terms), terms.commission_base())
}

/// A version of the estimate on a day.
struct Version<'a> {
    /// How the client's approval of it stands.
    standing: Standing<'a>,
    /// What was agreed, where that holds.
    agreed: Option<Agreed<'a>>,
}

impl<'a> Version<'a> {
    fn of(job: &'a Located<Job>, index: usize, terms: &Terms<'_>, day: Day) -> Version<'a> {
        let estimate = &job.record.estimates[index];
        let total = estimate_total(estimate, terms);
        let standing = standing_at(job, index, &total, terms, day);
        let agreed = standing.valid().zip(total.ok());
        let agreed = agreed.map(|(approval, total)| Agreed { index, lines: &estimate.lines, total, approval });
        Version { standing, agreed }
    }
}

/// The highest version among those approved by a day.
fn latest<'a>(job: &Located<Job>, versions: &[Version<'a>], day: Day) -> Option<Agreed<'a>> {
    let agreed = versions.iter().filter_map(|version| version.agreed);
    let by_then = agreed.filter(|estimate| estimate.approval.date <= day);
    by_then.max_by_key(|estimate| (job.record.estimates[estimate.index].version, estimate.index))
}

/// Change orders count in the order they were approved: each is tested on the estimate, all before it, and itself.
fn changes<'a>(
    job: &'a Located<Job>,
    versions: &[Version<'a>],
    terms: &Terms<'_>,
    day: Day,
) -> (Vec<Agreed<'a>>, Vec<(usize, Standing<'a>)>) {
    let orders = job.record.change_orders.iter().enumerate().filter(|(_, order)| order.date <= day);
    let mut given: Vec<(usize, &Approval)> = orders
        .flat_map(|(index, order)| order.approvals.iter().map(move |approval| (index, approval)))
        .filter(|(_, approval)| approval.of == ApprovalFor::Client && approval.date <= day)
        .collect();
    given.sort_by_key(|(index, approval)| (approval.date, *index));
    let (mut agreed, mut refused): (Vec<Agreed<'a>>, Vec<(usize, Standing<'a>)>) = (Vec::new(), Vec::new());
    for (index, approval) in given {
        if agreed.iter().any(|change| change.index == index) {
            continue;
        }
        let order = &job.record.change_orders[index];
        let total = price::total(&order.lines, currency_of(order.currency, terms), terms.commission_base());
        let print = approvals::fingerprint(job, [Step::from("change_orders"), Step::from(index)]);
        let standing = approvals::one(approval, print, |approval| {
            let own = total.clone().map_err(|why| why.to_string())?;
            let before = latest(job, versions, approval.date);
            let before = sum(before.iter().chain(&agreed), terms, terms.currency, approval.date);
            let own = exchange::convert(terms.config, own, terms.currency, approval.date);
            let both = before.and_then(|before| before.plus(own?).ok_or(Unpriced::TooLarge));
            let both = both.map_err(|why| why.to_string())?;
            approvals::client_may(terms, &approval.by, approval.method, both, approval.date)
        });
        let standing = unless_changed(standing, &total, print);
        match (standing.valid(), total) {
            (Some(approval), Ok(total)) => agreed.push(Agreed { index, lines: &order.lines, total, approval }),
            _ => refused.push((index, standing)),
        }
    }
    (agreed, refused)
}

fn sum<'x, 'a: 'x>(
    agreed: impl Iterator<Item = &'x Agreed<'a>>,
    terms: &Terms<'_>,
    currency: Currency,
    day: Day,
) -> Result<Money, Unpriced> {
    let here = agreed.map(|part| exchange::convert(terms.config, part.total, currency, day).map(|sum| sum.amount));
    let parts = here.collect::<Result<Vec<Decimal>, Unpriced>>()?;
    let sum = formulas::approved(Decimal::ZERO, parts).ok_or(Unpriced::TooLarge)?;
    Ok(Money::new(sum, currency))
}

/// Of the versions newer than the approved one: the latest while it is open, else the newest whose yes does not hold. Never one that is off the table.
fn pending_estimate<'a>(
    job: &'a Located<Job>,
    agreed: Option<&Agreed<'a>>,
    versions: &[Version<'a>],
    terms: &Terms<'_>,
    day: Day,
) -> Option<Pending<'a>> {
    let estimates = &job.record.estimates;
    let rank = |index: usize| (estimates[index].version, index);
    // a version has no day of its own: one above a version that was still with the client, and that nobody had approved, came after the no
    let refused_later =
        |estimate: &&Estimate| estimate.status == EstimateStatus::Rejected && !estimate.is_rejected(day);
    let lowest = estimates.iter().filter(refused_later).map(|estimate| estimate.version).min();
    let was_begun = |&index: &usize| {
        let estimate = &estimates[index];
        lowest.is_none_or(|lowest| estimate.version <= lowest || estimate.approvals.iter().any(|yes| yes.date <= day))
    };
    let begun = || (0..estimates.len()).filter(was_begun);
    let newest = begun().max_by_key(|&index| rank(index))?;
    let waits = |index: usize| match estimates[index].status {
        EstimateStatus::Superseded | EstimateStatus::Expired => false,
        EstimateStatus::Rejected => !estimates[index].is_rejected(day),
        EstimateStatus::Approved => true,
        EstimateStatus::Draft | EstimateStatus::InternalReview | EstimateStatus::Sent => {
            index == newest || versions[index].standing != Standing::None
        }
    };
    let newer = |&index: &usize| agreed.is_none_or(|agreed| rank(agreed.index) < rank(index));
    let index = begun().filter(newer).filter(|&index| waits(index)).max_by_key(|&index| rank(index))?;
    let (estimate, standing) = (&estimates[index], &versions[index].standing);
    let what = format!("estimate {}", estimate.version);
    let later = estimate.rejected.as_ref().filter(|_| estimate.status == EstimateStatus::Rejected).map(|no| no.date);
    Some(Pending {
        origin: Origin::Estimate(index),
        lines: &estimate.lines,
        currency: currency_of(estimate.currency, terms),
        date: date_of(standing),
        reason: reason(&what, standing, (estimate.status.as_str(), later)),
        untold: untold(standing, || estimate_total(estimate, terms)),
    })
}

fn pending_changes<'a>(
    job: &'a Located<Job>,
    agreed: &[Agreed<'a>],
    refused: &[(usize, Standing<'a>)],
    terms: &Terms<'_>,
    day: Day,
) -> Vec<Pending<'a>> {
    let base = terms.commission_base();
    let open = job.record.change_orders.iter().enumerate().filter(|(index, order)| {
        order.date <= day && !order.is_off(day) && !agreed.iter().any(|change| change.index == *index)
    });
    let pending = open.map(|(index, order)| {
        let standing = refused.iter().rev().find(|(other, _)| *other == index);
        let standing = standing.map_or(Standing::None, |(_, standing)| standing.clone());
        Pending {
            origin: Origin::Change(index),
            lines: &order.lines,
            currency: currency_of(order.currency, terms),
            date: date_of(&standing).or(Some(order.date)),
            reason: reason(&format!("change order {}", order.id), &standing, (order.status.as_str(), order.off_on())),
            untold: untold(&standing, || price::total(&order.lines, currency_of(order.currency, terms), base)),
        }
    });
    pending.collect()
}

/// Versions above the approved one, and change orders, whose text is not the one that the client approved; nothing that is off the table.
fn stale(
    job: &Located<Job>,
    agreed: Option<&Agreed<'_>>,
    versions: &[Version<'_>],
    changes: &[Agreed<'_>],
    refused: &[(usize, Standing<'_>)],
) -> Vec<String> {
    let (estimates, orders) = (&job.record.estimates, &job.record.change_orders);
    let rank = |index: usize| (estimates[index].version, index);
    let is_newer = |index: usize| agreed.is_none_or(|agreed| rank(agreed.index) < rank(index));
    let is_off = |status| matches!(status, EstimateStatus::Rejected | EstimateStatus::Expired);
    let told = |what: String, standing: &Standing<'_>| match standing {
        Standing::Stale(_) => standing.objection().map(|why| format!("{what}: {why}")),
        _ => None,
    };
    let versions = versions.iter().map(|version| &version.standing).enumerate();
    let versions = versions.filter(|(index, _)| is_newer(*index) && !is_off(estimates[*index].status));
    let versions = versions.filter_map(|(index, one)| told(format!("estimate {}", estimates[index].version), one));
    let orders = refused.iter().filter(|(index, _)| !changes.iter().any(|agreed| agreed.index == *index)).filter_map(
        |(index, one)| {
            told(format!("change order {}", orders[*index].id), one).filter(|_| orders[*index].off_on().is_none())
        },
    );
    versions.chain(orders).collect()
}

fn date_of(standing: &Standing<'_>) -> Option<Day> {
    match standing {
        Standing::None => None,
        Standing::Valid(approval) | Standing::Stale(approval) | Standing::NotValid(approval, _) => Some(approval.date),
    }
}

/// `later` is the day on which it went off the table, which is still to come.
fn reason(what: &str, standing: &Standing<'_>, (status, later): (&str, Option<Day>)) -> String {
    match (standing, standing.objection(), later) {
        (Standing::Stale(_) | Standing::NotValid(..), Some(objection), _) => format!("{what}: {objection}"),
        (_, _, Some(later)) => format!("{what} waits: it was {status} later, on {later}"),
        _ if status == "approved" => format!("{what}: its status says approved, but no approval of the client by then"),
        _ => format!("{what} is {status}"),
    }
}

#[cfg(test)]
mod tests;
