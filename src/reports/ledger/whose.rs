//! Whose an amount is, and where else it belongs: what its key is made of. Adds nothing up.

use super::{By, Part, Quote};
use crate::domain::job_money::{Cause, Line};
use crate::domain::money::posting::Posting;
use crate::values::{ClientId, ItemId, JobId, Month, PersonId, Word};

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
    pub fn part_of(self, way: By, facets: &Facets<'_>) -> Part {
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

/// Where else an amount belongs: what `--by` may ask beyond job and client.
#[derive(Clone, Copy, Debug, Default)]
pub struct Facets<'a> {
    /// When.
    pub month: Option<Month>,
    /// Where.
    pub channel: Option<&'a Word>,
    /// Who supplies.
    pub supplier: Option<&'a str>,
    /// As what somebody works.
    pub role: Option<&'a Word>,
    /// Who works.
    pub person: Option<&'a PersonId>,
    /// Why it had to be done again.
    pub cause: Option<Cause>,
    /// On which line, and where that stands among the lines of its job.
    pub line: Option<(usize, &'a Line)>,
}

impl<'a> Facets<'a> {
    /// Those of a posting.
    pub fn of(posting: &Posting<'a>) -> Facets<'a> {
        Facets {
            month: posting.month(),
            channel: posting.channel(),
            supplier: posting.supplier(),
            role: posting.role(),
            person: posting.person(),
            cause: None,
            line: None,
        }
    }
}
