//! Time as people type it, and what speaks against booking it on a job: for the verbs and for the rules, so that they cannot disagree.

use super::job::Job;
use super::timesheet::TimeEntry;
use super::workflow::{Stage, Workflow};
use crate::values::{Amount, Day, Decimal, ItemId, PersonId, hours_meant};
use std::collections::{BTreeMap, BTreeSet};

/// The hours that a day has.
pub const A_DAY: Decimal = Decimal::from_parts(24, 0, 0, false, 0);
/// More digits behind the point than this are a spreadsheet's, not a person's.
const DIGITS: u32 = 4;

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
        Some(HoursFault::Nothing) => Err("nothing was worked: write how long it took, like `2.5`".to_owned()),
        Some(fault @ HoursFault::Below) => Err(format!("nobody works less than nothing: {}", fault.help())),
        Some(fault) => Err(fault.help()),
        None => Ok(hours),
    }
}

/// Why a number is none of hours that somebody worked on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HoursFault {
    /// None at all.
    Nothing,
    /// Less than that: they take time off again.
    Below,
    /// More than a day has.
    Above,
    /// More digits than anybody measures; what they come to, rounded.
    Digits(Decimal),
}

impl HoursFault {
    /// What is wrong with so many hours.
    pub fn message(self, hours: Decimal) -> String {
        match self {
            HoursFault::Nothing => "0 hours: nothing was worked".to_owned(),
            HoursFault::Below => format!("{hours} hours: nobody works less than nothing"),
            HoursFault::Above => format!("{hours} hours: a day has {A_DAY}"),
            HoursFault::Digits(_) => format!("{hours} hours: nobody measures time so finely"),
        }
    }

    /// What to write.
    pub fn help(self) -> String {
        match self {
            HoursFault::Nothing => "write how long it took, or take the entry out".to_owned(),
            HoursFault::Below => "mend the entry that is wrong instead of taking time off again".to_owned(),
            HoursFault::Above => "a day has 24 hours: book each day by itself".to_owned(),
            HoursFault::Digits(rounded) => format!("round it: `{rounded}`"),
        }
    }

    /// Whether a sum with such hours in it is wrong: no hours add nothing, and too many digits are counted as they stand.
    fn spoils_sums(self) -> bool {
        matches!(self, HoursFault::Below | HoursFault::Above)
    }
}

/// What is wrong with hours that are written as a number; `None` where nothing is.
pub fn fault(hours: Decimal) -> Option<HoursFault> {
    match () {
        () if hours.is_zero() => Some(HoursFault::Nothing),
        () if hours.is_sign_negative() => Some(HoursFault::Below),
        () if A_DAY < hours => Some(HoursFault::Above),
        () if DIGITS < hours.scale() && DIGITS < hours.normalize().scale() => {
            Some(HoursFault::Digits(hours.round_dp(2)))
        }
        () => None,
    }
}

/// The entries of one person's month that nobody can have worked, and that no sum may hold.
#[derive(Clone, Debug, Default)]
pub struct Impossible {
    /// By the places of the entries, in their order.
    whys: Vec<(usize, String)>,
}

impl Impossible {
    /// Hours below nothing, more than a day has, and all those of a day that together have more: which of them is wrong nobody can tell.
    pub fn of(person: &PersonId, entries: &[TimeEntry]) -> Impossible {
        let mut whys = Vec::new();
        // an upper bound: what is of one day of any month is added up
        let mut bounds = [Decimal::ZERO; 32];
        for (at, entry) in entries.iter().enumerate() {
            let hours = entry.hours.0;
            if let Some(fault) = fault(hours).filter(|fault| fault.spoils_sums()) {
                whys.push((at, format!("`{person}` on {}: {}", entry.date, fault.message(hours))));
            } else {
                let bound = &mut bounds[entry.date.of_month()];
                *bound = bound.saturating_add(hours);
            }
        }
        if bounds.iter().any(|bound| A_DAY < *bound) {
            whys.extend(of_long_days(person, entries));
            whys.sort_by_key(|(at, _)| *at);
        }
        Impossible { whys }
    }

