//! The text of a scalar, decoded from its span: folding, escapes, block scalars. The same for both builders.

use super::{Document, Kind, Node, NodeId};
use std::borrow::Cow;

impl<'t> Document<'t> {
    /// The decoded text of a scalar; empty for an absent value and for collections. Borrowed unless the text is cooked.
    #[inline]
    pub fn scalar(&self, id: NodeId) -> Cow<'t, str> {
        let node = self.tree.node(id);
        match node.kind {
            // nearly all of them, keys above all
            Kind::Plain if !node.cooked => Cow::Borrowed(self.raw(id)),
            _ => self.decoded(node),
        }
    }

    /// The same of a node, whatever it is.
    pub(super) fn decoded(&self, node: &Node) -> Cow<'t, str> {
        decode(self.text, node).unwrap_or_else(|| Cow::Borrowed(node.span().of(self.text)))
    }
}

/// The text of a scalar node; `None` where an escape is none of YAML's.
pub(super) fn decode<'t>(text: &'t str, node: &Node) -> Option<Cow<'t, str>> {
    let raw = node.span().of(text);
    Some(match node.kind {
        Kind::Plain if node.cooked => Cow::Owned(folded(raw)),
        Kind::Plain => Cow::Borrowed(raw),
        Kind::Single | Kind::Double => {
            let inner = raw.get(1..raw.len().saturating_sub(1)).unwrap_or_default();
            match (node.cooked, node.kind) {
                (false, _) => Cow::Borrowed(inner),
                (true, Kind::Single) => Cow::Owned(folded(inner).replace("''", "'")),
                (true, _) => Cow::Owned(unescaped(inner)?),
            }
        }
        Kind::Literal | Kind::Folded => Cow::Owned(block(text, node)),
        _ => Cow::Borrowed(""),
    })
}

/// Splits off the first line: the line, its break, and the rest. A lone carriage return breaks lines too.
pub(super) fn line(text: &str) -> (&str, &str, &str) {
    let Some(at) = memchr::memchr2(b'\n', b'\r', text.as_bytes()) else { return (text, "", "") };
    let width = if text[at..].starts_with("\r\n") { 2 } else { 1 };
    (&text[..at], &text[at..at + width], &text[at + width..])
}

fn is_blank(character: char) -> bool {
    character == ' ' || character == '\t'
}

/// Flow folding: one break is a space, more are one break fewer, and the blanks round them go.
fn folded(raw: &str) -> String {
    let (first, mut ended, mut rest) = line(raw);
    let mut out = String::with_capacity(raw.len());
    out.push_str(if ended.is_empty() { first } else { first.trim_end_matches(is_blank) });
    let mut breaks = 0;
    while !ended.is_empty() {
        let (next, next_ended, next_rest) = line(rest);
        let content = next.trim_start_matches(is_blank);
        (ended, rest) = (next_ended, next_rest);
        let content = if ended.is_empty() { content } else { content.trim_end_matches(is_blank) };
        if content.is_empty() && !ended.is_empty() {
            breaks += 1;
            continue;
        }
        push_breaks(&mut out, breaks);
        breaks = 0;
        out.push_str(content);
    }
    out
}

fn push_breaks(out: &mut String, breaks: usize) {
    if breaks == 0 {
        out.push(' ');
    } else {
        out.extend(std::iter::repeat_n('\n', breaks));
    }
}

/// The inside of a double-quoted scalar: folded, with its escapes resolved.
fn unescaped(raw: &str) -> Option<String> {
    let mut out = String::with_capacity(raw.len());
    let mut rest = raw;
    // Blanks that an escape wrote are content: a line break does not take them away.
    let mut kept = 0;
    loop {
        let Some(at) = rest.find(['\\', '\n', '\r']) else {
            out.push_str(rest);
            return Some(out);
        };
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let escaped_break = rest.starts_with("\\\n") || rest.starts_with("\\\r");
        if rest.starts_with('\\') && !escaped_break {
            let (character, width) = escape(rest)?;
            out.push(character);
            kept = out.len();
            rest = &rest[width..];
            continue;
        }
        if escaped_break {
            rest = &rest[1..];
        } else {
            let end = kept.max(out.trim_end_matches(is_blank).len());
            out.truncate(end);
        }
        rest = line(rest).2;
        let mut breaks = 0;
        loop {
            rest = rest.trim_start_matches(is_blank);
            if !rest.starts_with(['\n', '\r']) {
                break;
            }
            rest = line(rest).2;
            breaks += 1;
        }
        if !escaped_break || breaks > 0 {
            push_breaks(&mut out, breaks);
        }
        kept = out.len();
    }
}

