//! The ordinary merge: line by line, as git does it. What the text means is nothing to it.

use super::diff3::{Whose, regions};
use super::marks::{Clash, Extent, break_of};
use super::{Conflict, Labels, Merged};
use crate::source::KeyPath;
use std::collections::HashMap;

/// Two changes of one text put together line by line. Changes that touch, even only at their ends, are looked at as one, since nobody
/// can tell which comes first; where they differ, both stand between marks, and there is a conflict of the whole text.
pub fn lines(base: &str, ours: &str, theirs: &str, labels: &Labels) -> Merged {
    let (text, clashes) = laid(base, ours, theirs, labels);
    let message = || format!("{} and {} changed the same lines", labels.of_ours(), labels.of_theirs());
    let conflicts = (0..clashes).map(|_| Conflict { path: KeyPath::root(), message: message() }).collect();
    Merged { text, conflicts, notes: Vec::new() }
}

/// The merged text, and how many places of it clash.
fn laid<'t>(base: &'t str, ours: &'t str, theirs: &'t str, labels: &Labels) -> (String, usize) {
    let mut numbers: HashMap<&str, usize> = HashMap::new();
    let [b, o, t] = [base, ours, theirs].map(|text| text.split_inclusive('\n').collect::<Vec<_>>());
    let mut number = |lines: &[&'t str]| -> Vec<usize> {
        let mut of = |line: &'t str| {
            let next = numbers.len();
            *numbers.entry(line).or_insert(next)
        };
        lines.iter().map(|line| of(line)).collect()
    };
    let found = regions(&number(&b), &number(&o), &number(&t), true);
    let (mut out, mut clashes) = (String::with_capacity(ours.len() + theirs.len() / 4), 0);
    for region in found {
        match region.whose {
            Whose::Neither | Whose::Ours | Whose::Same => out.extend(o[region.ours].iter().copied()),
            Whose::Theirs => out.extend(t[region.theirs].iter().copied()),
            Whose::Both => {
                clashes += 1;
                let clash = Clash {
                    ours: o[region.ours].concat(),
                    base: b[region.base].concat(),
                    theirs: t[region.theirs].concat(),
                    extent: Extent::Lines,
                };
                clash.mark(labels, break_of(ours), &mut out);
            }
        }
    }
    (out, clashes)
}

#[cfg(test)]
mod tests {
    use super::*;

    const BASE: &str = "title: Film\nstatus: open\ndue: 2026-12-04\nrush: false\n";

    fn labels() -> Labels {
        Labels { ours: "yours".to_owned(), base: None, theirs: "theirs".to_owned(), size: 7 }
    }

    fn clean(base: &str, ours: &str, theirs: &str) -> String {
        let merged = lines(base, ours, theirs, &labels());
        assert_eq!(merged.conflicts, []);
        merged.text
    }

    #[test]
    fn changes_of_different_lines_are_both_kept() {
        let ours = BASE.replace("Film", "Two films");
        let theirs = BASE.replace("2026-12-04", "2026-12-11");
        let both = "title: Two films\nstatus: open\ndue: 2026-12-11\nrush: false\n";
        assert_eq!(clean(BASE, &ours, &theirs), both);
        assert_eq!(clean(BASE, &theirs, &ours), both);
    }

    #[test]
    fn the_same_change_twice_is_one() {
        let same = BASE.replace("Film", "Two films");
        assert_eq!(clean(BASE, &same, &same), same);
        assert_eq!(clean(BASE, &same, BASE), same);
        assert_eq!(clean(BASE, BASE, &same), same);
    }

    #[test]
    fn different_changes_of_one_line_are_marked() {
        let ours = BASE.replace("2026-12-04", "2026-12-07");
        let theirs = BASE.replace("2026-12-04", "2026-12-11");
        let marked = "title: Film\nstatus: open\n<<<<<<< yours\ndue: 2026-12-07\n=======\ndue: 2026-12-11\n>>>>>>> theirs\nrush: false\n";
        let merged = lines(BASE, &ours, &theirs, &labels());
        assert_eq!((merged.text.as_str(), merged.conflicts.len()), (marked, 1));
    }

    #[test]
    fn lines_added_at_the_same_place_are_marked_and_what_they_share_is_not() {
        let (ours, theirs) = (format!("{BASE}goal: A\nafter: []\n"), format!("{BASE}goal: B\nafter: []\n"));
        let marked = format!("{BASE}<<<<<<< yours\ngoal: A\n=======\ngoal: B\n>>>>>>> theirs\nafter: []\n");
        assert_eq!(lines(BASE, &ours, &theirs, &labels()).text, marked);
    }

    #[test]
    fn changes_that_touch_are_marked() {
        let ours = BASE.replace("open", "filed");
        let theirs = BASE.replace("2026-12-04", "2026-12-11");
        assert_eq!(lines(BASE, &ours, &theirs, &labels()).conflicts.len(), 1);
    }

    #[test]
    fn the_marks_are_as_wide_and_say_what_git_asks_for() {
        let labels = Labels { ours: "HEAD".into(), base: Some("1a2b3c".into()), theirs: String::new(), size: 9 };
        let merged = lines("a\r\n", "b\r\n", "c", &labels);
        assert_eq!(merged.text, "<<<<<<<<< HEAD\r\nb\r\n||||||||| 1a2b3c\r\na\r\n=========\r\nc\r\n>>>>>>>>>\r\n");
    }
}
