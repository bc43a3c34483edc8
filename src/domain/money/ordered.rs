//! What is ordered from suppliers on a line against what the line has: worked out here for the rule and for the guard, so that they cannot
//! disagree.

use super::exchange;
use super::papers::{Papers, orders};
use super::price::line_net;
use crate::domain::job::Job;
use crate::domain::job_money::{Order, OrderStatus};
use crate::source::KeyPath;
use crate::values::{Currency, Decimal, ItemId, Money};
use std::collections::BTreeMap;

/// A line on which more is ordered than it has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Over<'a> {
    /// The order that takes the sum over it for good, in the job's list.
    pub order: usize,
    /// Where the line stands in the job.
    pub line: KeyPath,
    id: &'a ItemId,
    sum: Money,
    net: Money,
}

impl Over<'_> {
    /// Whose line it is.
    pub fn is_on(&self, line: &ItemId) -> bool {
        self.id == line
    }

    /// ``with the order `po-119` 30,300.00 EUR is ordered on the line `film`, which has 30,000.00 EUR``.
    pub fn message(&self, job: &Job) -> String {
        let Over { id, sum, net, .. } = self;
        let order = &job.orders[self.order].id;
        format!("with the order `{order}` {sum} is ordered on the line `{id}`, which has {net}")
    }
}

/// Every line of a paper with a name under it on which more is ordered than it has. Orders in a currency that cannot be exchanged are passed over:
/// that is another finding.
pub fn over_lines<'a>(papers: &Papers<'a>) -> Vec<Over<'a>> {
    let mut by_line: BTreeMap<&'a ItemId, Vec<(usize, &'a Order)>> = BTreeMap::new();
    for (index, order) in orders(&papers.job.record) {
        if let Some(line) = &order.line {
            by_line.entry(line).or_default().push((index, order));
        }
    }
    let over = |(id, mut orders): (&'a ItemId, Vec<(usize, &'a Order)>)| {
        let (paper, at, line) = papers.line(id).filter(|(paper, ..)| paper.signed.is_some())?;
        let net = line_net(line, paper.currency, papers.terms.commission_base())?;
        orders.sort_by_key(|(index, order)| (order.date, *index));
        let (over, sum) = first_over(papers, &orders, net)?;
        Some(Over { order: orders[over].0, line: paper.path.then("lines").then(at), id, sum, net })
    };
    by_line.into_iter().filter_map(over).collect()
}

/// The order that takes the sum over the line's net for good, and the sum. `None` too where it cannot be told.
fn first_over(papers: &Papers<'_>, orders: &[(usize, &Order)], net: Money) -> Option<(usize, Money)> {
    let mut sum = Money::zero(net.currency);
    let mut first = None;
    for (at, (_, order)) in orders.iter().enumerate() {
        sum = sum.plus(in_line(papers, order, net.currency)?)?;
        if sum.amount <= net.amount {
            first = None;
        } else if first.is_none() {
            first = Some(at);
        }
    }
    first.map(|at| (at, sum))
}

/// What is ordered on a line that the client approved, and what it has for suppliers. `None` where it has no such sum, or it cannot be told.
pub fn ordered_on(papers: &Papers<'_>, id: &ItemId) -> Option<(Money, Money)> {
    let (paper, _, line) = papers.line(id).filter(|(paper, ..)| paper.signed.is_some())?;
    let net = line_net(line, paper.currency, papers.terms.commission_base())?;
    let mut on_line = orders(&papers.job.record).filter(|(_, order)| order.line.as_ref() == Some(id));
    let sum = on_line
        .try_fold(Money::zero(net.currency), |sum, (_, order)| sum.plus(in_line(papers, order, net.currency)?))?;
    Some((sum, net))
}

/// What an order costs, in the currency of its line.
fn in_line(papers: &Papers<'_>, order: &Order, currency: Currency) -> Option<Money> {
    let own = order.currency.unwrap_or(papers.currency);
    if own == currency {
        return Some(Money::new(cost(papers.job, order), currency));
    }
    let document = (order.currency, order.fx_rate);
    let factor = exchange::of_document(papers.terms.config, document, papers.currency, order.date).ok()?;
    let line = exchange::factor(papers.terms.config, papers.currency, currency, order.date).ok()?;
    Some(Money::new(factor.and(line)?.apply(cost(papers.job, order))?, currency))
}

/// What an order costs: its net, or what it was invoiced at in full, if that was less.
fn cost(job: &Job, order: &Order) -> Decimal {
    if order.status != OrderStatus::Invoiced {
        return order.net.0;
    }
    let mut invoices =
        job.supplier_invoices.iter().filter(|invoice| invoice.order.as_ref() == Some(&order.id)).peekable();
    if invoices.peek().is_none() {
        return order.net.0;
    }
    let alike = |currency| currency == order.currency;
    let charged = invoices.try_fold(Decimal::ZERO, |sum, invoice| {
        alike(invoice.currency).then(|| sum.checked_add(invoice.net.0)).flatten()
    });
    charged.map_or(order.net.0, |charged| charged.min(order.net.0))
}
