//! What is wanted of a record: keys, and keys below them. What is not is passed over unread.

/// A key that is wanted, and what of its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wanted<'k> {
    /// The key.
    pub key: &'k str,
    /// The keys of the map there, or of every map in the list there; none: all of it.
    pub of: &'k [Wanted<'k>],
}

impl<'k> Wanted<'k> {
    /// A key with all that is there.
    pub const fn all(key: &'k str) -> Wanted<'k> {
        Wanted { key, of: &[] }
    }

    /// A key with some of what is there.
    pub const fn only(key: &'k str, of: &'k [Wanted<'k>]) -> Wanted<'k> {
        Wanted { key, of }
    }
}
