//! Where free text still says an id that nobody has any more.

use crate::domain::layout::AnyId;
use crate::source::{Edit, Part, Position, SourceId};
use crate::store::{Snapshot, Unreadable};
use crate::yaml::{Document, locate, read};
use memchr::memmem::Finder;
use std::collections::BTreeMap;
use std::ops::Range;

/// So many are told one by one.
const TOLD: usize = 10;

/// A line for each place where a text or a comment says the id; those that follow by themselves are not told.
pub(in crate::cli) fn of(snapshot: &Snapshot, old: &AnyId, edits: &BTreeMap<SourceId, Vec<Edit>>) -> Vec<String> {
    of_those(snapshot, old, edits, |_, _| true)
}

/// The same of the lines that are meant, by the path of the file and the line's text.
pub(super) fn of_those(
    snapshot: &Snapshot,
    old: &AnyId,
    edits: &BTreeMap<SourceId, Vec<Edit>>,
    is_meant: impl Fn(&str, &str) -> bool,
) -> Vec<String> {
    let word = old.to_string();
    let finder = Finder::new(&word);
    let mut places = Vec::new();
    for (source, file) in snapshot.sources.iter() {
        let hits: Vec<usize> =
            finder.find_iter(file.text.as_bytes()).filter(|at| is_whole(&file.text, *at, &word)).collect();
        if hits.is_empty() {
            continue;
        }
        let follows = follows(&file.text, edits.get(&source).map_or(&[][..], Vec::as_slice));
        let left = hits.into_iter().filter(|at| !follows.iter().any(|span| span.contains(at)));
        let left = left.filter(|at| is_meant(&file.path, line_at(&file.text, *at)));
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

/// The files that do not read as they are, and say the id; `own` are left out.
pub(in crate::cli) fn unread(snapshot: &Snapshot, id: &AnyId, own: &[String]) -> Vec<Unreadable> {
    let word = id.to_string();
    let says = |path: &str| {
        let mut files = snapshot.sources.iter().filter(|(_, file)| *file.path == *path);
        files.any(|(_, file)| file.text.match_indices(&word).any(|(at, _)| is_whole(&file.text, at, &word)))
    };
    let broken = snapshot.unreadable().into_iter();
    broken.filter(|broken| !own.contains(&broken.path) && says(&broken.path)).collect()
}

/// The line around a place in a text.
fn line_at(text: &str, at: usize) -> &str {
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    text[start..].lines().next().unwrap_or_default()
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
