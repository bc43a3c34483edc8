//! What a change set would make of each file, worked out and proven before anything is written.

use super::Store;
use super::apply::ApplyError;
use super::book::CONFIG;
use super::decoding::{decode_all, finding};
use super::kinds::{Filed, by_kind};
use super::settings;
use super::snapshot::{Snapshot, position};
use crate::domain::layout::{AnyId, Placement, parse_path};
use crate::finding::Finding;
use crate::source::{ChangeSet, Edit, FileChange, KeyPath, Op, Place, Position, SourceId, Sources, Value};
use crate::yaml::{self, Document, Fault, Shape};
use anyhow::anyhow;

/// What would happen to a file: no text before for a new one, none after for one that goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preview {
    /// Relative to the book.
    pub path: String,
    /// The text now.
    pub before: Option<String>,
    /// The text then.
    pub after: Option<String>,
}

/// Why a change was not made, pointing into the texts as they would have been.
#[derive(Clone, Debug)]
pub struct Refusal {
    /// What is wrong.
    pub findings: Vec<Finding>,
    /// The texts that the findings point into.
    pub texts: Sources,
}

impl Refusal {
    /// The path, line and column of one of its places.
    pub fn position(&self, place: &Place) -> (&str, Position) {
        position(&self.texts, place)
    }

    /// One finding about a file as a whole.
    pub(super) fn of(path: &str, text: &str, finding: impl FnOnce(Place) -> Finding) -> ApplyError {
        let mut texts = Sources::default();
        let source = texts.add(path, text);
        ApplyError::Refused(Refusal { findings: vec![finding(Place::file(source))], texts })
    }

    fn faults(path: &str, text: &str, faults: Vec<Fault>) -> ApplyError {
        let mut texts = Sources::default();
        let source = texts.add(path, text);
        let findings = faults.into_iter().map(|fault| finding(source, fault)).collect();
        ApplyError::Refused(Refusal { findings, texts })
    }
}

/// One file of a change set.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    /// Its record; `None` for `suits.toml`, which is there already.
    pub(super) id: Option<AnyId>,
    pub(super) preview: Preview,
    /// The permissions of a file that comes back; else it keeps its own, or gets those of any new file.
    pub(super) mode: Option<u32>,
}

impl Draft {
    fn new(id: Option<AnyId>, preview: Preview) -> Draft {
        Draft { id, preview, mode: None }
    }
}

/// A change set worked out: every file that really changes, proven, and nothing written.
#[derive(Clone, Debug)]
pub struct Drafted {
    pub(super) drafts: Vec<Draft>,
}

impl Drafted {
    /// Texts that were worked out and proven elsewhere.
    pub fn of_texts(texts: impl IntoIterator<Item = Preview>) -> Drafted {
        let id = |path: &str| match parse_path(path) {
            Placement::Record(id) => Some(id),
            _ => None,
        };
        Drafted { drafts: texts.into_iter().map(|preview| Draft::new(id(&preview.path), preview)).collect() }
    }

    /// What would happen to each file.
    pub fn previews(&self) -> impl Iterator<Item = &Preview> {
        self.drafts.iter().map(|draft| &draft.preview)
    }
}

impl Store {
    /// What a change set would do, nothing written. The same proofs as for writing, but for what others do meanwhile.
    pub fn preview(&self, snapshot: &Snapshot, changes: &ChangeSet) -> Result<Vec<Preview>, ApplyError> {
        Ok(self.drafts(snapshot, changes)?.into_iter().map(|draft| draft.preview).collect())
    }

    /// The same, to be looked at and then written as it is.
    pub fn draft(&self, snapshot: &Snapshot, changes: &ChangeSet) -> Result<Drafted, ApplyError> {
        Ok(Drafted { drafts: self.drafts(snapshot, changes)? })
    }

    /// The files that really change.
    fn drafts(&self, snapshot: &Snapshot, changes: &ChangeSet) -> Result<Vec<Draft>, ApplyError> {
        let mut drafts: Vec<Draft> = Vec::with_capacity(changes.files.len());
        let drafted = changes.files.iter().map(|change| drafted(snapshot, change));
        for draft in drafted.collect::<Result<Vec<_>, _>>()?.into_iter().flatten() {
            let path = &draft.preview.path;
            if drafts.iter().any(|other| other.preview.path == *path) {
                return Err(ApplyError::Failed(anyhow!("`{path}` is named twice in one change")));
            }
            if let (None, Some(id)) = (&draft.preview.before, &draft.id)
                && self.exists(id).map_err(ApplyError::Failed)?
            {
                return Err(taken(path));
            }
            drafts.push(draft);
        }
        drafts.retain(|draft| draft.preview.before != draft.preview.after);
        Ok(drafts)
    }
}

