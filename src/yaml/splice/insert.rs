//! A new entry of a map, at the place that the record's order of keys gives it.

use super::page::Page;
use super::{Cuts, Seat, flow, ownership, put_lines, refused};
use crate::source::Value;
use crate::yaml::write::{entry, flow_entry, map};
use crate::yaml::{Fault, Kind, NodeId};

/// Cuts for a new entry of the map at a seat, or of what is empty there.
///
/// It goes below the nearest key that comes before it in `order`; where the map has none, above the nearest one that comes
/// after it (below it, where comments that open the file stand on it); else at the end.
pub(in crate::yaml) fn insert(
    page: &Page<'_>,
    seat: &Seat,
    key: &str,
    value: &Value,
    order: &[&str],
) -> Result<Cuts, Fault> {
    let node = seat.value;
    let count = page.doc.tree.entries(node).count();
    let fresh = || Value::Map(vec![(key.to_owned(), value.clone())]);
    match page.kind(node) {
        Kind::BlockMap => in_block(page, node, key, value, order),
        Kind::FlowMap if count > 0 || seat.in_flow => {
            let mut cuts = Cuts::default();
            let index = match place(page, node, key, order) {
                Place::Below(index) => index + 1,
                Place::Above(index) => index,
            };
            flow::put(page, &mut cuts, node, index.min(count), &flow_entry(key, value)?);
            Ok(cuts)
        }
        Kind::FlowMap | Kind::Absent | Kind::Plain if seat.container.is_none() => begin(page, node, key, value),
        Kind::FlowMap => super::set(page, seat, &fresh()),
        _ if page.is_null(node) => super::set(page, seat, &fresh()),
        _ => Err(refused(
            format!("`{key}` cannot be set in a value that has no fields"),
            page.doc.tree.node(node).span(),
        )),
    }
}

#[derive(Clone, Copy)]
enum Place {
    Below(usize),
    Above(usize),
}

fn place(page: &Page<'_>, node: NodeId, key: &str, order: &[&str]) -> Place {
    let rank = |key: &str| order.iter().position(|&other| other == key);
    let count = page.doc.tree.entries(node).count();
    let end = Place::Below(count.saturating_sub(1));
    let Some(wanted) = rank(key) else { return end };
    let ranked: Vec<(usize, usize)> = page
        .doc
        .tree
        .entries(node)
        .enumerate()
        .filter_map(|(index, (key, _))| Some((rank(&page.doc.scalar(key))?, index)))
        .collect();
    let before = ranked.iter().filter(|&&(rank, _)| rank < wanted).max();
    let after = ranked.iter().filter(|&&(rank, _)| rank > wanted).min();
    match (before, after) {
        (Some(&(_, index)), _) => Place::Below(index),
        (None, Some(&(_, index))) => Place::Above(index),
        (None, None) => end,
    }
}

fn in_block(page: &Page<'_>, node: NodeId, key: &str, value: &Value, order: &[&str]) -> Result<Cuts, Fault> {
    let column = usize::from(page.doc.tree.node(node).indent);
    let entries: Vec<(NodeId, NodeId)> = page.doc.tree.entries(node).collect();
    let mut lines = entry(key, value, column)?;
    let mut cuts = Cuts::default();
    let mut place = place(page, node, key, order);
    if let Place::Above(index) = place {
        let start = page.start(entries[index].0);
        if !page.starts_line(start) {
            let eol = page.eol(start);
            cuts.put(start, format!("{}{eol}{}", lines.join(eol), " ".repeat(column)));
            return Ok(cuts);
        }
        let line = page.line_start(start);
        if ownership::is_under_header(page, line, column) {
            place = Place::Below(index);
        } else {
            lines[0].insert_str(0, &" ".repeat(column));
            if spaced(page, &entries, column) {
                lines.push(String::new());
            }
            put_lines(page, &mut cuts, ownership::first_line(page, line, column), &lines);
            return Ok(cuts);
        }
    }
    if let Place::Below(index) = place {
        lines[0].insert_str(0, &" ".repeat(column));
        // a blank line below a `|+` would be its text
        if spaced(page, &entries, column) && !page.keeps_blanks(entries[index].1) {
            lines.insert(0, String::new());
        }
        put_lines(page, &mut cuts, ownership::below(page, entries[index].1, column), &lines);
    }
    Ok(cuts)
}

/// Whether blank lines stand between all entries of a map, three or more.
fn spaced(page: &Page<'_>, entries: &[(NodeId, NodeId)], column: usize) -> bool {
    entries.len() > 2
        && entries.iter().skip(1).all(|&(key, _)| {
            let line = page.line_start(page.start(key));
            ownership::blank_above(page, ownership::first_line(page, line, column))
        })
}

/// The first entry of a record that holds nothing, or `{}`.
fn begin(page: &Page<'_>, node: NodeId, key: &str, value: &Value) -> Result<Cuts, Fault> {
    let mut cuts = Cuts::default();
    let lines = map(&[(key.to_owned(), value.clone())], 0)?;
    if page.kind(node) == Kind::Absent {
        put_lines(page, &mut cuts, page.text().len(), &lines);
    } else if page.kind(node) == Kind::FlowMap || page.is_null(node) {
        cuts.swap(page.start(node)..page.end(node), lines.join(page.eol(page.start(node))));
    } else {
        return Err(refused(
            format!("`{key}` cannot be set: this file holds one text"),
            page.doc.tree.node(node).span(),
        ));
    }
    Ok(cuts)
}
