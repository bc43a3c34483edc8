//! What is passed on (F16): what suppliers and media get of what the client was billed. What they charged counts; for what the client was billed
//! before they did, what they will charge for that share of the line.

use super::{Earning, OF_BILLS, OF_SUPPLIERS, Span};
use crate::domain::agency::Agency;
use crate::domain::job::Job;
use crate::domain::job_money::{Line, LineKind, Order, OrderStatus, SupplierInvoice};
use crate::domain::money::billing::Billed;
use crate::domain::money::exchange;
use crate::domain::money::price;
use crate::domain::money::shares::{Account, Belongs};
use crate::domain::money::spend::{Quoted, charge_of, net_of};
use crate::domain::money::terms::Terms;
use crate::domain::money::unpriced::Unpriced;
use crate::domain::record::Located;
use crate::values::{Currency, Day, Decimal, ItemId, Money as Sum};
use std::collections::BTreeMap;

/// What a job's lines are measured by.
pub(super) struct Money<'s, 'a> {
    pub(super) job: &'a Located<Job>,
    pub(super) terms: &'s Terms<'a>,
    pub(super) quoted: &'s Quoted<'a>,
    pub(super) currency: Currency,
    pub(super) span: Span,
}

/// What happened on a line: billed, or charged.
struct Event {
    day: Day,
    billed: Decimal,
    charged: Decimal,
}

