//! One record file: bytes, text, tree, record. The buffer and the tree are used again for the next file.

use super::decoding::{decode_all, finding, fingerprints, unknown};
use super::kinds::Filed;
use super::origin::{Leads, Origin, What};
use super::respell::respelt;
use crate::domain::approval::ApprovalFor;
use crate::domain::record::Located;
use crate::finding::Finding;
use crate::source::{Place, SourceId, Spot, Wanted};
use crate::yaml::{ByteFault, Canon, Document, Tree, check_bytes, read_into};
use std::io;

/// What is larger is not read to its end.
pub(in crate::store) const LARGEST: usize = 16 << 20;

/// What is asked of every file.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ask<'k> {
    /// What is decoded; `None`: all.
    pub(super) keep: Option<&'k [Wanted<'k>]>,
    /// The approvals whose sections' fingerprints are worked out.
    pub(super) fingerprints: &'static [ApprovalFor],
}

/// Memory for reading one file after another.
#[derive(Debug, Default)]
pub(super) struct Desk {
    bytes: Vec<u8>,
    tree: Tree,
    canon: Canon,
}

/// The text of a file, or what is wrong with its bytes.
pub(super) type Text = io::Result<Result<Box<str>, ByteFault>>;

/// What became of a file.
#[derive(Debug)]
pub(super) enum Outcome<T: Filed> {
    /// A record, and the keys in it that mean nothing.
    Record(Located<T>, Vec<Finding>),
    /// What is wrong with it.
    Broken(Vec<Finding>),
    /// There is no such file.
    Gone,
}

/// A file that was read.
#[derive(Debug)]
pub(super) struct Reading<T: Filed> {
    pub(super) text: Box<str>,
    pub(super) outcome: Outcome<T>,
}

impl<T: Filed> Reading<T> {
    fn broken(text: Box<str>, finding: Finding) -> Reading<T> {
        Reading { text, outcome: Outcome::Broken(vec![finding]) }
    }
}

impl Desk {
    /// Reads one record file, which the caller knows to be a file.
    pub(super) fn read<T: Filed>(&mut self, text: Text, id: &T::Id, source: SourceId, ask: Ask<'_>) -> Reading<T> {
        let text = match text {
            Ok(Ok(text)) => text,
            Ok(Err(fault)) => return Reading::broken(Box::default(), spoilt(source, fault)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Reading { text: Box::default(), outcome: Outcome::Gone };
            }
            Err(error) => return Reading::broken(Box::default(), closed(source, &error)),
        };
        self.interpret(text, id, source, ask)
    }

    /// Reads the text of a record.
    pub(super) fn interpret<T: Filed>(
        &mut self,
        text: Box<str>,
        id: &T::Id,
        source: SourceId,
        ask: Ask<'_>,
    ) -> Reading<T> {
        if let Err(fault) = read_into(&text, &mut self.tree) {
            return Reading::broken(text, finding(source, fault));
        }
        let document = Document { text: &text, tree: &self.tree };
        let outcome = match decode_all::<T>(&document, ask.keep) {
            Ok(decoded) => {
                let mut located = Located::new(id.clone(), decoded.record, source);
                fingerprints(&document, ask.fingerprints, &mut self.canon, &mut located);
                let strange = decoded.unknown.into_iter().map(|key| unknown(&document, source, key)).collect();
                Outcome::Record(located, strange)
            }
            Err(faults) => Outcome::Broken(respelt::<T>(&document, source, ask.keep, faults)),
        };
        Reading { text, outcome }
    }

    /// The text of a file, or what is wrong with its bytes.
    pub(super) fn text(&mut self, origin: &Origin, path: &str) -> Text {
        let filled = origin.fill(path, &mut self.bytes, LARGEST)?;
        let text = check_bytes(&self.bytes[..filled]).map(Box::from);
        if self.bytes.len() > 1 << 20 {
            self.bytes = Vec::new(); // one huge file must not be paid for until the end
        }
        Ok(text)
    }
}

/// Bytes that are not a text.
pub(super) fn spoilt(source: SourceId, fault: ByteFault) -> Finding {
    let place = Place { source, spot: Spot::At(fault.position) };
    Finding::error(fault.code, place, fault.message).help(fault.help)
}

/// A file or folder that the system does not give us.
pub(super) fn closed(source: SourceId, error: &io::Error) -> Finding {
    let finding = Finding::error("unreadable-file", Place::file(source), format!("cannot be read: {}", reason(error)));
    finding.help(match error.kind() {
        io::ErrorKind::Unsupported => "leave `--at` out to read what lies there now",
        _ => "ask whoever looks after this computer for the right to read it",
    })
}

/// Why the system refuses, in words without a number.
pub(super) fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        io::ErrorKind::StorageFull => "the disk is full".to_owned(),
        io::ErrorKind::QuotaExceeded => "your share of the disk is full".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "the disk can only be read".to_owned(),
        io::ErrorKind::NotFound => "it is not there".to_owned(),
        _ => error.to_string(),
    }
}

/// Named like a record, and not a file.
pub(super) fn not_a_file(source: SourceId, what: What) -> Finding {
    let kind = match what {
        What::Folder => "a folder",
        What::Link => "a link",
        What::File | What::Other => "a pipe or a device",
    };
    Finding::error("not-a-file", Place::file(source), format!("this is {kind}, not a file; it is not opened"))
        .help("move it out of the folder of records")
}

/// A link where a record, or a folder of records, should be.
pub(super) fn link(origin: &Origin, path: &str, source: SourceId) -> Finding {
    let inside = matches!(origin.leads(path), Ok(Leads::Inside(_)));
    let message = if inside {
        "this is a link, and links are not followed"
    } else {
        "this is a link out of the book; it is not followed"
    };
    Finding::error("symlink", Place::file(source), message)
        .help("put the file itself here: git keeps a link, not what it points to")
}
