//! Time as people type it, and what speaks against booking it on a job: for the verbs and for the rules, so that they cannot disagree.

use super::job::Job;
use super::workflow::{Stage, Workflow};
use crate::values::{Amount, Day, Decimal, ItemId, hours_meant};
use std::collections::BTreeSet;

/// The hours that a day has.
pub const A_DAY: Decimal = Decimal::from_parts(24, 0, 0, false, 0);
/// More digits behind the point than this are a spreadsheet's, not a person's.
const DIGITS: u32 = 4;

/// Why hours that somebody wrote down cannot be: they take time off again. `None` where they can.
pub fn below_nothing(hours: Decimal) -> Option<String> {
    (hours < Decimal::ZERO).then(|| format!("{hours} hours: nobody works less than nothing"))
}

/// Hours as typed, `2.5`. `Err` says what is wrong and what to type: a comma, a clock's `1:30` and `90 min` are never taken, because each
/// is read as something else somewhere.
pub fn hours(typed: &str) -> Result<Amount, String> {
    let typed = typed.trim();
    let Some(hours) = Amount::parse(typed) else {
        if let Some(fault) = endless(typed) {
            return Err(fault.help());
        }
        return Err(match hours_meant(typed).filter(|hours| *hours <= A_DAY) {
            Some(meant) => format!("write hours as a decimal number: `{meant}`"),
            None if typed.starts_with('=') => "it is a formula: save the file with its values".to_owned(),
            None => "write hours as a decimal number, like `2.5` for two and a half".to_owned(),
        });
    };
    match fault(hours.0) {
        Some(fault) => Err(fault.help()),
        None => Ok(hours),
    }
}

/// Why a number is none of hours that somebody worked on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HoursFault {
    /// Nothing, or less.
    NotAbove,
    /// More than a day has.
    Above,
    /// More digits than anybody measures; what they come to, rounded.
    Digits(Decimal),
}

impl HoursFault {
    /// What to write.
    pub fn help(self) -> String {
        match self {
            HoursFault::NotAbove => {
                "nobody works less than something: mend the entry that is wrong instead of taking time off again"
                    .to_owned()
            }
            HoursFault::Above => "a day has 24 hours: book each day by itself".to_owned(),
            HoursFault::Digits(rounded) => format!("round it: `{rounded}`"),
        }
    }
}

/// What is wrong with hours that are written as a number; `None` where nothing is.
pub fn fault(hours: Decimal) -> Option<HoursFault> {
    match () {
        () if hours <= Decimal::ZERO => Some(HoursFault::NotAbove),
        () if A_DAY < hours => Some(HoursFault::Above),
        () if DIGITS < hours.normalize().scale() => Some(HoursFault::Digits(hours.round_dp(2))),
        () => None,
    }
}

/// What is wrong with a number of more digits than can be counted.
fn endless(typed: &str) -> Option<HoursFault> {
    let (whole, part) = typed.split_once('.').unwrap_or((typed, ""));
    let is_number = !whole.is_empty() && [whole, part].iter().all(|text| text.bytes().all(|one| one.is_ascii_digit()));
    if !is_number || whole.len() + part.len() < 20 {
        return None;
    }
    let short = format!("{whole}.{}", &part[..part.len().min(6)]);
    Some(
        Amount::parse(&short)
            .map_or(HoursFault::Above, |hours| fault(hours.0).unwrap_or(HoursFault::Digits(hours.0.round_dp(2)))),
    )
}

/// Why a day's time is not on a job: it was not asked for yet, or is over. `None` where it may be booked.
pub fn outside(job: &Job, id: &str, workflow: &Workflow, day: Day) -> Option<String> {
    let asked = job.requested_on;
    if day < asked {
        return Some(format!("{id} was asked for on {asked}, after this time"));
    }
    let (end, what) = end(job, workflow)?;
    (end < day).then(|| format!("{id} was {what} on {end}, before this time"))
}

/// The day a job came to its end, and how.
pub fn end(job: &Job, workflow: &Workflow) -> Option<(Day, &'static str)> {
    if let Some(cancelled) = &job.cancelled {
        return Some((cancelled.date, "called off"));
    }
    let (_, last) = job.latest_handoff(Day::LAST)?;
    workflow.get(&last.stage).is_some_and(Stage::is_end).then_some((last.date, "closed"))
}

/// The hours that a line was quoted with: those of the newest estimate that has it, else of a change order.
pub fn quoted_hours(job: &Job, line: &ItemId) -> Option<Decimal> {
    let mut estimates: Vec<_> = job.estimates.iter().collect();
    estimates.sort_by_key(|estimate| std::cmp::Reverse(estimate.version));
    let quoted = estimates.into_iter().flat_map(|estimate| &estimate.lines);
    let mut quoted = quoted.chain(job.change_orders.iter().flat_map(|change| &change.lines));
    quoted.find(|quoted| quoted.id.as_ref() == Some(line))?.hours.map(|hours| hours.0)
}

/// The lines that time may name: those of every estimate version and change order.
pub fn lines(job: &Job) -> BTreeSet<&ItemId> {
    let estimates = job.estimates.iter().flat_map(|estimate| &estimate.lines);
    let changes = job.change_orders.iter().flat_map(|change| &change.lines);
    estimates.chain(changes).filter_map(|line| line.id.as_ref()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(typed: &str) -> String {
        hours(typed).map_or_else(|why| why, |hours| hours.to_string())
    }

    #[test]
    fn hours_are_decimals_and_keep_their_digits() {
        for plain in ["2.5", "0.25", "8", "24", "7.50", "1.3333"] {
            assert_eq!(said(plain), plain);
        }
        assert_eq!(said(" 2.5 "), "2.5");
    }

    #[test]
    fn what_was_meant_is_named_and_never_taken() {
        // 1:30 is an hour and 30/60; 1:20 is 1 and 20/60 = 1.333…; 45 minutes are 45/60
        for (typed, meant) in [
            ("2,5", "2.5"),
            ("1:30", "1.5"),
            ("01:30:00", "1.5"),
            ("1:20", "1.33"),
            ("1h30", "1.5"),
            ("1 h 30 min", "1.5"),
            ("2.5h", "2.5"),
            ("2 hours", "2"),
            ("90min", "1.5"),
            ("45m", "0.75"),
            ("๒.๕", "2.5"),
        ] {
            assert_eq!(said(typed), format!("write hours as a decimal number: `{meant}`"), "{typed}");
        }
    }

    #[test]
    fn what_no_day_has_is_refused() {
        for wrong in ["0", "0.00", "-2", "-0.5"] {
            assert!(said(wrong).starts_with("nobody works"), "{wrong}");
        }
        for wrong in ["24.25", "25", "250"] {
            assert!(said(wrong).starts_with("a day has 24 hours"), "{wrong}");
        }
        assert_eq!(said("1.333333"), "round it: `1.33`");
        assert_eq!(said("=A1*24"), "it is a formula: save the file with its values");
        // a decimal number it is, and far more than a day has
        assert!(said(&"1".repeat(40)).starts_with("a day has 24 hours"));
        assert_eq!(said(&format!("2.5{}1", "0".repeat(40))), "round it: `2.50`");
        for wrong in ["", "NaN", "1e3", "1e400", "two", "1_0", "+2", "½", "1:2:3:4:x", ":", "h", "m"] {
            assert!(said(wrong).starts_with("write hours as a decimal number"), "{wrong}: {}", said(wrong));
        }
    }
}
