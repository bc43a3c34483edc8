//! Writing an invoice: what it charges, worked out from what is agreed; when it is to be paid; in which money; on which purchase order.

use super::bill::Bill;
use super::charge::Charge;
use super::left::{GivenBack, left, own_month, rest};
use super::terms::{cannot_credit, last_tax, no_po, no_rate, no_tax, one_po, payment_days, taken};
use crate::domain::agency::Agency;
use crate::domain::client::Client;
use crate::domain::invoice::InvoiceKind;
use crate::domain::money::charged::{Charged, Counting, Credits, Subject, Till};
use crate::domain::plan::item;
use crate::domain::record::Located;
use crate::finding::Finding;
use crate::key_path;
use crate::source::{Edit, KeyPath, Value};
use crate::values::{Currency, Day, Decimal, InvoiceId, ItemId, JobId, Money, Month, Percent};

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
    pub(super) id: Option<String>,
    pub(super) of: Subject,
    pub(super) month: Option<Month>,
    pub(super) net: Money,
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
pub(super) fn priced(bill: &Bill<'_>, line: &LineAsked, told: &mut Vec<String>) -> Result<Vec<Priced>, Vec<Finding>> {
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
                    let back = GivenBack::of(bill, &of);
                    told.extend(back.sum.map(|sum| format!("{sum} of it was credited before, and is charged again")));
                    told.extend(back.to_come.map(|to_come| format!("{to_come}, and is not charged again")));
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
