//! What a job has cost and is bound to cost, at the client's prices (F02, F03): time, supplier invoices, open orders.

use super::agreement::{self, Agreement};
use super::budget::JobBudget;
use super::exchange::{self, Factor};
use super::formulas;
use super::impossible::{self, Fault};
use super::posting::{Hours, Origin, Posting};
use super::price;
use super::sums::Figure;
use super::terms::Terms;
use super::time_index::Worked;
use super::unpriced::Unpriced;
use crate::domain::job::Job;
use crate::domain::job_money::{Line, Order, OrderStatus, SupplierInvoice};
use crate::domain::record::Located;
use crate::values::{Currency, Day, Decimal, ItemId, Money};
use std::borrow::Cow;

/// The lines that time, orders and invoices may name, by their ids: of those with the same, one agreed counts before one of the latest
/// version, and that before one of another change order.
#[derive(Clone, Debug)]
pub(super) struct Quoted<'a> {
    lines: Vec<(&'a ItemId, &'a Line, Currency)>,
}

impl<'a> Quoted<'a> {
    pub(super) fn of(job: &'a Located<Job>, agreement: &Agreement<'a>, terms: &Terms<'_>, day: Day) -> Quoted<'a> {
        let agreed = agreement.estimate.iter().chain(&agreement.changes);
        let agreed = agreed.map(|agreed| (agreed.lines, agreed.total.currency));
        let newest = job.record.estimates.iter().enumerate().max_by_key(|(_, estimate)| estimate.version);
        // mostly it is the agreed one, whose lines need not be told apart from themselves
        let newest = newest.filter(|(index, _)| agreement.estimate.is_none_or(|agreed| agreed.index != *index));
        let newest = newest.map(|(_, e)| (e.lines.as_slice(), agreement::currency_of(e.currency, terms)));
        let orders = job.record.change_orders.iter().filter(|order| order.date <= day);
        let orders = orders.map(|o| (o.lines.as_slice(), agreement::currency_of(o.currency, terms)));
        let mut lines = Vec::with_capacity(agreement.estimate.map_or(0, |agreed| agreed.lines.len()));
        for (list, currency) in agreed.chain(newest).chain(orders) {
            lines.extend(list.iter().filter_map(|line| Some((line.id.as_ref()?, line, currency))));
        }
        lines.sort_by_key(|(id, ..)| *id);
        lines.dedup_by_key(|(id, ..)| *id);
        Quoted { lines }
    }

    /// Those that the job's budget was reckoned with; looked up again only for a job that has none.
    pub(super) fn known<'b>(
        job: &'a Located<Job>,
        budget: Option<&'b JobBudget<'a>>,
        terms: &Terms<'_>,
        day: Day,
    ) -> Cow<'b, Quoted<'a>> {
        let own = || Quoted::of(job, &Agreement::of(job, terms, day), terms, day);
        budget.and_then(JobBudget::quoted).map_or_else(|| Cow::Owned(own()), Cow::Borrowed)
    }

    pub(super) fn find(&self, id: Option<&ItemId>) -> Option<(&'a Line, Currency)> {
        let id = id?;
        let at = self.lines.binary_search_by_key(&id, |(id, ..)| *id).ok()?;
        let (_, line, currency) = self.lines[at];
        Some((line, currency))
    }
}

/// A job's spending in one currency, as of a day.
#[derive(Debug)]
pub(super) struct Spend<'s, 'a> {
    terms: &'s Terms<'a>,
    quoted: &'s Quoted<'a>,
    currency: Currency,
    day: Day,
    /// The orders by their ids.
    orders: Vec<(&'a ItemId, &'a Order)>,
    /// The supplier invoices by the ids of their orders, as far as they name one; those of one order as they are written.
    charged: Vec<(&'a ItemId, &'a SupplierInvoice)>,
}

impl<'s, 'a> Spend<'s, 'a> {
    pub(super) fn of(
        job: &'a Located<Job>,
        terms: &'s Terms<'a>,
        quoted: &'s Quoted<'a>,
        currency: Currency,
        day: Day,
    ) -> Spend<'s, 'a> {
        let mut orders: Vec<_> = job.record.orders.iter().map(|order| (&order.id, order)).collect();
        orders.sort_by_key(|(id, _)| *id);
        orders.dedup_by_key(|(id, _)| *id);
        let invoices = job.record.supplier_invoices.iter();
        let mut charged: Vec<_> = invoices.filter_map(|invoice| Some((invoice.order.as_ref()?, invoice))).collect();
        charged.sort_by_key(|(order, _)| *order);
        Spend { terms, quoted, currency, day, orders, charged }
    }

    /// One time entry, and why nobody can have worked it, if so; `Err` holds hours without a rate.
    pub(super) fn time(
        &self,
        Worked { person, roles, entry }: Worked<'a>,
        impossible: Option<&str>,
    ) -> Result<Posting<'a>, Hours<'a>> {
        let found = self.quoted.find(entry.line.as_ref());
        let line = found.map(|(line, _)| line);
        let rate = found.and_then(|(line, currency)| Some((line.rate?, currency)));
        let role = line.and_then(|line| line.role.as_ref());
        // a line with a rate and a role leaves nothing to be asked of the person
        let work = if rate.is_some() && role.is_some() { None } else { self.terms.work_of(roles, entry.date) };
        let hours = Hours { person, entry, role: role.or(work.map(|work| work.role)) };
        let posting = |amount| Posting {
            figure: Figure::Actual,
            line,
            origin: Origin::Time(hours),
            date: Some(entry.date),
            amount,
        };
        if let Some(why) = impossible {
            return Ok(posting(Err(Unpriced::NoHours { why: why.to_owned() })));
        }
        if let Some((fault, id)) = rate.and_then(|(rate, _)| impossible::of_sum(rate)).zip(entry.line.as_ref()) {
            return Ok(posting(Err(fault.of(format!("line `{id}`"), "rate"))));
        }
        let charge = match (rate, work) {
            (Some((rate, own)), _) => {
                exchange::factor(self.terms.config, own, self.currency, entry.date).map(|f| Some((rate.0, f)))
            }
            (None, Some(work)) => self.terms.charge_of(work, self.currency, entry.date),
            (None, None) => Ok(None),
        };
        match charge {
            Ok(Some((rate, factor))) => {
                let amount = formulas::time_value(entry.hours.0, rate).ok_or(Unpriced::TooLarge);
                Ok(posting(amount.and_then(|amount| self.money(amount, factor))))
            }
            Ok(None) => Err(hours),
            Err(why) => Ok(posting(Err(why))),
        }
    }

