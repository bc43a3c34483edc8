//! Invoices to clients as entries: what was billed with its tax, what was paid, what was given up. Which count as issued is decided in
//! `billing`; a draft is in no journal.

use super::account::Account;
use super::{Entry, Journal, JournalAsk, Said, Tags, entry, name_of, word};
use crate::domain::agency::Agency;
use crate::domain::invoice::{Invoice, InvoiceKind};
use crate::domain::money::billing::{currency_of, is_issued};
use crate::domain::record::Located;
use crate::source::KeyPath;
use crate::values::{Currency, Day, Decimal, Money, Percent};

/// Every invoice issued by the day, what was paid on it and what became of it.
pub(super) fn all<'a>(agency: &'a Agency, ask: &JournalAsk, journal: &mut Journal<'a>) {
    let asked = |invoice: &&Located<Invoice>| ask.client.as_ref().is_none_or(|client| invoice.id.is_of(client));
    for invoice in agency.invoices.iter().filter(asked).filter(|invoice| is_issued(invoice, ask.day)) {
        let sums = currency_of(agency, invoice).and_then(|currency| Sums::of(invoice, currency));
        let Some(sums) = sums else {
            let why = format!("{}: its currency cannot be told, or its sums are too large to count with", invoice.id);
            journal.refuse(invoice.at(KeyPath::root()), why, super::HELP);
            continue;
        };
        let party = name_of(agency, &invoice.id.client());
        journal.entries.push(issued(invoice, &sums, party));
        payments(invoice, &sums, party, ask.day, journal);
    }
}

/// What an invoice comes to; what a credit note gives back is negative.
struct Sums {
    currency: Currency,
    sign: Decimal,
    lines: Vec<Money>,
    tax: Money,
    total: Money,
}

impl Sums {
    /// The lines and the tax on their sum, rounded once; `None` for sums too large to hold.
    fn of(invoice: &Invoice, currency: Currency) -> Option<Sums> {
        let sign = if invoice.kind == InvoiceKind::Credit { Decimal::NEGATIVE_ONE } else { Decimal::ONE };
        let nets = invoice.lines.iter().map(|line| line.net.0 * sign);
        let net = nets.clone().try_fold(Decimal::ZERO, Decimal::checked_add)?;
        let tax = net.checked_mul(invoice.tax.map_or(Decimal::ZERO, Percent::ratio))?;
        let lines = nets.map(|net| Money::new(net, currency)).collect();
        // payments that nobody can have made are refused with it
        invoice.paid(currency, Day::LAST)?;
        let total = Money::new(invoice.amount(currency)?.amount * sign, currency);
        Some(Sums { currency, sign, lines, tax: Money::new(tax, currency), total })
    }

    /// What leaves an account.
    fn out(&self, amount: Decimal) -> Money {
        Money::new(-amount, self.currency)
    }

    fn money(&self, amount: Decimal) -> Money {
        Money::new(amount * self.sign, self.currency)
    }
}

fn issued<'a>(invoice: &'a Located<Invoice>, sums: &Sums, party: Option<&'a str>) -> Entry<'a> {
    let client = invoice.id.client();
    let what = if invoice.kind == InvoiceKind::Credit { "credit note" } else { "invoice" };
    let mut entry = entry(invoice.date, party, format!("{what} {}", invoice.id));
    entry.words = Some(&invoice.record.number);
    entry.tags.extend(word("kind", Some(invoice.kind.as_str())));
    entry.tags.extend(word("credits", invoice.credits.as_ref()));
    entry.tags.push(("due", Said::Day(invoice.due)));
    entry.tags.extend(invoice.fx_rate.map(|rate| ("rate", Said::Number(rate.0))));
    entry.tags.extend(word("po", invoice.po.as_deref()));
    entry.leg(Account::receivable(&invoice.id), sums.total, &Tags::new());
    for (line, net) in invoice.record.lines.iter().zip(&sums.lines) {
        let mut tags = Tags::new();
        tags.extend(word("line", line.line.as_ref()));
        tags.extend(word("month", line.month));
        entry.leg(Account::income(&client, line.job.as_ref(), line.contract.as_ref()), sums.out(net.amount), &tags);
    }
    if invoice.tax.is_some() {
        entry.leg(Account::tax(), sums.out(sums.tax.amount), &Tags::new());
    }
    let rest: Decimal = entry.legs.iter().map(|leg| leg.money.amount).sum();
    if !rest.is_zero() {
        entry.leg(Account::rounding(), sums.out(rest), &Tags::new());
    }
    entry
}

/// What was paid by a day, and what was given up. What comes in after that is taken off what was lost.
fn payments<'a>(
    invoice: &'a Located<Invoice>,
    sums: &Sums,
    party: Option<&'a str>,
    day: Day,
    journal: &mut Journal<'a>,
) {
    let (id, client) = (&invoice.id, invoice.id.client());
    let off = invoice.record.written_off.as_ref().filter(|off| off.date <= day);
    let is_late = |date: Day| off.is_some_and(|off| off.date < date);
    let mut open = sums.total.amount;
    for payment in invoice.record.payments.iter().filter(|payment| payment.date <= day) {
        let money = sums.money(payment.amount.0);
        let from = if is_late(payment.date) {
            Account::written_off(&client)
        } else {
            open -= money.amount;
            Account::receivable(id)
        };
        // what a credit note pays for moves no money
        let (to, paper) = match &payment.with {
            Some(other) => (Account::set_off(&client), format!("{id} set off against {other}")),
            None => (Account::bank(), format!("payment of {id}")),
        };
        let mut entry = entry(payment.date, party, paper);
        entry.tags.extend(word("payment", payment.id.as_ref()));
        entry.pair(to, from, money, &Tags::new());
        journal.entries.push(entry);
    }
    if let Some(off) = off.filter(|_| !open.is_zero()) {
        let mut entry = entry(off.date, party, format!("{id} written off"));
        entry.words = Some(&off.reason);
        entry.tags.extend(word("by", Some(&off.by)));
        let money = Money::new(open, sums.currency);
        entry.pair(Account::written_off(&client), Account::receivable(id), money, &Tags::new());
        journal.entries.push(entry);
    }
}
