//! From tree to record: one serde deserializer, whichever builder made the tree.
//!
//! Null means not there. Unknown keys are collected, not refused; what is under `x` is the agency's own.
//! Every fault points at the value, names its field and says what to write.

use super::trouble::Trouble;
use super::value::Value;
use super::{Document, Fault, Kind, NodeId, Tree};
use crate::source::{Span, Wanted};
use serde::de::DeserializeOwned;
use std::cell::RefCell;

/// A record and the keys in it that its type does not know.
#[derive(Clone, Debug)]
pub struct Decoded<T> {
    /// The record.
    pub record: T,
    /// In the order of the file.
    pub unknown: Vec<UnknownKey>,
}

/// A key that the type of its map has no field for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownKey {
    /// The key's node.
    pub key: NodeId,
    /// The fields that its map may have.
    pub known: &'static [&'static str],
}

/// Decodes a record. With `keep`, keys that it does not list are skipped unread; their fields must have defaults.
pub fn decode<T: DeserializeOwned>(document: &Document<'_>, keep: Option<&[Wanted<'_>]>) -> Result<Decoded<T>, Fault> {
    let desk = Desk { document: *document, keep, unknown: RefCell::default() };
    let root = document.tree.node(Tree::ROOT);
    if root.kind == Kind::Absent {
        return Err(Fault::new("wrong-type", "there is no record in this file", root.span())
            .help("write its fields, one `key: value` a line, or delete the file"));
    }
    let record = T::deserialize(Value::root(&desk)).map_err(|trouble: Trouble| {
        let start = root.start as usize;
        let first = document.text[start..].chars().next().map_or(0, char::len_utf8);
        trouble.into_fault(Span::new(start, start + first))
    })?;
    Ok(Decoded { record, unknown: desk.unknown.into_inner() })
}

/// What all values of one decoding share.
pub(super) struct Desk<'t, 'k> {
    pub(super) document: Document<'t>,
    /// What is wanted at the top; `None`: all.
    pub(super) keep: Option<&'k [Wanted<'k>]>,
    pub(super) unknown: RefCell<Vec<UnknownKey>>,
}
