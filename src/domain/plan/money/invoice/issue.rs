//! Issuing an invoice: the agency's yes to sending it out, and what is possible before and after it.

use super::bill::Bill;
use super::charge::Charge;
use super::client_of;
use super::terms::{no_po, no_rate, number_or_word, taken};
use crate::domain::agency::Agency;
use crate::domain::approval::{ApprovalFor, Method};
use crate::domain::approvals::Standing;
use crate::domain::authority::{self, Act, Refused};
use crate::domain::invoice::{Invoice, InvoiceKind};
use crate::domain::money::billing::{currency_of, issue_standing};
use crate::domain::money::charged::{Charged, Counting, Subject, Till};
use crate::domain::plan::money::groundwork::ahead_of_work;
use crate::domain::plan::{Actor, YesAsked, yes};
use crate::domain::record::Located;
use crate::finding::Finding;
use crate::key_path;
use crate::source::{ChangeSet, Edit, FileChange, KeyPath};
use crate::values::{Day, JobId, Money};
use std::collections::BTreeSet;

/// Records that an invoice may go out.
pub fn issue(
    invoice: &Located<Invoice>,
    asked: &YesAsked,
    agency: &Agency,
    actor: Actor<'_>,
) -> Result<ChangeSet, Vec<Finding>> {
    let id = &invoice.id;
    let by = asked.by.clone().unwrap_or_else(|| actor.by.clone());
    let (method, date) = (asked.method.unwrap_or(Method::System), asked.date.unwrap_or(actor.today));
    let client = client_of(agency, invoice)?;
    let standing = issue_standing(invoice, actor.today.max(date));
    if let Standing::Valid(approval) = &standing {
        let message = format!("{id} was issued by {} on {}", approval.by, approval.date);
        let help = format!("what is wrong with it is credited: {}", credit_all(invoice, agency, actor.today));
        return Err(vec![Finding::error("already-issued", invoice.at(key_path!["approvals"]), message).help(help)]);
    }
    let mut objections = Vec::new();
    if invoice.was_issued() && !invoice.payments.is_empty() {
        let message = format!("{id} was issued, paid on, and changed since: the client paid another paper");
        let help = "put back what was issued, as git has it, and credit what is wrong with it".to_owned();
        objections.push(Finding::error("invoice-is-issued", invoice.at(key_path!["approvals"]), message).help(help));
    }
    objections.extend(before_its_day(invoice, date, actor.today));
    objections.extend(against(invoice, client, agency, actor.today));
    let object = |refused: Refused| Finding {
        help: refused.help,
        ..Finding::error("no-authority", invoice.at(key_path!["approvals"]), refused.reason)
    };
    let role = authority::in_writing(method);
    let role = match role.and_then(|()| authority::may(&agency.config, &by, Act::ClientInvoice, date)) {
        Ok(role) => Some(role),
        Err(refused) => {
            objections.push(object(refused));
            None
        }
    };
    if let Err(refused) = authority::may_enter(actor.by, &by, method, asked.evidence.as_deref()) {
        objections.push(object(refused));
    }
    if !objections.is_empty() {
        return Err(objections);
    }
    let entry = yes(ApprovalFor::Issue, &by, role, method, date, asked, actor, KeyPath::root());
    let amount = currency_of(agency, invoice).and_then(|currency| invoice.record.amount(currency));
    let amount = amount.map_or_else(String::new, |amount| format!(" {amount}"));
    let mut summary = vec![if invoice.kind == InvoiceKind::Credit {
        format!("{id}: issued by {by}:{amount} back to {}", client.record.name)
    } else {
        let due = invoice.due;
        format!("{id}: issued by {by}:{amount} from {}, due {} {due}", client.record.name, due.weekday())
    }];
    summary.extend(ahead(invoice, agency, actor.today));
    let next = match (&invoice.credits, invoice.kind) {
        (Some(original), InvoiceKind::Credit) => {
            format!(
                "set it off against the invoice: `suits invoice pay {original} --with {id}`; or when the money went back: `suits invoice pay {id}`"
            )
        }
        (_, InvoiceKind::Credit) => format!("when the money went back: `suits invoice pay {id}`"),
        _ => format!(
            "when it is paid: `suits invoice pay {id} AMOUNT`; if the client objects: `suits invoice dispute {id} --reason \"…\"`"
        ),
    };
    let edits = vec![Edit::append(key_path!["approvals"], entry)];
    Ok(ChangeSet { summary, next: Some(next), files: vec![FileChange::Edit { source: invoice.source, edits }] })
}

/// The objection that an invoice would go out before its own day: until then it is not billed, and its client would hold a paper of tomorrow.
fn before_its_day(invoice: &Located<Invoice>, date: Day, today: Day) -> Option<Finding> {
    let (id, own) = (&invoice.id, invoice.date);
    if own <= date {
        return None;
    }
    let place = invoice.at(key_path!["date"]);
    if own <= today {
        let message = format!("{id} is of {own}, and would have gone out on {date}, before its own day");
        let finding = Finding::error("date-out-of-order", place.clone(), message).typed("--date");
        return Some(finding.related(place, "its day").help(format!("name {own} or a later day with `--date`")));
    }
    let message = format!("{id} is of {own}, which is still to come, and would go out on {date}");
    let due = date.plus(invoice.due.days_since(own));
    let finding = Finding::error("date-out-of-order", place, message);
    Some(
        finding
            .help(format!("let it go out on {own}; or date it today: `suits invoice set {id} date={date} due={due}`")),
    )
}

/// The command that takes an invoice back as a whole.
fn credit_all(invoice: &Located<Invoice>, agency: &Agency, today: Day) -> String {
    let number = number_or_word(&invoice.id.client(), agency, today);
    format!("`suits invoice credit {} --all --number {number}`", invoice.id)
}

