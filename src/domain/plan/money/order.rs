//! Purchase orders: drafted on a line that the client approved, sent by whoever may, accepted by the supplier, called off. What suppliers charge
//! stands in `supplier_invoice`. Nothing is ordered that nobody has agreed to pay for, nor more than the line has for suppliers.

use super::change::Asked;
use super::groundwork::{ahead_of_work, clearing, item_of, objections, refuse};
use super::payer::{Rate, Sum, over_line, payer};
use super::raising::numbered;
use crate::domain::authority::{self, Act};
use crate::domain::job_money::{Order, OrderStatus};
use crate::domain::money::overcharge;
use crate::domain::money::papers::Papers;
use crate::domain::plan::{free_id, item, turn};
use crate::finding::Finding;
use crate::key_path;
use crate::source::{ChangeSet, Edit, FileChange, Value};
use crate::values::{Amount, Currency, Day, ItemId, did_you_mean};

/// An order as asked for.
#[derive(Clone, Debug)]
pub struct Ordering {
    /// Its id; absent: the next free number.
    pub id: Option<ItemId>,
    /// The line that pays for it.
    pub line: Option<ItemId>,
    /// Who supplies; absent: as the line says.
    pub supplier: Option<String>,
    /// How much, before markup.
    pub net: Amount,
    /// Its currency; absent: the job's.
    pub currency: Option<Currency>,
    /// One unit of its currency in the job's.
    pub fx_rate: Option<Amount>,
    /// When; absent: today.
    pub date: Option<Day>,
}

impl Asked<'_> {
    /// The papers of the job with only the names that hold on a day.
    pub(super) fn papers(&self, day: Day) -> Result<Papers<'_>, Vec<Finding>> {
        Ok(Papers::in_force(self.job, self.terms()?, day))
    }

    /// The order of an id.
    pub(super) fn order(&self, id: &str) -> Result<(usize, &Order), Vec<Finding>> {
        let orders = &self.job.record.orders;
        let wanted = id.to_ascii_lowercase();
        let found = orders.iter().enumerate().find(|(_, order)| order.id.as_str() == wanted);
        found.ok_or_else(|| {
            let names: Vec<&str> = orders.iter().map(|order| order.id.as_str()).collect();
            let help = did_you_mean(&wanted, names.iter().copied(), || match names.as_slice() {
                [] => format!("draw one up: `suits job order add {} --line LINE --net AMOUNT`", self.job.id),
                some => format!("its orders: {}", some.join(", ")),
            });
            let message = format!("{} has no order `{id}`", self.job.id);
            refuse(self.job, key_path!["orders"], "unknown-item", message, help)
        })
    }
}

/// Draws an order up.
pub fn add(asked: Asked<'_>, ordering: &Ordering) -> Result<ChangeSet, Vec<Finding>> {
    let (job, actor) = (asked.job, asked.actor);
    let date = ordering.date.unwrap_or(actor.today);
    let found = objections(job, asked.traffic, actor.by, date);
    if !found.is_empty() {
        return Err(found);
    }
    let taken: Vec<&str> = job.orders.iter().map(|order| order.id.as_str()).collect();
    let id = match &ordering.id {
        Some(id) if taken.contains(&id.as_str()) => {
            let at = taken.iter().position(|other| *other == id.as_str()).unwrap_or_default();
            let message = format!("{} already has an order `{id}`", job.id);
            let help = format!("another number for it: `--id {}`", free_id(id.as_str(), &taken));
            return Err(refuse(job, key_path!["orders", at, "id"], "duplicate-id", message, help));
        }
        Some(id) => id.clone(),
        None => ItemId::parse(&numbered("po-", &taken)).map_err(|fault| {
            refuse(job, key_path!["orders"], "bad-id", fault.to_string(), "name it with `--id`".to_owned())
        })?,
    };
    let papers = asked.papers(date)?;
    let here = key_path!["orders"];
    let payer = payer(&asked, &papers, ordering.line.as_ref(), ("the order", date), &here)?;
    let (net, currency, fx_rate) = (ordering.net, ordering.currency, ordering.fx_rate);
    let money = asked.countable(Sum { net, currency, fx_rate, date, rate: Rate::Typed }, &papers, &here)?;
    let supplier = ordering.supplier.as_deref().or_else(|| payer.and_then(|(_, line)| line.supplier.as_deref()));
    let Some(supplier) = supplier else {
        let message = "nobody is named who supplies".to_owned();
        let help = "say who with `--supplier \"Kuva Oy\"`".to_owned();
        return Err(refuse(job, here, "supplier-missing", message, help));
    };
    let currency = currency.filter(|own| *own != papers.currency);
    let order = Order {
        id: id.clone(),
        line: ordering.line.clone(),
        supplier: Some(supplier.into()),
        date,
        net: Amount(money.amount),
        currency,
        fx_rate,
        status: OrderStatus::Draft,
        cancelled: None,
    };
    let told = over_line(&asked, order, date, true)?;
    let value = item([
        ("id", Some(Value::text(id.as_str()))),
        ("line", ordering.line.as_ref().map(|line| Value::text(line.as_str()))),
        ("supplier", Some(Value::text(supplier))),
        ("date", Some(Value::bare(date))),
        ("net", Some(Value::bare(Amount(money.amount)))),
        ("currency", currency.map(Value::bare)),
        ("fx_rate", fx_rate.map(Value::bare)),
        ("status", Some(Value::bare(OrderStatus::Draft))),
    ]);
    let mut summary = vec![format!("{}: order `{id}` to {supplier} drawn up, {money}", job.id)];
    summary.extend(told.map(|told| format!("{}: {told}", job.id)));
    let act = Act::Order { covered: payer.is_some() };
    let next = match authority::may(papers.terms.config, actor.by, act, date) {
        Ok(_) => format!("`suits job order send {} {id}`", job.id),
        Err(refused) => {
            let who = refused.help.unwrap_or(refused.reason);
            format!("have it sent: {who}: `suits job order send {} {id} --by PERSON`", job.id)
        }
    };
    Ok(ChangeSet {
        summary,
        next: Some(next),
        files: vec![FileChange::Edit { source: job.source, edits: vec![Edit::append(here, value)] }],
    })
}

