//! The merged text as it is written: lines of the versions, moved to the column they belong in, and the clashes between them.

use super::layout::Item;
use super::marks::{Clash, Extent};
use super::version::Version;
use super::{Labels, marks};
use std::ops::Range;

/// Which version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Side {
    /// The one that is merged into.
    Ours,
    /// The one that is merged.
    Theirs,
}

/// A part of the result.
#[derive(Clone, Debug)]
pub(super) enum Piece {
    /// Whole lines.
    Text(String),
    /// What the versions have where they differ.
    Clash(Clash),
}

/// The result so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Sheet {
    pub(super) pieces: Vec<Piece>,
}

/// A comment line: how much deeper than its item it stands, and its text; empty for a blank line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Note<'t> {
    pub(super) deeper: isize,
    pub(super) text: &'t str,
}

impl Sheet {
    /// The end of the text so far, to write on.
    pub(super) fn text(&mut self) -> &mut String {
        if !matches!(self.pieces.last(), Some(Piece::Text(_))) {
            self.pieces.push(Piece::Text(String::new()));
        }
        match self.pieces.last_mut() {
            Some(Piece::Text(text)) => text,
            _ => unreachable!("a text was put there just now"),
        }
    }

    /// One line, at a column.
    pub(super) fn line(&mut self, column: usize, parts: &[&str]) {
        let text = self.text();
        text.extend(std::iter::repeat_n(' ', column));
        text.extend(parts.iter().copied());
        text.push('\n');
    }

    pub(super) fn clash(&mut self, clash: Clash) {
        if let (Some(Piece::Clash(last)), Extent::Bound) = (self.pieces.last_mut(), clash.extent)
            && last.extent == Extent::Bound
        {
            last.ours.push_str(&clash.ours);
            last.base.push_str(&clash.base);
            last.theirs.push_str(&clash.theirs);
            return;
        }
        self.pieces.push(Piece::Clash(clash));
    }

    /// Comment lines of an item that stands at a column.
    pub(super) fn notes(&mut self, notes: &[Note<'_>], column: usize) {
        for note in notes {
            let at = if note.text.is_empty() { 0 } else { column.saturating_add_signed(note.deeper) };
            self.line(at, &[note.text]);
        }
    }

    /// Adds all of another sheet.
    pub(super) fn join(&mut self, other: Sheet) {
        for piece in other.pieces {
            match piece {
                Piece::Text(text) => self.text().push_str(&text),
                Piece::Clash(clash) => self.clash(clash),
            }
        }
    }

    /// Writes a dash before what stands here at a column; a line of its own where it would stand before a comment or a clash that
    /// leaves nothing on one side.
    pub(super) fn dashed(mut self, dash: usize, column: usize) -> Sheet {
        let width = column - dash;
        let fits = |text: &str| {
            let content = text.get(..column).is_some_and(|blank| blank.bytes().all(|byte| byte == b' '));
            content && !text[column..].starts_with(['#', ' ', '\n'])
        };
        let put = |text: &mut String| text.replace_range(dash..=dash, "-");
        match self.pieces.first_mut() {
            Some(Piece::Text(text)) if width > 1 && fits(text) => put(text),
            Some(Piece::Clash(clash))
                if width > 1 && [&clash.ours, &clash.theirs].into_iter().all(|text| fits(text)) =>
            {
                put(&mut clash.ours);
                put(&mut clash.theirs);
                if fits(&clash.base) {
                    put(&mut clash.base);
                }
            }
            _ => {
                let mut own = Sheet::default();
                own.line(dash, &["-"]);
                own.join(self);
                return own;
            }
        }
        self
    }

    /// The text with marks.
    pub(super) fn marked(&self, labels: &Labels) -> String {
        let mut out = String::new();
        for piece in &self.pieces {
            match piece {
                Piece::Text(text) => out.push_str(text),
                Piece::Clash(clash) => clash.mark(labels, "\n", &mut out),
            }
        }
        out
    }

    /// The text as one who takes a side everywhere would leave it.
    pub(super) fn chosen(&self, side: Side) -> String {
        let text = |piece: &Piece| match (piece, side) {
            (Piece::Text(text), _) => text.clone(),
            (Piece::Clash(clash), Side::Ours) => clash.ours.clone(),
            (Piece::Clash(clash), Side::Theirs) => clash.theirs.clone(),
        };
        self.pieces.iter().map(text).collect()
    }

    pub(super) fn is_clean(&self) -> bool {
        self.pieces.iter().all(|piece| matches!(piece, Piece::Text(_)))
    }
}

impl<'t> Version<'t> {
    /// The comment lines of an item among some lines.
    pub(super) fn notes(&self, item: &Item, lines: Range<usize>) -> Vec<Note<'t>> {
        let note = |line: usize| Note {
            deeper: isize::try_from(self.lines[line].column).unwrap_or(0) - isize::try_from(item.column).unwrap_or(0),
            text: self.trimmed(line),
        };
        lines.map(note).collect()
    }

