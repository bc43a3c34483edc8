//! Key paths: how to walk from the top of a record to one value, independent of lines.

use std::borrow::Cow;
use std::fmt;

/// One step of a walk into a record.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Step {
    /// The value under a key of a map.
    Key(Cow<'static, str>),
    /// The n-th item of a list, from 0.
    Index(usize),
    /// The item of a list whose field (the first text, such as `id`) has this value (the second).
    Item(&'static str, String),
}

impl From<&'static str> for Step {
    fn from(key: &'static str) -> Step {
        Step::Key(Cow::Borrowed(key))
    }
}

impl From<String> for Step {
    fn from(key: String) -> Step {
        Step::Key(Cow::Owned(key))
    }
}

impl From<usize> for Step {
    fn from(index: usize) -> Step {
        Step::Index(index)
    }
}

/// A walk from the top of a record; empty for the record itself. `deliverables.film-30.version`, `tone[1]`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct KeyPath(pub Vec<Step>);

impl KeyPath {
    /// The record itself.
    pub const fn root() -> KeyPath {
        KeyPath(Vec::new())
    }

    /// This walk and one step more.
    #[must_use]
    pub fn then(&self, step: impl Into<Step>) -> KeyPath {
        let mut steps = self.0.clone();
        steps.push(step.into());
        KeyPath(steps)
    }

    /// The walk without its last step; `None` at the top.
    pub fn parent(&self) -> Option<KeyPath> {
        let (_, rest) = self.0.split_last()?;
        Some(KeyPath(rest.to_vec()))
    }

    /// The last step; `None` at the top.
    pub fn last(&self) -> Option<&Step> {
        self.0.last()
    }

    /// The last step's key, when it is one.
    pub fn last_key(&self) -> Option<&str> {
        match self.last()? {
            Step::Key(key) => Some(key),
            Step::Index(_) | Step::Item(..) => None,
        }
    }

    /// The first step's key, when it is one.
    pub fn first_key(&self) -> Option<&str> {
        match self.0.first()? {
            Step::Key(key) => Some(key),
            Step::Index(_) | Step::Item(..) => None,
        }
    }
}

impl AsRef<[Step]> for KeyPath {
    fn as_ref(&self) -> &[Step] {
        &self.0
    }
}

impl fmt::Display for KeyPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, step) in self.0.iter().enumerate() {
            match step {
                Step::Key(key) if position == 0 => write!(f, "{key}")?,
                Step::Key(key) => write!(f, ".{key}")?,
                Step::Item(_, value) => write!(f, ".{value}")?,
                Step::Index(index) => write!(f, "[{index}]")?,
            }
        }
        Ok(())
    }
}

/// Builds a [`KeyPath`] from keys and indexes: `key_path!["handoffs", 2, "due"]`.
#[macro_export]
macro_rules! key_path {
    ($($step:expr),* $(,)?) => { $crate::source::KeyPath(vec![$($crate::source::Step::from($step)),*]) };
}
