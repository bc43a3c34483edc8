//! What becomes of an invoice that went out: paid, set off against a credit note, disputed, given up.

use super::terms::number_or_word;
use crate::domain::agency::Agency;
use crate::domain::authority::{Act, may};
use crate::domain::invoice::{Invoice, InvoiceKind};
use crate::domain::money::billing::{currency_of, issue_standing};
use crate::domain::plan::Actor;
use crate::domain::record::Located;
use crate::finding::Finding;
use crate::key_path;
use crate::source::{ChangeSet, Edit, FileChange, KeyPath, Value};
use crate::values::{Currency, Day, Decimal, Money};

/// A payment as asked for.
#[derive(Clone, Copy)]
pub struct PayAsked<'a> {
    /// How much; absent: all that is open.
    pub amount: Option<Decimal>,
    /// In which currency, where that was said.
    pub currency: Option<Currency>,
    /// When.
    pub date: Day,
    /// Whether it may be more than is open.
    pub over: bool,
    /// Whether what was paid too much went back.
    pub back: bool,
    /// The credit note that pays for it.
    pub with: Option<&'a Located<Invoice>>,
}

/// An invoice that can be paid, with its currency and all that is open of it.
fn payable(invoice: &Located<Invoice>, agency: &Agency, day: Day) -> Result<(Currency, Money), Vec<Finding>> {
    let id = &invoice.id;
    let refuse = |code, path: KeyPath, message: String, help: String| {
        Err(vec![Finding::error(code, invoice.at(path), message).help(help)])
    };
    issued(invoice, day)?;
    if let Some(off) = &invoice.written_off {
        let message = format!("{id} was given up by {} on {}", off.by, off.date);
        let help = format!("if it is paid after all: `suits invoice write-off {id} --undo`, then pay it");
        return refuse("already-written-off", key_path!["written_off"], message, help);
    }
    let open = currency_of(agency, invoice)
        .and_then(|currency| Some((currency, invoice.record.open_amount(currency, Day::LAST)?)));
    if let Some(open) = open {
        return Ok(open);
    }
    let message = format!("what is open of {id} cannot be told");
    refuse("unpriced", key_path!["lines"], message, format!("look at its sums: `suits invoice show {id}`"))
}

/// The objection that an invoice has not gone out.
fn issued(invoice: &Located<Invoice>, day: Day) -> Result<Day, Vec<Finding>> {
    let standing = issue_standing(invoice, day);
    let why = match (standing.valid(), standing.objection()) {
        (Some(yes), _) => return Ok(yes.date.max(invoice.date)),
        (None, why) => why.unwrap_or_default(),
    };
    let id = &invoice.id;
    let message = format!("{id} has not gone out: {why}");
    let finding = Finding::error("not-issued", invoice.at(key_path!["approvals"]), message);
    Err(vec![finding.help(format!("`suits invoice issue {id}`"))])
}

/// The objection that something became of an invoice on a day on which its client did not have it.
fn too_early(invoice: &Located<Invoice>, day: Day, today: Day, what: &str) -> Result<(), Vec<Finding>> {
    let since = issued(invoice, today)?;
    if since <= day {
        return Ok(());
    }
    let (path, why) = match since == invoice.date {
        true => (key_path!["date"], format!("before its own day, {since}")),
        false => (key_path!["approvals"], format!("and it went out on {since}")),
    };
    let finding = Finding::error("date-out-of-order", invoice.at(path.clone()), format!("{what}, {why}"));
    Err(vec![
        finding
            .typed("--date")
            .related(invoice.at(path), "its day")
            .help(format!("name {since} or a later day with `--date`")),
    ])
}