/// The character of the escape that `rest` starts with, and how many bytes the escape takes.
fn escape(rest: &str) -> Option<(char, usize)> {
    let plain = match rest.as_bytes().get(1)? {
        b'0' => '\0',
        b'a' => '\x07',
        b'b' => '\x08',
        b't' | b'\t' => '\t',
        b'n' => '\n',
        b'v' => '\x0b',
        b'f' => '\x0c',
        b'r' => '\r',
        b'e' => '\x1b',
        b' ' => ' ',
        b'"' => '"',
        b'/' => '/',
        b'\\' => '\\',
        b'N' => '\u{85}',
        b'_' => '\u{a0}',
        b'L' => '\u{2028}',
        b'P' => '\u{2029}',
        b'x' => return Some((char::from_u32(hex(rest, 2, 2)?)?, 4)),
        b'U' => return Some((char::from_u32(hex(rest, 2, 8)?)?, 10)),
        b'u' => {
            let high = hex(rest, 2, 4)?;
            if !(0xd800..0xdc00).contains(&high) {
                return Some((char::from_u32(high)?, 6));
            }
            let low = rest.get(6..8).filter(|&next| next == "\\u").and_then(|_| hex(rest, 8, 4))?;
            let low = (0xdc00..0xe000).contains(&low).then_some(low)?;
            return Some((char::from_u32(0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00))?, 12));
        }
        _ => return None,
    };
    Some((plain, 2))
}

fn hex(rest: &str, from: usize, digits: usize) -> Option<u32> {
    let digits = rest.get(from..from + digits)?;
    let all_hex = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    all_hex.then(|| u32::from_str_radix(digits, 16).ok())?
}

/// What a block scalar's header says.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Header {
    /// `-` or `+`.
    pub(super) chomp: Option<u8>,
    /// The indentation indicator, 0 when there is none.
    pub(super) indent: u8,
    /// The bytes of the indicators, `|` or `>` included.
    pub(super) width: usize,
}

/// Reads the header that `raw` starts with.
pub(super) fn header(raw: &[u8]) -> Header {
    let mut header = Header { width: 1, ..Header::default() };
    for &byte in raw.iter().skip(1).take(2) {
        match byte {
            b'+' | b'-' if header.chomp.is_none() => header.chomp = Some(byte),
            b'1'..=b'9' if header.indent == 0 => header.indent = byte - b'0',
            _ => break,
        }
        header.width += 1;
    }
    header
}

/// The text of a literal or folded scalar.
fn block(text: &str, node: &Node) -> String {
    let (start, end, indent) = (node.start as usize, node.end as usize, usize::from(node.indent));
    let header = header(&text.as_bytes()[start..]);
    let folds = node.kind == Kind::Folded;
    let mut out = String::with_capacity(end - start);
    let (mut begun, mut breaks, mut was_indented) = (false, 0, false);
    let (head, _, mut rest) = line(&text[start..]);
    if end > start + head.len() {
        let mut left = end - (text.len() - rest.len());
        loop {
            let (full, ended, next) = line(rest);
            if full.len() <= indent {
                breaks += 1; // a content line is longer than its indentation
            } else {
                let content = &full[indent..];
                let indented = content.starts_with(is_blank);
                if folds && begun && !was_indented && !indented {
                    push_breaks(&mut out, breaks);
                } else {
                    out.extend(std::iter::repeat_n('\n', breaks + usize::from(begun)));
                }
                (begun, breaks, was_indented) = (true, 0, indented);
                out.push_str(content);
            }
            rest = next;
            if left <= full.len() {
                break;
            }
            left -= full.len() + ended.len();
        }
    }
    if begun && header.chomp != Some(b'-') {
        out.push('\n');
    }
    if header.chomp == Some(b'+') {
        loop {
            let (blank, ended, next) = line(rest);
            let is_empty = blank.bytes().all(|byte| byte == b' ') && (blank.len() <= indent || !begun);
            if ended.is_empty() || !is_empty {
                break;
            }
            out.push('\n');
            rest = next;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_joins_lines_and_keeps_all_but_one_break_of_blank_ones() {
        assert_eq!(folded("a \n  b\n\n \n c"), "a b\n\nc");
        assert_eq!(folded(" a\r\n "), " a ");
    }

    #[test]
    fn every_escape_of_yaml_is_resolved() {
        assert_eq!(unescaped(r#"\x41\u00e4\U0001F600\ud83d\ude00\"\\\/\n"#).as_deref(), Some("Aä😀😀\"\\/\n"));
        assert_eq!(unescaped("a \\\n  b\\t \n c").as_deref(), Some("a b\t c"));
        assert_eq!(unescaped(r"\q"), None);
        assert_eq!(unescaped(r"\ud83d"), None);
    }
}
