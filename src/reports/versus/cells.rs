//! What became of a cell: the difference of two of a kind.

use crate::view::Cell;

/// What is now, less what was before. What is not there at all counts as nothing where sums are counted; what is there and cannot be
/// told makes the difference unknown, and so do two that are not alike.
pub(super) fn difference(before: Option<&Cell>, now: Option<&Cell>) -> Cell {
    match (before, now) {
        (Some(Cell::Money(before)), Some(Cell::Money(now))) => Cell::money(now.minus(*before)),
        (Some(Cell::Count(before)), Some(Cell::Count(now))) => {
            now.checked_sub(*before).map_or(Cell::Empty, Cell::Count)
        }
        (Some(Cell::Number(before)), Some(Cell::Number(now))) => {
            now.checked_sub(*before).map_or(Cell::Empty, Cell::Number)
        }
        (Some(Cell::Ratio(before)), Some(Cell::Ratio(now))) => {
            now.checked_sub(*before).map_or(Cell::Empty, Cell::Ratio)
        }
        (Some(Cell::Each(before, one)), Some(Cell::Each(now, other))) if one == other => {
            now.checked_sub(*before).map_or(Cell::Empty, |each| Cell::Each(each, *one))
        }
        (Some(Cell::Day(before)), Some(Cell::Day(now))) => Cell::Count(now.days_since(*before)),
        (None, Some(new @ (Cell::Money(_) | Cell::Count(_) | Cell::Number(_)))) => new.clone(),
        (Some(Cell::Money(gone)), None) => Cell::money(crate::values::Money::zero(gone.currency).minus(*gone)),
        (Some(Cell::Count(gone)), None) => gone.checked_neg().map_or(Cell::Empty, Cell::Count),
        (Some(Cell::Number(gone)), None) => Cell::Number(-*gone),
        _ => Cell::Empty,
    }
}
