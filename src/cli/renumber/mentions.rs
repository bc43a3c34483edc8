//! Where free text still says an id that nobody has any more.

use super::Moved;
use crate::domain::layout::AnyId;
use crate::source::{Edit, Part, Position};
use crate::store::Snapshot;
use crate::yaml::{Document, locate, read};
use memchr::memmem::Finder;
use std::ops::Range;

/// So many are told one by one.
const TOLD: usize = 10;

/// A line for each place where a text or a comment says the id; those that follow by themselves are not told.
pub(super) fn of(snapshot: &Snapshot, old: &AnyId, moved: &Moved) -> Vec<String> {
    let word = old.to_string();
    let finder = Finder::new(&word);
    let mut places = Vec::new();
    for (source, file) in snapshot.sources.iter() {
        let hits: Vec<usize> =
            finder.find_iter(file.text.as_bytes()).filter(|at| is_whole(&file.text, *at, &word)).collect();
        if hits.is_empty() {
            continue;
        }
        let follows = follows(&file.text, moved.edits.get(&source).map_or(&[][..], Vec::as_slice));
        let left = hits.into_iter().filter(|at| !follows.iter().any(|span| span.contains(at)));
        places.extend(left.map(|at| (source, Position::of(&file.text, at))));
    }
    let line = |(source, position): &(_, Position)| {
        let path = &snapshot.sources.file(*source).path;
        format!("{path}:{}:{}: the text still says {word}", position.line, position.column)
    };
    let mut lines: Vec<String> = places.iter().take(TOLD).map(line).collect();
    if places.len() > TOLD {
        lines.push(format!("… and {} more; `suits search {word}` finds them", places.len() - TOLD));
    }
    lines
}

/// Where the fields stand that follow by themselves.
fn follows(text: &str, edits: &[Edit]) -> Vec<Range<usize>> {
    let Ok(tree) = read(text) else { return Vec::new() };
    let document = Document { text, tree: &tree };
    let spans = edits.iter().map(|edit| locate(&document, &edit.path, Part::Value));
    spans.map(|span| span.start as usize..span.end as usize).collect()
}

/// Whether the id stands there by itself: not as the beginning of a longer number.
pub(super) fn is_whole(text: &str, at: usize, word: &str) -> bool {
    let part = |letter: char| letter.is_ascii_alphanumeric();
    let before = text[..at].chars().next_back().is_none_or(|letter| !part(letter) && letter != '-');
    let mut behind = text[at + word.len()..].chars();
    let after = match behind.next() {
        Some('-') => !behind.next().is_some_and(|letter| letter.is_ascii_digit()),
        Some(letter) => !part(letter),
        None => true,
    };
    before && after
}
