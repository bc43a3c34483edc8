//! What suppliers charged on an order against what was ordered (I14), and what they gave back against what they charged: worked out here for
//! the rules and for the verbs, so that they cannot disagree.

use super::exchange;
use super::papers::Papers;
use crate::domain::job::Job;
use crate::domain::job_money::{Order, SupplierInvoice};
use crate::values::{Currency, Decimal, ItemId, Money, Percent};
use std::collections::{BTreeMap, HashMap};

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

/// The same for every order at once: by its id, oldest first.
pub fn by_order(job: &Job) -> HashMap<&ItemId, Papered<'_>> {
    let mut all: HashMap<&ItemId, Papered<'_>> = HashMap::new();
    for (index, invoice) in job.supplier_invoices.iter().enumerate() {
        if let Some(order) = &invoice.order {
            all.entry(order).or_default().push((index, invoice));
        }
    }
    for own in all.values_mut() {
        own.sort_by_key(|(index, invoice)| (invoice.date, *index));
    }
    all
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

/// What is charged and tolerated above an order, where it is above it: what was ordered, what is charged, and the tolerance.
pub fn tolerated(papers: &Papers<'_>, order: &Order, invoices: &[(usize, &SupplierInvoice)]) -> Option<Tolerated> {
    let sum = charged(papers, order, invoices)?;
    let net = Money::new(order.net.0, sum.currency);
    let tolerance = papers.terms.contract.and_then(|contract| contract.tolerance)?;
    let above = sum.minus(net).filter(|above| Decimal::ZERO < above.amount)?;
    let most = net.amount.checked_mul(Decimal::ONE.checked_add(tolerance.ratio())?)?;
    let most = Money::new(most, net.currency);
    (sum.amount <= most.amount).then_some(Tolerated { sum, net, above, tolerance, most })
}

/// More is charged on an order than was ordered, and not more than is tolerated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tolerated {
    sum: Money,
    net: Money,
    above: Money,
    tolerance: Percent,
    most: Money,
}

impl Tolerated {
    /// ``29000.00 EUR is charged on `po-118`, 500.00 EUR more than the 28500.00 EUR ordered; the contract tolerates 10%, up to 31350.00 EUR``.
    pub fn told(&self, order: &Order) -> String {
        let Tolerated { sum, net, above, tolerance, most } = self;
        format!(
            "{sum} is charged on `{}`, {above} more than the {net} ordered; the contract tolerates {tolerance}, up to {most}",
            order.id
        )
    }
}

/// Suppliers' invoices with their place in the job's list.
pub type Papered<'j> = Vec<(usize, &'j SupplierInvoice)>;

/// More was given back than was charged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Overcredit {
    /// The credit that takes the sum below nothing for good, in the job's list.
    pub invoice: usize,
    /// What was charged.
    pub charged: Money,
    /// What is given back.
    pub credited: Money,
}

impl Overcredit {
    /// ``with this credit 30000.00 EUR is given back on the order `po-118`, and 28500.00 EUR was charged``.
    pub fn message(&self, what: &str) -> String {
        format!("with this credit {} is given back {what}, and {} was charged", self.credited, self.charged)
    }
}

/// Everything on which suppliers gave back more than they charged, in words: orders, and what each supplier charged on a line without one.
/// What cannot be told is passed over, and so is what names neither an order nor a supplier nor a line.
pub fn overcredits(papers: &Papers<'_>) -> Vec<(Overcredit, String)> {
    let job = &papers.job.record;
    if job.supplier_invoices.iter().all(|invoice| Decimal::ZERO <= invoice.net.0) {
        return Vec::new();
    }
    let mut on_orders: BTreeMap<&ItemId, Papered<'_>> = BTreeMap::new();
    let mut without: BTreeMap<(Option<&str>, Option<&ItemId>), Papered<'_>> = BTreeMap::new();
    for (index, invoice) in job.supplier_invoices.iter().enumerate() {
        match &invoice.order {
            Some(order) => on_orders.entry(order).or_default().push((index, invoice)),
            None if invoice.supplier.is_none() && invoice.line.is_none() => {}
            None => {
                let key = (invoice.supplier.as_deref(), invoice.line.as_ref());
                without.entry(key).or_default().push((index, invoice));
            }
        }
    }
    let mut found = Vec::new();
    for order in &job.orders {
        let Some(invoices) = on_orders.remove(&order.id) else { continue };
        let own = order.currency.unwrap_or(papers.currency);
        let over = overcredit(own, invoices, |invoice| in_order(papers, order, invoice));
        found.extend(over.map(|over| (over, format!("on the order `{}`", order.id))));
    }
    for ((supplier, line), invoices) in without {
        let over = overcredit(papers.currency, invoices, |invoice| in_job(papers, invoice));
        let by = supplier.map_or_else(String::new, |supplier| format!(" by {supplier}"));
        let on = line.map_or_else(String::new, |line| format!(" on the line `{line}`"));
        found.extend(over.map(|over| (over, format!("without an order{by}{on}"))));
    }
    found
}

/// The credit that takes the sum of some invoices below nothing for good.
fn overcredit(
    own: Currency,
    mut invoices: Papered<'_>,
    here: impl Fn(&SupplierInvoice) -> Option<Money>,
) -> Option<Overcredit> {
    invoices.sort_by_key(|(index, invoice)| (invoice.date, *index));
    let zero = Money::zero(own);
    let (mut charged, mut credited, mut first) = (zero, zero, None);
    for (index, invoice) in invoices {
        let sum = here(invoice)?;
        if sum.amount < Decimal::ZERO {
            credited = credited.minus(sum)?;
        } else {
            charged = charged.plus(sum)?;
        }
        if credited.amount <= charged.amount {
            first = None;
        } else if first.is_none() {
            first = Some(index);
        }
    }
    first.map(|invoice| Overcredit { invoice, charged, credited })
}

/// An invoice in the currency of the job.
fn in_job(papers: &Papers<'_>, invoice: &SupplierInvoice) -> Option<Money> {
    let document = (invoice.currency, invoice.fx_rate);
    let here = exchange::of_document(papers.terms.config, document, papers.currency, invoice.date).ok()?;
    here.apply(invoice.net.0).map(|net| Money::new(net, papers.currency))
}

/// An invoice in the currency of its order: by way of the job's, as both documents turn into it.
pub(super) fn in_order(papers: &Papers<'_>, order: &Order, invoice: &SupplierInvoice) -> Option<Money> {
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
