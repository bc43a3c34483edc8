//! I12: orders on a line, and what is charged on it without one, that come to more than the line.

use super::rule::{Desk, rule};
use crate::domain::money::ordered::over_lines;
use crate::domain::money::papers::Papers;
use crate::finding::Finding;

rule! {
    /// ## What it does
    /// Looks for orders to suppliers, and suppliers' invoices without an order, that together come to more than the net of the approved line
    /// that pays for them.
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
    for job in &desk.agency.jobs {
        if job.orders.is_empty() && job.supplier_invoices.is_empty() {
            continue;
        }
        let Some(papers) = Papers::of(desk.agency, job) else { continue };
        for over in over_lines(&papers) {
            let finding = META.finding(job.at(over.bought.path().then("net")), over.message(job));
            let finding = finding.related(job.at(over.line), "what the client approved");
            findings.push(finding.help(format!(
                "ask the client for the rest: `suits job change add {} --cause out-of-scope --text \"…\" …`, and order it on that line",
                job.id
            )));
        }
    }
}
