//! What is bought from suppliers on a line, ordered or charged without an order, against what the line has: worked out here for the rule,
//! the guard and the verbs, so that they cannot disagree.

use super::exchange;
use super::overcharge;
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

/// The same with what it costs; or what is charged above an order, which takes room from what is bought later, and is nothing bought itself.
struct Buying<'a> {
    what: Bought,
    is_excess: bool,
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
    used: Used,
}

/// What of a line's sum is used up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Used {
    /// What is ordered, or charged where that is more or nobody ordered it.
    pub sum: Money,
    /// What the line has for suppliers.
    pub net: Money,
    /// `ordered`; `ordered or charged` where the sum is not only of orders.
    pub is: &'static str,
}

impl Over<'_> {
    /// Whose line it is.
    pub fn is_on(&self, line: &ItemId) -> bool {
        self.id == line
    }

    /// ``with the order `po-119` 30,300.00 EUR is ordered on the line `film`, which has 30,000.00 EUR``.
    pub fn message(&self, job: &Job) -> String {
        let (id, Used { sum, net, is }) = (self.id, self.used);
        let with = match self.bought {
            Bought::Order(index) => format!("the order `{}`", job.orders[index].id),
            Bought::Invoice(index) => format!("the supplier invoice `{}`", job.supplier_invoices[index].id),
        };
        format!("with {with} {sum} is {is} on the line `{id}`, which has {net}")
    }
}

/// Everything bought on lines: orders that bind somebody, what suppliers charged above them, and what they charged without one.
fn bought<'a>(papers: &Papers<'a>) -> Vec<Buying<'a>> {
    let job: &'a Job = &papers.job.record;
    let (mut all, on_orders) = (Vec::new(), overcharge::by_order(job));
    for (index, order) in orders(job) {
        let Some(line) = &order.line else { continue };
        let invoices = on_orders.get(&order.id).map_or(&[][..], Vec::as_slice);
        let (cost, above) = cost(papers, order, invoices);
        let document = (order.currency, order.fx_rate);
        let (what, date) = (Bought::Order(index), order.date);
        all.push(Buying { what, is_excess: false, date, document, cost, line });
        let above = above.into_iter().map(|(date, cost)| Buying { what, is_excess: true, date, document, cost, line });
        all.extend(above);
    }
    for (index, invoice) in job.supplier_invoices.iter().enumerate().filter(|(_, invoice)| invoice.order.is_none()) {
        let Some(line) = &invoice.line else { continue };
        let document = (invoice.currency, invoice.fx_rate);
        let (what, date) = (Bought::Invoice(index), invoice.date);
        all.push(Buying { what, is_excess: false, date, document, cost: invoice.net.0, line });
    }
    all
}

/// Every line of a paper with a name under it on which more is bought than it has. What a supplier charged above an order counts against
/// what is bought after that; on its own it is a matter of the tolerance. What is in a currency that cannot be exchanged is passed over: that
/// is another finding.
pub fn over_lines<'a>(papers: &Papers<'a>) -> Vec<Over<'a>> {
    let mut by_line: BTreeMap<&'a ItemId, Vec<Buying<'a>>> = BTreeMap::new();
    for buying in bought(papers) {
        by_line.entry(buying.line).or_default().push(buying);
    }
    let over = |(id, mut buyings): (&'a ItemId, Vec<Buying<'a>>)| {
        buyings.sort_by_key(|buying| (buying.date, buying.is_excess, buying.what));
        over(papers, id, &buyings)
    };
    by_line.into_iter().filter_map(over).collect()
}

/// The same for one line before something more is bought on it: all that is known to be charged counts first, whatever its day.
pub fn over_now<'a>(papers: &Papers<'a>, id: &ItemId) -> Option<Over<'a>> {
    let mut buyings: Vec<Buying<'a>> = bought(papers).into_iter().filter(|buying| buying.line == id).collect();
    buyings.sort_by_key(|buying| (!buying.is_excess, buying.date, buying.what));
    over(papers, buyings.first()?.line, &buyings)
}

fn over<'a>(papers: &Papers<'a>, id: &'a ItemId, buyings: &[Buying<'a>]) -> Option<Over<'a>> {
    let (paper, at, line) = papers.line(id).filter(|(paper, ..)| paper.signed.is_some())?;
    let net = line_net(line, paper.currency, papers.terms.commission_base())?;
    let (over, sum) = first_over(papers, buyings, net)?;
    let line = paper.path.then("lines").then(at);
    Some(Over { bought: over.what, date: over.date, line, id, used: Used { sum, net, is: told(buyings) } })
}

fn told(buyings: &[Buying<'_>]) -> &'static str {
    let is_charged = |buying: &Buying<'_>| buying.is_excess || matches!(buying.what, Bought::Invoice(_));
    if buyings.iter().any(is_charged) { "ordered or charged" } else { "ordered" }
}

/// What takes the sum over the line's net for good, and the sum. `None` too where it cannot be told.
fn first_over<'b, 'a>(papers: &Papers<'_>, buyings: &'b [Buying<'a>], net: Money) -> Option<(&'b Buying<'a>, Money)> {
    let mut sum = Money::zero(net.currency);
    let mut first = None;
    for buying in buyings {
        sum = sum.plus(in_line(papers, buying, net.currency)?)?;
        if sum.amount <= net.amount {
            first = None;
        } else if first.is_none() && !buying.is_excess && Decimal::ZERO < buying.cost {
            first = Some(buying);
        }
    }
    first.map(|buying| (buying, sum))
}

/// What is bought on a line that the client approved, and what it has for suppliers. `None` where it has no such sum, or it cannot be told.
pub fn ordered_on(papers: &Papers<'_>, id: &ItemId) -> Option<Used> {
    let (paper, _, line) = papers.line(id).filter(|(paper, ..)| paper.signed.is_some())?;
    let net = line_net(line, paper.currency, papers.terms.commission_base())?;
    let on_line: Vec<_> = bought(papers).into_iter().filter(|buying| buying.line == id).collect();
    let plus = |sum: Money, buying: &Buying<'_>| sum.plus(in_line(papers, buying, net.currency)?);
    let sum = on_line.iter().try_fold(Money::zero(net.currency), plus)?;
    Some(Used { sum, net, is: told(&on_line) })
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

/// What an order costs: its net, or what it was invoiced at in full, if that was less; and what each invoice charges above the net, where all of
/// them come to more.
fn cost(papers: &Papers<'_>, order: &Order, invoices: &[(usize, &SupplierInvoice)]) -> (Decimal, Vec<(Day, Decimal)>) {
    let net = order.net.0;
    if invoices.is_empty() {
        return (net, Vec::new());
    }
    let (mut charged, mut steps) = (Decimal::ZERO, Vec::new());
    for (_, invoice) in invoices {
        let more = overcharge::in_order(papers, order, invoice).map(|more| more.amount);
        let Some(sum) = more.and_then(|more| charged.checked_add(more)) else { return (net, Vec::new()) };
        let above = |sum: Decimal| sum.max(net).saturating_sub(net);
        steps.push((invoice.date, above(sum).saturating_sub(above(charged))));
        charged = sum;
    }
    if net < charged {
        steps.retain(|(_, step)| !step.is_zero());
        return (net, steps);
    }
    // what was given back beyond what was charged makes no room on the line
    let cost = if order.status == OrderStatus::Invoiced { charged.max(Decimal::ZERO) } else { net };
    (cost, Vec::new())
}
