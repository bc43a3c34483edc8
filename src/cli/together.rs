//! Two changes of one text put together line by line, for a record that somebody else changed while it was being edited.
//! Knows texts only: what the result means is judged where it is read.

use similar::{Algorithm, DiffTag};
use std::ops::Range;

/// What two changes of a text come to.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Together {
    /// They touch different lines: a text with both.
    Both(String),
    /// They touch the same lines: a text with both versions of these, between marks that no record may hold.
    Marked(String),
}

/// Some lines of the old text, and what stands there now.
struct Hunk<'t> {
    old: Range<usize>,
    new: Vec<&'t str>,
}

/// Lays `mine` and `theirs` over the text that both began with.
pub(super) fn together(base: &str, mine: &str, theirs: &str) -> Together {
    let (ours, others) = (hunks(base, mine), hunks(base, theirs));
    let lines: Vec<&str> = base.split_inclusive('\n').collect();
    let (mut out, mut at, mut clash) = (String::with_capacity(mine.len()), 0, false);
    let (mut left, mut right) = (ours.iter().peekable(), others.iter().peekable());
    while left.peek().is_some() || right.peek().is_some() {
        let start = [left.peek(), right.peek()].into_iter().flatten().map(|hunk| hunk.old.start).min().unwrap_or(at);
        let (mut end, mut from_left, mut from_right) = (start, Vec::new(), Vec::new());
        // Changes that touch, even only at their ends, are looked at as one: nobody can tell which comes first.
        loop {
            let before = (from_left.len(), from_right.len());
            for (side, taken) in [(&mut left, &mut from_left), (&mut right, &mut from_right)] {
                while let Some(hunk) = side.next_if(|hunk| hunk.old.start <= end) {
                    end = end.max(hunk.old.end);
                    taken.push(hunk);
                }
            }
            if before == (from_left.len(), from_right.len()) {
                break;
            }
        }
        out.extend(lines[at..start].iter().copied());
        let (a, b) = (laid(&lines, start..end, &from_left), laid(&lines, start..end, &from_right));
        if from_right.is_empty() || a == b {
            out.push_str(&a);
        } else if from_left.is_empty() {
            out.push_str(&b);
        } else {
            clash = true;
            out.extend(["<<<<<<< yours\n", &ended(a), "=======\n", &ended(b), ">>>>>>> theirs\n"]);
        }
        at = end;
    }
    out.extend(lines[at..].iter().copied());
    if clash { Together::Marked(out) } else { Together::Both(out) }
}

fn hunks<'t>(old: &'t str, new: &'t str) -> Vec<Hunk<'t>> {
    let (before, after): (Vec<&str>, Vec<&str>) =
        (old.split_inclusive('\n').collect(), new.split_inclusive('\n').collect());
    let ops = similar::capture_diff_slices(Algorithm::Myers, &before, &after);
    let changes = ops.iter().filter(|op| op.tag() != DiffTag::Equal);
    changes.map(|op| Hunk { old: op.old_range(), new: after[op.new_range()].to_vec() }).collect()
}

/// Some lines of the old text as one side has them.
fn laid(lines: &[&str], range: Range<usize>, hunks: &[&Hunk<'_>]) -> String {
    let (mut out, mut at) = (String::new(), range.start);
    for hunk in hunks {
        out.extend(lines[at..hunk.old.start].iter().copied().chain(hunk.new.iter().copied()));
        at = hunk.old.end;
    }
    out.extend(lines[at..range.end].iter().copied());
    out
}

fn ended(mut text: String) -> String {
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    const BASE: &str = "title: Film\nstatus: open\ndue: 2026-12-04\nrush: false\n";

    #[test]
    fn changes_of_different_lines_are_both_kept() {
        let mine = BASE.replace("Film", "Two films");
        let theirs = BASE.replace("2026-12-04", "2026-12-11");
        let both = "title: Two films\nstatus: open\ndue: 2026-12-11\nrush: false\n";
        assert_eq!(together(BASE, &mine, &theirs), Together::Both(both.to_owned()));
        assert_eq!(together(BASE, &theirs, &mine), Together::Both(both.to_owned()));
    }

    #[test]
    fn the_same_change_twice_is_one() {
        let same = BASE.replace("Film", "Two films");
        assert_eq!(together(BASE, &same, &same), Together::Both(same.clone()));
        assert_eq!(together(BASE, &same, BASE), Together::Both(same.clone()));
        assert_eq!(together(BASE, BASE, &same), Together::Both(same));
    }

    #[test]
    fn different_changes_of_one_line_are_marked() {
        let mine = BASE.replace("2026-12-04", "2026-12-07");
        let theirs = BASE.replace("2026-12-04", "2026-12-11");
        let marked = "title: Film\nstatus: open\n<<<<<<< yours\ndue: 2026-12-07\n=======\ndue: 2026-12-11\n>>>>>>> theirs\nrush: false\n";
        assert_eq!(together(BASE, &mine, &theirs), Together::Marked(marked.to_owned()));
    }

    #[test]
    fn lines_added_at_the_same_place_are_marked() {
        let (mine, theirs) = (format!("{BASE}goal: A\n"), format!("{BASE}goal: B\n"));
        let marked = format!("{BASE}<<<<<<< yours\ngoal: A\n=======\ngoal: B\n>>>>>>> theirs\n");
        assert_eq!(together(BASE, &mine, &theirs), Together::Marked(marked));
    }
}
