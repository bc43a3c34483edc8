//! Columns and cells of rounds. The keys are the JSON contract.

use super::lines::Line;
use crate::domain::handoff::State;
use crate::domain::round::{FeedbackItem, RoundType};
use crate::values::Day;
use crate::view::{Cell, Column, Row, Tone};

pub(super) const COLUMNS: [Column; 24] = [
    Column::word("job", "Job"),
    Column::word("client", "Client").hidden(),
    Column::prose("title", "Title"),
    Column::word("deliverable", "Deliverable"),
    Column::word("deliverable_version", "Version"),
    Column::figure("client_rounds", "Rounds"),
    Column::figure("included", "Included"),
    Column::figure("over", "Over"),
    Column::figure("paid", "Paid"),
    Column::figure("waived", "Waived"),
    Column::figure("uncovered", "Uncovered"),
    Column::figure("batches", "Batches").hidden(),
    Column::figure("internal_rounds", "Internal").hidden(),
    Column::figure("legal_rounds", "Legal").hidden(),
    Column::word("round", "Latest").hidden(),
    Column::word("open_round", "Open round"),
    Column::word("decision", "Decision"),
    Column::date("sent", "Sent").hidden(),
    Column::date("due", "Answer due"),
    Column::figure("days_out", "Days out"),
    Column::figure("late_days", "Days late"),
    Column::figure("open_items", "Open remarks"),
    Column::figure("unexplained", "Unexplained").hidden(),
    Column::word("stage", "Stage").hidden(),
];

/// One deliverable.
pub(super) fn row(line: &Line<'_>, today: Day) -> Row {
    let told = |count: usize| if line.is_told { Cell::count(count) } else { Cell::Empty };
    let agreed = |count: usize| if line.included.is_some() { told(count) } else { Cell::Empty };
    let of = |kind: RoundType| told(line.rounds.iter().filter(|round| round.kind == kind).count());
    let items = || line.rounds.iter().flat_map(|round| &round.record.items);
    let days = |days: Option<i64>| days.filter(|_| line.is_told).map_or(Cell::Empty, Cell::Count);
    let used = &line.used;
    let latest = used.latest.filter(|_| line.is_told);
    let cells = vec![
        Cell::text(&line.job.id),
        Cell::text(line.job.id.client()),
        Cell::text(&line.job.record.title),
        Cell::text(line.deliverable),
        Cell::maybe(line.version().filter(|_| line.is_told)),
        told(used.held),
        line.included.map_or(Cell::Empty, |included| Cell::Count(i64::from(included))),
        agreed(used.over),
        agreed(used.paid),
        agreed(used.waived),
        agreed(used.uncovered),
        told(used.batches),
        of(RoundType::Internal),
        of(RoundType::Legal),
        Cell::maybe(latest.map(|round| &round.id)),
        Cell::maybe(line.open_round(today).filter(|_| line.is_told).map(|round| &round.id)),
        Cell::maybe(latest.map(|round| round.decision_on(today))),
        Cell::day(latest.map(|round| round.sent)),
        Cell::day(latest.and_then(|round| round.due)),
        days(line.days_out),
        days(line.late_days),
        told(items().filter(|item| item.is_open()).count()),
        told(items().filter(|item| is_unexplained(item)).count()),
        Cell::text(line.job.record.stage(today)),
    ];
    Row { cells, tone: tone(line, today) }
}

/// Red: a round is given away, or the client is three days late. Amber: the client is late, or the contract is used up and another may come.
fn tone(line: &Line<'_>, today: Day) -> Tone {
    if matches!(line.state, State::Closed | State::Cancelled) {
        return Tone::Quiet;
    }
    let late = line.late_days.filter(|_| line.open_round(today).is_some()).unwrap_or(0);
    if line.uncovered().is_some_and(|rounds| rounds > 0) || late >= 3 {
        Tone::Red
    } else if late > 0 || line.over().is_some_and(|rounds| rounds > 0) {
        Tone::Amber
    } else {
        Tone::Plain
    }
}

/// Whether a remark does not say what kind of change it is, or why it is wanted.
fn is_unexplained(item: &FeedbackItem) -> bool {
    item.class.is_none() || item.why.as_deref().is_none_or(|why| matches!(why.trim(), "" | "-"))
}
