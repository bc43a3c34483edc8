//! A text with its tree as an editor's hands see it: lines, columns, comments, dashes and colons. Changes nothing.

use crate::source::Span;
use crate::yaml::{Document, Kind, NodeId};
use unicode_width::UnicodeWidthStr;

/// One text, its tree and its comments.
pub(in crate::yaml) struct Page<'t> {
    pub(in crate::yaml) doc: Document<'t>,
    /// From `#` to the end of the line, in order.
    pub(in crate::yaml) comments: Vec<Span>,
}

impl<'t> Page<'t> {
    pub(in crate::yaml) fn new(doc: Document<'t>) -> Page<'t> {
        Page { doc, comments: comments(doc) }
    }

    pub(in crate::yaml) fn text(&self) -> &'t str {
        self.doc.text
    }

    pub(in crate::yaml) fn kind(&self, id: NodeId) -> Kind {
        self.doc.tree.node(id).kind
    }

    pub(in crate::yaml) fn start(&self, id: NodeId) -> usize {
        self.doc.tree.node(id).start as usize
    }

    pub(in crate::yaml) fn end(&self, id: NodeId) -> usize {
        self.doc.tree.node(id).end as usize
    }

    /// Whether a value is absent or a plain `null`.
    pub(in crate::yaml) fn is_null(&self, id: NodeId) -> bool {
        self.doc.is_null(id)
    }

    /// The first byte of the first line: behind a byte-order mark.
    pub(in crate::yaml) fn top(&self) -> usize {
        if self.text().starts_with('\u{feff}') { 3 } else { 0 }
    }

    /// The first byte of the line that holds `at`.
    pub(in crate::yaml) fn line_start(&self, at: usize) -> usize {
        memchr::memrchr(b'\n', &self.text().as_bytes()[..at]).map_or(self.top().min(at), |line| line + 1)
    }

    /// Where the line that holds `at` ends, its line break excluded.
    pub(in crate::yaml) fn line_end(&self, at: usize) -> usize {
        let rest = &self.text()[at..];
        let line = rest.find('\n').map_or(rest, |end| &rest[..end]);
        at + line.strip_suffix('\r').unwrap_or(line).len()
    }

    /// The first byte of the next line; the end of the text on the last one.
    pub(in crate::yaml) fn next_line(&self, at: usize) -> usize {
        self.text()[at..].find('\n').map_or(self.text().len(), |end| at + end + 1)
    }

    /// The column of `at`, in bytes from 0.
    pub(in crate::yaml) fn column(&self, at: usize) -> usize {
        at - self.line_start(at)
    }

