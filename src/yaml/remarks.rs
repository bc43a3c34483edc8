//! Comments that hold a word, and what they stand at: their own line, or the entry or item below them.

use super::tree::{Document, Kind, NodeId, Tree};
use crate::source::{Position, Span};
use memchr::memmem::Finder;

/// A comment, and the lines it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Remark {
    /// From its `#` to the end of its line.
    pub span: Span,
    /// The first line it is about, from 1.
    pub first: u32,
    /// The last line it is about.
    pub last: u32,
}

/// The comments in which `word` stands right behind the `#`, blanks aside; in order.
pub fn remarks(document: &Document<'_>, word: &str) -> Vec<Remark> {
    let text = document.text;
    let hits = Finder::new(word);
    let hits = hits.find_iter(text.as_bytes());
    hits.filter_map(|at| remark(document, at)).collect()
}

fn remark(document: &Document<'_>, at: usize) -> Option<Remark> {
    let text = document.text;
    let hash = text[..at].trim_end_matches([' ', '\t']).strip_suffix('#')?.len();
    let begun = text[..hash].rfind('\n').map_or(0, |end| end + 1);
    let end = end_of_line(text, hash);
    if is_text(text, document.tree, hash) || !text[begun..hash].chars().next_back().is_none_or(char::is_whitespace) {
        return None;
    }
    let span = Span { start: u32::try_from(hash).ok()?, end: u32::try_from(end).ok()? };
    let own = Position::of(text, hash).line;
    if !text[begun..hash].trim().is_empty() {
        return Some(Remark { span, first: own, last: own });
    }
    // above a block: blank lines and other comments may stand between
    let mut below = (end + 1).min(text.len());
    while below < text.len() {
        let line = text[below..end_of_line(text, below)].trim();
        if !line.is_empty() && !line.starts_with('#') {
            break;
        }
        below = (end_of_line(text, below) + 1).min(text.len());
    }
    let last = block(document, Tree::ROOT, below, end_of_line(text, below)).unwrap_or(below);
    let line = |at: usize| Position::of(text, at).line;
    Some(Remark { span, first: line(below), last: line(last) })
}

fn end_of_line(text: &str, at: usize) -> usize {
    memchr::memchr(b'\n', &text.as_bytes()[at..]).map_or(text.len(), |line| at + line)
}

/// Whether a byte lies inside a scalar: there, `#` is text.
fn is_text(text: &str, tree: &Tree, at: usize) -> bool {
    let behind = tree.nodes.partition_point(|node| node.start as usize <= at);
    behind.checked_sub(1).is_some_and(|last| {
        let node = &tree.nodes[last];
        // a comment may stand behind the indicator of a block scalar
        let header = matches!(node.kind, Kind::Literal | Kind::Folded) && at < end_of_line(text, node.start as usize);
        node.kind.is_scalar() && at < node.end as usize && !header
    })
}

/// The end of the outermost entry or item that begins on the line from `start` to `end`.
fn block(document: &Document<'_>, parent: NodeId, start: usize, end: usize) -> Option<usize> {
    let tree = document.tree;
    let span = |node: NodeId| (tree.node(node).start as usize, tree.node(node).end as usize);
    let kind = tree.node(parent).kind;
    if kind.is_map() {
        for (key, value) in tree.entries(parent) {
            let ((from, named), (_, to)) = (span(key), span(value));
            if start <= from && from < end {
                return Some(to.max(named));
            }
            if from < start && start < to {
                return block(document, value, start, end);
            }
        }
    } else if kind.is_list() {
        for item in tree.children(parent) {
            let (from, to) = span(item);
            let begins = start <= from && from < end;
            if begins && document.text[start..from].bytes().all(|byte| matches!(byte, b' ' | b'-')) {
                return Some(to);
            }
            if begins || (from < start && start < to) {
                return block(document, item, start, end);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::yaml::read;

    fn lines(text: &str) -> Vec<(u32, u32)> {
        let tree = read(text).expect("reads");
        let found = remarks(&Document { text, tree: &tree }, "suits: ignore");
        found.iter().map(|remark| (remark.first, remark.last)).collect()
    }

    #[test]
    fn a_comment_behind_a_value_is_about_its_line() {
        assert_eq!(lines("a: 1 # suits: ignore[x] because\nb: 2\n"), [(1, 1)]);
        assert_eq!(lines("a: >   #suits: ignore[x] because\n  folded\n  text\nb: 2\n"), [(1, 1)]);
    }

    #[test]
    fn a_comment_above_is_about_the_whole_block_below() {
        let text = "title: x\n# suits: ignore[x] because\n# and a second remark\n\nlist:\n  - id: a\n    text: one\n  - id: b\nnext: 1\n";
        assert_eq!(lines(text), [(5, 8)]);
        assert_eq!(lines("# suits: ignore[x] y\ntitle: x\nnext: 1\n"), [(2, 2)], "the first entry, not the whole file");
    }

    #[test]
    fn above_an_item_it_is_about_that_item() {
        let text = "list:\n  # suits: ignore[x] y\n  - id: a\n    text: one\n  # suits: ignore[x] y\n  - id: b\n    deep:\n    # suits: ignore[x] y\n    - 1\n    - 2\n";
        assert_eq!(lines(text), [(3, 4), (6, 10), (9, 9)]);
    }

    #[test]
    fn in_a_text_it_is_text() {
        assert_eq!(lines("a: |\n  # suits: ignore[x] y\nb: '# suits: ignore[x] y'\nc: x#suits\n"), []);
    }

    #[test]
    fn at_the_end_of_a_file_it_is_about_nothing() {
        assert_eq!(lines("a: 1\n# suits: ignore[x] y").len(), 1);
    }
}
