//! The papers of one job in short, for `job show`: what each comes to, and the lines of those that count or wait, with their prices.

use super::parts;
use crate::domain::agency::Agency;
use crate::domain::job::Job;
use crate::domain::money::agreement::{Agreement, estimate_standing};
use crate::domain::money::offer::Offer;
use crate::domain::money::posting::Origin;
use crate::domain::money::terms::Terms;
use crate::domain::record::Located;
use crate::values::Day;
use crate::view::{Cell, Column, Grid, Row};

/// A paper and since when the client agrees to it.
struct Short {
    name: String,
    status: &'static str,
    offer: Offer,
    agreed: Option<Day>,
    /// Whether it counts, or waits for a yes.
    is_live: bool,
}

/// The papers of a job on a day, with their totals, and the lines of those that count or wait; nothing where there are none.
pub fn in_short(agency: &Agency, job: &Located<Job>, day: Day) -> Vec<(&'static str, String, Grid)> {
    let Ok(terms) = Terms::of(agency, job) else { return Vec::new() };
    let papers = papers(job, &terms, day);
    if papers.is_empty() {
        return Vec::new();
    }
    vec![
        ("papers", "Papers".to_owned(), totals(&papers)),
        ("lines", "Lines that count or wait".to_owned(), lines(&papers)),
    ]
}

fn papers(job: &Located<Job>, terms: &Terms<'_>, day: Day) -> Vec<Short> {
    let agreement = Agreement::of(job, terms, day);
    let waits = |of: &dyn Fn(&Origin<'_>) -> bool| agreement.pending.iter().any(|waits| of(&waits.origin));
    let estimates = job.record.estimates.iter().enumerate().map(|(index, estimate)| {
        let yes = estimate_standing(job, index, terms, day);
        let counts = agreement.estimate.is_some_and(|agreed| agreed.index == index);
        Short {
            name: format!("estimate {}", estimate.version),
            status: estimate.status.as_str(),
            offer: Offer::estimate(estimate, terms, day),
            agreed: yes.valid().map(|approval| approval.date),
            is_live: counts || waits(&|origin| matches!(origin, Origin::Estimate(at) if *at == index)),
        }
    });
    let changes = job.record.change_orders.iter().enumerate().filter(|(_, change)| change.date <= day);
    let changes = changes.map(|(index, change)| {
        let agreed = agreement.changes.iter().find(|agreed| agreed.index == index);
        Short {
            name: format!("change order {}", change.id),
            status: change.status.as_str(),
            offer: Offer::change(change, terms, day),
            agreed: agreed.map(|agreed| agreed.approval.date),
            is_live: agreed.is_some() || waits(&|origin| matches!(origin, Origin::Change(at) if *at == index)),
        }
    });
    estimates.chain(changes).collect()
}

fn totals(papers: &[Short]) -> Grid {
    let is_discounted = papers.iter().any(|paper| paper.offer.is_discounted());
    let is_shared = papers.iter().any(|paper| paper.offer.share.is_some());
    let mut columns = vec![Column::word("paper", "Paper"), Column::word("status", "Status")];
    columns.extend(parts::sum_columns(is_discounted, is_shared));
    columns.push(Column::date("agreed", "Agreed"));
    let row = |paper: &Short| {
        let mut cells = vec![Cell::text(&paper.name), Cell::text(paper.status)];
        cells.extend(parts::sums(&paper.offer));
        cells.push(Cell::day(paper.agreed));
        Row::new(cells)
    };
    Grid { columns, rows: papers.iter().map(row).collect() }
}

fn lines(papers: &[Short]) -> Grid {
    let columns = vec![
        Column::word("paper", "Paper"),
        Column::word("line", "Line"),
        Column::prose("text", "For"),
        Column::word("kind", "Kind"),
        Column::money("price", "Price"),
        Column::prose("why", "Unknown because").hidden(),
    ];
    let live = papers.iter().filter(|paper| paper.is_live);
    let rows = live.flat_map(|paper| {
        paper.offer.lines.iter().map(|offered| {
            Row::new(vec![
                Cell::text(&paper.name),
                Cell::maybe(offered.line.id.as_ref()),
                Cell::maybe(offered.line.text.as_ref()),
                Cell::text(offered.line.kind),
                parts::cell(&offered.price),
                Cell::maybe(offered.price.as_ref().err()),
            ])
        })
    });
    Grid { rows: rows.collect(), columns }
}
