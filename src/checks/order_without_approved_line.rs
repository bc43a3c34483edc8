//! I12: something bought from a supplier that no approved line of an estimate or change order pays for.

use super::rule::{Desk, rule};
use crate::domain::job::Job;
use crate::domain::money::papers::{Papers, orders};
use crate::domain::plan::money::payer::{next_yes, pays_nobody};
use crate::domain::record::Located;
use crate::finding::Finding;
use crate::key_path;
use crate::source::KeyPath;
use crate::values::ItemId;

rule! {
    /// ## What it does
    /// Looks for orders to suppliers that name no line, a line that the client has not approved, or a fee or discount, from which no supplier is paid.
    ///
    /// A supplier's invoice that answers no order and names its `line` is looked at like an order. Drafts and cancelled orders bind nobody and
    /// are not looked at, nor is work under a retainer, an investment with a `cap`
    /// or an override of `estimate-approved`.
    ///
    /// ## Why it matters
    /// The supplier sends an invoice whether the client agreed or not.
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
    ///     line: co1-edit                  # <-- here
    ///     supplier: Kuva Oy
    ///     date: 2026-11-30
    ///     net: 900.00
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
    ///     line: co1-edit
    ///     supplier: Kuva Oy
    ///     date: 2026-11-30
    ///     net: 900.00
    ///     status: draft
    /// ```
    OrderWithoutApprovedLine, "order-without-approved-line", ["I12"], Error, Book
}

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    for job in &desk.agency.jobs {
        if job.orders.is_empty() && job.supplier_invoices.is_empty() {
            continue;
        }
        let Some(papers) = Papers::of(desk.agency, job) else { continue };
        for (index, order) in orders(job).filter(|(_, order)| !papers.is_excused(order.date)) {
            let Some(id) = &order.line else {
                let message = format!("the order `{}` names no line that pays for it", order.id);
                let finding = META.finding(job.at(key_path!["orders", index]), message);
                findings.push(finding.help(format!(
                    "name the approved line that pays for it: `suits job set {} orders.{}.line=LINE`",
                    job.id, order.id
                )));
                continue;
            };
            let what = (format!("the order `{}`", order.id), format!("is {}", order.status));
            findings.extend(unpaid(job, &papers, id, what, key_path!["orders", index, "line"]));
        }
        for (index, invoice) in job.supplier_invoices.iter().enumerate() {
            let line = invoice.line.as_ref().filter(|_| invoice.order.is_none() && !papers.is_excused(invoice.date));
            let what = || (format!("the supplier invoice `{}`", invoice.id), "answers no order".to_owned());
            let path = || key_path!["supplier_invoices", index, "line"];
            findings.extend(line.and_then(|line| unpaid(job, &papers, line, what(), path())));
        }
    }
}

/// What is wrong with the line that pays for something; a line that no paper has is a dangling reference.
fn unpaid(
    job: &Located<Job>,
    papers: &Papers<'_>,
    id: &ItemId,
    (what, is): (String, String),
    path: KeyPath,
) -> Option<Finding> {
    let (paper, at, line) = papers.line(id)?;
    let there = || job.at(paper.path.then("lines").then(at));
    if let Some(why) = pays_nobody(line) {
        let finding = META.finding(job.at(path), format!("{what} {is}, and `{id}` is {why}"));
        return Some(finding.related(there(), "what it is bought on").help(format!(
            "name an approved third-party, media or expense line; where there is none: `suits job change add {} --cause out-of-scope --text \"…\" --kind third-party --net AMOUNT`",
            job.id
        )));
    }
    if paper.signed.is_some() {
        return None;
    }
    let message = format!("{what} {is}, but the client has not approved `{id}`: it is in {}", paper.name);
    let finding = META.finding(job.at(path), message).related(there(), "waits for the client's yes");
    Some(finding.help(next_yes(job, &paper.path)))
}
