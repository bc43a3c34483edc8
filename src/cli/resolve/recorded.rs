//! A merge that is recorded: its parents merged anew by their fields, and what only one side had changed and the record of the merge lost
//! brought back into the work tree. What both sides changed was decided by whoever merged, and stays.

use super::marks::{Take, taken};
use super::rows::{Line, Outcome, at, view, words};
use super::{ResolveArgs, is_asked, tell};
use crate::cli::exit::{Exit, Stop};
use crate::cli::session::Session;
use crate::domain::layout::{Placement, parse_path};
use crate::domain::record::Kind;
use crate::history::Said;
use crate::history::diff::changes;
use crate::history::merge::{Labels, Rules, Sides, merge};
use crate::render;
use crate::store::{ChangedInMerge, Recorded, Store};

/// So many signs that no record has a line of them.
const SIZE: usize = 47;

/// Runs `suits resolve --merge`.
pub(super) fn run(
    commit: &str,
    args: &ResolveArgs,
    only: &[String],
    store: &Store,
    session: &mut Session<'_, '_>,
) -> Result<Exit, Stop> {
    let dry_run = args.write.dry_run;
    let recorded = store.recorded_merge(commit)?;
    let lock = if dry_run { None } else { Some(session.locked(store)?) };
    let (mut lines, mut diffs, mut writings) = (Vec::new(), Vec::new(), Vec::new());
    for changed in store.changed_in(&recorded)?.into_iter().filter(|changed| is_asked(&changed.path, only)) {
        let Placement::Record(id) = parse_path(&changed.path) else { continue };
        let line = |outcome, note: String| Line {
            id: id.to_string(),
            path: changed.path.clone(),
            outcome,
            field: String::new(),
            ours: None,
            theirs: None,
            note,
        };
        let restored = match restored(&changed, id.kind()) {
            Ok(None) => continue,
            Ok(Some(restored)) => restored,
            Err(why) => {
                lines.push(line(Outcome::Left, why));
                continue;
            }
        };
        let now = store.bytes_now(&changed.path)?;
        if now.as_deref() == Some(restored.after.as_bytes()) {
            continue;
        }
        let is_unchanged = now.as_deref() == changed.recorded.as_deref();
        for lost in &restored.lost {
            let note = match is_unchanged {
                true => format!("{} had changed it, and the merge lost that", lost.side.label(&recorded)),
                false => format!(
                    "{} had changed it, and the merge lost that; the file was changed since: bring it back by hand",
                    lost.side.label(&recorded)
                ),
            };
            let outcome = if is_unchanged { Outcome::Restored } else { Outcome::Left };
            let (field, ours, theirs) = (lost.field.clone(), Some(lost.recorded.clone()), Some(lost.value.clone()));
            lines.push(Line { field, ours, theirs, ..line(outcome, note) });
        }
        if is_unchanged {
            let before = now.as_deref().map(String::from_utf8_lossy);
            diffs
                .push((changed.path.clone(), render::unified(&changed.path, before.as_deref(), Some(&restored.after))));
            writings.push((changed.path.clone(), now, restored.after));
        }
    }
    if !dry_run {
        for (path, before, after) in &writings {
            store.put_merged(path, before.as_deref(), after.as_bytes())?;
        }
    }
    drop(lock);
    let is_left = lines.iter().any(|line| line.outcome == Outcome::Left);
    let title = format!("What the merge {} lost", recorded.commit.short());
    let notes = vec!["Ours: as recorded. Theirs: what comes back.".to_owned()];
    let notes = if lines.is_empty() { Vec::new() } else { notes };
    tell(
        view(title, lines, "the merge lost nothing that one side alone had changed", notes),
        &diffs,
        dry_run,
        session,
    )?;
    match (writings.is_empty(), dry_run) {
        (true, _) => {}
        (false, true) => session.say("next: nothing was written; say it again without `--dry-run`")?,
        (false, false) => session.say("next: look it over with `suits check`, then `git commit -a`")?,
    }
    Ok(if is_left { Exit::No } else { Exit::Yes })
}

/// Whose edit was lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Into,
    Merged,
}

impl Side {
    fn label(self, recorded: &Recorded) -> String {
        let commit = match self {
            Side::Into => &recorded.sides[0],
            Side::Merged => &recorded.sides[1],
        };
        let words = if self == Side::Into { "the branch merged into" } else { "the branch that was merged" };
        format!("{words} ({})", commit.short())
    }
}

