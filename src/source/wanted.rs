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

/// The ends of a list whose items follow each other by their days: the item of the first day, and that of the latest up to a day.
/// Of items of one day it is the first and the last of these as they are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ends<'k> {
    /// The key of an item's day, which is written `2026-12-04`.
    pub by: &'k str,
    /// Up to this day; `None`: up to any.
    pub until: Option<&'k str>,
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

    /// With only the ends of the list there, by the days under a key.
    #[must_use]
    pub const fn ends(self, by: &'k str) -> Wanted<'k> {
        Wanted { ends: Some(Ends { by, until: None }), ..self }
    }

    /// Up to a day.
    #[must_use]
    pub fn until(self, day: &'k str) -> Wanted<'k> {
        Wanted { ends: self.ends.map(|ends| Ends { until: Some(day), ..ends }), ..self }
    }
}
