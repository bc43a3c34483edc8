//! Invoices as rows, and what follows from one: what it comes to, what was paid, what is open, how far it has come.

use crate::cli::show::Facts;
use crate::domain::agency::Agency;
use crate::domain::invoice::{Invoice, InvoiceKind};
use crate::domain::money::billing::{is_issued, issue_standing};
use crate::domain::money::invoice_standing::{InvoiceState, Owed, owed};
use crate::domain::record::Located;
use crate::values::{Day, ItemId, Money};
use crate::view::{Cell, Column, Grid, Row, Tone};
use std::collections::BTreeSet;

/// What is given back is below nothing among what is asked for.
fn signed(invoice: &Invoice, money: Money) -> Money {
    if invoice.kind == InvoiceKind::Credit { Money::new(-money.amount, money.currency) } else { money }
}

fn cell(invoice: &Invoice, owed: Option<&Owed>, of: fn(&Owed) -> Money) -> Cell {
    Cell::money(owed.map(|owed| signed(invoice, of(owed))))
}

fn state(owed: Option<&Owed>) -> Cell {
    Cell::maybe(owed.map(|owed| owed.state))
}

fn days(owed: Option<&Owed>) -> Cell {
    owed.and_then(|owed| owed.days).map_or(Cell::Empty, Cell::Count)
}

/// The invoices there are on a day: those dated by then, and drafts of whatever day.
pub(in crate::cli) fn grid(agency: &Agency, today: Day) -> Grid {
    let columns = vec![
        Column::word("invoice", "Invoice"),
        Column::word("number", "Number"),
        Column::word("client", "Client"),
        Column::word("kind", "Kind"),
        Column::date("date", "Date"),
        Column::date("due", "Due"),
        Column::word("currency", "Currency").hidden(),
        Column::money("amount", "Amount"),
        Column::money("paid", "Paid"),
        Column::money("open", "Open"),
        Column::figure("days", "Days past due"),
        Column::word("state", "State"),
        Column::prose("disputed", "Disputed"),
        Column::word("jobs", "Jobs").hidden(),
        Column::word("contracts", "Contracts").hidden(),
        Column::word("credits", "Credits").hidden(),
        Column::word("po", "Order").hidden(),
    ];
    let row = |invoice: &Located<Invoice>| {
        let owed = owed(agency, invoice, today);
        let owed = owed.as_ref();
        let tone = match owed.map(|owed| owed.state) {
            Some(InvoiceState::Overdue) => Tone::Red,
            Some(InvoiceState::Draft) if invoice.was_issued() && invoice.date <= today => Tone::Amber,
            Some(InvoiceState::Paid | InvoiceState::WrittenOff) => Tone::Quiet,
            _ => Tone::Plain,
        };
        let jobs: BTreeSet<String> =
            invoice.record.lines.iter().filter_map(|line| Some(line.job.as_ref()?.to_string())).collect();
        let contracts: BTreeSet<&ItemId> =
            invoice.record.lines.iter().filter_map(|line| line.contract.as_ref()).collect();
        let cells = vec![
            Cell::text(&invoice.id),
            Cell::text(&invoice.number),
            Cell::text(invoice.id.client()),
            Cell::text(invoice.kind),
            Cell::Day(invoice.date),
            Cell::Day(invoice.due),
            Cell::maybe(crate::domain::money::billing::currency_of(agency, invoice)),
            cell(invoice, owed, |owed| owed.amount),
            cell(invoice, owed, |owed| owed.paid),
            cell(invoice, owed, |owed| owed.open),
            days(owed),
            state(owed),
            Cell::maybe(invoice.disputed.as_ref()),
            Cell::List(jobs.into_iter().collect()),
            Cell::List(contracts.into_iter().map(ToString::to_string).collect()),
            Cell::maybe(invoice.credits.as_ref()),
            Cell::maybe(invoice.po.as_ref()),
        ];
        Row { cells, tone }
    };
    let there = |invoice: &&Located<Invoice>| invoice.date <= today || !invoice.was_issued();
    Grid { columns, rows: agency.invoices.iter().filter(there).map(row).collect() }
}

/// What follows from one invoice.
pub(in crate::cli) fn facts(invoice: &Located<Invoice>, agency: &Agency, today: Day) -> Facts {
    let owed = owed(agency, invoice, today);
    let owed = owed.as_ref();
    let mut facts = vec![
        ("state", "State", state(owed)),
        ("amount", "Amount", cell(invoice, owed, |owed| owed.amount)),
        ("paid", "Paid", cell(invoice, owed, |owed| owed.paid)),
        ("open", "Open", cell(invoice, owed, |owed| owed.open)),
        ("days", "Days past due", days(owed)),
    ];
    let stale = issue_standing(invoice, today).objection().filter(|_| invoice.was_issued());
    if let Some(why) = stale {
        facts.push(("issue", "Issue", Cell::text(why)));
    }
    let notes = agency.invoices.iter().filter(|note| note.credits.as_ref() == Some(&invoice.id));
    let notes: Vec<String> = notes.filter(|note| is_issued(note, today)).map(|note| note.id.to_string()).collect();
    if !notes.is_empty() {
        facts.push(("credited_by", "Credited by", Cell::List(notes)));
    }
    facts
}
