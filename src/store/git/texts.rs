//! Texts out of git's store, each of them read and kept once, however many commits have it.

use super::listing::Blob;
use super::{Content, Git, GitTrouble, Objects, Oid};
use std::collections::HashMap;

/// So many are read at a time.
const WINDOW: usize = 256;

/// The texts that were read so far.
#[derive(Debug, Default)]
pub(super) struct Texts {
    objects: Option<Objects>,
    /// `None`: this clone lacks it.
    read: HashMap<Oid, Option<Content>>,
}

impl Texts {
    /// Reads those of some files that were not read yet.
    pub(super) fn fetch<'b>(
        &mut self,
        git: &Git,
        wanted: impl IntoIterator<Item = &'b Blob>,
    ) -> Result<(), GitTrouble> {
        let files = wanted.into_iter().filter(|blob| blob.no_file.is_none()).map(|blob| &blob.oid);
        let mut wanted: Vec<Oid> = files.filter(|oid| !self.read.contains_key(oid)).cloned().collect();
        wanted.sort_unstable();
        wanted.dedup();
        for window in wanted.chunks(WINDOW) {
            let objects = match &mut self.objects {
                Some(objects) => objects,
                none => none.insert(git.objects()?),
            };
            let read = objects.read(window)?.into_iter().map(|bytes| Some(Content::of(&bytes?)));
            self.read.extend(window.iter().cloned().zip(read));
        }
        Ok(())
    }

    /// What an object says; `None` where this clone lacks it.
    pub(super) fn content(&self, oid: &Oid) -> Option<&Content> {
        self.read.get(oid)?.as_ref()
    }

    /// The text of a file that was read and is one.
    pub(super) fn text(&self, blob: &Blob) -> Option<&str> {
        if blob.no_file.is_some() { None } else { self.content(&blob.oid)?.text() }
    }
}