/// An edit of one side that is not in what was recorded.
struct Lost {
    side: Side,
    field: String,
    recorded: String,
    value: String,
}

/// A recorded text with the lost edits back in it.
struct Restored {
    after: String,
    lost: Vec<Lost>,
}

/// Works out what is lost; nothing, or why nobody can say.
fn restored(changed: &ChangedInMerge, kind: Kind) -> Result<Option<Restored>, String> {
    let [ours, theirs] = &changed.sides;
    let (base, rest) = changed.bases.split_first().ok_or_else(|| "it has no base".to_owned())?;
    if rest.iter().any(|other| other != base) {
        return Err(
            "the branches had crossed before, and what they began with is not one text: compare by hand".to_owned()
        );
    }
    let (Some(ours), Some(theirs), Some(recorded)) = (ours, theirs, &changed.recorded) else {
        return gone(changed);
    };
    let text = |bytes: &Vec<u8>| String::from_utf8(bytes.clone()).map_err(|_| "a version is not UTF-8".to_owned());
    let (ours, theirs, recorded) = (text(ours)?, text(theirs)?, text(recorded)?);
    let base = base.as_ref().map(text).transpose()?;
    let Some(base) = base else {
        // Both added it: whatever was recorded, somebody chose.
        return Ok(None);
    };
    let labels =
        Labels { ours: "ours".to_owned(), base: Some("base".to_owned()), theirs: "theirs".to_owned(), size: SIZE };
    let merged = |base: &str, ours: &str, theirs: &str, take| {
        let sides = Sides { base: Some(base), ours, theirs };
        let merged = merge(Some(kind), &sides, &labels, &Rules::default())
            .map_err(|_| "a version does not read as a record: compare by hand".to_owned())?;
        Ok::<String, String>(taken(&merged.text, SIZE, take))
    };
    // Where both changed one thing the base stands: what was recorded there is a choice, and no loss.
    let wanted = merged(&base, &ours, &theirs, Take::Base)?;
    let after = merged(&base, &recorded, &wanted, Take::Ours)?;
    let read = |text: &str| Said::of(text).map_err(|_| "what came of it does not read: compare by hand".to_owned());
    let (old, new, was) = (read(&recorded)?, read(&after)?, read(&base)?);
    let from_ours = read(&ours)?;
    let lost = changes(&old, &new).into_iter().map(|change| Lost {
        side: if at(&from_ours, &change.path) == at(&was, &change.path) { Side::Merged } else { Side::Into },
        field: change.path.to_string(),
        recorded: words(change.before.as_ref()),
        value: words(change.after.as_ref()),
    });
    let lost: Vec<Lost> = lost.collect();
    Ok((!lost.is_empty()).then_some(Restored { after, lost }))
}

/// A record that some version does not have: a deletion, or an addition, that the merge lost.
fn gone(changed: &ChangedInMerge) -> Result<Option<Restored>, String> {
    let base = changed.bases.first().and_then(Option::as_ref);
    let whole = |bytes: &Vec<u8>, side| {
        let after = String::from_utf8(bytes.clone()).map_err(|_| "a version is not UTF-8".to_owned())?;
        let lost =
            Lost { side, field: String::new(), recorded: "no record".to_owned(), value: "the record".to_owned() };
        Ok(Some(Restored { after, lost: vec![lost] }))
    };
    match (base, &changed.sides, &changed.recorded) {
        // One side added it, and it was not recorded.
        (None, [Some(added), None], None) => whole(added, Side::Into),
        (None, [None, Some(added)], None) => whole(added, Side::Merged),
        // One side changed it, the other did not touch it, and it is gone.
        (Some(base), [Some(ours), Some(theirs)], None) if ours == base => whole(theirs, Side::Merged),
        (Some(base), [Some(ours), Some(theirs)], None) if theirs == base => whole(ours, Side::Into),
        // One side deleted it, the other did not touch it, and it is back.
        (Some(base), [None, Some(theirs)], Some(_)) if theirs == base => Err(deleted(&changed.path, "merged into")),
        (Some(base), [Some(ours), None], Some(_)) if ours == base => Err(deleted(&changed.path, "that was merged")),
        _ => Ok(None),
    }
}

fn deleted(path: &str, which: &str) -> String {
    format!("the branch {which} had deleted it, and the merge brought it back: `git rm {path}` lets it go again")
}
