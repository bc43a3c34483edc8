//! The agency: its configuration and every record a command loaded, with look-ups. Never mutated.

use super::brief::Brief;
use super::client::{Client, Contact};
use super::contact_report::ContactReport;
use super::invoice::Invoice;
use super::job::Job;
use super::record::{Located, Record};
use super::round::Round;
use super::timesheet::Timesheet;
use crate::config::Config;
use crate::source::SourceId;
use crate::values::{ClientId, JobId, PersonId, nearest};

/// What a look-up found.
#[derive(Clone, Copy, Debug)]
pub enum Lookup<'a, T: Record> {
    /// The record.
    Found(&'a Located<T>),
    /// Its file is there and cannot be read.
    Unreadable(SourceId),
    /// There is none.
    Missing,
    /// This command did not load this kind, or not this one.
    NotLoaded,
}

impl<'a, T: Record> Lookup<'a, T> {
    /// The record, if it was found.
    pub fn found(self) -> Option<&'a Located<T>> {
        match self {
            Lookup::Found(record) => Some(record),
            Lookup::Unreadable(_) | Lookup::Missing | Lookup::NotLoaded => None,
        }
    }
}

/// All records of one kind that a command loaded, in the order of their ids.
#[derive(Clone, Debug)]
pub struct Shelf<T: Record> {
    records: Vec<Located<T>>,
    unreadable: Vec<(T::Id, SourceId)>,
    missing: Vec<T::Id>,
    complete: bool,
}

impl<T: Record> Default for Shelf<T> {
    /// Nothing loaded.
    fn default() -> Shelf<T> {
        Shelf { records: Vec::new(), unreadable: Vec::new(), missing: Vec::new(), complete: false }
    }
}

impl<T: Record> Shelf<T> {
    /// Sorts the records by id. `complete` says that every record of the kind was looked at, so that a miss means there is none.
    pub fn new(mut records: Vec<Located<T>>, mut unreadable: Vec<(T::Id, SourceId)>, complete: bool) -> Shelf<T> {
        records.sort_by(|a, b| a.id.cmp(&b.id));
        unreadable.sort();
        Shelf { records, unreadable, missing: Vec::new(), complete }
    }

    /// The same shelf, knowing that there is no record of these ids: they were looked for one by one.
    #[must_use]
    pub fn missing(self, missing: Vec<T::Id>) -> Shelf<T> {
        Shelf { missing, ..self }
    }

    /// The same shelf with one record read anew from its file; without it, the file cannot be read.
    #[must_use]
    pub fn with(mut self, id: &T::Id, source: SourceId, record: Option<Located<T>>) -> Shelf<T> {
        self.unreadable.retain(|(other, _)| other != id);
        self.missing.retain(|other| other != id);
        let at = self.records.binary_search_by(|record| record.id.cmp(id));
        match (at, record) {
            (Ok(at), Some(record)) => self.records[at] = record,
            (Err(at), Some(record)) => self.records.insert(at, record),
            (at, None) => {
                if let Ok(at) = at {
                    self.records.remove(at);
                }
                self.unreadable.push((id.clone(), source));
                self.unreadable.sort();
            }
        }
        self
    }

    /// Finds one record.
    pub fn get(&self, id: &T::Id) -> Lookup<'_, T> {
        if let Ok(at) = self.records.binary_search_by(|record| record.id.cmp(id)) {
            return Lookup::Found(&self.records[at]);
        }
        match self.unreadable.binary_search_by(|(other, _)| other.cmp(id)) {
            Ok(at) => Lookup::Unreadable(self.unreadable[at].1),
            Err(_) if self.complete || self.missing.contains(id) => Lookup::Missing,
            Err(_) => Lookup::NotLoaded,
        }
    }

    /// Every record, by id.
    pub fn iter(&self) -> std::slice::Iter<'_, Located<T>> {
        self.records.iter()
    }

    /// The ids of files of this kind that cannot be read, with their sources.
    pub fn unreadable(&self) -> &[(T::Id, SourceId)] {
        &self.unreadable
    }

    /// Whether every record of the kind was looked at.
    pub fn is_complete(&self) -> bool {
        self.complete
    }

    /// The id nearest to what was typed.
    pub fn suggest(&self, typed: &str) -> Option<String> {
        let ids: Vec<String> = self.records.iter().map(|record| record.id.to_string()).collect();
        nearest(typed, ids.iter().map(String::as_str)).map(str::to_owned)
    }
}

impl<'a, T: Record> IntoIterator for &'a Shelf<T> {
    type Item = &'a Located<T>;
    type IntoIter = std::slice::Iter<'a, Located<T>>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// The agency as a command sees it.
#[derive(Clone, Debug, Default)]
pub struct Agency {
    /// `suits.toml`.
    pub config: Config,
    /// Its clients.
    pub clients: Shelf<Client>,
    /// Their briefs.
    pub briefs: Shelf<Brief>,
    /// Their jobs.
    pub jobs: Shelf<Job>,
    /// The rounds on the jobs.
    pub rounds: Shelf<Round>,
    /// Meetings and calls.
    pub contact_reports: Shelf<ContactReport>,
    /// Invoices.
    pub invoices: Shelf<Invoice>,
    /// Time.
    pub timesheets: Shelf<Timesheet>,
}

impl Agency {
    /// The client of a job.
    pub fn client_of(&self, job: &JobId) -> Lookup<'_, Client> {
        self.clients.get(&job.client())
    }

    /// The rounds of a job, in the order of their numbers.
    pub fn rounds_of(&self, job: &JobId) -> Vec<&Located<Round>> {
        // rounds lie in the order of their ids, so those of a job lie together
        let (all, prefix) = (self.rounds.iter().as_slice(), format!("{job}-R"));
        let first = all.partition_point(|round| round.id.as_str() < prefix.as_str());
        let together = all[first..].iter().take_while(|round| round.id.as_str().starts_with(&prefix));
        let mut rounds: Vec<_> = together.filter(|round| round.id.job() == *job).collect();
        rounds.sort_by_key(|round| round.id.number());
        rounds
    }

    /// Who sits in a seat on a job: the job's own team, else the client's.
    pub fn seat<'a>(&'a self, job: &'a Located<Job>, seat: &str) -> Option<&'a PersonId> {
        job.record.team.get(seat).or_else(|| self.client_of(&job.id).found()?.record.team.get(seat))
    }

    /// A contact at the client of a job. An id that is also a person of the agency is the person.
    pub fn contact(&self, job: &JobId, id: &PersonId) -> Option<&Contact> {
        self.contact_at(&job.client(), id)
    }

    /// A contact at a client. An id that is also a person of the agency is the person.
    pub fn contact_at(&self, client: &ClientId, id: &PersonId) -> Option<&Contact> {
        if self.config.person(id).is_some() {
            return None;
        }
        self.clients.get(client).found()?.record.contacts.iter().find(|contact| contact.id == *id)
    }
}
