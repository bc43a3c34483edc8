//! What is bought from suppliers on a line, ordered or charged without an order, against what the line has: worked out here for the rule and
//! for the guard, so that they cannot disagree.

use super::exchange;
use super::papers::{Papers, orders};
use super::price::line_net;
use crate::domain::job::Job;
use crate::domain::job_money::{Order, OrderStatus, SupplierInvoice};
use crate::key_path;
use crate::source::KeyPath;
use crate::values::{Amount, Currency, Day, Decimal, ItemId, Money};
use std::collections::BTreeMap;

/// Something bought on a line, by its place in the job's lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Bought {
    /// An order.
    Order(usize),
    /// What a supplier charged without one.
    Invoice(usize),
}

impl Bought {
    /// Where it stands in the job.
    pub fn path(self) -> KeyPath {
        match self {
            Bought::Order(index) => key_path!["orders", index],
            Bought::Invoice(index) => key_path!["supplier_invoices", index],
        }
    }
}

/// The same with what it costs.
struct Buying<'a> {
    what: Bought,
    date: Day,
    document: (Option<Currency>, Option<Amount>),
    cost: Decimal,
    line: &'a ItemId,
}

/// A line on which more is bought than it has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Over<'a> {
    /// What takes the sum over it for good.
    pub bought: Bought,
    /// Its day.
    pub date: Day,
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
        let (with, is) = match self.bought {
            Bought::Order(index) => (format!("the order `{}`", job.orders[index].id), "ordered"),
            Bought::Invoice(index) => {
                (format!("the supplier invoice `{}`", job.supplier_invoices[index].id), "ordered or charged")
            }
        };
        format!("with {with} {sum} is {is} on the line `{id}`, which has {net}")
    }
}

/// Everything bought on lines: orders that bind somebody, and what suppliers charged without one.
fn bought(job: &Job) -> impl Iterator<Item = Buying<'_>> {
    let ordered = orders(job).filter_map(move |(index, order)| {
        let document = (order.currency, order.fx_rate);
        let line = order.line.as_ref()?;
        Some(Buying { what: Bought::Order(index), date: order.date, document, cost: cost(job, order), line })
    });
    let charged = job.supplier_invoices.iter().enumerate().filter(|(_, invoice)| invoice.order.is_none());
    let charged = charged.filter_map(|(index, invoice): (usize, &SupplierInvoice)| {
        let document = (invoice.currency, invoice.fx_rate);
        let line = invoice.line.as_ref()?;
        Some(Buying { what: Bought::Invoice(index), date: invoice.date, document, cost: invoice.net.0, line })
    });
    ordered.chain(charged)
}

/// Every line of a paper with a name under it on which more is bought than it has. What is in a currency that cannot be exchanged is passed
/// over: that is another finding.
pub fn over_lines<'a>(papers: &Papers<'a>) -> Vec<Over<'a>> {
    let mut by_line: BTreeMap<&'a ItemId, Vec<Buying<'a>>> = BTreeMap::new();
    for buying in bought(&papers.job.record) {
        by_line.entry(buying.line).or_default().push(buying);
    }
    let over = |(id, mut buyings): (&'a ItemId, Vec<Buying<'a>>)| {
        let (paper, at, line) = papers.line(id).filter(|(paper, ..)| paper.signed.is_some())?;
        let net = line_net(line, paper.currency, papers.terms.commission_base())?;
        buyings.sort_by_key(|buying| (buying.date, buying.what));
        let (over, sum) = first_over(papers, &buyings, net)?;
        let line = paper.path.then("lines").then(at);
        Some(Over { bought: over.what, date: over.date, line, id, sum, net })
    };
    by_line.into_iter().filter_map(over).collect()
}

/// What takes the sum over the line's net for good, and the sum. `None` too where it cannot be told.
fn first_over<'b, 'a>(papers: &Papers<'_>, buyings: &'b [Buying<'a>], net: Money) -> Option<(&'b Buying<'a>, Money)> {
    let mut sum = Money::zero(net.currency);
    let mut first = None;
    for buying in buyings {
        sum = sum.plus(in_line(papers, buying, net.currency)?)?;
        if sum.amount <= net.amount {
            first = None;
        } else if first.is_none() {
            first = Some(buying);
        }
    }
    first.map(|buying| (buying, sum))
}

/// What is bought on a line that the client approved, and what it has for suppliers. `None` where it has no such sum, or it cannot be told.
pub fn ordered_on(papers: &Papers<'_>, id: &ItemId) -> Option<(Money, Money)> {
    let (paper, _, line) = papers.line(id).filter(|(paper, ..)| paper.signed.is_some())?;
    let net = line_net(line, paper.currency, papers.terms.commission_base())?;
    let mut on_line = bought(&papers.job.record).filter(|buying| buying.line == id);
    let sum =
        on_line.try_fold(Money::zero(net.currency), |sum, buying| sum.plus(in_line(papers, &buying, net.currency)?))?;
    Some((sum, net))
}

/// What something bought costs, in the currency of its line.
fn in_line(papers: &Papers<'_>, buying: &Buying<'_>, currency: Currency) -> Option<Money> {
    let own = buying.document.0.unwrap_or(papers.currency);
    if own == currency {
        return Some(Money::new(buying.cost, currency));
    }
    let config = papers.terms.config;
    let factor = exchange::of_document(config, buying.document, papers.currency, buying.date).ok()?;
    let line = exchange::factor(config, papers.currency, currency, buying.date).ok()?;
    Some(Money::new(factor.and(line)?.apply(buying.cost)?, currency))
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
    // what was given back beyond what was charged makes no room on the line
    charged.map_or(order.net.0, |charged| charged.min(order.net.0).max(Decimal::ZERO))
}
