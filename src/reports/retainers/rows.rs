//! The columns and rows of retainers: one period a row, and one contract or currency a row for all its periods to date.

use crate::domain::money::retainer::hours::Hours;
use crate::domain::money::retainer::over_servicing;
use crate::domain::money::retainer::period::Served;
use crate::domain::money::retainer::served::Retained;
use crate::domain::money::tally::Reasons;
use crate::values::{ClientId, Currency, Day, Decimal, Money};
use crate::view::{Cell, Column, Grid, Row, Tone};

/// From this burn on a period is nearly used up.
const NEARLY: Decimal = Decimal::from_parts(9, 0, 0, false, 1);

/// Periods, each with its retainer.
pub(super) fn periods(list: &[(&Retained<'_>, &Served)], unread: &[(&ClientId, String)], day: Day) -> Grid {
    let columns = vec![
        Column::word("client", "Client"),
        Column::word("contract", "Contract"),
        Column::date("from", "From"),
        Column::date("until", "Until").spare(5),
        // each sum names it
        Column::word("currency", "Currency").hidden(),
        Column::word("rollover", "Roll-over").hidden(),
        Column::figure("contracted", "Hours agreed"),
        Column::figure("rolled_in", "Hours rolled in").spare(6),
        Column::figure("used", "Hours used"),
        Column::figure("remaining", "Hours left"),
        Column::bar("burn", "Burn").spare(1),
        Column::figure("over_hours", "Hours over").hidden(),
        Column::figure("over_servicing_hours", "Against hours").hidden(),
        Column::money("fee", "Fee").spare(4).hidden(),
        Column::money("value", "Value of hours").spare(5).hidden(),
        Column::figure("over_servicing", "Against fee").spare(3),
        Column::figure("investment_hours", "Invested hours").spare(7).hidden(),
        Column::money("investment_value", "Invested").hidden(),
        Column::figure("correction_hours", "Corrections, hours").spare(8).hidden(),
        Column::money("correction_value", "Corrections").hidden(),
        Column::figure("elsewhere_hours", "Hours paid otherwise").hidden(),
        Column::figure("carried", "Carried on").hidden(),
        Column::figure("lapsed", "Lapsed").hidden(),
        Column::money("earned", "Earned").hidden(),
        Column::money("billed", "Billed").hidden(),
        Column::money("pending", "To bill").spare(2),
        Column::prose("why", "Unknown because").hidden(),
    ];
    let mut rows: Vec<Row> = list.iter().map(|(one, served)| period(one, served, day)).collect();
    rows.extend(unread.iter().map(|(client, why)| unknown(client, why, columns.len())));
    Grid { columns, rows }
}

/// A client whose record cannot be read: which retainers it has is not known.
fn unknown(client: &ClientId, why: &str, columns: usize) -> Row {
    let blanks = std::iter::repeat_n(Cell::Empty, columns.saturating_sub(2));
    let why = Cell::List(vec![why.to_owned()]);
    Row::new(std::iter::once(Cell::text(client)).chain(blanks).chain([why]).collect())
}

fn number(number: Option<Decimal>) -> Cell {
    number.map_or(Cell::Empty, Cell::Number)
}

fn share(share: Option<Decimal>) -> Cell {
    share.map_or(Cell::Empty, Cell::Ratio)
}

fn period(one: &Retained<'_>, served: &Served, day: Day) -> Row {
    let burn = served.burn();
    let tone = if burn.is_some_and(|burn| Decimal::ONE < burn) {
        Tone::Red
    } else if burn.is_some_and(|burn| NEARLY <= burn) {
        Tone::Amber
    } else {
        Tone::Plain
    };
    let cells = vec![
        Cell::text(&one.client.id),
        Cell::text(&one.contract.id),
        Cell::Day(served.span.from),
        Cell::Day(served.span.until),
        Cell::text(served.currency),
        Cell::text(one.retainer.rollover.map_or("none", |rule| rule.as_str())),
        number(served.contracted),
        number(served.rolled_in.filter(|_| served.contracted.is_some())),
        number(served.hours(Hours::Used)),
        number(served.remaining()),
        share(burn),
        number(served.over_hours()),
        share(served.over_hours_share()),
        Cell::money(served.fee),
        Cell::money(served.value(Hours::Used)),
        share(served.over_value_share()),
        number(served.hours(Hours::Investment)),
        Cell::money(served.value(Hours::Investment)),
        number(served.hours(Hours::Correction)),
        Cell::money(served.value(Hours::Correction)),
        number(served.hours(Hours::Elsewhere)),
        number(served.carried),
        number(served.lapsed),
        Cell::money(served.fee_earned(day)),
        Cell::money(served.billed),
        Cell::money(served.pending()),
        Cell::List(served.why.list()),
    ];
    Row { cells, tone }
}

/// What some periods come to together; each figure `None` where one of theirs is.
#[derive(Default)]
pub(super) struct Whole {
    periods: usize,
    contracted: Option<Decimal>,
    used: Option<Decimal>,
    over_hours: Option<Decimal>,
    fee: Option<Money>,
    value: Option<Money>,
    investment: (Option<Decimal>, Option<Money>),
    correction: (Option<Decimal>, Option<Money>),
    lapsed: Option<Decimal>,
    earned: Option<Money>,
    billed: Option<Money>,
    pending: Option<Money>,
    why: Reasons,
}

impl Whole {
    /// Of some periods in one currency.
    pub(super) fn of<'s>(periods: impl Iterator<Item = &'s Served> + Clone, currency: Currency, day: Day) -> Whole {
        let hours = |of: &dyn Fn(&Served) -> Option<Decimal>| {
            periods.clone().try_fold(Decimal::ZERO, |sum, one| sum.checked_add(of(one)?))
        };
        let money = |of: &dyn Fn(&Served) -> Option<Money>| {
            periods.clone().try_fold(Money::zero(currency), |sum, one| sum.plus(of(one)?))
        };
        let apart = |of: Hours| (hours(&|one| one.hours(of)), money(&|one| one.value(of)));
        let mut why = Reasons::default();
        periods.clone().flat_map(|one| one.why.list()).for_each(|reason| why.add(reason));
        Whole {
            periods: periods.clone().count(),
            contracted: hours(&|one| one.contracted),
            used: hours(&|one| one.hours(Hours::Used)),
            over_hours: hours(&Served::over_hours),
            fee: money(&|one| one.fee),
            value: money(&|one| one.value(Hours::Used)),
            investment: apart(Hours::Investment),
            correction: apart(Hours::Correction),
            lapsed: hours(&Served::lapsed_so_far),
            earned: money(&|one| one.fee_earned(day)),
            billed: money(&|one| one.billed),
            pending: money(&Served::pending),
            why,
        }
    }

    /// Makes every figure unknown.
    pub(super) fn refuse(&mut self, reason: &str) {
        let mut why = std::mem::take(&mut self.why);
        why.add(reason);
        *self = Whole { why, ..Whole::default() };
    }

    fn cells(&self) -> Vec<Cell> {
        let over = |done: Option<Decimal>, paid: Option<Decimal>| over_servicing(done?, paid?);
        let amount = |money: Option<Money>| money.map(|money| money.amount);
        vec![
            if self.periods == 0 { Cell::Empty } else { Cell::count(self.periods) },
            number(self.contracted),
            number(self.used),
            number(self.over_hours),
            share(over(self.used, self.contracted)),
            Cell::money(self.fee),
            Cell::money(self.value),
            share(over(amount(self.value), amount(self.fee))),
            number(self.investment.0),
            Cell::money(self.investment.1),
            number(self.correction.0),
            Cell::money(self.correction.1),
            number(self.lapsed),
            Cell::money(self.earned),
            Cell::money(self.billed),
            Cell::money(self.pending),
        ]
    }
}

fn whole_columns() -> Vec<Column> {
    let mut columns = vec![Column::figure("periods", "Periods").hidden()];
    columns.extend(summed_columns());
    columns
}

/// The figures of any periods together.
pub(super) fn summed_columns() -> Vec<Column> {
    vec![
        Column::figure("contracted", "Hours agreed"),
        Column::figure("used", "Hours used"),
        Column::figure("over_hours", "Hours over"),
        Column::figure("over_servicing_hours", "Against hours").hidden(),
        Column::money("fee", "Fee").spare(4),
        Column::money("value", "Value of hours").spare(5),
        Column::figure("over_servicing", "Against fee").spare(3),
        Column::figure("investment_hours", "Invested hours").spare(7),
        Column::money("investment_value", "Invested").hidden(),
        Column::figure("correction_hours", "Corrections, hours").spare(8),
        Column::money("correction_value", "Corrections").hidden(),
        Column::figure("lapsed", "Lapsed").hidden(),
        Column::money("earned", "Earned").hidden(),
        Column::money("billed", "Billed").hidden(),
        Column::money("pending", "To bill").spare(2),
    ]
}

/// Each contract to date.
pub(super) fn contracts(list: &[&Retained<'_>], unread: &[(&ClientId, String)], day: Day) -> Grid {
    let mut columns = vec![
        Column::word("client", "Client"),
        Column::word("contract", "Contract"),
        Column::date("start", "Since").spare(9),
        Column::date("end", "Ends").hidden(),
        Column::word("currency", "Currency").hidden(),
    ];
    columns.extend(whole_columns());
    columns.extend([
        Column::date("counted_from", "Counted from").hidden(),
        Column::money("billed_ahead", "Billed ahead").hidden(),
        Column::figure("outside_hours", "Hours in no period").hidden(),
        Column::prose("why", "Unknown because").hidden(),
    ]);
    let row = |one: &&Retained<'_>| {
        let currency = one.periods.first().map(|period| period.currency)?;
        let whole = Whole::of(one.periods.iter(), currency, day);
        let mut cells = vec![
            Cell::text(&one.client.id),
            Cell::text(&one.contract.id),
            Cell::Day(one.contract.start),
            Cell::day(one.contract.end),
            Cell::text(currency),
        ];
        cells.extend(whole.cells());
        cells.push(Cell::day(one.periods.first().map(|period| period.span.from)));
        cells.extend([Cell::money(one.billed_ahead()), Cell::Number(one.outside), Cell::List(whole.why.list())]);
        Some(Row::new(cells))
    };
    let unknown = unread.iter().map(|(client, why)| unknown(client, why, columns.len()));
    Grid { rows: list.iter().filter_map(row).chain(unknown).collect(), columns }
}

/// All contracts to date, by currency.
pub(super) fn totals(list: &[(Option<Currency>, Whole)]) -> Grid {
    let mut columns = vec![Column::word("currency", "Currency")];
    columns.extend(whole_columns());
    columns.push(Column::prose("why", "Unknown because").hidden());
    let row = |(currency, whole): &(Option<Currency>, Whole)| {
        let mut cells = vec![Cell::maybe(*currency)];
        cells.extend(whole.cells());
        cells.push(Cell::List(whole.why.list()));
        Row::new(cells)
    };
    Grid { columns, rows: list.iter().map(row).collect() }
}
