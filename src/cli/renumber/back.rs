//! What a recorded merge did to the ids of records, put right in the book as it stands by now: the lost one of two records that were made
//! under one id comes back under another, the other stays as it is; and a record is called again as one side had called it.

use super::apart::{Apart, follow_in, text};
use super::around::followed;
use super::mentions::unread;
use super::{Plan, alike, bound, new_id, plan, told};
use crate::cli::exit::Stop;
use crate::domain::layout::AnyId;
use crate::domain::scope::Scope;
use crate::source::FileChange;
use crate::store::git::Content;
use crate::store::{Across, Oid, Snapshot, Store};
use std::collections::BTreeMap;

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

/// What brings it back.
pub(in crate::cli) enum Back {
    /// These changes.
    Plan(Plan),
    /// There is a record of another id that is it, as it seems.
    Out(Out),
}

/// A record under another id that seems to be a lost one.
pub(in crate::cli) struct Out {
    /// Its id.
    pub id: AnyId,
    /// Whether it is the lost one to the letter, but for the ids in it.
    pub is_as_it_was: bool,
    /// Whether `HEAD` has it too.
    pub is_committed: bool,
}

/// Brings it back under its new id, with its rounds, and has it named so where its own side meant it.
pub(in crate::cli) fn back(lost: &Lost<'_>, now: &Snapshot, store: &Store) -> Result<Back, Stop> {
    let Lost { old, new, .. } = *lost;
    let at = |revision: &str| Store::open_at(store.root(), revision)?.load(&Scope::book());
    let (stays, moves) = (at(lost.other)?, at(lost.there)?);
    if old == new {
        // the other has got another id since, and this one is free
        let template = text(&moves, old).unwrap_or_default().to_owned();
        let files = vec![FileChange::Create { path: old.path(), template, edits: Vec::new() }];
        return Ok(Back::Plan((files, vec![format!("{old} is back")], Vec::new())));
    }
    let base = lost.base.map(|base| Store::open_at(store.root(), base)).transpose()?;
    let twice = alike::made_twice(&stays, &moves, base.as_ref())?;
    let moved = alike::renamed(&moves, &stays, now, &twice);
    if let Some(id) = moved.get(old) {
        return Ok(Back::Out(out((old, id), (&moves, &moved), now, store)?));
    }
    let apart = Apart::of((old, new), (&stays, &moves), (now, &twice), lost.there)?;
    let own: Vec<String> = apart.ids.iter().map(|(id, _)| id.path()).collect();
    must_read(now, old, &own)?;
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
    let mut lines: Vec<String> = sent.into_iter().chain(both).chain(unsure).collect();
    lines.extend(apart.mentions(&follow));
    // what goes along with the record follows on its way
    let own: Vec<_> = apart.ids.iter().filter_map(|(id, _)| now.source_of(id)).collect();
    follow.retain(|source, _| !own.contains(source));
    let mut summary = vec![format!("{old} of {} is back as {new}", lost.there)];
    summary.extend(told(follow.values().map(Vec::len).sum()));
    files.extend(follow.into_iter().map(|(source, edits)| FileChange::Edit { source, edits }));
    Ok(Back::Plan((files, summary, lines)))
}

/// How far a record of the book is a lost one that was called `old`.
fn out(
    (old, id): (&AnyId, &AnyId),
    (moves, moved): (&Snapshot, &BTreeMap<AnyId, AnyId>),
    now: &Snapshot,
    store: &Store,
) -> Result<Out, Stop> {
    let was = text(moves, old).unwrap_or_default();
    let followed = followed(moves, was, old, moved);
    let is_as_it_was = text(now, id).is_some_and(|now| now == was || followed.is_some_and(|followed| now == followed));
    let committed = Store::open_at(store.root(), "HEAD")?.content(&id.path());
    let is_committed = committed.as_ref().and_then(Content::text).is_some_and(|text| alike::is_one(was, text));
    Ok(Out { id: id.clone(), is_as_it_was, is_committed })
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
        let text = followed(self.stays, stays, id, &self.stayed).unwrap_or_else(|| stays.to_owned());
        vec![created, FileChange::Replace { source, text }]
    }
}

/// Calls a record again as one side had called it; nothing where that is no renumbering but another file name.
pub(in crate::cli) fn again(old: &AnyId, new: &AnyId, now: &Snapshot) -> Option<Result<Plan, Stop>> {
    let new = new_id(old, &new.to_string()).ok()?;
    Some(must_read(now, old, &[]).and_then(|()| plan(now, (old, &new))))
}

/// Refuses where a file says the old id and does not read: nothing can follow in it, and nobody would look again.
fn must_read(now: &Snapshot, old: &AnyId, own: &[String]) -> Result<(), Stop> {
    let Some(broken) = unread(now, old, own).into_iter().next() else { return Ok(()) };
    let message = format!(
        "{}:{}:{} does not read ({}), and says {old}: nobody can tell which record it means",
        broken.path, broken.position.line, broken.position.column, broken.message
    );
    Err(Stop::usage("unread", message, "mend that, then say this again"))
}
