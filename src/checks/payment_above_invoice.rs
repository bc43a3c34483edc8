//! More was paid than an invoice asked for.

use super::rule::{Desk, rule};
use crate::domain::invoice::InvoiceKind;
use crate::domain::money::billing::currency_of;
use crate::finding::Finding;
use crate::key_path;
use crate::values::Money;

rule! {
    /// ## What it does
    /// Looks for payments that take what was paid above what an invoice comes to, tax included.
    ///
    /// A cent is enough. What went back to the client is a payment below nothing, and ends it. Of a credit note, the payments are what the
    /// agency gave back.
    ///
    /// ## Why it matters
    /// Most often the payment is entered twice, or is for another invoice, which then is chased. If not, the client has money coming.
    ///
    /// ## Example
    /// ```yaml bad invoices/ACME/ACME-I0118.yaml
    /// payments:
    ///   - id: m4k1
    ///     date: 2027-01-10
    ///     amount: 5522.00
    ///   - id: x2b7
    ///     date: 2027-01-12
    ///     amount: 552.20                  # <-- here
    /// ```
    ///
    /// ## Write instead
    /// ```yaml good invoices/ACME/ACME-I0118.yaml
    /// payments:
    ///   - id: m4k1
    ///     date: 2027-01-10
    ///     amount: 4969.80
    ///   - id: x2b7
    ///     date: 2027-01-12
    ///     amount: 552.20
    /// ```
    PaymentAboveInvoice, "payment-above-invoice", [], Warning, Book
}

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    for invoice in desk.agency.invoices.iter().filter(|invoice| !invoice.payments.is_empty()) {
        let Some(currency) = currency_of(desk.agency, invoice) else { continue };
        let Some(asked) = invoice.record.amount(currency) else { continue };
        let payments = invoice.record.payments.iter().enumerate();
        let mut paid = Money::zero(currency);
        let mut above = None;
        for (index, payment) in payments {
            let Some(sum) = paid.plus(Money::new(payment.amount.0, currency)) else { break };
            paid = sum;
            above = if paid.amount <= asked.amount { None } else { above.or(Some(index)) };
        }
        let Some(index) = above else { continue };
        let id = &invoice.id;
        let verb = if invoice.kind == InvoiceKind::Credit { "given back" } else { "paid" };
        let message = format!("{paid} is {verb} on {id}, which comes to {asked}");
        let finding = META.finding(invoice.at(key_path!["payments", index, "amount"]), message);
        findings.push(finding.help(format!(
            "if it is for another invoice, move it there: `suits invoice edit {id}`; if the money went back: `suits invoice pay {id} --back`"
        )));
    }
}
