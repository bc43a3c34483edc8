//! More is given back than was charged.

use super::rule::{Desk, rule};
use crate::domain::invoice::{Invoice, InvoiceKind};
use crate::domain::money::billing::currency_of;
use crate::domain::money::charged::Subject;
use crate::domain::record::Located;
use crate::finding::Finding;
use crate::key_path;
use crate::values::{Decimal, InvoiceId, grouped};
use std::collections::BTreeMap;

rule! {
    /// ## What it does
    /// Looks for credit notes that together give back more of an invoice's line than it charged, or that name what is no invoice.
    ///
    /// Notes that are still drafts are counted once they are issued.
    ///
    /// ## Why it matters
    /// Money given back twice is gone: the client's ledger shows what is due to them, and nobody there looks for the mistake.
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
    ///     net: 44000.00                   # <-- here
    /// approvals:
    ///   - for: issue
    ///     by: mai
    ///     role: account-manager
    ///     date: 2027-01-11
    ///     method: system
    ///     hash: h1-0000000000000000
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
    /// ```
    CreditAboveInvoice, "credit-above-invoice", [], Error, Book
}

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    let mut notes: BTreeMap<&InvoiceId, Vec<&Located<Invoice>>> = BTreeMap::new();
    for note in &desk.agency.invoices {
        let Some(original) = note.record.credits.as_ref() else { continue };
        // one that is not there is a dangling reference
        let Some(other) = desk.agency.invoices.get(original).found() else { continue };
        if note.kind != InvoiceKind::Credit {
            let message = format!("a {} invoice takes no money off {original}", note.kind);
            let finding = META.finding(note.at(key_path!["credits"]), message);
            findings.push(finding.help("write `kind: credit`, or take `credits` out"));
        } else if other.kind == InvoiceKind::Credit {
            let finding = META.finding(note.at(key_path!["credits"]), format!("{original} is a credit note itself"));
            findings.push(finding.help("name the invoice that money is taken off"));
        } else if note.was_issued() {
            notes.entry(original).or_default().push(note);
        }
    }
    for (original, notes) in notes {
        if let Some(original) = desk.agency.invoices.get(original).found() {
            one(desk, original, notes, findings);
        }
    }
}

/// The notes on one invoice, in the order of their days.
fn one(desk: &Desk<'_>, original: &Located<Invoice>, mut notes: Vec<&Located<Invoice>>, findings: &mut Vec<Finding>) {
    notes.sort_by_key(|note| (note.date, note.id.clone()));
    let currency = currency_of(desk.agency, original);
    let mut left: Vec<(Subject, Decimal)> = Vec::new();
    for line in &original.record.lines {
        let of = Subject::of(line);
        match left.iter_mut().find(|(other, _)| *other == of) {
            Some((_, sum)) => *sum = sum.saturating_add(line.net.0),
            None => left.push((of, line.net.0)),
        }
    }
    for note in notes.into_iter().filter(|note| currency_of(desk.agency, note) == currency) {
        for (index, line) in note.record.lines.iter().enumerate() {
            let of = Subject::of(line);
            let rest = left.iter_mut().find(|(other, _)| *other == of).map(|(_, rest)| rest);
            // a discount that was charged is given back below nothing
            let was = rest.as_ref().map_or(Decimal::ZERO, |rest| **rest);
            if let Some(rest) = rest {
                *rest = was.saturating_sub(line.net.0);
            }
            if line.net.0.abs() <= was.abs() && line.net.0.is_sign_negative() == was.is_sign_negative() {
                continue;
            }
            let (back, was) = (grouped(line.net.0), grouped(was));
            let message = format!("{back} is given back, and {was} of it is charged on {}", original.id);
            let finding = META.finding(note.at(key_path!["lines", index, "net"]), message);
            let finding = finding.related(original.at(key_path!["lines"]), "what was charged");
            findings.push(finding.help("give back no more than was charged, less what other credit notes gave back"));
        }
    }
}
