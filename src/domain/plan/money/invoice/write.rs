//! Writing an invoice: what it charges, worked out from what is agreed; when it is to be paid; in which money; on which purchase order.

use super::bill::{Bill, papers};
use super::charge::Charge;
use super::terms::{cannot_credit, last_tax, no_po, no_rate, no_tax, one_po, payment_days, taken};
use crate::domain::agency::Agency;
use crate::domain::client::Client;
use crate::domain::invoice::InvoiceKind;
use crate::domain::money::charged::{self, Charged, Counting, Subject, Till};
use crate::domain::money::papers::Papers;
use crate::domain::plan::item;
use crate::domain::record::Located;
use crate::finding::Finding;
use crate::key_path;
use crate::source::{Edit, KeyPath, Value};
use crate::values::{Currency, Day, Decimal, InvoiceId, ItemId, JobId, Money, Month, Percent};
use std::collections::BTreeSet;

/// A line as asked for.
#[derive(Clone, Debug)]
pub enum LineAsked {
    /// A line of a job; without a sum, what is left of it.
    Line {
        /// Its id in the invoice; absent: the next letter.
        id: Option<String>,
        /// The job.
        job: JobId,
        /// Its line; absent: the fee for calling the job off.
        line: Option<ItemId>,
        /// The month, where the line itself does not say.
        month: Option<Month>,
        /// How much, before tax.
        net: Option<Decimal>,
    },
    /// All that is left of a job.
    Rest {
        /// The job.
        job: JobId,
        /// Whether what was credited is charged once more.
        again: bool,
    },
    /// A retainer's fee for a month; without a sum, the contract's.
    Retainer {
        /// Its id in the invoice; absent: the next letter.
        id: Option<String>,
        /// The contract.
        contract: ItemId,
        /// The month.
        month: Option<Month>,
        /// How much, before tax.
        net: Option<Decimal>,
    },
}

/// An invoice as asked for.
#[derive(Clone, Debug)]
pub struct InvoiceAsked {
    /// The ledger's number.
    pub number: String,
    /// Its day.
    pub date: Day,
    /// When it is to be paid; absent: as the contract says.
    pub due: Option<Day>,
    /// What is charged; absent: as its lines say.
    pub kind: Option<InvoiceKind>,
    /// Its currency; absent: the client's.
    pub currency: Option<Currency>,
    /// One unit of it in the agency's.
    pub fx_rate: Option<Decimal>,
    /// The purchase order; absent: the jobs'.
    pub po: Option<String>,
    /// The tax; the outer absent: as on the client's last invoice.
    pub tax: Option<Option<Percent>>,
    /// The invoice that it takes money off.
    pub credits: Option<InvoiceId>,
    /// What it charges.
    pub lines: Vec<LineAsked>,
    /// The day it is written.
    pub today: Day,
}

/// An invoice ready to write.
#[derive(Clone, Debug)]
pub struct Written {
    /// Everything but what was given: it comes first, so that what was given stands.
    pub defaults: Vec<Edit>,
    /// Its lines.
    pub lines: Vec<Value>,
    /// What there is to say of it, a line each.
    pub told: Vec<String>,
}

/// A line with its sum.
pub(super) struct Priced {
    id: Option<String>,
    pub(super) of: Subject,
    month: Option<Month>,
    net: Money,
}

