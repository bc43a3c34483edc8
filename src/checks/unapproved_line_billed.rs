//! I29: an invoice that charges for a line the client has not approved.

use super::rule::{Desk, rule};
use crate::domain::invoice::InvoiceKind;
use crate::domain::job::Job;
use crate::domain::money::papers::Papers;
use crate::domain::record::Located;
use crate::finding::Finding;
use crate::key_path;
use crate::values::JobId;
use std::collections::HashMap;

rule! {
    /// ## What it does
    /// Looks for lines of an invoice that charge a line of a change order or estimate which the client had not approved by the invoice's day.
    ///
    /// Credit notes give money back and are not looked at; nor is work under a retainer or an investment.
    ///
    /// ## Why it matters
    /// It is the invoice the client remembers: money asked for work nobody agreed to. It puts every other line of the account in doubt.
    ///
    /// ## Example
    /// ```yaml bad invoices/ACME/ACME-I0118.yaml
    /// lines:
    ///   - id: a
    ///     job: ACME-0012
    ///     line: co1-edit                  # <-- here
    ///     net: 1140.00
    /// payments: []
    /// ```
    ///
    /// ## Write instead
    /// ```yaml good invoices/ACME/ACME-I0118.yaml
    /// lines:
    ///   - id: a
    ///     job: ACME-0012
    ///     line: concept
    ///     net: 4400.00
    /// ```
    UnapprovedLineBilled, "unapproved-line-billed", ["I29"], Error, Book
}

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    let mut read: HashMap<&JobId, Option<Papers<'_>>> = HashMap::new();
    for invoice in desk.agency.invoices.iter().filter(|invoice| invoice.kind != InvoiceKind::Credit) {
        for (index, line) in invoice.record.lines.iter().enumerate() {
            let (Some(id), Some(of)) = (&line.job, &line.line) else { continue };
            let papers = read.entry(id).or_insert_with(|| papers(desk, id));
            let Some(papers) = papers.as_ref().filter(|papers| !papers.is_excused(invoice.date)) else { continue };
            // a line that the job does not have is a dangling reference
            let Some((paper, at, _)) = papers.line(of) else { continue };
            let message = match papers.approved_since(of) {
                Some(since) if since <= invoice.date => continue,
                Some(since) => {
                    format!("`{of}` of {id} is charged on {}, and the client approved it on {since}", invoice.date)
                }
                None => format!("`{of}` of {id} is charged, and the client has not approved {}", paper.name),
            };
            let finding = META.finding(invoice.at(key_path!["lines", index, "line"]), message);
            let job: &Located<Job> = papers.job;
            let finding = finding.related(job.at(paper.path.then("lines").then(at)), format!("in {}", paper.name));
            findings.push(finding.help("take the line out of the invoice until the client has approved it"));
        }
    }
}

fn papers<'a>(desk: &Desk<'a>, id: &JobId) -> Option<Papers<'a>> {
    Papers::of(desk.agency, desk.agency.jobs.get(id).found()?)
}
