//! A timesheet: one person's month.

use super::record::{Kind, Record};
use crate::source::Wanted;
use crate::values::{Amount, Day, ItemId, JobId, TimesheetId};
use schemars::JsonSchema;
use serde::Deserialize;

crate::words! {
    /// What the time went into.
    pub enum Work {
        /// Recommending, planning.
        Decide = "decide",
        /// Presenting, persuading.
        Present = "present",
        /// Doing.
        Execute = "execute",
    }
}

/// One person's month.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct Timesheet {
    /// The hours, in the order they were logged.
    #[serde(default)]
    pub entries: Vec<TimeEntry>,
}

/// Some hours on a job.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct TimeEntry {
    /// Its id.
    #[serde(default)]
    pub id: Option<ItemId>,
    /// When.
    pub date: Day,
    /// On which job.
    pub job: JobId,
    /// How long.
    pub hours: Amount,
    /// On which line of the estimate.
    #[serde(default)]
    pub line: Option<ItemId>,
    /// What the time went into.
    #[serde(default)]
    pub work: Option<Work>,
    /// What was done.
    #[serde(default)]
    pub note: Option<String>,
}

/// How long, when, on which job and line: all that sums of money follow from.
pub const HOURS: &[Wanted<'static>] =
    &[Wanted::only("entries", &[Wanted::all("date"), Wanted::all("job"), Wanted::all("hours"), Wanted::all("line")])];

impl Record for Timesheet {
    const KIND: Kind = Kind::Timesheet;
    const TEMPLATE: &'static str = include_str!("templates/timesheet.yaml");
    type Id = TimesheetId;
}
