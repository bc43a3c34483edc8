//! The columns and rows of the ageing: one invoice a row, or one group of them.

use super::groups::{BILLED, CREDITS, DISPUTED, Groups, Tally};
use crate::domain::invoice::InvoiceKind;
use crate::domain::money::ageing::{self, Basis, Bucket, Receivable};
use crate::reports::ledger::{By, Key, key_cells, key_columns};
use crate::values::Currency;
use crate::view::{Cell, Column, Grid, Row, Tone};

/// Open invoices, or credits: the same columns, and for a credit neither days nor a bucket.
pub(super) fn invoices(list: &[Receivable<'_>], basis: Basis) -> Grid {
    let other_day = |column: Column, of: Basis| if basis == of { column } else { column.hidden() };
    let columns = vec![
        Column::word("invoice", "Invoice"),
        Column::word("number", "Number").spare(3),
        // the id begins with it
        Column::word("client", "Client").hidden(),
        // each sum names it
        Column::word("currency", "Currency").hidden(),
        other_day(Column::date("date", "Date"), Basis::Invoice),
        other_day(Column::date("due", "Due"), Basis::Due),
        Column::money("amount", "Amount").spare(5),
        Column::money("paid", "Paid").spare(6),
        Column::money("open", "Open"),
        Column::figure("days", "Days"),
        Column::word("bucket", "Bucket").spare(1),
        Column::word("kind", "Kind").hidden(),
        Column::prose("disputed", "Disputed").spare(4),
        Column::prose("why", "Unknown because").hidden(),
    ];
    Grid { columns, rows: list.iter().map(invoice).collect() }
}

/// Credits, with what each is.
pub(super) fn credits(list: &[Receivable<'_>], basis: Basis) -> Grid {
    let mut grid = invoices(list, basis);
    for column in &mut grid.columns {
        match column.key {
            "kind" => column.shown = true,
            "days" | "bucket" | "disputed" => column.shown = false,
            _ => {}
        }
    }
    grid
}

fn invoice(one: &Receivable<'_>) -> Row {
    let record = &one.invoice.record;
    let bucket = one.bucket();
    let kind = if one.is_credit() && record.kind != InvoiceKind::Credit { "overpaid" } else { record.kind.as_str() };
    let tone = match bucket {
        Some(Bucket::Over90) => Tone::Red,
        Some(Bucket::UpTo30 | Bucket::UpTo60 | Bucket::UpTo90) => Tone::Amber,
        Some(Bucket::Current) | None => Tone::Plain,
    };
    let cells = vec![
        Cell::text(&one.invoice.id),
        Cell::text(&record.number),
        Cell::text(one.invoice.id.client()),
        Cell::maybe(one.currency),
        Cell::Day(record.date),
        Cell::Day(record.due),
        Cell::money(one.amount),
        Cell::money(one.paid),
        Cell::money(one.open),
        bucket.map_or(Cell::Empty, |_| Cell::Count(one.days)),
        Cell::maybe(bucket),
        Cell::text(kind),
        Cell::maybe(record.disputed.as_deref()),
        Cell::maybe(one.objection()),
    ];
    Row { cells, tone }
}

/// The keys of the buckets, in their order.
const BUCKETS: [(&str, &str); 5] = [
    ("current", "Current"),
    ("days_1_30", "1-30 days"),
    ("days_31_60", "31-60 days"),
    ("days_61_90", "61-90 days"),
    ("days_over_90", "90+ days"),
];

/// Whether days to be paid make sense of groups: of a client, and of no part of what it owes.
fn has_dso(by: &[By]) -> bool {
    by.iter().all(|way| *way == By::Client)
}

fn columns(by: &[By]) -> Vec<Column> {
    let mut columns = key_columns(by);
    if by.contains(&By::Job) {
        columns.push(Column::word("contract", "Contract"));
    }
    columns.push(Column::figure("invoices", "Invoices").hidden());
    // the youngest are the first that a narrow page can do without; what is owed in all stays
    columns
        .extend(BUCKETS.iter().zip([4, 3, 2, 1, 0]).map(|((key, title), rank)| Column::money(key, title).spare(rank)));
    columns.extend([
        Column::money("open", "Open"),
        Column::money("credits", "Credits").spare(7),
        Column::money("net", "Net").spare(5),
        Column::money("disputed", "Disputed").spare(4).hidden(),
    ]);
    if has_dso(by) {
        columns
            .extend([Column::money("billed", "Billed lately").hidden(), Column::figure("dso", "Days to pay").spare(6)]);
    }
    columns.push(Column::prose("why", "Unknown because").hidden());
    columns
}

/// Groups, one a row.
pub(super) fn groups(by: &[By], groups: &Groups, days: u32) -> Grid {
    let rows = groups.iter().map(|(key, tally)| group(by, key, tally, days));
    Grid { columns: columns(by), rows: rows.collect() }
}

/// One sum over all.
pub(super) fn one(currency: Currency, tally: &Tally, days: u32) -> Grid {
    let key = Key { parts: Vec::new(), currency: Some(currency) };
    Grid { columns: columns(&[]), rows: vec![group(&[], &key, tally, days)] }
}

fn group(by: &[By], key: &Key, tally: &Tally, days: u32) -> Row {
    let currency = key.currency;
    let mut cells = key_cells(key);
    if by.contains(&By::Job) {
        cells.push(Cell::maybe(key.contract()));
    }
    cells.push(if tally.is_known() { Cell::count(tally.invoices) } else { Cell::Empty });
    cells.extend((0..BUCKETS.len()).map(|at| Cell::money(tally.sum(at, currency))));
    let (net, billed) = (tally.net(currency), tally.sum(BILLED, currency));
    cells.extend([
        Cell::money(tally.open(currency)),
        Cell::money(tally.sum(CREDITS, currency)),
        Cell::money(net),
        Cell::money(tally.sum(DISPUTED, currency)),
    ]);
    if has_dso(by) {
        let dso = net.zip(billed).and_then(|(net, billed)| ageing::dso(net, billed, days));
        cells.extend([Cell::money(billed), dso.map_or(Cell::Empty, Cell::Number)]);
    }
    cells.push(Cell::List(tally.why.list()));
    Row::new(cells)
}
