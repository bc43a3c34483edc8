//! Whose an amount is, and where else it belongs: what its key is made of. Adds nothing up.

use super::{By, Part, Quote};
use crate::domain::money::shares::Belongs;
use crate::values::{ClientId, ItemId, JobId};

/// Whose an amount is.
#[derive(Clone, Copy, Debug)]
pub enum Whose<'a> {
    /// A job's, and so its client's.
    Job(&'a JobId),
    /// A client's, and no job's.
    Client(&'a ClientId),
    /// A contract's with a client: a month of a retainer.
    Contract(&'a ClientId, &'a ItemId),
}

impl Whose<'_> {
    fn job(self) -> Option<JobId> {
        if let Whose::Job(id) = self { Some(id.clone()) } else { None }
    }

    pub(super) fn client(self) -> ClientId {
        match self {
            Whose::Job(id) => id.client(),
            Whose::Client(id) | Whose::Contract(id, _) => id.clone(),
        }
    }

    fn contract(self) -> Option<ItemId> {
        if let Whose::Contract(_, id) = self { Some(id.clone()) } else { None }
    }

    /// What stands for it in a key by job.
    pub(super) fn part(self) -> Part {
        Part::Job(self.client(), self.job(), self.contract())
    }

    /// A reason, with what it is about.
    pub(super) fn full(self, why: &str) -> String {
        match self {
            Whose::Job(id) => format!("{id}: {why}"),
            Whose::Client(id) => format!("{id}: {why}"),
            Whose::Contract(client, id) => format!("{client} {id}: {why}"),
        }
    }

    /// What stands for it in a key by some way.
    pub fn part_of(self, way: By, facets: &Belongs<'_>) -> Part {
        match way {
            By::Job => self.part(),
            By::Client => Part::Client(self.client()),
            By::Channel => Part::Channel(facets.channel.cloned()),
            By::Month => Part::Month(facets.month),
            By::Supplier => Part::Supplier(facets.supplier.map(ToOwned::to_owned)),
            By::Role => Part::Role(facets.role.cloned()),
            By::Person => Part::Person(facets.person.cloned()),
            By::Line => Part::Line(facets.line.map_or_else(Quote::none, |(at, line)| Quote::of(line, at))),
            By::Cause => Part::Cause(facets.cause),
        }
    }
}
