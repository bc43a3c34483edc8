//! Values, and how differently people write them: quotes, folds, brackets, indentation, comments, blank lines, line ends.

use super::layout::Hand;
use std::io;
use suits::domain::record::Record;
use suits::yaml::{Document, Tree, decode, fingerprint, read};

/// A value to write.
#[derive(Clone, Debug)]
pub(crate) enum Node {
    /// As it stands.
    Bare(String),
    /// Words of a person.
    Text(String),
    /// A short list in brackets, or a line each.
    Words(Vec<String>),
    List(Vec<Node>),
    Map(Vec<(&'static str, Node)>),
}

/// What cannot be told yet when it is written.
pub(crate) const UNSEALED: &str = "h1-0000000000000000";

pub(crate) fn bare(value: impl std::fmt::Display) -> Node {
    Node::Bare(value.to_string())
}

pub(crate) fn text(node: &Node, template: &'static str, rng: &mut fastrand::Rng) -> String {
    Hand::new(template, rng).write(node)
}

pub(crate) fn words<'w>(words: impl IntoIterator<Item = &'w str>) -> Node {
    Node::Words(words.into_iter().map(str::to_owned).collect())
}

pub(crate) fn prose(text: impl Into<String>) -> Node {
    Node::Text(text.into())
}

/// The text with the true fingerprint in place of each that was left open.
pub(crate) fn sealed<T: Record>(path: &str, mut text: String) -> io::Result<String> {
    if !text.contains(UNSEALED) {
        return Ok(text);
    }
    let wrong = |message: String| io::Error::other(format!("{path}: {message}"));
    let tree = read(&text).map_err(|fault| wrong(fault.message))?;
    let mut seals = Vec::new();
    {
        let document = Document { text: &text, tree: &tree };
        let record = decode::<T>(&document, None).map_err(|fault| wrong(fault.message))?.record;
        for section in record.approved_sections() {
            let node = document.find(section.path()).map_or(Tree::ROOT, |found| found.value);
            seals.push((tree.node(node).span(), fingerprint(&document, node, section.leave_out)));
        }
    }
    for (span, seal) in seals {
        let (start, end) = (span.start as usize, span.end as usize);
        let section = text[start..end].replace(UNSEALED, &seal);
        text.replace_range(start..end, &section);
    }
    Ok(text)
}
