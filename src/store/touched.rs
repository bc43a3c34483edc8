//! Reading what a change touches: all of some clients, some timesheets, and whatever those name elsewhere. A name that leads nowhere is
//! known to be missing, as it would be in the whole book.

use super::kinds::Filed;
use super::listing::list;
use super::load::{Filling, Loader};
use crate::domain::agency::Agency;
use crate::domain::brief::Brief;
use crate::domain::contact_report::ContactReport;
use crate::domain::invoice::Invoice;
use crate::domain::job::Job;
use crate::domain::round::Round;
use crate::domain::scope::Touched;
use crate::domain::timesheet::Timesheet;
use crate::values::{BriefId, JobId, TimesheetId};
use memchr::memmem::Finder;
use rayon::prelude::*;
use std::collections::{BTreeSet, HashSet};

impl Loader<'_> {
    pub(super) fn touched(&mut self, touched: &Touched) -> Agency {
        let rounds: Filling<Round> = self.of(touched);
        let reports: Filling<ContactReport> = self.of(touched);
        let mut invoices: Filling<Invoice> = Filling::default();
        if touched.invoices {
            self.fill(None, &mut invoices);
        } else {
            invoices = self.of(touched);
        }
        let sheets = self.naming(touched);
        let mut jobs: Filling<Job> = self.of(touched);
        let mut briefs: Filling<Brief> = self.of(touched);

        let mut named: BTreeSet<JobId> = BTreeSet::new();
        named.extend(jobs.records.iter().flat_map(|job| &job.after).cloned());
        named.extend(rounds.records.iter().map(|round| round.id.job()));
        named.extend(reports.records.iter().flat_map(|report| &report.jobs).cloned());
        let lines = invoices.records.iter().filter(|invoice| touched.clients.contains(&invoice.id.client()));
        named.extend(lines.flat_map(|invoice| &invoice.lines).filter_map(|line| line.job.clone()));
        let changed = sheets.records.iter().filter(|sheet| touched.timesheets.contains(&sheet.id));
        named.extend(changed.flat_map(|sheet| &sheet.entries).map(|entry| entry.job.clone()));
        self.add(named, &mut jobs);
        let named: BTreeSet<BriefId> = jobs.records.iter().filter_map(|job| job.brief.clone()).collect();
        self.add(named, &mut briefs);
        Agency {
            clients: self.listed(None),
            briefs: briefs.done(false),
            jobs: jobs.done(false),
            rounds: rounds.done(false),
            contact_reports: reports.done(false),
            invoices: invoices.done(touched.invoices),
            timesheets: sheets.done(false),
            ..Agency::default()
        }
    }

    /// The records of the clients.
    fn of<T: Filed>(&mut self, touched: &Touched) -> Filling<T> {
        let mut shelf = Filling::default();
        for client in &touched.clients {
            self.fill(Some(client.as_str()), &mut shelf);
        }
        shelf
    }

    /// The timesheets that changed, and those that name a job of the clients: every one is looked through, few are read.
    fn naming(&mut self, touched: &Touched) -> Filling<Timesheet> {
        let starts: Vec<String> = touched.clients.iter().map(|client| format!("{client}-")).collect();
        let finders: Vec<Finder<'_>> = starts.iter().map(Finder::new).collect();
        let mut listing = list::<Timesheet>(self.origin, None);
        let names = |bytes: &[u8]| finders.iter().any(|finder| finder.find(bytes).is_some());
        let changed = |id: &TimesheetId| touched.timesheets.contains(id);
        let origin = self.origin;
        let naming = |path: &str| !finders.is_empty() && origin.bytes(path).is_ok_and(|bytes| names(&bytes));
        listing.files = listing.files.into_par_iter().filter(|(id, path)| changed(id) || naming(path)).collect();
        let mut shelf = Filling::default();
        self.read(listing.files, &mut shelf);
        for odd in listing.odd {
            self.odd(odd, &mut shelf);
        }
        shelf
    }

    /// Records that were named and are not there yet.
    pub(super) fn add<T: Filed>(&mut self, named: BTreeSet<T::Id>, shelf: &mut Filling<T>)
    where
        T::Id: std::hash::Hash,
    {
        let there: HashSet<T::Id> = shelf.ids().cloned().collect();
        for id in named.into_iter().filter(|id| !there.contains(id)) {
            self.one(&id, shelf);
        }
    }
}
