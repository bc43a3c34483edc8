//! The book as one command read it: the agency, the texts, and what could not be read.

use crate::domain::agency::{Agency, Lookup, Shelf};
use crate::domain::layout::AnyId;
use crate::domain::record::Record;
use crate::finding::Finding;
use crate::source::{Place, Position, SourceId, Sources, Spot};
use crate::yaml::{Document, Tree, locate, read};

/// What a command read. Never changes.
#[derive(Clone, Debug, Default)]
pub struct Snapshot {
    /// Every record that reads.
    pub agency: Agency,
    /// Every file that was read, `suits.toml` first.
    pub sources: Sources,
    /// What is wrong with records that cannot be read, and with values of `suits.toml`.
    pub problems: Vec<Finding>,
    /// Keys that mean nothing, kept and worth a look; and a workflow that does not hold together.
    pub unknown_keys: Vec<Finding>,
    /// Files that are no records, or lie in the wrong place; looked for when the whole book is loaded.
    pub strays: Vec<Finding>,
}

/// A record that could not be read, and where it broke.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Unreadable {
    /// Relative to the book.
    pub path: String,
    /// Where.
    pub position: Position,
    /// What is wrong.
    pub message: String,
}

impl Snapshot {
    /// The path, line and column of a place.
    pub fn position(&self, place: &Place) -> (&str, Position) {
        position(&self.sources, place)
    }

    /// The file of a record, whether or not it reads; `None` where this command did not look at it.
    pub fn source_of(&self, id: &AnyId) -> Option<SourceId> {
        fn of<T: Record>(shelf: &Shelf<T>, id: &T::Id) -> Option<SourceId> {
            match shelf.get(id) {
                Lookup::Found(record) => Some(record.source),
                Lookup::Unreadable(source) => Some(source),
                Lookup::Missing | Lookup::NotLoaded => None,
            }
        }
        let agency = &self.agency;
        match id {
            AnyId::Client(id) => of(&agency.clients, id),
            AnyId::Brief(id) => of(&agency.briefs, id),
            AnyId::Job(id) => of(&agency.jobs, id),
            AnyId::Round(id) => of(&agency.rounds, id),
            AnyId::ContactReport(id) => of(&agency.contact_reports, id),
            AnyId::Invoice(id) => of(&agency.invoices, id),
            AnyId::Timesheet(id) => of(&agency.timesheets, id),
        }
    }

    /// The text of a record that was read, and its tree; `None` where it does not read.
    pub fn document(&self, source: SourceId) -> Option<(&str, Tree)> {
        let text = &*self.sources.file(source).text;
        Some((text, read(text).ok()?))
    }

    /// The records that cannot be read, each once, by path.
    pub fn unreadable(&self) -> Vec<Unreadable> {
        let config = self.agency.config.source;
        let broken = self.problems.iter().filter(|problem| Some(problem.place.source) != config);
        let mut unreadable: Vec<Unreadable> = broken
            .map(|problem| {
                let (path, position) = self.position(&problem.place);
                Unreadable { path: path.to_owned(), position, message: problem.message.clone() }
            })
            .collect();
        unreadable.sort();
        unreadable.dedup_by(|later, first| later.path == first.path);
        unreadable
    }
}

/// The path, line and column of a place in some texts.
pub fn position<'s>(sources: &'s Sources, place: &Place) -> (&'s str, Position) {
    let file = sources.file(place.source);
    let position = match &place.spot {
        Spot::At(position) => *position,
        Spot::Span(span) => Position::of(&file.text, span.start as usize),
        Spot::Path(path, part) => match read(&file.text) {
            Ok(tree) => {
                let span = locate(&Document { text: &file.text, tree: &tree }, path, *part);
                Position::of(&file.text, span.start as usize)
            }
            Err(_) => Position::START,
        },
    };
    (&file.path, position)
}
