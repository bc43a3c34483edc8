//! Cutting an edit into a text: which bytes go, and what stands there instead. Works on one text and its tree, proves
//! nothing (the gate does), and leaves every byte alone that the edit does not touch.

mod append;
mod flow;
mod insert;
pub(super) mod ownership;
mod padding;
mod page;
mod prose;
mod remove;
mod rename;
mod replace;
mod set;

pub(super) use append::{append, append_all};
pub(super) use insert::insert;
pub use page::comments;
pub(super) use page::{Page, width};
pub(super) use remove::remove;
pub(super) use rename::rename;
pub(super) use set::set;

use super::{Fault, NodeId};
use crate::source::Span;
use std::ops::Range;

/// An entry or item as a walk found it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Seat {
    /// The map or list it is in; `None` for the record itself.
    pub(super) container: Option<NodeId>,
    /// Which entry or item of its container.
    pub(super) index: usize,
    /// The key's node, in a map.
    pub(super) key: Option<NodeId>,
    /// The value's node.
    pub(super) value: NodeId,
    /// Whether it is inside brackets.
    pub(super) in_flow: bool,
}

/// What is to be cut and put in, and which bytes the edit takes comments from.
#[derive(Clone, Debug, Default)]
pub(super) struct Cuts {
    cuts: Vec<(Range<usize>, String)>,
    /// Comments inside these bytes of the old text may go.
    pub(super) taken: Vec<Span>,
}

impl Cuts {
    fn put(&mut self, at: usize, text: impl Into<String>) {
        self.swap(at..at, text);
    }

    fn swap(&mut self, range: Range<usize>, text: impl Into<String>) {
        self.cuts.push((range, text.into()));
    }

    /// Cuts bytes whose comments go with them.
    fn take(&mut self, range: Range<usize>) {
        self.taken.push(Span::new(range.start, range.end));
        self.swap(range, "");
    }

    /// The new text. A last line that the edit touched ends in a line break.
    pub(super) fn apply(mut self, page: &Page<'_>) -> Result<String, Fault> {
        let text = page.text();
        self.cuts.sort_by_key(|(range, _)| (range.start, range.end));
        let mut out = String::with_capacity(text.len() + 256);
        let mut from = 0;
        for (range, new) in &self.cuts {
            let (Some(kept), true) = (text.get(from..range.start), text.is_char_boundary(range.end)) else {
                return Err(refused("the lines to change overlap", Span::new(range.start, range.end)));
            };
            out.push_str(kept);
            out.push_str(new);
            from = range.end;
        }
        out.push_str(text.get(from..).unwrap_or_default());
        let last_line = page.line_start(text.len());
        // Whole lines put in or taken out above the last line leave it as it is.
        let touches_end = self.cuts.iter().any(|(range, new)| {
            range.end > last_line || (range.start == last_line && range.end == last_line && !new.ends_with('\n'))
        });
        if touches_end && !out.is_empty() && !out.ends_with('\n') {
            out.push_str(page.eol(text.len()));
        }
        Ok(out)
    }
}

/// An edit that cannot be made here.
pub(super) fn refused(message: impl Into<String>, span: Span) -> Fault {
    Fault::new("edit-refused", message, span).help("change the lines by hand, then run `suits check`")
}

/// Whole lines, put in at the start of a line or at the end of the text.
fn put_lines(page: &Page<'_>, cuts: &mut Cuts, at: usize, lines: &[String]) {
    let eol = page.eol(at.saturating_sub(1));
    let unfinished = at > 0 && at == page.text().len() && !page.text().ends_with('\n') && at > page.line_start(at);
    let mut text = String::new();
    if unfinished {
        text.push_str(eol);
    }
    for line in lines {
        text.push_str(line);
        text.push_str(eol);
    }
    cuts.put(at, text);
}
