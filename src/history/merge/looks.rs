//! How a thing is written, where that is no change of what it says: as the side has it which changed that; where both did, the shorter
//! way, whichever side it is of.

use super::at::At;
use super::weave::{Out, Three};
use crate::yaml::Kind;

/// Of two ways to write one thing, whether it is theirs that stands.
pub(super) fn is_theirs<T: Ord>(base: Option<&T>, ours: &T, theirs: &T) -> bool {
    base == Some(ours) || (base != Some(theirs) && theirs < ours)
}

/// A text with what tells it from others that say the same: the shorter, or else the one that comes before, is the lesser.
pub(super) fn sized(text: &str) -> (usize, &str) {
    (text.len(), text)
}

/// The side by which a value is written that both have.
pub(super) fn form<'v>(three: Three<'v>, ours: At<'v>, theirs: At<'v>, column: usize) -> At<'v> {
    let text = |at: At<'v>| match at.kind() {
        kind if at.item.inner.is_some() || matches!(kind, Kind::Literal | Kind::Folded) => at.body(column),
        _ => at.version.stretch(at.item, at.item.side_at, column),
    };
    let (was, one, other) = (three.base.map(text), text(ours), text(theirs));
    match is_theirs(was.as_deref().map(sized).as_ref(), &sized(&one), &sized(&other)) {
        true => theirs,
        false => ours,
    }
}

/// The side by which the items of a list or map are set under its key or behind its dash.
pub(super) fn like<'v>(base: Option<At<'v>>, ours: At<'v>, theirs: At<'v>) -> At<'v> {
    match (base.and_then(At::setting), ours.setting(), theirs.setting()) {
        (base, Some(one), Some(other)) if is_theirs(base.as_ref(), &one, &other) => theirs,
        (_, None, _) => theirs,
        _ => ours,
    }
}

impl<'v> At<'v> {
    /// How much deeper than itself its items stand, whether they begin behind its dash, and how its key is written.
    fn setting(self) -> Option<(usize, bool, (usize, &'v str))> {
        let inner = self.item.inner.as_ref()?;
        let to = if inner.compact { self.item.start } else { self.item.side_at.max(self.item.start) };
        let key = self.version.text.get(self.item.start..to).unwrap_or_default();
        Some((inner.column.saturating_sub(self.item.column), !inner.compact, sized(key)))
    }
}

/// Writes the blank lines above an item that is there.
pub(super) fn above<'v>(three: Three<'v>, out: &mut Out<'v>) {
    let blanks = |at: At<'v>| at.item.above.len();
    let from = match (three.ours, three.theirs) {
        (Some(ours), Some(theirs)) if is_theirs(three.base.map(blanks).as_ref(), &blanks(ours), &blanks(theirs)) => {
            Some(theirs)
        }
        (ours, theirs) => ours.or(theirs),
    };
    if let Some(from) = from.filter(|from| !from.item.above.is_empty()) {
        from.version.shifted(from.item.above.clone(), 0, 0, out.sheet.text());
    }
}
