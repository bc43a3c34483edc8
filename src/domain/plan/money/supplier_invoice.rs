//! What suppliers charge: taken down against an order, or without one, and approved for payment. More than was ordered and tolerated is not taken
//! down by the way, and not paid.

use super::change::Asked;
use super::groundwork::{argument_of, clearing, item_of, refuse};
use super::order::not_so;
use super::payer::{Rate, Sum, on_line, payer};
use crate::domain::approval::{ApprovalFor, Method};
use crate::domain::authority::{self, Act};
use crate::domain::job::Job;
use crate::domain::job_money::{Order, OrderStatus, SupplierInvoice};
use crate::domain::money::ordered::{Bought, over_lines};
use crate::domain::money::overcharge::{self, Overcharge, Tolerated};
use crate::domain::money::papers::Papers;
use crate::domain::plan::{YesAsked, free_id, given_already, item, yes};
use crate::domain::record::Located;
use crate::domain::yeses;
use crate::finding::Finding;
use crate::key_path;
use crate::source::{ChangeSet, Edit, Value};
use crate::values::{Amount, Currency, Day, Decimal, ItemId, Money, Word, did_you_mean};

/// A supplier's invoice as it came in.
#[derive(Clone, Debug)]
pub struct Receiving {
    /// The order it answers; `None` where there was none.
    pub order: Option<String>,
    /// Without an order: the line that pays for it.
    pub line: Option<ItemId>,
    /// Without an order: who charges.
    pub supplier: Option<String>,
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
                "ask for a credit; if it must be paid all the same: `suits job order receive {} --no-order --line LINE --supplier NAME --net AMOUNT --id NUMBER`",
                job.id
            );
            refused = refused.into_iter().map(|finding| finding.help(help.clone())).collect();
        }
        return Err(refused);
    }
    let id = numbered(&asked, receiving.id.as_ref(), order.map(|(_, order)| order))?;
    let papers = asked.papers(actor.today)?;
    if order.is_none() {
        unordered(&asked, &papers, receiving, date)?;
    }
    let ordered = order.map(|(_, order)| (order.currency, order.fx_rate));
    let currency = receiving.currency.or(ordered.and_then(|(own, _)| own)).filter(|own| *own != papers.currency);
    let agreed_rate = ordered.filter(|(own, _)| *own == currency).and_then(|(_, rate)| rate);
    let agreed_rate = agreed_rate.filter(|_| currency.is_some());
    let fx_rate = receiving.fx_rate.or(agreed_rate);
    let rate = if fx_rate == agreed_rate { Rate::Agreed } else { Rate::Typed };
    let sum = Sum { net: receiving.net, currency, fx_rate, date, rate };
    let money = asked.countable(sum, &papers, &key_path!["supplier_invoices"])?;
    let invoice = SupplierInvoice {
        id: id.clone(),
        order: order.map(|(_, order)| order.id.clone()),
        line: receiving.line.clone().filter(|_| order.is_none()),
        supplier: receiving.supplier.as_deref().filter(|_| order.is_none()).map(Word::from),
        date,
        net: Amount(money.amount),
        currency,
        fx_rate,
        approvals: Vec::new(),
    };
    let mut edits = vec![Edit::append(key_path!["supplier_invoices"], written(&invoice))];
    let by = invoice.supplier.as_ref().map_or_else(String::new, |supplier| format!(" by {supplier}"));
    let on = order.map_or_else(|| format!("{by} without an order"), |(_, order)| format!(" on `{}`", order.id));
    let mut summary = vec![format!("{}: supplier invoice `{id}` of {money}{on} taken down", job.id)];
    let after = received(&asked, invoice);
    not_above_charged(&asked, &after)?;
    if let Some((index, order)) = order {
        let charge = Charge::of(&asked, order, &after)?;
        if let Some(over) = charge.over.filter(|_| Decimal::ZERO < money.amount) {
            summary.extend(overcharged(&asked, (index, order), &over, receiving.is_over)?);
        }
        summary.extend(charge.tolerated.map(|tolerated| format!("{}: {}", job.id, tolerated.told(order))));
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
    } else if let Some(line) = receiving.line.as_ref().filter(|_| Decimal::ZERO < money.amount) {
        summary.extend(on_line(&asked, &after, line, actor.today)?.map(|told| format!("{}: {told}", job.id)));
    } else if receiving.line.is_none() && papers.terms.contract.and_then(|contract| contract.markup).is_none() {
        summary.push(format!(
            "{}: the contract names no markup, so the budget cannot say what `{id}` costs the client",
            job.id
        ));
    }
    let next = format!("have it approved: `suits job order approve {} {id} --for payment`", job.id);
    Ok(asked.changed(summary, Some(next), edits))
}

