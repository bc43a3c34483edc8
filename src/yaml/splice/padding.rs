//! The blanks between a value and the comment behind it, when the value's length changes.
//!
//! A comment three or more blanks away, or in one column with the nearest other comment behind a value, keeps its column
//! while the value leaves it a blank; one that was pushed out of its neighbours' column returns to it when it can. Any
//! other comment follows its value at the distance it had.

use super::page::{Page, width};
use crate::source::Span;

/// How many blanks go between the new value and `comment`, where the old value, from `from` to `to`, took one line.
pub(super) fn padding(page: &Page<'_>, comment: Span, (from, to): (usize, usize), new: &str) -> usize {
    let start = comment.start as usize;
    let blanks = width(&page.text()[to..start]);
    let (old_width, new_width) = (width(&page.text()[from..to]), width(new));
    let column = comment_column(page, start);
    let (above, below) = neighbours(page, comment);
    let aligned = above == Some(column) || below == Some(column);
    if aligned || blanks >= 3 {
        return match (old_width + blanks).checked_sub(new_width) {
            Some(left) if left >= 1 => left,
            _ if aligned => 1,
            _ => blanks,
        };
    }
    let common = match (above, below) {
        (Some(above), Some(below)) if above != below => None,
        (above, below) => above.or(below),
    };
    let value_at = column - blanks - old_width;
    match common.filter(|&common| common < column).and_then(|common| common.checked_sub(value_at + new_width)) {
        Some(left) if left >= 1 => left,
        _ => blanks,
    }
}

/// The columns of the nearest comments behind values, above and below.
fn neighbours(page: &Page<'_>, comment: Span) -> (Option<usize>, Option<usize>) {
    const NEAR: usize = 8;
    let at = page.comments.partition_point(|other| other.start < comment.start);
    let trailing = |other: &Span| {
        let start = other.start as usize;
        (!page.starts_line(start)).then(|| comment_column(page, start))
    };
    let above = page.comments[..at].iter().rev().take(NEAR).find_map(trailing);
    let below = page.comments.iter().skip(at + 1).take(NEAR).find_map(trailing);
    (above, below)
}

fn comment_column(page: &Page<'_>, start: usize) -> usize {
    width(&page.text()[page.line_start(start)..start])
}
