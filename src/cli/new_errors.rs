//! The last look before anything is written: no verb leaves a figure in the book that `suits check` would call an error.

use super::exit::Stop;
use super::findings::placed;
use crate::checks;
use crate::store::{Drafted, Snapshot};
use crate::values::Day;

/// Refuses a change that brings an error into the figures of a record, as found in the text that would be written.
pub(super) fn none(drafted: &Drafted, snapshot: &Snapshot, today: Day) -> Result<(), Stop> {
    let Some(book) = drafted.afterwards(snapshot) else { return Ok(()) };
    let path_of = |source| book.texts.file(source).path.to_string();
    let new = checks::new_errors(&book.before, &book.after, today, &path_of);
    if new.is_empty() { Ok(()) } else { Err(Stop::Refused(placed(&book.texts, &new))) }
}
