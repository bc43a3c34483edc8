//! A supplier's invoice that says nowhere who sent it.

use super::rule::{Desk, rule};
use crate::domain::job::Job;
use crate::domain::job_money::SupplierInvoice;
use crate::finding::Finding;
use crate::key_path;
use crate::values::{Word, says_nothing};

rule! {
    /// ## What it does
    /// Looks for suppliers' invoices that answer no order, and name nobody who charges: neither themselves nor by the line that pays for them.
    ///
    /// ## Why it matters
    /// Whoever pays it has to know whom, and what a supplier costs the client in a year is asked every year.
    ///
    /// ## Example
    /// ```yaml bad jobs/ACME/ACME-0012.yaml
    /// supplier_invoices:
    ///   - id: cinema-7                    # <-- here
    ///     line: tv
    ///     date: 2026-11-30
    ///     net: 900.00
    /// ```
    ///
    /// ## Write instead
    /// ```yaml good jobs/ACME/ACME-0012.yaml
    /// supplier_invoices:
    ///   - id: cinema-7
    ///     line: tv
    ///     supplier: Finnkino Oy
    ///     date: 2026-11-30
    ///     net: 900.00
    /// ```
    ChargeWithoutSupplier, "charge-without-supplier", [], Error, Book
}

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    for job in &desk.agency.jobs {
        for (index, invoice) in job.supplier_invoices.iter().enumerate() {
            // one without a line either is asked for both by `order-without-approved-line`
            if invoice.order.is_some() || invoice.line.is_none() || names_somebody(job, invoice) {
                continue;
            }
            let message =
                format!("the supplier invoice `{}` answers no order and names nobody who charges", invoice.id);
            let finding = META.finding(job.at(key_path!["supplier_invoices", index, "id"]), message);
            findings.push(finding.help("write who sent it, as their paper says: `supplier: Kuva Oy`"));
        }
    }
}

fn names_somebody(job: &Job, invoice: &SupplierInvoice) -> bool {
    let is_name = |name: &Option<Word>| name.as_deref().is_some_and(|name| !says_nothing(name));
    let lines = job.estimates.iter().flat_map(|estimate| &estimate.lines);
    let mut lines = lines.chain(job.change_orders.iter().flat_map(|change| &change.lines));
    is_name(&invoice.supplier) || lines.any(|line| line.id == invoice.line && is_name(&line.supplier))
}