/// Works out an invoice, or says what stands against it.
pub fn write(asked: &InvoiceAsked, client: &Located<Client>, agency: &Agency) -> Result<Written, Vec<Finding>> {
    let home = agency.config.agency.currency;
    let currency = asked.currency.or(client.record.currency).unwrap_or(home);
    let kind =
        asked.kind.unwrap_or_else(|| if asked.credits.is_some() { InvoiceKind::Credit } else { kind_of(&asked.lines) });
    let mut objections = Vec::new();
    objections.extend(taken(&asked.number, None, agency, client, asked.today));
    let till = Till { currency, rate: asked.fx_rate, date: asked.date };
    objections.extend(no_rate(&till, None, client, agency, asked.credits.as_ref()));
    objections.extend(asked.credits.as_ref().and_then(|id| cannot_credit(id, kind, client, agency)));
    let (charged, counting, credits) = (Charged::of(agency), Counting::WithDrafts, asked.credits.as_ref());
    let bill = Bill { agency, charged, client, own: None, kind, till, counting, credits };
    let mut lines: Vec<Priced> = Vec::new();
    let mut told = Vec::new();
    for line in &asked.lines {
        match priced(&bill, line, &mut told) {
            Ok(found) => lines.extend(found),
            Err(found) => objections.extend(found),
        }
    }
    let charges: Vec<Charge> =
        lines.iter().map(|line| Charge { of: line.of.clone(), net: line.net, place: None }).collect();
    objections.extend(bill.objections(&charges));
    let total = lines.iter().try_fold(Money::zero(currency), |sum, line| sum.plus(line.net));
    if objections.is_empty() && total.is_none_or(|total| total.amount <= Decimal::ZERO) {
        let told = total.map_or_else(|| "more digits than can be counted".to_owned(), |total| total.to_string());
        let message = format!("the invoice would come to {told}: there is nothing to charge");
        let finding = Finding::error("nothing-to-charge", client.at(KeyPath::root()), message);
        objections.push(finding.help("`--line JOB:LINE=AMOUNT`, `--rest JOB`, or `--retainer CONTRACT --month MONTH`"));
    }
    let jobs: Vec<Option<&JobId>> = lines.iter().map(|line| line.of.job.as_ref()).collect();
    let po = asked.po.clone().or_else(|| one_po(&jobs, agency)).filter(|_| kind != InvoiceKind::Credit);
    objections.extend(no_po(po.as_deref(), kind, &jobs, client, agency));
    let due = match asked.due {
        Some(due) => Some(due),
        None if lines.is_empty() => None,
        None => match payment_days(&lines, client, agency) {
            Ok(days) => Some(asked.date.plus(i64::from(days))),
            Err(finding) => {
                objections.push(*finding);
                None
            }
        },
    };
    if let Some(due) = due.filter(|due| *due < asked.date) {
        let message = format!("the invoice of {} would be due on {due}, before it", asked.date);
        let finding = Finding::error("date-out-of-order", client.at(KeyPath::root()), message).typed("--due");
        objections.push(finding.help(format!("name {} or a later day with `--due`", asked.date)));
    }
    objections.extend(asked.tax.flatten().and_then(|tax| no_tax(tax, client)));
    let (Some(due), true) = (due, objections.is_empty()) else { return Err(objections) };
    let tax = asked.tax.unwrap_or_else(|| {
        let last = last_tax(client, agency)?;
        told.push(format!("tax {} as on {}; `--tax null` for none", last.1, last.0));
        Some(last.1)
    });
    let mut defaults = vec![
        Edit::set(key_path!["number"], Value::text(asked.number.as_str())),
        Edit::set(key_path!["date"], Value::bare(asked.date)),
        Edit::set(key_path!["due"], Value::bare(due)),
        Edit::set(key_path!["kind"], Value::bare(kind)),
        Edit::set(key_path!["currency"], Value::bare(currency)),
    ];
    defaults.extend(po.map(|po| Edit::set(key_path!["po"], Value::Text(po))));
    defaults.extend(tax.map(|tax| Edit::set(key_path!["tax"], Value::bare(tax))));
    defaults.extend(asked.credits.as_ref().map(|id| Edit::set(key_path!["credits"], Value::text(id.as_str()))));
    let net = total.unwrap_or_else(|| Money::zero(currency));
    let gross = tax.map_or(Some(net), |tax| {
        Some(Money::new(net.amount.checked_add(net.amount.checked_mul(tax.ratio())?)?, currency))
    });
    let with_tax = tax.and(gross).map_or_else(String::new, |gross| format!(", {gross} with tax"));
    told.insert(0, format!("{kind} invoice {} of {net}{with_tax}, due {} {due}", asked.number, due.weekday()));
    Ok(Written { defaults, lines: values(lines), told })
}

/// What a line of a job would come to that names no sum.
fn priced(bill: &Bill<'_>, line: &LineAsked, told: &mut Vec<String>) -> Result<Vec<Priced>, Vec<Finding>> {
    let root = || bill.client.at(KeyPath::root());
    match line {
        LineAsked::Line { id, job, line, month, net } => {
            let of = Subject { job: Some(job.clone()), line: line.clone(), contract: None, month: None };
            if !job.is_of(&bill.client.id) {
                let message = format!("{job} is no job of {}", bill.client.id);
                let finding = Finding::error("other-client", root(), message).typed("--line");
                return Err(vec![finding.help("an invoice to two clients is two invoices")]);
            }
            let month = month.or_else(|| own_month(bill, job, line.as_ref()?));
            let net = match (net, line) {
                (Some(net), _) => sum(bill, *net)?,
                (None, Some(line)) => {
                    let left = left(bill, job, line, &of, Credits::TakenOff)?;
                    told.extend(
                        credited(bill, &of).map(|sum| format!("{sum} of it was credited before, and is charged again")),
                    );
                    left
                }
                (None, None) => {
                    let message = format!("how much of {job} is not said");
                    let finding = Finding::error("charge-for-nothing", root(), message).typed("--line");
                    return Err(vec![finding.help(format!("`--line {job}:LINE`, or `--rest {job}`"))]);
                }
            };
            Ok(vec![Priced { id: id.clone(), of, month, net }])
        }
        LineAsked::Rest { job, again } => rest(bill, job, *again, told),
        LineAsked::Retainer { id, contract, month, net } => {
            let of = Subject { job: None, line: None, contract: Some(contract.clone()), month: *month };
            let own = bill.client.record.currency.unwrap_or(bill.agency.config.agency.currency);
            let fee = bill.client.record.contracts.iter().find(|other| other.id == *contract);
            let fee = fee.and_then(|contract| Some(Money::new(contract.retainer.as_ref()?.fee.0, own)));
            let net = match (net, fee) {
                (Some(net), _) => sum(bill, *net)?,
                (None, Some(fee)) => bill
                    .till
                    .take(&bill.agency.config, fee)
                    .map_err(|why| vec![Finding::error("unpriced", root(), why.to_string())])?,
                // why there is none is said where the line is judged
                (None, None) => Money::zero(bill.till.currency),
            };
            Ok(vec![Priced { id: id.clone(), of, month: *month, net }])
        }
    }
}

