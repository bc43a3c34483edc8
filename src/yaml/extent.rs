//! How far a literal or folded scalar runs, and how deep its content is indented.

use super::scalar::{header, line};

/// The end of the last content line (of the header where there is none), and the content's indentation (then 0).
pub(super) struct Extent {
    /// One past the last byte.
    pub(super) end: usize,
    /// In bytes.
    pub(super) indent: u16,
}

/// Measures the block scalar whose `|` or `>` stands at `start`, inside a block at `column` (-1: the top).
pub(super) fn extent(text: &str, start: usize, column: i32) -> Extent {
    let header = header(&text.as_bytes()[start..]);
    let mut extent = Extent { end: start + header.width, indent: 0 };
    let mut indent =
        (header.indent > 0).then(|| usize::try_from(column.max(0)).unwrap_or(0) + usize::from(header.indent));
    let mut rest = line(&text[start..]).2;
    while !rest.is_empty() {
        let (full, _, next) = line(rest);
        let spaces = full.bytes().take_while(|&byte| byte == b' ').count();
        let is_empty = spaces == full.len() && indent.is_none_or(|indent| spaces <= indent);
        if !is_empty {
            let indent = *indent.get_or_insert(spaces);
            let is_outside = spaces < indent || i64::try_from(indent).is_ok_and(|indent| indent <= i64::from(column));
            if is_outside || (indent == 0 && is_document_marker(full)) {
                break;
            }
            extent =
                Extent { end: text.len() - rest.len() + full.len(), indent: u16::try_from(indent).unwrap_or(u16::MAX) };
        }
        rest = next;
    }
    extent
}

/// Whether a line at the left margin ends or starts a document.
fn is_document_marker(line: &str) -> bool {
    (line.starts_with("---") || line.starts_with("..."))
        && line.as_bytes().get(3).is_none_or(|next| b" \t".contains(next))
}
