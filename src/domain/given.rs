//! Whether an approval of an estimate or change order was its giver's to give, on its day and by what was agreed by then: one test for the rule
//! that finds the others and for the verb that must not leave any behind.

use super::approval::{Approval, ApprovalFor, Method};
use super::authority::{
    Act, Refused, change_sum_then, client_may_approve_change, client_may_approve_estimate, estimate_sum_then, may,
};
use super::job::Job;
use super::record::{Located, Part};
use crate::domain::money::agreement::{currency_of, estimate_total};
use crate::domain::money::exchange;
use crate::domain::money::price;
use crate::domain::money::terms::Terms;
use crate::values::Word;

/// Whether an approval of an estimate was its giver's to give. A sum that cannot be told is a fault of the lines, not of whoever approved.
pub fn of_estimate(job: &Located<Job>, index: usize, approval: &Approval, terms: &Terms<'_>) -> Result<(), Refused> {
    let (by, day) = (&approval.by, approval.date);
    match approval.of {
        ApprovalFor::Internal => {
            let Ok(sum) = estimate_sum_then(job, index, terms, day) else { return Ok(()) };
            may(terms.config, by, Act::Estimate(sum), day).map(drop)
        }
        ApprovalFor::Client => {
            // a sum that nothing turns into the client's currency is `sum-without-exchange-rate`
            let own = job.record.estimates.get(index).and_then(|estimate| estimate.currency);
            if exchange::factor(terms.config, currency_of(own, terms), terms.currency, day).is_err() {
                return Ok(());
            }
            // a figure that nobody can mean is told by its own rule
            let total = job.record.estimates.get(index).map(|estimate| estimate_total(estimate, terms));
            if total.is_some_and(|total| total.is_err_and(|why| why.is_impossible())) {
                return Ok(());
            }
            client_may_approve_estimate(job, index, terms, by, approval.method, day)
        }
        other => Err(wrong_kind("an estimate", other)),
    }
}

/// Whether an approval of a change order was its giver's to give.
pub fn of_change(job: &Located<Job>, index: usize, approval: &Approval, terms: &Terms<'_>) -> Result<(), Refused> {
    let (by, day) = (&approval.by, approval.date);
    match approval.of {
        ApprovalFor::Internal => {
            let Ok(sum) = change_sum_then(job, index, terms, approval) else { return Ok(()) };
            may(terms.config, by, Act::Change(sum), day).map(drop)
        }
        ApprovalFor::Client => {
            let Some(change) = job.record.change_orders.get(index) else { return Ok(()) };
            let own = currency_of(change.currency, terms);
            let priced = price::total(&change.lines, own, terms.commission_base()).is_ok();
            if !priced || exchange::factor(terms.config, own, terms.currency, day).is_err() {
                return Ok(());
            }
            client_may_approve_change(job, index, terms, by, approval.method, day)
        }
        other => Err(wrong_kind("a change order", other)),
    }
}

fn wrong_kind(what: &str, is: ApprovalFor) -> Refused {
    Refused {
        reason: format!("{what} is not approved for `{is}`"),
        help: Some("write `for: internal` or `for: client`".to_owned()),
    }
}

/// The approval, in words, that would no longer have been its giver's to give once another yes to a change order is written down: one of a
/// later day was tested without it. `None` where all others stay what they are.
pub fn upset_by(job: &Located<Job>, index: usize, yes: Approval, terms: &Terms<'_>) -> Option<String> {
    let before = wrong(job, terms);
    let mut after = job.clone();
    // what nobody has approved yet has no fingerprint
    let part = Part::Item("change_orders", index);
    let now = after.fingerprint(part.path()).map_or_else(|| Word::from("h1-new"), Word::from);
    after.fingerprints.push((part, now.clone()));
    let yes = Approval { hash: Some(now), ..yes };
    after.record.change_orders.get_mut(index)?.approvals.push(yes);
    let upset = wrong(&after, terms).into_iter().find(|(name, _)| before.iter().all(|(other, _)| other != name));
    upset.map(|(name, why)| format!("{name}: {why}"))
}

/// The approvals that were not their giver's to give, and why.
fn wrong(job: &Located<Job>, terms: &Terms<'_>) -> Vec<(String, String)> {
    let mut names = Vec::new();
    let mut look = |what: String, approvals: &[Approval], test: &dyn Fn(&Approval) -> Result<(), Refused>| {
        for approval in approvals.iter().filter(|approval| approval.method != Method::Verbal) {
            if let Err(refused) = test(approval) {
                let (of, by, day) = (approval.of, &approval.by, approval.date);
                names.push((format!("the approval of {what} by `{by}` on {day} ({of})"), refused.reason));
            }
        }
    };
    for (at, estimate) in job.record.estimates.iter().enumerate() {
        let what = format!("estimate {}", estimate.version);
        look(what, &estimate.approvals, &|approval| of_estimate(job, at, approval, terms));
    }
    for (at, change) in job.record.change_orders.iter().enumerate() {
        look(format!("`{}`", change.id), &change.approvals, &|approval| of_change(job, at, approval, terms));
    }
    names
}
