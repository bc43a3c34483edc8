//! Reading time: the timesheets that are to be booked in, or those of some months, and the jobs that they name. How many years a book
//! has makes no difference to a month.

use super::load::{Filling, Loader};
use crate::domain::agency::Agency;
use crate::domain::job::Job;
use crate::domain::record::Kind;
use crate::domain::scope::Worked;
use crate::values::{JobId, TimesheetId};
use std::collections::BTreeSet;

impl Loader<'_> {
    /// Some timesheets and jobs by their ids.
    pub(super) fn booking(&mut self, timesheets: &BTreeSet<TimesheetId>, jobs: &BTreeSet<JobId>) -> Agency {
        let timesheets: Vec<TimesheetId> = timesheets.iter().cloned().collect();
        let jobs: Vec<JobId> = jobs.iter().cloned().collect();
        Agency { jobs: self.named(&jobs), timesheets: self.named(&timesheets), ..Agency::default() }
    }

    /// The timesheets of some months, and the jobs that they name.
    pub(super) fn worked(&mut self, worked: &Worked) -> Agency {
        let Worked { from, until, person } = worked;
        let timesheets = self.months(|sheet| {
            (*from..=*until).contains(&sheet.month) && person.as_ref().is_none_or(|person| sheet.person == *person)
        });
        let mut jobs: Filling<Job> = Filling::default();
        let mut named: BTreeSet<&JobId> = BTreeSet::new();
        if self.wants(Kind::Job) {
            named.extend(timesheets.iter().flat_map(|sheet| &sheet.record.entries).map(|entry| &entry.job));
        }
        self.several(named.into_iter().map(|job| std::iter::once(job.clone())), &mut jobs);
        Agency { clients: self.listed(None), jobs: jobs.done(false), timesheets, ..Agency::default() }
    }
}
