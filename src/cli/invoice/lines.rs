//! What an invoice charges for, line by line, and what it comes to with its tax.

use crate::domain::agency::Agency;
use crate::domain::invoice::{Invoice, InvoiceKind, InvoiceLine};
use crate::domain::money::billing::currency_of;
use crate::domain::record::Located;
use crate::values::{Decimal, Money};
use crate::view::{Cell, Column, Grid, Row};

/// The lines of an invoice and its sums; nothing where its currency cannot be told. What a credit note gives back is below nothing.
pub(in crate::cli) fn grids(invoice: &Located<Invoice>, agency: &Agency) -> Vec<(&'static str, String, Grid)> {
    let Some(currency) = currency_of(agency, invoice) else { return Vec::new() };
    let sign = if invoice.kind == InvoiceKind::Credit { Decimal::NEGATIVE_ONE } else { Decimal::ONE };
    let signed = |amount: Decimal| amount.checked_mul(sign).map(|amount| Money::new(amount, currency));
    let row = |line: &InvoiceLine| {
        Row::new(vec![
            Cell::maybe(line.id.as_ref()),
            Cell::maybe(line.job.as_ref()),
            Cell::maybe(line.contract.as_ref()),
            Cell::maybe(line.line.as_ref()),
            Cell::maybe(text(line, agency)),
            line.month.map_or(Cell::Empty, Cell::Month),
            Cell::money(signed(line.net.0)),
        ])
    };
    let has = |of: fn(&InvoiceLine) -> bool| invoice.record.lines.iter().any(of);
    let if_any = |any: bool, column: Column| if any { column } else { column.hidden() };
    let lines = Grid {
        columns: vec![
            Column::word("id", "Id").hidden(),
            if_any(has(|line| line.job.is_some()), Column::word("job", "Job")),
            if_any(has(|line| line.contract.is_some()), Column::word("contract", "Contract")),
            if_any(has(|line| line.line.is_some()), Column::word("line", "Line")),
            if_any(has(|line| line.job.is_some()), Column::prose("text", "For")),
            if_any(has(|line| line.month.is_some()), Column::date("month", "Month")),
            Column::money("net", "Net"),
        ],
        rows: invoice.record.lines.iter().map(row).collect(),
    };
    let nets = invoice.record.lines.iter().map(|line| line.net.0);
    let net = nets.clone().try_fold(Decimal::ZERO, Decimal::checked_add);
    let (net, amount) = (net.and_then(signed), invoice.amount(currency).and_then(|money| signed(money.amount)));
    let tax = net.zip(amount).and_then(|(net, amount)| amount.minus(net));
    let totals = Grid {
        columns: vec![
            Column::money("net", "Net"),
            Column::word("tax_rate", "Tax rate"),
            Column::money("tax", "Tax"),
            Column::money("amount", "Amount"),
        ],
        rows: vec![Row::new(vec![Cell::money(net), Cell::maybe(invoice.tax), Cell::money(tax), Cell::money(amount)])],
    };
    vec![("lines", "Lines".to_owned(), lines), ("totals", "Total".to_owned(), totals)]
}

/// What the job's papers say of the line that is charged: the newest that names it.
fn text<'a>(line: &InvoiceLine, agency: &'a Agency) -> Option<&'a str> {
    let job = agency.jobs.get(line.job.as_ref()?).found()?;
    let Some(id) = &line.line else { return Some(&job.title) };
    let estimates = job.record.estimates.iter().rev().flat_map(|estimate| &estimate.lines);
    let mut all = job.record.change_orders.iter().rev().flat_map(|change| &change.lines).chain(estimates);
    all.find(|other| other.id.as_ref() == Some(id))?.text.as_deref()
}
