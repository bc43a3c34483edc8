//! Three sequences laid side by side: what stays, what one side changed, and where both did. Knows tokens, not what they stand for.

use similar::{Algorithm, DiffTag};
use std::hash::Hash;
use std::ops::Range;

/// Who changed a region.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Whose {
    /// Nobody.
    Neither,
    /// Only ours.
    Ours,
    /// Only theirs.
    Theirs,
    /// Both, and to the same.
    Same,
    /// Both, differently.
    Both,
}

/// The same stretch of the three sequences.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Region {
    pub(super) base: Range<usize>,
    pub(super) ours: Range<usize>,
    pub(super) theirs: Range<usize>,
    pub(super) whose: Whose,
}

/// A change of one side: what it takes away of the base, and how many elements it puts there.
struct Hunk {
    old: Range<usize>,
    new: usize,
    is_ours: bool,
}

/// The regions, in order, that make up all three. Where `touching`, changes that meet only at their ends are one region; else only
/// those are that take the same elements away, or add at one place.
pub(super) fn regions<T: Hash + Ord>(base: &[T], ours: &[T], theirs: &[T], touching: bool) -> Vec<Region> {
    let mut all = hunks(base, ours, true);
    all.extend(hunks(base, theirs, false));
    all.sort_by_key(|hunk| (hunk.old.start, hunk.old.end));
    let (mut found, mut at) = (Vec::new(), (0, 0, 0));
    let mut next = 0;
    while let Some(first) = all.get(next) {
        stays(&mut found, &mut at, first.old.start);
        let (mut end, from) = (first.old.end, next);
        while let Some(hunk) = all.get(next) {
            let joins =
                next == from || hunk.old.start < end || (hunk.old.start == end && (touching || both_add(first, hunk)));
            if !joins {
                break;
            }
            end = end.max(hunk.old.end);
            next += 1;
        }
        let group = &all[from..next];
        let width = |is_ours: bool| {
            let own = group.iter().filter(|hunk| hunk.is_ours == is_ours);
            let (taken, put) = own.fold((0, 0), |(taken, put), hunk| (taken + hunk.old.len(), put + hunk.new));
            end - at.0 - taken + put
        };
        let changed = |is_ours: bool| group.iter().any(|hunk| hunk.is_ours == is_ours);
        let (o, t) = (at.1..at.1 + width(true), at.2..at.2 + width(false));
        let whose = match (changed(true), changed(false)) {
            (_, false) => Whose::Ours,
            (false, true) => Whose::Theirs,
            (true, true) if ours[o.clone()] == theirs[t.clone()] => Whose::Same,
            (true, true) => Whose::Both,
        };
        let before = std::mem::replace(&mut at, (end, o.end, t.end));
        found.push(Region { base: before.0..end, ours: o, theirs: t, whose });
    }
    stays(&mut found, &mut at, base.len());
    found
}

fn both_add(first: &Hunk, hunk: &Hunk) -> bool {
    first.old.is_empty() && hunk.old.is_empty() && first.is_ours != hunk.is_ours
}

/// What nobody changed, up to a place of the base.
fn stays(found: &mut Vec<Region>, at: &mut (usize, usize, usize), to: usize) {
    let width = to - at.0;
    if width > 0 {
        let before = std::mem::replace(at, (to, at.1 + width, at.2 + width));
        let (base, ours, theirs) = (before.0..at.0, before.1..at.1, before.2..at.2);
        found.push(Region { base, ours, theirs, whose: Whose::Neither });
    }
}

fn hunks<T: Hash + Ord>(old: &[T], new: &[T], is_ours: bool) -> Vec<Hunk> {
    let ops = similar::capture_diff_slices(Algorithm::Myers, old, new);
    let changes = ops.iter().filter(|op| op.tag() != DiffTag::Equal);
    changes.map(|op| Hunk { old: op.old_range(), new: op.new_range().len(), is_ours }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(base: &str, ours: &str, theirs: &str, touching: bool) -> String {
        let letters = |text: &str| text.chars().collect::<Vec<_>>();
        let (b, o, t) = (letters(base), letters(ours), letters(theirs));
        let text = |letters: &[char]| letters.iter().collect::<String>();
        let told = regions(&b, &o, &t, touching).into_iter().map(|region| match region.whose {
            Whose::Neither => text(&b[region.base]),
            Whose::Ours => format!("<{}>", text(&o[region.ours])),
            Whose::Theirs => format!("[{}]", text(&t[region.theirs])),
            Whose::Same => format!("={}=", text(&o[region.ours])),
            Whose::Both => format!("({}|{}|{})", text(&o[region.ours]), text(&b[region.base]), text(&t[region.theirs])),
        });
        told.collect()
    }

    #[test]
    fn changes_apart_are_told_apart() {
        assert_eq!(told("abcde", "xbcde", "abcdy", true), "<x>bcd[y]");
        assert_eq!(told("abcde", "abde", "abcdez", true), "ab<>de[z]");
        assert_eq!(told("abc", "axc", "axc", true), "a=x=c");
        assert_eq!(told("", "x", "y", true), "(x||y)");
        assert_eq!(told("abc", "", "abc", true), "<>");
    }

    #[test]
    fn changes_that_meet_at_their_ends_are_one_only_where_asked() {
        assert_eq!(told("ab", "xb", "ay", true), "(xb|ab|ay)");
        assert_eq!(told("ab", "xb", "ay", false), "<x>[y]");
        assert_eq!(told("ab", "abx", "ay", false), "a[y]<x>", "an edited last one, and one added below it");
        assert_eq!(told("ab", "axb", "ay", false), "a<x>[y]");
        assert_eq!(told("ab", "abx", "aby", false), "ab(x||y)");
        assert_eq!(told("abc", "ax", "abyc", false), "a(x|bc|byc)", "added inside what the other took away");
    }
}
