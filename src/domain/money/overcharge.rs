//! What suppliers charged on an order against what was ordered (I14): worked out here for the rule and for the verbs, so that they cannot disagree.

use super::exchange;
use super::papers::Papers;
use crate::domain::job::Job;
use crate::domain::job_money::{Order, SupplierInvoice};
use crate::values::{Decimal, Money, Percent};

/// More was charged on an order than it allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Overcharge {
    /// The invoice that takes the sum over it for good, in the job's list.
    pub invoice: usize,
    /// What is charged, in the order's currency.
    pub sum: Money,
    /// What was ordered.
    pub net: Money,
    /// The most it may come to: the order and the contract's tolerance.
    pub most: Money,
}

impl Overcharge {
    /// ``with this invoice 31351.00 EUR is charged on the order `po-118`, which is 28500.00 EUR``.
    pub fn message(&self, order: &Order) -> String {
        let Overcharge { sum, net, most, .. } = self;
        let id = &order.id;
        if net == most {
            format!("with this invoice {sum} is charged on the order `{id}`, which is {net}")
        } else {
            format!("with this invoice {sum} is charged on the order `{id}`, which is {net}, with the tolerance {most}")
        }
    }
}

/// The invoices on an order, oldest first, with their place in the job's list.
pub fn invoices<'j>(job: &'j Job, order: &Order) -> Vec<(usize, &'j SupplierInvoice)> {
    let all = job.supplier_invoices.iter().enumerate();
    let mut own: Vec<_> = all.filter(|(_, invoice)| invoice.order.as_ref() == Some(&order.id)).collect();
    own.sort_by_key(|(index, invoice)| (invoice.date, *index));
    own
}

/// What is charged on an order, in its currency; `None` where it cannot be told.
pub fn charged(papers: &Papers<'_>, order: &Order, invoices: &[(usize, &SupplierInvoice)]) -> Option<Money> {
    let own = order.currency.unwrap_or(papers.currency);
    invoices.iter().try_fold(Money::zero(own), |sum, (_, invoice)| sum.plus(in_order(papers, order, invoice)?))
}

/// The invoice that takes what is charged over the order for good, if one does. `None` too where it cannot be told.
pub fn over(papers: &Papers<'_>, order: &Order, invoices: &[(usize, &SupplierInvoice)]) -> Option<Overcharge> {
    let own = order.currency.unwrap_or(papers.currency);
    let tolerance = papers.terms.contract.and_then(|contract| contract.tolerance).map_or(Decimal::ZERO, Percent::ratio);
    let net = Money::new(order.net.0, own);
    let most = Money::new(order.net.0.checked_mul(Decimal::ONE.checked_add(tolerance)?)?, own);
    let (mut sum, mut first) = (Money::zero(own), None);
    for (index, invoice) in invoices {
        sum = sum.plus(in_order(papers, order, invoice)?)?;
        if sum.amount <= most.amount {
            first = None;
        } else if first.is_none() {
            first = Some(*index);
        }
    }
    first.map(|invoice| Overcharge { invoice, sum, net, most })
}

/// An invoice in the currency of its order: by way of the job's, as both documents turn into it.
fn in_order(papers: &Papers<'_>, order: &Order, invoice: &SupplierInvoice) -> Option<Money> {
    let own = order.currency.unwrap_or(papers.currency);
    if invoice.currency.unwrap_or(papers.currency) == own {
        return Some(Money::new(invoice.net.0, own));
    }
    let config = papers.terms.config;
    let here = (invoice.currency, invoice.fx_rate);
    let here = exchange::of_document(config, here, papers.currency, invoice.date).ok()?;
    let there = exchange::of_document(config, (order.currency, order.fx_rate), papers.currency, order.date).ok()?;
    // what one unit of the order's is worth there
    let net = here.apply(invoice.net.0)?.checked_div(there.apply(Decimal::ONE)?)?;
    Some(Money::new(net, own))
}
