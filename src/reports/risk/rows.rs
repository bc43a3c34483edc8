//! Columns and cells of jobs at risk. The keys are the JSON contract.

use super::{Outlook, Signal};
use crate::view::{Cell, Column, Grid, Row, Tone};

const COLUMNS: [Column; 17] = [
    Column::word("job", "Job"),
    // the job's number begins with it
    Column::word("client", "Client").hidden(),
    Column::prose("title", "Title"),
    Column::word("stage", "Stage"),
    Column::word("to", "With"),
    Column::date("due", "Due as written").hidden(),
    Column::date("effective_due", "Due"),
    Column::figure("days_left", "Days left").hidden(),
    Column::figure("needed", "By the table").hidden(),
    Column::figure("needed_median", "Needed").hidden(),
    Column::figure("needed_80", "If slow").hidden(),
    Column::figure("slack", "Slack"),
    Column::date("likely", "Likely"),
    Column::date("likely_80", "Likely if slow").hidden(),
    Column::word("signal", "Signal"),
    Column::word("basis", "Basis").hidden(),
    Column::prose("reasons", "Because"),
];

pub(super) fn grid<'o, 'a: 'o>(outlooks: impl Iterator<Item = &'o Outlook<'a>>) -> Grid {
    Grid { columns: COLUMNS.to_vec(), rows: outlooks.map(row).collect() }
}

fn row(outlook: &Outlook<'_>) -> Row {
    let forecast = &outlook.forecast;
    let (job, needed) = (forecast.job, forecast.needed);
    let count = |count: Option<i64>| count.map_or(Cell::Empty, Cell::Count);
    let cells = vec![
        Cell::text(&job.id),
        Cell::text(job.id.client()),
        Cell::text(&job.record.title),
        Cell::text(forecast.stage),
        Cell::maybe(forecast.ball.and_then(|ball| ball.to)),
        Cell::day(job.record.due),
        Cell::day(forecast.due),
        count(outlook.days_left),
        count(needed.map(|needed| needed.table)),
        count(needed.map(|needed| needed.median)),
        count(needed.map(|needed| needed.slow)),
        count(outlook.slack()),
        Cell::day(forecast.likely),
        Cell::day(forecast.likely_80),
        Cell::maybe(outlook.signal),
        Cell::maybe(needed.map(|needed| needed.basis)),
        Cell::List(outlook.reasons.words.clone()),
    ];
    Row { cells, tone: tone(outlook.signal) }
}

fn tone(signal: Option<Signal>) -> Tone {
    match signal {
        Some(Signal::Late) => Tone::Red,
        None | Some(Signal::AtRisk) => Tone::Amber,
        Some(Signal::NoDate | Signal::OnTime) => Tone::Plain,
        Some(Signal::OnHold) => Tone::Quiet,
    }
}

/// How many jobs there are of each signal, whatever rows are shown.
pub(super) fn signals(all: &[Outlook<'_>]) -> Grid {
    let columns = vec![Column::word("signal", "Signal"), Column::figure("jobs", "Jobs")];
    let count = |signal: Option<Signal>| all.iter().filter(|outlook| outlook.signal == signal).count();
    let known = Signal::ALL.iter().map(|signal| (Cell::text(signal), count(Some(*signal))));
    let untold = std::iter::once((Cell::Empty, count(None)));
    let rows = known.chain(untold).filter(|(_, jobs)| 0 < *jobs);
    Grid { columns, rows: rows.map(|(signal, jobs)| Row::new(vec![signal, Cell::count(jobs)])).collect() }
}
