//! I13: an order sent, or media booked, before the client said yes.

use super::rule::{Desk, rule};
use crate::domain::money::papers::{Papers, orders};
use crate::finding::Finding;
use crate::key_path;

rule! {
    /// ## What it does
    /// Looks for orders to suppliers and media bookings dated before the day on which the client approved the line that pays for them.
    ///
    /// Media are booked by an order on a media line. The first paper with the line counts: a later version of the estimate takes no authority
    /// away. An override of `estimate-approved` by that day, a retainer and an investment with a `cap` need no yes.
    ///
    /// ## Why it matters
    /// Until the client has said yes, an order binds the agency alone. Media booked on a promise are the dearest of all.
    ///
    /// ## Example
    /// ```yaml bad jobs/ACME/ACME-0012.yaml
    /// orders:
    ///   - id: po-118
    ///     line: film
    ///     supplier: Kuva Oy
    ///     date: 2026-11-20                # <-- here
    ///     net: 28500.00
    ///     status: sent
    /// ```
    ///
    /// ## Write instead
    /// ```yaml good jobs/ACME/ACME-0012.yaml
    /// orders:
    ///   - id: po-118
    ///     line: film
    ///     supplier: Kuva Oy
    ///     date: 2026-11-23
    ///     net: 28500.00
    ///     status: sent
    /// ```
    OrderBeforeApproval, "order-before-approval", ["I13"], Error, Book
}

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    for job in desk.agency.jobs.iter().filter(|job| !job.orders.is_empty()) {
        let Some(papers) = Papers::of(desk.agency, job) else { continue };
        for (index, order) in orders(job) {
            let Some(line) = &order.line else { continue };
            // a line nobody approved at all is `order-without-approved-line`
            let Some(since) = papers.approved_since(line).filter(|since| order.date < *since) else { continue };
            if papers.is_excused(order.date) {
                continue;
            }
            let message = format!(
                "the order `{}` is of {}, and the client approved the line `{line}` on {since}",
                order.id, order.date
            );
            let finding = META.finding(job.at(key_path!["orders", index, "date"]), message);
            findings.push(finding.help(format!(
                "have the client approve first, then `suits job order send {0} {1}`; if it was agreed inside to go ahead, that is an override by an account manager or above: `suits job override {0} --to STAGE --reason \"…\"`",
                job.id, order.id
            )));
        }
    }
}
