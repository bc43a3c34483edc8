//! One line of an invoice as it is judged: what it charges for, how much, and what is charged together with it.

use crate::domain::money::charged::Subject;
use crate::source::Place;
use crate::values::Money;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// One line to be judged.
#[derive(Clone, Debug)]
pub(super) struct Charge {
    /// What it charges for.
    pub(super) of: Subject,
    /// How much.
    pub(super) net: Money,
    /// Where it is written, once it is.
    pub(super) place: Option<Place>,
}

/// What charges for the same, added up, each with its first line and in the order of the first lines.
pub(super) fn together(charges: &[Charge], whole: impl Fn(&Charge) -> Subject) -> Vec<(&Charge, Money)> {
    let mut sums: Vec<(&Charge, Money)> = Vec::new();
    let mut places: HashMap<Subject, usize> = HashMap::new();
    for charge in charges {
        match places.entry(whole(charge)) {
            Entry::Occupied(place) => {
                let (_, sum) = &mut sums[*place.get()];
                *sum = sum.plus(charge.net).unwrap_or(*sum);
            }
            Entry::Vacant(place) => {
                place.insert(sums.len());
                sums.push((charge, charge.net));
            }
        }
    }
    sums
}
