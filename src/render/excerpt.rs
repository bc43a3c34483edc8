//! The lines of a file that a finding is about, safe to show, short enough to read, and where in them the mark belongs.
//! Knows characters and widths, not findings.

use super::sanitize::{flag, is_hostile};
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthChar;

/// What a tab is shown as.
const TAB: &str = "    ";

/// Lines made safe, and the bytes of them that are meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Excerpt {
    /// The lines.
    pub(super) text: String,
    /// What is meant; empty for a point between two characters.
    pub(super) mark: Range<usize>,
}

/// The lines from `start` to `end` (line and column in characters, both from 1; the end is one past the last character), each in at
/// most `room` columns.
pub(super) fn excerpt(lines: &str, start: (u32, u32), end: (u32, u32), room: usize) -> Excerpt {
    let lines = if start.0 == 1 { lines.trim_start_matches('\u{feff}') } else { lines };
    let mut shown = Excerpt { text: String::new(), mark: 0..0 };
    let last = lines.lines().count().saturating_sub(1);
    for (at, line) in lines.lines().enumerate() {
        let from = if at == 0 { start.1 as usize - 1 } else { 0 };
        let is_end = u32::try_from(at).is_ok_and(|at| start.0 + at == end.0);
        let to = if is_end { end.1 as usize - 1 } else { usize::MAX };
        if at > 0 {
            shown.text.push('\n');
        }
        let mark = Line::new(line).print(from, to.max(from), room, &mut shown.text);
        if at == 0 {
            shown.mark = mark.clone();
        }
        if at == last {
            shown.mark.end = mark.end;
        }
    }
    shown
}

/// One character as it is shown.
struct Glyph {
    text: String,
    width: usize,
    /// Whether a line may be cut before it.
    opens: bool,
}

struct Line(Vec<Glyph>);

impl Line {
    fn new(line: &str) -> Line {
        let mut glyphs = Vec::with_capacity(line.len());
        for cluster in line.graphemes(true) {
            let flag = flag(cluster).unwrap_or_default();
            for (at, c) in cluster.char_indices() {
                let text = match c {
                    '\t' => TAB.to_owned(),
                    c if is_hostile(c) && at >= flag => c.escape_unicode().to_string(),
                    c => c.to_string(),
                };
                let width = text.chars().map(|c| c.width().unwrap_or(0)).sum();
                glyphs.push(Glyph { text, width, opens: at == 0 });
            }
        }
        Line(glyphs)
    }

    fn width(&self, range: Range<usize>) -> usize {
        self.0[range].iter().map(|glyph| glyph.width).sum()
    }

    /// Prints as much of the line as there is room for, the mark's start among it, and says where the mark came to lie.
    fn print(&self, from: usize, to: usize, room: usize, out: &mut String) -> Range<usize> {
        let (from, to) = (from.min(self.0.len()), to.min(self.0.len()));
        let (left, right) = self.window(from, to, room);
        if left > 0 {
            out.push('…');
        }
        let mut mark = out.len()..out.len();
        for (at, glyph) in (left..right).zip(&self.0[left..right]) {
            out.push_str(&glyph.text);
            if at < from {
                mark.start = out.len();
            }
            if at < to {
                mark.end = out.len();
            }
        }
        if right < self.0.len() {
            out.push('…');
        }
        mark.start..mark.end.max(mark.start)
    }

    /// Which characters to show: all, or the start of the line as far as the mark fits into it, or those around the mark.
    fn window(&self, from: usize, to: usize, room: usize) -> (usize, usize) {
        let end = self.0.len();
        if self.width(0..end) <= room {
            return (0, end);
        }
        let room = room.saturating_sub(2);
        let mut left = 0;
        if self.width(0..to) > room {
            // a third of the room is for what stands before
            let mut before = 0;
            left = from;
            while left > 0 && before + self.0[left - 1].width <= room / 3 {
                left -= 1;
                before += self.0[left].width;
            }
            while left < from && !self.0[left].opens {
                left += 1;
            }
        }
        let (mut right, mut taken) = (left, 0);
        while right < end && taken + self.0[right].width <= room {
            taken += self.0[right].width;
            right += 1;
        }
        while right > from + 1 && right < end && !self.0[right].opens {
            right -= 1;
        }
        (left, right)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(line: &str, from: u32, to: u32, room: usize) -> (String, String) {
        let Excerpt { text, mark } = excerpt(line, (7, from), (7, to), room);
        let meant = text[mark].to_owned();
        (text, meant)
    }

    #[test]
    fn what_acts_is_shown_and_the_mark_stays_on_its_words() {
        // `x: ` and one hostile character stand before: the word is characters 5 to 8.
        assert_eq!(marked("x: \u{202e}film", 5, 9, 80), ("x: \\u{202e}film".into(), "film".into()));
        assert_eq!(marked("\tx: a\u{1b}b", 5, 8, 80), ("    x: a\\u{1b}b".into(), "a\\u{1b}b".into()));
        let scotland = "\u{1f3f4}\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}";
        let flags = format!("x: {scotland}\u{e0041} a\u{200f}");
        assert_eq!(marked(&flags, 4, 11, 80), (format!("x: {scotland}\\u{{e0041}} a\\u{{200f}}"), scotland.to_owned()));
        assert_eq!(marked("name: น้ำ 品牌", 11, 13, 80), ("name: น้ำ 品牌".into(), "品牌".into()));
    }

    #[test]
    fn a_byte_order_mark_is_no_character() {
        let Excerpt { text, mark } = excerpt("\u{feff}title: x", (1, 8), (1, 9), 80);
        assert_eq!((text.as_str(), &text[mark]), ("title: x", "x"));
    }

    #[test]
    fn a_long_line_is_cut_around_what_is_meant() {
        let line = format!("{} here {}", "a".repeat(100), "b".repeat(100));
        // Of 30 columns two are for the marks of a cut: 9 stand before the word, 28 in all.
        let (text, meant) = marked(&line, 102, 106, 30);
        assert_eq!((text.as_str(), meant.as_str()), ("…aaaaaaaa here bbbbbbbbbbbbbb…", "here"));
        let (text, meant) = marked(&line, 1, 3, 30);
        assert_eq!((text.chars().count(), meant.as_str()), (29, "aa"));
        let (_, meant) = marked(&line, 1, 207, 30);
        assert_eq!(meant.chars().count(), 28, "a mark as long as its line ends where the line is cut");
    }

    #[test]
    fn a_cut_never_splits_a_cluster() {
        // Six columns are left of eight; น้ำ is two columns and three characters.
        let (text, _) = marked("น้ำน้ำน้ำน้ำน้ำ", 1, 2, 8);
        assert_eq!(text, "น้ำน้ำน้ำ…");
    }

    #[test]
    fn a_mark_may_run_over_lines_or_be_a_point() {
        let Excerpt { text, mark } = excerpt("goal: >\r\n  One.\r\n  Two.", (6, 7), (8, 7), 80);
        assert_eq!((text.as_str(), &text[mark]), ("goal: >\n  One.\n  Two.", ">\n  One.\n  Two."));
        let Excerpt { text, mark } = excerpt("goal: >\n  One.", (6, 7), (90, 7), 80);
        assert_eq!(&text[mark], ">\n  One.", "of a text that is not all here, to the end of what is");
        assert_eq!(excerpt("tone:", (1, 6), (1, 6), 80).mark, 5..5);
        assert_eq!(excerpt("", (3, 1), (3, 1), 80), Excerpt { text: String::new(), mark: 0..0 });
    }
}