    /// The lines of an item from its head on, at a column.
    pub(super) fn body(&self, item: &Item, column: usize) -> String {
        let mut out = String::new();
        if item.body.is_empty() {
            return out;
        }
        self.moved(item.body.start, item, column, &mut out);
        self.shifted(item.body.start + 1..item.below.end.max(item.body.end), item.column, column, &mut out);
        out
    }

    /// An item whole, with its comments and, before it, its blank lines.
    pub(super) fn whole(&self, item: &Item, column: usize, out: &mut String) {
        self.shifted(item.above.clone(), item.column, column, out);
        self.shifted(item.lead.clone(), item.column, column, out);
        out.push_str(&self.body(item, column));
    }

    /// The line of a head, from its key or dash on.
    fn moved(&self, line: usize, item: &Item, column: usize, out: &mut String) {
        out.extend(std::iter::repeat_n(' ', column));
        out.push_str(&self.text[item.start..self.lines[line].end]);
        out.push('\n');
    }

    /// Lines, as much deeper or shallower as one column is than the other.
    pub(super) fn shifted(&self, lines: Range<usize>, from: usize, to: usize, out: &mut String) {
        for line in &self.lines[lines] {
            let own = &self.text[line.start..line.end];
            if own.is_empty() {
            } else if to >= from {
                out.extend(std::iter::repeat_n(' ', to - from));
                out.push_str(own);
            } else {
                let spaces = own.bytes().take(from - to).take_while(|byte| *byte == b' ').count();
                out.push_str(&own[spaces..]);
            }
            out.push('\n');
        }
    }

    /// The text of an item from its key or dash to a byte, its further lines moved with it.
    pub(super) fn stretch(&self, item: &Item, to: usize, column: usize) -> String {
        let mut out = String::new();
        let last = self.line_of(to);
        if last == item.body.start {
            return self.text[item.start..to].to_owned();
        }
        self.moved(item.body.start, item, 0, &mut out);
        self.shifted(item.body.start + 1..last, item.column, column, &mut out);
        let line = self.lines[last];
        let own = &self.text[line.start..to];
        let mut moved = String::new();
        let depth = (line.column + column).saturating_sub(item.column);
        moved.extend(std::iter::repeat_n(' ', depth));
        moved.push_str(own.trim_start_matches([' ', '\t']));
        out.push_str(&moved);
        out
    }

    /// Whether two items are written the same, at whatever column they stand.
    pub(super) fn reads_as(&self, item: &Item, other: &Version<'_>, own: &Item) -> bool {
        let lines =
            |item: &Item| item.above.start.min(item.lead.start).min(item.body.start)..item.below.end.max(item.body.end);
        let (mine, theirs) = (lines(item), lines(own));
        if item.column != own.column || mine.len() != theirs.len() || item.body.len() != own.body.len() {
            return false;
        }
        mine.zip(theirs).all(|(line, other_line)| {
            let (a, b) = (self.lines[line], other.lines[other_line]);
            let from = |start: usize, item: &Item, at: usize| {
                if !item.body.is_empty() && at == item.body.start { item.start } else { start }
            };
            a.held == b.held
                && self.text[from(a.start, item, line)..a.end] == other.text[from(b.start, own, other_line)..b.end]
        })
    }
}

/// Marks round a whole text.
pub(super) fn whole_clash(ours: &str, base: &str, theirs: &str, labels: &Labels) -> String {
    let [ours, base, theirs] = [ours, base, theirs].map(str::to_owned);
    let clash = Clash { ours, base, theirs, extent: Extent::Lines };
    let mut text = String::new();
    clash.mark(labels, marks::break_of(&clash.ours), &mut text);
    text
}