/// Takes down that an invoice was paid; of a credit note, that the money went back.
pub fn pay(
    invoice: &Located<Invoice>,
    asked: PayAsked<'_>,
    agency: &Agency,
    actor: Actor<'_>,
) -> Result<ChangeSet, Vec<Finding>> {
    let id = &invoice.id;
    let (currency, open) = payable(invoice, agency, actor.today)?;
    let refuse = |code, path: KeyPath, message: String, help: String| {
        Err(vec![Finding::error(code, invoice.at(path), message).help(help)])
    };
    if let Some(other) = asked.currency.filter(|other| *other != currency) {
        let message = format!("{id} is in {currency}, and {other} was paid");
        let help = format!("what the bank made of it in {currency}: `suits invoice pay {id} AMOUNT`");
        let finding = Finding::error("other-currency", invoice.at(key_path!["currency"]), message);
        return Err(vec![finding.typed("--currency").help(help)]);
    }
    let paid = format!("{id} would have been paid on {}", asked.date);
    too_early(invoice, asked.date, actor.today, &paid)?;
    let zero = Decimal::ZERO;
    let typed = |code, message: String, help: String| {
        Err(vec![Finding::error(code, invoice.at(key_path!["payments"]), message).typed("AMOUNT").help(help)])
    };
    if asked.back {
        return pay_back(invoice, asked, open, agency, actor);
    }
    let with = asked.with.map(|note| set_off(invoice, note, currency, asked.date, agency, actor)).transpose()?;
    let most = with.map_or(open, |left| if left.amount < open.amount { left } else { open });
    let amount = match asked.amount {
        Some(amount) => Money::new(amount, currency),
        None => most,
    };
    if asked.amount.is_some_and(|typed| typed != amount.amount || typed <= zero) {
        let message = format!("a payment is an amount above nothing with the digits of {currency}");
        let help = "write it like 5522.00; money that goes back is a payment on a credit note".to_owned();
        return typed("bad-value", message, help);
    }
    if open.amount <= zero && !asked.over {
        let help =
            format!("was it for another? `suits invoice list --client {}`; else once more with `--over`", id.client());
        return refuse("nothing-open", key_path!["payments"], format!("nothing is open of {id}"), help);
    }
    if amount.amount > most.amount && !(asked.over && with.is_none()) {
        let message = match with {
            Some(left) if left.amount < amount.amount => {
                format!("the credit note has {left} left, and {amount} would be taken from it")
            }
            _ => format!("{amount} is more than the {open} that is open of {id}"),
        };
        let help = match asked.with {
            Some(_) => format!("`suits invoice pay {id} {}` takes what there is", most.amount),
            None => format!(
                "pay {} here and the rest where it belongs; if the client did pay too much: `--over`",
                open.amount
            ),
        };
        return typed("payment-above-invoice", message, help);
    }
    // the halves of a set-off are told by their id
    let minted = (actor.mint)();
    let edit = |other: Option<&Located<Invoice>>| {
        let mut payment = vec![
            ("id", Value::Text(minted.clone())),
            ("date", Value::bare(asked.date)),
            ("amount", Value::bare(amount.amount)),
        ];
        payment.extend(other.map(|other| ("with", Value::text(other.id.as_str()))));
        vec![Edit::append(key_path!["payments"], Value::map(payment))]
    };
    let mut files = vec![FileChange::Edit { source: invoice.source, edits: edit(asked.with) }];
    let rest = open.minus(amount);
    let left = match rest {
        Some(rest) if rest.amount > zero => format!("{rest} open"),
        Some(rest) if rest.amount < zero => {
            format!("{} more than was asked", Money::new(-rest.amount, currency))
        }
        _ => "paid in full".to_owned(),
    };
    let verb = if invoice.kind == InvoiceKind::Credit { "paid back" } else { "paid" };
    let mut summary = vec![format!("{id}: {amount} {verb} on {} {}; {left}", asked.date.weekday(), asked.date)];
    let next = rest.filter(|rest| rest.amount != zero && invoice.kind != InvoiceKind::Credit).map(|rest| {
        if zero < rest.amount {
            return format!(
                "when the rest comes: `suits invoice pay {id}`; if it never will: `suits invoice write-off {id} --reason \"…\"`"
            );
        }
        format!(
            "when what is too much went back: `suits invoice pay {id} --back`; until then it counts as a credit of {}",
            id.client()
        )
    });
    if let (Some(note), Some(left)) = (asked.with, with) {
        files.push(FileChange::Edit { source: note.source, edits: edit(Some(invoice)) });
        let rest = left.minus(amount).map_or_else(String::new, |rest| format!("; {rest} left of it"));
        summary.push(format!("{}: {amount} set off{rest}", note.id));
    }
    Ok(ChangeSet { summary, next, files })
}

