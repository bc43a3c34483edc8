//! A rate of exchange on a document that no market gave that day.

use super::rule::{Desk, rule};
use crate::domain::invoice::InvoiceKind;
use crate::domain::money::exchange::{self, FarOff};
use crate::domain::money::papers::Papers;
use crate::domain::record::{Located, Record};
use crate::finding::Finding;
use crate::key_path;
use crate::source::KeyPath;

rule! {
    /// ## What it does
    /// Looks for an `fx_rate` on an order, a supplier's invoice or an invoice to a client that is more than a tenth off the rate that `[fx]` of
    /// `suits.toml` gives for the day of the document.
    ///
    /// Where `[fx]` has no rate for that day there is nothing to compare with. A supplier's invoice may carry the rate of the order it answers,
    /// and a credit note that of the invoice it takes money off, however the rate has moved since.
    ///
    /// ## Why it matters
    /// The rate on a document is what every limit, budget and price is counted with. A point in the wrong place, or the rate of the other
    /// direction, and a thousand dollars are a hundred euros: nothing is over any limit any more.
    ///
    /// ## Example
    /// ```yaml bad jobs/ACME/ACME-0012.yaml
    /// supplier_invoices:
    ///   - id: kuva-991
    ///     order: po-118
    ///     date: 2027-02-20
    ///     net: 3000.00
    ///     currency: USD
    ///     fx_rate: 0.09213                # <-- here
    /// ```
    ///
    /// ## Write instead
    /// ```yaml good jobs/ACME/ACME-0012.yaml
    /// supplier_invoices:
    ///   - id: kuva-991
    ///     order: po-118
    ///     date: 2027-02-20
    ///     net: 3000.00
    ///     currency: USD
    ///     fx_rate: 0.9213
    /// ```
    FarOffExchangeRate, "far-off-exchange-rate", ["I15"], Error, Book
}

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    let agency = desk.agency;
    let config = &agency.config;
    for job in &agency.jobs {
        let rated = job.orders.iter().any(|order| order.fx_rate.is_some())
            || job.supplier_invoices.iter().any(|invoice| invoice.fx_rate.is_some());
        let Some(papers) = rated.then(|| Papers::of(agency, job)).flatten() else { continue };
        let home = papers.currency;
        for (index, order) in job.orders.iter().enumerate() {
            let Some((own, rate)) = order.currency.zip(order.fx_rate) else { continue };
            let far = exchange::far_off(config, own, rate.0, home, order.date);
            findings.extend(far.map(|far| found(job, key_path!["orders", index, "fx_rate"], far)));
        }
        for (index, invoice) in job.supplier_invoices.iter().enumerate() {
            let Some((own, rate)) = invoice.currency.zip(invoice.fx_rate) else { continue };
            let Some(far) = exchange::far_off(config, own, rate.0, home, invoice.date) else { continue };
            let order = invoice.order.as_ref().and_then(|id| job.orders.iter().find(|order| order.id == *id));
            if order.is_none_or(|order| order.currency != Some(own) || order.fx_rate != Some(rate)) {
                findings.push(found(job, key_path!["supplier_invoices", index, "fx_rate"], far));
            }
        }
    }
    for invoice in &agency.invoices {
        let Some(rate) = invoice.fx_rate else { continue };
        let client = agency.clients.get(&invoice.id.client()).found();
        let home = config.agency.currency;
        let own = invoice.currency.or_else(|| client?.record.currency).unwrap_or(home);
        let Some(far) = exchange::far_off(config, own, rate.0, home, invoice.date) else { continue };
        let original = invoice.credits.as_ref().filter(|_| invoice.kind == InvoiceKind::Credit);
        let original = original.and_then(|id| agency.invoices.get(id).found());
        if original.is_none_or(|original| original.fx_rate != Some(rate)) {
            findings.push(found(invoice, key_path!["fx_rate"], far));
        }
    }
}

fn found<T: Record>(record: &Located<T>, path: KeyPath, far: FarOff) -> Finding {
    META.finding(record.at(path), far.message()).help(far.help())
}
