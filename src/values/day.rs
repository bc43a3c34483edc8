//! Days and months, strictly as `YYYY-MM-DD` and `YYYY-MM`. Working days are the calendar's business, not a day's.

use chrono::{Datelike, Days, NaiveDate};
use serde::de::{self, Deserialize, Deserializer, Visitor};
use std::fmt;

pub use chrono::Weekday;

/// A calendar day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Day(NaiveDate);

impl Day {
    /// The first day of 1970: what an answer is about that no day was asked for.
    pub const EPOCH: Day = Day(NaiveDate::from_ymd_opt(1970, 1, 1).expect("a day"));

    /// The first day that can be written.
    pub const FIRST: Day = Day(NaiveDate::from_ymd_opt(0, 1, 1).expect("a day"));

    /// The last day that can be written: by then everything that a record says has happened.
    pub const LAST: Day = Day(NaiveDate::from_ymd_opt(9999, 12, 31).expect("a day"));

    /// The day of a date.
    pub fn new(date: NaiveDate) -> Day {
        Day(date)
    }

    /// A day by its numbers; `None` for one that does not exist.
    pub fn ymd(year: i32, month: u32, day: u32) -> Option<Day> {
        NaiveDate::from_ymd_opt(year, month, day).map(Day)
    }

    /// Reads exactly `YYYY-MM-DD`: ten characters, no blanks, a day that exists.
    pub fn parse(text: &str) -> Option<Day> {
        let &[y0, y1, y2, y3, b'-', m0, m1, b'-', d0, d1] = text.as_bytes() else { return None };
        let year = number(&[y0, y1, y2, y3])?;
        Day::ymd(i32::try_from(year).ok()?, number(&[m0, m1])?, number(&[d0, d1])?)
    }

    /// The date, for calendar arithmetic.
    pub fn date(self) -> NaiveDate {
        self.0
    }

    /// The day of the week.
    pub fn weekday(self) -> Weekday {
        self.0.weekday()
    }

    /// Its week by ISO 8601, from Monday to Sunday: `2026-W49`.
    pub fn week(self) -> String {
        let week = self.0.iso_week();
        format!("{:04}-W{:02}", week.year(), week.week())
    }

    /// Which day of its month it is, from 1 to 31.
    pub fn of_month(self) -> usize {
        usize::try_from(self.0.day()).unwrap_or(0)
    }

    /// Its month.
    pub fn month(self) -> Month {
        Month { year: self.0.year(), month: self.0.month() }
    }

    /// Calendar days later (or earlier, for a negative count), kept within the years that can be written.
    #[must_use]
    pub fn plus(self, days: i64) -> Day {
        let step = Days::new(days.unsigned_abs());
        let moved = if days < 0 { self.0.checked_sub_days(step) } else { self.0.checked_add_days(step) };
        let edge = if days < 0 { Day::FIRST } else { Day::LAST };
        moved.filter(|date| (0..=9999).contains(&date.year())).map_or(edge, Day)
    }

    /// The day after.
    #[must_use]
    pub fn next(self) -> Day {
        self.plus(1)
    }

    /// Calendar days from `earlier` to this one.
    pub fn days_since(self, earlier: Day) -> i64 {
        (self.0 - earlier.0).num_days()
    }
}

fn number(digits: &[u8]) -> Option<u32> {
    digits.iter().try_fold(0, |sum, &digit| digit.is_ascii_digit().then(|| sum * 10 + u32::from(digit - b'0')))
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{:04}-{:02}-{:02}", self.0.year(), self.0.month(), self.0.day()))
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Day, D::Error> {
        deserializer.deserialize_newtype_struct("Day", Text("a date like 2026-12-04", Day::parse))
    }
}

/// A calendar month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Month {
    /// The year.
    pub year: i32,
    /// 1 to 12.
    pub month: u32,
}

impl Month {
    /// Reads exactly `YYYY-MM`.
    pub fn parse(text: &str) -> Option<Month> {
        let &[y0, y1, y2, y3, b'-', m0, m1] = text.as_bytes() else { return None };
        let (year, month) = (number(&[y0, y1, y2, y3])?, number(&[m0, m1])?);
        (1..=12).contains(&month).then_some(Month { year: i32::try_from(year).ok()?, month })
    }

    /// Its first day.
    pub fn first(self) -> Day {
        Day(NaiveDate::from_ymd_opt(self.year, self.month, 1).unwrap_or_default())
    }

    /// The month after.
    #[must_use]
    pub fn next(self) -> Month {
        if self.month == 12 { Month { year: self.year + 1, month: 1 } } else { Month { month: self.month + 1, ..self } }
    }

    /// Months later, or earlier for a negative count, kept within the years that can be written.
    #[must_use]
    pub fn plus(self, months: i64) -> Month {
        let index = (self.index() + months).clamp(0, 9999 * 12 + 11);
        let year = i32::try_from(index.div_euclid(12)).unwrap_or_default();
        Month { year, month: u32::try_from(index.rem_euclid(12)).unwrap_or_default() + 1 }
    }

    /// Months from `earlier` to this one.
    pub fn since(self, earlier: Month) -> i64 {
        self.index() - earlier.index()
    }

    fn index(self) -> i64 {
        i64::from(self.year) * 12 + i64::from(self.month) - 1
    }

    /// Its last day.
    pub fn last(self) -> Day {
        self.next().first().plus(-1)
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{:04}-{:02}", self.year, self.month))
    }
}

impl<'de> Deserialize<'de> for Month {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Month, D::Error> {
        deserializer.deserialize_newtype_struct("Month", Text("a month like 2026-12", Month::parse))
    }
}

/// Reads a value from a text by a function, and says what was expected.
pub(super) struct Text<T>(pub(super) &'static str, pub(super) fn(&str) -> Option<T>);

impl<'de, T> Visitor<'de> for Text<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<T, E> {
        (self.1)(text).ok_or_else(|| E::invalid_value(de::Unexpected::Str(text), &self))
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        deserializer.deserialize_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_exact_form_is_a_day() {
        assert_eq!(Day::parse("2026-02-28").map(|day| day.to_string()).as_deref(), Some("2026-02-28"));
        for wrong in
            ["2026-2-3", " 2026-02-03", "+2026-02-03", "20260203", "2026-02-30", "2026-13-01", "２026-02-03", ""]
        {
            assert_eq!(Day::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn days_stop_at_the_edge_of_the_calendar() {
        let last = Day::ymd(9999, 12, 31).expect("exists");
        assert_eq!(last.plus(5), last);
        assert_eq!(Day::ymd(2026, 12, 31).expect("exists").next().to_string(), "2027-01-01");
    }

    #[test]
    fn a_week_belongs_to_the_year_of_its_thursday() {
        let week = |text: &str| Day::parse(text).expect("a day").week();
        assert_eq!(["2026-12-01", "2027-01-03", "2027-01-04"].map(week), ["2026-W49", "2026-W53", "2027-W01"]);
    }

    #[test]
    fn a_month_ends_before_the_next_one() {
        assert_eq!(Month::parse("2028-02").expect("reads").last().to_string(), "2028-02-29");
        assert_eq!(Month::parse("2028-13"), None);
    }

    #[test]
    fn months_run_over_into_other_years() {
        let month = |text: &str| Month::parse(text).expect("a month");
        assert_eq!(month("2026-11").plus(3), month("2027-02"));
        assert_eq!(month("2026-01").plus(-1), month("2025-12"));
        assert_eq!(month("2027-02").since(month("2026-11")), 3);
        assert_eq!(month("9999-12").plus(1), month("9999-12"));
    }
}
