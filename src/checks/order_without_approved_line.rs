//! I12: something bought from a supplier that no approved line of an estimate or change order pays for.

use super::rule::{Desk, rule};
use crate::domain::money::ordered::Bought;
use crate::domain::money::papers::Papers;
use crate::domain::money::unpaid::{Unpaid, Why, unpaid};
use crate::domain::plan::money::payer::next_yes;
use crate::finding::Finding;

rule! {
    /// ## What it does
    /// Looks for orders to suppliers that name no line, a line that the client has not approved, or a fee or discount, from which no supplier is paid.
    ///
    /// A supplier's invoice that answers no order is looked at like an order. Drafts and cancelled orders bind nobody and
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
        findings.extend(unpaid(&papers).iter().filter_map(|unpaid| found(&papers, unpaid)));
    }
}

/// What is wrong with the line that pays for something; a line that no paper has is a dangling reference.
fn found(papers: &Papers<'_>, unpaid: &Unpaid<'_, '_>) -> Option<Finding> {
    let job = papers.job;
    let (what, is, date) = match unpaid.bought {
        Bought::Order(index) => {
            let order = &job.orders[index];
            (format!("the order `{}`", order.id), format!("is {}", order.status), order.date)
        }
        Bought::Invoice(index) => {
            let invoice = &job.supplier_invoices[index];
            (format!("the supplier invoice `{}`", invoice.id), "answers no order".to_owned(), invoice.date)
        }
    };
    let place = job.at(unpaid.path());
    match unpaid.why {
        Why::NoLine => {
            let message = match unpaid.bought {
                Bought::Order(_) => format!("{what} names no line that pays for it"),
                Bought::Invoice(_) => format!("{what} names neither an order nor a line that pays for it"),
            };
            let help = format!("name the approved line that pays for it: {}", unpaid.naming(papers));
            Some(META.finding(place, message).help(help))
        }
        Why::NoSuchLine(_) => None,
        Why::PaysNobody(id, paper, at, why) => {
            let finding = META.finding(place, format!("{what} {is}, and `{id}` is {why}"));
            let there = job.at(paper.path.then("lines").then(at));
            Some(finding.related(there, "what it is bought on").help(format!(
                "name an approved third-party, media or expense line; where there is none: `suits job change add {} --cause out-of-scope --text \"…\" --kind third-party --net AMOUNT`",
                job.id
            )))
        }
        Why::NotApproved(id, paper, at) => {
            let message = format!("{what} {is}, but the client has not approved `{id}`: it is in {}", paper.name);
            let there = job.at(paper.path.then("lines").then(at));
            let finding = META.finding(place, message).related(there, "waits for the client's yes");
            Some(finding.help(next_yes(papers, &paper.path, date)))
        }
    }
}
