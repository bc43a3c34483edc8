//! Texts of several lines that both sides of a merge wrote in: whether in lines of their own, and what both come to.

use super::library::{Page, settled};
use super::sides::Sides;
use crate::domain::record::Kind;
use crate::history::Said;
use crate::history::merge::{self, Labels, Rules, merge};
use crate::source::KeyPath;
use crate::yaml::{Document, read};
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::collections::HashMap;
use std::hash::Hash;
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
    !ours.is_empty() && !met(&ours, &theirs, meet).contains(&true)
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

/// A part of the one sequence, and the part of the other that is in its place.
pub(super) type Hunk = (Range<usize>, Range<usize>);

/// What was changed: the part that it was, and the part that it is.
pub(super) fn hunks<T: Eq + Hash>(old: &[T], new: &[T]) -> Vec<Hunk> {
    let mut known: HashMap<&T, usize> = HashMap::new();
    let mut number = |item| {
        let next = known.len();
        *known.entry(item).or_insert(next)
    };
    let (old, new): (Vec<usize>, Vec<usize>) =
        (old.iter().map(&mut number).collect(), new.iter().map(number).collect());
    let ops = capture_diff_slices(Algorithm::Myers, &old, &new);
    ops.iter().filter(|op| !matches!(op, DiffOp::Equal { .. })).map(|op| (op.old_range(), op.new_range())).collect()
}

/// Of each change whether it meets one of the others. Both are in the order of their places, so that only neighbours are looked at.
pub(super) fn met(
    own: &[Hunk],
    others: &[Hunk],
    mut meet: impl FnMut(&Range<usize>, &Range<usize>) -> bool,
) -> Vec<bool> {
    let mut from = 0;
    let mut met = |(own, _): &Hunk| {
        while others.get(from).is_some_and(|(other, _)| other.end < own.start) {
            from += 1;
        }
        let near = others[from..].iter().take_while(|(other, _)| other.start <= own.end);
        near.map(|(other, _)| other).any(|other| meet(own, other))
    };
    own.iter().map(&mut met).collect()
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

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;
    use std::hash::Hasher;

    thread_local! {
        static COMPARED: Cell<usize> = const { Cell::new(0) };
    }

    /// A line that counts how often it is compared.
    #[derive(Eq)]
    struct Line(usize);

    impl PartialEq for Line {
        fn eq(&self, other: &Line) -> bool {
            COMPARED.set(COMPARED.get() + 1);
            self.0 == other.0
        }
    }

    impl Hash for Line {
        fn hash<H: Hasher>(&self, state: &mut H) {
            self.0.hash(state);
        }
    }

    const LINES: usize = 5_000;

    #[test]
    fn a_long_text_costs_as_many_comparisons_as_it_has_lines() {
        let text = |first: usize| (first..first + LINES).map(Line).collect::<Vec<Line>>();
        // of 5,000 lines each: all others; the same; and every second one anew
        let half = (0..LINES).map(|at| Line(if at % 2 == 0 { at } else { LINES + at })).collect::<Vec<Line>>();
        for (new, changes) in [(text(LINES), 1), (text(0), 0), (half, LINES / 2)] {
            COMPARED.set(0);
            assert_eq!(hunks(&text(0), &new).len(), changes);
            // a line is compared with itself where it is found, and with few others that only look like it
            assert!(COMPARED.get() <= 3 * LINES, "{} comparisons", COMPARED.get());
        }
    }

    #[test]
    fn changes_are_held_against_their_neighbours_alone() {
        let every =
            |first: usize| (0..LINES).map(|at| (4 * at + first..4 * at + first + 1, 0..0)).collect::<Vec<Hunk>>();
        for (first, meets) in [(0, true), (1, true), (2, false), (3, true)] {
            let mut asked = 0;
            let met = met(&every(0), &every(first), |own, other| {
                asked += 1;
                meet(own, other)
            });
            // one that begins where another ends meets it: the third of four lines meets neither neighbour; before the first there is none
            let expected = (0..LINES).map(|at| meets && (first != 3 || at > 0)).collect::<Vec<bool>>();
            assert_eq!(met, expected, "{first}");
            assert!(asked <= 2 * LINES, "{asked}");
        }
    }

    #[test]
    fn changes_at_one_place_meet_though_nothing_stands_there() {
        let at = |range: Range<usize>| vec![(range, 0..1)];
        assert_eq!(met(&at(3..3), &at(3..3), meet), [true]);
        assert_eq!(met(&at(3..3), &at(0..2), meet), [false]);
        assert_eq!(met(&at(3..3), &at(0..3), meet), [true]);
    }
}
