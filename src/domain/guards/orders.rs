//! Guards that look at orders to suppliers: is each paid for by a line that the client approved, is none left open.

use super::case::Case;
use super::money::terms;
use crate::domain::job_money::OrderStatus;
use crate::domain::ordered::over_lines;
use crate::domain::papers::{Papers, orders};
use crate::finding::Finding;
use crate::key_path;

/// `orders-covered`: each order that went out is on a line that the client approved, and within it.
pub(super) fn covered(case: &Case<'_>) -> Vec<Finding> {
    const GUARD: &str = "orders-covered";
    let job = case.job;
    if orders(&job.record).next().is_none() {
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
        if let Some((paper, at, _)) = paper {
            finding = finding.related(job.at(paper.path.then("lines").then(at)), "waits for the client's yes");
        }
        findings.push(finding.help(format!(
            "`suits job set {0} orders.{1}.line=LINE` with an approved line, or ask the client to approve it: `suits job estimate approve {0} --for client …`",
            job.id, order.id
        )));
    }
    for over in over_lines(&papers) {
        let finding = Finding::error(GUARD, job.at(key_path!["orders", over.order, "net"]), over.message(job));
        let finding = finding.related(job.at(over.line), "what the client approved");
        findings.push(finding.help(format!(
            "ask the client for a change order for the rest, or put the order right: `suits job edit {}`",
            job.id
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
        finding.help(format!(
            "when its invoice is in, or it is off, write so as its `status` (invoiced, cancelled): `suits job edit {}`",
            case.job.id
        ))
    })
    .collect()
}
