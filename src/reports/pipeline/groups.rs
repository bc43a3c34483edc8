//! Opportunities summed: open ones by any way, decided ones by what became of them. What cannot be told makes every sum that should include
//! it unknown; beside it stands what is known.

use super::Open;
use crate::domain::agency::Agency;
use crate::domain::client::{OpportunityKind, OpportunityStage};
use crate::domain::money::pipeline::{Outcome, required, win_rate};
use crate::values::{ClientId, Currency, Day, Decimal, Money, Month, PersonId, Word};
use crate::view::{Cell, Column, Grid, Row};
use std::collections::{BTreeMap, BTreeSet};

crate::words! {
    /// A way to group.
    pub enum By {
        /// On which job: there is none yet.
        Job = "job",
        /// Whose money it would be.
        Client = "client",
        /// Where media would run: nobody has said yet.
        Channel = "channel",
        /// When its next step is due.
        Month = "month",
        /// Who would supply: nobody has said yet.
        Supplier = "supplier",
        /// The first role of whoever owns it.
        Role = "role",
        /// Whose it is.
        Person = "person",
        /// How far it has come, in the order of a funnel.
        Stage = "stage",
        /// New business, more from a client, a renewal.
        Kind = "kind",
        /// Whose it is, under its own name.
        Owner = "owner",
    }
}

impl By {
    /// Whether an opportunity can be told by it; what it has not got stands in one row.
    pub(super) fn is_told(self) -> bool {
        !matches!(self, By::Job | By::Channel | By::Supplier)
    }
}

/// One part of a key.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    /// What no opportunity has.
    Nothing,
    Client(ClientId),
    Month(Option<Month>),
    Role(Option<Word>),
    Person(Option<PersonId>),
    Stage(Option<OpportunityStage>),
    Kind(OpportunityKind),
}

impl Part {
    fn of(way: By, one: &Open<'_>, agency: &Agency) -> Part {
        let owner = one.opportunity.owner.as_ref();
        match way {
            By::Job | By::Channel | By::Supplier => Part::Nothing,
            By::Client => Part::Client(one.client.id.clone()),
            By::Month => Part::Month(one.opportunity.due.map(Day::month)),
            By::Role => Part::Role(owner.and_then(|owner| agency.config.person(owner)?.roles.first().cloned())),
            By::Person | By::Owner => Part::Person(owner.cloned()),
            By::Stage => Part::Stage(one.stage),
            By::Kind => Part::Kind(one.opportunity.kind),
        }
    }

    fn cell(&self) -> Cell {
        match self {
            Part::Nothing => Cell::Empty,
            Part::Client(client) => Cell::text(client),
            Part::Month(month) => month.map_or(Cell::Empty, Cell::Month),
            Part::Role(role) => Cell::maybe(role.as_ref()),
            Part::Person(person) => Cell::maybe(person.as_ref()),
            Part::Stage(stage) => Cell::maybe(*stage),
            Part::Kind(kind) => Cell::text(kind),
        }
    }
}

/// Some open opportunities together.
#[derive(Clone, Debug)]
struct Sum {
    count: usize,
    late: usize,
    valued: usize,
    weighed: usize,
    value: Option<Money>,
    weighted: Option<Money>,
}

impl Sum {
    fn new(currency: Currency) -> Sum {
        let nothing = Some(Money::zero(currency));
        Sum { count: 0, late: 0, valued: 0, weighed: 0, value: nothing, weighted: nothing }
    }

    fn add(&mut self, open: &Open<'_>) {
        let plus = |sum: Option<Money>, money: Money| sum.and_then(|sum| sum.plus(money));
        self.count += 1;
        self.late += usize::from(open.days_late.is_some());
        if let Some(value) = open.value {
            self.valued += 1;
            self.value = plus(self.value, value);
        }
        if let Ok(weighted) = open.weighted {
            self.weighed += 1;
            self.weighted = plus(self.weighted, weighted);
        }
    }

