//! Which records there are, by name alone.

use super::Store;
use super::kinds::{Filed, by_kind};
use super::listing::list;
use crate::domain::layout::{AnyId, folder};
use crate::domain::record::Kind;
use crate::values::ClientId;
use anyhow::{Context, Result};

impl Store {
    /// The ids of a kind, sorted; of one client where it says so. No file is opened. Timesheets are everybody's.
    pub fn names(&self, kind: Kind, client: Option<&ClientId>) -> Result<Vec<AnyId>> {
        if let (Kind::Client, Some(client)) = (kind, client) {
            let id = AnyId::Client(client.clone());
            return Ok(if self.exists(&id)? { vec![id] } else { Vec::new() });
        }
        let parent = client.filter(|_| kind != Kind::Timesheet).map(ClientId::as_str);
        let ids = by_kind!(kind, T => {
            let listing = list::<T>(&self.origin, parent);
            let mut ids: Vec<AnyId> = listing.files.into_iter().map(|(id, _)| <T as Filed>::any(id)).collect();
            ids.sort();
            ids
        });
        self.origin.sound()?;
        Ok(ids)
    }

    /// Whether something lies where a record's file would: one look at the disk.
    pub fn exists(&self, id: &AnyId) -> Result<bool> {
        let path = id.path();
        let found = self.origin.what(&path).with_context(|| format!("cannot look at `{path}`"))?;
        Ok(found.is_some())
    }

    /// The names in the folder that the records of a kind and client lie in, whatever they are.
    pub(super) fn raw_names(&self, kind: Kind, client: &ClientId) -> Result<Vec<String>> {
        let path = format!("{}/{client}", folder(kind));
        let listed = self.origin.entries(&path).with_context(|| format!("cannot list `{path}`"))?;
        Ok(listed.into_iter().map(|entry| entry.name).collect())
    }
}
