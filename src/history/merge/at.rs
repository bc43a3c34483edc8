//! An item in its version, and what can be asked of it.

use super::layout::{Item, Sort};
use super::sheet::Side;
use super::version::Version;
use super::want::{Child, Want};
use crate::yaml::{Kind, NodeId};
use std::collections::HashMap;

/// Whether a value is one text: what says the same twice says no more than once.
pub(super) fn is_word((version, node): (&Version<'_>, NodeId)) -> bool {
    let kind = version.tree.node(node).kind;
    kind.is_scalar() && kind != Kind::Absent
}

/// An item of a version.
#[derive(Clone, Copy)]
pub(super) struct At<'v> {
    pub(super) version: &'v Version<'v>,
    pub(super) item: &'v Item,
}

impl<'v> At<'v> {
    pub(super) fn kind(self) -> Kind {
        self.version.tree.node(self.item.node).kind
    }

    pub(super) fn said(self) -> u64 {
        self.version.said[self.item.node as usize]
    }

    /// Whether it has no value: `null`, or nothing behind its colon.
    pub(super) fn says_nothing(self) -> bool {
        self.item.sort == Sort::Entry && self.said() == 0
    }

    /// What it holds, and whether by keys (`None`: nothing tells); `None` for what is no list or map with lines of its own, nor empty.
    pub(super) fn children(self) -> Option<(&'v [Item], Option<bool>)> {
        match (&self.item.inner, self.kind()) {
            (Some(inner), Kind::Absent) => Some((&inner.items, None)),
            (Some(inner), _) => Some((&inner.items, Some(inner.is_map))),
            (None, kind @ (Kind::FlowMap | Kind::FlowList)) => {
                let empty = self.version.tree.children(self.item.node).next().is_none();
                empty.then_some((&[], Some(kind == Kind::FlowMap)))
            }
            _ => None,
        }
    }

    /// The same beside another version of it: what says nothing is an empty list where that one is a list.
    pub(super) fn children_beside(self, other: At<'_>) -> Option<(&'v [Item], Option<bool>)> {
        let is_none = self.says_nothing() && other.kind().is_list();
        self.children().or_else(|| is_none.then_some((&[], Some(false))))
    }

    /// Whether it has no value, or only empty brackets.
    pub(super) fn is_unfilled(self) -> bool {
        let is_empty = |(items, _): (&[Item], Option<bool>)| items.is_empty();
        self.item.sort == Sort::Entry && (self.says_nothing() || self.children().is_some_and(is_empty))
    }

    pub(super) fn of(self, item: &'v Item) -> At<'v> {
        At { version: self.version, item }
    }

    pub(super) fn want(self) -> Want<'v> {
        Want::Of(self.version, self.item.node)
    }

    pub(super) fn child(self, when: Option<Side>) -> Child<'v> {
        let key = (self.item.sort == Sort::Entry).then_some(self.item.label.as_str());
        Child { key, when, want: self.want() }
    }

    pub(super) fn reads_as(self, other: At<'_>) -> bool {
        self.version.reads_as(self.item, other.version, other.item)
    }

    pub(super) fn whole(self, column: usize) -> String {
        let mut text = String::new();
        self.version.whole(self.item, column, &mut text);
        text
    }

    pub(super) fn body(self, column: usize) -> String {
        self.version.body(self.item, column)
    }

    /// Whether it is one text, in a line or in several.
    pub(super) fn is_word(self) -> bool {
        is_word((self.version, self.item.node))
    }

    /// Whether nothing is in it that was not in the base: it is the same, or some of its entries are gone.
    pub(super) fn is_left_of(self, base: At<'_>) -> bool {
        if self.item.mark == base.item.mark {
            return true;
        }
        let is_keyed = |item: &Item| item.inner.as_ref().is_none_or(|inner| inner.keyed);
        let (Some((items, kind)), Some((bases, was))) = (self.children(), base.children()) else { return false };
        if kind != was || self.item.notes != base.item.notes || !is_keyed(self.item) || !is_keyed(base.item) {
            return false;
        }
        let bases: HashMap<u64, &Item> = bases.iter().map(|item| (item.token, item)).collect();
        items.iter().all(|item| {
            let was = bases.get(&item.token);
            was.is_some_and(|was| At { item, ..self }.is_left_of(At { item: was, ..base }))
        })
    }
}