impl<'a> Money<'_, 'a> {
    /// Enters what is passed on and what suppliers charged.
    pub(super) fn enter(&self, agency: &Agency, bills: &[Billed<'a>], account: &mut Account<'a, Earning>) {
        let mut lines: BTreeMap<Option<&'a ItemId>, Vec<Event>> = BTreeMap::new();
        for billed in bills {
            let id = billed.line.line.as_ref();
            if !self.quoted.find(id).is_some_and(|(line, _)| is_bought(line)) {
                continue;
            }
            match billed.in_currency(agency, self.currency) {
                Ok(sum) => lines.entry(id).or_default().push(Event {
                    day: billed.invoice.date,
                    billed: sum.amount,
                    charged: Decimal::ZERO,
                }),
                Err(why) => account.refuse(OF_BILLS, why.to_string()),
            }
        }
        for invoice in self.charged() {
            let id = invoice.line_with(self.order_of(invoice));
            match self.here(invoice) {
                Ok(sum) => lines.entry(id).or_default().push(Event {
                    day: invoice.date,
                    billed: Decimal::ZERO,
                    charged: sum.amount,
                }),
                Err(why) => account.refuse(OF_SUPPLIERS, why.to_string()),
            }
        }
        for (id, mut events) in lines {
            events.sort_by_key(|event| event.day);
            if let Err(why) = self.line(id, &events, account) {
                account.refuse(OF_SUPPLIERS, why.to_string());
            }
        }
    }

    /// One line, event by event: passed on is what was charged by then, or the share of its cost that was billed by then, if that is more.
    fn line(
        &self,
        id: Option<&'a ItemId>,
        events: &[Event],
        account: &mut Account<'a, Earning>,
    ) -> Result<(), Unpriced> {
        let found = self.quoted.find(id);
        let line = found.map(|(line, _)| line);
        let (cost, price) = match found.filter(|(line, _)| is_bought(line)) {
            Some((line, own)) => self.expected(id, line, own, events)?,
            None => (Decimal::ZERO, Decimal::ZERO),
        };
        let plus = |sum: Decimal, more: Decimal| sum.checked_add(more).ok_or(Unpriced::TooLarge);
        let (mut billed, mut charged, mut passed) = (Decimal::ZERO, Decimal::ZERO, Decimal::ZERO);
        for event in events {
            billed = plus(billed, event.billed)?;
            charged = plus(charged, event.charged)?;
            let share = cost.checked_mul(billed.clamp(Decimal::ZERO, price.max(Decimal::ZERO)));
            let share = if price > Decimal::ZERO { share.and_then(|share| share.checked_div(price)) } else { share };
            let now = Sum::new(share.ok_or(Unpriced::TooLarge)?.max(charged), self.currency).amount;
            if self.span.holds(event.day) {
                let supplier = self.supplier(id, line);
                let belongs = Belongs { supplier, ..Belongs::of_line(line, event.day.month()) };
                account.add(Earning::PassThrough, belongs, Ok(plus(now, -passed)?));
                account.add(Earning::Purchases, belongs, Ok(event.charged));
            }
            passed = now;
        }
        Ok(())
    }

    /// What a line costs and what the client pays for it, in the job's currency. The cost is what was charged once all of its orders are
    /// invoiced, else what is ordered, else what the line itself leaves for the supplier.
    fn expected(
        &self,
        id: Option<&ItemId>,
        line: &Line,
        own: Currency,
        events: &[Event],
    ) -> Result<(Decimal, Decimal), Unpriced> {
        let (config, base) = (self.terms.config, self.terms.commission_base());
        let mut estimates = self.job.record.estimates.iter();
        price::can_be(line, !estimates.any(|one| one.lines.iter().any(|other| std::ptr::eq(other, line))))?;
        let day = events.first().map_or(self.span.until, |event| event.day);
        let (whole, _) = price::complete(std::slice::from_ref(line), self.terms, own, day)
            .map_err(|mut refused| refused.pop().unwrap_or(Unpriced::TooLarge))?;
        let line = whole.first().unwrap_or(line);
        let price = exchange::convert(config, price::line_price(line, own, base)?, self.currency, day)?;
        let orders: Vec<&Order> = self.orders_on(id).collect();
        let charged = events.iter().try_fold(Decimal::ZERO, |sum, event| sum.checked_add(event.charged));
        let charged = charged.ok_or(Unpriced::TooLarge)?;
        let until = self.span.until;
        let is_final = !orders.is_empty() && orders.iter().all(|order| order.status_on(until) == OrderStatus::Invoiced);
        let cost = if is_final && !charged.is_zero() {
            charged
        } else if orders.is_empty() {
            let name = || id.map_or_else(String::new, ToString::to_string);
            let net = price::line_net(line, own, base).ok_or_else(|| Unpriced::NoCommission { line: name() })?;
            exchange::convert(config, net, self.currency, day)?.amount
        } else {
            orders.iter().try_fold(Decimal::ZERO, |sum, order| {
                let document = (order.currency, order.fx_rate);
                let here = exchange::of_document(config, document, self.currency, order.date)?;
                here.apply(net_of(order)?).and_then(|net| sum.checked_add(net)).ok_or(Unpriced::TooLarge)
            })?
        };
        Ok((cost, price.amount))
    }

    fn charged(&self) -> impl Iterator<Item = &'a SupplierInvoice> {
        let until = self.span.until;
        self.job.record.supplier_invoices.iter().filter(move |invoice| invoice.date <= until)
    }

    fn order_of(&self, invoice: &SupplierInvoice) -> Option<&'a Order> {
        let id = invoice.order.as_ref()?;
        self.job.record.orders.iter().find(|order| order.id == *id)
    }

    /// The orders on a line that bind somebody, or did.
    fn orders_on(&self, id: Option<&ItemId>) -> impl Iterator<Item = &'a Order> {
        let (id, until) = (id.cloned(), self.span.until);
        let binds =
            move |order: &&Order| !matches!(order.status_on(until), OrderStatus::Draft | OrderStatus::Cancelled);
        let orders = self.job.record.orders.iter().filter(binds);
        orders.filter(move |order| id.is_some() && order.line == id && order.date <= until)
    }

    /// Who supplies a line: as its orders say, else itself, else who charged for it without an order.
    fn supplier(&self, id: Option<&ItemId>, line: Option<&'a Line>) -> Option<&'a str> {
        let ordered = self.orders_on(id).find_map(|order| order.supplier.as_deref());
        let charged = || {
            let own = self.charged().filter(|invoice| invoice.order.is_none() && invoice.line.as_ref() == id);
            own.filter(|_| id.is_some()).find_map(|invoice| invoice.supplier.as_deref())
        };
        ordered.or_else(|| line?.supplier.as_deref()).or_else(charged)
    }

    fn here(&self, invoice: &SupplierInvoice) -> Result<Sum, Unpriced> {
        let document = (invoice.currency, invoice.fx_rate);
        let factor = exchange::of_document(self.terms.config, document, self.currency, invoice.date)?;
        factor.apply(charge_of(invoice)?).map(|net| Sum::new(net, self.currency)).ok_or(Unpriced::TooLarge)
    }
}

/// Whether somebody else gets most of what a line charges.
fn is_bought(line: &Line) -> bool {
    match line.kind {
        LineKind::ThirdParty | LineKind::Media | LineKind::Expense => true,
        LineKind::Fee | LineKind::Discount => false,
    }
}