    /// One supplier invoice, grossed up like the line that pays for it.
    pub(super) fn invoice(&self, invoice: &'a SupplierInvoice) -> Posting<'a> {
        let order = invoice.order.as_ref().and_then(|id| self.ordered(id));
        let line = self.quoted.find(invoice.line_with(order)).map(|(line, _)| line);
        let net = charge_of(invoice).and_then(|net| Ok((net, self.invoice_factor(invoice)?)));
        let amount = net.and_then(|(net, own)| self.grossed(net, own, line, &invoice.id));
        Posting {
            figure: Figure::Actual,
            line,
            origin: Origin::Invoice(invoice, order),
            date: Some(invoice.date),
            amount,
        }
    }

    /// What is still open of one order; `None` where the order binds nobody.
    pub(super) fn order(&self, order: &'a Order) -> Option<Posting<'a>> {
        if !matches!(order.status_on(self.day), OrderStatus::Sent | OrderStatus::Accepted | OrderStatus::PartInvoiced) {
            return None;
        }
        let line = self.quoted.find(order.line.as_ref()).map(|(line, _)| line);
        Some(Posting {
            figure: Figure::Committed,
            line,
            origin: Origin::Order(order),
            date: Some(order.date),
            amount: self.open(order, line),
        })
    }

    /// Net less its invoices, not below nothing and not above what was ordered, grossed up. Invoices in the order's currency are taken off exactly; others by their own rate.
    fn open(&self, order: &Order, line: Option<&Line>) -> Result<Money, Unpriced> {
        let net = net_of(order)?;
        let own = exchange::of_document(self.terms.config, (order.currency, order.fx_rate), self.currency, order.date)?;
        let first = self.charged.partition_point(|(of, _)| **of < order.id);
        let invoices = self.charged[first..].iter().take_while(|(of, _)| **of == order.id).map(|(_, invoice)| invoice);
        let invoices = invoices.filter(|invoice| invoice.date <= self.day);
        let (mut open, mut elsewhere) = (Some(net), Some(Decimal::ZERO));
        for invoice in invoices {
            if invoice.currency.unwrap_or(self.currency) == order.currency.unwrap_or(self.currency) {
                open = open.zip(Some(charge_of(invoice)?)).and_then(|(open, charged)| open.checked_sub(charged));
            } else {
                let here = self.invoice_factor(invoice)?.apply(charge_of(invoice)?);
                elsewhere = elsewhere.and_then(|sum| sum.checked_add(here?));
            }
        }
        let open = open.and_then(|open| formulas::committed(own.apply(open)?, elsewhere?)).ok_or(Unpriced::TooLarge)?;
        // what a supplier gives back beyond what they charged binds nobody to pay more than was ordered
        let open = open.min(own.apply(net).ok_or(Unpriced::TooLarge)?.max(Decimal::ZERO));
        self.grossed(open, Factor::ONE, line, &order.id)
    }

    fn ordered(&self, id: &ItemId) -> Option<&'a Order> {
        let at = self.orders.binary_search_by_key(&id, |(id, _)| *id).ok()?;
        Some(self.orders[at].1)
    }

    fn invoice_factor(&self, invoice: &SupplierInvoice) -> Result<Factor, Unpriced> {
        exchange::of_document(self.terms.config, (invoice.currency, invoice.fx_rate), self.currency, invoice.date)
    }

    fn grossed(&self, net: Decimal, own: Factor, line: Option<&Line>, what: &ItemId) -> Result<Money, Unpriced> {
        let up = price::gross_up(line, self.terms, what.as_str())?;
        self.money(net, own.and(up).ok_or(Unpriced::TooLarge)?)
    }

    fn money(&self, amount: Decimal, factor: Factor) -> Result<Money, Unpriced> {
        factor.apply(amount).map(|amount| Money::new(amount, self.currency)).ok_or(Unpriced::TooLarge)
    }
}

/// What an order is for; refused where nobody can have ordered it.
pub(super) fn net_of(order: &Order) -> Result<Decimal, Unpriced> {
    can_be(impossible::of_sum(order.net), "order", &order.id)?;
    Ok(order.net.0)
}

/// What a supplier charged, or gave back; the same.
pub(super) fn charge_of(invoice: &SupplierInvoice) -> Result<Decimal, Unpriced> {
    can_be(impossible::endless(invoice.net), "supplier invoice", &invoice.id)?;
    Ok(invoice.net.0)
}

fn can_be(fault: Option<Fault>, what: &str, id: &ItemId) -> Result<(), Unpriced> {
    fault.map_or(Ok(()), |fault| Err(fault.of(format!("{what} `{id}`"), "net")))
}
