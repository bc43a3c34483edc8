//! Putting a laid-out value where another stands, outside brackets: on its line, below it, or from one to the other.

use super::padding::padding;
use super::page::Page;
use super::{Cuts, Seat, put_lines};
use crate::source::Span;
use crate::yaml::write::Written;
use crate::yaml::{Kind, NodeId};
use std::ops::Range;

/// Just behind the `:` or the dash that holds a value; the value's start for the record itself.
pub(super) fn holder(page: &Page<'_>, seat: &Seat) -> usize {
    match (seat.key, seat.container) {
        (Some(key), _) => page.behind_colon(key),
        (None, Some(list)) => page.dash(list, seat.index) + 1,
        (None, None) => page.start(seat.value),
    }
}

/// The column of the key or dash that holds a value, and how much deeper the value's own lines go.
pub(super) fn column_and_step(page: &Page<'_>, seat: &Seat) -> (usize, usize) {
    match (seat.key, seat.container) {
        (Some(key), _) => (page.column(page.start(key)), 2),
        (None, Some(list)) => {
            let dash = page.dash(list, seat.index);
            (page.column(dash), dash_width(page, dash, seat.value))
        }
        (None, None) => (0, 0),
    }
}

/// How far behind its dash an item stands; 2 where it has none, or stands on a line of its own.
pub(super) fn dash_width(page: &Page<'_>, dash: usize, item: NodeId) -> usize {
    let start = page.start(item);
    let is_beside = page.kind(item) != Kind::Absent && start <= page.line_end(dash);
    if is_beside { start.saturating_sub(dash).max(2) } else { 2 }
}

/// Swaps a scalar or a collection in brackets for another text of one line, where it stands.
pub(super) fn in_place(page: &Page<'_>, cuts: &mut Cuts, seat: &Seat, new: &str) {
    on_line(page, cuts, page.start(seat.value), page.end(seat.value), new);
}

/// Swaps the bytes of a line's value, and keeps the comment behind it where it was, if it can.
pub(super) fn on_line(page: &Page<'_>, cuts: &mut Cuts, from: usize, to: usize, new: &str) {
    let is_one_line = !page.text()[from..to].contains('\n');
    match page.comment_behind(to).filter(|_| is_one_line) {
        Some(comment) => {
            // inside brackets a comma stands between them
            let between = &page.text()[to..comment.start as usize];
            let mark = between.trim_end();
            let (blanks, to, new) = (&between[mark.len()..], to + mark.len(), format!("{new}{mark}"));
            let wanted = padding(page, comment, (from, to), &new);
            let same = blanks.len() == wanted || blanks.contains('\t');
            let blanks = if same { blanks.to_owned() } else { " ".repeat(wanted) };
            cuts.swap(from..comment.start as usize, format!("{new}{blanks}"));
        }
        None => cuts.swap(from..to, new),
    }
}

/// Swaps any value outside brackets for a laid-out one.
pub(super) fn replace(page: &Page<'_>, cuts: &mut Cuts, seat: &Seat, new: &Written) {
    let behind = holder(page, seat);
    let (start, end) = (page.start(seat.value), page.end(seat.value));
    let kind = page.kind(seat.value);
    let is_beside = kind == Kind::Absent || start <= page.line_end(behind);
    let is_block_scalar = matches!(kind, Kind::Literal | Kind::Folded);
    let first = if is_block_scalar { page.header(seat.value) } else { end };
    let head = |gap: &str| if new.head.is_empty() { String::new() } else { format!("{gap}{}", new.head) };
    match kind {
        Kind::BlockMap | Kind::BlockList if is_beside => {
            cuts.taken.push(Span::new(behind, page.line_end(end)));
            cuts.swap(behind..page.line_end(end), head(" "));
            let after = page.next_line(end);
            swap_lines(page, cuts, after..after, &new.body);
        }
        Kind::BlockMap | Kind::BlockList => {
            on_line(page, cuts, behind, behind, &head(" "));
            let lines = page.next_line(behind)..page.next_line(end);
            cuts.taken.push(Span::new(lines.start, lines.end));
            swap_lines(page, cuts, lines, &new.body);
        }
        _ if is_beside => {
            let gap = if kind == Kind::Absent { " " } else { &page.text()[behind..start] };
            on_line(page, cuts, behind, first, &head(gap));
            swap_body(page, cuts, seat, is_block_scalar, new);
        }
        _ if !new.head.is_empty() => {
            on_line(page, cuts, start, first, &new.head);
            swap_body(page, cuts, seat, is_block_scalar, new);
        }
        _ => {
            // a scalar on a line of its own gives way to lines: its comment stays, above them
            let line = page.line_start(start);
            let mut lines = new.body.clone();
            if let Some(comment) = page.comment_behind(first) {
                lines.insert(0, format!("{}{}", " ".repeat(page.column(start)), comment.of(page.text())));
            }
            swap_lines(page, cuts, line..page.next_line(end), &lines);
        }
    }
}

fn swap_body(page: &Page<'_>, cuts: &mut Cuts, seat: &Seat, is_block_scalar: bool, new: &Written) {
    let after = page.next_line(page.end(seat.value));
    let below = if is_block_scalar { page.next_line(page.header(seat.value)) } else { after };
    swap_lines(page, cuts, below..after, &new.body);
}

/// Swaps whole lines for others.
fn swap_lines(page: &Page<'_>, cuts: &mut Cuts, old: Range<usize>, new: &[String]) {
    if old.start < old.end {
        let eol = page.eol(old.start.saturating_sub(1));
        cuts.swap(old, new.iter().flat_map(|line| [line, eol]).collect::<String>());
    } else if !new.is_empty() {
        put_lines(page, cuts, old.start, new);
    }
}
