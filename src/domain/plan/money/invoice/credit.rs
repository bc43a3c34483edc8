//! A credit note: money off an invoice that went out, line by line, on a paper of its own that names the invoice.

use super::bill::Bill;
use super::charge::Charge;
use super::client_of;
use super::terms::taken;
use super::told::called;
use crate::domain::agency::Agency;
use crate::domain::invoice::{Invoice, InvoiceKind, InvoiceLine};
use crate::domain::money::billing::{currency_of, issue_standing};
use crate::domain::money::charged::{self, Charged, Counting, Subject, Till};
use crate::domain::plan::item;
use crate::domain::record::Located;
use crate::finding::Finding;
use crate::key_path;
use crate::source::{Edit, Value};
use crate::values::{Day, Decimal, Money, did_you_mean};

/// What is to be given back.
#[derive(Clone, Debug)]
pub struct CreditAsked {
    /// The ledger's number of the credit note.
    pub number: String,
    /// Its day.
    pub date: Day,
    /// Lines of the invoice, each with how much of it; without a sum, all that is left. None: of every line.
    pub lines: Vec<(String, Option<Decimal>)>,
}

/// Works out a credit note: its fields, and what there is to say of it.
pub fn credit(
    invoice: &Located<Invoice>,
    asked: &CreditAsked,
    agency: &Agency,
    today: Day,
) -> Result<(Vec<Edit>, String), Vec<Finding>> {
    let id = &invoice.id;
    let client = client_of(agency, invoice)?;
    let refuse = |code, path, message: String, help: String| {
        Err(vec![Finding::error(code, invoice.at(path), message).help(help)])
    };
    if invoice.kind == InvoiceKind::Credit {
        let help = "a credit note that is wrong is set right by an invoice".to_owned();
        return refuse("not-an-invoice", key_path!["kind"], format!("{id} is a credit note itself"), help);
    }
    if let Some(why) = issue_standing(invoice, today).objection() {
        let message = format!("{id} has not gone out: {why}");
        let help = format!("set it right while it is a draft: `suits invoice edit {id}`, or `suits invoice drop {id}`");
        return refuse("not-issued", key_path!["approvals"], message, help);
    }
    if asked.date < invoice.date {
        let message = format!("a credit note of {} for the invoice of {}", asked.date, invoice.date);
        let finding = Finding::error("date-out-of-order", invoice.at(key_path!["date"]), message).typed("--date");
        let help = format!("name {} or a later day with `--date`", invoice.date);
        return Err(vec![finding.related(invoice.at(key_path!["date"]), "its day").help(help)]);
    }
    let Some(currency) = currency_of(agency, invoice) else {
        let message = format!("the currency of {id} cannot be told");
        return refuse("unpriced", key_path!["currency"], message, "`suits check` says why".to_owned());
    };
    let till = Till { currency, rate: invoice.fx_rate.map(|rate| rate.0), date: asked.date };
    let bill = Bill {
        agency,
        charged: Charged::of(agency),
        client,
        own: None,
        kind: InvoiceKind::Credit,
        till,
        counting: Counting::WithDrafts,
        credits: Some(id),
    };
    let mut objections: Vec<Finding> = taken(&asked.number, None, agency, client, today).into_iter().collect();
    let mut charges: Vec<(&InvoiceLine, Charge)> = Vec::new();
    let picked: Vec<(usize, Option<Decimal>)> = if asked.lines.is_empty() {
        (0..invoice.record.lines.len()).map(|index| (index, None)).collect()
    } else {
        let found = asked.lines.iter().map(|(typed, net)| Ok((find(invoice, typed)?, *net)));
        found.collect::<Result<Vec<_>, Vec<Finding>>>()?
    };
    for (index, net) in picked {
        let line = &invoice.record.lines[index];
        let of = Subject::of(line);
        let net = match net {
            Some(net) if Money::new(net, currency).amount == net && !net.is_zero() => Money::new(net, currency),
            Some(net) => {
                let message = format!("{net} is no amount of {currency} to give back");
                let place = invoice.at(key_path!["lines", index, "net"]);
                let finding = Finding::error("bad-value", place, message).typed("--line");
                objections.push(finding.help("write it like 400.00, above nothing"));
                continue;
            }
            None => match left(invoice, line, &of, &till, &bill) {
                // nothing is left of it, or more was given back than it charged
                Ok(left) if left.amount.is_zero() || (left.amount < Decimal::ZERO) != (line.net.0 < Decimal::ZERO) => {
                    continue;
                }
                Ok(left) => left,
                Err(why) => {
                    objections.push(Finding::error("unpriced", invoice.at(key_path!["lines", index]), why));
                    continue;
                }
            },
        };
        charges.push((line, Charge { of, net, place: None }));
    }
    let all: Vec<Charge> = charges.iter().map(|(_, charge)| charge.clone()).collect();
    objections.extend(bill.objections(&all));
    let total = all.iter().try_fold(Money::zero(currency), |sum, charge| sum.plus(charge.net));
    let total = total.filter(|total| Decimal::ZERO < total.amount);
    let (Some(total), true) = (total, objections.is_empty()) else {
        if objections.is_empty() {
            let message = format!("all of {id} is credited");
            let help = format!("`suits invoice list --client {}` shows by what", id.client());
            return refuse("nothing-left-to-credit", key_path!["lines"], message, help);
        }
        return Err(objections);
    };
    let mut edits = vec![
        Edit::set(key_path!["number"], Value::text(asked.number.as_str())),
        Edit::set(key_path!["date"], Value::bare(asked.date)),
        Edit::set(key_path!["due"], Value::bare(asked.date)),
        Edit::set(key_path!["kind"], Value::bare(InvoiceKind::Credit)),
        Edit::set(key_path!["currency"], Value::bare(currency)),
        Edit::set(key_path!["credits"], Value::text(id.as_str())),
    ];
    edits.extend(invoice.fx_rate.map(|rate| Edit::set(key_path!["fx_rate"], Value::bare(rate))));
    edits.extend(invoice.po.as_ref().map(|po| Edit::set(key_path!["po"], Value::text(po.as_str()))));
    edits.extend(invoice.tax.map(|tax| Edit::set(key_path!["tax"], Value::bare(tax))));
    let value = |(nth, (line, charge)): (usize, &(&InvoiceLine, Charge))| {
        let id = line.id.as_ref().map_or_else(|| (nth + 1).to_string(), ToString::to_string);
        item([
            ("id", Some(Value::Text(id))),
            ("job", line.job.as_ref().map(|job| Value::text(job.as_str()))),
            ("line", line.line.as_ref().map(|line| Value::text(line.as_str()))),
            ("contract", line.contract.as_ref().map(|contract| Value::text(contract.as_str()))),
            ("month", line.month.map(Value::bare)),
            ("net", Some(Value::bare(charge.net.amount))),
        ])
    };
    edits.extend(charges.iter().enumerate().map(value).map(|line| Edit::append(key_path!["lines"], line)));
    let of = match all.as_slice() {
        [one] => format!(" for {}", called(&one.of)),
        _ => String::new(),
    };
    Ok((edits, format!("credit note {} of {total}{of} on {id}", asked.number)))
}

