//! The small values records are made of: ids, days, money, percentages, words. Knows nothing of records or files.

mod day;
mod digits;
mod ids;
mod label;
mod meant;
mod money;
mod percent;
mod schema;
mod spelled;
mod words;
mod written;

pub use day::{Day, Month, Weekday};
pub use digits::{ascii_digits, digit};
pub use ids::{
    BriefId, ClientId, ContactReportId, DeliverableId, IdFault, InvoiceId, ItemId, JobId, PersonId, RoundId,
    TimesheetId,
};
pub use label::{BLANKS, LabelFault, PLACEHOLDERS, PLACEHOLDERS_ALONE, label, says_nothing};
pub use meant::meant;
pub use money::{Amount, Currency, Money, grouped};
pub use percent::Percent;
pub use schema::of_words;
pub use spelled::hours_meant;
pub use words::{did_you_mean, folded, nearest};
pub use written::Written;

/// A word of an open vocabulary (a role, a stage, a channel), kept without an allocation of its own where it is short.
pub type Word = compact_str::CompactString;
/// A decimal number, exact.
pub use rust_decimal::Decimal;
