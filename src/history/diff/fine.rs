//! Changes taken apart: lists whose items nothing names by their places, values that came or went as a whole by their fields. Knows no
//! kinds of record.

use super::{Change, changes, keyed};
use crate::domain::record::list_key;
use crate::history::Said;
use crate::source::{KeyPath, Step};
use similar::{Algorithm, DiffOp, capture_diff_slices};

/// What is told in one piece, however many fields it has.
const WHOLE: &[&str] = &["rejected", "withdrawn", "cancelled", "written_off", "waiver", "investment"];

/// What changed, in as small parts as can be told: items of lists one by one, fields of what came or went one by one.
pub fn fine(before: &Said, after: &Said) -> Vec<Change> {
    let mut parts = Vec::new();
    for change in changes(before, after) {
        take_apart(change, &mut parts);
    }
    parts
}

fn take_apart(change: Change, parts: &mut Vec<Change>) {
    const NONE: &[Said] = &[];
    let Change { path, before, after } = change;
    match (&before, &after) {
        (Some(Said::List(old)), Some(Said::List(new))) => align(&path, old, new, parts),
        (None, Some(Said::List(new))) => align(&path, NONE, new, parts),
        (Some(Said::List(old)), None) => align(&path, old, NONE, parts),
        (None, Some(Said::Map(entries))) if is_open(&path) => {
            for (key, value) in entries {
                let change = Change { path: path.then(key.clone()), before: None, after: something(value) };
                take_apart(change, parts);
            }
        }
        (Some(Said::Map(entries)), None) if is_open(&path) => {
            for (key, value) in entries {
                let change = Change { path: path.then(key.clone()), before: something(value), after: None };
                take_apart(change, parts);
            }
        }
        (None, None) => {}
        _ => parts.push(Change { path, before, after }),
    }
}

fn something(value: &Said) -> Option<Said> {
    Some(value.clone()).filter(|value| !value.is_nothing())
}

/// Whether a map is told by its fields: not an item of a list, and nothing that happened as a whole.
fn is_open(path: &KeyPath) -> bool {
    path.last_key().is_some_and(|key| !WHOLE.contains(&key))
}

/// The items of two lists, matched by the field that names them, else by what they say and where they stand.
fn align(path: &KeyPath, old: &[Said], new: &[Said], parts: &mut Vec<Change>) {
    let key = list_key(path);
    let mut note = |step: Step, before: Option<&Said>, after: Option<&Said>| {
        let item = path.then(step);
        match (before, after) {
            (Some(before), Some(after)) => {
                for change in changes(before, after) {
                    let mut steps = item.0.clone();
                    steps.extend(change.path.0);
                    take_apart(Change { path: KeyPath(steps), ..change }, parts);
                }
            }
            _ => parts.push(Change { path: item, before: before.cloned(), after: after.cloned() }),
        }
    };
    if let (Some(then), Some(now)) = (keyed(old, key), keyed(new, key)) {
        let of = |items: &[(&str, &Said)], id: &str| items.iter().any(|(own, _)| *own == id);
        for (id, item) in now.iter().filter(|(id, _)| !of(&then, id)) {
            note(Step::Item(key, (*id).to_owned()), None, Some(item));
        }
        for (id, item) in then.iter().filter(|(id, _)| !of(&now, id)) {
            note(Step::Item(key, (*id).to_owned()), Some(item), None);
        }
        for (id, item) in &now {
            if let Some((_, was)) = then.iter().find(|(own, _)| own == id) {
                note(Step::Item(key, (*id).to_owned()), Some(was), Some(item));
            }
        }
        return;
    }
    let (old_texts, new_texts): (Vec<String>, Vec<String>) =
        (old.iter().map(|said| format!("{said:?}")).collect(), new.iter().map(|said| format!("{said:?}")).collect());
    for op in capture_diff_slices(Algorithm::Myers, &old_texts, &new_texts) {
        if matches!(op, DiffOp::Equal { .. }) {
            continue;
        }
        let (mut was, mut is) = (op.old_range(), op.new_range());
        while was.start < was.end && is.start < is.end && alike(&old[was.start], &new[is.start]) {
            note(Step::Index(is.start), Some(&old[was.start]), Some(&new[is.start]));
            was.start += 1;
            is.start += 1;
        }
        is.for_each(|at| note(Step::Index(at), None, Some(&new[at])));
        was.for_each(|at| note(Step::Index(at), Some(&old[at]), None));
    }
}

/// Whether one item can be told as another that was changed.
fn alike(one: &Said, other: &Said) -> bool {
    match (one, other) {
        (Said::Map(one), Said::Map(other)) => {
            let same = one.iter().filter(|entry| other.contains(entry)).count();
            one.len().max(other.len()) <= same * 2
        }
        (Said::Text(one), Said::Text(other)) => {
            let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
            let (one, other) = (words(one), words(other));
            let same = one.iter().filter(|word| other.contains(word)).count();
            1 < same && one.len().max(other.len()) <= same * 2
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(before: &str, after: &str) -> Vec<String> {
        crate::history::diff::tests::told_by(fine, before, after)
    }

    #[test]
    fn a_list_of_words_is_told_word_by_word() {
        assert_eq!(told("tone: [warm, dry]\n", "tone: [warm, plain, dry]\n"), ["tone[1] - plain"]);
        assert_eq!(told("tone: [warm, dry]\n", "tone: [dry]\n"), ["tone[0] warm -"]);
        assert_eq!(told("a: 1\n", "a: 1\ntone: [dry]\n"), ["tone[0] - dry"]);
        assert_eq!(told("tone: []\n", "a: 1\n"), ["a - 1"], "an empty list says nothing");
    }

    #[test]
    fn items_without_an_id_are_matched_by_what_they_say() {
        let before = "handoffs:\n  - stage: briefing\n    to: ann\n    date: 2026-11-02\n";
        let after = "handoffs:\n  - stage: briefing\n    to: ann\n    date: 2026-11-02\n    done: 2026-11-05\n  - stage: estimating\n    date: 2026-11-05\n";
        assert_eq!(told(before, after), ["handoffs[0].done - 2026-11-05", "handoffs[1] - …"]);
    }

    #[test]
    fn what_comes_as_a_whole_is_told_by_its_fields_unless_it_happened() {
        assert_eq!(
            told("a: 1\n", "a: 1\ntiming:\n  live: 2027-04-01\n  presentation: null\n"),
            ["timing.live - 2027-04-01"]
        );
        assert_eq!(told("a: 1\n", "a: 1\ncancelled:\n  date: 2026-12-01\n"), ["cancelled - …"]);
        assert_eq!(told("a: 1\n", "a: 1\nlines:\n  - id: x\n    net: 1\n"), ["lines.x - …"]);
    }
}
