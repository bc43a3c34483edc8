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
    let column = usize::from(page.doc.tree.node(list).indent);
    let dash = page.dash(list, count - 1);
    let Some(last) = page.doc.tree.children(list).last() else {
        return Err(refused("there is no item here to add below", page.doc.tree.node(list).span()));
    };
    let own_line = page.kind(last) == Kind::BlockMap && page.start(last) > page.line_end(dash);
    let mut lines = match value {
        Value::Map(entries) if own_line && !entries.is_empty() => {
            let deep = usize::from(page.doc.tree.node(last).indent);
            let mut lines = map(entries, deep)?;
            lines[0].insert_str(0, &" ".repeat(deep));
            lines.insert(0, "-".to_owned());
            lines
        }
        _ => item(value, column, dash_width(page, dash, last))?,
    };
    lines[0].insert_str(0, &" ".repeat(column));
    let first = ownership::first_line(page, page.line_start(dash), column);
    // a blank line below a `|+` would be its text
    if count > 1 && page.starts_line(dash) && !page.keeps_blanks(last) && ownership::blank_above(page, first) {
        lines.insert(0, String::new());
    }
    let mut cuts = Cuts::default();
    let at = ownership::below(page, last, column);
    put_lines(page, &mut cuts, at, &lines);
    Ok(cuts)
}
