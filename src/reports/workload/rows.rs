//! Columns and cells of a workload. The keys are the JSON contract.

use super::Known;
use super::people::{Load, People};
use crate::reports::ReportAsk;
use crate::values::PersonId;
use crate::view::{Cell, Column, Grid, Row, Tone};

const COLUMNS: [Column; 21] = [
    Column::word("person", "Person"),
    Column::prose("name", "Name"),
    Column::prose("roles", "Roles").hidden(),
    Column::figure("handoffs", "Handoffs"),
    Column::figure("overdue", "Overdue"),
    Column::figure("worst", "Days late").hidden(),
    Column::figure("soon", "Soon"),
    Column::figure("waiting", "Waiting"),
    Column::figure("on_hold", "On hold"),
    Column::figure("covering", "Covering"),
    Column::figure("covering_overdue", "Of them overdue").hidden(),
    Column::word("covering_for", "For"),
    Column::figure("booked", "Booked"),
    Column::figure("weekly_hours", "A week"),
    Column::figure("planned", "Planned"),
    Column::figure("accounts_executive", "As AE").hidden(),
    Column::figure("accounts_manager", "As AM").hidden(),
    Column::date("away_until", "Away until"),
    Column::word("deputy", "Deputy"),
    Column::date("left", "Left"),
    Column::date("begins", "Begins").hidden(),
];

/// Columns that a table leaves out where they say nothing of anybody.
const WHERE_TOLD: [&str; 7] = ["on_hold", "covering", "covering_for", "planned", "away_until", "deputy", "left"];

/// Everybody, those with most overdue first.
pub(super) fn grid(people: &People<'_>, known: &Known, ask: &ReportAsk) -> Grid {
    let mut loads: Vec<(&&PersonId, &Load<'_>)> = people.loads.iter().filter(|(_, load)| load.is_shown()).collect();
    loads.sort_by(|(one_id, one), (other_id, other)| {
        let key = |load: &Load<'_>| (load.overdue, load.handoffs + load.covering);
        key(other).cmp(&key(one)).then_with(|| one_id.cmp(other_id))
    });
    let rows: Vec<Row> = loads.into_iter().map(|(id, load)| row(id, load, known, ask)).collect();
    let says_nothing = |cell: &Cell| match cell {
        Cell::Empty | Cell::Count(0) => true,
        Cell::Number(number) => number.is_zero(),
        Cell::List(texts) => texts.is_empty(),
        _ => false,
    };
    let column = |(at, column): (usize, Column)| {
        let idle = WHERE_TOLD.contains(&column.key) && rows.iter().all(|row| says_nothing(&row.cells[at]));
        if idle { column.hidden() } else { column }
    };
    Grid { columns: COLUMNS.into_iter().enumerate().map(column).collect(), rows }
}

fn row(id: &PersonId, load: &Load<'_>, known: &Known, ask: &ReportAsk) -> Row {
    let balls = |count: usize| if known.balls { Cell::count(count) } else { Cell::Empty };
    let accounts = |count: usize| if known.accounts { Cell::count(count) } else { Cell::Empty };
    let words = |words: &mut dyn Iterator<Item = String>| Cell::List(words.collect());
    let away = load.away;
    let cells = vec![
        Cell::text(id),
        Cell::text(load.name),
        words(&mut load.roles.iter().map(ToString::to_string)),
        balls(load.handoffs),
        balls(load.overdue),
        if known.balls { Cell::Count(load.worst) } else { Cell::Empty },
        balls(load.soon),
        balls(load.waiting),
        balls(load.on_hold),
        balls(load.covering),
        balls(load.covering_overdue),
        if known.balls { words(&mut load.covering_for.iter().map(ToString::to_string)) } else { Cell::Empty },
        if load.is_unbooked { Cell::Empty } else { Cell::Number(load.booked.normalize()) },
        load.weekly_hours.map_or(Cell::Empty, Cell::Number),
        load.planned.filter(|_| known.planned).map_or(Cell::Empty, |hours| Cell::Number(hours.normalize())),
        accounts(load.executive),
        accounts(load.manager),
        Cell::day(away.map(|(until, _)| until)),
        Cell::maybe(away.and_then(|(_, deputy)| deputy)),
        Cell::day(load.left),
        Cell::day(load.begins),
    ];
    Row { cells, tone: tone(load, known, ask.client.is_none()) }
}

/// Red: something is three days late, lies with somebody who is gone, or whom nobody stands in for; or more accounts than anybody can
/// serve. Amber: something is late, or the week was longer than theirs.
fn tone(load: &Load<'_>, known: &Known, whole: bool) -> Tone {
    let holds = load.handoffs > 0;
    let alone = load.away.is_some_and(|(_, deputy)| deputy.is_none());
    let absent = holds && (alone || !load.is_active);
    let too_long = load.weekly_hours.is_some_and(|hours| hours < load.booked);
    if (known.balls && (load.worst >= 3 || absent)) || (known.accounts && load.has_too_many) {
        Tone::Red
    } else if (known.balls && load.overdue > 0) || (whole && too_long) {
        Tone::Amber
    } else {
        Tone::Plain
    }
}
