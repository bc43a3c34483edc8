//! The columns and rows of retainers summed by any way. The keys are the JSON contract.

use crate::domain::agency::Agency;
use crate::domain::money::retainer::accounts::{Retaining, of_periods};
use crate::domain::money::retainer::over_servicing;
use crate::domain::money::retainer::period::Served;
use crate::domain::money::retainer::served::Retained;
use crate::domain::money::shares::{Account, refuse_unread};
use crate::domain::money::tally::Tally;
use crate::reports::ReportAsk;
use crate::reports::ledger::merge::by_currency;
use crate::reports::ledger::shares::{Entering, summed};
use crate::reports::ledger::{By, Groups, Key, key_cells, key_columns};
use crate::values::Decimal;
use crate::view::{Cell, Column, Grid, Row, Tone};

const HOW: Entering<Retaining> = Entering {
    is_plain: |figure| {
        !matches!(
            figure,
            Retaining::Fee
                | Retaining::Value
                | Retaining::Investment
                | Retaining::Correction
                | Retaining::Earned
                | Retaining::Billed
                | Retaining::Pending
        )
    },
    is_told: |_| true,
};

/// Periods by some ways and by currency.
pub(super) fn grouped(
    agency: &Agency,
    by: &[By],
    shown: &[(&Retained<'_>, Vec<&Served>)],
    ask: &ReportAsk,
) -> Groups<Tally<Retaining>> {
    let mut accounts: Vec<Account<'_, Retaining>> = Vec::new();
    // whose hours nobody can tell may be of any ticket and role
    let told_apart = by.iter().any(|way| matches!(way, By::Job | By::Role));
    let each_apart = by.contains(&By::Month);
    for (one, periods) in shown {
        accounts.extend(of_periods(agency, one, periods, (told_apart, each_apart), ask.today));
    }
    refuse_unread(&mut accounts, agency);
    accounts.retain(|account| ask.client.as_ref().is_none_or(|only| account.client == *only));
    summed(by, &accounts, &[], HOW)
}

/// Groups, one a row.
pub(super) fn grid(by: &[By], groups: &Groups<Tally<Retaining>>) -> Grid {
    Grid { columns: columns(by), rows: rows(groups, by, are_measured(by)) }
}

/// Some groups put together, one row for each currency.
pub(super) fn together(by: &[By], some: &Groups<Tally<Retaining>>) -> Grid {
    let all = by_currency(some);
    // what rolled from one month to the next cannot be told from what came from before them all
    let rolls = |sums: &Tally<Retaining>| sums.number(Retaining::RolledIn).is_none_or(|hours| !hours.is_zero());
    let measured = are_measured(by) && !(by.contains(&By::Month) && all.iter().any(|(_, sums)| rolls(sums)));
    Grid { columns: columns(&[]), rows: rows(&all, &[], measured) }
}

/// Whether each row has both the hours agreed and those worked, so that one can be measured by the other.
fn are_measured(by: &[By]) -> bool {
    !by.iter().any(|way| matches!(way, By::Job | By::Role))
}

fn columns(by: &[By]) -> Vec<Column> {
    let mut columns = key_columns(by);
    if by.contains(&By::Job) {
        columns.push(Column::word("contract", "Contract").spare(1));
    }
    columns.push(Column::figure("periods", "Periods").spare(6));
    columns.extend(super::rows::summed_columns());
    columns.push(Column::prose("why", "Unknown because").hidden());
    columns
}

fn rows(groups: &Groups<Tally<Retaining>>, by: &[By], measured: bool) -> Vec<Row> {
    groups.iter().map(|(key, sums)| row(key, sums, by, measured)).collect()
}

fn row(key: &Key, sums: &Tally<Retaining>, by: &[By], measured: bool) -> Row {
    let plain = |figure| sums.number(figure).map_or(Cell::Empty, |number: Decimal| Cell::Number(number.normalize()));
    let money = |figure| Cell::money(sums.figure(figure));
    let over = |done: Retaining, paid: Retaining, before: Retaining| {
        let paid = sums.number(paid)?.checked_add(sums.number(before)?);
        sums.number(done).zip(paid).filter(|_| measured).and_then(|(done, paid)| over_servicing(done, paid))
    };
    let ratio = |ratio: Option<Decimal>| ratio.map_or(Cell::Empty, Cell::Ratio);
    let by_value = over(Retaining::Value, Retaining::Fee, Retaining::PaidBefore);
    let mut cells = key_cells(key);
    if by.contains(&By::Job) {
        cells.push(Cell::maybe(key.contract()));
    }
    cells.extend([
        plain(Retaining::Periods),
        plain(Retaining::Contracted),
        plain(Retaining::Used),
        plain(Retaining::Over),
        ratio(over(Retaining::Used, Retaining::Contracted, Retaining::RolledIn)),
        money(Retaining::Fee),
        money(Retaining::Value),
        ratio(by_value),
        plain(Retaining::InvestmentHours),
        money(Retaining::Investment),
        plain(Retaining::CorrectionHours),
        money(Retaining::Correction),
        plain(Retaining::Lapsed),
        money(Retaining::Earned),
        money(Retaining::Billed),
        money(Retaining::Pending),
        Cell::List(sums.why.list()),
    ]);
    let is_over = sums.number(Retaining::Over).is_some_and(|over| over > Decimal::ZERO);
    Row { cells, tone: if is_over { Tone::Red } else { Tone::Plain } }
}
