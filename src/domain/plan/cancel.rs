//! A job called off: nobody has the ball any more, whatever is still open is said, and what the client pays for it is kept.

use super::{Actor, item, turn};
use crate::domain::authority::Act;
use crate::domain::guards;
use crate::domain::job::Job;
use crate::domain::job_money::OrderStatus;
use crate::domain::money::terms::Terms;
use crate::domain::record::Located;
use crate::domain::traffic::Traffic;
use crate::finding::Finding;
use crate::key_path;
use crate::source::{ChangeSet, Edit, FileChange, Value};
use crate::values::{Amount, Money};

/// Plans that a job is called off today, with what the client pays for that.
pub fn cancel(
    job: &Located<Job>,
    reason: &str,
    fee: Option<Amount>,
    traffic: &Traffic<'_>,
    actor: Actor<'_>,
) -> Result<ChangeSet, Vec<Finding>> {
    let at = key_path!["cancelled"];
    let mut objections = turn::objections(job, traffic, actor.by);
    if let Some(later) = job.record.cancelled.as_ref().filter(|cancelled| actor.today < cancelled.date) {
        let message = format!("{} is to be cancelled on {} already", job.id, later.date);
        let help = format!("change that day with `suits job edit {}`", job.id);
        objections.push(Finding::error("job-cancelled", job.at(at.clone()), message).help(help));
    }
    objections.extend(turn::without_authority(job, at.clone(), traffic, actor.by, Act::Cancel));
    if !objections.is_empty() {
        return Err(objections);
    }
    let currency = Terms::of(traffic.agency, job).map_or(traffic.agency.config.agency.currency, |terms| terms.currency);
    // finer than its currency, it is written as typed, and found fault with before it is kept
    let whole = |fee: Amount| {
        if Money::new(fee.0, currency).amount == fee.0 { Money::new(fee.0, currency).amount } else { fee.0 }
    };
    let fee = fee.map(|fee| Money { amount: whole(fee), currency });
    let cancelled = item([
        ("date", Some(Value::bare(actor.today))),
        ("by", Some(Value::text(actor.by.as_str()))),
        ("reason", Some(Value::text(reason))),
        ("fee", fee.map(|fee| Value::bare(Amount(fee.amount)))),
    ]);
    let edits = vec![Edit::set(at, cancelled), Edit::set(key_path!["status"], Value::bare("cancelled"))];
    let from = job.stage(actor.today);
    let mut summary = vec![format!("{}: {from} → cancelled on {}", job.id, turn::said(actor.today))];
    if let Some(fee) = fee {
        summary.push(format!("{}: the client pays {fee}", job.id));
    }
    let open = still_open(job, traffic, actor);
    let next = (!open.is_empty()).then(|| {
        let order =
            job.orders.iter().find(|order| !matches!(order.status, OrderStatus::Invoiced | OrderStatus::Cancelled));
        match order {
            Some(order) => {
                format!("tell the suppliers, and close what is open: `suits job order cancel {} {}`", job.id, order.id)
            }
            None => format!("close what is open: `suits job show {}`", job.id),
        }
    });
    summary.extend(open.into_iter().map(|what| format!("{}: still open: {what}", job.id)));
    Ok(ChangeSet { summary, next, files: vec![FileChange::Edit { source: job.source, edits }] })
}

/// Orders to suppliers and rounds of feedback that a job leaves behind, in the guards' words.
fn still_open(job: &Located<Job>, traffic: &Traffic<'_>, actor: Actor<'_>) -> Vec<String> {
    let ask = guards::Ask { by: actor.by, today: actor.today, brief_errors: &|_| Vec::new() };
    let left = |guard| guards::objections_of(guard, job, traffic.agency, &ask).unwrap_or_default();
    ["no-open-orders", "no-open-rounds"].into_iter().flat_map(left).map(|finding| finding.message).collect()
}
