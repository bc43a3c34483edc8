//! Contracts to decide on, summed: how many, how late, and what hangs on them. What nobody can tell of a client whose record cannot be read is
//! unknown in every sum that should include it.

use super::Item;
use crate::domain::money::shares::Belongs;
use crate::domain::renewals::Standing;
use crate::reports::ledger::{By, Key, Whose, key_cells, key_columns};
use crate::values::{ClientId, Currency, Day, Money, Word};
use crate::view::{Cell, Column, Grid, Row, Tone};
use std::collections::{BTreeMap, BTreeSet};

/// Some contracts together.
#[derive(Clone, Copy, Debug)]
struct Sum {
    contracts: usize,
    undecided: usize,
    late: usize,
    first: Option<Day>,
    paid: usize,
    value: Option<Money>,
    at_stake: Option<Money>,
    jobs: Option<usize>,
}

impl Sum {
    fn new(currency: Currency) -> Sum {
        let nothing = Some(Money::zero(currency));
        Sum {
            contracts: 0,
            undecided: 0,
            late: 0,
            first: None,
            paid: 0,
            value: nothing,
            at_stake: nothing,
            jobs: Some(0),
        }
    }

    fn add(&mut self, item: &Item<'_>) {
        let plus = |sum: Option<Money>| sum.zip(item.value).and_then(|(sum, value)| sum.plus(value));
        let (is_paid, standing) = (item.contract.retainer.is_some(), item.renewal.standing);
        self.contracts += 1;
        self.jobs = self.jobs.zip(item.jobs).map(|(sum, jobs)| sum + jobs);
        self.late += usize::from(matches!(standing, Standing::Late | Standing::Missed));
        if is_paid {
            self.paid += 1;
            self.value = plus(self.value);
        }
        if item.is_undecided() {
            self.undecided += 1;
            self.first = Some(self.first.map_or(item.renewal.notice, |first| first.min(item.renewal.notice)));
            self.at_stake = if is_paid { plus(self.at_stake) } else { self.at_stake };
        }
    }

    fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::count(self.contracts),
            Cell::count(self.undecided),
            Cell::count(self.late),
            Cell::day(self.first),
            Cell::count(self.paid),
            Cell::money(self.value),
            Cell::money(self.at_stake),
            self.jobs.map_or(Cell::Empty, Cell::count),
        ]
    }
}

/// Contracts by some ways and by currency; nothing of what nobody can tell.
#[derive(Debug)]
pub(super) struct Groups {
    sums: BTreeMap<Key, Option<Sum>>,
    /// The group of each contract, in their order.
    of: Vec<Key>,
}

impl Groups {
    /// In which row of [`grid`] each contract is.
    pub(super) fn places(&self) -> Vec<usize> {
        let places: BTreeMap<&Key, usize> = self.sums.keys().enumerate().map(|(at, key)| (key, at)).collect();
        self.of.iter().filter_map(|key| places.get(key).copied()).collect()
    }

    /// Whether nobody can tell what should be in some of these rows.
    pub(super) fn lacks(&self, rows: &BTreeSet<usize>) -> bool {
        self.sums.values().enumerate().any(|(at, sum)| sum.is_none() && rows.contains(&at))
    }
}

/// Contracts grouped. `role` is that of whoever decides; `broken` are clients whose contracts nobody knows.
pub(super) fn grouped<'a>(
    by: &[By],
    items: &[Item<'a>],
    role: impl Fn(&Item<'a>) -> Option<&'a Word>,
    broken: &[&ClientId],
) -> Groups {
    let mut sums: BTreeMap<Key, Option<Sum>> = BTreeMap::new();
    let mut of = Vec::new();
    let key = |whose: Whose<'_>, facets: &Belongs<'_>, currency| Key {
        parts: by.iter().map(|way| whose.part_of(*way, facets)).collect(),
        currency,
    };
    for item in items {
        let facets = Belongs {
            month: Some(item.renewal.notice.month()),
            role: role(item),
            person: item.owner,
            ..Belongs::default()
        };
        let whose = Whose::Contract(&item.client.id, &item.contract.id);
        let key = key(whose, &facets, Some(item.currency));
        if let Some(sum) = sums.entry(key.clone()).or_insert(Some(Sum::new(item.currency))) {
            sum.add(item);
        }
        of.push(key);
    }
    let has_client = by.iter().any(|way| matches!(way, By::Client | By::Job));
    if !broken.is_empty() && !has_client {
        for sum in sums.values_mut() {
            *sum = None;
        }
    }
    if has_client || sums.is_empty() {
        sums.extend(broken.iter().map(|id| (key(Whose::Client(id), &Belongs::default(), None), None)));
    }
    Groups { sums, of }
}

/// Groups, one a row.
pub(super) fn grid(by: &[By], groups: &Groups) -> Grid {
    let mut columns = key_columns(by);
    if by.contains(&By::Job) {
        columns.push(Column::word("contract", "Contract").spare(1));
    }
    columns.extend([
        Column::figure("contracts", "Contracts").spare(3),
        Column::figure("undecided", "Undecided"),
        Column::figure("late", "Late").spare(2),
        Column::date("notice", "First notice by"),
        Column::figure("with_fee", "With a fee").spare(5),
        Column::money("value_a_year", "Value a year").spare(4),
        Column::money("undecided_value", "At stake"),
        Column::figure("open_jobs", "Open jobs").spare(6),
    ]);
    let row = |(key, sum): (&Key, &Option<Sum>)| {
        let mut cells = key_cells(key);
        if by.contains(&By::Job) {
            cells.push(Cell::maybe(key.contract()));
        }
        cells.extend(sum.as_ref().map_or_else(|| vec![Cell::Empty; 8], Sum::cells));
        let late = sum.is_none_or(|sum| sum.late > 0);
        Row { cells, tone: if late { Tone::Amber } else { Tone::Plain } }
    };
    Grid { columns, rows: groups.sums.iter().map(row).collect() }
}
