//! Which lines belong to which entry or item: its own, the comments directly above it, the deeper ones below it, the blank lines before.
//! Comments that stand by themselves, between blank lines or at the ends of a list or file, are items of their own.

use super::prints::{key_of, value};
use super::version::{Held, Version, hash};
use crate::source::{Span, Step};
use crate::yaml::{Kind, NodeId, Tree};
use std::collections::HashSet;
use std::ops::Range;

/// What an item is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    Root,
    Entry,
    Item,
    /// Comment lines that belong to no entry.
    Remark,
}

/// An entry of a map, an item of a list, or comments by themselves. Ranges count lines.
#[derive(Debug)]
pub(super) struct Item {
    pub(super) sort: Sort,
    /// The key, or what tells a list's item apart; else empty.
    pub(super) label: String,
    /// What is the same in another version: by the key, by the id, or by the content.
    pub(super) token: u64,
    pub(super) node: NodeId,
    /// Blank lines before it.
    pub(super) above: Range<usize>,
    /// Comment lines directly above it; of a remark its own.
    pub(super) lead: Range<usize>,
    /// Where its key or dash begins.
    pub(super) start: usize,
    pub(super) column: usize,
    /// From the line of its key or dash on; of a remark none.
    pub(super) body: Range<usize>,
    /// Deeper comment lines below a value that is one text or in brackets.
    pub(super) below: Range<usize>,
    /// Where a comment behind it begins or would, on the line of its head or of its last bracket or quote.
    pub(super) side_at: usize,
    pub(super) side: Option<Span>,
    /// What it holds, one a line.
    pub(super) inner: Option<Inner>,
    /// What its value says, with the comments inside.
    pub(super) value: u64,
    /// What its own comments say; 0 where it has none.
    pub(super) notes: u64,
    /// What it says, with all its comments.
    pub(super) mark: u64,
}

/// The entries of a map or the items of a list.
#[derive(Debug)]
pub(super) struct Inner {
    pub(super) is_map: bool,
    /// A map, or a list whose items are all told apart by a field.
    pub(super) keyed: bool,
    pub(super) column: usize,
    /// It begins behind a dash.
    pub(super) compact: bool,
    pub(super) items: Vec<Item>,
}

/// The whole record; `None` where a line is in no place that is known.
pub(super) fn lay_out(version: &Version<'_>) -> Option<Item> {
    let root = version.tree.node(Tree::ROOT);
    let kind = root.kind;
    let count = version.lines.len();
    let is_block = matches!(kind, Kind::BlockMap | Kind::BlockList);
    // `---` and what stands above it, `...` and what stands below
    let (first, last) = (version.line_of(root.start as usize), end_of(version, Tree::ROOT, count));
    let is_content = |line: &usize| version.lines[*line].held == Held::Content;
    let head = if is_block { (0..first).rev().find(is_content).map_or(0, |line| line + 1) } else { 0 };
    let foot = if is_block { (last.min(count)..count).find(is_content).unwrap_or(count) } else { count };
    let inner = if is_block {
        Some(inside(version, Tree::ROOT, head..foot, false, "")?)
    } else if kind == Kind::Absent && version.lines.iter().all(|line| line.held != Held::Content) {
        let mut items = Vec::new();
        remarks(version, 0..count, &mut items);
        Some(Inner { is_map: true, keyed: true, column: 0, compact: false, items })
    } else {
        None
    };
    let value = if inner.is_some() {
        value(version, Tree::ROOT, inner.as_ref(), "")
    } else {
        let comments = version.comments.iter().map(|span| span.of(version.text).trim_end());
        hash((version.said[0], comments.collect::<Vec<_>>()))
    };
    Some(Item {
        sort: Sort::Root,
        label: String::new(),
        token: 0,
        node: Tree::ROOT,
        above: 0..0,
        lead: 0..head,
        start: version.lines.get(head).map_or(0, |line| line.start),
        column: 0,
        body: head..foot,
        below: foot..count,
        side_at: root.end as usize,
        side: None,
        inner,
        value,
        notes: 0,
        mark: value,
    })
}

