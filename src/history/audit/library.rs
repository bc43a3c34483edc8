//! The texts of the past, read once each, in batches: whoever looks something up says first what will be wanted.

use super::past::Blob;
use crate::history::Said;
use crate::yaml::check_bytes;
use rayon::prelude::*;
use std::collections::HashMap;
use std::sync::Arc;

/// So many texts are kept; then the shelf is cleared.
const KEPT: usize = 20_000;

/// A text of the past.
#[derive(Debug)]
pub struct Page {
    /// What stands in the file; none where it is no text, or is not in this clone.
    pub text: Option<Box<str>>,
    /// What it says, with keys in one order and empty values left out; none where it does not read.
    pub said: Option<Said>,
}

/// Gives the bytes of some texts, in their order.
pub type Fetch<'f> = dyn FnMut(&[Blob]) -> Vec<Option<Vec<u8>>> + 'f;

/// The texts that were read.
pub struct Library<'f> {
    fetch: &'f mut Fetch<'f>,
    kept: HashMap<Blob, Arc<Page>>,
}

impl<'f> Library<'f> {
    /// An empty shelf.
    pub fn new(fetch: &'f mut Fetch<'f>) -> Library<'f> {
        Library { fetch, kept: HashMap::new() }
    }

    /// Reads what will be wanted, all at once.
    pub fn want(&mut self, blobs: impl IntoIterator<Item = Blob>) {
        let mut wanted: Vec<Blob> = blobs.into_iter().filter(|blob| !self.kept.contains_key(blob)).collect();
        wanted.sort_unstable();
        wanted.dedup();
        if wanted.is_empty() {
            return;
        }
        if self.kept.len() + wanted.len() > KEPT {
            self.kept.clear();
        }
        let bytes = (self.fetch)(&wanted);
        let pages: Vec<Arc<Page>> = bytes.into_par_iter().map(|bytes| Arc::new(page(bytes))).collect();
        self.kept.extend(wanted.into_iter().zip(pages));
    }

    /// One text, as it stands in the file.
    pub fn text(&mut self, blob: Blob) -> Option<Box<str>> {
        self.page(blob).text.clone()
    }

    /// One text, read.
    pub fn page(&mut self, blob: Blob) -> Arc<Page> {
        self.want([blob]);
        self.kept.get(&blob).cloned().unwrap_or_else(|| Arc::new(Page { text: None, said: None }))
    }
}

fn page(bytes: Option<Vec<u8>>) -> Page {
    let text: Option<Box<str>> = bytes.and_then(|bytes| check_bytes(&bytes).ok().map(Box::from));
    let said = text.as_deref().and_then(|text| Said::of(text).ok()).map(settled);
    Page { text, said }
}

/// The same with the keys of every map in one order, and without what says nothing.
pub(super) fn settled(said: Said) -> Said {
    match said {
        Said::Map(entries) => {
            let mut entries: Vec<(String, Said)> = entries
                .into_iter()
                .map(|(key, value)| (key, settled(value)))
                .filter(|(_, value)| !is_empty(value))
                .collect();
            entries.sort_by(|(one, _), (other, _)| one.cmp(other));
            Said::Map(entries)
        }
        Said::List(items) => Said::List(items.into_iter().map(settled).collect()),
        said => said,
    }
}

/// Whether a value is as good as none.
pub(super) fn is_empty(said: &Said) -> bool {
    match said {
        Said::Nothing => true,
        Said::Text(_) => false,
        Said::List(items) => items.is_empty(),
        Said::Map(entries) => entries.is_empty(),
    }
}
