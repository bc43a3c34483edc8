//! The totals below budgets: by client, of open jobs, and of everything in the agency's currency. Prices nothing.

use super::rows::{self, Alerts, Courses};
use super::sum::{self, Reckoned};
use crate::domain::money::budget::OF_TIME;
use crate::domain::money::sums::Sums;
use crate::reports::ledger::merge::{AtHome, by_client, by_currency, regrouped};
use crate::reports::ledger::{By, Groups, Key, Ledger, Whose};
use crate::values::{Currency, JobId};
use crate::view::Grid;

/// Sums over many rows.
#[derive(Debug)]
pub(super) struct Totals {
    clients: Groups<Sums>,
    open: Groups<Sums>,
    /// All of each currency.
    pub(super) currencies: Groups<Sums>,
}

/// What the totals stand below.
#[derive(Debug)]
pub(super) struct Below<'a> {
    /// The ways in which its rows are grouped.
    pub(super) by: &'a [By],
    /// Which rows it is of: `all jobs`.
    pub(super) of: String,
    /// The job as one row, where its lines are the rows.
    pub(super) whole_job: Option<Grid>,
    pub(super) alerts: Alerts<'a>,
}

/// The same while jobs are entered.
#[derive(Debug)]
pub(super) struct Running {
    /// `None` where the rows are of clients: they are the totals then.
    clients: Option<Ledger<'static, Sums>>,
    open: Ledger<'static, Sums>,
}

const BY_CLIENT: &[By] = &[By::Client];

impl Running {
    /// Nothing yet, below rows that are grouped in some ways.
    pub(super) fn new(by: &[By]) -> Running {
        Running { clients: (by != BY_CLIENT).then(|| Ledger::new(BY_CLIENT)), open: Ledger::new(BY_CLIENT) }
    }

    /// Enters a job.
    pub(super) fn enter(&mut self, job: &Reckoned<'_>, is_open: bool) {
        if let Some(clients) = &mut self.clients {
            sum::enter(clients, job);
        }
        if is_open {
            sum::enter(&mut self.open, job);
        }
    }

    /// Time on a job that is not in the book: it may be of any.
    pub(super) fn refuse(&mut self, job: &JobId, currency: Option<Currency>, why: &str) {
        for ledger in self.clients.iter_mut().chain([&mut self.open]) {
            ledger.refuse(Whose::Job(job), currency, OF_TIME, why);
        }
    }

    /// The totals of every job, below rows of some groups. `broken` are jobs whose files cannot be read.
    pub(super) fn close(self, broken: &[&JobId], rows: &Groups<Sums>) -> Totals {
        let close = |mut ledger: Ledger<'static, Sums>| {
            ledger.refuse_unread(broken.iter().copied());
            ledger.close()
        };
        let clients = self.clients.map_or_else(|| rows.clone(), close);
        Totals { currencies: by_currency(&clients), clients, open: close(self.open) }
    }
}

impl Totals {
    /// Of the rows that are shown alone; of open jobs, as far as each is of one.
    pub(super) fn of_rows(shown: &Groups<Sums>, is_open: impl Fn(&JobId) -> bool) -> Totals {
        let open = regrouped(shown, |key, _| key.job().is_some_and(&is_open).then(|| key.clone()));
        Totals { clients: by_client(shown), open: by_client(&open), currencies: by_currency(shown) }
    }

    /// Each as a grid under its key. By client, the rows are the totals already: a table shows them once, JSON has its keys all the same. So
    /// it is with everything in one currency, where there is but one client of that currency.
    pub(super) fn grids(&self, below: Below<'_>, home: &AtHome<Sums>) -> Vec<(&'static str, String, Grid)> {
        let Below { by, of, whole_job, alerts } = below;
        let key = Key { parts: Vec::new(), currency: Some(home.currency) };
        let anything = self.currencies.iter().next().is_some();
        let everything = anything.then(|| rows::row(&key, &home.sums, &Courses::default(), alerts, true));
        let columns = rows::columns(&[], rows::has_covered(&self.currencies));
        let everything = Grid { columns, rows: everything.into_iter().collect() };
        let many = home.rates.is_some() || self.clients.iter().count() > 1;
        if let Some(job) = whole_job {
            return vec![
                ("totals", of, job),
                ("totals_open", "Totals of open jobs".to_owned(), shown_if(false, grid(&self.open, alerts))),
                ("agency", format!("All in {}", home.currency), shown_if(home.rates.is_some(), everything)),
            ];
        }
        vec![
            ("totals", format!("Totals by client, {of}"), shown_if(by != BY_CLIENT, grid(&self.clients, alerts))),
            ("totals_open", "Totals by client, open jobs".to_owned(), grid(&self.open, alerts)),
            ("agency", format!("All in {}", home.currency), shown_if(many, everything)),
        ]
    }
}

fn grid(groups: &Groups<Sums>, alerts: Alerts<'_>) -> Grid {
    Grid {
        columns: rows::columns(BY_CLIENT, rows::has_covered(groups)),
        rows: rows::rows(groups.iter(), &Courses::default(), alerts, BY_CLIENT),
    }
}

fn shown_if(wanted: bool, grid: Grid) -> Grid {
    let columns = grid.columns.into_iter();
    Grid { columns: columns.map(|column| if wanted { column } else { column.hidden() }).collect(), rows: grid.rows }
}
