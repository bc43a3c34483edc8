//! Entries and items inside `[]` and `{}`: put in and taken out with their comma, on one line or one a line.

use super::ownership::first_line;
use super::page::Page;
use super::{Cuts, Seat};
use crate::yaml::NodeId;

/// The first and last byte of each entry or item.
fn members(page: &Page<'_>, container: NodeId) -> Vec<(usize, usize)> {
    let tree = page.doc.tree;
    if page.kind(container).is_map() {
        tree.entries(container).map(|(key, value)| (page.start(key), page.end(value))).collect()
    } else {
        tree.children(container).map(|item| (page.start(item), page.end(item))).collect()
    }
}

/// The comma behind `at`, past blanks, line breaks and comments.
fn comma(page: &Page<'_>, at: usize) -> Option<usize> {
    let text = page.text();
    let mut at = at;
    loop {
        let rest = &text[at..];
        at += rest.len() - rest.trim_start().len();
        match text.as_bytes().get(at) {
            Some(b'#') => at = page.line_end(at),
            Some(b',') => return Some(at),
            _ => return None,
        }
    }
}

/// Puts a text in as the entry or item with this index.
pub(super) fn put(page: &Page<'_>, cuts: &mut Cuts, container: NodeId, index: usize, new: &str) {
    let members = members(page, container);
    let (open, close) = (page.start(container) + 1, page.end(container) - 1);
    if let Some(&(start, _)) = members.get(index) {
        if page.starts_line(start) {
            let indentation = " ".repeat(page.column(start));
            cuts.put(start, format!("{new},{}{indentation}", page.eol(start)));
        } else {
            cuts.put(start, format!("{new}, "));
        }
        return;
    }
    let Some(&(start, end)) = members.last() else {
        if page.text()[open..close].trim_matches(' ').is_empty() {
            cuts.swap(open..close, new);
        } else {
            cuts.put(open, new);
        }
        return;
    };
    let trailing = comma(page, end);
    if page.starts_line(start) {
        let line = format!("{}{}{new}", page.eol(start), " ".repeat(page.column(start)));
        let last = trailing.map_or(end, |comma| comma + 1);
        let rest = page.text()[last..page.line_end(last)].trim_start();
        let at = if rest.is_empty() || rest.starts_with('#') { page.line_end(last) } else { last };
        match trailing {
            Some(_) => cuts.put(at, format!("{line},")),
            None if at == end => cuts.put(end, format!(",{line}")),
            None => {
                cuts.put(end, ",");
                cuts.put(at, line);
            }
        }
    } else {
        match trailing {
            Some(comma) => cuts.put(comma + 1, format!(" {new},")),
            None => cuts.put(end, format!(", {new}")),
        }
    }
}

/// Takes an entry or item out, with its comma.
pub(super) fn take(page: &Page<'_>, cuts: &mut Cuts, seat: &Seat, container: NodeId) {
    let members = members(page, container);
    let (start, end) = members[seat.index];
    let (open, close) = (page.start(container) + 1, page.end(container) - 1);
    let next = members.get(seat.index + 1);
    let comma = comma(page, end);
    let stop = comma.map_or(end, |comma| comma + 1);
    let rest = page.text()[stop..page.line_end(stop)].trim_start();
    let comment = page.comment_behind(stop).filter(|_| rest.starts_with('#'));
    let owns_lines = page.starts_line(start) && (rest.is_empty() || comment.is_some());
    let inside = &page.text()[open..close];
    if members.len() == 1 && !inside.contains('#') {
        cuts.take(open..close);
    } else if owns_lines {
        let first = first_line(page, page.line_start(start), page.column(start));
        cuts.take(first..page.next_line(stop));
    } else if let Some(&(next, _)) = next {
        if page.text()[stop..next].contains('\n') {
            let blanks = page.text()[..start].len() - page.text()[..start].trim_end_matches(' ').len();
            cuts.take(start - blanks..stop);
        } else {
            cuts.take(start..next);
        }
    } else {
        // a comma that ends the list stays: it is how the list was written
        let before = seat.index.checked_sub(1).map_or(start, |index| members[index].1);
        let from = if page.text()[before..start].contains('#') { start } else { before };
        cuts.take(from..end);
    }
}
