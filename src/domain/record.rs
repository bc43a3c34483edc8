//! Kinds of record, and what all records have in common: an id that is the file's name, and a source that places point into.

use crate::key_path;
use crate::source::{KeyPath, Place, SourceId, Step};
use crate::values::{ItemId, Word};
use serde::de::DeserializeOwned;
use std::fmt;
use std::ops::Deref;

crate::words! {
    /// A kind of record.
    pub enum Kind {
        /// One client.
        Client = "client",
        /// One brief.
        Brief = "brief",
        /// One job.
        Job = "job",
        /// One feedback round on a job.
        Round = "feedback",
        /// One meeting or call.
        ContactReport = "contact-report",
        /// One invoice to the client.
        Invoice = "invoice",
        /// One person's month of time.
        Timesheet = "timesheet",
    }
}

impl Kind {
    /// With the article that a sentence needs: `a brief`, `an invoice`.
    pub fn with_article(self) -> String {
        let article = if self == Kind::Invoice { "an" } else { "a" };
        format!("{article} {self}")
    }
}

/// The field by which the items of a list are told apart: `id`, but for the few that another text already names.
pub fn list_key(list: &KeyPath) -> &'static str {
    match list.last() {
        Some(Step::Key(key)) if key == "estimates" => "version",
        Some(Step::Key(key)) if key == "reviewers" || key == "approvers" => "by",
        Some(Step::Key(key)) if key == "waived" => "section",
        _ => "id",
    }
}

/// One record as typed values.
pub trait Record: DeserializeOwned + Send + Sync + 'static {
    /// Its kind.
    const KIND: Kind;
    /// A commented new file of this kind.
    const TEMPLATE: &'static str;
    /// Its id, which its path follows from.
    type Id: Clone + Ord + fmt::Display + fmt::Debug + Send + Sync;

    /// The sections that approvals fingerprint, with the approvals that each holds.
    fn approved_sections(&self) -> Vec<Section<'_>> {
        Vec::new()
    }
}

/// A part of a record that approvals are for.
#[derive(Clone, Debug)]
pub struct Section<'r> {
    /// Where it is.
    pub part: Part,
    /// What its fingerprint leaves out, relative to it: `status`, `approvals`, `kpis[].result`.
    pub leave_out: &'static [&'static str],
    /// The approvals it holds.
    pub approvals: &'r [super::approval::Approval],
    /// The id of the item it is, where a verb names it by that.
    pub item: Option<&'r ItemId>,
}

impl Section<'_> {
    /// Where it is, as a path.
    pub fn path(&self) -> KeyPath {
        self.part.path()
    }
}

/// Where a section is. There is one for nearly every job of a book, so it is no path of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The record itself.
    Whole,
    /// An item of a list of it: `estimates[0]`, `change_orders[2]`.
    Item(&'static str, usize),
}

impl Part {
    /// As a path.
    pub fn path(self) -> KeyPath {
        match self {
            Part::Whole => KeyPath::root(),
            Part::Item(list, index) => key_path![list, index],
        }
    }

    /// Whether a path leads to it.
    pub fn is_at(self, path: &[Step]) -> bool {
        match (self, path) {
            (Part::Whole, []) => true,
            (Part::Item(list, index), [Step::Key(key), Step::Index(at)]) => index == *at && list == key,
            _ => false,
        }
    }
}

/// A record, its id and where it was read from.
#[derive(Clone, Debug)]
pub struct Located<T: Record> {
    /// Its id, from its file's name.
    pub id: T::Id,
    /// Its values.
    pub record: T,
    /// The file it was read from.
    pub source: SourceId,
    /// The fingerprint of each approved section as it stands; computed by the store where the scope asked for it.
    pub fingerprints: Vec<(Part, Word)>,
}

impl<T: Record> Located<T> {
    /// A record by itself, without fingerprints.
    pub fn new(id: T::Id, record: T, source: SourceId) -> Located<T> {
        Located { id, record, source, fingerprints: Vec::new() }
    }

    /// The fingerprint of a section as it stands, where it was computed.
    pub fn fingerprint(&self, path: impl AsRef<[Step]>) -> Option<&str> {
        self.fingerprints.iter().find(|(own, _)| own.is_at(path.as_ref())).map(|(_, print)| print.as_str())
    }

    /// The place of the value at `path`.
    pub fn at(&self, path: KeyPath) -> Place {
        Place::value(self.source, path)
    }

    /// The place of the key at `path`.
    pub fn key_at(&self, path: KeyPath) -> Place {
        Place::key(self.source, path)
    }
}

impl<T: Record> Deref for Located<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.record
    }
}
