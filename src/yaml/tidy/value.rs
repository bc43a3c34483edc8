//! A value that stands on its key's line, or is a text of several: put behind its key or dash, with the comment behind it.

use super::sheet::Sheet;
use crate::yaml::splice::{Page, width};
use crate::yaml::{Kind, NodeId};

/// The `:` or the dash that holds a value.
#[derive(Clone, Copy, Debug)]
pub(super) struct Holder {
    /// Just behind it.
    pub(super) behind: usize,
    /// The column of the key or dash.
    pub(super) column: usize,
    /// How much deeper the sheet's own lines stand than that: 2 within an item.
    pub(super) step: usize,
    /// How many blanks stand behind it.
    pub(super) gap: usize,
    /// How much deeper than it lines below stand.
    pub(super) deep: usize,
}

impl Holder {
    /// Puts a value that is no block of entries, and says where the lines below it begin.
    pub(super) fn scalar(self, page: &Page<'_>, id: NodeId, sheet: &mut Sheet) -> usize {
        let (start, end) = (page.start(id), page.end(id));
        let kind = page.kind(id);
        if kind == Kind::Absent {
            sheet.value("", 1);
            self.comment(page, self.behind, sheet);
            return page.next_line(self.behind);
        }
        let is_bare = start <= page.line_end(self.behind) || self.comes_up(page, start, sheet);
        let put = |sheet: &mut Sheet, first: &str| {
            if is_bare { sheet.value(first, self.gap) } else { sheet.line(self.at(self.deep, first)) }
        };
        if matches!(kind, Kind::Literal | Kind::Folded) {
            let header = page.header(id);
            put(sheet, &page.text()[start..header]);
            self.comment(page, header, sheet);
            self.content(page, id, sheet);
            return page.behind_lines(id);
        }
        let mut lines = page.doc.raw(id).lines();
        put(sheet, lines.next().unwrap_or_default().trim_end());
        for line in lines {
            let text = line.trim_start();
            let deep =
                if kind.is_scalar() { self.deep } else { (line.len() - text.len()).saturating_sub(self.column).max(2) };
            sheet.text(self.at(deep, text.trim_end_matches('\r')));
        }
        self.comment(page, end, sheet);
        page.next_line(end)
    }

    /// Whether a value on a line of its own comes up behind its key: where no comment stands between, else these are put first.
    fn comes_up(self, page: &Page<'_>, start: usize, sheet: &mut Sheet) -> bool {
        let below = page.next_line(self.behind);
        let between = || page.text()[below..start].lines().map(str::trim).filter(|line| !line.is_empty());
        let comment = page.comment_behind(self.behind).is_some_and(|comment| (comment.start as usize) < below);
        if !comment && between().next().is_none() {
            return true;
        }
        sheet.value("", 1);
        self.comment(page, self.behind, sheet);
        between().for_each(|line| sheet.line(self.at(self.deep, line)));
        false
    }

    /// The lines of a literal or folded text.
    fn content(self, page: &Page<'_>, id: NodeId, sheet: &mut Sheet) {
        let header = page.header(id);
        let old = usize::from(page.doc.tree.node(id).indent);
        let is_told = page.text()[page.start(id)..header].contains(|letter: char| letter.is_ascii_digit());
        let deep = if is_told { old.saturating_sub(self.column) } else { self.deep };
        let lines = page.text().get(page.next_line(header)..page.behind_lines(id)).unwrap_or_default();
        for line in lines.lines() {
            let text = line.get(old..).unwrap_or_default();
            sheet.text(self.at(deep, text));
        }
        if page.keeps_blanks(id) {
            sheet.keep();
        }
    }

    /// Puts the comment that stands on the line of `to` where it stood, seen from the key.
    pub(super) fn comment(self, page: &Page<'_>, to: usize, sheet: &mut Sheet) {
        let Some(comment) = page.comment_behind(to) else { return };
        let text = page.text();
        let line = page.line_start(comment.start as usize);
        let column = width(&text[line..comment.start as usize]).saturating_sub(self.column + self.step);
        let gap = column.saturating_sub(sheet.width()).max(1);
        sheet.behind(&format!("{:gap$}{}", "", comment.of(text)));
    }

    /// A line so much deeper than the key.
    fn at(self, deep: usize, text: &str) -> String {
        let deep = if text.is_empty() { 0 } else { deep.saturating_sub(self.step) };
        format!("{:deep$}{text}", "")
    }
}
