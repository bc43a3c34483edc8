//! The groups whose rows are shown, where some are not: totals are of these alone. Knows no figure and no report.

use super::merge::regrouped;
use super::{By, Groups, Key, Summed};
use crate::reports::narrow::Narrow;
use crate::values::{ClientId, JobId};
use crate::view::Grid;
use std::collections::BTreeSet;

/// The keys of the rows that are shown, and whose those are, as far as they tell.
#[derive(Debug)]
pub struct Shown<'k> {
    keys: BTreeSet<&'k Key>,
    jobs: BTreeSet<&'k JobId>,
    clients: BTreeSet<&'k ClientId>,
    /// Whether some row may be anybody's.
    anybody: bool,
}

impl<'k> Shown<'k> {
    /// Of a grid with a row for each of some keys; `None` where all rows are shown.
    pub fn of(narrow: &Narrow, grid: &Grid, keys: impl IntoIterator<Item = &'k Key>) -> Option<Shown<'k>> {
        narrow.of(grid, keys).map(Shown::these)
    }

    /// Of these keys alone.
    pub fn these(keys: impl IntoIterator<Item = &'k Key>) -> Shown<'k> {
        let keys: BTreeSet<&Key> = keys.into_iter().collect();
        let clients = keys.iter().filter(|key| key.job().is_none()).filter_map(|key| key.client());
        Shown {
            jobs: keys.iter().filter_map(|key| key.job()).collect(),
            clients: clients.collect(),
            anybody: keys.iter().any(|key| key.client().is_none()),
            keys,
        }
    }

    /// The groups that are shown, of those that the rows are made of.
    pub fn only<S: Summed>(&self, groups: &Groups<S>) -> Groups<S> {
        regrouped(groups, |key, _| self.keys.contains(key).then(|| key.clone()))
    }

    /// Whether all that is a client's is in them.
    pub fn has_client(&self, client: &ClientId) -> bool {
        self.clients.contains(client)
    }

    /// Whether anything that is a client's may be in them.
    pub fn may_hold_of(&self, client: &ClientId) -> bool {
        self.anybody || self.clients.contains(client) || self.jobs.iter().any(|job| job.is_of(client))
    }

    /// Whether any of a job's figures may be in them.
    pub fn may_hold(&self, job: &JobId) -> bool {
        self.anybody || self.jobs.contains(job) || self.clients.contains(&job.client())
    }
}

/// Whether each group is of whole jobs or clients.
pub fn are_whole(by: &[By]) -> bool {
    by.iter().all(|way| matches!(way, By::Job | By::Client))
}
