//! Guards that look at orders to suppliers: is each paid for by a line that the client approved, is none left open.

use super::case::Case;
use super::money::terms;
use crate::domain::job_money::OrderStatus;
use crate::domain::money::ordered::{Bought, over_lines};
use crate::domain::money::papers::{Papers, orders};
use crate::domain::money::unpaid::{Why, unpaid};
use crate::domain::plan::money::payer::next_yes;
use crate::finding::Finding;
use crate::key_path;

/// `orders-covered`: each order that went out, and what suppliers charged without one, is on a line that the client approved, and within it.
pub(super) fn covered(case: &Case<'_>) -> Vec<Finding> {
    const GUARD: &str = "orders-covered";
    let job = case.job;
    let is_charged = job.supplier_invoices.iter().any(|invoice| invoice.order.is_none());
    if orders(&job.record).next().is_none() && !is_charged {
        return Vec::new();
    }
    let terms = match terms(case, GUARD) {
        Ok(terms) => terms,
        Err(objections) => return objections,
    };
    let papers = Papers::in_force(job, terms, case.today());
    let mut findings = Vec::new();
    for unpaid in unpaid(&papers) {
        let what = match unpaid.bought {
            Bought::Order(index) => format!("the order `{}`", job.orders[index].id),
            Bought::Invoice(index) => format!("the supplier invoice `{}`", job.supplier_invoices[index].id),
        };
        let (why, waits) = match unpaid.why {
            Why::NoLine => ("names no line that pays for it".to_owned(), None),
            Why::NoSuchLine(line) => (format!("is on the line `{line}`, which no estimate or change order has"), None),
            Why::PaysNobody(line, _, _, words) => (format!("is on the line `{line}`, {words}"), None),
            Why::NotApproved(line, paper, at) => {
                let why = format!("is on the line `{line}` of {}, which the client has not approved", paper.name);
                (why, Some((paper, at)))
            }
        };
        let mut finding = Finding::error(GUARD, job.at(unpaid.path()), format!("{what} {why}"));
        let yes = match waits {
            Some((paper, _)) => next_yes(&papers, &paper.path, case.today()),
            None => format!("`suits job change add {} --cause out-of-scope --text \"…\" …`", job.id),
        };
        if let Some((paper, at)) = waits {
            finding = finding.related(job.at(paper.path.then("lines").then(at)), "waits for the client's yes");
        }
        let naming = unpaid.naming(&papers);
        findings.push(finding.help(format!("{naming} with an approved line, or have this one approved: {yes}")));
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
        let net = order.to_be_charged(&case.job.supplier_invoices);
        finding.help(match order.status {
            OrderStatus::Draft => format!("send it or call it off: `suits job order send {job} {id}`, `suits job order cancel {job} {id}`"),
            OrderStatus::PartInvoiced => format!(
                "when the rest is charged: `suits job order receive {job} {id} --net {net} --id NUMBER`; if nothing more comes: `suits job order cancel {job} {id} --rest`"
            ),
            _ => format!(
                "when its invoice is in: `suits job order receive {job} {id} --net {net} --id NUMBER`; if it is off: `suits job order cancel {job} {id}`"
            ),
        })
    })
    .collect()
}
