//! Estimates and change orders as rows: one for each version, one for each change order, with what it comes to, since when the client agrees, and
//! what is lacking.

use super::{Asked, Totals, parts, whose};
use crate::domain::job::Job;
use crate::domain::money::agreement::{Agreement, estimate_standing};
use crate::domain::money::lacking;
use crate::domain::money::offer::Offer;
use crate::domain::money::posting::Origin;
use crate::domain::money::terms::Terms;
use crate::domain::record::Located;
use crate::values::{Day, Money};
use crate::view::{Cell, Column, Grid, Row, Tone, View};

/// Agreed and pending, in each currency.
type Sums = Totals<2>;

fn view(name: &'static str, title: &str, day: Day, grid: Grid, totals: Sums) -> View {
    let sums = [Column::money("agreed", "Agreed"), Column::money("pending", "Pending")];
    View {
        name,
        version: 1,
        title: title.to_owned(),
        as_of: day,
        grid,
        others: vec![("totals", "Totals".to_owned(), totals.grid(sums))],
        notes: vec![
            "sums are without tax; agreed: what the client said yes to; pending: what waits for that yes".to_owned(),
        ],
        when_empty: format!("there are no {}", title.to_lowercase()),
        unreadable: Vec::new(),
    }
}

/// What waits for a yes and is of some origin, as it is offered.
fn pending(
    job: &Located<Job>,
    agreement: &Agreement<'_>,
    terms: &Terms<'_>,
    day: Day,
    totals: &mut Sums,
    of: fn(&Origin<'_>) -> bool,
) {
    for waits in agreement.pending.iter().filter(|waits| of(&waits.origin)) {
        let offer = match waits.origin {
            Origin::Estimate(index) => job.record.estimates.get(index).map(|one| Offer::estimate(one, terms, day)),
            Origin::Change(index) => job.record.change_orders.get(index).map(|one| Offer::change(one, terms, day)),
            Origin::Time(_) | Origin::Invoice(..) | Origin::Order(_) => None,
        };
        if let Some(offer) = offer {
            totals.add(1, offer.currency, offer.total().ok());
        }
    }
}

fn agreed(totals: &mut Sums, sum: Money) {
    totals.add(0, sum.currency, Some(sum));
}

/// What a row says of a paper that has no price, as its client cannot be read.
fn unpriced(columns: &[Column], known: Vec<Cell>, why: impl ToString) -> Row {
    let mut cells = known;
    cells.resize(columns.len().saturating_sub(1), Cell::Empty);
    cells.push(Cell::text(why.to_string()));
    Row::new(cells)
}

/// The versions of the estimates of some jobs.
pub fn estimates(asked: &Asked<'_>, day: Day) -> View {
    let own = [
        Column::figure("version", "Version"),
        Column::word("status", "Status"),
        Column::word("currency", "Currency").hidden(),
        Column::money("lines", "Lines").hidden(),
        Column::money("discounts", "Discounts").hidden(),
        Column::money("total", "Total"),
        Column::money("contingency", "Contingency").spare(1),
        Column::date("valid_until", "Offered until").spare(1),
        Column::date("agreed", "Agreed"),
        Column::prose("lacks", "Lacking"),
        Column::prose("why", "Unknown because").hidden(),
    ];
    let columns = asked.columns(own.to_vec());
    let (mut rows, mut totals) = (Vec::new(), Sums::default());
    for job in &asked.jobs {
        let terms = Terms::of(asked.agency, job);
        let agreement = terms.as_ref().ok().map(|terms| Agreement::of(job, terms, day));
        let holds = agreement.as_ref().and_then(|agreement| agreement.estimate);
        if let (Ok(terms), Some(agreement)) = (&terms, &agreement) {
            if let Some(one) = &holds {
                agreed(&mut totals, one.total);
            }
            pending(job, agreement, terms, day, &mut totals, |origin| matches!(origin, Origin::Estimate(_)));
        }
        let mut versions: Vec<_> = job.record.estimates.iter().enumerate().collect();
        versions.sort_by_key(|(index, estimate)| (estimate.version, *index));
        for (index, estimate) in versions {
            let mut cells = whose(job).to_vec();
            cells.extend([Cell::Count(i64::from(estimate.version)), Cell::text(estimate.status)]);
            let terms = match &terms {
                Ok(terms) => terms,
                Err(why) => {
                    rows.push(unpriced(&columns, cells, why));
                    continue;
                }
            };
            let offer = Offer::estimate(estimate, terms, day);
            let yes = estimate_standing(job, index, terms, day);
            cells.push(Cell::text(offer.currency));
            cells.extend(parts::sums(&offer));
            cells.extend([
                Cell::day(estimate.valid_until),
                Cell::day(yes.valid().map(|approval| approval.date)),
                parts::lacks(&lacking::of_estimate(job, index, terms, day)),
                why(&offer),
            ]);
            let tone = if holds.is_some_and(|one| one.index != index && yes.valid().is_some()) {
                Tone::Quiet
            } else {
                Tone::Plain
            };
            rows.push(Row { cells, tone });
        }
    }
    view("estimates", "Estimates", day, Grid { columns, rows }, totals)
}

/// Why a paper's total cannot be told.
fn why(offer: &Offer) -> Cell {
    Cell::List(offer.refused().map(ToString::to_string).collect())
}

/// The change orders of some jobs, raised by a day.
pub fn changes(asked: &Asked<'_>, day: Day) -> View {
    let own = [
        Column::word("change", "Change order"),
        Column::date("date", "Raised"),
        Column::word("cause", "Cause").spare(1),
        Column::prose("text", "What"),
        Column::word("status", "Status"),
        Column::figure("schedule_days", "Days later").spare(1),
        Column::word("currency", "Currency").hidden(),
        Column::money("lines", "Lines").hidden(),
        Column::money("discounts", "Discounts").hidden(),
        Column::money("total", "Total"),
        Column::date("agreed", "Agreed"),
        Column::prose("lacks", "Lacking"),
        Column::prose("why", "Unknown because").hidden(),
    ];
    let columns = asked.columns(own.to_vec());
    let (mut rows, mut totals) = (Vec::new(), Sums::default());
    for job in &asked.jobs {
        let terms = Terms::of(asked.agency, job);
        let agreement = terms.as_ref().map(|terms| Agreement::of(job, terms, day)).unwrap_or_default();
        if let Ok(terms) = &terms {
            for one in &agreement.changes {
                agreed(&mut totals, one.total);
            }
            pending(job, &agreement, terms, day, &mut totals, |origin| matches!(origin, Origin::Change(_)));
        }
        let raised = job.record.change_orders.iter().enumerate().filter(|(_, change)| change.date <= day);
        for (index, change) in raised {
            let mut cells = whose(job).to_vec();
            cells.extend([
                Cell::text(&change.id),
                Cell::Day(change.date),
                Cell::text(change.cause),
                Cell::maybe(change.text.as_ref()),
                Cell::text(change.status),
                change.schedule_days.map_or(Cell::Empty, |days| Cell::Count(i64::from(days))),
            ]);
            let terms = match &terms {
                Ok(terms) => terms,
                Err(why) => {
                    rows.push(unpriced(&columns, cells, why));
                    continue;
                }
            };
            let offer = Offer::change(change, terms, day);
            let yes = agreement.changes.iter().find(|one| one.index == index);
            cells.push(Cell::text(offer.currency));
            cells.extend(parts::sums(&offer).into_iter().take(3));
            cells.extend([
                Cell::day(yes.map(|one| one.approval.date)),
                parts::lacks(&lacking::of_change(job, index, &agreement, terms, day)),
                why(&offer),
            ]);
            rows.push(Row { cells, tone: if change.is_off(day) { Tone::Quiet } else { Tone::Plain } });
        }
    }
    view("change-orders", "Change orders", day, Grid { columns, rows }, totals)
}