    /// Why an entry is none; `None` where it may be counted.
    pub fn why(&self, entry: usize) -> Option<&str> {
        if self.whys.is_empty() {
            return None;
        }
        let at = self.whys.binary_search_by_key(&entry, |(at, _)| *at).ok()?;
        Some(&self.whys[at].1)
    }

    /// Every one, with its place among the entries.
    pub fn all(self) -> impl Iterator<Item = (usize, String)> {
        self.whys.into_iter()
    }
}

/// Entries that may each be, of days on which all of them together cannot.
fn of_long_days(person: &PersonId, entries: &[TimeEntry]) -> Vec<(usize, String)> {
    let each =
        || entries.iter().enumerate().filter(|(_, entry)| fault(entry.hours.0).is_none_or(|one| !one.spoils_sums()));
    let mut days: BTreeMap<Day, Decimal> = BTreeMap::new();
    for (_, entry) in each() {
        let sum = days.entry(entry.date).or_default();
        *sum = sum.saturating_add(entry.hours.0);
    }
    let told = |(at, entry): (usize, &TimeEntry)| {
        let sum = days.get(&entry.date).filter(|sum| A_DAY < **sum)?;
        Some((at, format!("`{person}` has {sum} hours on {}, and a day has {A_DAY}", entry.date)))
    };
    each().filter_map(told).collect()
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
        for wrong in ["0", "0.00", "-0"] {
            assert!(said(wrong).starts_with("nothing was worked"), "{wrong}");
        }
        for wrong in ["-2", "-0.5"] {
            assert!(said(wrong).starts_with("nobody works less than nothing"), "{wrong}");
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

    #[test]
    fn what_no_day_has_is_in_no_sum_and_what_is_beside_it_is() {
        let entry = |(day, hours): &(&str, &str)| format!("{{date: {day}, job: ACME-0001, hours: {hours}}}");
        let whys = |all: &[(&str, &str)]| -> Vec<(usize, String)> {
            let text = format!("[{}]", all.iter().map(entry).collect::<Vec<_>>().join(","));
            let entries: Vec<TimeEntry> = serde_yaml::from_str(&text).expect("entries");
            let ann = PersonId::parse("ann").expect("an id");
            let all = Impossible::of(&ann, &entries);
            assert!((0..entries.len()).all(|at| all.why(at).is_some() == all.whys.iter().any(|(one, _)| *one == at)));
            all.all().collect()
        };
        let said = |at: usize, why: &str| (at, why.to_owned());
        // 24 h are a day; so many again are of another month
        assert_eq!(whys(&[("2026-11-02", "20"), ("2026-11-02", "4"), ("2026-12-02", "24"), ("2026-11-03", "0")]), []);
        // 8 h of the same day stay what they are beside 1,000 that nobody worked
        let alone = said(1, "`ann` on 2026-11-02: 1000 hours: a day has 24");
        assert_eq!(whys(&[("2026-11-02", "8"), ("2026-11-02", "1000"), ("2026-11-03", "8")]), [alone]);
        let below = said(0, "`ann` on 2026-11-02: -8 hours: nobody works less than nothing");
        assert_eq!(whys(&[("2026-11-02", "-8"), ("2026-11-02", "20")]), [below]);
        // 15 + 9.5 = 24.5: either may be the wrong one
        let both = "`ann` has 24.5 hours on 2026-11-02, and a day has 24";
        let days = [("2026-11-02", "15"), ("2026-11-03", "15"), ("2026-11-02", "9.5")];
        assert_eq!(whys(&days), [said(0, both), said(2, both)]);
        let most = "79228162514264337593543950335";
        assert_eq!(whys(&[("2026-11-02", most), ("2026-11-02", most)]).len(), 2);
    }
}
