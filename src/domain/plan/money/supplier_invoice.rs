//! What suppliers charge: taken down against an order, or without one, and approved for payment. More than was ordered and tolerated is not taken
//! down by the way, and not paid.

use super::change::Asked;
use super::groundwork::{argument_of, clearing, item_of, refuse};
use super::order::not_so;
use super::payer::Sum;
use crate::domain::approval::{ApprovalFor, Method};
use crate::domain::approvals::{fingerprint, standing};
use crate::domain::authority::{self, Act};
use crate::domain::job_money::{Order, OrderStatus, SupplierInvoice};
use crate::domain::money::overcharge::{self, Overcharge};
use crate::domain::money::papers::Papers;
use crate::domain::plan::{YesAsked, free_id, given_already, item, yes};
use crate::finding::Finding;
use crate::key_path;
use crate::source::{ChangeSet, Edit, Value};
use crate::values::{Amount, Currency, Day, Decimal, ItemId, Money, did_you_mean};

/// A supplier's invoice as it came in.
#[derive(Clone, Debug)]
pub struct Receiving {
    /// The order it answers; `None` where there was none.
    pub order: Option<String>,
    /// Its number, as an id; absent: that of the order and a number.
    pub id: Option<ItemId>,
    /// How much, before markup; a credit is below nothing.
    pub net: Amount,
    /// Its currency; absent: the order's, else the job's.
    pub currency: Option<Currency>,
    /// One unit of its currency in the job's; absent: the order's.
    pub fx_rate: Option<Amount>,
    /// Its day; absent: today.
    pub date: Option<Day>,
    /// Whether nothing more is to come on the order.
    pub is_last: bool,
    /// Whether it is taken down though it is more than was ordered.
    pub is_over: bool,
}

/// Takes down what a supplier charged.
pub fn receive(asked: Asked<'_>, receiving: &Receiving) -> Result<ChangeSet, Vec<Finding>> {
    let (job, actor) = (asked.job, asked.actor);
    let date = receiving.date.unwrap_or(actor.today);
    let found = clearing(job, asked.traffic, actor.by, date);
    if !found.is_empty() {
        return Err(found);
    }
    let order = receiving.order.as_deref().map(|id| asked.order(id)).transpose()?;
    if let Some((index, order)) = order
        && matches!(order.status, OrderStatus::Draft | OrderStatus::Cancelled)
    {
        let mut refused = not_so(&asked, index, order, "charged");
        if order.status == OrderStatus::Cancelled {
            let help = format!(
                "ask for a credit; if it must be paid all the same: `suits job order receive {} --no-order --net AMOUNT --id NUMBER`",
                job.id
            );
            refused = refused.into_iter().map(|finding| finding.help(help.clone())).collect();
        }
        return Err(refused);
    }
    let id = numbered(&asked, receiving.id.as_ref(), order.map(|(_, order)| order))?;
    let papers = asked.papers(actor.today)?;
    let ordered = order.map(|(_, order)| (order.currency, order.fx_rate));
    let currency = receiving.currency.or(ordered.and_then(|(own, _)| own)).filter(|own| *own != papers.currency);
    let agreed_rate = ordered.filter(|(own, _)| *own == currency).and_then(|(_, rate)| rate);
    let fx_rate = receiving.fx_rate.or(agreed_rate.filter(|_| currency.is_some()));
    let sum = Sum { net: receiving.net, currency, fx_rate, date };
    let money = asked.countable(sum, &papers, &key_path!["supplier_invoices"])?;
    let invoice = SupplierInvoice {
        id: id.clone(),
        order: order.map(|(_, order)| order.id.clone()),
        date,
        net: Amount(money.amount),
        currency,
        fx_rate,
        approvals: Vec::new(),
    };
    let mut edits = vec![Edit::append(key_path!["supplier_invoices"], written(&invoice))];
    let on = order.map_or_else(|| " without an order".to_owned(), |(_, order)| format!(" on `{}`", order.id));
    let mut summary = vec![format!("{}: supplier invoice `{id}` of {money}{on} taken down", job.id)];
    if let Some((index, order)) = order {
        let charge = Charge::of(&asked, order, invoice)?;
        if let Some(over) = charge.over.filter(|_| Decimal::ZERO < money.amount) {
            summary.extend(overcharged(&asked, (index, order), &over, receiving.is_over)?);
        }
        let to = charge.status(order, receiving.is_last);
        if to != order.status {
            edits.push(Edit::set(item_of("orders", &order.id).then("status"), Value::bare(to)));
            summary.push(format!("{}: order `{}` {} → {to}", job.id, order.id, order.status));
        }
        let left = charge.sum.map(|sum| (sum, Money::new(order.net.0, sum.currency)));
        summary.extend(left.filter(|_| to == OrderStatus::PartInvoiced).map(|(sum, net)| {
            format!(
                "{}: {sum} of {net} is charged; if nothing more is to come: `suits job order cancel {0} {} --rest`",
                job.id, order.id
            )
        }));
    } else if papers.terms.contract.and_then(|contract| contract.markup).is_none() {
        summary.push(format!(
            "{}: the contract names no markup, so the budget cannot say what `{id}` costs the client",
            job.id
        ));
    }
    let next = format!("have it approved: `suits job order approve {} {id} --for payment`", job.id);
    Ok(asked.changed(summary, Some(next), edits))
}

