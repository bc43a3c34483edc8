//! Guards that look at orders to suppliers: is each paid for by a line that the client approved, is none left open.

use super::case::Case;
use super::money::terms;
use crate::domain::job_money::OrderStatus;
use crate::domain::money::ordered::{Bought, over_lines};
use crate::domain::money::papers::{Papers, orders};
use crate::domain::plan::money::payer::next_yes;
use crate::finding::Finding;
use crate::key_path;

/// `orders-covered`: each order that went out is on a line that the client approved, and within it.
pub(super) fn covered(case: &Case<'_>) -> Vec<Finding> {
    const GUARD: &str = "orders-covered";
    let job = case.job;
    let is_bought = job.supplier_invoices.iter().any(|invoice| invoice.order.is_none() && invoice.line.is_some());
    if orders(&job.record).next().is_none() && !is_bought {
        return Vec::new();
    }
    let terms = match terms(case, GUARD) {
        Ok(terms) => terms,
        Err(objections) => return objections,
    };
    let papers = Papers::in_force(job, terms, case.today());
    let mut findings = Vec::new();
    for (index, order) in orders(&job.record).filter(|(_, order)| !papers.is_excused(order.date)) {
        let line = order.line.as_ref();
        let paper = line.and_then(|line| papers.line(line));
        if paper.as_ref().is_some_and(|(paper, ..)| paper.signed.is_some()) {
            continue;
        }
        let why = match (line, &paper) {
            (None, _) => "names no line that pays for it".to_owned(),
            (Some(line), None) => format!("is on the line `{line}`, which no estimate or change order has"),
            (Some(line), Some((paper, ..))) => {
                format!("is on the line `{line}` of {}, which the client has not approved", paper.name)
            }
        };
        let place =
            job.at(if line.is_some() { key_path!["orders", index, "line"] } else { key_path!["orders", index] });
        let mut finding = Finding::error(GUARD, place, format!("the order `{}` {why}", order.id));
        let yes = match &paper {
            Some((paper, ..)) => next_yes(job, &paper.path),
            None => format!("`suits job change add {} --cause out-of-scope --text \"…\" …`", job.id),
        };
        if let Some((paper, at, _)) = paper {
            finding = finding.related(job.at(paper.path.then("lines").then(at)), "waits for the client's yes");
        }
        findings.push(finding.help(format!(
            "`suits job set {0} orders.{1}.line=LINE` with an approved line, or have this one approved: {2}",
            job.id, order.id, yes
        )));
    }
    for over in over_lines(&papers) {
        let finding = Finding::error(GUARD, job.at(over.bought.path().then("net")), over.message(job));
        let finding = finding.related(job.at(over.line), "what the client approved");
        let id = &job.id;
        let other = match over.bought {
            Bought::Order(index) => {
                format!("call the order off: `suits job order cancel {id} {}`", job.orders[index].id)
            }
            Bought::Invoice(_) => "have the supplier credit what is too much".to_owned(),
        };
        findings.push(finding.help(format!(
            "ask the client for the rest: `suits job change add {id} --cause out-of-scope --text \"…\" …`, or {other}"
        )));
    }
    findings
}

/// `no-open-orders`: every order to a supplier is charged in full, or off.
pub(super) fn none_open(case: &Case<'_>) -> Vec<Finding> {
    let over = [OrderStatus::Invoiced, OrderStatus::Cancelled];
    let open = case.job.orders.iter().enumerate().filter(|(_, order)| !over.contains(&order.status));
    open.map(|(at, order)| {
        let supplier = order.supplier.as_deref().map_or(String::new(), |supplier| format!(" to {supplier}"));
        let message = format!("the order `{}`{supplier} is `{}`", order.id, order.status);
        let finding = Finding::error("no-open-orders", case.job.at(key_path!["orders", at, "status"]), message);
        let (job, id) = (&case.job.id, &order.id);
        finding.help(match order.status {
            OrderStatus::Draft => format!("send it or call it off: `suits job order send {job} {id}`, `suits job order cancel {job} {id}`"),
            OrderStatus::PartInvoiced => format!(
                "when the rest is charged: `suits job order receive {job} {id} --net AMOUNT --id NUMBER`; if nothing more comes: `suits job order cancel {job} {id} --rest`"
            ),
            _ => format!(
                "when its invoice is in: `suits job order receive {job} {id} --net AMOUNT --id NUMBER`; if it is off: `suits job order cancel {job} {id}`"
            ),
        })
    })
    .collect()
}
