//! Lists and maps in brackets.

use super::super::full::DEPTH;
use super::super::{Kind, Node};
use super::keys::Seen;
use super::scan::{Stop, plain, starts_plain};
use super::{Fast, offset};

impl Fast<'_, '_> {
    /// The collection whose bracket is at `start`; the byte behind its closing bracket. `depth` counts the brackets round it.
    pub(super) fn flow(&mut self, start: usize, depth: usize) -> Option<usize> {
        if self.open.len() + depth >= DEPTH {
            return None;
        }
        let is_map = self.bytes[start] == b'{';
        let (kind, bracket) = if is_map { (Kind::FlowMap, b'}') } else { (Kind::FlowList, b']') };
        let id = self.next_id();
        self.nodes.push(Node { start: offset(start), end: 0, next: 0, indent: 0, kind, cooked: false });
        let mut seen = Seen::default();
        let mut at = self.flow_space(start + 1)?;
        while self.byte(at)? != bracket {
            at = if is_map { self.flow_entry(at, depth, id, &mut seen)? } else { self.flow_value(at, depth)? };
            at = self.flow_space(at)?;
            match self.byte(at)? {
                b',' => at = self.flow_space(at + 1)?,
                byte if byte == bracket => {}
                _ => return None,
            }
        }
        let next = self.next_id();
        let node = &mut self.nodes[id as usize];
        (node.end, node.next) = (offset(at + 1), next);
        self.last_end = node.end;
        Some(at + 1)
    }

    fn flow_entry(&mut self, start: usize, depth: usize, map: u32, seen: &mut Seen) -> Option<usize> {
        let (kind, end, colon) = match self.byte(start)? {
            quote @ (b'"' | b'\'') => {
                let (end, cooked) = self.quoted(start, i64::MAX)?;
                if cooked || self.byte(end) != Some(b':') || self.byte(end + 1) != Some(b' ') {
                    return None;
                }
                (if quote == b'"' { Kind::Double } else { Kind::Single }, end, end)
            }
            b'<' => return None,
            _ if !starts_plain(self.bytes, start) => return None,
            _ => {
                let (end, colon, stop) = plain(self.bytes, start, true)?;
                if stop != Stop::Colon || end != colon || end - start > 1000 {
                    return None;
                }
                (Kind::Plain, end, colon)
            }
        };
        let name = if kind == Kind::Plain { &self.bytes[start..end] } else { &self.bytes[start + 1..end - 1] };
        seen.note(self.bytes, self.nodes, map + 1, name)?;
        self.leaf(kind, start, end, 0, false);
        let value = self.spaces(colon + 1);
        match self.byte(value)? {
            b'\n' | b'\r' | b'#' => None,
            b',' | b'}' => {
                self.absent(colon + 1);
                Some(value)
            }
            _ => self.flow_value(value, depth),
        }
    }

    fn flow_value(&mut self, start: usize, depth: usize) -> Option<usize> {
        match self.byte(start)? {
            quote @ (b'"' | b'\'') => {
                let (end, cooked) = self.quoted(start, i64::MAX)?;
                let kind = if quote == b'"' { Kind::Double } else { Kind::Single };
                self.leaf(kind, start, end, 0, cooked);
                // a `:` here would make it the key of a map without braces
                (self.byte(self.spaces(end)) != Some(b':')).then_some(end)
            }
            b'[' | b'{' => self.flow(start, depth + 1),
            _ if !starts_plain(self.bytes, start) => None,
            _ => {
                let (end, stopped, stop) = plain(self.bytes, start, true)?;
                self.leaf(Kind::Plain, start, end, 0, false);
                (stop != Stop::Colon).then_some(stopped)
            }
        }
    }

    /// Past blanks, line breaks and comments inside brackets.
    fn flow_space(&self, at: usize) -> Option<usize> {
        let mut at = at;
        loop {
            let text = self.spaces(at);
            match self.byte(text)? {
                b'\n' | b'\r' => {
                    let line = self.next_line(text);
                    let first = self.spaces(line);
                    // never at the left margin, where documents and unfinished merges have their marks
                    let is_right = i64::try_from(first - line).ok()? > self.block_column().max(0);
                    if !is_right && !matches!(self.byte(first)?, b']' | b'}' | b'\n' | b'\r' | b'#') {
                        return None;
                    }
                    at = first;
                }
                b'#' if matches!(self.bytes[text - 1], b' ' | b'\n') => {
                    // the break that ends the comment is looked at above
                    at = text + memchr::memchr(b'\n', &self.bytes[text..])?;
                }
                b'\t' => return None,
                _ => return Some(text),
            }
        }
    }
}
