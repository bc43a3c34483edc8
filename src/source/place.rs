//! Places: which file, and where in it; turned into a line and a column only when someone prints it.

use super::{KeyPath, Position, Span};

/// One file of a [`Sources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SourceId(pub u32);

/// The entry's key, or its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Part {
    /// The key of the entry.
    Key,
    /// The value of the entry.
    Value,
}

/// Where in a file.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Spot {
    /// A value or key of a record that reads. A path that leads nowhere means its nearest parent that exists.
    Path(KeyPath, Part),
    /// A stretch of text: a syntax error, a comment, a value of `suits.toml`.
    Span(Span),
    /// A line and column, where no text can be kept (bytes that are not UTF-8).
    At(Position),
}

/// A file and where in it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Place {
    /// The file.
    pub source: SourceId,
    /// Where in the file.
    pub spot: Spot,
}

impl Place {
    /// The value at `path`.
    pub fn value(source: SourceId, path: KeyPath) -> Place {
        Place { source, spot: Spot::Path(path, Part::Value) }
    }

    /// The key at `path`.
    pub fn key(source: SourceId, path: KeyPath) -> Place {
        Place { source, spot: Spot::Path(path, Part::Key) }
    }

    /// A stretch of the file's text.
    pub fn span(source: SourceId, span: Span) -> Place {
        Place { source, spot: Spot::Span(span) }
    }

    /// The start of the file.
    pub fn file(source: SourceId) -> Place {
        Place { source, spot: Spot::At(Position::START) }
    }
}

/// One file as it was read.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// Relative to the book, with `/` between the parts.
    pub path: Box<str>,
    /// The whole text; empty where the file could not be read as text.
    pub text: Box<str>,
}

/// Every file that a command read, in a fixed order.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
}

impl Sources {
    /// Keeps a file and says how to point at it.
    pub fn add(&mut self, path: impl Into<Box<str>>, text: impl Into<Box<str>>) -> SourceId {
        let id = Sources::id(self.files.len());
        self.files.push(SourceFile { path: path.into(), text: text.into() });
        id
    }

    /// Puts another text in the place of a file's.
    pub fn rewrite(&mut self, id: SourceId, text: impl Into<Box<str>>) {
        self.files[id.0 as usize].text = text.into();
    }

    /// The id that the n-th file gets, from 0.
    pub fn id(index: usize) -> SourceId {
        SourceId(u32::try_from(index).unwrap_or(u32::MAX))
    }

    /// How many files there are.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// The file of an id that [`Sources::add`] gave.
    pub fn file(&self, id: SourceId) -> &SourceFile {
        &self.files[id.0 as usize]
    }

    /// Every file, with its id.
    pub fn iter(&self) -> impl Iterator<Item = (SourceId, &SourceFile)> {
        self.files.iter().enumerate().map(|(index, file)| (Sources::id(index), file))
    }
}
