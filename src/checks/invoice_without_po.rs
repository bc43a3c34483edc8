//! I28: an invoice to a client who pays nothing without a purchase order, and no order on it.

use super::rule::{Desk, rule};
use crate::domain::approval::{ApprovalFor, Method};
use crate::domain::invoice::InvoiceKind;
use crate::domain::job::Job;
use crate::domain::money::papers::signed;
use crate::finding::Finding;
use crate::key_path;

rule! {
    /// ## What it does
    /// Looks for invoices to a client with `po_required` that carry no `po`, for jobs without a `client_po`.
    ///
    /// Either will do. Credit notes and what was written off are not looked at; a draft that is not issued yet only warns.
    ///
    /// ## Why it matters
    /// The client's finance sends it back after thirty days, and the thirty days begin again.
    ///
    /// ## Example
    /// ```yaml bad invoices/ACME/ACME-I0118.yaml
    /// po: null
    /// lines:
    ///   - id: a                           # <-- here
    ///     contract: aor-2025
    ///     month: 2026-12
    ///     net: 12000.00
    /// ```
    ///
    /// ## Write instead
    /// ```yaml good invoices/ACME/ACME-I0118.yaml
    /// po: "4500012346"
    /// lines:
    ///   - id: a
    ///     contract: aor-2025
    ///     month: 2026-12
    ///     net: 12000.00
    /// ```
    InvoiceWithoutPo, "invoice-without-po", ["I28"], Error, Book
}

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    for invoice in &desk.agency.invoices {
        let wants = |po: Option<&str>| po.is_none_or(|po| po.trim().is_empty());
        if !wants(invoice.po.as_deref()) || invoice.kind == InvoiceKind::Credit || invoice.written_off.is_some() {
            continue;
        }
        let client = desk.agency.clients.get(&invoice.id.client()).found();
        if client.is_none_or(|client| !client.po_required) {
            continue;
        }
        // one order missing is one finding, however many lines it is missing for
        let lacking = invoice.lines.iter().enumerate().find_map(|(index, line)| match &line.job {
            None => Some((index, None)),
            Some(id) => {
                let job = desk.agency.jobs.get(id).found()?;
                wants(job.client_po.as_deref()).then_some((index, Some(job)))
            }
        });
        let Some((index, job)) = lacking else { continue };
        let place = invoice.at(key_path!["lines", index]);
        let whose = job.map_or_else(String::new, |job| format!(", nor does {} have a `client_po`", job.id));
        let message = format!("the client pays nothing without a purchase order: the invoice has no `po`{whose}");
        let issued = invoice.approvals.iter().any(|approval| approval.of == ApprovalFor::Issue);
        let finding = if issued { META.finding(place, message) } else { META.warning(place, message) };
        findings.push(match job.and_then(|job| known(job)) {
            Some(number) => finding.help(format!("the client approved with the purchase order `{number}`: if it is for this work, write it as `client_po` of the job")),
            None => finding.help("ask the client for the number, and write it as `po` of the invoice or `client_po` of the job"),
        });
    }
}

/// The order by which the client approved the job's estimate, if it did so.
fn known(job: &Job) -> Option<&str> {
    let signed = job.estimates.iter().filter_map(|estimate| signed(&estimate.approvals));
    signed
        .filter(|approval| approval.method == Method::Po)
        .filter_map(|approval| approval.evidence.as_deref())
        .next_back()
}