/// Takes down that what was paid too much went back: a payment below nothing.
fn pay_back(
    invoice: &Located<Invoice>,
    asked: PayAsked<'_>,
    open: Money,
    agency: &Agency,
    actor: Actor<'_>,
) -> Result<ChangeSet, Vec<Finding>> {
    let id = &invoice.id;
    let over = Money::new(-open.amount, open.currency);
    let amount = asked.amount.map_or(over, |typed| Money::new(typed, open.currency));
    let digits = asked.amount.is_none_or(|typed| typed == amount.amount && Decimal::ZERO < typed);
    if over.amount <= Decimal::ZERO || over.amount < amount.amount || !digits {
        let message = match over.amount <= Decimal::ZERO {
            true => format!("nothing was paid too much on {id}"),
            false => format!("{over} was paid too much on {id}, and {amount} would go back"),
        };
        let finding = Finding::error("nothing-open", invoice.at(key_path!["payments"]), message);
        return Err(vec![finding.help(format!(
            "what the client need not pay is a credit note: `suits invoice credit {id} --line LINE=AMOUNT --number {}`",
            number_or_word(&id.client(), agency, actor.today)
        ))]);
    }
    let payment = Value::map([
        ("id", Value::Text((actor.mint)())),
        ("date", Value::bare(asked.date)),
        ("amount", Value::bare(-amount.amount)),
    ]);
    let edits = vec![Edit::append(key_path!["payments"], payment)];
    Ok(ChangeSet {
        summary: vec![format!("{id}: {amount} went back on {} {}", asked.date.weekday(), asked.date)],
        next: None,
        files: vec![FileChange::Edit { source: invoice.source, edits }],
    })
}

/// What is left of a credit note that pays for an invoice.
fn set_off(
    invoice: &Located<Invoice>,
    note: &Located<Invoice>,
    currency: Currency,
    date: Day,
    agency: &Agency,
    actor: Actor<'_>,
) -> Result<Money, Vec<Finding>> {
    let refuse = |code, path: KeyPath, message: String, help: &str| {
        Err(vec![Finding::error(code, note.at(path), message).help(help)])
    };
    if note.kind != InvoiceKind::Credit || invoice.kind == InvoiceKind::Credit {
        let message = format!("{} is set off against {}: it takes a credit note and an invoice", note.id, invoice.id);
        return refuse(
            "not-a-credit-note",
            key_path!["kind"],
            message,
            "`suits invoice pay INVOICE --with CREDIT-NOTE`",
        );
    }
    let (own, left) = payable(note, agency, actor.today)?;
    if own != currency {
        let message = format!("{} is in {own}, and {} in {currency}", note.id, invoice.id);
        return refuse("other-currency", key_path!["currency"], message, "pay each by itself");
    }
    too_early(note, date, actor.today, &format!("{} would have been set off on {date}", note.id))?;
    if left.amount <= Decimal::ZERO {
        let message = format!("nothing is left of {}", note.id);
        return refuse("nothing-open", key_path!["payments"], message, "it was paid back or set off before");
    }
    Ok(left)
}

/// Takes down that the client does not agree with an invoice.
pub fn dispute(
    invoice: &Located<Invoice>,
    reason: &str,
    agency: &Agency,
    today: Day,
) -> Result<ChangeSet, Vec<Finding>> {
    let id = &invoice.id;
    issued(invoice, today)?;
    if let Some(said) = &invoice.disputed {
        let message = format!("{id} is disputed already: {}", said.trim());
        let finding = Finding::error("already-disputed", invoice.at(key_path!["disputed"]), message);
        return Err(vec![finding.help(format!("when it is settled: `suits invoice dispute {id} --settled`; to say it better: `suits invoice set {id} disputed=…`"))]);
    }
    let edits = vec![Edit::set(key_path!["disputed"], Value::text(reason.trim()))];
    Ok(ChangeSet {
        summary: vec![format!("{id}: disputed: {}", reason.trim())],
        next: Some(format!(
            "when it is settled: `suits invoice dispute {id} --settled`; what the client is right about: `suits invoice credit {id} --line LINE=AMOUNT --number {}`",
            number_or_word(&id.client(), agency, today)
        )),
        files: vec![FileChange::Edit { source: invoice.source, edits }],
    })
}

