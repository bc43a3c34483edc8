//! Quoted texts and block texts.

use super::super::Kind;
use super::super::Node;
use super::super::scalar::{decode, header};
use super::{Fast, offset};

impl Fast<'_, '_> {
    /// The end of the quoted text at `start`, and whether it is cooked. Lines it goes on over must be right of `column`.
    pub(super) fn quoted(&self, start: usize, column: i64) -> Option<(usize, bool)> {
        let quote = self.bytes[start];
        let (mut at, mut cooked, mut escapes) = (start + 1, false, false);
        loop {
            at += if quote == b'"' {
                memchr::memchr3(b'"', b'\\', b'\n', self.bytes.get(at..)?)?
            } else {
                memchr::memchr2(b'\'', b'\n', self.bytes.get(at..)?)?
            };
            match self.bytes[at] {
                b'\n' => {
                    at = self.continuation(at + 1, column)?;
                    cooked = true;
                }
                b'\\' => {
                    // an escaped break is a break too: it is looked at next
                    let is_break = matches!(self.byte(at + 1)?, b'\n' | b'\r');
                    at += if is_break { 1 } else { 2 };
                    (cooked, escapes) = (true, true);
                }
                b'\'' if self.byte(at + 1) == Some(b'\'') => {
                    at += 2;
                    cooked = true;
                }
                _ => {
                    let end = at + 1;
                    if escapes {
                        self.escapes_are_known(start, end)?;
                    }
                    return Some((end, cooked));
                }
            }
        }
    }

    /// The first character of the next line with text in it.
    fn continuation(&self, line: usize, column: i64) -> Option<usize> {
        let mut line = line;
        loop {
            let text = self.spaces(line);
            match self.byte(text)? {
                b'\n' => line = text + 1,
                b'\r' => line = text + 2,
                b'\t' => return None,
                _ => return (i64::try_from(text - line).ok()? > column).then_some(text),
            }
        }
    }

    #[cold]
    fn escapes_are_known(&self, start: usize, end: usize) -> Option<()> {
        let text = std::str::from_utf8(&self.bytes[start..end]).ok()?;
        let node = Node { start: 0, end: offset(text.len()), next: 1, indent: 0, kind: Kind::Double, cooked: true };
        decode(text, &node).map(drop)
    }

    /// The block text whose `|` or `>` is at `start`.
    pub(super) fn block_text(&mut self, start: usize) -> Option<()> {
        let kind = if self.bytes[start] == b'|' { Kind::Literal } else { Kind::Folded };
        let header = header(&self.bytes[start..]);
        let column = self.block_column();
        let mut line = self.line_after(start + header.width)?;
        let mut indent = match header.indent {
            0 => None,
            deeper => Some(usize::try_from(column.max(0)).ok()? + usize::from(deeper)),
        };
        let (mut end, mut deepest_blank) = (None, 0);
        while line < self.bytes.len() {
            let text = self.spaces(line);
            let spaces = text - line;
            if self.ends(text) && indent.is_none_or(|indent| spaces <= indent) {
                deepest_blank = deepest_blank.max(spaces);
                if text >= self.bytes.len() {
                    break;
                }
                line = self.next_line(text);
                continue;
            }
            let deep = if let Some(indent) = indent {
                indent
            } else {
                if i64::try_from(spaces).ok()? <= column {
                    break;
                }
                // an empty line deeper than the text, or a tab where the text begins, is for the other builder
                if deepest_blank > spaces || self.byte(text) == Some(b'\t') {
                    return None;
                }
                spaces
            };
            if spaces < deep {
                break;
            }
            indent = Some(deep);
            let stop = memchr::memchr(b'\n', &self.bytes[text..]).map_or(self.bytes.len(), |at| text + at);
            end = Some(if stop > text && self.bytes[stop - 1] == b'\r' { stop - 1 } else { stop });
            line = (stop + 1).min(self.bytes.len());
        }
        // a text without content is for the other builder
        let (end, indent) = (end?, u16::try_from(indent?).ok()?);
        self.leaf(kind, start, end, indent, false);
        self.advance(line)
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::Tree;
    use super::super::fast;

    #[test]
    fn what_is_doubtful_is_declined() {
        for text in ["a: \"\\q\"\n", "a: |\n", "a: 'x\n", "a: \"x\ny\"\n", "a: >\n    \n  x\n", "a: |\n  \tx\n"] {
            assert_eq!(fast(text, &mut Tree::default()), None, "{text:?}");
        }
    }
}
