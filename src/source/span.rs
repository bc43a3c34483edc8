//! Byte spans and the lines and columns people read.

/// A half-open range of bytes in one text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The span from `start` up to, not including, `end`.
    pub fn new(start: usize, end: usize) -> Span {
        Span { start: clamp(start), end: clamp(end) }
    }

    /// An empty span: a point between two bytes.
    pub fn at(offset: usize) -> Span {
        Span::new(offset, offset)
    }

    /// The text it covers; empty where the span does not fit the text.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start as usize..self.end as usize).unwrap_or_default()
    }
}

/// Texts are capped far below this by the store; a longer one is pointed at its end.
fn clamp(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}

/// Where a person looks: both count from 1, columns in characters (a byte-order mark is none).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Position {
    /// The line, from 1.
    pub line: u32,
    /// The character in the line, from 1.
    pub column: u32,
}

impl Position {
    /// The first character of a file.
    pub const START: Position = Position { line: 1, column: 1 };

    /// The place of a byte offset in `text`; an offset past the end is the end.
    pub fn of(text: &str, offset: usize) -> Position {
        let offset = text.floor_char_boundary(offset.min(text.len()));
        let before = text[..offset].trim_start_matches('\u{feff}');
        let line = before.bytes().filter(|&byte| byte == b'\n').count() + 1;
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        let column = before[start..].chars().count() + 1;
        Position { line: clamp(line), column: clamp(column) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_lines_count_breaks() {
        assert_eq!(Position::of("a: 1\r\nชื่อ: x\n", "a: 1\r\nชื่อ".len()), Position { line: 2, column: 5 });
        assert_eq!(Position::of("\u{feff}a: 1", 3), Position::START);
        assert_eq!(Position::of("a\n", 99), Position { line: 2, column: 1 });
    }
}