/// There is a file of that name.
pub(super) fn taken(path: &str) -> ApplyError {
    let message = format!("`{path}` is there already, and nothing is overwritten");
    Refusal::of(path, "", |place| {
        Finding::error("already-there", place, message)
            .help("choose another id, or none: then the next free number is taken")
    })
}

/// The files that one change is about: two where one becomes the other.
fn drafted(snapshot: &Snapshot, change: &FileChange) -> Result<Vec<Draft>, ApplyError> {
    let FileChange::Move { from, text, path, edits } = change else { return Ok(vec![draft(snapshot, change)?]) };
    let id = record_at(path)?;
    let after = by_kind!(id.kind(), T => Wish::Mended(text, edits).fulfil::<T>(path)?);
    let gone = Preview { path: from.clone(), before: Some(text.clone()), after: None };
    let come = Preview { path: path.clone(), before: None, after: Some(after) };
    Ok(vec![Draft::new(Some(id.clone()), gone), Draft::new(Some(id), come)])
}

fn record_at(path: &str) -> Result<AnyId, ApplyError> {
    match parse_path(path) {
        Placement::Record(id) => Ok(id),
        _ => Err(ApplyError::Failed(anyhow!("`{path}` is not a record; change it by hand"))),
    }
}

fn draft(snapshot: &Snapshot, change: &FileChange) -> Result<Draft, ApplyError> {
    let read = |source: &SourceId| snapshot.sources.file(*source);
    let (path, before, after) = match change {
        FileChange::Edit { source, edits } => {
            let file = read(source);
            (&*file.path, Some(&*file.text), Some(Wish::Edits(&file.text, edits)))
        }
        FileChange::Mend { source, edits } => {
            let file = read(source);
            (&*file.path, Some(&*file.text), Some(Wish::Mended(&file.text, edits)))
        }
        FileChange::Create { path, template, edits } => (path.as_str(), None, Some(Wish::Edits(template, edits))),
        FileChange::Replace { source, text } => {
            let file = read(source);
            (&*file.path, Some(&*file.text), Some(Wish::Text(text)))
        }
        FileChange::Delete { source } => {
            let file = read(source);
            (&*file.path, Some(&*file.text), None)
        }
        FileChange::Move { from, text, .. } => (from.as_str(), Some(text.as_str()), None),
    };
    if let (CONFIG, FileChange::Edit { edits, .. }, Some(text)) = (path, change, before) {
        return configured(text, edits);
    }
    let id = record_at(path)?;
    let after = match after {
        Some(wish) => Some(by_kind!(id.kind(), T => wish.fulfil::<T>(path)?)),
        None => None,
    };
    Ok(Draft::new(Some(id), Preview { path: path.to_owned(), before: before.map(str::to_owned), after }))
}

/// The same for `suits.toml`.
fn configured(text: &str, edits: &[Edit]) -> Result<Draft, ApplyError> {
    let refuse = |why: String| {
        Refusal::of(CONFIG, text, |place| {
            Finding::error("edit-refused", place, why).help("change the lines by hand, then run `suits check`")
        })
    };
    let after = settings::edited(text, edits).map_err(refuse)?;
    let preview = Preview { path: CONFIG.to_owned(), before: Some(text.to_owned()), after: Some(after) };
    Ok(Draft::new(None, preview))
}

/// How the new text comes about.
enum Wish<'c> {
    Edits(&'c str, &'c [Edit]),
    Text(&'c str),
    /// What was no record before may be none yet.
    Mended(&'c str, &'c [Edit]),
}

impl Wish<'_> {
    /// The new text, proven to be a record of its kind.
    fn fulfil<T: Filed>(&self, path: &str) -> Result<String, ApplyError> {
        let text = match self {
            Wish::Edits(text, edits) => edited::<T>(path, text, edits)?,
            Wish::Mended(text, edits) => return mended::<T>(path, text, edits),
            Wish::Text(text) => (*text).to_owned(),
        };
        prove::<T>(path, &text)?;
        Ok(text)
    }
}

/// The text with edits that mend it: YAML that holds what was asked for and nothing else. A record stays a record; what was none
/// may still be none, with other faults than those that were mended.
pub(super) fn mended<T: Filed>(path: &str, text: &str, edits: &[Edit]) -> Result<String, ApplyError> {
    let new = edited::<T>(path, text, edits)?;
    match prove::<T>(path, &new) {
        Err(_) if prove::<T>(path, text).is_err() => {
            yaml::read_full(&new).map_err(|fault| Refusal::faults(path, &new, vec![fault]))?;
        }
        proven => proven?,
    }
    Ok(new)
}

