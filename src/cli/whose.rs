//! The jobs and clients that a report on money is about: `suits budget ACME-0012`, `suits wip ACME`.

use super::exit::Stop;
use super::session::{Session, vanished};
use crate::domain::layout::AnyId;
use crate::domain::record::Kind;
use crate::reports::only::Only;
use crate::store::Store;
use clap::Args;

/// The jobs and clients that a report is about.
#[derive(Clone, Debug, Default, Args)]
pub(super) struct WhoseArgs {
    /// Only these jobs and clients: `ACME-0012`, `ACME`; all where none is named
    #[arg(value_name = "JOB|CLIENT", conflicts_with = "client")]
    pub of: Vec<String>,
    /// Only this job; name it again for more
    #[arg(long = "job", value_name = "JOB", conflicts_with = "client")]
    pub jobs: Vec<String>,
}

impl WhoseArgs {
    /// The records that were named.
    pub(super) fn only(&self, store: &Store, session: &Session<'_, '_>) -> Result<Only, Stop> {
        let mut only = Only::default();
        let any = self.of.iter().map(|typed| (typed, &[Kind::Job, Kind::Client][..]));
        let jobs = self.jobs.iter().map(|typed| (typed, &[Kind::Job][..]));
        for (typed, kinds) in any.chain(jobs) {
            match session.resolve(store, typed, kinds, false)? {
                AnyId::Job(id) => _ = only.jobs.insert(id),
                AnyId::Client(id) => _ = only.clients.insert(id),
                other => return Err(vanished(&other)),
            }
        }
        Ok(only)
    }
}
