//! The tree of spans: what both builders make and what decoding, places and edits read. It owns no text.
//!
//! Nodes lie in document order in one arena; `next` skips a whole subtree. A map's children are key, value, key, value.
//! Keys are always scalars. The spans are ours, the same whichever builder made them:
//!
//! - plain and quoted scalars: first to last character, quotes included;
//! - literal and folded scalars: from `|` or `>` to the end of the last content line, its line break excluded (of the header where there is no content);
//! - an absent value: the point just behind its `:` or `-` (behind the key where a flow map has no `:`);
//! - a block map: from its first key to the end of its last leaf; a block list: from its first `-` to the end of its last leaf; flow: bracket to bracket.

use crate::source::{KeyPath, Span, Step};

/// What a node is, and how it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Kind {
    /// A value that is not there.
    Absent,
    /// A plain scalar.
    Plain,
    /// `'single-quoted'`.
    Single,
    /// `"double-quoted"`.
    Double,
    /// `|`.
    Literal,
    /// `>`.
    Folded,
    /// A map, one entry a line.
    BlockMap,
    /// A list, one dash an item.
    BlockList,
    /// `{a: b}`.
    FlowMap,
    /// `[a, b]`.
    FlowList,
}

impl Kind {
    /// Whether it holds one text and no children.
    pub fn is_scalar(self) -> bool {
        (self as u8) <= Kind::Folded as u8
    }

    /// Whether it is a map of either layout.
    pub fn is_map(self) -> bool {
        matches!(self, Kind::BlockMap | Kind::FlowMap)
    }

    /// Whether it is a list of either layout.
    pub fn is_list(self) -> bool {
        matches!(self, Kind::BlockList | Kind::FlowList)
    }
}

/// One node: 16 bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Node {
    /// The first byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// The node after this one's subtree.
    pub next: u32,
    /// Block collections: the column (in bytes, from 0) of their keys or dashes. Literal and folded scalars: the indentation of their content. Else 0.
    pub indent: u16,
    /// What it is.
    pub kind: Kind,
    /// Plain and quoted scalars whose text is not the span's as it stands: they run over several lines, or hold escapes.
    pub cooked: bool,
}

impl Node {
    /// Its bytes.
    pub fn span(&self) -> Span {
        Span { start: self.start, end: self.end }
    }
}

/// The number of a node in its tree.
pub type NodeId = u32;

/// The nodes of one document, the root first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tree {
    /// In document order.
    pub nodes: Vec<Node>,
}

/// An entry or item that a path leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// The key's node; `None` for the root and for list items.
    pub key: Option<NodeId>,
    /// The value's node.
    pub value: NodeId,
}

impl Tree {
    /// The root.
    pub const ROOT: NodeId = 0;

    /// A node by its number.
    pub fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id as usize]
    }

    /// The direct children: items of a list; keys and values, in turn, of a map.
    pub fn children(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        let parent = self.node(id);
        let end = parent.next;
        let mut at = id + 1;
        std::iter::from_fn(move || {
            let current = at;
            (current < end).then(|| {
                at = self.node(current).next;
                current
            })
        })
    }

    /// The entries of a map: key and value.
    pub fn entries(&self, id: NodeId) -> impl Iterator<Item = (NodeId, NodeId)> + '_ {
        let mut children = self.children(id);
        std::iter::from_fn(move || Some((children.next()?, children.next()?)))
    }
}

/// A text and its tree.
#[derive(Clone, Copy, Debug)]
pub struct Document<'t> {
    /// The text that was read.
    pub text: &'t str,
    /// Its tree.
    pub tree: &'t Tree,
}

impl<'t> Document<'t> {
    /// The raw text of a node, quotes and all.
    pub fn raw(&self, id: NodeId) -> &'t str {
        self.tree.node(id).span().of(self.text)
    }

    /// Whether a value is not there: left out, `null` or `~`, unquoted.
    #[inline]
    pub fn is_null(&self, id: NodeId) -> bool {
        let node = self.tree.node(id);
        match node.kind {
            Kind::Absent => true,
            // asked of every scalar of a book, so its length is looked at before its letters
            Kind::Plain => match node.end - node.start {
                0 => true,
                1 => self.text.as_bytes()[node.start as usize] == b'~',
                4 => matches!(self.raw(id), "null" | "Null" | "NULL"),
                _ => false,
            },
            _ => false,
        }
    }

    /// The entry of a map under `key`.
    pub fn entry(&self, map: NodeId, key: &str) -> Option<(NodeId, NodeId)> {
        let (tree, map_node) = (self.tree, self.tree.node(map));
        if !map_node.kind.is_map() {
            return None;
        }
        // asked of item after item of long lists, so it goes from key to key itself
        let mut at = map + 1;
        while at < map_node.next {
            let node = tree.node(at);
            if self.says(node, key) {
                return Some((at, node.next));
            }
            at = tree.node(node.next).next;
        }
        None
    }

    /// Whether a scalar says exactly this.
    #[inline]
    fn says(&self, node: &Node, text: &str) -> bool {
        if node.kind != Kind::Plain || node.cooked {
            return self.decoded(node) == text;
        }
        // asked of key after key, so its length and first letter are looked at before the others
        let (start, end) = (node.start as usize, node.end as usize);
        end - start == text.len()
            && self.text.as_bytes().get(start) == text.as_bytes().first()
            && self.text.as_bytes().get(start..end) == Some(text.as_bytes())
    }

    /// Where a path leads; `None` when it leads nowhere.
    pub fn find(&self, path: impl AsRef<[Step]>) -> Option<Found> {
        path.as_ref().iter().try_fold(Found { key: None, value: Tree::ROOT }, |at, step| self.step(at, step))
    }

    /// Where a path leads, or the nearest parent that exists.
    pub fn nearest(&self, path: &KeyPath) -> Found {
        let mut at = Found { key: None, value: Tree::ROOT };
        for step in &path.0 {
            match self.step(at, step) {
                Some(found) => at = found,
                None => break,
            }
        }
        at
    }

    fn step(&self, at: Found, step: &Step) -> Option<Found> {
        match step {
            Step::Key(key) => self.entry(at.value, key).map(|(key, value)| Found { key: Some(key), value }),
            Step::Index(index) => {
                self.tree.node(at.value).kind.is_list().then_some(())?;
                self.tree.children(at.value).nth(*index).map(|value| Found { key: None, value })
            }
            Step::Item(field, wanted) => {
                self.tree.node(at.value).kind.is_list().then_some(())?;
                self.tree
                    .children(at.value)
                    .find(|&item| self.entry(item, field).is_some_and(|(_, value)| self.scalar(value) == *wanted))
                    .map(|value| Found { key: None, value })
            }
        }
    }
}
