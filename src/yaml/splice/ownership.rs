//! Which lines belong to an entry or item besides its own: comments above and below it, blank lines between.
//!
//! - A comment belongs to the entry on its line, or to the entry directly below it, without a blank line between, at the
//!   entry's column. The comment lines that open a file are the file's.
//! - A comment line more indented than the entry above it stands inside that entry.
//! - A comment line directly below an entry at its column, with no entry directly below the comment, was written under the
//!   entry: what is added after the entry goes below it. Removing the entry leaves it.
//! - Comment lines directly below an entry whose text is indented (`#   - id: x`) are an example of the entry's value, as in
//!   the templates: what is added after the entry goes below them. Removing it, or the next entry, leaves them.

use super::page::{Line, Page};
use crate::yaml::NodeId;

/// The first byte of the comment lines that belong to the entry whose line starts at `line`; `line` itself where none do.
pub(in crate::yaml) fn first_line(page: &Page<'_>, line: usize, column: usize) -> usize {
    let mut first = top_of_comments(page, line, column);
    let is_below_entry = first > page.top() && matches!(page.line(page.line_start(first - 1)), Line::Content(_));
    while is_below_entry && first < line && is_example(page, first, column) {
        first = page.next_line(first);
    }
    // nothing but comments up to the top: the file's own
    if opens_file(page, first) { line } else { first }
}

fn top_of_comments(page: &Page<'_>, line: usize, column: usize) -> usize {
    let mut first = line;
    while first > page.top() && page.line(page.line_start(first - 1)) == Line::Comment(column) {
        first = page.line_start(first - 1);
    }
    first
}

/// Whether the comment lines that open the file stand directly above a line.
pub(super) fn is_under_header(page: &Page<'_>, line: usize, column: usize) -> bool {
    let first = top_of_comments(page, line, column);
    first < line && opens_file(page, first)
}

/// Whether a line is a comment at `column` whose own text is indented.
fn is_example(page: &Page<'_>, line: usize, column: usize) -> bool {
    page.line(line) == Line::Comment(column) && page.text()[line + column..].starts_with("#  ")
}

/// Whether a line is the first of the file.
pub(super) fn opens_file(page: &Page<'_>, line: usize) -> bool {
    page.line_start(line) == page.top()
}

/// Just behind the lines of a node at `column` and the deeper comment lines below it.
pub(in crate::yaml) fn behind(page: &Page<'_>, node: NodeId, column: usize) -> usize {
    let mut behind = page.behind_lines(node);
    let mut at = behind;
    while at < page.text().len() {
        match page.line(at) {
            Line::Blank => {}
            Line::Comment(deep) if deep > column => behind = page.next_line(at),
            _ => break,
        }
        at = page.next_line(at);
    }
    behind
}

/// Past the example of an entry's value that stands below it.
pub(in crate::yaml) fn behind_example(page: &Page<'_>, behind: usize, column: usize) -> usize {
    let mut at = behind;
    while at < page.text().len() && is_example(page, at, column) {
        at = page.next_line(at);
    }
    at
}

/// Where a new neighbour goes below an entry or item at `column`: behind its lines and what was written under it.
pub(super) fn below(page: &Page<'_>, node: NodeId, column: usize) -> usize {
    let behind = behind_example(page, behind(page, node, column), column);
    let mut at = behind;
    while at < page.text().len() {
        match page.line(at) {
            Line::Comment(same) if same == column => at = page.next_line(at),
            Line::Content(next) if next >= column => return behind,
            _ => break,
        }
    }
    if at == behind { behind } else { deeper(page, at, column) }
}

/// Past the deeper comments below a comment that was written under an entry.
fn deeper(page: &Page<'_>, from: usize, column: usize) -> usize {
    let mut at = from;
    while at < page.text().len() && matches!(page.line(at), Line::Comment(deep) if deep > column) {
        at = page.next_line(at);
    }
    at
}

/// Whether the line above the one that starts at `line` is blank.
pub(super) fn blank_above(page: &Page<'_>, line: usize) -> bool {
    line > page.top() && page.line(page.line_start(line - 1)) == Line::Blank
}
