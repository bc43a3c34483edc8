//! Reading what an invoice is judged by: the client, the invoices, and the jobs that are charged.

use super::load::{Filling, Loader};
use crate::domain::agency::Agency;
use crate::domain::invoice::Invoice;
use crate::domain::job::Job;
use crate::domain::scope::Invoicing;
use crate::values::JobId;
use std::collections::BTreeSet;

impl Loader<'_> {
    pub(super) fn invoicing(&mut self, of: &Invoicing) -> Agency {
        let mut invoices: Filling<Invoice> = Filling::default();
        self.fill(if of.numbers { None } else { Some(of.client.as_str()) }, &mut invoices);
        let this = invoices.records.iter().filter(|invoice| of.invoice.as_ref() == Some(&invoice.id));
        let charged = this.flat_map(|invoice| &invoice.record.lines).filter_map(|line| line.job.clone());
        let named: BTreeSet<JobId> = charged.chain(of.jobs.iter().cloned()).collect();
        let mut jobs: Filling<Job> = Filling::default();
        self.add(named, &mut jobs);
        Agency {
            clients: self.named(std::slice::from_ref(&of.client)),
            jobs: jobs.done(false),
            invoices: invoices.done(of.numbers),
            ..Agency::default()
        }
    }
}