/// The items of a block map or list within some lines.
fn inside(version: &Version<'_>, node: NodeId, lines: Range<usize>, compact: bool, name: &str) -> Option<Inner> {
    let tree = &version.tree;
    let own = tree.node(node);
    let (column, is_map) = (usize::from(own.indent), own.kind == Kind::BlockMap);
    let pairs: Vec<(NodeId, NodeId)> =
        if is_map { tree.entries(node).collect() } else { tree.children(node).map(|item| (item, item)).collect() };
    let mut items = Vec::with_capacity(pairs.len());
    let mut at = lines.start;
    let mut start = own.start as usize;
    for (index, &(key, value_node)) in pairs.iter().enumerate() {
        if is_map {
            start = tree.node(key).start as usize;
        } else if index > 0 {
            let mut line = at;
            while version.lines.get(line).is_some_and(|line| line.held != Held::Content || line.column != column) {
                line += 1;
            }
            start = version.lines.get(line)?.start + column;
        }
        let head = version.line_of(start);
        if head < at || head >= lines.end {
            return None;
        }
        let lead = above(version, at..head, &mut items)?;
        let end = end_of(version, value_node, lines.end);
        let deep = deeper(version, end..lines.end, column);
        let under = if is_map { version.document().scalar(key) } else { "".into() };
        let item = item(
            version,
            Place { key: is_map.then_some(key), node: value_node, start, column, head, end, deep },
            lead,
            &under,
        )?;
        at = item.body.end.max(item.below.end);
        items.push(item);
    }
    if at > lines.end {
        return None;
    }
    remarks(version, at..lines.end, &mut items);
    let mut keyed = true;
    if !is_map {
        let key = key_of(name);
        let mut seen = HashSet::new();
        for item in items.iter_mut().filter(|item| item.sort == Sort::Item) {
            let id = version.document().entry(item.node, key).filter(|(_, id)| !version.document().is_null(*id));
            match id {
                Some((_, id)) if tree.node(id).kind.is_scalar() => {
                    item.label = version.document().scalar(id).into_owned();
                    item.token = hash(("id", &item.label));
                    keyed &= seen.insert(item.token);
                }
                _ => keyed = false,
            }
        }
    }
    Some(Inner { is_map, keyed, column, compact, items })
}

/// Where an entry or item lies.
struct Place {
    key: Option<NodeId>,
    node: NodeId,
    start: usize,
    column: usize,
    head: usize,
    /// Behind its last line.
    end: usize,
    /// Behind the deeper comments below it.
    deep: usize,
}

fn item(version: &Version<'_>, place: Place, (above, lead): (Range<usize>, Range<usize>), name: &str) -> Option<Item> {
    let Place { key, node, start, column, head, end, deep } = place;
    let own = version.tree.node(node);
    let is_block = matches!(own.kind, Kind::BlockMap | Kind::BlockList);
    let line_end = version.lines[head].end;
    let (inner, side_at) = if is_block {
        let compact = (own.start as usize) < line_end;
        let from = if compact { head } else { head + 1 };
        let inner = inside(version, node, from..deep, compact, name)?;
        let behind = key.map_or(start + 1, |key| behind_colon(version, key));
        (Some(inner), behind)
    } else if matches!(own.kind, Kind::Literal | Kind::Folded) {
        (None, header_end(version, node))
    } else {
        (None, (own.end as usize).max(key.map_or(start + 1, |key| behind_colon(version, key))))
    };
    let compact = inner.as_ref().is_some_and(|inner| inner.compact);
    let side_line_end = version.lines[version.line_of(side_at)].end;
    let side = version.comments_in(side_at, side_line_end + 1).first().copied().filter(|_| !compact);
    // an anchor or what else stands behind the colon of a block stays with it
    let side_at = match (&inner, side) {
        (Some(_), side) if !compact => {
            let to = side.map_or(side_line_end, |side| side.start as usize);
            side_at + version.text[side_at..to].trim_end().len()
        }
        _ => side_at,
    };
    let sort = if key.is_some() { Sort::Entry } else { Sort::Item };
    let label = key.map_or_else(String::new, |key| version.document().scalar(key).into_owned());
    let value = value(version, node, inner.as_ref(), name);
    let (body, below) = if is_block { (head..deep, deep..deep) } else { (head..end, end..deep) };
    let texts = |lines: Range<usize>| lines.map(|line| version.trimmed(line)).collect::<Vec<_>>();
    let side_text = side.map(|side| side.of(version.text).trim_end());
    // comments between a key and its value, or inside brackets
    let value = match version.comments_in(start, side_at) {
        within if !is_block && !within.is_empty() => {
            hash((value, within.iter().map(|span| span.of(version.text).trim_end()).collect::<Vec<_>>()))
        }
        _ => value,
    };
    let notes = (texts(lead.clone()), side_text, texts(below.clone()));
    let notes = if notes.0.is_empty() && notes.1.is_none() && notes.2.is_empty() { 0 } else { hash(notes) };
    let mark = hash((key.is_some(), &label, value, notes));
    let token = if key.is_some() { hash(("key", &label)) } else { hash(("item", version.said[node as usize])) };
    Some(Item {
        sort,
        label,
        token,
        node,
        above,
        lead,
        start,
        column,
        body,
        below,
        side_at,
        side,
        inner,
        value,
        notes,
        mark,
    })
}

