//! Columns and cells of budgets. The keys are the JSON contract.

use super::sum::Reckoned;
use crate::domain::agency::Agency;
use crate::domain::calendar::Calendar;
use crate::domain::money::formulas::{PaceSignal, pace_signal};
use crate::domain::money::posting::Hours;
use crate::domain::money::sums::{Figure, Sums};
use crate::reports::ledger::{By, Groups, Key, key_cells, key_columns};
use crate::values::{Day, Decimal, JobId, Money};
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
pub(super) struct Courses<'a> {
    /// Where jobs have a row each.
    office: Option<Calendar>,
    of_job: HashMap<&'a JobId, Course>,
}

#[derive(Clone, Copy, Debug)]
struct Course {
    /// Working days gone and in all, of a job that has a first handoff and a due date.
    days: Option<(i64, i64)>,
    delivered: bool,
}

impl<'a> Courses<'a> {
    /// None yet.
    pub(super) fn of(agency: &Agency, by: &[By]) -> Courses<'a> {
        let office = are_of_single_jobs(by).then(|| Calendar::new(&agency.config.calendar));
        Courses { office, of_job: HashMap::new() }
    }

    /// Enters a job as of a day.
    pub(super) fn enter(&mut self, job: &Reckoned<'a>, today: Day) {
        let Some(office) = &self.office else { return };
        let at = job.budget.job;
        let first = at.handoffs.iter().map(|handoff| handoff.date).min().filter(|first| *first <= today);
        let gone_and_whole =
            |first, due| (office.working_days_between(first, today), office.working_days_between(first, due));
        let days = first.zip(at.due).map(|(first, due)| gone_and_whole(first, due));
        self.of_job.insert(&at.id, Course { days, delivered: job.delivered });
    }

    fn pace(&self, key: &Key, sums: &Sums) -> Option<Decimal> {
        let (gone, whole) = self.of_job.get(key.job()?)?.days?;
        sums.pace(gone, whole)
    }

    fn cpi(&self, key: &Key, sums: &Sums) -> Option<Decimal> {
        let course = self.of_job.get(key.job()?)?;
        if course.delivered { sums.cpi() } else { None }
    }
}

/// Whether each row is of a single job, or of part of one: where they are not, nothing is asked of when a job began.
pub(super) fn are_of_single_jobs(by: &[By]) -> bool {
    by.contains(&By::Job) && by.iter().all(|way| matches!(way, By::Job | By::Client | By::Line))
}

/// Whether what was approved and what was spent go to the same groups. A person has no approved sum; a role's or a month's is that of the
/// estimate, while the work is of whoever did it and when: there, what is left and how much is burnt mean nothing.
pub(super) fn compares(by: &[By]) -> bool {
    by.iter().all(|way| matches!(way, By::Job | By::Line | By::Client | By::Channel | By::Supplier))
}

/// Whether anything is covered in any group.
pub(super) fn has_covered(groups: &Groups<Sums>) -> bool {
    groups.iter().any(|(_, sums)| sums.covered().is_some_and(|covered| !covered.amount.is_zero()))
}

/// The columns of budgets grouped in some ways. What is covered is shown where there is any.
pub(super) fn columns(by: &[By], covered: bool) -> Vec<Column> {
    let mut columns = key_columns(by);
    let by_job = by.contains(&By::Job);
    let compares = compares(by);
    let only_if = |shown: bool, column: Column| if shown { column } else { column.hidden() };
    columns.extend([
        Column::money("approved", "Approved"),
        Column::money("pending", "Pending").spare(5),
        Column::money("contingency", "Contingency").hidden(),
        Column::money("contingency_drawn", "Contingency drawn").hidden(),
        Column::money("actual", "Actual"),
        Column::money("committed", "Committed").spare(3),
        only_if(covered, Column::money("covered", "Covered").spare(6)),
        Column::money("covered_committed", "Covered orders").hidden(),
        only_if(compares, Column::money("remaining", "Remaining")),
        Column::money("to_come", "To come").hidden(),
        only_if(compares, Column::money("forecast", "Forecast").spare(4)),
        Column::money("variance", "Variance").hidden(),
        Column::figure("variance_share", "Variance, share of approved").hidden(),
        only_if(compares, Column::bar("burn", "Burn").spare(1)),
        only_if(compares, Column::figure("alert", "Burn past %").spare(8)),
        only_if(by_job && compares, Column::figure("pace", "Pace").spare(7)),
        Column::word("pace_signal", "Pace signal").hidden(),
        Column::figure("cpi", "Earned per cost").hidden(),
        Column::money("investment", "Investment").hidden(),
        Column::money("cancellation_fee", "Cancellation fee").hidden(),
        Column::figure("unpriced_hours", "Unpriced hours").hidden(),
        Column::prose("pending_why", "Pending because").hidden(),
        Column::prose("why", "Unknown because").hidden(),
    ]);
    columns
}

/// The groups that have a row: all of them, or the exceeded ones.
pub(super) fn wanted(groups: &Groups<Sums>, over: bool) -> impl Iterator<Item = (&Key, &Sums)> {
    groups.iter().filter(move |(_, sums)| !over || sums.is_over() == Some(true))
}

/// The rows of some groups.
pub(super) fn rows<'g>(
    groups: impl Iterator<Item = (&'g Key, &'g Sums)>,
    courses: &Courses<'_>,
    alerts: Alerts<'_>,
    by: &[By],
) -> Vec<Row> {
    let compares = compares(by);
    groups.map(|(key, sums)| row(key, sums, courses, alerts, compares)).collect()
}

/// One row; without what compares, where approved and spent do not go to the same groups.
pub(super) fn row(key: &Key, sums: &Sums, courses: &Courses<'_>, alerts: Alerts<'_>, compares: bool) -> Row {
    let ratio = |ratio: Option<Decimal>| ratio.filter(|_| compares).map_or(Cell::Empty, Cell::Ratio);
    let compared = |sum: Option<Money>| Cell::money(sum.filter(|_| compares));
    let figure = |figure| Cell::money(sums.figure(figure));
    let pace = courses.pace(key, sums);
    let signal = pace.and_then(pace_signal);
    let passed = alerts.passed(sums).filter(|_| compares);
    let mut cells = key_cells(key);
    cells.extend([
        figure(Figure::Approved),
        figure(Figure::Pending),
        figure(Figure::Contingency),
        figure(Figure::ContingencyDrawn),
        figure(Figure::Actual),
        figure(Figure::Committed),
        Cell::money(sums.covered()),
        figure(Figure::CoveredCommitted),
        compared(sums.remaining()),
        figure(Figure::ToCome),
        compared(sums.forecast()),
        compared(sums.variance()),
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
    Row { cells, tone: if compares { tone(sums, alerts.is_near(passed), signal) } else { Tone::Plain } }
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
pub(super) fn unpriced<'h>(all: impl Iterator<Item = &'h (&'h JobId, Hours<'h>)>) -> Option<String> {
    const WRITTEN: usize = 5;
    let (mut some, mut more) = (Vec::new(), 0);
    for (id, Hours { person, entry, .. }) in all {
        if some.len() < WRITTEN {
            some.push(format!("{} h of `{person}` on {id}, {}", entry.hours, entry.date));
        } else {
            more += 1;
        }
    }
    let more = if more > 0 { format!(", and {more} more") } else { String::new() };
    (!some.is_empty()).then(|| {
        format!(
            "unpriced, not in actual: {}{more}; give the line a rate, or the role one on the rate card",
            some.join("; ")
        )
    })
}
