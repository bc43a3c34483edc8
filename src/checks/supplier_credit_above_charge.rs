//! More given back by a supplier than the supplier charged.

use super::rule::{Desk, rule};
use crate::domain::money::overcharge::overcredits;
use crate::domain::money::papers::Papers;
use crate::finding::Finding;
use crate::key_path;
use crate::values::Decimal;

rule! {
    /// ## What it does
    /// Looks for suppliers' credits (invoices with a negative net) that together come to more than what was charged on the same order.
    ///
    /// Without an order, what one supplier charged on one line is looked at together; what names neither is not compared.
    ///
    /// ## Why it matters
    /// Nobody gives back what they never got. A minus too many, and the job looks cheaper than it was, with money to spend that is not there.
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
    ///     net: -28500.01                  # <-- here
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
    ///     net: -2850.00
    /// ```
    SupplierCreditAboveCharge, "supplier-credit-above-charge", [], Error, Book
}

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    for job in &desk.agency.jobs {
        if job.supplier_invoices.iter().all(|invoice| Decimal::ZERO <= invoice.net.0) {
            continue;
        }
        let Some(papers) = Papers::of(desk.agency, job) else { continue };
        for (over, what) in overcredits(&papers) {
            let place = job.at(key_path!["supplier_invoices", over.invoice, "net"]);
            let finding = META.finding(place, over.message(&what));
            findings.push(finding.help("write what the supplier's paper says, or take down first what they charged"));
        }
    }
}