fn behind_colon(version: &Version<'_>, key: NodeId) -> usize {
    let end = version.tree.node(key).end as usize;
    version.text[end..].find(':').map_or(end, |colon| end + colon + 1)
}

fn header_end(version: &Version<'_>, node: NodeId) -> usize {
    let start = version.tree.node(node).start as usize;
    let raw = &version.text[start..];
    start + raw.find(|c: char| !matches!(c, '|' | '>' | '+' | '-' | '0'..='9')).unwrap_or(raw.len())
}

/// Behind the last line of a node, with the blank lines that a `|+` keeps.
fn end_of(version: &Version<'_>, node: NodeId, limit: usize) -> usize {
    let tree = &version.tree;
    let mut end = version.line_of(tree.node(node).end as usize) + 1;
    let mut leaf = node;
    while matches!(tree.node(leaf).kind, Kind::BlockMap | Kind::BlockList) {
        let Some(last) = tree.children(leaf).last() else { break };
        leaf = last;
    }
    let keeps = matches!(tree.node(leaf).kind, Kind::Literal | Kind::Folded)
        && version.text[tree.node(leaf).start as usize..header_end(version, leaf)].contains('+');
    while keeps && end < limit && version.lines[end].held == Held::Blank {
        end += 1;
    }
    end
}

/// Behind the comment lines that are deeper than a column, blank ones between them passed over.
fn deeper(version: &Version<'_>, lines: Range<usize>, column: usize) -> usize {
    let mut behind = lines.start;
    for line in lines {
        match version.lines[line] {
            own if own.held == Held::Blank => {}
            own if own.held == Held::Comment && own.column > column => behind = line + 1,
            _ => break,
        }
    }
    behind
}

/// Sorts the lines above a head: remarks, then blank lines, then the comments that belong to it. `None` where a line is none of these.
fn above(version: &Version<'_>, lines: Range<usize>, items: &mut Vec<Item>) -> Option<(Range<usize>, Range<usize>)> {
    if lines.clone().any(|line| version.lines[line].held == Held::Content) {
        return None;
    }
    let mut first = lines.end;
    while first > lines.start && version.lines[first - 1].held == Held::Comment {
        first -= 1;
    }
    let mut blank = first;
    while blank > lines.start && version.lines[blank - 1].held == Held::Blank {
        blank -= 1;
    }
    remarks(version, lines.start..blank, items);
    Some((blank..first, first..lines.end))
}

/// Runs of comment lines, with the blank lines before each; blank lines behind the last one are nobody's.
fn remarks(version: &Version<'_>, lines: Range<usize>, items: &mut Vec<Item>) {
    let mut at = lines.start;
    while at < lines.end {
        let mut first = at;
        while first < lines.end && version.lines[first].held == Held::Blank {
            first += 1;
        }
        let mut end = first;
        while end < lines.end && version.lines[end].held != Held::Blank {
            end += 1;
        }
        if end > first {
            items.push(remark(version, at..first, first..end));
        }
        at = end;
    }
}

fn remark(version: &Version<'_>, above: Range<usize>, lead: Range<usize>) -> Item {
    let texts: Vec<&str> = lead.clone().map(|line| version.trimmed(line)).collect();
    let mark = hash(("remark", texts));
    let (end, own) = (lead.end, version.lines[lead.start]);
    Item {
        sort: Sort::Remark,
        label: String::new(),
        token: mark,
        node: 0,
        above,
        lead,
        start: own.start + own.column,
        column: own.column,
        body: end..end,
        below: end..end,
        side_at: own.end,
        side: None,
        inner: None,
        value: mark,
        notes: 0,
        mark,
    }
}

/// The step to an item of a list or map.
pub(super) fn step(item: &Item, key: &'static str, index: usize) -> Step {
    match item.sort {
        Sort::Entry => Step::from(item.label.clone()),
        _ if item.label.is_empty() => Step::Index(index),
        _ => Step::Item(key, item.label.clone()),
    }
}