/// Refuses what nobody ordered unless it is said who charges and which line pays, and the client has agreed to that.
fn unordered(asked: &Asked<'_>, papers: &Papers<'_>, receiving: &Receiving, date: Day) -> Result<(), Vec<Finding>> {
    let here = key_path!["supplier_invoices"];
    let payer = payer(asked, papers, receiving.line.as_ref(), ("the invoice", date), &here)?;
    if receiving.supplier.is_some() {
        return Ok(());
    }
    let of_line = payer.and_then(|(_, line)| line.supplier.as_deref()).unwrap_or("Kuva Oy");
    let help = format!("say who charges with `--supplier \"{of_line}\"`");
    Err(refuse(asked.job, here, "supplier-missing", "nobody is named who charges".to_owned(), help))
}

/// The job with one more supplier invoice.
fn received(asked: &Asked<'_>, invoice: SupplierInvoice) -> Located<Job> {
    let mut after = asked.job.clone();
    after.record.supplier_invoices.push(invoice);
    after
}

/// Refuses a credit of more than the supplier charged.
fn not_above_charged(asked: &Asked<'_>, after: &Located<Job>) -> Result<(), Vec<Finding>> {
    let last = after.supplier_invoices.len().saturating_sub(1);
    if after.supplier_invoices.get(last).is_none_or(|invoice| Decimal::ZERO <= invoice.net.0) {
        return Ok(());
    }
    let papers = Papers::in_force(after, asked.terms()?, asked.actor.today);
    let named = |index: usize| {
        let of = |index: usize| after.supplier_invoices.get(index).map(|one| (&one.order, &one.line, &one.supplier));
        of(index) == of(last)
    };
    let over = overcharge::overcredits(&papers).into_iter().find(|(over, _)| named(over.invoice));
    let Some((over, what)) = over else { return Ok(()) };
    let left = over.charged.minus(over.credited).and_then(|left| {
        let own =
            after.supplier_invoices.get(last).filter(|own| own.currency.unwrap_or(papers.currency) == left.currency);
        left.minus(Money::new(own?.net.0, left.currency))
    });
    let help = match left.filter(|left| Decimal::ZERO < left.amount) {
        Some(left) => format!("give back no more than was charged: at most `--net -{}`", left.amount),
        None => "take down first what the supplier charged".to_owned(),
    };
    Err(refuse(asked.job, key_path!["supplier_invoices"], "supplier-credit-above-charge", over.message(&what), help))
}

fn written(invoice: &SupplierInvoice) -> Value {
    item([
        ("id", Some(Value::text(invoice.id.as_str()))),
        ("order", invoice.order.as_ref().map(|order| Value::text(order.as_str()))),
        ("line", invoice.line.as_ref().map(|line| Value::text(line.as_str()))),
        ("supplier", invoice.supplier.clone().map(Value::text)),
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
    tolerated: Option<Tolerated>,
}

impl Charge {
    fn of(asked: &Asked<'_>, order: &Order, after: &Located<Job>) -> Result<Charge, Vec<Finding>> {
        let papers = Papers::in_force(after, asked.terms()?, asked.actor.today);
        let invoices = overcharge::invoices(&after.record, order);
        let over = overcharge::over(&papers, order, &invoices);
        let tolerated = overcharge::tolerated(&papers, order, &invoices);
        Ok(Charge { sum: overcharge::charged(&papers, order, &invoices), over, tolerated })
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
    if let Some(given) = yeses::payment(job, index, config, actor.today).valid() {
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
    if invoice.net.0 <= Decimal::ZERO {
        return Ok(None);
    }
    let papers = asked.papers(asked.actor.today)?;
    let order = invoice.order.as_ref().and_then(|id| job.record.orders.iter().find(|order| order.id == *id));
    let Some(order) = order else { return Ok(not_without_an_order(&papers, index, invoice)) };
    let invoices = overcharge::invoices(job, order);
    let Some(over) = overcharge::over(&papers, order, &invoices) else { return Ok(None) };
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

/// The objection that an invoice without an order is, with what was bought before it, more than its line has.
fn not_without_an_order(papers: &Papers<'_>, index: usize, invoice: &SupplierInvoice) -> Option<Finding> {
    let (job, line) = (papers.job, invoice.line.as_ref().filter(|_| invoice.order.is_none())?);
    let over = over_lines(papers).into_iter().find(|over| over.is_on(line))?;
    if (invoice.date, Bought::Invoice(index)) < (over.date, over.bought) {
        return None;
    }
    let place = job.at(key_path!["supplier_invoices", index, "net"]);
    let finding = Finding::error("order-over-line", place, over.message(&job.record));
    let finding = finding.related(job.at(over.line), "what the client approved");
    Some(finding.help(format!(
        "ask the supplier for a credit, or the client for the rest: `suits job change add {} --cause out-of-scope --text \"…\" --kind third-party --net AMOUNT`",
        job.id
    )))
}
