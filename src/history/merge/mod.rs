//! Two changes of one record put together: by fields and items where lines do not tell, without loss of a value or a comment.
//!
//! The result is *ours* with what only theirs changed spliced in. Knows no git and no disk: three texts in, one text out.

mod at;
mod believe;
mod bound;
mod diff3;
mod ends;
mod entries;
mod flow;
mod held;
mod judge;
mod layout;
mod lines;
mod looks;
mod marks;
mod notes;
mod plan;
mod prints;
mod prose;
mod sequence;
mod sheet;
mod slots;
mod tails;
mod taken;
mod turns;
mod twins;
mod undecided;
mod unfold;
mod version;
mod want;
mod weave;

use crate::domain::record::Kind;
use crate::domain::workflow::Workflow;
use crate::source::{KeyPath, Span};
use crate::yaml::{self, Fault};
use at::At;
use ends::{Ends, even};
pub use lines::lines;
pub use sheet::Side;
pub use taken::with_ours;
use turns::Move;
use twins::Twins;
pub(super) use twins::{first_words, is_one_name, telling, words};
pub use undecided::{between, is_between};
use version::Version;
use weave::{Ahead, Out, Three, Weave};

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

/// What the book's configuration says of its records; looked up when a merge comes to ask.
#[derive(Clone, Copy, Default)]
pub struct Rules<'r> {
    /// For judging a merged status.
    pub workflow: Option<&'r dyn Fn() -> Option<&'r Workflow>>,
}

impl std::fmt::Debug for Rules<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Rules").field("workflow", &self.workflow.is_some()).finish()
    }
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
pub fn merge(kind: Option<Kind>, sides: &Sides<'_>, labels: &Labels, rules: &Rules<'_>) -> Result<Merged, Unmergeable> {
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
    let [b, o, t] = [sides.base.unwrap_or_default(), sides.ours, sides.theirs].map(even);
    let mut unmarked = None;
    let base = read(&b, sides.base.unwrap_or_default()).or_else(|fault| {
        unmarked = undecided::unmarked(&b);
        unmarked.as_deref().and_then(|text| Version::read(text).ok()).ok_or(fault)
    });
    let base = base.map_err(Unmergeable::Base)?;
    let ours = read(&o, sides.ours).map_err(Unmergeable::Ours)?;
    let theirs = read(&t, sides.theirs).map_err(Unmergeable::Theirs)?;
    let loom = Loom { kind, is_new: sides.base.is_none(), labels, rules };
    let mut merged = loom.merged((&base, &ours, &theirs), MOST_UNFOLDING);
    merged.text = ends.put(merged.text, merged.conflicts.is_empty());
    Ok(merged)
}

/// The side that has another record by now under the id of the one with which both began, where the other side has that one still.
pub fn another(kind: Kind, sides: &Sides<'_>) -> Option<Side> {
    let [base, ours, theirs] = [sides.base?, sides.ours, sides.theirs].map(even);
    let versions = (Version::read(&base).ok()?, Version::read(&ours).ok()?, Version::read(&theirs).ok()?);
    twins::another(kind, &versions.0, (&versions.1, &versions.2), &Labels::default()).map(|(side, _)| side)
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

/// Brackets inside brackets are brought to lines one after the other; deeper ones than this nobody writes.
const MOST_UNFOLDING: u32 = 8;

/// How versions whose lines all end alike are merged.
struct Loom<'l, 'r> {
    kind: Kind,
    is_new: bool,
    labels: &'l Labels,
    rules: &'l Rules<'r>,
}

impl Loom<'_, '_> {
    fn merged(&self, (base, ours, theirs): (&Version<'_>, &Version<'_>, &Version<'_>), unfolding: u32) -> Merged {
        let versions = ((!self.is_new).then_some(base), ours, theirs);
        let mut unlike = None;
        let root = |version| Some(At { version, item: Version::root(version)? });
        let is_two = root(base).is_some_and(At::is_blank);
        if self.is_new || is_two {
            match twins::compared(self.kind, ours, theirs, self.labels) {
                Twins::Same => {}
                Twins::Fuller(_) | Twins::Unlike(_) if is_two => {}
                Twins::Fuller(side) => return believe::fuller(side, ours, theirs, self.labels),
                Twins::Different(conflict) => return believe::whole(versions, self.labels, vec![conflict]),
                Twins::Unlike(conflict) => unlike = Some(conflict),
            }
        } else if let Some((_, conflict)) = twins::another(self.kind, base, (ours, theirs), self.labels) {
            return believe::whole(versions, self.labels, vec![conflict]);
        }
        if let Some(texts) = unfold::unfolded(versions).filter(|_| unfolding > 0)
            && let [Ok(base), Ok(ours), Ok(theirs)] = texts.each_ref().map(|text| Version::read(text))
        {
            return self.merged((&base, &ours, &theirs), unfolding - 1);
        }
        self.woven(versions, unlike)
    }

    fn woven(&self, (base, ours, theirs): Versions<'_>, unlike: Option<Conflict>) -> Merged {
        let root = |version| Some(At { version, item: Version::root(version)? });
        let (was, one, other) = (base.map(root), root(ours), root(theirs));
        if one.is_none() || other.is_none() || was.is_some_and(|root| root.is_none()) {
            return believe::plainly((base, ours, theirs), self.labels);
        }
        let mut weave = Weave {
            labels: self.labels,
            path: KeyPath::root(),
            ahead: if unlike.is_some() { Ahead::Map(Move::WHOLE) } else { Ahead::Nothing },
            conflicts: unlike.into_iter().collect(),
            notes: Vec::new(),
            is_job: self.kind == Kind::Job,
        };
        let mut out = Out::default();
        weave.item(Three { base: was.flatten(), ours: one, theirs: other }, 0, &mut out);
        believe::settled((self.kind, self.rules), weave, out, (base, ours, theirs))
    }
}
