//! The papers of a job, to look at: an estimate version or a change order line by line with what it comes to, who said yes and what is still
//! lacking; all of them as rows; and what is ordered from suppliers. Prices nothing itself, and decides nothing.

mod lists;
mod of_job;
mod orders;
mod parts;
mod sheet;

pub use lists::{changes, estimates};
pub use of_job::in_short;
pub use orders::orders;
pub use sheet::{Readers, change, estimate};

use crate::domain::agency::Agency;
use crate::domain::job::Job;
use crate::domain::money::unpriced::Unpriced;
use crate::domain::record::Located;
use crate::values::{Currency, Money};
use crate::view::{Cell, Column, Grid, Row};
use std::collections::BTreeMap;

/// A sum that may not be told.
type Sum = Result<Money, Unpriced>;

/// What was asked about: some jobs of a book.
pub struct Asked<'a> {
    /// The book.
    pub agency: &'a Agency,
    /// The jobs, in their order.
    pub jobs: Vec<&'a Located<Job>>,
    /// Whether it is one job, which need not be named in each row.
    pub is_one: bool,
}

impl Asked<'_> {
    /// The columns that say whose a paper is, before its own.
    fn columns(&self, own: Vec<Column>) -> Vec<Column> {
        let job = Column::word("job", "Job");
        let title = Column::prose("title", "Title");
        let whose = if self.is_one { [job.hidden(), title.hidden()] } else { [job, title] };
        whose.into_iter().chain([Column::word("client", "Client").hidden()]).chain(own).collect()
    }
}

/// The cells of those columns.
fn whose(job: &Located<Job>) -> [Cell; 3] {
    [Cell::text(&job.id), Cell::text(&job.title), Cell::text(job.id.client())]
}

/// Sums of several kinds, in each currency; one that cannot be told leaves its sum untold.
#[derive(Default)]
struct Totals<const KINDS: usize>(BTreeMap<&'static str, [Option<Money>; KINDS]>);

impl<const KINDS: usize> Totals<KINDS> {
    fn add(&mut self, kind: usize, currency: Currency, sum: Option<Money>) {
        let sums = self.0.entry(currency.code()).or_insert([Some(Money::zero(currency)); KINDS]);
        sums[kind] = sums[kind].zip(sum).and_then(|(one, other)| one.plus(other));
    }

    /// A row for each currency.
    fn grid(self, columns: [Column; KINDS]) -> Grid {
        let first = Column::word("currency", "Currency");
        let row = |(currency, sums): (&str, [Option<Money>; KINDS])| {
            Row::new([Cell::text(currency)].into_iter().chain(sums.map(Cell::money)).collect())
        };
        Grid { columns: [first].into_iter().chain(columns).collect(), rows: self.0.into_iter().map(row).collect() }
    }
}
