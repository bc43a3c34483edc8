//! Making words fit: the width of sanitized text on a terminal, cutting and wrapping them between clusters, and sharing a page among columns.
//! Knows widths, not what the words mean.

use std::borrow::Cow;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Columns that a text takes on a terminal.
pub(super) fn width(text: &str) -> usize {
    // Most cells are ids, dates and figures, and sanitized: a byte is a column.
    if text.is_ascii() { text.len() } else { text.width() }
}

/// The text in at most `limit` columns, with `…` where it was cut; never inside a cluster.
pub(super) fn cut(text: &str, limit: usize) -> Cow<'_, str> {
    if width(text) <= limit {
        return Cow::Borrowed(text);
    }
    let kept = head(text, limit.saturating_sub(1)).trim_end();
    Cow::Owned(if limit == 0 { String::new() } else { format!("{kept}…") })
}

/// The text in lines of at most `limit` columns, broken at blanks, and inside a word only where it alone is too long.
pub(super) fn wrap(text: &str, limit: usize) -> Vec<String> {
    let limit = limit.max(2);
    let mut lines = Vec::new();
    let mut current = String::new();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        if !current.is_empty() {
            if width(&current) + 1 + width(word) <= limit {
                current.push(' ');
                current.push_str(word);
                continue;
            }
            lines.push(std::mem::take(&mut current));
        }
        let mut rest = word;
        loop {
            let piece = match head(rest, limit) {
                "" => rest.graphemes(true).next().unwrap_or(rest),
                piece => piece,
            };
            if piece.len() == rest.len() {
                break;
            }
            lines.push(piece.to_owned());
            rest = &rest[piece.len()..];
        }
        rest.clone_into(&mut current);
    }
    if !current.is_empty() || lines.is_empty() {
        lines.push(current);
    }
    lines
}

/// The longest start of `text`, in whole clusters, of at most `room` columns. Clusters side by side may join into
/// something narrower, never into something wider, so their sum is on the safe side.
fn head(text: &str, room: usize) -> &str {
    let mut taken = 0;
    for (at, cluster) in text.grapheme_indices(true) {
        taken += width(cluster);
        if taken > room {
            return &text[..at];
        }
    }
    text
}

/// What one column would like, and how far it gives way.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wish {
    /// The width at which nothing is cut.
    pub(super) natural: usize,
    /// The width below which it cannot go; the natural one for what is never cut.
    pub(super) least: usize,
}

/// The widths of columns on a page of `room` columns, gaps not counted; `None` where they cannot all stand side by side.
/// The widest gives way first, until it is no wider than the next.
pub(super) fn share(wishes: &[Wish], room: usize) -> Option<Vec<usize>> {
    let mut widths: Vec<usize> = wishes.iter().map(|wish| wish.natural).collect();
    let mut over = widths.iter().sum::<usize>().saturating_sub(room);
    while over > 0 {
        let widest =
            (0..wishes.len()).filter(|&at| widths[at] > wishes[at].least).max_by_key(|&at| (widths[at], at))?;
        widths[widest] -= 1;
        over -= 1;
    }
    Some(widths)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cut_never_splits_a_cluster() {
        // Each of the six Chinese characters is two columns: five columns hold two of them and the mark.
        assert_eq!(cut("品牌广告提案", 5), "品牌…");
        // น้ำ is one cluster of n + tone mark + am, two columns in all.
        assert_eq!(cut("น้ำน้ำ", 3), "น้ำ…");
        assert_eq!(cut("e\u{301}e\u{301}e\u{301}", 2), "e\u{301}…");
        assert_eq!(cut("exactly", 7), "exactly");
        assert_eq!(cut("a word more", 7), "a word…");
        assert_eq!(cut("anything", 0), "");
    }

    #[test]
    fn lines_break_at_blanks_and_long_words_between_clusters() {
        assert_eq!(wrap("the quick brown fox", 10), ["the quick", "brown fox"]);
        assert_eq!(wrap("品牌广告", 5), ["品牌", "广告"]);
        assert_eq!(wrap("", 10), [""]);
    }

    #[test]
    fn the_widest_column_gives_way_first() {
        let wishes = [Wish { natural: 9, least: 9 }, Wish { natural: 30, least: 8 }, Wish { natural: 12, least: 8 }];
        assert_eq!(share(&wishes, 51), Some(vec![9, 30, 12]));
        assert_eq!(share(&wishes, 40), Some(vec![9, 19, 12]));
        assert_eq!(share(&wishes, 29), Some(vec![9, 10, 10]));
        assert_eq!(share(&wishes, 24), None);
    }
}
