//! Which jobs and clients a report is asked about. Knows ids, and no record.

use super::ReportAsk;
use crate::domain::scope::Scope;
use crate::values::{ClientId, JobId};
use std::collections::BTreeSet;

/// Some jobs and some whole clients; everything, where none is named.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Only {
    /// Single jobs.
    pub jobs: BTreeSet<JobId>,
    /// Clients with all that is theirs.
    pub clients: BTreeSet<ClientId>,
}

impl Only {
    /// Whether none is named.
    pub fn is_everything(&self) -> bool {
        self.jobs.is_empty() && self.clients.is_empty()
    }

    /// The job, where one alone is named.
    pub fn one_job(&self) -> Option<&JobId> {
        self.jobs.first().filter(|_| self.jobs.len() == 1 && self.clients.is_empty())
    }
}

impl ReportAsk {
    /// Whether a job is asked about.
    pub fn asks_job(&self, job: &JobId) -> bool {
        self.client.as_ref().is_none_or(|only| job.is_of(only))
            && (self.only.is_everything() || self.only.jobs.contains(job) || self.only.clients.contains(&job.client()))
    }

    /// Whether what is a client's and of none of its jobs is asked about.
    pub fn asks_client(&self, client: &ClientId) -> bool {
        self.client.as_ref().is_none_or(|only| only == client)
            && (self.only.is_everything() || self.only.clients.contains(client))
    }

    /// A scope narrowed to what is asked about: of single jobs, no other job is read.
    pub fn narrowed(&self, scope: Scope) -> Scope {
        if self.only.is_everything() {
            return scope.client(self.client.clone());
        }
        scope.chosen(self.only.clients.clone(), self.only.jobs.clone())
    }

    /// The same with every job of the clients: for what is told of a job by what is billed to its client.
    pub fn narrowed_to_clients(&self, scope: Scope) -> Scope {
        if self.only.is_everything() {
            return scope.client(self.client.clone());
        }
        let of_jobs = self.only.jobs.iter().map(JobId::client);
        scope.chosen(self.only.clients.iter().cloned().chain(of_jobs).collect(), BTreeSet::new())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::Day;

    #[test]
    fn jobs_and_clients_that_are_named_are_asked_about_and_no_others() {
        let job = |text| JobId::parse(text).expect("a job");
        let client = |text| ClientId::parse(text).expect("a client");
        let mut ask = ReportAsk::on(Day::parse("2026-12-01").expect("a day"));
        assert!(ask.asks_job(&job("ACME-0001")) && ask.asks_client(&client("ACME")));
        ask.only = Only { jobs: [job("ACME-0001")].into(), clients: [client("BOLT")].into() };
        assert!(ask.asks_job(&job("ACME-0001")) && ask.asks_job(&job("BOLT-0007")));
        assert!(!ask.asks_job(&job("ACME-0002")) && !ask.asks_client(&client("ACME")), "one job is not its client");
        assert!(ask.asks_client(&client("BOLT")));
    }
}
