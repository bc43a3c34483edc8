//! I14: a supplier who charges more than was ordered.

use super::rule::{Desk, rule};
use crate::domain::money::overcharge::{by_order, over};
use crate::domain::money::papers::Papers;
use crate::finding::Finding;
use crate::key_path;

rule! {
    /// ## What it does
    /// Looks for suppliers' invoices that together come to more than their order and the contract's `tolerance`.
    ///
    /// Without a tolerance in the contract there is none. A credit from the supplier is an invoice with a negative net, and takes the excess
    /// away. Other currencies count by their own `fx_rate`, else `[fx]`. An invoice without an order
    /// counts against its line: `order-over-line`.
    ///
    /// ## Why it matters
    /// The invoice is approved by someone who looks at the invoice. Three within the tolerance make one that is not.
    ///
    /// ## Example
    /// ```yaml bad jobs/ACME/ACME-0012.yaml
    /// supplier_invoices:
    ///   - id: kuva-991
    ///     order: po-118
    ///     date: 2027-02-20
    ///     net: 28500.00
    ///   - id: kuva-1002
    ///     order: po-118
    ///     date: 2027-03-02
    ///     net: 2850.01                    # <-- here
    /// ```
    ///
    /// ## Write instead
    /// ```yaml good jobs/ACME/ACME-0012.yaml
    /// supplier_invoices:
    ///   - id: kuva-991
    ///     order: po-118
    ///     date: 2027-02-20
    ///     net: 28500.00
    ///   - id: kuva-1002
    ///     order: po-118
    ///     date: 2027-03-02
    ///     net: 2850.00
    /// ```
    SupplierOvercharge, "supplier-overcharge", ["I14"], Error, Book
}

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    for job in desk.agency.jobs.iter().filter(|job| !job.supplier_invoices.is_empty()) {
        let Some(papers) = Papers::of(desk.agency, job) else { continue };
        let mut charged = by_order(job);
        for (at, order) in job.orders.iter().enumerate() {
            let Some(invoices) = charged.remove(&order.id) else { continue };
            let Some(over) = over(&papers, order, &invoices) else { continue };
            let place = job.at(key_path!["supplier_invoices", over.invoice, "net"]);
            let finding = META.finding(place, over.message(order));
            let finding = finding.related(job.at(key_path!["orders", at, "net"]), "what was ordered");
            findings.push(finding.help(format!(
                "ask the supplier for a credit, and take it down as a negative sum: `suits job order receive {0} {1} --net -AMOUNT`; or, once the client has agreed to pay more (`suits job change add {0} …`), order the rest: `suits job order add {0} --line LINE --net AMOUNT`, and take the rest of the invoice down on it",
                job.id, order.id
            )));
        }
    }
}
