//! The builder for what people write: one pass over the bytes of a record, line by line.
//!
//! It knows the record dialect and nothing else. Whatever is unusual, doubtful or wrong it *declines* (`None`), and the
//! builder for all of YAML reads the text again or says what is wrong with it. For any text, its tree is that one's tree.

mod block;
mod flow;
mod keys;
mod scan;
mod text;

use super::full::DEPTH;
use super::{Kind, Node, Tree};
use keys::Seen;

/// Builds the tree of a text in the record dialect; `None` where it declines, and then `tree` holds nothing of use.
pub(super) fn fast(text: &str, tree: &mut Tree) -> Option<()> {
    let bytes = text.as_bytes();
    scan::ordinary(bytes)?;
    tree.nodes.clear();
    tree.nodes.reserve(bytes.len() / 6);
    let open = Vec::with_capacity(12);
    Fast { bytes, nodes: &mut tree.nodes, open, pos: 0, column: 0, at_end: false, last_end: 0 }.run()
}

/// A block collection whose end is not known yet.
struct Open {
    id: u32,
    /// The column of its keys or dashes.
    column: u32,
    is_list: bool,
    seen: Seen,
}

/// Texts are at most 16 MiB long, and hold no more nodes than bytes.
#[expect(clippy::cast_possible_truncation, reason = "checked before a text gets here")]
#[inline]
fn offset(at: usize) -> u32 {
    at as u32
}

struct Fast<'t, 'n> {
    bytes: &'t [u8],
    nodes: &'n mut Vec<Node>,
    open: Vec<Open>,
    /// The first character of the next line that is neither blank nor a comment, unless `at_end`.
    pos: usize,
    /// Its column.
    column: u32,
    at_end: bool,
    /// The end of the last leaf.
    last_end: u32,
}

impl Fast<'_, '_> {
    fn run(mut self) -> Option<()> {
        let mut start = if self.bytes.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
        if self.bytes[start..].starts_with(b"---") {
            start = self.line_after(start + 3)?;
        }
        self.advance(start)?;
        if self.at_end {
            return None;
        }
        if matches!(self.byte(self.pos), Some(b'[' | b'{')) {
            let end = self.flow(self.pos, 0)?;
            self.finish_line(end)?;
            return self.at_end.then_some(());
        }
        self.node(-1)?;
        while !self.at_end {
            self.line()?;
        }
        while let Some(open) = self.open.pop() {
            self.close(open.id);
        }
        Some(())
    }

    /// One line that begins an entry or an item of a collection that is open.
    fn line(&mut self) -> Option<()> {
        loop {
            let open = self.open.last()?;
            if open.column == self.column {
                if !open.is_list {
                    return self.entry();
                }
                if self.is_dash(self.pos) {
                    return self.item();
                }
                // a list in the column of its key ends where the next key begins
            } else if open.column < self.column {
                return None;
            }
            let id = open.id;
            self.open.pop();
            self.close(id);
        }
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.bytes.get(at).copied()
    }

    /// Whether the line ends here.
    fn ends(&self, at: usize) -> bool {
        matches!(self.byte(at), None | Some(b'\n' | b'\r'))
    }

    fn is_dash(&self, at: usize) -> bool {
        self.byte(at) == Some(b'-') && matches!(self.byte(at + 1), None | Some(b' ' | b'\n' | b'\r'))
    }

    fn spaces(&self, at: usize) -> usize {
        scan::spaces(self.bytes, at)
    }

    /// The start of the next line; `at` is the end of one.
    fn next_line(&self, at: usize) -> usize {
        match self.byte(at) {
            Some(b'\r') => at + 2,
            Some(_) => at + 1,
            None => at,
        }
    }

    /// Past blanks and a comment to the start of the next line; declines where anything else stands there.
    fn line_after(&self, at: usize) -> Option<usize> {
        let rest = self.spaces(at);
        if self.ends(rest) {
            return Some(self.next_line(rest));
        }
        if self.byte(rest) == Some(b'#') && rest > at { Some(self.past_comment(rest)) } else { None }
    }

    /// The start of the line after the comment at `at`.
    fn past_comment(&self, at: usize) -> usize {
        memchr::memchr(b'\n', &self.bytes[at..]).map_or(self.bytes.len(), |end| at + end + 1)
    }

    /// To the next line that holds something, from the start of a line.
    fn advance(&mut self, start: usize) -> Option<()> {
        let mut start = start;
        loop {
            let at = self.spaces(start);
            match self.byte(at) {
                None => {
                    self.at_end = true;
                    return Some(());
                }
                Some(b'\n') => start = at + 1,
                Some(b'\r') => start = at + 2,
                Some(b'#') => start = self.past_comment(at),
                Some(b'\t') => return None,
                Some(_) => {
                    self.pos = at;
                    self.column = u32::try_from(at - start).ok()?;
                    return Some(());
                }
            }
        }
    }

    /// The rest of the line must hold nothing; then on to the next line that does.
    fn finish_line(&mut self, at: usize) -> Option<()> {
        let start = self.line_after(at)?;
        self.advance(start)
    }

    fn next_id(&self) -> u32 {
        offset(self.nodes.len())
    }

    fn leaf(&mut self, kind: Kind, start: usize, end: usize, indent: u16, cooked: bool) {
        let node = Node { start: offset(start), end: offset(end), next: self.next_id() + 1, indent, kind, cooked };
        self.last_end = node.end;
        self.nodes.push(node);
    }

    fn absent(&mut self, at: usize) {
        self.leaf(Kind::Absent, at, at, 0, false);
    }

    /// Opens a block collection whose first key or dash is at `start`.
    fn begin(&mut self, is_list: bool, start: usize, column: u32) -> Option<()> {
        if self.open.len() >= DEPTH {
            return None;
        }
        let id = self.next_id();
        self.open.push(Open { id, column, is_list, seen: Seen::default() });
        let kind = if is_list { Kind::BlockList } else { Kind::BlockMap };
        let indent = u16::try_from(column).ok()?;
        self.nodes.push(Node { start: offset(start), end: 0, next: 0, indent, kind, cooked: false });
        Some(())
    }

    fn close(&mut self, id: u32) {
        let next = self.next_id();
        let node = &mut self.nodes[id as usize];
        (node.end, node.next) = (self.last_end, next);
    }

    /// The column of the innermost block collection; -1 at the top.
    fn block_column(&self) -> i64 {
        self.open.last().map_or(-1, |open| i64::from(open.column))
    }
}
