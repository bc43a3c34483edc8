//! A record that has its new id already, and a branch that went on with it under the old one: what that branch wrote since goes where the
//! record is by now.

use super::alike;
use super::apart::{Apart, text};
use crate::cli::exit::Stop;
use crate::domain::layout::AnyId;
use crate::history::merge::{Labels, Rules, Sides, merge};
use crate::source::FileChange;

impl Apart<'_> {
    /// Whether a record is the one that was there, as `before`, when the two sides parted.
    fn went_on(&self, old: (&AnyId, &str), new: (&AnyId, &str)) -> bool {
        let was_there = |id: &AnyId| {
            text(self.moves, id).is_some() || self.base.is_some_and(|base| base.content(&id.path()).is_some())
        };
        alike::went_on(old, new, (self.stays, self.moves), was_there)
    }

    /// What a branch wrote since into a record that is under its new id, put into it; none where it wrote nothing. `None`: it is no
    /// such record.
    pub(super) fn gone_on(&self, (old, new): (&AnyId, &AnyId), moves: &str) -> Result<Option<Vec<FileChange>>, Stop> {
        let before = self.base.and_then(|base| base.content(&old.path()));
        let (Some(before), Some(now), Some(source)) =
            (before.as_ref().and_then(|before| before.text()), text(self.now, new), self.now.source_of(new))
        else {
            return Ok(None);
        };
        let is_it = if old == self.old { self.went_on((old, before), (new, now)) } else { alike::is_one(before, now) };
        if !is_it {
            return Ok(None);
        }
        let sides = Sides { base: Some(before), ours: now, theirs: moves };
        let labels = Labels { ours: new.to_string(), theirs: old.to_string(), ..Labels::default() };
        let hint = format!(
            "write into {new} what it is to say, and leave of {old} the other record, by hand; then `git add` both"
        );
        let merged = merge(Some(new.kind()), &sides, &labels, &Rules::default()).map_err(|_| {
            Stop::usage(
                "unreadable",
                format_args!("{new} or what that branch made of it as {old} does not read"),
                &hint,
            )
        })?;
        let disputed: Vec<String> = merged.conflicts.iter().map(|conflict| format!("`{}`", conflict.path)).collect();
        if !disputed.is_empty() {
            let message =
                format!("{new} changed here and as {old} on that branch, each otherwise: {}", disputed.join(", "));
            return Err(Stop::usage("both-changed", message, hint));
        }
        let change = (merged.text != now).then_some(FileChange::Replace { source, text: merged.text });
        Ok(Some(change.into_iter().collect()))
    }
}
