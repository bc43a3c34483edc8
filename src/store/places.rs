//! Places as lines and columns, for many findings at once: each text is read once, however many point into it.

use crate::source::{KeyPath, Part, Place, Position, SourceId, Sources, Span, Spot, Step};
use crate::yaml::{Document, Tree, locate, read};
use std::collections::HashMap;

/// More lines than this are not kept of one place.
const MOST_LINES: usize = 24;

/// Turns places of some texts into lines and columns.
#[derive(Debug)]
pub struct Places<'s> {
    sources: &'s Sources,
    trees: HashMap<SourceId, Option<Tree>>,
}

/// A stretch of a file, ready to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stretch<'s> {
    /// The file, relative to the book.
    pub path: &'s str,
    /// The first character.
    pub start: Position,
    /// One past the last character.
    pub end: Position,
    /// The lines it runs over, as written; `None` where the file's text is not known.
    pub lines: Option<&'s str>,
    /// The keys that lead to it, as a JSON pointer in which an item that has an id goes by it; empty for the file itself.
    pub pointer: String,
}

impl<'s> Places<'s> {
    /// Has read nothing yet.
    pub fn new(sources: &'s Sources) -> Places<'s> {
        Places { sources, trees: HashMap::new() }
    }

    /// Where a place's file is, and where in it.
    pub fn of(&mut self, place: &Place) -> Stretch<'s> {
        let file = self.sources.file(place.source);
        let (path, text) = (&*file.path, &*file.text);
        let (span, pointer) = match &place.spot {
            Spot::At(at) => {
                let lines = text.lines().nth(at.line as usize - 1);
                return Stretch { path, start: *at, end: *at, lines, pointer: String::new() };
            }
            Spot::Span(span) => (*span, String::new()),
            Spot::Path(keys, part) => {
                let tree = self.trees.entry(place.source).or_insert_with(|| read(text).ok());
                match tree {
                    Some(tree) => {
                        let document = Document { text, tree };
                        (shown(&document, keys, *part), pointer(Some(&document), keys))
                    }
                    None => (Span::at(0), pointer(None, keys)),
                }
            }
        };
        let end = Position::of(text, span.end.max(span.start) as usize);
        let lines = (!text.is_empty()).then(|| lines(text, span));
        Stretch { path, start: Position::of(text, span.start as usize), end, lines, pointer }
    }
}

/// The span to show of what a path leads to: of a map or list over several lines the first, for the rest is about its entries.
fn shown(document: &Document<'_>, keys: &KeyPath, part: Part) -> Span {
    let span = locate(document, keys, part);
    let found = document.find(keys).map(|found| document.tree.node(found.value));
    let spread = found.is_some_and(|node| node.span() == span && !node.kind.is_scalar());
    match span.of(document.text).lines().next() {
        Some(first) if spread => Span::new(span.start as usize, span.start as usize + first.trim_end().len()),
        _ => span,
    }
}

/// The lines that a span runs over, without the last break.
fn lines(text: &str, span: Span) -> &str {
    let clamp = |offset: u32| text.floor_char_boundary((offset as usize).min(text.len()));
    let from = text[..clamp(span.start)].rfind('\n').map_or(0, |at| at + 1);
    let last = text[..clamp(span.end.max(span.start))].rfind('\n').map_or(0, |at| at + 1).max(from);
    let whole = text[last..].find('\n').map_or(text.len(), |at| last + at);
    let mut breaks = text[from..whole].match_indices('\n').skip(MOST_LINES - 1);
    let to = breaks.next().map_or(whole, |(at, _)| from + at);
    text[from..to].trim_end_matches('\r')
}

/// A walk as a JSON pointer. Items with an id go by it, so that a list that grows at its front does not rename what stands behind.
fn pointer(document: Option<&Document<'_>>, keys: &KeyPath) -> String {
    let mut text = String::new();
    let mut walked = KeyPath::root();
    for step in &keys.0 {
        let index;
        let name = match step {
            Step::Key(key) => &**key,
            Step::Item(_, value) => value,
            Step::Index(at) => {
                let id = document.and_then(|document| {
                    let found = document.find(walked.then(*at).then("id"))?;
                    Some(document.scalar(found.value).into_owned()).filter(|id| !id.is_empty())
                });
                index = id.unwrap_or_else(|| at.to_string());
                &index
            }
        };
        text.push('/');
        text.push_str(&name.replace('~', "~0").replace('/', "~1"));
        walked.0.push(step.clone());
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key_path;

    const JOB: &str =
        "title: x\nhandoffs:\n  - id: 1k7q\n    due: 2026-11-06\n  - due: soon\ngoal: >\n  One.\n  Two.\n";

    fn stretch(place: impl Fn(SourceId) -> Place) -> (u32, u32, u32, u32, String, String) {
        let mut sources = Sources::default();
        let source = sources.add("jobs/ACME/ACME-0012.yaml", JOB);
        let found = Places::new(&sources).of(&place(source));
        let Stretch { start, end, lines, pointer, .. } = found;
        (start.line, start.column, end.line, end.column, lines.unwrap_or_default().to_owned(), pointer)
    }

    #[test]
    fn a_value_has_its_line_and_its_end() {
        let due = stretch(|source| Place::value(source, key_path!["handoffs", 0, "due"]));
        assert_eq!(due, (4, 10, 4, 20, "    due: 2026-11-06".into(), "/handoffs/1k7q/due".into()));
        let key = stretch(|source| Place::key(source, key_path!["handoffs", 1, "due"]));
        assert_eq!(key, (5, 5, 5, 8, "  - due: soon".into(), "/handoffs/1/due".into()));
    }

    #[test]
    fn a_text_over_several_lines_is_shown_whole_and_a_list_by_its_first_line() {
        let goal = stretch(|source| Place::value(source, key_path!["goal"]));
        assert_eq!(goal, (6, 7, 8, 7, "goal: >\n  One.\n  Two.".into(), "/goal".into()));
        let list = stretch(|source| Place::value(source, key_path!["handoffs"]));
        assert_eq!(list, (3, 3, 3, 13, "  - id: 1k7q".into(), "/handoffs".into()));
    }

    #[test]
    fn what_is_not_there_is_shown_where_it_belongs() {
        let missing = stretch(|source| Place::value(source, key_path!["brief"]));
        assert_eq!(missing, (1, 1, 1, 2, "title: x".into(), "/brief".into()));
        assert_eq!(stretch(Place::file), (1, 1, 1, 1, "title: x".into(), String::new()));
    }
}