/// A sum as typed, in the currency's own digits.
fn sum(bill: &Bill<'_>, net: Decimal) -> Result<Money, Vec<Finding>> {
    let currency = bill.till.currency;
    let money = Money::new(net, currency);
    let object = |code, message: String, help: String| {
        Err(vec![Finding::error(code, bill.client.at(KeyPath::root()), message).typed("--line").help(help)])
    };
    if money.amount != net {
        let digits = match currency.minor_digits() {
            0 => "no digits behind the point".to_owned(),
            1 => "1 digit behind the point".to_owned(),
            some => format!("{some} digits behind the point"),
        };
        return object(
            "bad-value",
            format!("{currency} has {digits}, and {net} has more"),
            format!("{}", money.amount),
        );
    }
    if net.is_zero() {
        return object("nothing-to-charge", "a line would charge nothing".to_owned(), "leave it out".to_owned());
    }
    Ok(money)
}

/// What a credit note does to what is left of a line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Credits {
    /// What was given back is left again.
    TakenOff,
    /// What was given back the client is not to pay: it stays charged.
    LeftOut,
}

/// What was given back of a line, where anything was.
fn credited(bill: &Bill<'_>, of: &Subject) -> Option<Money> {
    let notes = bill.charged.like(of, None, bill.own, bill.counting);
    let notes: Vec<_> = notes.into_iter().filter(|(invoice, _)| invoice.kind == InvoiceKind::Credit).collect();
    let sum = charged::billed(bill.agency, &notes, &bill.till, bill.till.currency).ok()?;
    (!sum.amount.is_zero()).then(|| Money::new(-sum.amount, sum.currency))
}

/// What is left of a line that the client approved.
fn left(bill: &Bill<'_>, job: &JobId, line: &ItemId, of: &Subject, credits: Credits) -> Result<Money, Vec<Finding>> {
    let (record, papers) = papers(bill, job)?;
    let place = || record.at(key_path!["estimates"]);
    let unpriced =
        |why: crate::domain::money::unpriced::Unpriced| vec![Finding::error("unpriced", place(), why.to_string())];
    let price = match charged::agreed_price(&papers, line, &bill.till) {
        Some(price) => price.map_err(unpriced)?,
        // what stands against it is said where the line is judged
        None => return Ok(Money::zero(bill.till.currency)),
    };
    let mut others = bill.charged.like(of, None, bill.own, bill.counting);
    others.retain(|(invoice, _)| credits == Credits::TakenOff || invoice.kind != InvoiceKind::Credit);
    let before = charged::billed(bill.agency, &others, &bill.till, papers.currency).map_err(unpriced)?;
    let left = price
        .minus(before)
        .filter(|left| !left.amount.is_zero() && (left.amount < Decimal::ZERO) == (price.amount < Decimal::ZERO));
    left.ok_or_else(|| {
        let on: BTreeSet<String> = others.iter().map(|(invoice, _)| invoice.id.to_string()).collect();
        let on = on.into_iter().collect::<Vec<_>>().join(", ");
        let message = format!("all of `{line}` of {job} is charged: {before} on {on}");
        let finding = Finding::error("nothing-left-to-bill", place(), message);
        vec![finding.help(format!(
            "leave it out, or have more approved first: `suits job change add {job} --cause out-of-scope --text \"…\"`"
        ))]
    })
}

