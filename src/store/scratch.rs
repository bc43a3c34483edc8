//! Texts under a person's hands: what an editor has open, and what could not be applied.

use super::Store;
use super::lock::SCRATCH;
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};

/// One text under `.suits/edit/`.
#[derive(Clone, Debug)]
pub struct Scratch {
    path: PathBuf,
}

impl Store {
    /// The scratch text of a name, such as a record's id.
    pub fn scratch(&self, name: &str) -> Result<Scratch> {
        self.must_be_now()?;
        let name = name.replace('/', "-");
        let safe = !name.is_empty()
            && !name.starts_with('.')
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        if !safe {
            bail!("`{name}` is not the name of a record");
        }
        self.make_scratch().with_context(|| format!("cannot write in `{}`", self.root().display()))?;
        let folder = self.path(SCRATCH).join("edit");
        self.make_folder(&folder).with_context(|| format!("cannot make `{}`", folder.display()))?;
        Ok(Scratch { path: folder.join(format!("{name}.yaml")) })
    }
}

impl Scratch {
    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Writes it.
    pub fn write(&self, text: &str) -> Result<()> {
        std::fs::write(&self.path, text).with_context(|| format!("cannot write `{}`", self.path.display()))
    }

    /// What was left there from before.
    pub fn kept(&self) -> Result<Option<String>> {
        if self.path.exists() { self.read().map(Some) } else { Ok(None) }
    }

    /// Reads it.
    pub fn read(&self) -> Result<String> {
        std::fs::read_to_string(&self.path).with_context(|| format!("cannot read `{}`", self.path.display()))
    }

    /// Takes it away; one that is gone already is no trouble.
    pub fn remove(&self) -> Result<()> {
        match std::fs::remove_file(&self.path) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
            done => done.with_context(|| format!("cannot delete `{}`", self.path.display())),
        }
    }
}
