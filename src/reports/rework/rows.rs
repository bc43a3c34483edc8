//! Columns and cells of work done again. The keys are the JSON contract.

use crate::domain::money::rework::{Rework, rework_cost};
use crate::domain::money::tally::Tally;
use crate::reports::ledger::{By, Groups, Key, Part, key_cells, key_columns};
use crate::values::Decimal;
use crate::view::{Cell, Column, Row, Tone};
use std::collections::BTreeMap;

/// From this share of all time on, work done again is trouble: a tenth.
const MUCH: Decimal = Decimal::from_parts(1, 0, 0, false, 1);

/// The columns of work done again grouped in some ways.
pub(super) fn columns(by: &[By]) -> Vec<Column> {
    let mut columns = key_columns(by);
    columns.extend([
        Column::figure("hours", "Hours"),
        Column::money("value", "Done again"),
        Column::money("invested", "On purpose"),
        Column::money("cost", "Cost").hidden(),
        Column::money("suppliers", "Suppliers"),
        Column::money("charged", "Charged"),
        Column::money("time_value", "All time").hidden(),
        Column::bar("share", "Share"),
    ]);
    if !by.contains(&By::Cause) {
        columns.extend([
            Column::money("corrections", "Corrections"),
            Column::figure("rework_cost", "F34"),
            Column::figure("later_hours", "Hours after the first round").hidden(),
        ]);
    }
    columns.push(Column::prose("why", "Unknown because").hidden());
    columns
}

/// The rows under them; by job, only where something was done again. `whole` holds the same without causes.
pub(super) fn rows(groups: &Groups<Tally<Rework>>, whole: &Groups<Tally<Rework>>, by: &[By]) -> Vec<Row> {
    let whole: BTreeMap<&Key, &Tally<Rework>> = whole.iter().collect();
    let wanted = |(_, sums): &(&Key, &Tally<Rework>)| !by.contains(&By::Job) || is_something(sums);
    groups.iter().filter(wanted).map(|(key, sums)| row(key, sums, &whole, by)).collect()
}

fn is_something(sums: &Tally<Rework>) -> bool {
    let some = [Rework::Hours, Rework::Value, Rework::Suppliers, Rework::Charged];
    some.iter().any(|figure| sums.number(*figure).is_none_or(|sum| !sum.is_zero()))
}

fn row(key: &Key, sums: &Tally<Rework>, whole: &BTreeMap<&Key, &Tally<Rework>>, by: &[By]) -> Row {
    let money = |figure| sums.figure(figure);
    let plain = |figure| sums.number(figure).map_or(Cell::Empty, |hours: Decimal| Cell::Number(hours.normalize()));
    let ratio = |ratio: Option<Decimal>| ratio.map_or(Cell::Empty, Cell::Ratio);
    let parts = key.parts.iter().filter(|part| !matches!(part, Part::Cause(_))).cloned().collect();
    let of = whole.get(&Key { parts, currency: key.currency });
    let time = of.and_then(|whole| whole.figure(Rework::TimeValue));
    let (value, invested) = (money(Rework::Value), money(Rework::Invested));
    let leaked = value.zip(invested).and_then(|(value, invested)| value.minus(invested));
    let over = |part: Option<crate::values::Money>| {
        part.zip(time).and_then(|(part, time)| rework_cost(part.amount, time.amount))
    };
    let corrections = money(Rework::Corrections);
    let mut cells = key_cells(key);
    cells.extend([
        plain(Rework::Hours),
        Cell::money(value),
        Cell::money(invested),
        Cell::money(money(Rework::Cost)),
        Cell::money(money(Rework::Suppliers)),
        Cell::money(money(Rework::Charged)),
        Cell::money(time),
        ratio(over(leaked)),
    ]);
    if !by.contains(&By::Cause) {
        cells.extend([Cell::money(corrections), ratio(over(corrections)), plain(Rework::LaterHours)]);
    }
    cells.push(Cell::List(sums.why.list()));
    let tone = match over(corrections).filter(|_| !by.contains(&By::Cause)) {
        Some(share) if MUCH <= share => Tone::Red,
        Some(share) if !share.is_zero() => Tone::Amber,
        _ => Tone::Plain,
    };
    Row { cells, tone }
}
