//! Columns and cells of margins. The keys are the JSON contract.

use crate::domain::money::earnings::Earning;
use crate::domain::money::income::{
    agi, delivery_margin, effective_rate, gross_profit, net_margin, net_profit, realisation, recovery,
};
use crate::domain::money::tally::Tally;
use crate::reports::ledger::{By, Groups, Key, key_cells, key_columns};
use crate::values::{Decimal, Money};
use crate::view::{Cell, Column, Row, Tone};

/// From this delivery margin on, nobody need worry: half of the income.
const ENOUGH: Decimal = Decimal::from_parts(5, 0, 0, false, 1);

/// Why a contract by itself has no margin.
const APART: &str =
    "no margin, for the hours that the fee pays for are with their jobs: `--by client` sets one against the other";

/// The columns of margins grouped in some ways.
pub(super) fn columns(by: &[By]) -> Vec<Column> {
    let mut columns = key_columns(by);
    if by.contains(&By::Job) {
        columns.push(Column::word("contract", "Contract").spare(1));
    }
    columns.extend([
        // by month: when it was billed, not for what
        Column::money("billings", if by.contains(&By::Month) { "Billed in it" } else { "Billed" }).spare(3),
        Column::money("pass_through", "Passed on").spare(5),
        Column::money("agi", "Income (AGI)"),
        Column::figure("hours", "Hours").spare(4),
        Column::money("labour", "Cost of hours").spare(2),
        Column::bar("margin", "Margin"),
        Column::money("effective_rate", "Income per hour").spare(6),
        Column::money("purchases", "Purchases").hidden(),
        Column::money("gross_profit", "Gross profit").hidden(),
        Column::money("net_profit", "Net profit").hidden(),
        Column::figure("before_overhead", "Net margin before overhead").hidden(),
        Column::money("fee", "Fee").hidden(),
        Column::money("time_value", "Time value").hidden(),
        Column::figure("recovery", "Recovery").hidden(),
        Column::figure("realisation", "Realisation").hidden(),
        Column::prose("why", "Unknown because").hidden(),
    ]);
    columns
}

/// The rows under them.
pub(super) fn rows(groups: &Groups<Tally<Earning>>, by: &[By]) -> Vec<Row> {
    groups.iter().map(|(key, sums)| row(key, sums, by)).collect()
}

fn row(key: &Key, sums: &Tally<Earning>, by: &[By]) -> Row {
    let (money, number) = (|figure| sums.figure(figure), |figure| sums.number(figure));
    let ratio = |ratio: Option<Decimal>| ratio.map_or(Cell::Empty, Cell::Ratio);
    let (billings, labour, hours) = (money(Earning::Billings), money(Earning::Labour), number(Earning::Hours));
    let income = billings.zip(money(Earning::PassThrough)).and_then(|(billed, passed)| agi(billed, passed));
    // the hours that its fee pays for are in the rows of their jobs
    let is_apart = key.contract().is_some();
    let margin = income.zip(labour).filter(|_| !is_apart).and_then(|(income, labour)| delivery_margin(income, labour));
    let net = billings.zip(income).zip(labour).filter(|_| !is_apart);
    let net =
        net.and_then(|((billed, income), labour)| net_margin(billed, income, labour, Money::zero(income.currency)));
    let gross = billings.zip(money(Earning::Purchases)).and_then(|(billed, bought)| gross_profit(billed, bought));
    let (fee, time_value) = (money(Earning::Fee), money(Earning::TimeValue));
    let mut cells = key_cells(key);
    if by.contains(&By::Job) {
        cells.push(Cell::maybe(key.contract()));
    }
    cells.extend([
        Cell::money(billings),
        Cell::money(money(Earning::PassThrough)),
        Cell::money(income),
        hours.map_or(Cell::Empty, |hours| Cell::Number(hours.normalize())),
        Cell::money(labour),
        ratio(margin),
        Cell::money(income.zip(hours).filter(|_| !is_apart).and_then(|(income, hours)| effective_rate(income, hours))),
        Cell::money(money(Earning::Purchases)),
        Cell::money(gross),
        Cell::money(gross.zip(labour).and_then(|(gross, labour)| net_profit(gross, labour))),
        ratio(net),
        Cell::money(fee),
        Cell::money(time_value),
        ratio(fee.zip(time_value).filter(|_| !is_apart).and_then(|(fee, worth)| recovery(fee, worth))),
        ratio(
            number(Earning::BilledHours)
                .zip(number(Earning::RatedHours))
                .and_then(|(billed, worked)| realisation(billed, worked)),
        ),
        Cell::List(sums.why.list().into_iter().chain(is_apart.then(|| APART.to_owned())).collect()),
    ]);
    Row { cells, tone: tone(margin) }
}

/// Red where the hours cost more than they bring, amber where less than half of the income is left.
fn tone(margin: Option<Decimal>) -> Tone {
    match margin {
        Some(margin) if margin < Decimal::ZERO => Tone::Red,
        Some(margin) if margin < ENOUGH => Tone::Amber,
        _ => Tone::Plain,
    }
}
