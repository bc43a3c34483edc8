//! One version of a record as the merge sees it: its lines, its tree, and what each value says as a number that is quick to compare.

use super::layout::{Item, lay_out};
use crate::source::Span;
use crate::yaml::{Document, Fault, NodeId, Tree, comments, read};
use std::hash::{DefaultHasher, Hash, Hasher};

/// What a line holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Held {
    Blank,
    Comment,
    Content,
}

/// One line: its bytes without the break, and how far it is indented.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) column: usize,
    pub(super) held: Held,
}

/// A text whose lines end in `\n`, the last one too, taken apart.
pub(super) struct Version<'t> {
    pub(super) text: &'t str,
    pub(super) tree: Tree,
    pub(super) lines: Vec<Line>,
    /// From `#` to the end of the line, in order.
    pub(super) comments: Vec<Span>,
    /// What each node says, layout aside; the order of a map does not count.
    pub(super) said: Vec<u64>,
    /// The record; `None` where its lines are laid out in a way that cannot be taken apart.
    root: Option<Item>,
}

impl<'t> Version<'t> {
    /// Reads a text and takes it apart.
    pub(super) fn read(text: &'t str) -> Result<Version<'t>, Fault> {
        let tree = read(text)?;
        let document = Document { text, tree: &tree };
        let comments = comments(document);
        let said = said(document);
        let lines = lines(text, &comments);
        let mut version = Version { text, tree, lines, comments, said, root: None };
        version.root = lay_out(&version);
        Ok(version)
    }

    pub(super) fn root(&self) -> Option<&Item> {
        self.root.as_ref()
    }

    /// How many blank lines stand at its end.
    pub(super) fn tail(&self) -> usize {
        self.lines.iter().rev().take_while(|line| line.held == Held::Blank).count()
    }

    pub(super) fn document(&self) -> Document<'_> {
        Document { text: self.text, tree: &self.tree }
    }

    /// The number of the line that holds a byte.
    pub(super) fn line_of(&self, at: usize) -> usize {
        self.lines.partition_point(|line| line.start <= at).saturating_sub(1)
    }

    /// A line without its indentation and its break.
    pub(super) fn trimmed(&self, line: usize) -> &'t str {
        let line = self.lines[line];
        self.text[line.start..line.end].trim()
    }

    /// The comments whose `#` lies in a stretch of the text.
    pub(super) fn comments_in(&self, from: usize, to: usize) -> &[Span] {
        let first = self.comments.partition_point(|span| (span.start as usize) < from);
        let last = self.comments.partition_point(|span| (span.start as usize) < to);
        &self.comments[first..last.max(first)]
    }
}

fn lines(text: &str, comments: &[Span]) -> Vec<Line> {
    let mut lines = Vec::with_capacity(text.len() / 24 + 1);
    let (mut start, mut comment) = (0, comments.iter().peekable());
    while start < text.len() {
        let end = memchr::memchr(b'\n', &text.as_bytes()[start..]).map_or(text.len(), |end| start + end);
        let own = &text.as_bytes()[start..end];
        let column = own.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        while comment.next_if(|span| (span.start as usize) < start + column).is_some() {}
        let is_comment = comment.peek().is_some_and(|span| span.start as usize == start + column);
        let held = match column == own.len() {
            true => Held::Blank,
            false if is_comment => Held::Comment,
            false => Held::Content,
        };
        lines.push(Line { start, end, column, held });
        start = end + 1;
    }
    lines
}

/// One number from several.
pub(super) fn hash(value: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// What every node says, children before their parents.
fn said(document: Document<'_>) -> Vec<u64> {
    let tree = document.tree;
    let mut said = vec![0; tree.nodes.len()];
    for id in (0..tree.nodes.len()).rev() {
        let node = NodeId::try_from(id).unwrap_or(NodeId::MAX);
        let kind = tree.node(node).kind;
        said[id] = if kind.is_map() {
            let entry = |(key, value): (NodeId, NodeId)| hash((said[key as usize], said[value as usize]));
            hash(("map", tree.entries(node).map(entry).fold(0_u64, u64::wrapping_add)))
        } else if kind.is_list() {
            hash(("list", tree.children(node).map(|item| said[item as usize]).collect::<Vec<_>>()))
        } else if document.is_null(node) {
            0
        } else {
            hash(document.scalar(node).trim_end_matches('\n'))
        };
    }
    said
}
