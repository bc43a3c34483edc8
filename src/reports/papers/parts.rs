//! The parts of a paper that is looked at: its lines with their prices, what they come to, who said yes, what is lacking.

use super::Sum;
use crate::domain::approval::{Approval, ApprovalFor};
use crate::domain::approvals::Standing;
use crate::domain::money::lacking::Lack;
use crate::domain::money::offer::Offer;
use crate::values::Day;
use crate::view::{Cell, Column, Grid, Row, Tone};

/// A column that is shown where some row has something in it.
fn if_any(any: bool, column: Column) -> Column {
    if any { column } else { column.hidden() }
}

/// The lines with what the client pays for each. What they cost the agency is there for scripts and for whoever asks for it.
pub(super) fn lines(offer: &Offer) -> Grid {
    let lines = || offer.lines.iter().map(|offered| &offered.line);
    let columns = vec![
        Column::word("line", "Line"),
        Column::prose("text", "For"),
        Column::word("kind", "Kind"),
        if_any(lines().any(|line| line.channel.is_some()), Column::word("channel", "Channel")),
        if_any(lines().any(|line| line.month.is_some()), Column::date("month", "Month")),
        if_any(lines().any(|line| line.role.is_some()), Column::word("role", "Role")),
        if_any(lines().any(|line| line.hours.is_some()), Column::figure("hours", "Hours")),
        if_any(lines().any(|line| line.rate.is_some()), Column::figure("rate", "Rate")),
        Column::word("supplier", "Supplier").hidden(),
        Column::figure("net", "Net").hidden(),
        Column::word("markup", "Markup").hidden(),
        Column::figure("gross", "Gross").hidden(),
        Column::word("commission", "Commission").hidden(),
        Column::money("price", "Price"),
        if_any(offer.refused().next().is_some(), Column::prose("why", "Unknown because")),
    ];
    let number = |amount: Option<crate::values::Amount>| amount.map_or(Cell::Empty, |amount| Cell::Number(amount.0));
    let rows = offer.lines.iter().map(|offered| {
        let line = &offered.line;
        Row::new(vec![
            Cell::maybe(line.id.as_ref()),
            Cell::maybe(line.text.as_ref()),
            Cell::text(line.kind),
            Cell::maybe(line.channel.as_ref()),
            line.month.map_or(Cell::Empty, Cell::Month),
            Cell::maybe(line.role.as_ref()),
            number(line.hours),
            number(line.rate),
            Cell::maybe(line.supplier.as_ref()),
            number(line.net),
            Cell::maybe(line.markup),
            number(line.gross),
            Cell::maybe(line.commission),
            cell(&offered.price),
            Cell::maybe(offered.price.as_ref().err()),
        ])
    });
    Grid { rows: rows.collect(), columns }
}

/// A sum, or nothing where it cannot be told.
pub(super) fn cell(sum: &Sum) -> Cell {
    Cell::money(sum.as_ref().ok().copied())
}

/// The columns of what a paper comes to. No paper of a job has tax on it: an invoice has.
pub(super) fn sum_columns(is_discounted: bool, is_shared: bool) -> Vec<Column> {
    vec![
        if_any(is_discounted, Column::money("lines", "Lines")),
        if_any(is_discounted, Column::money("discounts", "Discounts")),
        Column::money("total", "Total"),
        if_any(is_shared, Column::money("contingency", "Contingency")),
    ]
}

/// The cells of those columns.
pub(super) fn sums(offer: &Offer) -> Vec<Cell> {
    let contingency = offer.contingency().map_or(Cell::Empty, |sum| cell(&sum));
    vec![cell(&offer.before_discounts()), cell(&offer.discounts()), cell(&offer.total()), contingency]
}

/// What a paper comes to.
pub(super) fn totals(offer: &Offer) -> Grid {
    let mut columns = sum_columns(offer.is_discounted(), offer.share.is_some());
    columns.push(Column::word("tax", "Tax"));
    let cells = sums(offer).into_iter().chain([Cell::text("none")]).collect();
    Grid { columns, rows: vec![Row::new(cells)] }
}

/// The approvals given by a day, whether each is the one that holds, and why one does not.
pub(super) fn approvals(approvals: &[Approval], standings: &[(ApprovalFor, Standing<'_>)], day: Day) -> Grid {
    let row = |approval: &Approval| {
        let standing = standings.iter().find(|(of, _)| *of == approval.of).map(|(_, standing)| standing);
        let counts = match standing {
            Some(Standing::Valid(holds)) => (**holds == *approval).then_some(true),
            Some(Standing::Stale(other) | Standing::NotValid(other, _)) => (**other == *approval).then_some(false),
            Some(Standing::None) | None => None,
        };
        let why = standing.and_then(Standing::objection).filter(|_| counts == Some(false));
        let tone = if counts == Some(false) { Tone::Amber } else { Tone::Plain };
        let cells = vec![
            Cell::text(approval.of),
            Cell::text(&approval.by),
            Cell::maybe(approval.role.as_ref()),
            Cell::Day(approval.date),
            Cell::text(approval.method),
            Cell::maybe(approval.evidence.as_ref()),
            Cell::maybe(approval.entered_by.as_ref()),
            counts.map_or(Cell::Empty, Cell::Flag),
            Cell::maybe(why),
        ];
        Row { cells, tone }
    };
    let columns = vec![
        Column::word("for", "For"),
        Column::word("by", "By"),
        Column::word("role", "Role"),
        Column::date("date", "Date"),
        Column::word("method", "Method"),
        Column::prose("evidence", "Evidence"),
        Column::word("entered_by", "Entered by").hidden(),
        Column::word("counts", "Counts"),
        Column::prose("why", "Because").hidden(),
    ];
    Grid { columns, rows: approvals.iter().filter(|approval| approval.date <= day).map(row).collect() }
}

/// What is lacking, and what brings it.
pub(super) fn lacking(lacks: &[Lack]) -> Grid {
    let columns = vec![
        Column::word("what", "Lacking"),
        Column::prose("why", "Because"),
        Column::prose("command", "What brings it"),
    ];
    let row = |lack: &Lack| Row::new(vec![Cell::text(lack.what), Cell::text(&lack.why), Cell::text(&lack.command)]);
    Grid { columns, rows: lacks.iter().map(row).collect() }
}

/// What is lacking, in one cell.
pub(super) fn lacks(lacks: &[Lack]) -> Cell {
    Cell::List(lacks.iter().map(|lack| lack.what.to_owned()).collect())
}
