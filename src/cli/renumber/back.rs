//! What a recorded merge did to the ids of records, put right in the book as it stands by now: the lost one of two records that were made
//! under one id comes back under another, the other stays as it is; and a record is called again as one side had called it.

use super::apart::{Apart, follow_in, text};
use super::{Plan, alike, bound, new_id, plan, told};
use crate::cli::exit::Stop;
use crate::cli::shape;
use crate::domain::layout::AnyId;
use crate::domain::scope::Scope;
use crate::source::{FileChange, KeyPath};
use crate::store::{Across, Oid, Snapshot, Store};
use crate::yaml::edit;

/// One of two records that were made under one id, and the merge has the other.
pub(in crate::cli) struct Lost<'a> {
    /// The id of both.
    pub old: &'a AnyId,
    /// The id that it gets.
    pub new: &'a AnyId,
    /// The commit that has it.
    pub there: &'a str,
    /// The commit that has the other.
    pub other: &'a str,
    /// Where the two parted.
    pub base: Option<&'a str>,
    /// The text that the merge made of both, where it mixed them.
    pub mixed: Option<&'a str>,
}

/// Brings it back under its new id, with its rounds, and has it named so where its own side meant it.
pub(in crate::cli) fn back(lost: &Lost<'_>, now: &Snapshot, store: &Store) -> Result<Plan, Stop> {
    let Lost { old, new, .. } = *lost;
    let at = |revision: &str| Store::open_at(store.root(), revision)?.load(&Scope::book());
    let (stays, moves) = (at(lost.other)?, at(lost.there)?);
    if old == new {
        // the other has got another id since, and this one is free
        let template = text(&moves, old).unwrap_or_default().to_owned();
        let files = vec![FileChange::Create { path: old.path(), template, edits: Vec::new() }];
        return Ok((files, vec![format!("{old} is back")], Vec::new()));
    }
    let base = lost.base.map(|base| Store::open_at(store.root(), base)).transpose()?;
    let twice = alike::made_twice(&stays, &moves, base.as_ref())?;
    let apart = Apart::of((old, new), (&stays, &moves), (now, &twice), lost.there)?;
    let across = Across {
        named: lost.there.to_owned(),
        other: lost.other.to_owned(),
        is_own: false,
        lasting: lost.there.to_owned(),
        base: lost.base.map(Oid::of),
    };
    apart.has_its_job(&twice, |id| apart.is_one_sides(id), (store, &across, lost.there))?;
    let both = apart.must_be_free_to_move(lost.other)?;
    let mut files = Vec::new();
    for (id, new) in &apart.ids {
        files.extend(apart.back(id, new, lost.mixed));
    }
    let (mut follow, unsure) = apart.named();
    let instead = format!("what went out keeps its number: `suits renumber {old} {new}` gives the other the new one");
    bound::none(now, &follow, old, &instead)?;
    let sent = bound::sent(&moves, old);
    let mut lines: Vec<String> = sent.into_iter().chain(both).chain(unsure).chain(apart.unread()).collect();
    lines.extend(apart.mentions(&follow));
    // what goes along with the record follows on its way
    let own: Vec<_> = apart.ids.iter().filter_map(|(id, _)| now.source_of(id)).collect();
    follow.retain(|source, _| !own.contains(source));
    let mut summary = vec![format!("{old} of {} is back as {new}", lost.there)];
    summary.extend(told(follow.values().map(Vec::len).sum()));
    files.extend(follow.into_iter().map(|(source, edits)| FileChange::Edit { source, edits }));
    Ok((files, summary, lines))
}

impl Apart<'_> {
    /// The lost one under its new id. The other stays, but for what the merge itself made of both.
    fn back(&self, id: &AnyId, new: &AnyId, mixed: Option<&str>) -> Vec<FileChange> {
        let lost = text(self.moves, id).unwrap_or_default();
        let edits = follow_in(self.moves, id, &self.moved);
        let created = FileChange::Create { path: new.path(), template: lost.to_owned(), edits: edits.clone() };
        let Some(source) = self.now.source_of(id) else { return vec![created] };
        let standing = &*self.now.sources.file(source).text;
        let Some(stays) = text(self.stays, id) else {
            // a round of the lost job, which came along with the other: with what was done to it since
            let moved = FileChange::Move { from: id.path(), text: standing.to_owned(), path: new.path(), edits };
            return vec![moved];
        };
        let is_to_be_put_right = standing == lost || id == self.old && mixed == Some(standing);
        if !is_to_be_put_right {
            return vec![created];
        }
        let edits = follow_in(self.stays, id, &self.stayed);
        let settled = edit(stays, &edits, &|path: &KeyPath| shape::fields(id.kind(), path));
        let text = settled.unwrap_or_else(|_| stays.to_owned());
        vec![created, FileChange::Replace { source, text }]
    }
}

/// Calls a record again as one side had called it; nothing where that is no renumbering but another file name.
pub(in crate::cli) fn again(old: &AnyId, new: &AnyId, now: &Snapshot) -> Option<Result<Plan, Stop>> {
    let new = new_id(old, &new.to_string()).ok()?;
    Some(plan(now, (old, &new)))
}
