//! The totals below budgets: by client, of open jobs, and of everything in the agency's currency. Prices nothing.

use super::rows::{self, Alerts, Courses};
use super::sum::{Reckoned, summed};
use crate::domain::job::Job;
use crate::domain::money::sums::Sums;
use crate::domain::record::Located;
use crate::reports::ledger::merge::{AtHome, regrouped};
use crate::reports::ledger::{By, Groups, Key, Part};
use crate::values::JobId;
use crate::view::Grid;

/// Sums over many rows.
#[derive(Debug)]
pub(super) struct Totals {
    clients: Groups<Sums>,
    open: Groups<Sums>,
    /// All of each currency.
    pub(super) currencies: Groups<Sums>,
}

impl Totals {
    /// Of every job.
    pub(super) fn of_all(jobs: &[Reckoned<'_>], broken: &[&JobId], is_open: impl Fn(&Located<Job>) -> bool) -> Totals {
        let open = jobs.iter().filter(|job| is_open(job.budget.job));
        Totals {
            clients: summed(&[By::Client], jobs, broken),
            open: summed(&[By::Client], open, broken),
            currencies: summed(&[], jobs, broken),
        }
    }

    /// Of the exceeded rows alone, as far as each is of one client, or of one job that is open.
    pub(super) fn of_exceeded(groups: &Groups<Sums>, is_open: impl Fn(&JobId) -> bool) -> Totals {
        let client = |key: &Key| Some(Key { parts: vec![Part::Client(key.client()?.clone())], currency: key.currency });
        let exceeded = |sums: &Sums| sums.is_over() == Some(true);
        Totals {
            clients: regrouped(groups, |key, sums| client(key).filter(|_| exceeded(sums))),
            open: regrouped(groups, |key, sums| {
                client(key).filter(|_| exceeded(sums) && key.job().is_some_and(&is_open))
            }),
            currencies: regrouped(groups, |key, sums| {
                exceeded(sums).then(|| Key { parts: Vec::new(), currency: key.currency })
            }),
        }
    }

    /// Each as a grid under its key. By client, the rows are the totals already: a table shows them once, JSON has its keys all the same. So
    /// it is with everything in one currency, where there is but one client of that currency.
    pub(super) fn grids(
        &self,
        by: &[By],
        over: bool,
        home: &AtHome<Sums>,
        alerts: Alerts<'_>,
    ) -> Vec<(&'static str, String, Grid)> {
        let of = if over { "what is exceeded" } else { "all jobs" };
        let key = Key { parts: Vec::new(), currency: Some(home.currency) };
        let anything = self.currencies.iter().next().is_some();
        let everything = anything.then(|| rows::row(&key, &home.sums, &Courses::default(), alerts, true));
        let columns = rows::columns(&[], rows::has_covered(&self.currencies));
        let everything = Grid { columns, rows: everything.into_iter().collect() };
        let many = home.rates.is_some() || self.clients.iter().count() > 1;
        vec![
            ("totals", format!("Totals by client, {of}"), shown_if(by != [By::Client], grid(&self.clients, alerts))),
            ("totals_open", "Totals by client, open jobs".to_owned(), grid(&self.open, alerts)),
            ("agency", format!("All in {}", home.currency), shown_if(many, everything)),
        ]
    }
}

fn grid(groups: &Groups<Sums>, alerts: Alerts<'_>) -> Grid {
    const BY: &[By] = &[By::Client];
    Grid {
        columns: rows::columns(BY, rows::has_covered(groups)),
        rows: rows::rows(groups, &Courses::default(), alerts, BY, false),
    }
}

fn shown_if(wanted: bool, grid: Grid) -> Grid {
    let columns = grid.columns.into_iter();
    Grid { columns: columns.map(|column| if wanted { column } else { column.hidden() }).collect(), rows: grid.rows }
}