/// The text reads with the reader for all of YAML, and as its kind.
fn prove<T: Filed>(path: &str, text: &str) -> Result<(), ApplyError> {
    let tree = yaml::read_full(text).map_err(|fault| Refusal::faults(path, text, vec![fault]))?;
    match decode_all::<T>(&Document { text, tree: &tree }, None) {
        Ok(_) => Ok(()),
        Err(faults) => Err(Refusal::faults(path, text, faults)),
    }
}

fn edited<T: Filed>(path: &str, text: &str, edits: &[Edit]) -> Result<String, ApplyError> {
    let order = |path: &KeyPath| match yaml::describe::<T>(path) {
        Some(yaml::Described { shape: Shape::Struct(fields), .. }) => fields,
        _ => &[],
    };
    let splice =
        |edits: &[Edit]| yaml::edit(text, edits, &order).map_err(|fault| Refusal::faults(path, text, vec![fault]));
    let mut sections = Vec::new();
    for edit in edits {
        wanted(edit, &mut sections);
    }
    if sections.is_empty() {
        return splice(edits);
    }
    // What is approved leaves its approvals out, so that a fingerprint does not depend on itself.
    let first = splice(&filled(edits, &|_| PLACEHOLDER.to_owned()))?;
    let hashes = hashes::<T>(path, &first, &sections)?;
    splice(&filled(edits, &|section| {
        hashes
            .iter()
            .find(|(other, _)| other == section)
            .map_or_else(|| PLACEHOLDER.to_owned(), |(_, hash)| hash.clone())
    }))
}

const PLACEHOLDER: &str = "h1-0000000000000000";

/// The fingerprints of some sections in a text.
fn hashes<T: Filed>(path: &str, text: &str, sections: &[KeyPath]) -> Result<Vec<(KeyPath, String)>, ApplyError> {
    let tree = yaml::read(text).map_err(|fault| Refusal::faults(path, text, vec![fault]))?;
    let document = Document { text, tree: &tree };
    let record = decode_all::<T>(&document, None).map_err(|faults| Refusal::faults(path, text, faults))?.record;
    let approved = record.approved_sections();
    let hash = |wanted: &KeyPath| {
        let node = document.find(wanted)?.value;
        let section =
            approved.iter().find(|section| document.find(section.path()).is_some_and(|at| at.value == node))?;
        Some((wanted.clone(), yaml::fingerprint(&document, node, section.leave_out)))
    };
    sections
        .iter()
        .map(|wanted| {
            hash(wanted)
                .ok_or_else(|| ApplyError::Failed(anyhow!("`{wanted}` of `{path}` is nothing that can be approved")))
        })
        .collect()
}

fn wanted(edit: &Edit, sections: &mut Vec<KeyPath>) {
    fn walk(value: &Value, sections: &mut Vec<KeyPath>) {
        match value {
            Value::Fingerprint(section) if !sections.contains(section) => sections.push(section.clone()),
            Value::List(items) => {
                for item in items {
                    walk(item, sections);
                }
            }
            Value::Map(entries) => {
                for (_, value) in entries {
                    walk(value, sections);
                }
            }
            _ => {}
        }
    }
    match &edit.op {
        Op::Set(value) | Op::Append(value) => walk(value, sections),
        Op::Remove | Op::Rename(_) => {}
    }
}

/// The edits with every fingerprint written out.
fn filled(edits: &[Edit], hash: &dyn Fn(&KeyPath) -> String) -> Vec<Edit> {
    fn fill(value: &Value, hash: &dyn Fn(&KeyPath) -> String) -> Value {
        match value {
            Value::Fingerprint(section) => Value::Bare(hash(section)),
            Value::List(items) => Value::List(items.iter().map(|item| fill(item, hash)).collect()),
            Value::Map(entries) => {
                Value::Map(entries.iter().map(|(key, value)| (key.clone(), fill(value, hash))).collect())
            }
            other => other.clone(),
        }
    }
    let op = |op: &Op| match op {
        Op::Set(value) => Op::Set(fill(value, hash)),
        Op::Append(value) => Op::Append(fill(value, hash)),
        Op::Remove => Op::Remove,
        Op::Rename(key) => Op::Rename(key.clone()),
    };
    edits.iter().map(|edit| Edit { path: edit.path.clone(), op: op(&edit.op) }).collect()
}
