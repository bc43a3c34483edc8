//! What was presented to the client more than once, by whom, and what was right the first time (F32).

use crate::domain::agency::Agency;
use crate::domain::brief_outcome::approvals;
use crate::domain::brief_score::share;
use crate::domain::money::earnings::Span;
use crate::domain::record::Located;
use crate::domain::round::{Round, RoundType};
use crate::values::{ClientId, Day, Decimal, DeliverableId, JobId, PersonId};
use crate::view::{Cell, Column, Grid, Row, Tone};
use std::collections::BTreeMap;

/// From so many presentations too many on, it is trouble.
const OFTEN: usize = 2;

/// One deliverable that was shown to the client.
#[derive(Debug, Default)]
pub(super) struct Shown<'a> {
    /// The client rounds on it up to the last day, in order.
    rounds: Vec<&'a Located<Round>>,
    /// Of them, those beyond the first that were sent in the span.
    again: usize,
    /// When the client approved it, and whether in the first round.
    yes: Option<(Day, bool)>,
}

/// What was shown by the last day of a span, by job and deliverable.
#[derive(Debug)]
pub(super) struct Presented<'a> {
    of: BTreeMap<(JobId, &'a DeliverableId), Shown<'a>>,
    span: Span,
}

/// Looks at every client round.
pub(super) fn of<'a>(agency: &'a Agency, asked: &dyn Fn(&JobId) -> bool, span: Span) -> Presented<'a> {
    let asked = |round: &&Located<Round>| asked(&round.id.job());
    let mut of: BTreeMap<(JobId, &'a DeliverableId), Shown<'a>> = BTreeMap::new();
    let rounds = || agency.rounds.iter().filter(asked);
    for round in rounds().filter(|round| round.kind == RoundType::Client && round.sent <= span.until) {
        of.entry((round.id.job(), &round.record.deliverable)).or_default().rounds.push(round);
    }
    for (key, yes) in approvals(rounds(), span.until) {
        if let Some(shown) = of.get_mut(&key) {
            shown.yes = Some((yes.day, yes.at_once));
        }
    }
    for shown in of.values_mut() {
        shown.rounds.sort_by_key(|round| round.id.number());
        shown.again = shown.rounds.iter().skip(1).filter(|round| span.holds(round.sent)).count();
    }
    Presented { of, span }
}

/// What was presented more than once in the span, the most often first.
pub(super) fn again(presented: &Presented<'_>) -> Grid {
    let mut again: Vec<_> = presented.of.iter().filter(|(_, shown)| shown.again > 0).collect();
    again.sort_by_key(|(_, shown)| std::cmp::Reverse(shown.again));
    let rows = again.into_iter().map(|((job, deliverable), shown)| {
        let mut people: Vec<&PersonId> = Vec::new();
        for person in shown.rounds.iter().flat_map(|round| &round.presented_by) {
            if !people.contains(&person) {
                people.push(person);
            }
        }
        let cells = vec![
            Cell::text(job),
            Cell::text(job.client()),
            Cell::text(deliverable),
            Cell::count(shown.rounds.len()),
            Cell::count(shown.again),
            Cell::List(people.iter().map(ToString::to_string).collect()),
            Cell::List(shown.rounds.iter().map(|round| round.id.to_string()).collect()),
            Cell::day(shown.yes.map(|(day, _)| day)),
        ];
        Row { cells, tone: if shown.again >= OFTEN { Tone::Red } else { Tone::Amber } }
    });
    Grid {
        columns: vec![
            Column::word("job", "Job"),
            Column::word("client", "Client").hidden(),
            Column::word("deliverable", "Deliverable"),
            Column::figure("client_rounds", "Rounds"),
            Column::figure("presented_again", "Presented again"),
            Column::prose("presented_by", "By").spare(2),
            Column::prose("rounds", "Which").hidden(),
            Column::date("approved", "Approved").spare(1),
        ],
        rows: rows.collect(),
    }
}

/// Counts of one client.
#[derive(Debug, Default)]
struct Counts {
    presented: usize,
    again: usize,
    approved: usize,
    at_once: usize,
}

/// What each client approved in the span, and what of it the first time. Nothing is told of a client with a round that cannot be read.
pub(super) fn right(agency: &Agency, presented: &Presented<'_>) -> Grid {
    let mut clients: BTreeMap<ClientId, Counts> = BTreeMap::new();
    for ((job, _), shown) in &presented.of {
        let counts = clients.entry(job.client()).or_default();
        let first = shown.rounds.first().is_some_and(|round| presented.span.holds(round.sent));
        counts.presented += usize::from(first);
        counts.again += shown.again;
        if let Some((_, at_once)) = shown.yes.filter(|(day, _)| presented.span.holds(*day)) {
            counts.approved += 1;
            counts.at_once += usize::from(at_once);
        }
    }
    let is_broken = |client: &ClientId| agency.rounds.unreadable().iter().any(|(id, _)| id.client() == *client);
    let rows = clients.iter().map(|(client, counts)| {
        let told = |cell: Cell| if is_broken(client) { Cell::Empty } else { cell };
        let right = share(Decimal::from(counts.at_once), counts.approved);
        Row::new(vec![
            Cell::text(client),
            told(Cell::count(counts.presented)),
            told(Cell::count(counts.again)),
            told(Cell::count(counts.approved)),
            told(Cell::count(counts.at_once)),
            told(right.map_or(Cell::Empty, Cell::Ratio)),
        ])
    });
    Grid {
        columns: vec![
            Column::word("client", "Client"),
            Column::figure("presented", "Presented"),
            Column::figure("presented_again", "Presented again"),
            Column::figure("approved", "Approved").spare(1),
            Column::figure("at_once", "At once"),
            Column::bar("first_time_right", "First-time right"),
        ],
        rows: rows.collect(),
    }
}
