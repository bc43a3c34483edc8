//! Edits and change sets: what a command wants written, as small values, before any text is touched.

use super::{KeyPath, SourceId};

/// A value to write into a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Nothing: `null`.
    Null,
    /// Words of a person: written plain where that cannot be misread, else quoted, or as a block when it has lines.
    Text(String),
    /// A date, number, id, enumeration word or truth value: written as it stands, unquoted.
    Bare(String),
    /// A block list, one item a line.
    List(Vec<Value>),
    /// A flow list of short words: `[ann, bo]`.
    Words(Vec<String>),
    /// A block map, one field a line, in this order.
    Map(Vec<(String, Value)>),
    /// The fingerprint of the section at this path as it will stand once the other edits are made; the store fills it in.
    Fingerprint(KeyPath),
}

impl Value {
    /// Words of a person.
    pub fn text(text: impl Into<String>) -> Value {
        Value::Text(text.into())
    }

    /// Anything that prints as a bare word: a date, a number, an id.
    pub fn bare(value: impl std::fmt::Display) -> Value {
        Value::Bare(value.to_string())
    }

    /// A block map, in this order.
    pub fn map<'k>(entries: impl IntoIterator<Item = (&'k str, Value)>) -> Value {
        Value::Map(entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
    }
}

/// What to do at a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Op {
    /// Replace the value there. Where the last step is a key that its map lacks, the entry is inserted at the record's canonical place.
    Set(Value),
    /// Add an item at the end of the list there, in the list's own layout. A list that is absent, `null` or `[]` is begun.
    Append(Value),
    /// Take the entry or the item away, with the comments that belong to it.
    Remove,
    /// Call the entry there by another key, which its map lacks; its value, its place and its comments stay.
    Rename(String),
}

/// One edit of one record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// Where.
    pub path: KeyPath,
    /// What.
    pub op: Op,
}

impl Edit {
    /// Sets the value at `path`.
    pub fn set(path: KeyPath, value: Value) -> Edit {
        Edit { path, op: Op::Set(value) }
    }

    /// Appends an item to the list at `path`.
    pub fn append(path: KeyPath, value: Value) -> Edit {
        Edit { path, op: Op::Append(value) }
    }

    /// Removes what is at `path`.
    pub fn remove(path: KeyPath) -> Edit {
        Edit { path, op: Op::Remove }
    }

    /// Calls the entry at `path` by another key.
    pub fn rename(path: KeyPath, key: impl Into<String>) -> Edit {
        Edit { path, op: Op::Rename(key.into()) }
    }
}

/// What happens to one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileChange {
    /// Edits to a file that was read.
    Edit {
        /// The file, as read.
        source: SourceId,
        /// In order; each sees the text as the ones before it left it.
        edits: Vec<Edit>,
    },
    /// Edits that mend a file that was read, which may be no record yet: it may stay as unreadable as it was, and not become so.
    Mend {
        /// The file, as read.
        source: SourceId,
        /// In order; each sees the text as the ones before it left it.
        edits: Vec<Edit>,
    },
    /// A record that lies where it is not read goes where it belongs. Fails, without a trace, if the path is taken.
    Move {
        /// Where it lies, relative to the book.
        from: String,
        /// Its text there.
        text: String,
        /// Where it belongs.
        path: String,
        /// Edits that mend it on the way.
        edits: Vec<Edit>,
    },
    /// A new file from a template. Fails, without a trace, if the path is taken.
    Create {
        /// Relative to the book, with `/`.
        path: String,
        /// A commented template, or any text that reads as a record.
        template: String,
        /// Edits to the template.
        edits: Vec<Edit>,
    },
    /// A file that was read gets a whole new text, as a person wrote it in an editor.
    Replace {
        /// The file, as read.
        source: SourceId,
        /// The new text.
        text: String,
    },
    /// A file that was read goes.
    Delete {
        /// The file, as read.
        source: SourceId,
    },
}

impl FileChange {
    /// Whether a file goes from this path to another.
    pub fn moves_from(&self, path: &str) -> bool {
        matches!(self, FileChange::Move { from, .. } if from == path)
    }
}

/// A whole change, all of it or nothing.
#[must_use = "a change set does nothing until the store applies it"]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChangeSet {
    /// What happened, in the trade's words: one line for each thing.
    pub summary: Vec<String>,
    /// What the person would do next, as a sentence with a command in it.
    pub next: Option<String>,
    /// The files, each at most once.
    pub files: Vec<FileChange>,
}
