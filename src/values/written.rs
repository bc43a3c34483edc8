//! A figure or a date as it was written, where words may stand instead: `80000.00`, `22%`, `2027-04-01`, but also `ASAP`.

use super::day::Text;
use super::{Amount, Day, Percent};
use serde::de::{Deserialize, Deserializer};
use std::fmt;
use std::ops::Deref;

/// What was written, kept as it stands so that a rule can point at it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Written(pub String);

impl Written {
    /// Whether it is a number, a percentage or a date, and so is written without quotes.
    pub fn is_figure(&self) -> bool {
        Amount::parse(self).is_some() || Percent::parse(self).is_some() || Day::parse(self).is_some()
    }
}

impl Deref for Written {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Written {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl<'de> Deserialize<'de> for Written {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Written, D::Error> {
        deserializer.deserialize_newtype_struct(
            "Written",
            Text("a figure, a date or words", |text| Some(Written(text.to_owned()))),
        )
    }
}
