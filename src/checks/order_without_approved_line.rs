//! I12: an order to a supplier that no approved line of an estimate or change order pays for.

use super::rule::{Desk, rule};
use crate::domain::money::papers::{Papers, orders};
use crate::domain::plan::money::payer::{next_yes, pays_nobody};
use crate::finding::Finding;
use crate::key_path;

rule! {
    /// ## What it does
    /// Looks for orders to suppliers that name no line, a line that the client has not approved, or a fee or discount, from which no supplier is paid.
    ///
    /// Drafts and cancelled orders bind nobody and are not looked at, nor is work under a retainer, an investment with a `cap`
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
    for job in desk.agency.jobs.iter().filter(|job| !job.orders.is_empty()) {
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
            // a line that no paper has is a dangling reference
            let Some((paper, at, line)) = papers.line(id) else { continue };
            if let Some(why) = pays_nobody(line) {
                let message = format!("the order `{}` is {}, and `{id}` is {why}", order.id, order.status);
                let finding = META.finding(job.at(key_path!["orders", index, "line"]), message);
                let finding = finding.related(job.at(paper.path.then("lines").then(at)), "what it is ordered on");
                findings.push(finding.help(format!(
                    "name an approved third-party, media or expense line; where there is none: `suits job change add {} --cause out-of-scope --text \"…\" --kind third-party --net AMOUNT`",
                    job.id
                )));
                continue;
            }
            if paper.signed.is_some() {
                continue;
            }
            let message = format!(
                "the order `{}` is {}, but the client has not approved `{id}`: it is in {}",
                order.id, order.status, paper.name
            );
            let finding = META.finding(job.at(key_path!["orders", index, "line"]), message);
            let finding = finding.related(job.at(paper.path.then("lines").then(at)), "waits for the client's yes");
            findings.push(finding.help(next_yes(job, &paper.path)));
        }
    }
}
