//! Files that are no records: what `--from` reads, what `-o` writes, and where a path typed by a person lies in the book.

use super::Store;
use crate::domain::layout::AnyId;
use crate::yaml::check_bytes;
use anyhow::{Context, Result, bail};
use std::path::Path;

/// Files larger than any record are not documents.
const LARGEST: u64 = 16 * 1024 * 1024;

/// Reads a document that a person named.
pub fn read_input(path: &Path) -> Result<Vec<u8>> {
    let facts = std::fs::metadata(path).with_context(|| format!("cannot read `{}`", path.display()))?;
    if !facts.is_file() || facts.len() > LARGEST {
        bail!("`{}` is not a document", path.display());
    }
    std::fs::read(path).with_context(|| format!("cannot read `{}`", path.display()))
}

/// Writes output that a person asked for by name.
pub fn write_output(path: &Path, bytes: &[u8]) -> Result<()> {
    std::fs::write(path, bytes).with_context(|| format!("cannot write `{}`", path.display()))
}

impl Store {
    /// Where a path on disk lies in the book, with `/`; `None` where nothing is there, or it lies outside.
    pub fn relative(&self, path: &Path) -> Result<Option<String>> {
        let Ok(real) = path.canonicalize() else { return Ok(None) };
        let root = self.root().canonicalize().with_context(|| format!("cannot find `{}`", self.root().display()))?;
        let inside = real.strip_prefix(&root).ok();
        let parts = |inside: &Path| {
            let names: Vec<String> = inside.iter().map(|part| part.to_string_lossy().into_owned()).collect();
            names.join("/")
        };
        Ok(inside.map(parts))
    }

    /// The text of a record, whether or not it reads.
    pub fn read_record(&self, id: &AnyId) -> Result<String> {
        let path = self.path(&id.path());
        let bytes = std::fs::read(&path).with_context(|| format!("cannot read `{}`", path.display()))?;
        match check_bytes(&bytes) {
            Ok(text) => Ok(text.to_owned()),
            Err(fault) => bail!("{}:{}:{}: {}", id.path(), fault.position.line, fault.position.column, fault.message),
        }
    }
}
