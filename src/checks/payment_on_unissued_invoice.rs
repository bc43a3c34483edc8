//! I22: an invoice that was paid and does not say who issued it.

use super::rule::{Desk, rule};
use crate::domain::approval::ApprovalFor;
use crate::finding::Finding;
use crate::key_path;

rule! {
    /// ## What it does
    /// Looks for invoices with payments, and without the approval that issued them.
    ///
    /// An edit after the issue is `stale-approval`. This finds the other way of changing an issued invoice: taking the approval out.
    ///
    /// ## Why it matters
    /// Without it the invoice counts as a draft: not billed, not aged, free to be changed. The client, meanwhile, holds the paper and paid it.
    ///
    /// ## Example
    /// ```yaml bad invoices/ACME/ACME-I0118.yaml
    /// approvals: []
    /// payments:                           # <-- here
    ///   - id: m4k1
    ///     date: 2027-01-10
    ///     amount: 5522.00
    /// ```
    ///
    /// ## Write instead
    /// ```yaml good invoices/ACME/ACME-I0118.yaml
    /// approvals:
    ///   - for: issue
    ///     by: mai
    ///     role: account-manager
    ///     date: 2026-12-15
    ///     method: system
    ///     hash: h1-0000000000000000
    /// payments:
    ///   - id: m4k1
    ///     date: 2027-01-10
    ///     amount: 5522.00
    /// ```
    PaymentOnUnissuedInvoice, "payment-on-unissued-invoice", ["I22"], Error, Book
}

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    for invoice in &desk.agency.invoices {
        let issued = invoice.approvals.iter().any(|approval| approval.of == ApprovalFor::Issue);
        if issued || invoice.payments.is_empty() {
            continue;
        }
        let message = format!("the invoice was paid on {}, and nobody issued it", invoice.payments[0].date);
        let finding = META.finding(invoice.key_at(key_path!["payments"]), message);
        let out: Vec<String> = invoice.payments.iter().map(|one| one.taking_out(&invoice.id)).collect();
        findings.push(finding.help(format!(
            "put back the approval `for: issue`; or take the payment out: {}, then `suits invoice pay INVOICE AMOUNT --date DATE` where it belongs",
            out.join(", ")
        )));
    }
}
