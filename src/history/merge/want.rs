//! What the merged record must say: the proof that the text which was written says it.

use super::sheet::Side;
use super::version::Version;
use crate::yaml::{Document, NodeId};
use std::collections::HashMap;

/// What a value of the result must say.
#[derive(Clone)]
pub(super) enum Want<'v> {
    /// What a value of a version says.
    Of(&'v Version<'v>, NodeId),
    /// This text.
    Text(String),
    /// These entries, in any order.
    Map(Vec<Child<'v>>),
    /// These items.
    List(Vec<Child<'v>>),
}

/// An entry or item of the result.
#[derive(Clone)]
pub(super) struct Child<'v> {
    /// Its key; of an item none.
    pub(super) key: Option<&'v str>,
    /// Whose it is, where the sides clash; `None`: it is there whichever is taken.
    pub(super) when: Option<Side>,
    pub(super) want: Want<'v>,
}

impl Want<'_> {
    /// Whether a node says it, where one takes a side in every clash.
    pub(super) fn fits(&self, found: Document<'_>, node: NodeId, side: Side) -> bool {
        let kind = found.tree.node(node).kind;
        let there =
            |children: &[Child<'_>]| children.iter().filter(|child| child.when.is_none_or(|when| when == side)).count();
        match self {
            Want::Of(version, own) => same(version.document(), *own, found, node),
            Want::Text(text) => {
                kind.is_scalar()
                    && !found.is_null(node)
                    && found.scalar(node).trim_end_matches('\n') == text.trim_end_matches('\n')
            }
            Want::Map(children) | Want::List(children) if there(children) == 0 => {
                found.is_null(node) || (!kind.is_scalar() && found.tree.children(node).next().is_none())
            }
            Want::Map(children) => {
                let entries: HashMap<_, _> = match kind.is_map() {
                    true => found.tree.entries(node).map(|(key, value)| (found.scalar(key), value)).collect(),
                    false => return false,
                };
                let mut wanted = children.iter().filter(|child| child.when.is_none_or(|when| when == side));
                entries.len() == there(children)
                    && wanted.all(|child| {
                        let value = entries.get(child.key.unwrap_or_default());
                        value.is_some_and(|value| child.want.fits(found, *value, side))
                    })
            }
            Want::List(children) => {
                let wanted = children.iter().filter(|child| child.when.is_none_or(|when| when == side));
                kind.is_list()
                    && found.tree.children(node).count() == there(children)
                    && wanted.zip(found.tree.children(node)).all(|(child, item)| child.want.fits(found, item, side))
            }
        }
    }
}

/// Whether two values say the same.
pub(super) fn same(one: Document<'_>, node: NodeId, other: Document<'_>, own: NodeId) -> bool {
    let (kind, own_kind) = (one.tree.node(node).kind, other.tree.node(own).kind);
    if kind.is_map() || own_kind.is_map() {
        if !(kind.is_map() && own_kind.is_map()) {
            return false;
        }
        let entries: HashMap<_, _> = other.tree.entries(own).map(|(key, value)| (other.scalar(key), value)).collect();
        let mut count = 0;
        let all = one.tree.entries(node).all(|(key, value)| {
            count += 1;
            entries.get(&one.scalar(key)).is_some_and(|found| same(one, value, other, *found))
        });
        return all && count == entries.len();
    }
    if kind.is_list() || own_kind.is_list() {
        return kind.is_list()
            && own_kind.is_list()
            && one.tree.children(node).count() == other.tree.children(own).count()
            && one
                .tree
                .children(node)
                .zip(other.tree.children(own))
                .all(|(item, found)| same(one, item, other, found));
    }
    match (one.is_null(node), other.is_null(own)) {
        (false, false) => one.scalar(node).trim_end_matches('\n') == other.scalar(own).trim_end_matches('\n'),
        (mine, theirs) => mine == theirs,
    }
}
