//! Places as lines and columns, for many findings at once: each text is read once, however many point into it.

use crate::source::{Place, Position, SourceId, Sources, Spot};
use crate::yaml::{Document, Tree, locate, read};
use std::collections::HashMap;

/// Turns places of some texts into lines and columns.
#[derive(Debug)]
pub struct Places<'s> {
    sources: &'s Sources,
    trees: HashMap<SourceId, Option<Tree>>,
}

impl<'s> Places<'s> {
    /// Has read nothing yet.
    pub fn new(sources: &'s Sources) -> Places<'s> {
        Places { sources, trees: HashMap::new() }
    }

    /// The path of a place's file, and where in it.
    pub fn of(&mut self, place: &Place) -> (&'s str, Position) {
        let file = self.sources.file(place.source);
        let position = match &place.spot {
            Spot::At(position) => *position,
            Spot::Span(span) => Position::of(&file.text, span.start as usize),
            Spot::Path(path, part) => {
                let tree = self.trees.entry(place.source).or_insert_with(|| read(&file.text).ok());
                let located = |tree: &Tree| {
                    let span = locate(&Document { text: &file.text, tree }, path, *part);
                    Position::of(&file.text, span.start as usize)
                };
                tree.as_ref().map_or(Position::START, located)
            }
        };
        (&file.path, position)
    }
}
