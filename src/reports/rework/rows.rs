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
        Column::money("invested", "On purpose").spare(5),
        Column::money("cost", "Cost").hidden(),
        Column::money("suppliers", "Suppliers").spare(4),
        Column::money("charged", "Charged").spare(2),
        Column::money("time_value", "All time").hidden(),
        Column::bar("share", "Share").spare(1),
    ]);
    if !by.contains(&By::Cause) {
        columns.extend([
            Column::money("corrections", "Our corrections").spare(3),
            Column::figure("rework_cost", "Corrections share").spare(6),
            Column::figure("later_hours", "Hours after the first round").hidden(),
        ]);
    }
    columns.push(Column::prose("why", "Unknown because").hidden());
    columns
}

/// The rows under them; by job, only where something was done again. `whole` holds the same without causes.
pub(super) fn rows(groups: &Groups<Tally<Rework>>, whole: &Groups<Tally<Rework>>, by: &[By]) -> Vec<Row> {
    let whole: BTreeMap<&Key, &Tally<Rework>> = whole.iter().collect();
    wanted(groups, by).map(|(key, sums)| row(key, sums, &whole, by)).collect()
}

/// The groups that have a row.
pub(super) fn wanted<'g>(
    groups: &'g Groups<Tally<Rework>>,
    by: &[By],
) -> impl Iterator<Item = (&'g Key, &'g Tally<Rework>)> {
    let all = !by.contains(&By::Job);
    groups.iter().filter(move |(_, sums)| all || is_something(sums))
}

/// The key of its cause and nothing else; none where it has no cause.
pub(super) fn cause_alone(key: &Key, _sums: &Tally<Rework>) -> Option<Key> {
    let cause = key.parts.iter().find(|part| matches!(part, Part::Cause(_)))?;
    Some(Key { parts: vec![cause.clone()], currency: key.currency })
}

/// The key without its cause: of all time of the same job, client or month.
pub(super) fn without_cause(key: &Key) -> Key {
    let parts = key.parts.iter().filter(|part| !matches!(part, Part::Cause(_))).cloned().collect();
    Key { parts, currency: key.currency }
}

fn is_something(sums: &Tally<Rework>) -> bool {
    let some = [Rework::Hours, Rework::Value, Rework::Suppliers, Rework::Charged];
    some.iter().any(|figure| sums.number(*figure).is_none_or(|sum| !sum.is_zero()))
}

fn row(key: &Key, sums: &Tally<Rework>, whole: &BTreeMap<&Key, &Tally<Rework>>, by: &[By]) -> Row {
    let money = |figure| sums.figure(figure);
    let plain = |figure| sums.number(figure).map_or(Cell::Empty, |hours: Decimal| Cell::Number(hours.normalize()));
    let ratio = |ratio: Option<Decimal>| ratio.map_or(Cell::Empty, Cell::Ratio);
    let of = whole.get(&without_cause(key));
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
