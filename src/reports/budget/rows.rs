//! Columns and cells of budgets. The keys are the JSON contract.

use super::sum::Reckoned;
use crate::domain::agency::Agency;
use crate::domain::calendar::Calendar;
use crate::domain::formulas::{PaceSignal, pace_signal};
use crate::domain::job::Job;
use crate::domain::sums::{Figure, Sums};
use crate::reports::ledger::{By, Groups, Key, key_cells, key_columns};
use crate::values::{Day, Decimal, JobId};
use crate::view::{Cell, Column, Row, Tone};
use std::collections::HashMap;

/// The percentages of a budget spent that are told of, ascending.
#[derive(Clone, Copy, Debug)]
pub(super) struct Alerts<'a>(pub(super) &'a [u32]);

impl Alerts<'_> {
    fn passed(self, sums: &Sums) -> Option<u32> {
        sums.alert(self.0)
    }

    /// Whether a budget is nearly burnt: past the last alert before all of it, or past the first where there is none before.
    fn is_near(self, passed: Option<u32>) -> bool {
        let near = self.0.iter().rfind(|alert| **alert < 100).or(self.0.first());
        near.is_some_and(|near| passed >= Some(*near))
    }
}

/// What is told of single jobs alone: how fast each burns, and what a delivered one earned.
#[derive(Debug, Default)]
pub(super) struct Courses<'a>(HashMap<&'a JobId, Course>);

#[derive(Clone, Copy, Debug)]
struct Course {
    /// Working days gone and in all, of a job that has a first handoff and a due date.
    days: Option<(i64, i64)>,
    delivered: bool,
}

impl<'a> Courses<'a> {
    /// Those of jobs that have a row each.
    pub(super) fn of(agency: &Agency, by: &[By], jobs: &[Reckoned<'a>], today: Day) -> Courses<'a> {
        if !by.contains(&By::Job) || by.iter().any(|way| !matches!(way, By::Job | By::Client)) {
            return Courses::default();
        }
        let office = Calendar::new(&agency.config.calendar);
        let days = |job: &Job| {
            let first = job.handoffs.iter().map(|handoff| handoff.date).min().filter(|first| *first <= today)?;
            Some((office.working_days_between(first, today), office.working_days_between(first, job.due?)))
        };
        let course = |job: &Reckoned<'a>| {
            let at = job.budget.job;
            (&at.id, Course { days: days(&at.record), delivered: job.delivered })
        };
        Courses(jobs.iter().map(course).collect())
    }

    fn pace(&self, key: &Key, sums: &Sums) -> Option<Decimal> {
        let (gone, whole) = self.0.get(key.job()?)?.days?;
        sums.pace(gone, whole)
    }

    fn cpi(&self, key: &Key, sums: &Sums) -> Option<Decimal> {
        let course = self.0.get(key.job()?)?;
        if course.delivered { sums.cpi() } else { None }
    }
}

/// The columns of budgets grouped in some ways.
pub(super) fn columns(by: &[By]) -> Vec<Column> {
    let mut columns = key_columns(by);
    let by_job = by.contains(&By::Job);
    columns.extend([
        Column::money("approved", "Approved"),
        Column::money("pending", "Pending"),
        Column::money("contingency", "Contingency").hidden(),
        Column::money("contingency_drawn", "Contingency drawn").hidden(),
        Column::money("actual", "Actual"),
        Column::money("committed", "Committed"),
        Column::money("remaining", "Remaining"),
        Column::money("to_come", "To come").hidden(),
        Column::money("forecast", "Forecast").spare(),
        Column::money("variance", "Variance").hidden(),
        Column::figure("variance_share", "Variance share").hidden(),
        Column::bar("burn", "Burn"),
        Column::figure("alert", "Past %").spare(),
        if by_job { Column::figure("pace", "Pace").spare() } else { Column::figure("pace", "Pace").hidden() },
        Column::word("pace_signal", "Pace signal").hidden(),
        Column::figure("cpi", "Cost index").hidden(),
        Column::money("investment", "Investment").hidden(),
        Column::money("cancellation_fee", "Cancellation fee").hidden(),
        Column::figure("unpriced_hours", "Unpriced hours").hidden(),
        Column::prose("pending_why", "Pending because").hidden(),
        Column::prose("why", "Unknown because").hidden(),
    ]);
    columns
}

/// The rows; only exceeded budgets where `over`.
pub(super) fn rows(groups: &Groups<Sums>, courses: &Courses<'_>, alerts: Alerts<'_>, over: bool) -> Vec<Row> {
    let wanted = |(_, sums): &(&Key, &Sums)| !over || sums.is_over() == Some(true);
    groups.iter().filter(wanted).map(|(key, sums)| row(key, sums, courses, alerts)).collect()
}

fn row(key: &Key, sums: &Sums, courses: &Courses<'_>, alerts: Alerts<'_>) -> Row {
    let ratio = |ratio: Option<Decimal>| ratio.map_or(Cell::Empty, Cell::Ratio);
    let figure = |figure| Cell::money(sums.figure(figure));
    let pace = courses.pace(key, sums);
    let signal = pace.and_then(pace_signal);
    let passed = alerts.passed(sums);
    let mut cells = key_cells(key);
    cells.extend([
        figure(Figure::Approved),
        figure(Figure::Pending),
        figure(Figure::Contingency),
        figure(Figure::ContingencyDrawn),
        figure(Figure::Actual),
        figure(Figure::Committed),
        Cell::money(sums.remaining()),
        figure(Figure::ToCome),
        Cell::money(sums.forecast()),
        Cell::money(sums.variance()),
        ratio(sums.variance_share()),
        ratio(sums.burn()),
        passed.map_or(Cell::Empty, |alert| Cell::Count(i64::from(alert))),
        ratio(pace),
        Cell::maybe(signal.map(PaceSignal::as_str)),
        ratio(courses.cpi(key, sums)),
        figure(Figure::Investment),
        figure(Figure::CancellationFee),
        Cell::Number(sums.unpriced_hours),
        Cell::List(sums.pending_why.list()),
        Cell::List(sums.why().list()),
    ]);
    Row { cells, tone: tone(sums, alerts.is_near(passed), signal) }
}

/// Red when more is spent and promised than approved or the pace is red, amber when it is nearly spent or the pace is amber.
fn tone(sums: &Sums, is_near: bool, pace: Option<PaceSignal>) -> Tone {
    if sums.is_over() == Some(true) || pace == Some(PaceSignal::Red) {
        Tone::Red
    } else if is_near || pace == Some(PaceSignal::Amber) {
        Tone::Amber
    } else {
        Tone::Plain
    }
}

/// A sentence for hours that no rate was found for.
pub(super) fn unpriced(jobs: &[Reckoned<'_>]) -> Option<String> {
    const WRITTEN: usize = 5;
    let all: Vec<String> = jobs
        .iter()
        .flat_map(|Reckoned { budget, .. }| budget.unpriced.iter().map(|unpriced| (&budget.job.id, unpriced)))
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
