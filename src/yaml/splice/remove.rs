//! Taking an entry or item out, with the comments that belong to it (`ownership`) and a blank line that would be left over.
//!
//! The last entry of a map leaves `{}`, the last item of a list `[]`.

use super::page::{Line, Page};
use super::replace::{holder, on_line};
use super::{Cuts, Seat, flow, ownership, refused};
use crate::source::Span;
use crate::yaml::{Fault, NodeId};
use std::ops::Range;

/// Cuts that take out what is at a seat; `parent` is the seat of its container.
pub(in crate::yaml) fn remove(page: &Page<'_>, seat: &Seat, parent: &Seat) -> Result<Cuts, Fault> {
    let mut cuts = Cuts::default();
    let Some(container) = seat.container else {
        return Err(refused("the record itself cannot be removed here", page.doc.tree.node(seat.value).span()));
    };
    let kind = page.kind(container);
    if seat.in_flow {
        flow::take(page, &mut cuts, seat, container);
        return Ok(cuts);
    }
    let column = usize::from(page.doc.tree.node(container).indent);
    let start = seat.key.map_or_else(|| page.dash(container, seat.index), |key| page.start(key));
    let behind = ownership::behind(page, seat.value, column);
    let count = if kind.is_map() {
        page.doc.tree.entries(container).count()
    } else {
        page.doc.tree.children(container).count()
    };
    if count == 1 {
        let empty = if kind.is_map() { "{}" } else { "[]" };
        last_one(page, &mut cuts, parent, start..behind, column, empty);
    } else if page.starts_line(start) {
        let first = ownership::first_line(page, page.line_start(start), column);
        let before = seat.index.checked_sub(1).and_then(|index| sibling(page, container, index));
        cuts.take(with_blanks(page, first..behind, before));
    } else {
        // the first of several on the line of a dash: the next one moves up to it
        let rest = &page.text()[behind..];
        cuts.take(start..behind + rest.len() - rest.trim_start().len());
    }
    Ok(cuts)
}

fn sibling(page: &Page<'_>, container: NodeId, index: usize) -> Option<NodeId> {
    if page.kind(container).is_map() {
        page.doc.tree.entries(container).nth(index).map(|(_, value)| value)
    } else {
        page.doc.tree.children(container).nth(index)
    }
}

/// Where blank lines (or an end of the file) stand both above and below, those on one side go too.
fn with_blanks(page: &Page<'_>, lines: Range<usize>, before: Option<NodeId>) -> Range<usize> {
    let top = ownership::opens_file(page, lines.start);
    let bottom = lines.end == page.text().len();
    let blank_below = !bottom && page.line(lines.end) == Line::Blank;
    // they would join the text of a `|+` above
    let joins = blank_below
        && before.is_some_and(|before| page.keeps_blanks(before) && page.behind_lines(before) == lines.start);
    if !(joins || top || ownership::blank_above(page, lines.start)) || !(bottom || blank_below) {
        return lines;
    }
    if blank_below {
        let mut end = lines.end;
        while end < page.text().len() && page.line(end) == Line::Blank {
            end = page.next_line(end);
        }
        return lines.start..end;
    }
    // blank lines that a `|+` above keeps are its text
    let floor = before.map_or(lines.start, |before| page.behind_lines(before));
    let mut start = lines.start;
    while start > floor && ownership::blank_above(page, start) {
        start = page.line_start(start - 1);
    }
    start..lines.end
}

fn last_one(page: &Page<'_>, cuts: &mut Cuts, parent: &Seat, own: Range<usize>, column: usize, empty: &str) {
    let container = page.start(parent.value);
    let held = holder(page, parent);
    let first = || ownership::first_line(page, page.line_start(own.start), column);
    if parent.container.is_none() {
        let lines = first()..own.end;
        cuts.take(lines.clone());
        cuts.put(lines.end, format!("{empty}{}", page.eol(own.start)));
    } else if container <= page.line_end(held) {
        let text = &page.text()[..own.end];
        let end = text.strip_suffix('\n').map_or(text, |text| text.strip_suffix('\r').unwrap_or(text)).len();
        cuts.taken.push(Span::new(held, end));
        cuts.swap(held..end, format!(" {empty}"));
    } else {
        on_line(page, cuts, held, held, &format!(" {empty}"));
        cuts.take(first()..own.end);
    }
}
