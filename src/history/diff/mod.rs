//! What changed between two versions of a record, value by value. Layout, quoting, comments and order say nothing here.

mod comments;
mod fine;
mod money;
mod settings;
mod stale;
mod tell;
mod told;
mod words;

pub use fine::fine;
pub use settings::settings;
pub use tell::{Around, Version, in_full, tell, title};
pub use told::{Moved, Sum, Told, What, plainly};
pub use words::{Piece, is_prose, marked, only_composed_otherwise, words};

use super::Said;
use crate::domain::record::list_key;
use crate::source::{KeyPath, Step};
use std::collections::HashMap;

/// One value that two versions do not share.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Where; items of a list by the field that tells them apart (`deliverables.film-30.quantity`).
    pub path: KeyPath,
    /// What stood there; `None` where there was nothing, or an empty key.
    pub before: Option<Said>,
    /// What stands there now.
    pub after: Option<Said>,
}

/// What changed, in the order of the record as it is now, what is gone behind it. An item that is new or gone is one change; a list
/// whose items nothing tells apart, one change as a whole.
pub fn changes(before: &Said, after: &Said) -> Vec<Change> {
    let mut found = Vec::new();
    compare(&KeyPath::root(), before, after, &mut found);
    found
}

fn compare(path: &KeyPath, before: &Said, after: &Said, found: &mut Vec<Change>) {
    if before == after {
        return;
    }
    match (before, after) {
        (Said::Map(old), Said::Map(new)) => {
            let (old, new) = (named(old), named(new));
            pairs(&old, &new, |key| Step::from(key.to_owned()), path, found);
        }
        (Said::List(old), Said::List(new)) => {
            let key = list_key(path);
            match (keyed(old, key), keyed(new, key)) {
                (Some(old), Some(new)) => pairs(&old, &new, |id| Step::Item(key, id.to_owned()), path, found),
                _ => note(path.clone(), Some(before), Some(after), found),
            }
        }
        _ => note(path.clone(), Some(before), Some(after), found),
    }
}

type Named<'s> = Vec<(&'s str, &'s Said)>;

fn named(entries: &[(String, Said)]) -> Named<'_> {
    entries.iter().map(|(key, value)| (key.as_str(), value)).collect()
}

/// The items of a list by the field that tells them apart; `None` where one lacks it, or two share a value.
pub(super) fn keyed<'s>(items: &'s [Said], key: &str) -> Option<Named<'s>> {
    let keyed: Named<'s> = items.iter().map(|item| Some((item.get(key)?.text()?, item))).collect::<Option<Vec<_>>>()?;
    let mut ids: Vec<&str> = keyed.iter().map(|(id, _)| *id).collect();
    ids.sort_unstable();
    ids.windows(2).all(|pair| pair[0] != pair[1]).then_some(keyed)
}

fn pairs(old: &Named<'_>, new: &Named<'_>, step: impl Fn(&str) -> Step, path: &KeyPath, found: &mut Vec<Change>) {
    let at = |key: &str| {
        let mut steps = path.0.clone();
        steps.push(step(key));
        KeyPath(steps)
    };
    let (then, now): (HashMap<&str, &Said>, HashMap<&str, &Said>) =
        (old.iter().copied().collect(), new.iter().copied().collect());
    for (key, now) in new {
        match then.get(key) {
            Some(then) => compare(&at(key), then, now, found),
            None => note(at(key), None, Some(now), found),
        }
    }
    for (key, then) in old.iter().filter(|(key, _)| !now.contains_key(key)) {
        note(at(key), Some(then), None, found);
    }
}

fn note(path: KeyPath, before: Option<&Said>, after: Option<&Said>, found: &mut Vec<Change>) {
    let value = |said: Option<&Said>| said.filter(|said| !said.is_nothing()).cloned();
    let (before, after) = (value(before), value(after));
    if before != after {
        found.push(Change { path, before, after });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What one way of comparing finds: path, before, after.
    pub(super) fn told_by(by: fn(&Said, &Said) -> Vec<Change>, before: &str, after: &str) -> Vec<String> {
        let (before, after) = (Said::of(before).expect("reads"), Said::of(after).expect("reads"));
        let text = |said: &Option<Said>| match said {
            None => "-".to_owned(),
            Some(said) => said.text().map_or_else(|| "…".to_owned(), str::to_owned),
        };
        let line = |change: &Change| format!("{} {} {}", change.path, text(&change.before), text(&change.after));
        by(&before, &after).iter().map(line).collect()
    }

    fn told(before: &str, after: &str) -> Vec<String> {
        told_by(changes, before, after)
    }

    #[test]
    fn layout_quoting_comments_and_order_are_no_change() {
        let before = "title: Film\ndue: 2026-12-04 # firm\nlines:\n  - {id: a, net: 1}\n  - id: b\n";
        let after = "due: '2026-12-04'\nlines:\n  - id: b\n  - id: a\n    net: \"1\"\ntitle: >\n  Film\n";
        assert_eq!(told(before, after), Vec::<String>::new());
    }

    #[test]
    fn numbers_that_are_written_otherwise_are_a_change() {
        assert_eq!(told("hours: 40\n", "hours: 40.0\n"), ["hours 40 40.0"]);
    }

    #[test]
    fn a_key_without_a_value_is_as_good_as_none() {
        assert_eq!(told("title: x\ndue:\n", "title: x\n"), Vec::<String>::new());
        assert_eq!(told("due: null\n", "due: 2026-12-04\n"), ["due - 2026-12-04"]);
    }

    #[test]
    fn items_are_told_apart_by_their_ids_wherever_they_stand() {
        let before = "lines:\n  - id: a\n    net: 1\n  - id: b\n    net: 2\n";
        let after = "lines:\n  - id: c\n    net: 3\n  - id: a\n    net: 4\n";
        assert_eq!(told(before, after), ["lines.c - …", "lines.a.net 1 4", "lines.b … -"]);
    }

    #[test]
    fn a_list_without_ids_changes_as_a_whole() {
        assert_eq!(told("tone: [warm, dry]\n", "tone: [warm]\n"), ["tone … …"]);
        assert_eq!(
            told("lines:\n  - id: a\n  - id: a\n", "lines:\n  - id: a\n"),
            ["lines … …"],
            "an id twice tells nothing"
        );
    }
}
