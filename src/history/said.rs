//! What the text of a record says: its values as they read, without layout, quoting and comments.

use crate::yaml::{Document, Fault, NodeId, Tree, read};

/// A value as it reads.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Said {
    /// Nothing: `null`, `~`, or a key without a value.
    Nothing,
    /// A text, a number, a date: the decoded text, `40` and `40.0` apart; without line breaks at its end, which are those of its block.
    Text(String),
    /// A list, in its order.
    List(Vec<Said>),
    /// A map, in its order.
    Map(Vec<(String, Said)>),
}

impl Said {
    /// What a text says; its first fault where it does not read.
    pub fn of(text: &str) -> Result<Said, Fault> {
        let tree = read(text)?;
        Ok(said(Document { text, tree: &tree }, Tree::ROOT))
    }

    /// What a node of a text says.
    pub(super) fn at(document: Document<'_>, node: NodeId) -> Said {
        said(document, node)
    }

    /// The value under a key of a map.
    pub fn get(&self, key: &str) -> Option<&Said> {
        match self {
            Said::Map(entries) => entries.iter().find(|(own, _)| own == key).map(|(_, value)| value),
            _ => None,
        }
    }

    /// A text.
    pub fn text(&self) -> Option<&str> {
        match self {
            Said::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Whether it says nothing.
    pub fn is_nothing(&self) -> bool {
        *self == Said::Nothing
    }
}

fn said(document: Document<'_>, node: NodeId) -> Said {
    let tree = document.tree;
    let kind = tree.node(node).kind;
    if kind.is_map() {
        let entry = |(key, value)| (document.scalar(key).into_owned(), said(document, value));
        return Said::Map(tree.entries(node).map(entry).collect());
    }
    if kind.is_list() {
        return Said::List(tree.children(node).map(|item| said(document, item)).collect());
    }
    if document.is_null(node) {
        return Said::Nothing;
    }
    Said::Text(document.scalar(node).trim_end_matches('\n').to_owned())
}
