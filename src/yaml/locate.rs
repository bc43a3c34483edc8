//! From key paths to spans, and back.

use super::{Document, NodeId, Tree};
use crate::source::{KeyPath, Part, Span, Step};

/// The span of what a path leads to: the value there, or its key. A path that leads nowhere is its nearest parent that exists, and then its key.
pub fn locate(document: &Document<'_>, path: &KeyPath, part: Part) -> Span {
    let tree = document.tree;
    let Some(found) = document.find(path) else {
        let parent = document.nearest(path);
        return parent.key.map_or_else(|| first(document, parent.value), |key| tree.node(key).span());
    };
    match (part, found.key) {
        (Part::Key, Some(key)) => tree.node(key).span(),
        _ => tree.node(found.value).span(),
    }
}

/// The first character of a value.
fn first(document: &Document<'_>, id: NodeId) -> Span {
    let node = document.tree.node(id);
    let start = node.start as usize;
    let width = document.raw(id).chars().next().map_or(0, char::len_utf8);
    Span::new(start, start + width)
}

/// The path that leads to a node, list items by position. A key's path is that of its entry.
pub fn path_of(document: &Document<'_>, wanted: NodeId) -> KeyPath {
    let tree = document.tree;
    let (mut path, mut at) = (KeyPath::root(), Tree::ROOT);
    while at != wanted {
        let holds = |id: NodeId| (id..tree.node(id).next).contains(&wanted);
        if tree.node(at).kind.is_map() {
            let Some((key, value)) = tree.entries(at).find(|&(key, value)| key == wanted || holds(value)) else {
                break;
            };
            path.0.push(Step::from(document.scalar(key).into_owned()));
            if key == wanted {
                break;
            }
            at = value;
        } else {
            let Some((index, item)) = tree.children(at).enumerate().find(|&(_, item)| holds(item)) else { break };
            path.0.push(Step::Index(index));
            at = item;
        }
    }
    path
}
