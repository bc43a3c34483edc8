//! Steps taken over a guard's objection, for every report on the job: a column for scripts, and below the table who went over what, when
//! and why. Knows no report: whatever rows name a job get theirs.

use crate::domain::agency::Agency;
use crate::domain::job::{Job, Override};
use crate::values::{Day, JobId, RoundId, Word};
use crate::view::{Cell, Column, Grid, View};
use std::collections::{BTreeMap, BTreeSet};

/// Keys of columns that name jobs, or rounds of jobs.
const NAMING: [&str; 4] = ["job", "record", "jobs", "job_ids"];
/// Below a table no more than this many are told; the column has all.
const TOLD: usize = 12;

/// The overrides of every job that has some by the day.
#[derive(Clone, Debug, Default)]
pub struct Overrides(BTreeMap<JobId, Vec<Entry>>);

#[derive(Clone, Debug)]
struct Entry {
    stage: String,
    told: String,
}

impl Overrides {
    /// Of the jobs that were loaded.
    pub fn of(agency: &Agency, today: Day) -> Overrides {
        let overridden = agency.jobs.iter().filter(|job| !job.overrides.is_empty());
        let entries = overridden.map(|job| (job.id.clone(), of_job(&job.id, job, today)));
        Overrides(entries.filter(|(_, entries)| !entries.is_empty()).collect())
    }

    /// Adds the column to every grid of a view whose rows name jobs.
    pub fn add_to(&self, view: &mut View) {
        self.add_to_grid(&mut view.grid);
        for (_, _, other) in &mut view.others {
            self.add_to_grid(other);
        }
    }

    fn add_to_grid(&self, grid: &mut Grid) {
        let Some(naming) = naming(grid) else { return };
        grid.columns.push(Column::word("overrides", "Entered over an objection").hidden());
        for row in &mut grid.rows {
            let jobs = if self.0.is_empty() { Vec::new() } else { jobs(row.cells.get(naming)) };
            let entries = jobs.iter().filter_map(|job| self.0.get(job)).flatten();
            row.cells.push(Cell::List(entries.map(|entry| entry.stage.clone()).collect()));
        }
    }

    /// A line for each override of the jobs that the rows of a view name.
    pub fn notes(&self, view: &View) -> Vec<String> {
        if self.0.is_empty() {
            return Vec::new();
        }
        let grids = std::iter::once(&view.grid).chain(view.others.iter().map(|(_, _, other)| other));
        let named: BTreeSet<JobId> = grids.flat_map(named).collect();
        let told = named.iter().filter_map(|job| self.0.get(job)).flatten();
        let mut notes: Vec<String> = told.map(|entry| entry.told.clone()).collect();
        if notes.len() > TOLD {
            let more = notes.len() - TOLD;
            notes.truncate(TOLD);
            notes.push(format!("{more} more steps were taken over an objection: add the column `overrides`"));
        }
        notes
    }
}

/// What is told of each override of one job by a day, in the order of the record.
pub fn told(id: &JobId, job: &Job, today: Day) -> Vec<String> {
    of_job(id, job, today).into_iter().map(|entry| entry.told).collect()
}

fn of_job(id: &JobId, job: &Job, today: Day) -> Vec<Entry> {
    let by_then = job.overrides.iter().filter(|step| step.date <= today);
    by_then.map(|step| Entry { stage: step.stage.to_string(), told: sentence(id, step) }).collect()
}

fn sentence(id: &JobId, step: &Override) -> String {
    let guards: Vec<&str> = step.guards.iter().map(Word::as_str).collect();
    let against = if guards.is_empty() { String::new() } else { format!(" against {}", guards.join(", ")) };
    let role = step.role.as_ref().map_or_else(String::new, |role| format!(" ({role})"));
    format!("{id} entered {} on {}{against}, by {}{role}: {}", step.stage, step.date, step.by, step.reason.trim())
}

/// The jobs that the rows of a grid name.
fn named(grid: &Grid) -> Vec<JobId> {
    let Some(naming) = naming(grid) else { return Vec::new() };
    grid.rows.iter().flat_map(|row| jobs(row.cells.get(naming))).collect()
}

/// The first column that names jobs.
fn naming(grid: &Grid) -> Option<usize> {
    NAMING.iter().find_map(|key| {
        let at = grid.columns.iter().position(|column| column.key == *key)?;
        // a count of jobs has the same key as a list of them
        let counts = grid.rows.iter().any(|row| matches!(row.cells.get(at), Some(Cell::Count(_))));
        (!counts && grid.columns[at].holds == crate::view::Holds::Word).then_some(at)
    })
}

/// The jobs that a cell names: by their ids, or by the ids of their rounds.
fn jobs(cell: Option<&Cell>) -> Vec<JobId> {
    let job = |text: &str| JobId::parse(text).ok().or_else(|| Some(RoundId::parse(text).ok()?.job()));
    match cell {
        Some(Cell::Text(text)) => job(text).into_iter().collect(),
        Some(Cell::List(texts)) => texts.iter().filter_map(|text| job(text)).collect(),
        _ => Vec::new(),
    }
}
