//! Some clients whole, and some jobs with what belongs to each: what a report on them needs, and no more.

use super::kinds::Filed;
use super::load::{Filling, Loader};
use crate::domain::agency::{Agency, Shelf};
use crate::domain::brief::Brief;
use crate::domain::job::Job;
use crate::domain::record::Kind;
use crate::domain::round::Round;
use crate::values::{BriefId, ClientId, JobId};
use std::collections::BTreeSet;

impl Loader<'_> {
    /// Whole clients and single jobs.
    pub(super) fn chosen(&mut self, clients: &BTreeSet<ClientId>, jobs: &BTreeSet<JobId>) -> Agency {
        let single: Vec<&JobId> = jobs.iter().filter(|job| !clients.contains(&job.client())).collect();
        let all: BTreeSet<ClientId> = clients.iter().cloned().chain(single.iter().map(|job| job.client())).collect();
        let all: Vec<ClientId> = all.into_iter().collect();
        let mut shelf: Filling<Job> = self.whole(clients);
        if self.wants(Kind::Job) {
            for job in &single {
                self.one::<Job>(job, &mut shelf);
            }
        }
        let theirs = || shelf.records.iter().filter(|job| single.contains(&&job.id));
        let briefs: BTreeSet<BriefId> = theirs().filter_map(|job| job.brief.clone()).collect();
        Agency {
            clients: self.named(&all),
            briefs: self.briefs(clients, &briefs),
            rounds: self.rounds_of(clients, &single),
            contact_reports: self.whole(&all).done(false),
            invoices: self.whole(&all).done(false),
            // time may be booked before its job was asked for: the whole report counts it, so this one does
            timesheets: self.listed(None),
            jobs: shelf.done(false),
            ..Agency::default()
        }
    }

    /// Every record of a kind of some clients.
    fn whole<'c, T: Filed>(&mut self, clients: impl IntoIterator<Item = &'c ClientId>) -> Filling<T> {
        let mut shelf = Filling::default();
        if self.wants(T::KIND) {
            clients.into_iter().for_each(|client| self.fill(Some(client.as_str()), &mut shelf));
        }
        shelf
    }

    fn briefs(&mut self, clients: &BTreeSet<ClientId>, single: &BTreeSet<BriefId>) -> Shelf<Brief> {
        let mut shelf = self.whole(clients);
        if self.wants(Kind::Brief) {
            for id in single.iter().filter(|brief| !clients.contains(&brief.client())) {
                self.one(id, &mut shelf);
            }
        }
        shelf.done(false)
    }

    fn rounds_of(&mut self, clients: &BTreeSet<ClientId>, single: &[&JobId]) -> Shelf<Round> {
        let mut shelf = self.whole(clients);
        for job in single {
            self.until_a_gap(job, &mut shelf);
        }
        shelf.done(false)
    }
}
