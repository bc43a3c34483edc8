//! Sums, percentages and currencies as they are typed behind a flag. One that is written as people write them in a letter is not guessed at: the very text
//! to type is said. Knows no records.

use super::exit::Stop;
use crate::values::{Amount, Currency, Percent};

const PLAIN: &str = "digits and one point: no blanks, no commas, no currency";

/// Refuses another flag where a figure should be: a figure may begin with a minus, so the flag was taken for it.
pub(super) fn no_flag(flag: &str, typed: &str, sample: &str) -> Result<(), Stop> {
    if typed.strip_prefix("--").is_some_and(|rest| rest.starts_with(|letter: char| letter.is_ascii_alphabetic())) {
        let message = format!("`{flag}` has no figure: `{typed}` stands where it should be");
        return Err(Stop::usage("missing-value", message, format_args!("`{flag} {sample}`")));
    }
    Ok(())
}

/// A sum, a rate or hours behind a flag.
pub(super) fn amount(flag: &str, typed: &str, sample: &str) -> Result<Amount, Stop> {
    no_flag(flag, typed, sample)?;
    Amount::parse(typed).ok_or_else(|| {
        let message = format!("`{flag}` should be a number like {sample}, not `{typed}`");
        Stop::usage("wrong-type", message, Amount::hint(typed).unwrap_or_else(|| PLAIN.to_owned()))
    })
}

/// A percentage behind a flag.
pub(super) fn percent(flag: &str, typed: &str, sample: &str) -> Result<Percent, Stop> {
    no_flag(flag, typed, sample)?;
    Percent::parse(typed).ok_or_else(|| {
        let message = format!("`{flag}` should be a percentage like {sample}, not `{typed}`");
        Stop::usage("wrong-type", message, Percent::hint(typed).unwrap_or_else(|| format!("write it like {sample}")))
    })
}

/// A currency behind `--currency`.
pub(super) fn currency(typed: &str) -> Result<Currency, Stop> {
    Currency::parse(typed).ok_or_else(|| {
        let message = format!("`--currency` should be a currency code, not `{typed}`");
        Stop::usage("wrong-type", message, "write it like EUR")
    })
}
