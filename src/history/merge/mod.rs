//! Two changes of one record put together: by fields and items where lines do not tell, without loss of a value or a comment.
//!
//! The result is *ours* with what only theirs changed spliced in. Knows no git and no disk: three texts in, one text out.

mod advance;
mod believe;
mod diff3;
mod ends;
mod flow;
mod layout;
mod lines;
mod marks;
mod notes;
mod plan;
mod prose;
mod sequence;
mod sheet;
mod version;
mod want;
mod weave;

use crate::domain::record::Kind;
use crate::domain::workflow::Workflow;
use crate::source::{KeyPath, Span};
use crate::yaml::{self, Fault};
use ends::{Ends, even};
pub use lines::lines;
use version::Version;
use weave::{At, Out, Three, Weave};

/// The versions of a record: what both began with, ours, theirs.
type Versions<'v> = (Option<&'v Version<'v>>, &'v Version<'v>, &'v Version<'v>);

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
    let Some(kind) = kind else {
        return Ok(lines(sides.base.unwrap_or_default(), sides.ours, sides.theirs, labels));
    };
    let ends = Ends::of(sides);
    let [base, ours, theirs] = [sides.base.unwrap_or_default(), sides.ours, sides.theirs].map(even);
    let base = read(&base, sides.base.unwrap_or_default()).map_err(Unmergeable::Base)?;
    let ours = read(&ours, sides.ours).map_err(Unmergeable::Ours)?;
    let theirs = read(&theirs, sides.theirs).map_err(Unmergeable::Theirs)?;
    let mut merged = woven(kind, (sides.base.is_some().then_some(&base), &ours, &theirs), labels);
    merged.text = ends.put(merged.text);
    Ok(merged)
}

fn read<'t>(even: &'t str, text: &str) -> Result<Version<'t>, Fault> {
    if let Some(at) = even.find('\r') {
        let message = "this line ends in a carriage return only, as on an old computer";
        return Err(Fault::new("carriage-return", message, Span::at(at))
            .help("open the file in a text editor and save it with ordinary line ends"));
    }
    // a fault is told where it lies in the text as it was given
    Version::read(even).map_err(|fault| yaml::read(text).err().unwrap_or(fault))
}

/// Merges versions whose lines all end alike.
fn woven(kind: Kind, (base, ours, theirs): Versions<'_>, labels: &Labels) -> Merged {
    let mut weave =
        Weave { labels, path: KeyPath::root(), conflicts: Vec::new(), notes: Vec::new(), is_job: kind == Kind::Job };
    let mut out = Out::default();
    let root = |version| Some(At { version, item: Version::root(version)? });
    let roots = (base.map(root), root(ours), root(theirs));
    let (Some(_), Some(_)) = (roots.1, roots.2) else { return believe::plainly((base, ours, theirs), labels) };
    if roots.0.is_some_and(|root| root.is_none()) {
        return believe::plainly((base, ours, theirs), labels);
    }
    let three = Three { base: roots.0.flatten(), ours: roots.1, theirs: roots.2 };
    weave.item(three, 0, &mut out);
    believe::settled(weave, out, (base, ours, theirs), labels)
}
