//! Percentages, exactly as the contract writes them: `15%`, `17.65%`.

use super::spelled::{self, Spelled};
use rust_decimal::Decimal;
use serde::de::{Deserialize, Deserializer};
use std::fmt;

/// A percentage with all its digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Percent(Decimal);

impl Percent {
    /// Reads `15%` or `17.65%`; the sign is part of the form.
    pub fn parse(text: &str) -> Option<Percent> {
        let digits = text.strip_suffix('%')?.trim_end_matches(' ');
        super::money::decimal(digits).map(Percent)
    }

    /// How a text that is no percentage is to be written: "write `24%`". `None` where nobody knows what is meant.
    pub fn hint(text: &str) -> Option<String> {
        spelled::percent(text)
    }

    /// The share of one: 15% is 0.15.
    pub fn ratio(self) -> Decimal {
        // to move the point is much less work than to divide
        let mut share = self.0;
        let moved = share.set_scale(share.scale() + 2);
        moved.map_or_else(|_| self.0 / Decimal::ONE_HUNDRED, |()| share)
    }

    /// Whether it is all of something.
    pub fn is_whole(self) -> bool {
        self.0 == Decimal::ONE_HUNDRED
    }

    /// What it goes beyond, where it is no part of a whole.
    pub fn beyond(self) -> Option<&'static str> {
        match () {
            () if self.0 < Decimal::ZERO => Some("never below 0%"),
            () if Decimal::ONE_HUNDRED < self.0 => Some("at most 100%"),
            () => None,
        }
    }
}

impl fmt::Display for Percent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{}%", self.0))
    }
}

impl<'de> Deserialize<'de> for Percent {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Percent, D::Error> {
        let spelled = Spelled { wanted: "a percentage like 15%", read: Percent::parse, hint: spelled::percent };
        deserializer.deserialize_newtype_struct("Percent", spelled)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentage_keeps_its_digits_and_needs_its_sign() {
        assert_eq!(Percent::parse("17.65%").map(|percent| percent.to_string()).as_deref(), Some("17.65%"));
        assert_eq!(Percent::parse("15%").map(Percent::ratio), Some(Decimal::new(15, 2)));
        assert_eq!(Percent::parse("15"), None);
    }
}
