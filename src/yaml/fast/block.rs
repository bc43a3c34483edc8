//! Block structure: entries, items, and what may stand behind a `:` or a `-` or on the lines below.

use super::super::Kind;
use super::Fast;
use super::scan::{Stop, plain, starts_plain};

/// A key may be this long: beyond, YAML sees no key.
const LONGEST_KEY: usize = 1000;

impl Fast<'_, '_> {
    /// A block node at `pos`: a list, a map, or a value alone on its line. `parent` is the column it must be right of.
    pub(super) fn node(&mut self, parent: i64) -> Option<()> {
        let (start, column) = (self.pos, self.column);
        if i64::from(column) <= parent {
            return None;
        }
        match self.byte(start)? {
            b'-' if self.is_dash(start) => {
                self.begin(true, start, column)?;
                self.item()
            }
            quote @ (b'"' | b'\'') => {
                let (end, cooked) = self.quoted(start, self.block_column())?;
                let kind = if quote == b'"' { Kind::Double } else { Kind::Single };
                if self.byte(end) == Some(b':') {
                    self.begin(false, start, column)?;
                    return self.entry();
                }
                self.top_level_is_open()?;
                self.leaf(kind, start, end, 0, cooked);
                self.finish_line(end)
            }
            b'[' | b'{' => {
                self.top_level_is_open()?;
                let end = self.flow(start, 0)?;
                self.finish_line(end)
            }
            _ => {
                if !starts_plain(self.bytes, start) {
                    return None;
                }
                let (end, stopped, stop) = plain(self.bytes, start, false)?;
                if stop == Stop::Colon {
                    self.begin(false, start, column)?;
                    return self.named(Kind::Plain, start, end, stopped);
                }
                self.top_level_is_open()?;
                self.plain_value(start, end, stopped, stop)
            }
        }
    }

    /// A record is a map or a list: a value alone is left to the other builder.
    fn top_level_is_open(&self) -> Option<()> {
        (!self.open.is_empty()).then_some(())
    }

    /// `key: value` at `pos`, in the map that is open.
    pub(super) fn entry(&mut self) -> Option<()> {
        let start = self.pos;
        match self.byte(start)? {
            quote @ (b'"' | b'\'') => {
                let (end, cooked) = self.quoted(start, i64::MAX)?;
                let kind = if quote == b'"' { Kind::Double } else { Kind::Single };
                let is_key = !cooked
                    && self.byte(end) == Some(b':')
                    && matches!(self.byte(end + 1), None | Some(b' ' | b'\n' | b'\r'));
                if is_key { self.named(kind, start, end, end) } else { None }
            }
            _ if !starts_plain(self.bytes, start) => None,
            _ => {
                let (end, colon, stop) = plain(self.bytes, start, false)?;
                if stop == Stop::Colon { self.named(Kind::Plain, start, end, colon) } else { None }
            }
        }
    }

    /// The rest of an entry whose key was found.
    fn named(&mut self, kind: Kind, start: usize, end: usize, colon: usize) -> Option<()> {
        let first = self.bytes[start];
        // markers of documents and of unfinished merges stand at the left margin
        let raw = &self.bytes[start..];
        let is_marker = self.column == 0 && (raw.starts_with(b"---") || raw.starts_with(b"...") || first == b'=');
        if end != colon || end - start > LONGEST_KEY || is_marker || first == b'<' {
            return None;
        }
        let name = if kind == Kind::Plain { &self.bytes[start..end] } else { &self.bytes[start + 1..end - 1] };
        let open = self.open.last_mut()?;
        open.seen.note(self.bytes, self.nodes, open.id + 1, name)?;
        let column = open.column;
        self.leaf(kind, start, end, 0, false);
        let value = self.spaces(colon + 1);
        if self.ends(value) || (self.byte(value) == Some(b'#') && value > colon + 1) {
            return self.below(colon + 1, value, column, true);
        }
        self.inline(value)
    }

    /// `- …` at `pos`, in the list that is open.
    pub(super) fn item(&mut self) -> Option<()> {
        let (dash, column) = (self.pos, self.column);
        let value = self.spaces(dash + 1);
        if self.ends(value) || self.byte(value) == Some(b'#') {
            return self.below(dash + 1, value, column, false);
        }
        match self.byte(value)? {
            b'|' | b'>' => self.block_text(value),
            _ => {
                self.pos = value;
                self.column = column + u32::try_from(value - dash).ok()?;
                self.node(i64::from(column))
            }
        }
    }

    /// The value is on the lines below, or absent. `behind` is the point behind the `:` or `-`, `rest` the first character after it.
    fn below(&mut self, behind: usize, rest: usize, column: u32, in_map: bool) -> Option<()> {
        if self.byte(rest) == Some(b'#') {
            // `key: #Text` may be a text that was meant
            if !matches!(self.byte(rest + 1), None | Some(b' ' | b'\n' | b'\r' | b'#')) {
                return None;
            }
            let next = self.past_comment(rest);
            self.advance(next)?;
        } else {
            let next = self.next_line(rest);
            self.advance(next)?;
        }
        if !self.at_end && self.column > column {
            return self.node(i64::from(column));
        }
        if !self.at_end && in_map && self.column == column && self.is_dash(self.pos) {
            self.begin(true, self.pos, column)?;
            return self.item();
        }
        self.absent(behind);
        Some(())
    }

    /// A value on the line of its key.
    fn inline(&mut self, start: usize) -> Option<()> {
        match self.byte(start)? {
            quote @ (b'"' | b'\'') => {
                let (end, cooked) = self.quoted(start, self.block_column())?;
                let kind = if quote == b'"' { Kind::Double } else { Kind::Single };
                self.leaf(kind, start, end, 0, cooked);
                self.finish_line(end)
            }
            b'[' | b'{' => {
                let end = self.flow(start, 0)?;
                self.finish_line(end)
            }
            b'|' | b'>' => self.block_text(start),
            _ if !starts_plain(self.bytes, start) => None,
            _ => {
                let (end, stopped, stop) = plain(self.bytes, start, false)?;
                if stop == Stop::Colon { None } else { self.plain_value(start, end, stopped, stop) }
            }
        }
    }

    /// A plain value whose first line was scanned: the lines below that are indented deeper go on with it.
    fn plain_value(&mut self, start: usize, end: usize, stopped: usize, stop: Stop) -> Option<()> {
        let column = self.block_column();
        let (mut end, mut stopped, mut stop, mut cooked) = (end, stopped, stop, false);
        loop {
            if stop == Stop::Comment {
                self.leaf(Kind::Plain, start, end, 0, cooked);
                let next = self.past_comment(stopped);
                return self.advance(next);
            }
            let mut line = self.next_line(stopped);
            let mut text = self.spaces(line);
            while text < self.bytes.len() && self.ends(text) {
                line = self.next_line(text);
                text = self.spaces(line);
            }
            let goes_on =
                self.byte(text).is_some_and(|first| first != b'#') && i64::try_from(text - line).ok()? > column;
            if !goes_on {
                self.leaf(Kind::Plain, start, end, 0, cooked);
                return self.advance(line);
            }
            (end, stopped, stop) = plain(self.bytes, text, false)?;
            if stop == Stop::Colon {
                return None;
            }
            cooked = true;
        }
    }
}
