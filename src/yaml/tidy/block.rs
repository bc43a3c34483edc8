//! Maps and lists that stand a line an entry: in which order, with which of the lines around them.

use super::sheet::Sheet;
use super::steps::{Steps, gap, in_columns};
use super::under;
use super::value::Holder;
use crate::source::KeyPath;
use crate::yaml::splice::{Page, ownership};
use crate::yaml::{Kind, NodeId, Order, Tree};

/// A text being laid out.
pub(super) struct Layout<'p> {
    pub(super) page: &'p Page<'p>,
    pub(super) order: Order<'p>,
    pub(super) steps: Steps,
}

/// An entry or item with the lines that belong to it: `lead..own` may stand above any entry, `own..line` are its comments.
#[derive(Clone, Copy, Debug)]
struct Chunk {
    key: Option<NodeId>,
    value: NodeId,
    lead: usize,
    own: usize,
    line: usize,
    /// Behind its lines and the deeper comments below them.
    behind: usize,
    /// Behind the example that is written below it.
    end: usize,
}

impl Layout<'_> {
    /// Lays out the whole record.
    pub(super) fn record(&self, sheet: &mut Sheet) {
        let (top, end) = (self.page.top(), self.page.text().len());
        match self.page.kind(Tree::ROOT) {
            Kind::BlockMap | Kind::BlockList => self.block(Tree::ROOT, &KeyPath::root(), top, end, sheet),
            _ => lines(self.page, top, end).for_each(|line| sheet.text(line)),
        }
    }

    /// Lays out a map or list whose lines run from `from` to `to`.
    fn block(&self, node: NodeId, path: &KeyPath, from: usize, to: usize, sheet: &mut Sheet) {
        let column = usize::from(self.page.doc.tree.node(node).indent);
        let chunks = self.chunks(node, from);
        let tail = chunks.last().map_or(from, |chunk| chunk.end);
        // what opens the block stays at its top, whichever entry comes first
        let top = chunks.first().copied();
        if let Some(top) = top {
            self.comments(from, top.own, column, sheet);
        }
        let is_table = self.page.kind(node).is_map() && in_columns(self.page, node);
        let chunks = if self.page.kind(node).is_map() { self.sorted(chunks, path) } else { chunks };
        for (index, chunk) in chunks.iter().enumerate() {
            if top.is_none_or(|top| top.line != chunk.line) {
                self.comments(chunk.lead, chunk.own, column, sheet);
            }
            self.comments(chunk.own, chunk.line, column, sheet);
            match chunk.key {
                Some(key) => self.entry(key, (chunk, is_table), &under(path, &self.page.doc.scalar(key)), sheet),
                None => self.item(chunk, column, &path.then(index), sheet),
            }
            self.comments(chunk.behind, chunk.end, column, sheet);
        }
        self.comments(tail.min(to), to, column, sheet);
    }

    fn chunks(&self, node: NodeId, from: usize) -> Vec<Chunk> {
        let page = self.page;
        let column = usize::from(page.doc.tree.node(node).indent);
        let seats: Vec<(Option<NodeId>, NodeId, usize)> = if page.kind(node).is_map() {
            page.doc.tree.entries(node).map(|(key, value)| (Some(key), value, page.start(key))).collect()
        } else {
            page.dashes(node).map(|(item, dash)| (None, item, dash)).collect()
        };
        let mut lead = from;
        let mut chunks = Vec::with_capacity(seats.len());
        for (key, value, start) in seats {
            // the first key of an item stands behind its dash: the comments above are the item's
            let (own, line) = if page.starts_line(start) {
                let line = page.line_start(start);
                (ownership::first_line(page, line, column).clamp(lead.min(line), line), line)
            } else {
                (start, start)
            };
            let last = key.filter(|key| page.end(*key) > page.end(value)).unwrap_or(value);
            let behind = ownership::behind(page, last, column);
            let end = ownership::behind_example(page, behind, column);
            chunks.push(Chunk { key, value, lead: lead.min(own), own, line, behind, end });
            lead = end;
        }
        chunks
    }

    /// In the record's order; a key that it does not know stays behind the one it stood behind.
    fn sorted(&self, chunks: Vec<Chunk>, path: &KeyPath) -> Vec<Chunk> {
        let order = (self.order)(path);
        let mut rank = 0;
        let mut ranked: Vec<(usize, Chunk)> = Vec::with_capacity(chunks.len());
        for chunk in chunks {
            let key = chunk.key.map(|key| self.page.doc.scalar(key));
            if let Some(own) = key.and_then(|key| order.iter().position(|known| *known == key)) {
                rank = own + 1;
            }
            ranked.push((rank, chunk));
        }
        ranked.sort_by_key(|(rank, _)| *rank);
        ranked.into_iter().map(|(_, chunk)| chunk).collect()
    }

    fn entry(&self, key: NodeId, (chunk, is_table): (&Chunk, bool), path: &KeyPath, sheet: &mut Sheet) {
        let page = self.page;
        let column = page.column(page.start(key));
        sheet.line(format!("{}:", page.doc.raw(key)));
        let colon = page.behind_colon(key);
        let gap = if is_table { gap(page, key, chunk.value).unwrap_or(1) } else { 1 };
        let holder = Holder { behind: colon, column, step: 0, gap, deep: self.steps.map };
        if matches!(page.kind(chunk.value), Kind::BlockMap | Kind::BlockList) {
            holder.comment(page, colon, sheet);
            let mut inner = Sheet::default();
            self.block(chunk.value, path, page.next_line(colon), chunk.behind, &mut inner);
            let deep = if page.kind(chunk.value).is_map() { self.steps.map } else { self.steps.list };
            sheet.indented(inner, deep);
        } else {
            let below = holder.scalar(page, chunk.value, sheet);
            self.comments(below, chunk.behind, column, sheet);
        }
    }

    fn item(&self, chunk: &Chunk, column: usize, path: &KeyPath, sheet: &mut Sheet) {
        let page = self.page;
        let dash = if page.starts_line(chunk.line) { chunk.line + column } else { chunk.line };
        let mut inner = Sheet::default();
        if matches!(page.kind(chunk.value), Kind::BlockMap | Kind::BlockList) {
            let (start, below) = (page.start(chunk.value), page.next_line(dash));
            if start >= below
                && let Some(comment) = page.comment_behind(dash + 1)
            {
                sheet.line(comment.of(page.text()));
            }
            self.block(chunk.value, path, start.min(below), chunk.behind, &mut inner);
        } else {
            let below =
                Holder { behind: dash + 1, column, step: 2, gap: 1, deep: 2 }.scalar(page, chunk.value, &mut inner);
            self.comments(below, chunk.behind, column + 2, &mut inner);
        }
        sheet.item(inner);
    }

    /// Lines between two places that are comments, or blank, or marks of the document.
    fn comments(&self, from: usize, to: usize, column: usize, sheet: &mut Sheet) {
        for line in lines(self.page, from, to) {
            let text = line.trim();
            let deep = line.len() - line.trim_start().len();
            sheet.line(format!("{:deep$}{text}", "", deep = deep.saturating_sub(column)));
        }
    }
}

/// The lines between two places, without their ends.
fn lines<'t>(page: &Page<'t>, from: usize, to: usize) -> impl Iterator<Item = &'t str> {
    let text = page.text().get(from..to).unwrap_or_default();
    text.lines()
}
