//! Setting a value that is there: in its own style where that can hold the new one, else in the smallest that is safe.

use super::page::{Line, Page};
use super::replace::{column_and_step, in_place, replace};
use super::{Cuts, Seat, prose};
use crate::source::Value;
use crate::yaml::quote::inline_as;
use crate::yaml::write::{block, flow, item_block, without_open_end};
use crate::yaml::{Fault, Kind};

/// Cuts for a new value at a seat.
pub(in crate::yaml) fn set(page: &Page<'_>, seat: &Seat, value: &Value) -> Result<Cuts, Fault> {
    let mut cuts = Cuts::default();
    let kind = page.kind(seat.value);
    let kept = match (value, kind) {
        (Value::Text(text), Kind::Plain | Kind::Single | Kind::Double) => inline_as(kind, text, seat.in_flow),
        _ => None,
    };
    if seat.in_flow {
        let new = match kept {
            Some(new) => new,
            None => flow(value)?,
        };
        if kind == Kind::Absent {
            cuts.put(page.end(seat.value), format!(" {new}"));
        } else {
            if !kind.is_scalar() {
                cuts.taken.push(page.doc.tree.node(seat.value).span());
            }
            in_place(page, &mut cuts, seat, &new);
        }
        return Ok(cuts);
    }
    if let (Value::Text(text), Kind::Literal | Kind::Folded) = (value, kind)
        && let Some(cuts) = prose::rewrite(page, seat, text)
    {
        return Ok(cuts);
    }
    if let Some(new) = kept {
        in_place(page, &mut cuts, seat, &new);
        return Ok(cuts);
    }
    let (column, step) = column_and_step(page, seat);
    let closed = without_open_end(value);
    let value = if deeper_comment_below(page, seat, column) { &closed } else { value };
    let is_item = seat.key.is_none() && seat.container.is_some();
    let written = if is_item { item_block(value, column, step)? } else { block(value, column, step)? };
    let stands_on_line = matches!(kind, Kind::Plain | Kind::Single | Kind::Double | Kind::FlowMap | Kind::FlowList);
    if matches!(kind, Kind::FlowMap | Kind::FlowList) {
        cuts.taken.push(page.doc.tree.node(seat.value).span());
    }
    if stands_on_line && written.body.is_empty() {
        in_place(page, &mut cuts, seat, &written.head);
    } else {
        replace(page, &mut cuts, seat, &written);
    }
    Ok(cuts)
}

/// Whether the next comment below a value is as deep as the lines of a block there would be: it would become their text.
fn deeper_comment_below(page: &Page<'_>, seat: &Seat, column: usize) -> bool {
    let mut line = page.next_line(page.end(seat.value));
    while line < page.text().len() && page.line(line) == Line::Blank {
        line = page.next_line(line);
    }
    matches!(page.line(line), Line::Comment(deep) if deep > column)
}