fn written(invoice: &SupplierInvoice) -> Value {
    item([
        ("id", Some(Value::text(invoice.id.as_str()))),
        ("order", invoice.order.as_ref().map(|order| Value::text(order.as_str()))),
        ("date", Some(Value::bare(invoice.date))),
        ("net", Some(Value::bare(invoice.net))),
        ("currency", invoice.currency.map(Value::bare)),
        ("fx_rate", invoice.fx_rate.map(Value::bare)),
        ("approvals", Some(Value::Words(Vec::new()))),
    ])
}

/// The id that an invoice gets: as typed where it is free, else the order's with a number.
fn numbered(asked: &Asked<'_>, id: Option<&ItemId>, order: Option<&Order>) -> Result<ItemId, Vec<Finding>> {
    let job = asked.job;
    let taken: Vec<&str> = job.supplier_invoices.iter().map(|invoice| invoice.id.as_str()).collect();
    if let Some(id) = id {
        let Some(at) = taken.iter().position(|other| *other == id.as_str()) else { return Ok(id.clone()) };
        let message = format!("{} already has a supplier invoice `{id}`", job.id);
        let help = format!("if it is another one: `--id {}`", free_id(id.as_str(), &taken));
        return Err(refuse(job, key_path!["supplier_invoices", at, "id"], "duplicate-id", message, help));
    }
    let stem = order.map_or("invoice", |order| order.id.as_str());
    let stem = stem.get(..26).unwrap_or(stem);
    let free = (1..10_000).map(|number| format!("{stem}-{number}")).find(|id| !taken.contains(&id.as_str()));
    ItemId::parse(&free.unwrap_or_default()).map_err(|fault| {
        let help = "say its number with `--id`".to_owned();
        refuse(job, key_path!["supplier_invoices"], "bad-id", fault.to_string(), help)
    })
}

/// How an order stands once a further invoice is in.
struct Charge {
    sum: Option<Money>,
    over: Option<Overcharge>,
}

impl Charge {
    fn of(asked: &Asked<'_>, order: &Order, invoice: SupplierInvoice) -> Result<Charge, Vec<Finding>> {
        let mut after = asked.job.clone();
        after.record.supplier_invoices.push(invoice);
        let papers = Papers::in_force(&after, asked.terms()?, asked.actor.today);
        let invoices = overcharge::invoices(&after.record, order);
        let over = overcharge::over(&papers, order, &invoices);
        Ok(Charge { sum: overcharge::charged(&papers, order, &invoices), over })
    }

    /// What the order is called then. One that was charged in full stays so: a credit opens nothing.
    fn status(&self, order: &Order, is_last: bool) -> OrderStatus {
        let is_full = self.sum.is_some_and(|sum| order.net.0 <= sum.amount);
        if is_last || is_full || order.status == OrderStatus::Invoiced {
            OrderStatus::Invoiced
        } else {
            OrderStatus::PartInvoiced
        }
    }
}

/// The refusal that a supplier charges more than was ordered and tolerated; what is said where somebody who may takes it down all the same.
fn overcharged(
    asked: &Asked<'_>,
    (index, order): (usize, &Order),
    over: &Overcharge,
    is_wanted: bool,
) -> Result<Option<String>, Vec<Finding>> {
    let (job, actor) = (asked.job, asked.actor);
    let place = job.at(key_path!["orders", index, "net"]);
    if !is_wanted {
        let finding = Finding::error("supplier-overcharge", place, over.message(order));
        return Err(vec![finding.help(format!(
            "ask the supplier for a corrected invoice; an account manager or above may take it down as it is with `--over`, and have it put right by a credit: `suits job order receive {} {} --net -AMOUNT`",
            job.id, order.id
        ))]);
    }
    authority::may(&asked.traffic.agency.config, actor.by, Act::SupplierInvoice, actor.today).map_err(|refused| {
        vec![Finding { help: refused.help, ..Finding::error("no-authority", place, refused.reason) }]
    })?;
    Ok(Some(format!("{}: {}: it is not paid before a credit is in", job.id, over.message(order))))
}