/// Every line of a job that the client approved and that was never charged in full; `again`: what was credited too.
fn rest(bill: &Bill<'_>, id: &JobId, again: bool, told: &mut Vec<String>) -> Result<Vec<Priced>, Vec<Finding>> {
    if !id.is_of(&bill.client.id) {
        let line = LineAsked::Line { id: None, job: id.clone(), line: None, month: None, net: None };
        return priced(bill, &line, told);
    }
    let (job, papers) = papers(bill, id)?;
    let credits = if again { Credits::TakenOff } else { Credits::LeftOut };
    let mut seen: Vec<&ItemId> = Vec::new();
    let (mut lines, mut out) = (Vec::new(), Vec::new());
    for line in papers.agreed().flat_map(|paper| paper.lines).filter_map(|line| line.id.as_ref()) {
        if seen.contains(&line) {
            continue;
        }
        seen.push(line);
        let of = Subject { job: Some(id.clone()), line: Some(line.clone()), contract: None, month: None };
        out.extend(credited(bill, &of).filter(|_| !again).map(|sum| format!("{sum} of `{line}`")));
        match left(bill, id, line, &of, credits) {
            Ok(net) => lines.push(Priced { id: None, month: own_month(bill, id, line), of, net }),
            Err(found) if found.iter().all(|finding| finding.code == "nothing-left-to-bill") => {}
            Err(found) => return Err(found),
        }
    }
    let out = match out.is_empty() {
        true => None,
        false => Some(format!("{} was credited and is left out; to charge it once more: `--again`", out.join(", "))),
    };
    if !lines.is_empty() {
        told.extend(out.map(|out| format!("{id}: {out}")));
        return Ok(lines);
    }
    let place = job.at(key_path!["estimates"]);
    if !seen.is_empty() {
        let finding =
            Finding::error("nothing-left-to-bill", place, format!("all that the client approved of {id} is charged"));
        let shows = || format!("`suits invoice list --client {}` shows where", bill.client.id);
        return Err(vec![finding.help(out.unwrap_or_else(shows))]);
    }
    let later = Papers::in_force(job, papers.terms, Day::LAST);
    let since = later.agreed().filter_map(|paper| paper.signed).map(|yes| yes.date).min();
    if let Some(since) = since {
        let message =
            format!("on {} the client had approved no line of {id}: the first yes is of {since}", bill.till.date);
        let finding = Finding::error("unapproved-line-billed", place.clone(), message).typed("--date");
        return Err(vec![
            finding.related(place, "approved later").help(format!("name {since} or a later day with `--date`")),
        ]);
    }
    let help = format!("`suits job estimate approve {id} --for client --by CONTACT --method po --evidence NUMBER`");
    let finding = Finding::error("unapproved-line-billed", place, format!("the client has approved no line of {id}"));
    Err(vec![finding.help(help)])
}

/// The month that a line of a job is for, in its paper.
fn own_month(bill: &Bill<'_>, job: &JobId, line: &ItemId) -> Option<Month> {
    let job = bill.agency.jobs.get(job).found()?;
    let estimates = job.record.estimates.iter().rev().flat_map(|estimate| &estimate.lines);
    let mut lines = estimates.chain(job.record.change_orders.iter().flat_map(|change| &change.lines));
    lines.find(|other| other.id.as_ref() == Some(line))?.month
}

fn kind_of(lines: &[LineAsked]) -> InvoiceKind {
    match lines {
        [LineAsked::Retainer { .. }, ..] => InvoiceKind::Retainer,
        some if some.iter().any(|line| matches!(line, LineAsked::Rest { .. })) => InvoiceKind::Final,
        _ => InvoiceKind::Progress,
    }
}

fn values(lines: Vec<Priced>) -> Vec<Value> {
    let taken: Vec<String> = lines.iter().filter_map(|line| line.id.clone()).collect();
    let mut letters = (0..).map(letters).filter(|id| !taken.contains(id));
    let value = |line: Priced| {
        let id = line.id.clone().or_else(|| letters.next()).unwrap_or_default();
        item([
            ("id", Some(Value::Text(id))),
            ("job", line.of.job.as_ref().map(|job| Value::text(job.as_str()))),
            ("line", line.of.line.as_ref().map(|line| Value::text(line.as_str()))),
            ("contract", line.of.contract.as_ref().map(|contract| Value::text(contract.as_str()))),
            ("month", line.month.map(Value::bare)),
            ("net", Some(Value::bare(line.net.amount))),
        ])
    };
    lines.into_iter().map(value).collect()
}

/// `a` to `z`, then `aa` and on.
fn letters(nth: u32) -> String {
    let last = char::from_u32(u32::from(b'a') + nth % 26).unwrap_or('a');
    match nth / 26 {
        0 => last.to_string(),
        more => format!("{}{last}", letters(more - 1)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_lettered_beyond_the_alphabet() {
        assert_eq!([0, 25, 26, 27, 52].map(letters), ["a", "z", "aa", "ab", "ba"]);
    }
}
