//! What a value says, with the comments inside, as one number: the same however it is laid out, quoted and ordered.

use super::layout::Inner;
use super::version::{Version, hash};
use crate::domain::record::list_key;
use crate::source::{KeyPath, Step};
use crate::yaml::{Kind, NodeId};
use std::collections::HashSet;

/// The field that tells the items of a list apart, by the key that the list is under.
pub(super) fn key_of(name: &str) -> &'static str {
    list_key(&KeyPath(vec![Step::from(name.to_owned())]))
}

/// What a value says with the comments inside, layout aside.
pub(super) fn value(version: &Version<'_>, node: NodeId, inner: Option<&Inner>, name: &str) -> u64 {
    match inner {
        Some(inner) => {
            let marks = inner.items.iter().map(|item| item.mark);
            of_marks(inner.is_map, inner.keyed, marks)
        }
        None => bare(version, node, name),
    }
}

/// The same of what has no lines of its own.
fn bare(version: &Version<'_>, node: NodeId, name: &str) -> u64 {
    let (tree, document) = (&version.tree, version.document());
    match tree.node(node).kind {
        Kind::FlowMap | Kind::BlockMap => {
            let marks = tree.entries(node).map(|(key, value)| {
                let label = document.scalar(key).into_owned();
                let inner = bare(version, value, &label);
                hash((true, &label, inner, 0_u64))
            });
            of_marks(true, true, marks)
        }
        Kind::FlowList | Kind::BlockList => {
            let key = key_of(name);
            let mut seen = HashSet::new();
            let keyed = tree.children(node).all(|item| {
                let id = document.entry(item, key).filter(|(_, id)| !document.is_null(*id));
                id.is_some_and(|(_, id)| {
                    tree.node(id).kind.is_scalar() && seen.insert(document.scalar(id).into_owned())
                })
            });
            let marks = tree.children(node).map(|item| hash((false, "", bare(version, item, ""), 0_u64)));
            of_marks(false, keyed, marks)
        }
        _ => version.said[node as usize],
    }
}

fn of_marks(is_map: bool, keyed: bool, marks: impl Iterator<Item = u64>) -> u64 {
    if keyed { hash((is_map, marks.fold(0_u64, u64::wrapping_add))) } else { hash((is_map, marks.collect::<Vec<_>>())) }
}