    /// The line break that the line of `at` uses; the one before it decides for a last line without one.
    pub(in crate::yaml) fn eol(&self, at: usize) -> &'static str {
        let bytes = self.text().as_bytes();
        let end = memchr::memchr(b'\n', &bytes[at..]).map(|end| at + end).or_else(|| memchr::memrchr(b'\n', bytes));
        match end.and_then(|end| bytes[..end].last()) {
            Some(b'\r') => "\r\n",
            _ => "\n",
        }
    }

    /// The comment that stands on the line of `at`, at or behind it.
    pub(in crate::yaml) fn comment_behind(&self, at: usize) -> Option<Span> {
        let index = self.comments.partition_point(|comment| (comment.start as usize) < at);
        let comment = *self.comments.get(index)?;
        (self.line_start(comment.start as usize) <= at).then_some(comment)
    }

    /// What the line that starts at `line` holds.
    pub(in crate::yaml) fn line(&self, line: usize) -> Line {
        let text = &self.text()[line..self.line_end(line)];
        let column = text.len() - text.trim_start_matches([' ', '\t']).len();
        if column == text.len() {
            Line::Blank
        } else if self.comments.binary_search_by_key(&(line + column), |comment| comment.start as usize).is_ok() {
            Line::Comment(column)
        } else {
            Line::Content(column)
        }
    }

    /// Whether nothing but blanks stands before `at` on its line.
    pub(in crate::yaml) fn starts_line(&self, at: usize) -> bool {
        self.text()[self.line_start(at)..at].bytes().all(|byte| byte == b' ' || byte == b'\t')
    }

    /// Just behind the `:` of an entry.
    pub(in crate::yaml) fn behind_colon(&self, key: NodeId) -> usize {
        let end = self.end(key);
        self.text()[end..].find(':').map_or(end, |colon| end + colon + 1)
    }

    /// The dash of the n-th item of a block list.
    pub(in crate::yaml) fn dash(&self, list: NodeId, index: usize) -> usize {
        let before = index.checked_sub(1).and_then(|before| self.doc.tree.children(list).nth(before));
        self.dash_behind(list, before)
    }

    /// The items of a block list, each with its dash.
    pub(in crate::yaml) fn dashes(&self, list: NodeId) -> impl Iterator<Item = (NodeId, usize)> + '_ {
        let mut before = None;
        self.doc.tree.children(list).map(move |item| (item, self.dash_behind(list, before.replace(item))))
    }

    /// The dash of the item behind another; of the first behind none.
    fn dash_behind(&self, list: NodeId, before: Option<NodeId>) -> usize {
        let Some(before) = before else { return self.start(list) };
        let column = usize::from(self.doc.tree.node(list).indent);
        let mut line = self.next_line(self.end(before));
        while line < self.text().len() {
            if self.line(line) == Line::Content(column) {
                return line + column;
            }
            line = self.next_line(line);
        }
        line
    }

    /// The last leaf of a subtree.
    fn last_leaf(&self, id: NodeId) -> NodeId {
        let node = self.doc.tree.node(id);
        if node.kind.is_scalar() || matches!(node.kind, Kind::FlowMap | Kind::FlowList) {
            return id;
        }
        self.doc.tree.children(id).last().map_or(id, |last| self.last_leaf(last))
    }

    /// Whether a node ends in a block that keeps the blank lines behind it: `|+`.
    pub(in crate::yaml) fn keeps_blanks(&self, id: NodeId) -> bool {
        let leaf = self.last_leaf(id);
        matches!(self.kind(leaf), Kind::Literal | Kind::Folded)
            && self.text()[self.start(leaf)..self.header(leaf)].contains('+')
    }

    /// Just behind the last line of a node, with the blank lines that a `|+` keeps.
    pub(in crate::yaml) fn behind_lines(&self, id: NodeId) -> usize {
        let mut at = self.next_line(self.end(id));
        while self.keeps_blanks(id) && at < self.text().len() && self.line(at) == Line::Blank {
            at = self.next_line(at);
        }
        at
    }

    /// Just behind the `|2-` of a block scalar.
    pub(in crate::yaml) fn header(&self, id: NodeId) -> usize {
        let raw = self.doc.raw(id);
        let length = raw.find(|c: char| !matches!(c, '|' | '>' | '+' | '-' | '0'..='9')).unwrap_or(raw.len());
        self.start(id) + length
    }
}

/// What one line holds; the column counts bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::yaml) enum Line {
    Blank,
    Comment(usize),
    Content(usize),
}

/// How many columns of a terminal a text takes.
pub(in crate::yaml) fn width(text: &str) -> usize {
    text.width()
}

/// Every comment of a text, from its `#` to the end of its line: a `#` behind a blank or at the start of a line, outside all scalars.
pub fn comments(doc: Document<'_>) -> Vec<Span> {
    let mut comments = Vec::new();
    let mut from = 0;
    for node in doc.tree.nodes.iter().filter(|node| node.kind.is_scalar()) {
        let (start, end) = (node.start as usize, node.end as usize);
        gap(doc.text, from, start, &mut comments);
        if matches!(node.kind, Kind::Literal | Kind::Folded) {
            let header = doc.text[start..end].find('\n').map_or(end, |line| start + line);
            gap(doc.text, start, header, &mut comments);
        }
        from = end;
    }
    gap(doc.text, from, doc.text.len(), &mut comments);
    comments
}

fn gap(text: &str, from: usize, to: usize, comments: &mut Vec<Span>) {
    let mut at = from;
    while let Some(hash) = text[at..to].find('#').map(|hash| at + hash) {
        let opens = hash == 0
            || matches!(text.as_bytes()[hash - 1], b' ' | b'\t' | b'\n' | b'\r')
            || text[..hash] == *"\u{feff}";
        if opens {
            let line = text[hash..to].find('\n').map_or(to, |end| hash + end);
            comments.push(Span::new(hash, hash + text[hash..line].trim_end().len()));
            at = line;
        } else {
            at = hash + 1;
        }
    }
}
