//! Columns and cells of budgets. The keys are the JSON contract.

use crate::domain::agency::Agency;
use crate::domain::budget::JobBudget;
use crate::domain::calendar::Calendar;
use crate::domain::sums::{Figure, Sums};
use crate::reports::ledger::{By, Groups, Key, key_cells, key_columns};
use crate::values::{Day, Decimal, JobId};
use crate::view::{Cell, Column, Row, Tone};
use std::collections::HashMap;

/// From this share of the approved sum on, a budget is nearly burnt.
const NEARLY: Decimal = Decimal::from_parts(9, 0, 0, false, 1);

/// How fast each job burns; told only of single jobs.
#[derive(Debug, Default)]
pub(super) struct Paces<'a>(HashMap<&'a JobId, (i64, i64)>);

impl<'a> Paces<'a> {
    /// Working days gone and in all, of jobs that have a first handoff and a due date.
    pub(super) fn of(agency: &Agency, by: &[By], jobs: &[JobBudget<'a>], today: Day) -> Paces<'a> {
        if !by.contains(&By::Job) || by.iter().any(|way| !matches!(way, By::Job | By::Client)) {
            return Paces::default();
        }
        let office = Calendar::new(&agency.config.calendar);
        let days = |job: &JobBudget<'a>| {
            let record = &job.job.record;
            let first = record.handoffs.iter().map(|handoff| handoff.date).min().filter(|first| *first <= today)?;
            let gone = office.working_days_between(first, today);
            Some((&job.job.id, (gone, office.working_days_between(first, record.due?))))
        };
        Paces(jobs.iter().filter_map(days).collect())
    }

    fn cell(&self, key: &Key, sums: &Sums) -> Cell {
        let days = key.job().and_then(|id| self.0.get(id));
        days.and_then(|&(gone, whole)| sums.pace(gone, whole)).map_or(Cell::Empty, Cell::Ratio)
    }
}

/// The columns of budgets grouped in some ways.
pub(super) fn columns(by: &[By]) -> Vec<Column> {
    let mut columns = key_columns(by);
    columns.extend([
        Column::money("approved", "Approved"),
        Column::money("pending", "Pending"),
        Column::money("contingency", "Contingency").hidden(),
        Column::money("actual", "Actual"),
        Column::money("committed", "Committed"),
        Column::money("remaining", "Remaining"),
        Column::money("variance", "Variance").hidden(),
        Column::bar("burn", "Burn"),
        Column::figure("pace", "Pace").hidden(),
        Column::figure("unpriced_hours", "Unpriced hours").hidden(),
        Column::prose("pending_why", "Pending because").hidden(),
        Column::prose("why", "Unknown because").hidden(),
    ]);
    columns
}

/// The rows; only exceeded budgets where `over`.
pub(super) fn rows(groups: &Groups<Sums>, paces: &Paces<'_>, over: bool) -> Vec<Row> {
    let wanted = |(_, sums): &(&Key, &Sums)| !over || sums.is_over() == Some(true);
    groups.iter().filter(wanted).map(|(key, sums)| row(key, sums, paces)).collect()
}

fn row(key: &Key, sums: &Sums, paces: &Paces<'_>) -> Row {
    let mut cells = key_cells(key);
    cells.extend(Figure::ALL.iter().map(|&figure| Cell::money(sums.figure(figure))));
    cells.extend([
        Cell::money(sums.remaining()),
        Cell::money(sums.variance()),
        sums.burn().map_or(Cell::Empty, Cell::Ratio),
        paces.cell(key, sums),
        Cell::Number(sums.unpriced_hours),
        Cell::List(sums.pending_why.list()),
        Cell::List(sums.why().list()),
    ]);
    Row { cells, tone: tone(sums) }
}

/// Red when more is spent and promised than approved, amber when nine tenths of it are spent.
fn tone(sums: &Sums) -> Tone {
    if sums.is_over() == Some(true) {
        Tone::Red
    } else if sums.burn().is_some_and(|burn| NEARLY <= burn) {
        Tone::Amber
    } else {
        Tone::Plain
    }
}

/// A sentence for hours that no rate was found for.
pub(super) fn unpriced(jobs: &[JobBudget<'_>]) -> Option<String> {
    const WRITTEN: usize = 5;
    let all: Vec<String> = jobs
        .iter()
        .flat_map(|job| job.unpriced.iter().map(move |unpriced| (&job.job.id, unpriced)))
        .map(|(id, unpriced)| {
            format!("{} h of `{}` on {id}, {}", unpriced.entry.hours, unpriced.person, unpriced.entry.date)
        })
        .collect();
    let more = if all.len() > WRITTEN { format!(", and {} more", all.len() - WRITTEN) } else { String::new() };
    let some = all.iter().take(WRITTEN).cloned().collect::<Vec<_>>().join("; ");
    (!all.is_empty()).then(|| {
        format!("unpriced, not in actual: {some}{more}; give the line a rate, or the role one on the rate card")
    })
}
