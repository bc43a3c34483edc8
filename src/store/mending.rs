//! A book as it would be once faults are mended: changed in memory, fault by fault, so that what the mending of one brings to light can
//! be mended too; then one change set, all of it or nothing. Knows no rules: what is to be mended is told.

use super::Store;
use super::draft::mended;
use super::kinds::{Filed, by_kind};
use super::moving::moves;
use super::reading::{Ask, Desk, Outcome};
use super::snapshot::Snapshot;
use crate::domain::approval::ApprovalFor;
use crate::domain::layout::{Placement, parse_path};
use crate::source::{ChangeSet, Edit, FileChange, KeyPath, Op, SourceId, Value};
use crate::yaml::{Document, Kind, read};
use std::collections::BTreeMap;
use std::mem;

/// A book under repair.
#[derive(Debug)]
pub struct Mending<'s> {
    store: &'s Store,
    snapshot: Snapshot,
    edits: BTreeMap<SourceId, Vec<Edit>>,
    moved: BTreeMap<SourceId, Moved>,
}

/// Where a file lay, and what was in it.
#[derive(Debug)]
struct Moved {
    from: String,
    text: String,
}

impl<'s> Mending<'s> {
    /// Nothing is mended yet.
    pub fn new(store: &'s Store, snapshot: Snapshot) -> Mending<'s> {
        Mending { store, snapshot, edits: BTreeMap::new(), moved: BTreeMap::new() }
    }

    /// The book as it would be.
    pub fn snapshot(&self) -> &Snapshot {
        &self.snapshot
    }

    /// Makes edits in a file. `false` where they cannot be made without harm; then nothing is changed.
    pub fn edit(&mut self, source: SourceId, edits: &[Edit]) -> bool {
        let file = self.snapshot.sources.file(source);
        let (path, text) = (file.path.to_string(), file.text.to_string());
        let Placement::Record(id) = parse_path(&path) else { return false };
        let edits = &as_written(&text, edits);
        let Ok(new) = (by_kind!(id.kind(), T => mended::<T>(&path, &text, edits))) else { return false };
        if new == text {
            return false;
        }
        self.edits.entry(source).or_default().extend_from_slice(edits);
        self.read(source, &path, new)
    }

    /// Puts what lies at a wrong path where it belongs. `false` where something is there, or it is no record after all.
    pub fn shift(&mut self, source: SourceId, to: &str) -> bool {
        let from = self.snapshot.sources.file(source).path.to_string();
        let Some(files) = moves(&self.store.origin, &from, to) else { return false };
        self.snapshot.strays.retain(|stray| stray.place.source != source);
        for file in files {
            let source = self.snapshot.sources.add(file.to.as_str(), "");
            self.moved.insert(source, Moved { from: file.from, text: file.text.to_string() });
            self.read(source, &file.to, file.text.into());
        }
        true
    }

    /// Takes a record's new text in.
    fn read(&mut self, source: SourceId, path: &str, text: String) -> bool {
        let Placement::Record(id) = parse_path(path) else { return false };
        self.snapshot.problems.retain(|problem| problem.place.source != source);
        self.snapshot.unknown_keys.retain(|unknown| unknown.place.source != source);
        by_kind!(id.kind(), T => self.take_in::<T>(source, path, text.into_boxed_str()))
    }

    fn take_in<T: Filed>(&mut self, source: SourceId, path: &str, text: Box<str>) -> bool {
        let name = path.rsplit_once('/').and_then(|(above, name)| {
            let parent = above.split_once('/').map_or("", |(_, parent)| parent);
            T::id(parent, name.strip_suffix(".yaml")?)
        });
        let Some(id) = name else { return false };
        let ask = Ask { keep: None, fingerprints: ApprovalFor::ALL };
        let reading = Desk::default().interpret::<T>(text, &id, source, ask);
        self.snapshot.sources.rewrite(source, reading.text);
        let record = match reading.outcome {
            Outcome::Record(record, unknown) => {
                self.snapshot.unknown_keys.extend(unknown);
                Some(record)
            }
            Outcome::Broken(findings) => {
                self.snapshot.problems.extend(findings);
                None
            }
            Outcome::Gone => None,
        };
        let shelf = T::shelf(&mut self.snapshot.agency);
        *shelf = mem::take(shelf).with(&id, source, record);
        true
    }

    /// All that was mended, to be made as one change of the book that the mending began with.
    pub fn changes(&self) -> ChangeSet {
        let edited = self.edits.iter().filter(|(source, _)| !self.moved.contains_key(source));
        let edited = edited.map(|(&source, edits)| FileChange::Mend { source, edits: edits.clone() });
        let moved = self.moved.iter().map(|(source, moved)| FileChange::Move {
            from: moved.from.clone(),
            text: moved.text.clone(),
            path: self.snapshot.sources.file(*source).path.to_string(),
            edits: self.edits.get(source).cloned().unwrap_or_default(),
        });
        ChangeSet { files: edited.chain(moved).collect(), ..ChangeSet::default() }
    }
}

/// The edits, with the new value in the quotes or the block that the old one stands in.
fn as_written(text: &str, edits: &[Edit]) -> Vec<Edit> {
    let tree = read(text).ok();
    let kind = |path: &KeyPath| {
        let tree = tree.as_ref()?;
        Some(tree.node(Document { text, tree }.find(path)?.value).kind)
    };
    let styled = |edit: &Edit| match &edit.op {
        Op::Set(Value::Bare(word)) if kind(&edit.path).is_some_and(|kind| kind.is_scalar() && kind != Kind::Plain) => {
            Edit::set(edit.path.clone(), Value::text(word))
        }
        _ => edit.clone(),
    };
    edits.iter().map(styled).collect()
}
