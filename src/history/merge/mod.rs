//! Two changes of one record put together: by fields and items where lines do not tell, without loss of a value or a comment.
//!
//! The result is *ours* with what only theirs changed spliced in. Knows no git and no disk: three texts in, one text out.

mod diff3;
mod lines;
mod marks;

use super::Said;
use super::diff::{Change, changes};
use crate::domain::record::Kind;
use crate::domain::workflow::Workflow;
use crate::source::KeyPath;
use crate::yaml::Fault;
pub use lines::lines;
use marks::Clash;

/// The three versions of a record.
#[derive(Clone, Copy, Debug)]
pub struct Sides<'t> {
    /// What both began with; `None` where both added the record.
    pub base: Option<&'t str>,
    /// The version that is merged into.
    pub ours: &'t str,
    /// The version that is merged.
    pub theirs: &'t str,
}

/// What conflict marks say; git's `%X`, `%S`, `%Y` and `%L`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Labels {
    /// Of our version.
    pub ours: String,
    /// Of the base; `None`: it is not shown.
    pub base: Option<String>,
    /// Of their version.
    pub theirs: String,
    /// How many signs a mark has.
    pub size: usize,
}

impl Default for Labels {
    fn default() -> Labels {
        Labels { ours: "ours".to_owned(), base: None, theirs: "theirs".to_owned(), size: 7 }
    }
}

impl Labels {
    /// What our version is called in a sentence.
    pub(super) fn of_ours(&self) -> &str {
        if self.ours.is_empty() { "ours" } else { &self.ours }
    }

    /// What their version is called in a sentence.
    pub(super) fn of_theirs(&self) -> &str {
        if self.theirs.is_empty() { "theirs" } else { &self.theirs }
    }
}

/// What two changes come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merged {
    /// The text; with marks in it where there are conflicts.
    pub text: String,
    /// What both sides changed, each differently.
    pub conflicts: Vec<Conflict>,
    /// What was decided that a person should know: two equal items kept.
    pub notes: Vec<String>,
}

impl Merged {
    fn clean(text: &str) -> Merged {
        Merged { text: text.to_owned(), conflicts: Vec::new(), notes: Vec::new() }
    }
}

/// One thing that both sides changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// Where; empty for the record as a whole.
    pub path: KeyPath,
    /// What each side did, by their labels.
    pub message: String,
}

/// What the book's configuration says of its records.
#[derive(Clone, Copy, Debug, Default)]
pub struct Rules<'r> {
    /// For judging a merged status.
    pub workflow: Option<&'r Workflow>,
}

/// Why versions cannot be put together as records: which does not read, and its fault. [`lines`] still merges them as texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unmergeable {
    /// What both began with does not read.
    Base(Fault),
    /// Our version does not read.
    Ours(Fault),
    /// Their version does not read.
    Theirs(Fault),
}

/// Puts two changes of a record together. A file that is no record (`kind` is `None`) is merged line by line.
pub fn merge(
    kind: Option<Kind>,
    sides: &Sides<'_>,
    labels: &Labels,
    _rules: &Rules<'_>,
) -> Result<Merged, Unmergeable> {
    if sides.ours == sides.theirs || sides.base == Some(sides.theirs) {
        return Ok(Merged::clean(sides.ours));
    }
    if sides.base == Some(sides.ours) {
        return Ok(Merged::clean(sides.theirs));
    }
    let merged = lines(sides.base.unwrap_or_default(), sides.ours, sides.theirs, labels);
    if kind.is_none() || !merged.conflicts.is_empty() {
        return Ok(merged);
    }
    let base = Said::of(sides.base.unwrap_or_default()).map_err(Unmergeable::Base)?;
    let ours = Said::of(sides.ours).map_err(Unmergeable::Ours)?;
    let theirs = Said::of(sides.theirs).map_err(Unmergeable::Theirs)?;
    let (from_ours, from_theirs) = (changes(&base, &ours), changes(&base, &theirs));
    let holds = |all: &[Change], some: &[Change]| some.iter().all(|change| all.contains(change));
    let believed = Said::of(&merged.text).is_ok_and(|said| {
        let found = changes(&base, &said);
        let expected: Vec<Change> = from_ours.iter().chain(&from_theirs).cloned().collect();
        holds(&found, &expected) && holds(&expected, &found)
    });
    if believed {
        return Ok(merged);
    }
    let clash = Clash {
        ours: sides.ours.to_owned(),
        base: sides.base.unwrap_or_default().to_owned(),
        theirs: sides.theirs.to_owned(),
    };
    let mut text = String::new();
    clash.mark(labels, marks::break_of(sides.ours), &mut text);
    let message = "the lines of both versions fit together, and what they say does not".to_owned();
    Ok(Merged { text, conflicts: vec![Conflict { path: KeyPath::root(), message }], notes: Vec::new() })
}
