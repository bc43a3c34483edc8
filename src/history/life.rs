//! The life of a record: what each version changed that it did not have from those before it, and who gave each value its present one.

use super::Said;
use super::diff::{Change, changes};
use crate::domain::record::list_key;
use crate::source::{KeyPath, Step};

/// What a version changed: against the one before it, or, where it joins several, against all of them.
pub fn own(before: &[&Said], after: &Said) -> Vec<Change> {
    let nothing = Said::Map(Vec::new());
    let Some((first, others)) = before.split_first() else { return changes(&nothing, after) };
    let mut found = changes(first, after);
    for other in others {
        // what stands as in one of them came from there
        let theirs = changes(other, after);
        found.retain(|change| theirs.iter().any(|other| touch(&other.path, &change.path)));
    }
    found
}

/// Whether two paths are about one thing: the same, or one inside the other.
pub fn touch(one: &KeyPath, other: &KeyPath) -> bool {
    one.0.starts_with(&other.0) || other.0.starts_with(&one.0)
}

/// What a change did to one field as people name it (`due`, `deliverables.film-30.version`, `estimates`): the change itself where it is
/// inside that field, the part of it where the field is inside; `None` where it did nothing to it.
pub fn at_field(change: &Change, field: &str) -> Option<Change> {
    let path = change.path.to_string();
    if is_field(&change.path, field) {
        return Some(change.clone());
    }
    let rest = field.strip_prefix(&path)?.strip_prefix('.')?;
    let part = |said: &Option<Said>| said.as_ref().and_then(|said| inside(said, &change.path, rest));
    let (before, after) = (part(&change.before), part(&change.after));
    let deep = rest.split('.').fold(change.path.clone(), |path, key| path.then(key.to_owned()));
    (before != after).then_some(Change { path: deep, before, after })
}

/// Whether a path is a field as people name it, or inside it.
pub fn is_field(path: &KeyPath, field: &str) -> bool {
    let path = path.to_string();
    path == field || path.strip_prefix(field).is_some_and(|rest| rest.starts_with(['.', '[']))
}

/// What stands at a field of a value, items of lists by what tells them apart.
fn inside(said: &Said, path: &KeyPath, rest: &str) -> Option<Said> {
    let (key, deeper) = rest.split_once('.').map_or((rest, None), |(key, deeper)| (key, Some(deeper)));
    let next = match said {
        Said::List(items) => items.iter().find(|item| item.get(list_key(path)).and_then(Said::text) == Some(key))?,
        said => said.get(key)?,
    };
    match deeper {
        Some(deeper) => inside(next, &path.then(key.to_owned()), deeper),
        None => Some(next.clone()),
    }
}

/// Every value of a record that is no map and no list of items, with its path.
pub fn values(said: &Said) -> Vec<(KeyPath, Said)> {
    let mut values = Vec::new();
    collect(&KeyPath::root(), said, &mut values);
    values
}

fn collect(path: &KeyPath, said: &Said, values: &mut Vec<(KeyPath, Said)>) {
    match said {
        Said::Map(entries) => {
            for (key, value) in entries {
                collect(&path.then(key.clone()), value, values);
            }
        }
        Said::List(items) => {
            let key = list_key(path);
            let Some(named) = super::diff::keyed(items, key) else {
                return values.push((path.clone(), said.clone()));
            };
            for (id, item) in named {
                let mut steps = path.0.clone();
                steps.push(Step::Item(key, id.to_owned()));
                collect(&KeyPath(steps), item, values);
            }
        }
        Said::Nothing => {}
        Said::Text(_) => values.push((path.clone(), said.clone())),
    }
}