/// Sends an order to the supplier: from that day it binds the agency.
pub fn send(id: &str, date: Option<Day>, asked: Asked<'_>) -> Result<ChangeSet, Vec<Finding>> {
    let (job, actor) = (asked.job, asked.actor);
    let date = date.unwrap_or(actor.today);
    let found = objections(job, asked.traffic, actor.by, date);
    if !found.is_empty() {
        return Err(found);
    }
    let (index, order) = asked.order(id)?;
    if order.status != OrderStatus::Draft {
        return Err(not_so(&asked, index, order, "sent"));
    }
    let papers = asked.papers(date)?;
    let here = key_path!["orders", index];
    let payer = payer(&asked, &papers, order.line.as_ref(), ("the order", date), &here.then("line"))?;
    let sum = Sum { net: order.net, currency: order.currency, fx_rate: order.fx_rate, date, rate: Rate::Written };
    let money = asked.countable(sum, &papers, &here.then("net"))?;
    if let Err(refused) = authority::may(papers.terms.config, actor.by, Act::Order { covered: payer.is_some() }, date) {
        let finding = Finding::error("no-authority", job.at(here.then("status")), refused.reason);
        return Err(vec![Finding { help: refused.help, ..finding }]);
    }
    let told = over_line(&asked, Order { date, ..order.clone() }, date, false)?;
    let path = item_of("orders", &order.id);
    let mut edits = Vec::new();
    if order.date != date {
        edits.push(Edit::set(path.then("date"), Value::bare(date)));
    }
    edits.push(Edit::set(path.then("status"), Value::bare(OrderStatus::Sent)));
    let supplier = order.supplier.as_deref().map_or_else(String::new, |supplier| format!(" to {supplier}"));
    let mut summary = vec![format!("{}: order `{}`{supplier} sent on {}, {money}", job.id, order.id, turn::said(date))];
    summary.extend(told.map(|told| format!("{}: {told}", job.id)));
    let ahead = ahead_of_work(job, asked.traffic.agency, actor.today, &format!("the order `{}` goes out", order.id));
    summary.extend(ahead);
    let next = format!("when they say yes: `suits job order accept {} {}`", job.id, order.id);
    Ok(asked.changed(summary, Some(next), edits))
}

/// Takes down that the supplier said yes.
pub fn accept(id: &str, asked: Asked<'_>) -> Result<ChangeSet, Vec<Finding>> {
    let found = clearing(asked.job, asked.traffic, asked.actor.by, asked.actor.today);
    if !found.is_empty() {
        return Err(found);
    }
    let (index, order) = asked.order(id)?;
    if order.status != OrderStatus::Sent {
        return Err(not_so(&asked, index, order, "accepted"));
    }
    let edits = vec![Edit::set(item_of("orders", &order.id).then("status"), Value::bare(OrderStatus::Accepted))];
    let summary = vec![format!("{}: order `{}` sent → {}", asked.job.id, order.id, OrderStatus::Accepted)];
    let next = format!(
        "when the invoice is in: `suits job order receive {} {} --net {} --id NUMBER`",
        asked.job.id,
        order.id,
        order.to_be_charged(&asked.job.supplier_invoices)
    );
    Ok(asked.changed(summary, Some(next), edits))
}

