//! A new item at the end of a list, in the list's own layout: its dashes, their distance, blank lines between items.

use super::page::Page;
use super::replace::dash_width;
use super::{Cuts, Seat, flow, ownership, put_lines, refused, set};
use crate::source::Value;
use crate::yaml::write::{flow as in_brackets, item, map};
use crate::yaml::{Fault, Kind, NodeId};

/// Cuts for a new last item of the list at a seat; what is empty becomes a list of one.
pub(in crate::yaml) fn append(page: &Page<'_>, seat: &Seat, value: &Value) -> Result<Cuts, Fault> {
    let list = seat.value;
    let count = page.doc.tree.children(list).count();
    match page.kind(list) {
        Kind::BlockList => in_block(page, list, count, value),
        Kind::FlowList if count > 0 => {
            let mut cuts = Cuts::default();
            flow::put(page, &mut cuts, list, count, &in_brackets(value)?);
            Ok(cuts)
        }
        Kind::FlowList if seat.in_flow => {
            let mut cuts = Cuts::default();
            flow::put(page, &mut cuts, list, 0, &in_brackets(value)?);
            Ok(cuts)
        }
        Kind::FlowList => set(page, seat, &Value::List(vec![value.clone()])),
        _ if page.is_null(list) => set(page, seat, &Value::List(vec![value.clone()])),
        _ => Err(refused("there is no list here to add to", page.doc.tree.node(list).span())),
    }
}

fn in_block(page: &Page<'_>, list: NodeId, count: usize, value: &Value) -> Result<Cuts, Fault> {
    below_last(page, list, count, std::slice::from_ref(value))
}

/// Cuts for several new last items of the block list at a seat, each laid out as the one above it.
pub(in crate::yaml) fn append_all(page: &Page<'_>, seat: &Seat, values: &[Value]) -> Result<Cuts, Fault> {
    below_last(page, seat.value, page.doc.tree.children(seat.value).count(), values)
}

fn below_last(page: &Page<'_>, list: NodeId, count: usize, values: &[Value]) -> Result<Cuts, Fault> {
    let column = usize::from(page.doc.tree.node(list).indent);
    let Some(last) = page.doc.tree.children(list).last() else {
        return Err(refused("there is no item here to add below", page.doc.tree.node(list).span()));
    };
    let dash = page.dash(list, count - 1);
    let mut own_line = page.kind(last) == Kind::BlockMap && page.start(last) > page.line_end(dash);
    let first = ownership::first_line(page, page.line_start(dash), column);
    let spaced = count > 1 && page.starts_line(dash) && ownership::blank_above(page, first);
    // a blank line below a `|+` would be its text
    let mut keeps_blanks = page.keeps_blanks(last);
    let mut lines = Vec::new();
    for value in values {
        own_line &= matches!(value, Value::Map(entries) if !entries.is_empty());
        let mut new = match value {
            Value::Map(entries) if own_line => {
                let deep = usize::from(page.doc.tree.node(last).indent);
                let mut new = map(entries, deep)?;
                new[0].insert_str(0, &" ".repeat(deep));
                new.insert(0, "-".to_owned());
                new
            }
            _ => item(value, column, dash_width(page, dash, last))?,
        };
        new[0].insert_str(0, &" ".repeat(column));
        if spaced && !keeps_blanks {
            lines.push(String::new());
        }
        keeps_blanks = new.last().is_some_and(|line| line.trim().is_empty());
        lines.append(&mut new);
    }
    let mut cuts = Cuts::default();
    let at = ownership::below(page, last, column);
    put_lines(page, &mut cuts, at, &lines);
    Ok(cuts)
}