/// Takes down that the client agrees after all.
pub fn settle(invoice: &Located<Invoice>, agency: &Agency) -> Result<ChangeSet, Vec<Finding>> {
    let id = &invoice.id;
    if invoice.disputed.is_none() {
        let message = format!("nobody disputes {id}");
        let finding = Finding::error("not-disputed", invoice.at(key_path!["disputed"]), message);
        return Err(vec![
            finding.help(format!("`suits invoice dispute {id} --reason \"…\"` takes down that somebody does")),
        ]);
    }
    let edits = vec![Edit::set(key_path!["disputed"], Value::Null)];
    // of one that is paid, set off or given up nothing is to come
    let open = currency_of(agency, invoice).and_then(|own| invoice.record.open_amount(own, Day::LAST));
    let is_over = invoice.written_off.is_some() || open.is_some_and(|open| open.amount <= Decimal::ZERO);
    let next = (!is_over).then(|| {
        format!(
            "when it is paid: `suits invoice pay {id}`; if it never will be: `suits invoice write-off {id} --reason \"…\"`"
        )
    });
    let told = if is_over { "settled; nothing is open of it" } else { "settled" };
    Ok(ChangeSet {
        summary: vec![format!("{id}: {told}")],
        next,
        files: vec![FileChange::Edit { source: invoice.source, edits }],
    })
}

/// Gives an invoice up: what is open of it will not be paid.
pub fn write_off(
    invoice: &Located<Invoice>,
    reason: &str,
    date: Day,
    agency: &Agency,
    actor: Actor<'_>,
) -> Result<ChangeSet, Vec<Finding>> {
    let id = &invoice.id;
    let (_, open) = payable(invoice, agency, actor.today)?;
    let object = |code, path: KeyPath, message: String| Finding::error(code, invoice.at(path), message);
    let mut objections = Vec::new();
    if invoice.kind == InvoiceKind::Credit {
        let finding =
            object("not-an-invoice", key_path!["kind"], format!("{id} is a credit note: it is owed by the agency"));
        objections.push(finding.help(format!("when the money went back: `suits invoice pay {id}`")));
    } else if open.amount <= Decimal::ZERO {
        let finding = object("nothing-open", key_path!["payments"], format!("nothing is open of {id}"));
        objections.push(finding.help("there is nothing to give up"));
    }
    let given_up = format!("{id} would have been given up on {date}");
    objections.extend(too_early(invoice, date, actor.today, &given_up).err().into_iter().flatten());
    if let Err(refused) = may(&agency.config, actor.by, Act::WriteOff, date) {
        let finding = object("no-authority", key_path!["written_off"], refused.reason);
        objections.push(Finding { help: refused.help, ..finding });
    }
    if !objections.is_empty() {
        return Err(objections);
    }
    let off = Value::map([
        ("date", Value::bare(date)),
        ("by", Value::text(actor.by.as_str())),
        ("reason", Value::text(reason.trim())),
    ]);
    let edits = vec![Edit::set(key_path!["written_off"], off)];
    Ok(ChangeSet {
        summary: vec![format!("{id}: {open} given up by {}", actor.by)],
        next: Some(format!("if it is paid after all: `suits invoice write-off {id} --undo`")),
        files: vec![FileChange::Edit { source: invoice.source, edits }],
    })
}

/// Asks for an invoice after all that was given up.
pub fn take_up(invoice: &Located<Invoice>, agency: &Agency, actor: Actor<'_>) -> Result<ChangeSet, Vec<Finding>> {
    let id = &invoice.id;
    let place = invoice.at(key_path!["written_off"]);
    let Some(off) = &invoice.written_off else {
        let finding = Finding::error("not-written-off", place, format!("{id} was not given up"));
        return Err(vec![finding.help(format!("`suits invoice show {id}` says how it stands"))]);
    };
    if let Err(refused) = may(&agency.config, actor.by, Act::WriteOff, actor.today) {
        return Err(vec![Finding { help: refused.help, ..Finding::error("no-authority", place, refused.reason) }]);
    }
    Ok(ChangeSet {
        summary: vec![format!("{id}: asked for after all; it was given up by {} on {}", off.by, off.date)],
        next: Some(format!("when it is paid: `suits invoice pay {id}`")),
        files: vec![FileChange::Edit {
            source: invoice.source,
            edits: vec![Edit::set(key_path!["written_off"], Value::Null)],
        }],
    })
}
