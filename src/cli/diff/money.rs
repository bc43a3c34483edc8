//! Money up and down by client: the figures of the records that changed, summed on both sides.

use super::{Answer, Reader};
use crate::history::diff::{Moved, Sum};
use crate::values::{ClientId, Currency, Money};
use crate::view::{Cell, Column, Grid, Row};
use std::collections::BTreeMap;

/// What the figures are called together.
pub(super) const TITLE: &str = "Money of the records that changed";

/// A row for each client, figure and currency that moved.
pub(super) fn grid(answer: &Answer, reader: Reader) -> Grid {
    let columns = vec![
        Column::word("client", "Client"),
        Column::word("figure", "Figure"),
        Column::money("before", "Before"),
        Column::money("after", "After"),
        Column::money("change", "Change"),
    ];
    let sums = sums(answer, reader);
    let row = |((client, figure, currency), side): (&Key, &Option<[Money; 2]>)| {
        let [before, after] = side.map_or([None, None], |[before, after]| [Some(before), Some(after)]);
        let change = before.zip(after).and_then(|(before, after)| after.minus(before));
        debug_assert!(change.is_none_or(|change| change.currency == *currency));
        Row::new(vec![
            Cell::maybe(client.as_ref()),
            Cell::text(ORDER[*figure]),
            Cell::money(before),
            Cell::money(after),
            Cell::money(change),
        ])
    };
    Grid { columns, rows: sums.iter().map(row).collect() }
}

/// What the figures mean.
pub(super) fn notes(answer: &Answer, reader: Reader) -> Vec<String> {
    let sums = sums(answer, reader);
    if sums.is_empty() {
        return Vec::new();
    }
    let meant = |sum: &Sum| match sum {
        Sum::Approved => "approved: estimates and change orders that the client has said yes to",
        Sum::Pending => "pending: estimates and change orders that wait for a yes",
        Sum::Committed => "committed: open orders to suppliers at the client's prices",
        Sum::Billed => "billed: issued invoices less credit notes, before tax",
        Sum::Paid => "paid: payments on issued invoices, with tax",
        Sum::Budget => "budget: annual budgets in force",
    };
    let there = ORDER.iter().enumerate().filter(|(at, _)| sums.keys().any(|(_, figure, _)| figure == at));
    let meant = there.map(|(_, sum)| meant(sum)).collect::<Vec<_>>().join("; ");
    let mut notes = vec![format!("figures as of {}, of the records that changed alone: {meant}", answer.day)];
    if sums.values().any(Option::is_none) {
        notes.push("a figure that cannot be told of one record is not told of its client".to_owned());
    }
    notes
}

const ORDER: [Sum; 6] = [Sum::Budget, Sum::Approved, Sum::Pending, Sum::Committed, Sum::Billed, Sum::Paid];

type Key = (Option<ClientId>, usize, Currency);

/// Both sides of each figure; `None` where one of its parts cannot be told.
fn sums(answer: &Answer, reader: Reader) -> BTreeMap<Key, Option<[Money; 2]>> {
    let mut sums: BTreeMap<Key, Option<[Money; 2]>> = BTreeMap::new();
    for (line, _) in answer.told(reader) {
        let Some(Moved { sum, before, after }) = &line.told.moved else { continue };
        let at = ORDER.iter().position(|own| own == sum).unwrap_or(0);
        let untold = before.is_err() || after.is_err();
        for (side, money) in [before, after].into_iter().enumerate() {
            let Ok(money) = money else { continue };
            let zero = Money::zero(money.currency);
            let entry = sums.entry((line.client.clone(), at, money.currency)).or_insert(Some([zero, zero]));
            *entry = entry.filter(|_| !untold).and_then(|mut both| {
                both[side] = both[side].plus(*money)?;
                Some(both)
            });
        }
    }
    sums.retain(|_, both| both.is_none_or(|[before, after]| before != after));
    sums
}
