//! Texts of several lines that both sides of a merge wrote in: whether in lines of their own, and what both come to.

use super::library::{Page, settled};
use super::sides::Sides;
use crate::domain::record::Kind;
use crate::history::Said;
use crate::history::merge::{self, Labels, Rules, merge};
use crate::source::KeyPath;
use crate::yaml::{Document, read};
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::ops::Range;

/// So many signs that no record has a line of them.
const SIZE: usize = 47;

/// Whether both changed a text in lines of their own: its base, the side's and the other's.
pub(super) fn are_apart(texts: [&str; 3], path: &KeyPath, sides: Sides<'_>) -> bool {
    let lines = |text: &str| text.split('\n').map(str::to_owned).collect::<Vec<_>>();
    let [mut base, mut side, mut other] = texts.map(lines);
    if base.len() == 1 || side.len() == 1 || other.len() == 1 {
        // a folded text is one line when it is read; people and git see the lines in the file
        let written = |page: Option<&Page>| page.and_then(|page| written_lines(page.text.as_deref()?, path));
        match (written(sides.base), written(sides.side), written(sides.other)) {
            (Some(one), Some(two), Some(three)) => (base, side, other) = (one, two, three),
            _ => return false,
        }
    }
    let (ours, theirs) = (hunks(&base, &side), hunks(&base, &other));
    !ours.is_empty() && ours.iter().all(|(own, _)| theirs.iter().all(|(other, _)| !meet(own, other)))
}

/// What both come to; none where that is a question. Conflicts of the record as a whole are looked past: the answer may be one side's text.
pub(super) fn together(kind: Option<Kind>, path: &KeyPath, sides: Sides<'_>) -> Option<Said> {
    let text = |page: Option<&Page>| page.and_then(|page| page.text.as_deref().map(str::to_owned));
    let (base, ours, theirs) = (text(sides.base)?, text(sides.side)?, text(sides.other)?);
    let three = merge::Sides { base: Some(&base), ours: &ours, theirs: &theirs };
    let labels = Labels { size: SIZE, ..Labels::default() };
    let merged = merge(kind, &three, &labels, &Rules::default()).ok()?;
    if merged.conflicts.iter().any(|conflict| !conflict.path.0.is_empty() && path.0.starts_with(&conflict.path.0)) {
        return None;
    }
    let text = merge::with_ours(&merged.text, SIZE);
    let tree = read(&text).ok()?;
    let document = Document { text: &text, tree: &tree };
    Some(settled(Said::at(document, document.find(path)?.value)))
}

/// What was changed: the part that it was, and the part that it is.
pub(super) fn hunks<T: PartialEq>(old: &[T], new: &[T]) -> Vec<(Range<usize>, Range<usize>)> {
    let mut known: Vec<&T> = Vec::new();
    let mut number = |item| {
        known.iter().position(|other| *other == item).unwrap_or_else(|| {
            known.push(item);
            known.len() - 1
        })
    };
    let (old, new): (Vec<usize>, Vec<usize>) =
        (old.iter().map(&mut number).collect(), new.iter().map(number).collect());
    let ops = capture_diff_slices(Algorithm::Myers, &old, &new);
    ops.iter().filter(|op| !matches!(op, DiffOp::Equal { .. })).map(|op| (op.old_range(), op.new_range())).collect()
}

/// Whether two changes touch: with nothing unchanged between them.
pub(super) fn meet(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start <= other.end && other.start <= one.end
}

/// The lines of a value as they stand in the file.
fn written_lines(text: &str, path: &KeyPath) -> Option<Vec<String>> {
    let tree = read(text).ok()?;
    let document = Document { text, tree: &tree };
    let found = document.find(path)?;
    let raw = document.raw(found.value);
    Some(raw.trim_end().lines().map(|line| line.trim().to_owned()).collect())
}