    fn cells(&self, is_whole: bool) -> Vec<Cell> {
        let whole = |known: usize, sum: Option<Money>| sum.filter(|_| is_whole && known == self.count);
        vec![
            Cell::count(self.count),
            Cell::count(self.late),
            Cell::money(whole(self.valued, self.value)),
            Cell::money(whole(self.weighed, self.weighted)),
            Cell::count(self.count - self.weighed),
            Cell::money(self.value),
            Cell::money(self.weighted),
        ]
    }
}

/// What a sum is of, and its currency.
type Key = (Vec<Part>, Currency);

fn key(by: &[By], one: &Open<'_>, agency: &Agency) -> Key {
    (by.iter().map(|way| Part::of(*way, one, agency)).collect(), one.currency)
}

/// In which row of [`open`] each opportunity is.
pub(super) fn places(by: &[By], list: &[Open<'_>], agency: &Agency) -> Vec<usize> {
    let rows: BTreeSet<Key> = list.iter().map(|one| key(by, one, agency)).collect();
    let rows: BTreeMap<&Key, usize> = rows.iter().enumerate().map(|(at, key)| (key, at)).collect();
    list.iter().filter_map(|one| rows.get(&key(by, one, agency)).copied()).collect()
}

/// Open opportunities by some ways and by currency. `is_whole` where every client was read.
pub(super) fn open(by: &[By], list: &[Open<'_>], agency: &Agency, is_whole: bool) -> Grid {
    let mut sums: BTreeMap<Key, Sum> = BTreeMap::new();
    for one in list {
        sums.entry(key(by, one, agency)).or_insert_with(|| Sum::new(one.currency)).add(one);
    }
    let mut columns: Vec<Column> = by
        .iter()
        .map(|way| match way {
            By::Job => Column::word("job", "Job"),
            By::Client => Column::word("client", "Client"),
            By::Channel => Column::word("channel", "Channel"),
            By::Month => Column::date("month", "Month"),
            By::Supplier => Column::prose("supplier", "Supplier"),
            By::Role => Column::word("role", "Role"),
            By::Person => Column::word("person", "Person"),
            By::Stage => Column::word("stage", "Stage"),
            By::Kind => Column::word("kind", "Kind"),
            By::Owner => Column::word("owner", "Owner"),
        })
        .collect();
    columns.extend([
        Column::word("currency", "Currency").hidden(),
        Column::figure("opportunities", "Opportunities").spare(2),
        Column::figure("overdue", "Steps late").spare(3),
        Column::money("value", "Value"),
        Column::money("weighted", "Weighted"),
        Column::figure("without", "Not weighed").hidden(),
        Column::money("value_known", "Value, as known").hidden(),
        Column::money("weighted_known", "Weighted, as known").spare(4),
    ]);
    let row = |((parts, currency), sum): ((Vec<Part>, Currency), Sum)| {
        let mut cells: Vec<Cell> = parts.iter().map(Part::cell).collect();
        cells.push(Cell::text(currency));
        cells.extend(sum.cells(is_whole));
        Row::new(cells)
    };
    Grid { columns, rows: sums.into_iter().map(row).collect() }
}

/// One opportunity that was decided in the period.
#[derive(Clone, Copy, Debug)]
pub(super) struct Decided {
    pub(super) outcome: Outcome,
    pub(super) kind: OpportunityKind,
    pub(super) currency: Currency,
    pub(super) value: Option<Money>,
}

/// How many were won, lost and declined: all, then by kind.
pub(super) fn numbers(list: &[Decided], is_whole: bool) -> Grid {
    let columns = vec![
        Column::word("kind", "Kind"),
        Column::figure("won", "Won"),
        Column::figure("lost", "Lost"),
        Column::figure("declined", "Declined"),
        Column::bar("win_rate", "Win rate"),
    ];
    let kinds = OpportunityKind::ALL.iter().filter(|kind| list.iter().any(|one| one.kind == **kind));
    let groups = std::iter::once(None).chain(kinds.copied().map(Some));
    let row = |kind: Option<OpportunityKind>| {
        let of = |outcome: Outcome| count(list, outcome, kind);
        let told = |cell: Cell| if is_whole { cell } else { Cell::Empty };
        let rate = win_rate(of(Outcome::Won).into(), of(Outcome::Lost).into());
        Row::new(vec![
            kind.map_or_else(|| Cell::text("all"), Cell::text),
            told(Cell::count(of(Outcome::Won))),
            told(Cell::count(of(Outcome::Lost))),
            told(Cell::count(of(Outcome::Declined))),
            told(rate.map_or(Cell::Empty, Cell::Ratio)),
        ])
    };
    let rows = if list.is_empty() { Vec::new() } else { groups.map(row).collect() };
    Grid { columns, rows }
}

fn count(list: &[Decided], outcome: Outcome, kind: Option<OpportunityKind>) -> usize {
    list.iter().filter(|one| one.outcome == outcome && kind.is_none_or(|kind| one.kind == kind)).count()
}

/// What those of a currency and outcome are worth; `None` where one has no value.
fn worth(list: &[Decided], outcome: Outcome, currency: Currency) -> Option<Money> {
    let mut those = list.iter().filter(|one| one.outcome == outcome && one.currency == currency);
    those.try_fold(Money::zero(currency), |sum, one| sum.plus(one.value?))
}

/// What was won, lost and declined, in money.
pub(super) fn values(list: &[Decided], is_whole: bool) -> Grid {
    let columns = vec![
        Column::word("currency", "Currency").hidden(),
        Column::money("won", "Won"),
        Column::money("lost", "Lost"),
        Column::money("declined", "Declined"),
        Column::bar("win_rate", "Win rate by value"),
    ];
    let currencies: std::collections::BTreeSet<Currency> = list.iter().map(|one| one.currency).collect();
    let row = |currency: Currency| {
        let of = |outcome: Outcome| worth(list, outcome, currency).filter(|_| is_whole);
        let rate = of(Outcome::Won).zip(of(Outcome::Lost)).and_then(|(won, lost)| win_rate(won.amount, lost.amount));
        Row::new(vec![
            Cell::text(currency),
            Cell::money(of(Outcome::Won)),
            Cell::money(of(Outcome::Lost)),
            Cell::money(of(Outcome::Declined)),
            rate.map_or(Cell::Empty, Cell::Ratio),
        ])
    };
    Grid { columns, rows: currencies.into_iter().map(row).collect() }
}

/// What must be in the pipeline for a target, by the win rate in number and by that in value of its currency, beside what is in it.
pub(super) fn needed(target: Money, list: &[Decided], pipeline: Option<Money>, is_whole: bool) -> Grid {
    let columns = vec![
        Column::word("basis", "By"),
        Column::money("target", "Target"),
        Column::figure("win_rate", "Win rate"),
        Column::money("required", "Required"),
        Column::money("pipeline", "In the pipeline"),
        Column::money("missing", "Missing"),
    ];
    let by_number = |outcome| is_whole.then(|| Decimal::from(count(list, outcome, None)));
    let by_value = |outcome| worth(list, outcome, target.currency).filter(|_| is_whole).map(|money| money.amount);
    let row =
        |basis: &str, won: Option<Decimal>, lost: Option<Decimal>| {
            let both = won.zip(lost);
            let needs = both.and_then(|(won, lost)| required(target, won, lost));
            let missing = needs.zip(pipeline).and_then(|(needs, there)| needs.minus(there));
            Row::new(vec![
                Cell::text(basis),
                Cell::Money(target),
                both.and_then(|(won, lost)| win_rate(won, lost)).map_or(Cell::Empty, Cell::Ratio),
                Cell::money(needs),
                Cell::money(pipeline),
                Cell::money(missing.map(|missing| {
                    if missing.amount < Decimal::ZERO { Money::zero(missing.currency) } else { missing }
                })),
            ])
        };
    let rows = vec![
        row("number", by_number(Outcome::Won), by_number(Outcome::Lost)),
        row("value", by_value(Outcome::Won), by_value(Outcome::Lost)),
    ];
    Grid { columns, rows }
}