/// Approves a supplier's invoice for payment.
pub fn approve(id: &str, of: ApprovalFor, yes_asked: &YesAsked, asked: Asked<'_>) -> Result<ChangeSet, Vec<Finding>> {
    let (job, actor) = (asked.job, asked.actor);
    let by = yes_asked.by.clone().unwrap_or_else(|| actor.by.clone());
    let (method, date) = (yes_asked.method.unwrap_or(Method::System), yes_asked.date.unwrap_or(actor.today));
    let found = clearing(job, asked.traffic, actor.by, date);
    if !found.is_empty() {
        return Err(found);
    }
    let (index, invoice) = invoice(&asked, id)?;
    let here = key_path!["supplier_invoices", index];
    let config = &asked.traffic.agency.config;
    let may = |by, method, date| {
        authority::in_writing(method).and_then(|()| authority::may(config, by, Act::SupplierInvoice, date))
    };
    let now = standing(&invoice.approvals, ApprovalFor::Payment, fingerprint(job, &here), actor.today, |approval| {
        may(&approval.by, approval.method, approval.date).map(drop).map_err(|refused| refused.reason)
    });
    if let Some(given) = now.valid() {
        let help = "nothing is left to be done here; finance pays it".to_owned();
        let (what, all) = (format!("`{}` of {}", invoice.id, job.id), &invoice.approvals);
        return Err(given_already(job, &here.then("approvals"), &what, (all, given), help));
    }
    if date < invoice.date {
        let (argument, place) = (argument_of(date, actor.today), job.at(here.then("date")));
        let message = format!("`{}` is of {}, after {date}", invoice.id, invoice.date);
        let finding = Finding::error("before-it-was-raised", place.clone(), message).typed(argument);
        let help = format!("name {} or a later day with `{argument}`", invoice.date);
        return Err(vec![finding.related(place, "its day").help(help)]);
    }
    let mut objections = Vec::new();
    let approvals = job.at(here.then("approvals"));
    let role = may(&by, method, date).map_err(|refused| {
        let finding = Finding::error("no-authority", approvals.clone(), refused.reason);
        objections.push(Finding { help: refused.help, ..finding });
    });
    if let Err(refused) = authority::may_enter(actor.by, &by, method, yes_asked.evidence.as_deref()) {
        let finding = Finding::error("no-authority", approvals, refused.reason);
        objections.push(Finding { help: refused.help, ..finding });
    }
    objections.extend(not_to_be_paid(&asked, index, invoice)?);
    if !objections.is_empty() {
        return Err(objections);
    }
    let path = item_of("supplier_invoices", &invoice.id);
    let entry = yes(of, &by, role.ok(), method, date, yes_asked, actor, path.clone());
    let summary = vec![format!("{}: supplier invoice `{}` approved by {by} ({of})", job.id, invoice.id)];
    Ok(asked.changed(summary, None, vec![Edit::append(path.then("approvals"), entry)]))
}

/// The supplier invoice of an id.
fn invoice<'a>(asked: &Asked<'a>, id: &str) -> Result<(usize, &'a SupplierInvoice), Vec<Finding>> {
    let job = asked.job;
    let invoices = &job.record.supplier_invoices;
    let wanted = id.to_ascii_lowercase();
    invoices.iter().enumerate().find(|(_, invoice)| invoice.id.as_str() == wanted).ok_or_else(|| {
        let names: Vec<&str> = invoices.iter().map(|invoice| invoice.id.as_str()).collect();
        let help = did_you_mean(&wanted, names.iter().copied(), || match names.as_slice() {
            [] => format!("take it down first: `suits job order receive {} ORDER --net AMOUNT --id NUMBER`", job.id),
            some => format!("its supplier invoices: {}", some.join(", ")),
        });
        let message = format!("{} has no supplier invoice `{id}`", job.id);
        refuse(job, key_path!["supplier_invoices"], "unknown-item", message, help)
    })
}

/// The objection that an invoice, with those before it, is more than was ordered and tolerated.
fn not_to_be_paid(asked: &Asked<'_>, index: usize, invoice: &SupplierInvoice) -> Result<Option<Finding>, Vec<Finding>> {
    let job = asked.job;
    let order = invoice.order.as_ref().and_then(|id| job.record.orders.iter().find(|order| order.id == *id));
    let Some(order) = order.filter(|_| Decimal::ZERO < invoice.net.0) else { return Ok(None) };
    let invoices = overcharge::invoices(job, order);
    let Some(over) = overcharge::over(&asked.papers(asked.actor.today)?, order, &invoices) else { return Ok(None) };
    let at = |index: usize| invoices.iter().position(|(other, _)| *other == index);
    if at(index) < at(over.invoice) {
        return Ok(None);
    }
    let place = job.at(key_path!["supplier_invoices", index, "net"]);
    let finding = Finding::error("supplier-overcharge", place, over.message(order));
    Ok(Some(finding.help(format!(
        "ask the supplier for a credit first, and take it down as a negative sum: `suits job order receive {} {} --net -AMOUNT`",
        job.id, order.id
    ))))
}
