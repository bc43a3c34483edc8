//! Why a figure cannot be told, in words a person can act on. A figure is never guessed.

use crate::values::{Currency, Day, Word};
use std::fmt;

/// Why a figure cannot be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unpriced {
    /// A line lacks the sum that its price is made from.
    NoSum {
        /// The line.
        line: String,
        /// What to write into it.
        wants: &'static str,
    },
    /// A fee for hours without a rate.
    NoRate {
        /// The line.
        line: String,
        /// Whose rate was looked for.
        role: Option<Word>,
    },
    /// Third-party cost without a markup.
    NoMarkup {
        /// The line, order or supplier invoice.
        what: String,
    },
    /// Media bought net, without a commission.
    NoCommission {
        /// The line.
        line: String,
    },
    /// A line that takes from a contract what it lacks, in a job that names none.
    NoContract {
        /// The line.
        line: String,
        /// What it lacks: `rate`, `markup` or `commission`.
        lacks: &'static str,
        /// The client's contract in force, where there is one.
        contract: Option<String>,
    },
    /// A fee for hours without a rate, where there is no rate card to take it from.
    NoCard {
        /// The line.
        line: String,
        /// Why there is none.
        why: String,
    },
    /// No exchange rate.
    NoExchange {
        /// Of this currency.
        currency: Currency,
        /// On this day.
        day: Day,
    },
    /// The client's record cannot be read, or was not.
    NoClient {
        /// Which.
        client: String,
    },
    /// Hours of somebody whose cost nobody wrote down.
    NoCost {
        /// Whose, and what to write.
        why: String,
    },
    /// Hours that nobody can have worked.
    NoHours {
        /// Whose, when, and what is wrong with them.
        why: String,
    },
    /// A figure that nobody can mean.
    Impossible {
        /// Of what: ``line `film` ``.
        what: String,
        /// What is wrong with it.
        why: String,
    },
    /// Something behind it cannot be told.
    Untold {
        /// What, and why.
        why: String,
    },
    /// More digits than can be counted, or a division by nothing.
    TooLarge,
}

impl fmt::Display for Unpriced {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Unpriced::NoSum { line, wants } => write!(f, "line `{line}` has no sum: give it {wants}"),
            Unpriced::NoRate { line, role: Some(role) } => {
                write!(f, "line `{line}` has no rate, and the contract's rate card has none for `{role}`")
            }
            Unpriced::NoRate { line, role: None } => write!(f, "line `{line}` has neither a rate nor a role"),
            Unpriced::NoMarkup { what } => write!(f, "`{what}` has no markup, and neither has the contract"),
            Unpriced::NoCommission { line } => {
                write!(f, "line `{line}` has no commission, and neither has the contract")
            }
            Unpriced::NoContract { line, lacks, contract } => {
                write!(f, "line `{line}` has no {lacks}, and the job names no contract of its client")?;
                contract.as_ref().map_or(Ok(()), |contract| write!(f, ": `contract: {contract}` is in force"))
            }
            Unpriced::NoCard { line, why } => write!(f, "line `{line}` has no rate, and {why}"),
            Unpriced::NoExchange { currency, day } => {
                write!(f, "there is no exchange rate for {currency} on {day}: add one to `[fx]` in `suits.toml`")
            }
            Unpriced::NoClient { client } => write!(f, "client `{client}` cannot be read"),
            Unpriced::Impossible { what, why } => write!(f, "{what}: {why}"),
            Unpriced::NoCost { why } | Unpriced::NoHours { why } | Unpriced::Untold { why } => write!(f, "{why}"),
            Unpriced::TooLarge => write!(f, "a sum or a percentage is too large to count with"),
        }
    }
}

impl Unpriced {
    /// Whether something is written that nobody can count with: whoever said yes to it said yes to what cannot be told.
    pub fn is_impossible(&self) -> bool {
        matches!(self, Unpriced::Impossible { .. } | Unpriced::TooLarge)
    }
}
