//! What is wanted of a record: keys, and keys below them. What is not is passed over unread.

/// A key that is wanted, and what of its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wanted<'k> {
    /// The key.
    pub key: &'k str,
    /// The keys of the map there, or of every map in the list there; none: all of it.
    pub of: &'k [Wanted<'k>],
    /// Which items of the list there; `None`: every one.
    pub ends: Option<Ends<'k>>,
}

/// The ends of a list whose items follow each other by their days: that of the latest day up to one, and perhaps that of the first. Of
/// items of one day it is the last and the first of these as they are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ends<'k> {
    /// The key of an item's day, which is written `2026-12-04`.
    pub by: &'k str,
    /// Up to this day; `None`: up to any.
    pub until: Option<&'k str>,
    /// Whether the item of the first day is wanted too.
    pub first: bool,
}

impl<'k> Wanted<'k> {
    /// A key with all that is there.
    pub const fn all(key: &'k str) -> Wanted<'k> {
        Wanted { key, of: &[], ends: None }
    }

    /// A key with some of what is there.
    pub const fn only(key: &'k str, of: &'k [Wanted<'k>]) -> Wanted<'k> {
        Wanted { key, of, ends: None }
    }

    /// Whether it is of a key. Asked of key after key, so length and first letter are looked at before the others.
    pub fn is(&self, key: &str) -> bool {
        let (own, key) = (self.key.as_bytes(), key.as_bytes());
        own.len() == key.len() && own.first() == key.first() && own == key
    }

    /// With only the latest item of the list there, by the days under a key.
    #[must_use]
    pub const fn latest(self, by: &'k str) -> Wanted<'k> {
        Wanted { ends: Some(Ends { by, until: None, first: false }), ..self }
    }

    /// With only the first and the latest item of the list there, by the days under a key.
    #[must_use]
    pub const fn ends(self, by: &'k str) -> Wanted<'k> {
        Wanted { ends: Some(Ends { by, until: None, first: true }), ..self }
    }

    /// Up to a day.
    #[must_use]
    pub fn until(self, day: &'k str) -> Wanted<'k> {
        Wanted { ends: self.ends.map(|ends| Ends { until: Some(day), ..ends }), ..self }
    }
}
