//! Columns and cells of work in progress. The keys are the JSON contract.

use crate::domain::handoff::State;
use crate::domain::money::posting::Hours;
use crate::domain::money::tally::Tally;
use crate::domain::money::unbilled::complete;
use crate::domain::money::wip::Wip;
use crate::reports::ledger::{By, Groups, Key, Part, are_whole, key_cells, key_columns};
use crate::values::{Decimal, JobId};
use crate::view::{Cell, Column, Row, Tone};
use std::collections::HashMap;

/// The columns of work in progress grouped in some ways.
pub(super) fn columns(by: &[By]) -> Vec<Column> {
    let mut columns = key_columns(by);
    if by.contains(&By::Job) {
        columns.extend([Column::word("contract", "Contract").spare(1), Column::word("state", "State").spare(6)]);
    }
    columns.extend([
        Column::money("value", "Work done").spare(3),
        // by month, role or person: of the work that it pays for, not of the invoice
        Column::money("billed", if are_whole(by) { "Billed" } else { "Billed for it" }),
        Column::money("wip", "Unbilled (WIP)"),
        Column::money("deferred", "Billed ahead").spare(2),
    ]);
    if are_whole(by) {
        columns.extend([
            Column::money("price", "Price").hidden(),
            Column::bar("complete", "Complete").spare(4),
            Column::money("earned", "Earned").hidden(),
            Column::money("chargeable", "Chargeable").spare(5),
        ]);
    }
    columns.push(Column::prose("why", "Unknown because").hidden());
    columns
}

/// The rows under them.
pub(super) fn rows(groups: &Groups<Tally<Wip>>, by: &[By], states: &HashMap<&JobId, State>) -> Vec<Row> {
    groups.iter().map(|(key, sums)| row(key, sums, by, states)).collect()
}

fn row(key: &Key, sums: &Tally<Wip>, by: &[By], states: &HashMap<&JobId, State>) -> Row {
    let state = key.job().and_then(|job| states.get(job)).copied();
    let mut cells = key_cells(key);
    if by.contains(&By::Job) {
        cells.extend([Cell::maybe(key.contract()), Cell::maybe(state)]);
    }
    cells
        .extend([Wip::Value, Wip::Billed, Wip::Unbilled, Wip::Deferred].map(|figure| Cell::money(sums.figure(figure))));
    if are_whole(by) {
        let (price, earned) = (sums.figure(Wip::Price), sums.figure(Wip::Earned));
        // a retainer's fee is earned by time, not by work: how far it is says nothing
        let share = price
            .zip(earned)
            .filter(|_| key.contract().is_none())
            .and_then(|(price, earned)| complete(earned.amount, price.amount));
        let chargeable = earned.zip(sums.figure(Wip::Billed)).and_then(|(earned, billed)| earned.minus(billed));
        cells.extend([
            Cell::money(price),
            share.map_or(Cell::Empty, Cell::Ratio),
            Cell::money(earned),
            Cell::money(chargeable),
        ]);
    }
    cells.push(Cell::List(sums.why.list()));
    Row { cells, tone: tone(sums, state) }
}

/// Red where a job is over and not all of it billed, amber where more is billed than done.
fn tone(sums: &Tally<Wip>, state: Option<State>) -> Tone {
    let some = |figure| sums.number(figure).is_some_and(|sum| sum > Decimal::ZERO);
    match state {
        Some(State::Closed | State::Cancelled) if some(Wip::Unbilled) => Tone::Red,
        Some(State::Closed | State::Cancelled) => Tone::Quiet,
        _ if some(Wip::Deferred) => Tone::Amber,
        _ => Tone::Plain,
    }
}

/// A sentence for what closed jobs have deferred, by client and currency: nobody owes work for it any more.
pub(super) fn income(closed: &Groups<Tally<Wip>>) -> Option<String> {
    let deferred = |(key, sums): (&Key, &Tally<Wip>)| {
        let sum = sums.figure(Wip::Deferred).filter(|sum| !sum.amount.is_zero())?;
        let client = key.parts.iter().find_map(|part| if let Part::Client(id) = part { Some(id) } else { None })?;
        Some(format!("{client} {sum}"))
    };
    let sums: Vec<String> = closed.iter().filter_map(deferred).collect();
    let why = "deferred on closed jobs is income, for no work is owed for it any more";
    (!sums.is_empty()).then(|| format!("{why}: {}", sums.join(", ")))
}

/// A sentence for hours that no rate was found for.
pub(super) fn unpriced(hours: &[(&JobId, Hours<'_>)]) -> Option<String> {
    const WRITTEN: usize = 5;
    let some: Vec<String> = hours
        .iter()
        .take(WRITTEN)
        .map(|(id, hours)| format!("{} h of `{}` on {id}, {}", hours.entry.hours, hours.person, hours.entry.date))
        .collect();
    let more = if hours.len() > WRITTEN { format!(", and {} more", hours.len() - WRITTEN) } else { String::new() };
    (!hours.is_empty()).then(|| {
        format!(
            "unpriced, in no value: {}{more}; give the line a rate, or the role one on the rate card",
            some.join("; ")
        )
    })
}