/// Calls an order off. Of one that is charged in part, what is left; with `rest` it counts as charged in full.
pub fn cancel(id: &str, reason: Option<&str>, rest: bool, asked: Asked<'_>) -> Result<ChangeSet, Vec<Finding>> {
    let (job, actor) = (asked.job, asked.actor);
    let found = clearing(job, asked.traffic, actor.by, actor.today);
    if !found.is_empty() {
        return Err(found);
    }
    let (index, order) = asked.order(id)?;
    let place = key_path!["orders", index, "status"];
    let invoices = overcharge::invoices(job, order);
    let to = match order.status {
        OrderStatus::Invoiced | OrderStatus::Cancelled => return Err(not_so(&asked, index, order, "called off")),
        OrderStatus::PartInvoiced => OrderStatus::Invoiced,
        _ if !invoices.is_empty() => OrderStatus::Invoiced,
        _ => OrderStatus::Cancelled,
    };
    let papers = asked.papers(actor.today)?;
    if to == OrderStatus::Invoiced && !rest {
        let sum = overcharge::charged(&papers, order, &invoices);
        let sum = sum.map_or_else(|| "some of it".to_owned(), |sum| sum.to_string());
        let message = format!("{sum} is charged on `{}` already", order.id);
        let help = format!(
            "to call off what is left, and keep what is charged: `suits job order cancel {} {} --rest`",
            job.id, order.id
        );
        return Err(refuse(job, place, "charged-in-part", message, help));
    }
    let agreed = || papers.agreed().flat_map(|paper| paper.lines);
    let covered = order.line.as_ref().is_some_and(|id| agreed().any(|line| line.id.as_ref() == Some(id)));
    if order.status != OrderStatus::Draft
        && let Err(refused) = authority::may(papers.terms.config, actor.by, Act::Order { covered }, actor.today)
    {
        let finding = Finding::error("no-authority", job.at(place), refused.reason);
        return Err(vec![Finding { help: refused.help, ..finding }]);
    }
    let path = item_of("orders", &order.id);
    let off = item([
        ("date", Some(Value::bare(actor.today))),
        ("by", Some(Value::text(actor.by.as_str()))),
        ("reason", reason.map(Value::text)),
        ("was", Some(Value::bare(order.status))),
    ]);
    let edits = vec![Edit::set(path.then("status"), Value::bare(to)), Edit::set(path.then("cancelled"), off)];
    let mut summary = vec![format!("{}: order `{}` {} → {to}", job.id, order.id, order.status)];
    if to == OrderStatus::Invoiced {
        summary.push(format!("{}: what is left of `{}` is called off", job.id, order.id));
    }
    let told = (order.status != OrderStatus::Draft).then(|| {
        let supplier = order.supplier.as_deref().unwrap_or("the supplier");
        format!("tell {supplier} in writing")
    });
    Ok(asked.changed(summary, told, edits))
}

/// The refusal that an order has not come to where something can be done to it, or is past it.
pub(super) fn not_so(asked: &Asked<'_>, index: usize, order: &Order, done: &str) -> Vec<Finding> {
    let (job, id) = (&asked.job.id, &order.id);
    let (code, help) = match order.status {
        OrderStatus::Draft => ("order-not-sent", format!("send it first: `suits job order send {job} {id}`")),
        OrderStatus::Sent => ("already-sent", format!("when they say yes: `suits job order accept {job} {id}`")),
        OrderStatus::Accepted | OrderStatus::PartInvoiced => (
            "already-accepted-order",
            format!(
                "when the invoice is in: `suits job order receive {job} {id} --net {} --id NUMBER`",
                order.to_be_charged(&asked.job.supplier_invoices)
            ),
        ),
        OrderStatus::Invoiced | OrderStatus::Cancelled => {
            ("order-closed", format!("draw up another: `suits job order add {job} --line LINE --net AMOUNT`"))
        }
    };
    let message = format!("`{id}` is {} and is not {done} now", order.status);
    refuse(asked.job, key_path!["orders", index, "status"], code, message, help)
}