/// What is left of a line after the credit notes that name the invoice.
fn left(
    invoice: &Located<Invoice>,
    line: &InvoiceLine,
    of: &Subject,
    till: &Till,
    bill: &Bill<'_>,
) -> Result<Money, String> {
    let same = bill.charged.like(of, None, None, Counting::WithDrafts);
    let notes: Vec<_> = same.into_iter().filter(|(other, _)| other.credits.as_ref() == Some(&invoice.id)).collect();
    let given = charged::billed(bill.agency, &notes, till, till.currency).map_err(|why| why.to_string())?;
    let own = Money::new(line.net.0, till.currency);
    own.plus(given).ok_or_else(|| "the sums are too large to count with".to_owned())
}

/// The line of an invoice that was typed: by its id, by the line of the job, or by its place: `[0]`.
fn find(invoice: &Located<Invoice>, typed: &str) -> Result<usize, Vec<Finding>> {
    let lines = &invoice.record.lines;
    let is = |line: &InvoiceLine| line.id.as_ref().is_some_and(|id| id.as_str() == typed);
    let charges = |line: &InvoiceLine| line.line.as_ref().is_some_and(|id| id.as_str() == typed);
    let place = typed.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).and_then(|digits| digits.parse().ok());
    let mut by_charge = lines.iter().enumerate().filter(|(_, line)| charges(line));
    let only = || match (by_charge.next(), by_charge.next()) {
        (Some((at, _)), None) => Some(at),
        _ => None,
    };
    let found = place.filter(|at: &usize| *at < lines.len()).or_else(|| lines.iter().position(is)).or_else(only);
    found.ok_or_else(|| {
        let names: Vec<String> = lines
            .iter()
            .enumerate()
            .map(|(at, line)| line.id.as_ref().map_or_else(|| format!("[{at}]"), ToString::to_string))
            .collect();
        let message = format!("{} has no line `{typed}`", invoice.id);
        let help = did_you_mean(typed, names.iter().map(String::as_str), || match names.as_slice() {
            [] => "it has no lines".to_owned(),
            some => format!("its lines: {}", some.join(", ")),
        });
        vec![Finding::error("unknown-line", invoice.at(key_path!["lines"]), message).typed("--line").help(help)]
    })
}
