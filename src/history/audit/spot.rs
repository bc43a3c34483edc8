//! A spot in a record that can be looked up in any version of it.

use crate::history::Said;
use crate::source::{KeyPath, Step};

/// A value by its keys, or an item of a list whose items nothing tells apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot {
    /// The keys; none: the record itself.
    pub path: KeyPath,
    /// The item, where the keys lead to a list without ids.
    pub item: Option<Said>,
}

impl Spot {
    /// The record itself.
    pub fn record() -> Spot {
        Spot { path: KeyPath::root(), item: None }
    }

    /// A value by its keys.
    pub fn value(path: KeyPath) -> Spot {
        Spot { path, item: None }
    }

    /// Whether it is the record itself.
    pub fn is_record(&self) -> bool {
        self.path.0.is_empty()
    }

    /// What a version has there.
    pub fn find<'s>(&self, version: &'s Said) -> Option<&'s Said> {
        let found = self.path.0.iter().try_fold(version, |said, step| match (step, said) {
            (Step::Key(key), said) => said.get(key),
            (Step::Item(key, id), Said::List(items)) => {
                items.iter().find(|item| item.get(key).and_then(Said::text) == Some(id))
            }
            (Step::Index(at), Said::List(items)) => items.get(*at),
            _ => None,
        })?;
        match (&self.item, found) {
            (None, found) => Some(found),
            (Some(item), Said::List(items)) => items.iter().find(|other| *other == item),
            (Some(_), _) => None,
        }
    }
}
