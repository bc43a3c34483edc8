//! A credit note pays for an invoice on one of the two papers only.

use super::rule::{Desk, rule};
use crate::domain::invoice::{Invoice, InvoiceKind, Payment};
use crate::domain::record::Located;
use crate::finding::Finding;
use crate::key_path;
use crate::values::grouped;

rule! {
    /// ## What it does
    /// Looks for payments that were set off `with` another paper, where that one does not say the same: the same id, day and amount, `with`
    /// this one. One of the two is a credit note, and the other is none.
    ///
    /// `suits invoice pay INVOICE --with CREDIT-NOTE` writes both halves, and `--undo` takes both out.
    ///
    /// ## Why it matters
    /// A set-off moves no money. With one half missing the client owes less than before, and nobody has paid.
    ///
    /// ## Example
    /// ```yaml bad invoices/ACME/ACME-I0119.yaml
    /// number: "2027-003"
    /// date: 2027-01-11
    /// due: 2027-01-11
    /// kind: credit
    /// currency: EUR
    /// tax: 25.5%
    /// credits: ACME-I0118
    /// lines:
    ///   - id: a
    ///     job: ACME-0012
    ///     line: concept
    ///     net: 440.00
    /// approvals:
    ///   - for: issue
    ///     by: mai
    ///     role: account-manager
    ///     date: 2027-01-11
    ///     method: system
    ///     hash: h1-0000000000000000
    /// payments:
    ///   - id: s0ff
    ///     date: 2027-01-11
    ///     amount: 552.20
    ///     with: ACME-I0118                # <-- here
    /// ```
    ///
    /// ## Write instead
    /// ```yaml good invoices/ACME/ACME-I0119.yaml
    /// number: "2027-003"
    /// date: 2027-01-11
    /// due: 2027-01-11
    /// kind: credit
    /// currency: EUR
    /// tax: 25.5%
    /// credits: ACME-I0118
    /// lines:
    ///   - id: a
    ///     job: ACME-0012
    ///     line: concept
    ///     net: 440.00
    /// approvals:
    ///   - for: issue
    ///     by: mai
    ///     role: account-manager
    ///     date: 2027-01-11
    ///     method: system
    ///     hash: h1-0000000000000000
    /// payments:
    ///   - id: b4ck
    ///     date: 2027-01-11
    ///     amount: 552.20
    /// ```
    SetOffOnOneSide, "set-off-on-one-side", [], Error, Book
}

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    for invoice in &desk.agency.invoices {
        for (index, payment) in invoice.payments.iter().enumerate() {
            // a paper that is not there is a dangling reference
            let other = payment.with.as_ref().and_then(|other| desk.agency.invoices.get(other).found());
            let Some((message, help)) = other.and_then(|other| wrong(invoice, payment, other)) else { continue };
            let finding = META.finding(invoice.at(key_path!["payments", index, "with"]), message);
            findings.push(finding.help(help));
        }
    }
}

/// What is wrong with a half of a set-off, and what to do about it.
fn wrong(invoice: &Located<Invoice>, payment: &Payment, other: &Located<Invoice>) -> Option<(String, String)> {
    let notes = [invoice, other].into_iter().filter(|one| one.kind == InvoiceKind::Credit).count();
    if notes != 1 {
        let message = format!("{} is set off against {}: it takes a credit note and an invoice", invoice.id, other.id);
        return Some((message, "take `with` out if money came in".to_owned()));
    }
    if other.payments.iter().any(|one| one.is_half_of(payment, &invoice.id)) {
        return None;
    }
    let sum = grouped(payment.amount.0);
    let message =
        format!("{sum} is set off against {} on {}, and {} does not say so", other.id, payment.date, other.id);
    let undo = format!("take it out: {}", payment.taking_out(&invoice.id));
    let (paid, note) = if other.kind == InvoiceKind::Credit { (invoice, other) } else { (other, invoice) };
    Some((message, format!("{undo}; then `suits invoice pay {} --with {}` writes both", paid.id, note.id)))
}
