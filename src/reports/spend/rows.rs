//! Columns and cells of spending. The keys are the JSON contract.

use super::sum::{Brought, Spending, Spent, cost_of_each};
use crate::reports::ledger::{By, Groups, Key, Summed, key_cells, key_columns};
use crate::values::Decimal;
use crate::view::{Cell, Column, Row, Tone};

/// The columns of spending grouped in some ways.
pub(super) fn columns(by: &[By]) -> Vec<Column> {
    let mut columns = key_columns(by);
    // by channel, a row is on a channel or it is not; elsewhere what a plan is measured by stands beside all there is
    let apart = |column: Column| if by.contains(&By::Channel) { column.hidden() } else { column };
    columns.extend([
        Column::money("planned", "Planned"),
        Column::money("approved", "Approved").spare(4),
        Column::money("committed", "Committed").spare(6),
        Column::money("actual", "Actual"),
        Column::money("approved_on_channels", "Approved on channels").hidden(),
        apart(Column::money("committed_on_channels", "Committed on channels").spare(8)),
        apart(Column::money("actual_on_channels", "Actual on channels").spare(7)),
        Column::money("left", "Left of plan").hidden(),
        Column::bar("spent", "Spent").spare(1),
        Column::prose("expects", "Expected").spare(3),
        Column::prose("result", "Result").spare(2),
        Column::figure("expected_number", "Expected number").hidden(),
        Column::figure("result_number", "Result number").hidden(),
        Column::word("unit", "Unit").hidden(),
        Column::figure("expected_cost", "Expected cost each").hidden(),
        Column::figure("cost_per_result", "Cost per result").spare(5),
        Column::prose("why", "Unknown because").hidden(),
    ]);
    columns
}

/// The groups in the order of their rows: what has no channel (or month, or whatever comes first) after all that has.
pub(super) fn ordered(groups: &Groups<Spent>) -> Vec<(&Key, &Spent)> {
    let mut ordered: Vec<(&Key, &Spent)> = groups.iter().collect();
    ordered.sort_by_cached_key(|(key, _)| key_cells(key).first() == Some(&Cell::Empty));
    ordered
}

/// The rows of some groups.
pub(super) fn rows(groups: &[(&Key, &Spent)]) -> Vec<Row> {
    groups.iter().map(|(key, spent)| row(key, spent)).collect()
}

pub(super) fn row(key: &Key, spent: &Spent) -> Row {
    let figure = |figure| Cell::money(spent.figure(figure));
    let number = |number: Option<Decimal>| number.map_or(Cell::Empty, Cell::Number);
    let count = |of: &Brought| number(of.quantity().map(|quantity| quantity.number));
    let unit = spent.brought.quantity().or(spent.expected.quantity()).map(|quantity| &quantity.unit);
    let mut cells = key_cells(key);
    cells.extend([
        figure(Spending::Planned),
        figure(Spending::Approved),
        figure(Spending::Committed),
        figure(Spending::Actual),
        figure(Spending::ApprovedOnChannels),
        figure(Spending::CommittedOnChannels),
        figure(Spending::ActualOnChannels),
        Cell::money(spent.left()),
        spent.spent().map_or(Cell::Empty, Cell::Ratio),
        Cell::List(spent.expects()),
        Cell::List(spent.results()),
        count(&spent.expected),
        count(&spent.brought),
        Cell::maybe(unit.filter(|unit| !unit.is_empty())),
        each(cost_of_each(spent.figure(Spending::Planned), &spent.expected), key),
        each(cost_of_each(spent.cost(), &spent.brought), key),
        Cell::List(spent.why().list()),
    ]);
    Row { cells, tone: tone(spent) }
}

/// What one of something costs, in the currency of its row.
fn each(cost: Option<Decimal>, key: &Key) -> Cell {
    cost.zip(key.currency).map_or(Cell::Empty, |(cost, currency)| Cell::Each(cost, currency))
}

/// Red when more is spent and ordered on channels than planned, amber when more is approved; plain where nothing was planned.
fn tone(spent: &Spent) -> Tone {
    let Some(planned) = spent.figure(Spending::Planned).filter(|planned| !planned.amount.is_zero()) else {
        return Tone::Plain;
    };
    if spent.left().is_some_and(|left| left.amount < Decimal::ZERO) {
        Tone::Red
    } else if spent.figure(Spending::ApprovedOnChannels).is_some_and(|approved| planned.amount < approved.amount) {
        Tone::Amber
    } else {
        Tone::Plain
    }
}
