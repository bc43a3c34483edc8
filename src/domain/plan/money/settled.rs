//! What of a job's money is settled: the client, a supplier or whoever pays has it as it is, and what changes after that is a paper of its own.

use super::payer::pays_nobody;
use crate::domain::approval::{Approval, ApprovalFor, Method};
use crate::domain::job::Job;
use crate::domain::job_money::{ChangeStatus, EstimateStatus, OrderStatus};
use crate::domain::record::Located;
use crate::finding::Finding;
use crate::source::{KeyPath, Step};
use crate::values::ItemId;

/// The objection that a field of something settled is changed.
pub fn settled(job: &Located<Job>, path: &KeyPath) -> Option<Finding> {
    let [Step::Key(list), item, Step::Key(field), ..] = path.0.as_slice() else { return None };
    if &**field == "x" {
        return None;
    }
    let at = |ids: Vec<String>| match item {
        Step::Index(at) => Some(*at).filter(|at| *at < ids.len()),
        Step::Item(_, id) => ids.iter().position(|other| other == id),
        Step::Key(_) => None,
    };
    let record = &job.record;
    let (what, why, help) = match &**list {
        "estimates" => {
            let index = at(record.estimates.iter().map(|estimate| estimate.version.to_string()).collect())?;
            let estimate = &record.estimates[index];
            let with_client = matches!(estimate.status, EstimateStatus::Sent | EstimateStatus::Approved);
            let why = with_clients(with_client, &estimate.approvals)?;
            let help = format!("begin the next version: `suits job estimate revise {}`", job.id);
            (format!("estimate {}", estimate.version), why, help)
        }
        "change_orders" => {
            let index = at(ids(record.change_orders.iter().map(|order| &order.id)))?;
            let order = &record.change_orders[index];
            let with_client = matches!(order.status, ChangeStatus::Sent | ChangeStatus::Approved);
            let why = with_clients(with_client, &order.approvals)?;
            let raise =
                format!("raise another: `suits job change add {} --cause {} --text \"…\"`", job.id, order.cause);
            let help = match order.status {
                ChangeStatus::Sent => {
                    format!("{raise}; or first take it back: `suits job change withdraw {} {}`", job.id, order.id)
                }
                _ => raise,
            };
            (format!("change order `{}`", order.id), why, help)
        }
        "orders" => {
            let index = at(ids(record.orders.iter().map(|order| &order.id)))?;
            let order = &record.orders[index];
            let is_bound = !matches!(order.status, OrderStatus::Draft | OrderStatus::Cancelled);
            let is_mended = &**field == "line" && order.line.as_ref().is_none_or(|line| !pays(record, line));
            if !is_bound || is_mended || matches!(&**field, "id" | "date" | "fx_rate") {
                return None;
            }
            let help = format!(
                "call it off: `suits job order cancel {0} {1}`, and order anew: `suits job order add {0} --line LINE --net AMOUNT`; more of the same is an order of its own",
                job.id, order.id
            );
            (format!("order `{}`", order.id), format!("is {}: the supplier has it as it is", order.status), help)
        }
        "supplier_invoices" => {
            let index = at(ids(record.supplier_invoices.iter().map(|invoice| &invoice.id)))?;
            let invoice = &record.supplier_invoices[index];
            let yes = invoice.approvals.iter().find(|approval| approval.of == ApprovalFor::Payment)?;
            let id = &job.id;
            let receive = match (&invoice.order, &invoice.line, &invoice.supplier) {
                (Some(order), ..) => format!("`suits job order receive {id} {order} --net AMOUNT`"),
                (None, Some(line), Some(supplier)) => format!(
                    "`suits job order receive {id} --no-order --line {line} --supplier \"{supplier}\" --net AMOUNT --id NUMBER`"
                ),
                (None, ..) => format!(
                    "`suits job order receive {id} --no-order --line LINE --supplier NAME --net AMOUNT --id NUMBER`"
                ),
            };
            let help =
                format!("take down what is put right as a paper of its own, below nothing where it is less: {receive}");
            (
                format!("supplier invoice `{}`", invoice.id),
                format!("is paid as `{}` approved it on {}", yes.by, yes.date),
                help,
            )
        }
        _ => return None,
    };
    Some(Finding::error("settled", job.at(path.clone()), format!("{what} {why}")).help(help))
}

fn ids<'i>(ids: impl Iterator<Item = &'i ItemId>) -> Vec<String> {
    ids.map(ToString::to_string).collect()
}

/// Why what the client has is not touched, in words.
fn with_clients(is_with: bool, approvals: &[Approval]) -> Option<String> {
    let by_client = |one: &&Approval| one.of == ApprovalFor::Client && one.method != Method::Verbal;
    match approvals.iter().find(by_client) {
        Some(yes) => Some(format!("was approved by `{}` on {} and stays as it is", yes.by, yes.date)),
        None => is_with.then(|| "is with the client and stays as it is".to_owned()),
    }
}

/// Whether there is such a line, from which suppliers are paid.
fn pays(job: &Job, id: &ItemId) -> bool {
    let estimates = job.estimates.iter().flat_map(|estimate| &estimate.lines);
    let mut lines = estimates.chain(job.change_orders.iter().flat_map(|order| &order.lines));
    lines.any(|line| line.id.as_ref() == Some(id) && pays_nobody(line).is_none())
}
