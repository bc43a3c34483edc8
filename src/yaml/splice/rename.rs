//! Calling an entry by another key: only the key's own bytes change.

use super::page::Page;
use super::{Cuts, Seat, refused};
use crate::source::Span;
use crate::yaml::Fault;
use crate::yaml::quote::{inline, inline_as};

/// Cuts for another key at a seat.
pub(in crate::yaml) fn rename(page: &Page<'_>, seat: &Seat, new: &str) -> Result<Cuts, Fault> {
    let Some(key) = seat.key else {
        let at = page.start(seat.value);
        return Err(refused("only a field has a name to change", Span::at(at)));
    };
    let new = inline_as(page.kind(key), new, seat.in_flow).unwrap_or_else(|| inline(new, seat.in_flow));
    let mut cuts = Cuts::default();
    cuts.swap(page.start(key)..page.end(key), new);
    Ok(cuts)
}
