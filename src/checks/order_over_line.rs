//! I12: orders on a line that come to more than the line.

use super::rule::{Desk, rule};
use super::signed::{Papers, orders};
use crate::domain::exchange;
use crate::domain::job::Job;
use crate::domain::job_money::{Order, OrderStatus};
use crate::domain::price::line_net;
use crate::finding::Finding;
use crate::key_path;
use crate::values::{Decimal, ItemId, Money};
use std::collections::BTreeMap;

rule! {
    /// ## What it does
    /// Looks for orders to suppliers that together come to more than the net of the approved line that pays for them.
    ///
    /// A media line given gross leaves the supplier what the commission leaves. An order that is invoiced in full counts what it was invoiced
    /// at, if that was less. A fee has no net, so orders on one are not compared. Other currencies count by the order's `fx_rate`, else `[fx]`.
    ///
    /// ## Why it matters
    /// Whatever is ordered above the line comes out of the agency's pocket, or out of an awkward talk after the event.
    ///
    /// ## Example
    /// ```yaml bad jobs/ACME/ACME-0012.yaml
    /// orders:
    ///   - id: po-118
    ///     line: film
    ///     supplier: Kuva Oy
    ///     date: 2026-11-25
    ///     net: 28500.00
    ///     status: sent
    ///   - id: po-119
    ///     line: film
    ///     supplier: Ääni Oy
    ///     date: 2026-11-26
    ///     net: 1800.00                    # <-- here
    ///     status: sent
    /// ```
    ///
    /// ## Write instead
    /// ```yaml good jobs/ACME/ACME-0012.yaml
    /// orders:
    ///   - id: po-118
    ///     line: film
    ///     supplier: Kuva Oy
    ///     date: 2026-11-25
    ///     net: 28500.00
    ///     status: sent
    ///   - id: po-119
    ///     line: film
    ///     supplier: Ääni Oy
    ///     date: 2026-11-26
    ///     net: 1500.00
    ///     status: sent
    /// ```
    OrderOverLine, "order-over-line", ["I12"], Error, Book
}

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    for job in desk.agency.jobs.iter().filter(|job| !job.orders.is_empty()) {
        let Some(papers) = Papers::of(desk.agency, job) else { continue };
        let mut by_line: BTreeMap<&ItemId, Vec<(usize, &Order)>> = BTreeMap::new();
        for (index, order) in orders(job) {
            if let Some(line) = &order.line {
                by_line.entry(line).or_default().push((index, order));
            }
        }
        for (id, mut orders) in by_line {
            let Some((paper, at, line)) = papers.line(id).filter(|(paper, ..)| paper.signed.is_some()) else {
                continue;
            };
            let Some(net) = line_net(line, paper.currency, papers.terms.commission_base()) else { continue };
            orders.sort_by_key(|(index, order)| (order.date, *index));
            let Some((over, sum)) = over(&papers, &orders, net) else { continue };
            let finding = META.finding(
                job.at(key_path!["orders", orders[over].0, "net"]),
                format!("with the order `{}` {sum} is ordered on the line `{id}`, which has {net}", orders[over].1.id),
            );
            let finding = finding.related(job.at(paper.path.then("lines").then(at)), "what the client approved");
            findings.push(finding.help("ask the client for a change order for the rest, and order it on that line"));
        }
    }
}

/// The order that takes the sum over the line's net for good, and the sum. `None` too where it cannot be told: that is another finding.
fn over(papers: &Papers<'_>, orders: &[(usize, &Order)], net: Money) -> Option<(usize, Money)> {
    let mut sum = Money::zero(net.currency);
    let mut first = None;
    for (at, (_, order)) in orders.iter().enumerate() {
        let own = order.currency.unwrap_or(papers.currency);
        let here = if own == net.currency {
            cost(papers.job, order)
        } else {
            let factor = exchange::of_document(
                papers.terms.config,
                (order.currency, order.fx_rate),
                papers.currency,
                order.date,
            )
            .ok()?;
            let line = exchange::factor(papers.terms.config, papers.currency, net.currency, order.date).ok()?;
            factor.and(line)?.apply(cost(papers.job, order))?
        };
        sum = sum.plus(Money::new(here, net.currency))?;
        if sum.amount <= net.amount {
            first = None;
        } else if first.is_none() {
            first = Some(at);
        }
    }
    first.map(|at| (at, sum))
}

/// What an order costs: its net, or what it was invoiced at in full, if that was less.
fn cost(job: &Job, order: &Order) -> Decimal {
    if order.status != OrderStatus::Invoiced {
        return order.net.0;
    }
    let mut invoices =
        job.supplier_invoices.iter().filter(|invoice| invoice.order.as_ref() == Some(&order.id)).peekable();
    if invoices.peek().is_none() {
        return order.net.0;
    }
    let alike = |currency| currency == order.currency;
    let charged = invoices.try_fold(Decimal::ZERO, |sum, invoice| {
        alike(invoice.currency).then(|| sum.checked_add(invoice.net.0)).flatten()
    });
    charged.map_or(order.net.0, |charged| charged.min(order.net.0))
}
