//! I14: a supplier who charges more than was ordered.

use super::rule::{Desk, rule};
use crate::domain::exchange;
use crate::domain::job_money::{Order, SupplierInvoice};
use crate::domain::papers::Papers;
use crate::finding::Finding;
use crate::key_path;
use crate::values::{Decimal, ItemId, Money, Percent};
use std::collections::HashMap;

rule! {
    /// ## What it does
    /// Looks for suppliers' invoices that together come to more than their order and the contract's `tolerance`.
    ///
    /// Without a tolerance in the contract there is none. A credit from the supplier is an invoice with a negative net, and takes the excess
    /// away. Other currencies count by their own `fx_rate`, else `[fx]`. An invoice without an order is not compared.
    ///
    /// ## Why it matters
    /// The invoice is approved by someone who looks at the invoice. Three within the tolerance make one that is not.
    ///
    /// ## Example
    /// ```yaml bad jobs/ACME/ACME-0012.yaml
    /// supplier_invoices:
    ///   - id: kuva-991
    ///     order: po-118
    ///     date: 2027-02-20
    ///     net: 28500.00
    ///   - id: kuva-1002
    ///     order: po-118
    ///     date: 2027-03-02
    ///     net: 2850.01                    # <-- here
    /// ```
    ///
    /// ## Write instead
    /// ```yaml good jobs/ACME/ACME-0012.yaml
    /// supplier_invoices:
    ///   - id: kuva-991
    ///     order: po-118
    ///     date: 2027-02-20
    ///     net: 28500.00
    ///   - id: kuva-1002
    ///     order: po-118
    ///     date: 2027-03-02
    ///     net: 2850.00
    /// ```
    SupplierOvercharge, "supplier-overcharge", ["I14"], Error, Book
}

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    for job in desk.agency.jobs.iter().filter(|job| !job.supplier_invoices.is_empty()) {
        let Some(papers) = Papers::of(desk.agency, job) else { continue };
        let mut charged: HashMap<&ItemId, Vec<(usize, &SupplierInvoice)>> = HashMap::new();
        for (index, invoice) in job.supplier_invoices.iter().enumerate() {
            if let Some(order) = &invoice.order {
                charged.entry(order).or_default().push((index, invoice));
            }
        }
        for (at, order) in job.orders.iter().enumerate() {
            let Some(mut invoices) = charged.remove(&order.id) else { continue };
            invoices.sort_by_key(|(index, invoice)| (invoice.date, *index));
            let Some((index, sum, most)) = over(&papers, order, &invoices) else { continue };
            let net = Money::new(order.net.0, most.currency);
            let message = if net == most {
                format!("with this invoice {sum} is charged on the order `{}`, which is {net}", order.id)
            } else {
                format!(
                    "with this invoice {sum} is charged on the order `{}`, which is {net}, with the tolerance {most}",
                    order.id
                )
            };
            let finding = META.finding(job.at(key_path!["supplier_invoices", index, "net"]), message);
            let finding = finding.related(job.at(key_path!["orders", at, "net"]), "what was ordered");
            findings.push(
                finding.help("ask the supplier for a credit, or raise the order once the client has agreed to pay"),
            );
        }
    }
}

/// The invoice that takes the sum over the order for good, the sum, and the most it may be; in the order's currency.
fn over(papers: &Papers<'_>, order: &Order, invoices: &[(usize, &SupplierInvoice)]) -> Option<(usize, Money, Money)> {
    let own = order.currency.unwrap_or(papers.currency);
    let tolerance = papers.terms.contract.and_then(|contract| contract.tolerance).map_or(Decimal::ZERO, Percent::ratio);
    let most = Money::new(order.net.0.checked_mul(Decimal::ONE.checked_add(tolerance)?)?, own);
    let (mut sum, mut first) = (Money::zero(own), None);
    for (index, invoice) in invoices {
        let net = if invoice.currency.unwrap_or(papers.currency) == own {
            invoice.net.0
        } else {
            let config = papers.terms.config;
            let here =
                exchange::of_document(config, (invoice.currency, invoice.fx_rate), papers.currency, invoice.date)
                    .ok()?;
            let there =
                exchange::of_document(config, (order.currency, order.fx_rate), papers.currency, order.date).ok()?;
            // by way of the job's currency: what one unit of the order's is worth there
            here.apply(invoice.net.0)?.checked_div(there.apply(Decimal::ONE)?)?
        };
        sum = sum.plus(Money::new(net, own))?;
        if sum.amount <= most.amount {
            first = None;
        } else if first.is_none() {
            first = Some(*index);
        }
    }
    first.map(|index| (index, sum, most))
}