/// What is said of the jobs of a final invoice that have not come to the work it charges.
fn ahead(invoice: &Located<Invoice>, agency: &Agency, today: Day) -> Vec<String> {
    if invoice.kind != InvoiceKind::Final {
        return Vec::new();
    }
    let jobs: BTreeSet<&JobId> = invoice.record.lines.iter().filter_map(|line| line.job.as_ref()).collect();
    let jobs = jobs.into_iter().filter_map(|id| agency.jobs.get(id).found());
    jobs.filter_map(|job| ahead_of_work(job, agency, today, "its final invoice goes out")).collect()
}

/// What stands against an invoice going out as it is.
fn against(
    invoice: &Located<Invoice>,
    client: &Located<crate::domain::client::Client>,
    agency: &Agency,
    today: Day,
) -> Vec<Finding> {
    let mut objections = Vec::new();
    let currency = invoice.currency.or(client.record.currency).unwrap_or(agency.config.agency.currency);
    let till = Till { currency, rate: invoice.fx_rate.map(|rate| rate.0), date: invoice.date };
    let bill = Bill {
        agency,
        charged: Charged::of(agency),
        client,
        own: Some(&invoice.id),
        kind: invoice.kind,
        till,
        counting: Counting::Issued,
        credits: invoice.credits.as_ref(),
    };
    let charge = |(index, line): (usize, &crate::domain::invoice::InvoiceLine)| Charge {
        of: Subject::of(line),
        net: Money::new(line.net.0, currency),
        place: Some(invoice.at(key_path!["lines", index])),
    };
    let charges: Vec<Charge> = invoice.record.lines.iter().enumerate().map(charge).collect();
    objections.extend(taken(&invoice.number, Some(invoice), agency, client, today));
    objections.extend(no_rate(&till, Some(invoice), client, agency, invoice.credits.as_ref()));
    objections.extend(bill.objections(&charges));
    let jobs: Vec<Option<&JobId>> = invoice.record.lines.iter().map(|line| line.job.as_ref()).collect();
    objections.extend(no_po(invoice.po.as_deref(), invoice.kind, &jobs, client, agency));
    let amount = invoice.record.amount(currency);
    if amount.is_none_or(|amount| amount.amount <= crate::values::Decimal::ZERO) {
        let told = amount.map_or_else(|| "more digits than can be counted".to_owned(), |amount| amount.to_string());
        let message = format!("{} comes to {told}: there is nothing to charge", invoice.id);
        let finding = Finding::error("nothing-to-charge", invoice.at(key_path!["lines"]), message);
        let add = format!("`suits invoice set {} 'lines+={{id: a, job: JOB, line: LINE, net: AMOUNT}}'`", invoice.id);
        objections.push(finding.help(format!("{add}; or take the draft away: `suits invoice drop {}`", invoice.id)));
    }
    if invoice.due < invoice.date {
        let message = format!("due on {}, before the invoice of {}", invoice.due, invoice.date);
        let finding = Finding::error("date-out-of-order", invoice.at(key_path!["due"]), message);
        objections.push(finding.help(format!("`suits invoice set {} due=DATE`", invoice.id)));
    }
    objections
}

/// Takes a draft away. What went out stays in the book, and is credited.
pub fn drop(invoice: &Located<Invoice>, agency: &Agency, today: Day) -> Result<ChangeSet, Vec<Finding>> {
    let id = &invoice.id;
    let mut objections = Vec::new();
    if invoice.was_issued() {
        let message = format!("{id} was issued: its number stays in the book");
        let help = format!("credit it: {}", credit_all(invoice, agency, today));
        // what was paid or credited on it belongs there
        return Err(vec![Finding::error("invoice-is-issued", invoice.at(key_path!["approvals"]), message).help(help)]);
    }
    if !invoice.payments.is_empty() {
        let message = format!("something was paid on {id}");
        let out: Vec<String> = invoice.payments.iter().map(|one| one.taking_out(id)).collect();
        let help = format!(
            "take it out: {}; then `suits invoice pay INVOICE AMOUNT --date DATE` where it belongs",
            out.join(", ")
        );
        objections.push(Finding::error("invoice-is-paid", invoice.at(key_path!["payments"]), message).help(help));
    }
    for other in agency.invoices.iter().filter(|other| other.credits.as_ref() == Some(id)) {
        let message = format!("{} takes money off it", other.id);
        let help = match other.was_issued() {
            true => format!("that went out, so this did: `suits invoice issue {id}` puts its yes back"),
            false => format!("take that away first: `suits invoice drop {}`", other.id),
        };
        objections.push(Finding::error("invoice-is-credited", other.at(key_path!["credits"]), message).help(help));
    }
    if !objections.is_empty() {
        return Err(objections);
    }
    let summary = vec![format!("{id}: dropped, with its number {}", invoice.number)];
    Ok(ChangeSet { summary, next: None, files: vec![FileChange::Delete { source: invoice.source }] })
}

/// What becomes of an invoice after it was issued: all else of it is as the client has it.
const OPEN: [&str; 4] = ["payments", "disputed", "written_off", "x"];

/// The objection that a field of an issued invoice is changed (I22).
pub fn settled(invoice: &Located<Invoice>, path: &KeyPath, agency: &Agency, today: Day) -> Option<Finding> {
    let is_open = path.first_key().is_some_and(|key| OPEN.contains(&key));
    if is_open || !invoice.was_issued() {
        return None;
    }
    let id = &invoice.id;
    let message = format!("{id} was issued: the client has it as it is");
    let help = format!("{} takes it back; then write it anew", credit_all(invoice, agency, today));
    Some(Finding::error("invoice-is-issued", invoice.at(path.clone()), message).help(help))
}
