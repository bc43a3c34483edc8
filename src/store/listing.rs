//! Which record files there are: one listing a folder, no file opened, no file looked at one by one.

use super::kinds::Filed;
use super::origin::{Entry, Origin, What};
use crate::domain::layout::{AnyId, Placement, folder, parse_path};
use crate::domain::record::Kind;
use std::io;

/// Why something in a folder of records is not read.
#[derive(Debug)]
pub(super) enum Why {
    /// Its name is no id.
    NotARecord(String),
    /// A record in the wrong place.
    Misplaced { id: AnyId, belongs: String },
    /// Another name in the folder is the same but for its case.
    Twin(String),
    /// Named like a record, and a folder, a pipe, a device.
    NotAFile(What),
    /// A link.
    Link,
    /// A folder that cannot be listed.
    Closed(io::Error),
}

/// Something that is not read.
#[derive(Debug)]
pub(super) struct Odd<I> {
    pub(super) path: String,
    pub(super) why: Why,
    /// The record that is out of reach because of it.
    pub(super) id: Option<I>,
}

/// The record files of one kind, and what else is there.
pub(super) struct Listing<I> {
    pub(super) files: Vec<(I, Box<str>)>,
    pub(super) odd: Vec<Odd<I>>,
}

/// Lists the records of a kind; of one client or person where `parent` says so.
pub(super) fn list<T: Filed>(origin: &Origin, parent: Option<&str>) -> Listing<T::Id> {
    let mut listing = Listing { files: Vec::new(), odd: Vec::new() };
    let top = folder(T::KIND);
    match origin.what(top) {
        Ok(Some(What::Folder)) => {}
        Ok(None) => return listing,
        Ok(Some(What::Link)) => return listing.with(top, Why::Link),
        Ok(Some(other)) => return listing.with(top, Why::NotAFile(other)),
        Err(error) => return listing.with(top, Why::Closed(error)),
    }
    if T::KIND == Kind::Client {
        listing.folder::<T>(origin, top, "");
        return listing;
    }
    if let Some(parent) = parent {
        match origin.what(&format!("{top}/{parent}")) {
            Ok(Some(What::Link)) => return listing.with(&format!("{top}/{parent}"), Why::Link),
            Ok(Some(What::Folder)) => listing.folder::<T>(origin, &format!("{top}/{parent}"), parent),
            Ok(_) => {}
            Err(error) => return listing.with(&format!("{top}/{parent}"), Why::Closed(error)),
        }
        return listing;
    }
    match origin.entries(top) {
        Ok(parents) => {
            listing.twins(top, &parents);
            for parent in parents {
                let path = format!("{top}/{}", parent.name);
                match parent.what {
                    What::Folder if !parent.name.starts_with('.') => listing.folder::<T>(origin, &path, &parent.name),
                    What::Folder => {}
                    other => listing.oddity(path, other, None),
                }
            }
        }
        Err(error) => return listing.with(top, Why::Closed(error)),
    }
    listing
}

impl<I> Listing<I> {
    fn with(mut self, path: &str, why: Why) -> Listing<I> {
        self.odd.push(Odd { path: path.to_owned(), why, id: None });
        self
    }

    fn folder<T: Filed<Id = I>>(&mut self, origin: &Origin, path: &str, parent: &str) {
        let entries = match origin.entries(path) {
            Ok(entries) => entries,
            Err(error) => {
                self.odd.push(Odd { path: path.to_owned(), why: Why::Closed(error), id: None });
                return;
            }
        };
        let odd_before = self.odd.len();
        self.files.reserve(entries.len());
        for entry in &entries {
            let id = entry.name.strip_suffix(".yaml").and_then(|stem| T::id(parent, stem));
            let mut full = String::with_capacity(path.len() + entry.name.len() + 1);
            full.push_str(path);
            full.push('/');
            full.push_str(&entry.name);
            match (id, entry.what) {
                (Some(id), What::File) => self.files.push((id, full.into_boxed_str())),
                (id, what) => self.oddity(full, what, id),
            }
        }
        // Names that are all ids differ in more than case.
        if self.odd.len() > odd_before {
            self.twins(path, &entries);
        }
    }

    fn oddity(&mut self, path: String, what: What, id: Option<I>) {
        let why = match (what, parse_path(&path)) {
            (_, Placement::Elsewhere) => return,
            (What::Link, _) => Why::Link,
            (What::File, Placement::Misplaced { id, belongs }) => Why::Misplaced { id, belongs },
            (What::File, Placement::NotARecord(why)) => Why::NotARecord(why),
            (What::Folder, Placement::NotARecord(_)) => {
                Why::NotARecord("it is a folder, and records lie in the folder above it".to_owned())
            }
            (What::Other, Placement::NotARecord(_)) => Why::NotARecord("it is not a file".to_owned()),
            (what, _) => Why::NotAFile(what),
        };
        self.odd.push(Odd { path, why, id });
    }

    /// Names that some disks take for the same.
    fn twins(&mut self, folder: &str, entries: &[Entry]) {
        let mut folded: Vec<(String, &str)> =
            entries.iter().map(|entry| (entry.name.to_lowercase(), entry.name.as_str())).collect();
        folded.sort_unstable();
        for pair in folded.windows(2) {
            if pair[0].0 == pair[1].0 {
                let path = format!("{folder}/{}", pair[1].1);
                self.odd.push(Odd { path, why: Why::Twin(format!("{folder}/{}", pair[0].1)), id: None });
            }
        }
    }
}
