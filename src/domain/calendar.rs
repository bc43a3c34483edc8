//! Working days: a work week and its holidays. Knows no handoffs and whose calendar it is.
//!
//! Everything here is counting. Days of the work week are numbered without looking at a calendar: whole weeks times their days, and a
//! table for the rest. Holidays are kept with the number of working days before each, so that the way from a day to its number, and back from a number to its
//! day, is one division and one search among the holidays, however far apart two days are.

use crate::config::CalendarFacts;
use crate::values::Day;
use chrono::{Datelike as _, NaiveDate};

/// Which days are worked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    work_week: [bool; 7],
    /// How many days of the work week there are from Monday through each day of the week.
    through: [i32; 7],
    /// Which days of the week are worked, Monday being 0; as many as count are meant.
    worked: [i32; 7],
    /// Sorted, each once, none on a day that is not worked anyway.
    holidays: Vec<i32>,
    /// How many working days there are before each holiday, since the first Monday that is counted from.
    before: Vec<i32>,
}

/// More working days than there are days that can be written.
const FOREVER: i32 = 4_000_000;

impl Calendar {
    /// The calendar of a work week and its days off.
    pub fn new(facts: &CalendarFacts) -> Calendar {
        let (mut through, mut worked, mut days) = ([0; 7], [0; 7], 0);
        for (index, weekday) in (0..7).enumerate() {
            if facts.work_week[index] {
                worked[usize::try_from(days).unwrap_or(0)] = weekday;
                days += 1;
            }
            through[index] = days;
        }
        let mut calendar =
            Calendar { work_week: facts.work_week, through, worked, holidays: Vec::new(), before: Vec::new() };
        let mut holidays: Vec<i32> = facts.holidays.iter().map(|&day| number(day)).collect();
        holidays.retain(|&day| calendar.in_week(day));
        holidays.sort_unstable();
        holidays.dedup();
        calendar.before = (1..).zip(&holidays).map(|(nth, &day)| calendar.week_days(day) - nth).collect();
        calendar.holidays = holidays;
        calendar
    }

    /// How many days of a week are worked.
    pub fn days_a_week(&self) -> i32 {
        self.through[6]
    }

    /// Whether the office works on a day.
    pub fn is_working(&self, day: Day) -> bool {
        let day = number(day);
        self.in_week(day) && self.holidays.binary_search(&day).is_err()
    }

    /// The day itself if it is worked, else the next one that is. A calendar without a work week gives the day back.
    #[must_use]
    pub fn roll(&self, day: Day) -> Day {
        self.add(day, 0)
    }

    /// F29: `days` working days after a request on `day`: day 0 rolls forward to a working day, then so many are stepped. Three from a Saturday is Thursday.
    #[must_use]
    pub fn add(&self, day: Day, days: u32) -> Day {
        let first = self.working_days(number(day) - 1) + 1;
        self.nth(first + i32::try_from(days).unwrap_or(FOREVER).min(FOREVER)).unwrap_or(day)
    }

    /// `days` working days before `day`: what is not worked rolls back to a working day, then so many are stepped back.
    #[must_use]
    pub fn subtract(&self, day: Day, days: u32) -> Day {
        let last = self.working_days(number(day));
        self.nth(last - i32::try_from(days).unwrap_or(FOREVER).min(FOREVER)).unwrap_or(day)
    }

    /// The `days`-th working day after `day`, which itself need not be one; `day` for none.
    #[must_use]
    pub fn step(&self, day: Day, days: i64) -> Day {
        if days <= 0 {
            return day;
        }
        let steps = i32::try_from(days).unwrap_or(FOREVER).min(FOREVER);
        self.nth(self.working_days(number(day)) + steps).unwrap_or(day)
    }

    /// Working days in (`after`, `through`]; 0 where there are none between.
    pub fn working_days_between(&self, after: Day, through: Day) -> i64 {
        if through <= after {
            return 0;
        }
        i64::from(self.working_days(number(through)) - self.working_days(number(after)))
    }

    /// Working days from one day to a due: 0 on the day itself, and below 0 for days late.
    pub fn days_to(&self, day: Day, due: Day) -> i64 {
        if due < day { -self.working_days_between(due, day) } else { self.working_days_between(day, due) }
    }

    fn in_week(&self, day: i32) -> bool {
        self.work_week[weekday(day)]
    }

    /// Days of the work week through a day, holidays not looked at.
    fn week_days(&self, day: i32) -> i32 {
        day.div_euclid(7) * self.through[6] + self.through[weekday(day)]
    }

    /// Working days through a day.
    fn working_days(&self, day: i32) -> i32 {
        self.week_days(day) - count(self.holidays.partition_point(|&holiday| holiday <= day))
    }

    /// The working day of a number, kept within the years that can be written; none in a calendar without a work week.
    fn nth(&self, wanted: i32) -> Option<Day> {
        let a_week = self.through[6];
        if a_week == 0 {
            return None;
        }
        // every holiday with fewer working days before it than are wanted lies on the way
        let passed = count(self.before.partition_point(|&before| before < wanted));
        let earlier = wanted + passed - 1;
        let weekday = self.worked[usize::try_from(earlier.rem_euclid(a_week)).unwrap_or(0)];
        let day = earlier.div_euclid(a_week) * 7 + weekday;
        let kept = NaiveDate::from_num_days_from_ce_opt(day + 1).map(Day::new).filter(|day| Day::FIRST <= *day);
        Some(match kept {
            Some(day) => day.min(Day::LAST),
            None if day < 0 => Day::FIRST,
            None => Day::LAST,
        })
    }
}

/// Days since the first of January of year 1, which was a Monday.
fn number(day: Day) -> i32 {
    day.date().num_days_from_ce() - 1
}

/// 0 for a Monday.
fn weekday(day: i32) -> usize {
    usize::try_from(day.rem_euclid(7)).unwrap_or(0)
}

fn count(number: usize) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).expect("a day")
    }

    fn calendar(work_week: [bool; 7], holidays: &[&str]) -> Calendar {
        let holidays = holidays.iter().map(|text| day(text)).collect();
        Calendar::new(&CalendarFacts { work_week, holidays, holiday_files: Vec::new() })
    }

    fn office(holidays: &[&str]) -> Calendar {
        calendar([true, true, true, true, true, false, false], holidays)
    }

    /// Day by day, as one would on a wall calendar: the other way to the same count.
    fn by_hand(calendar: &Calendar, after: Day, through: Day) -> i64 {
        let (mut at, mut sum) = (after, 0);
        while at < through {
            at = at.next();
            sum += i64::from(calendar.is_working(at));
        }
        sum
    }

    #[test]
    fn three_working_days_from_each_day_of_a_week() {
        // 2026-12-07 is a Monday. Mon>Thu, Tue>Fri, Wed>Mon, Thu>Tue, Fri>Wed; Saturday and Sunday roll to Monday, so Thursday.
        let office = office(&[]);
        let due: Vec<String> =
            (7..14).map(|at| office.add(Day::ymd(2026, 12, at).expect("a day"), 3).to_string()).collect();
        assert_eq!(
            due,
            ["2026-12-10", "2026-12-11", "2026-12-14", "2026-12-15", "2026-12-16", "2026-12-17", "2026-12-17"]
        );
    }

    #[test]
    fn no_days_are_the_day_itself_rolled_to_a_working_day() {
        let office = office(&["2026-12-07"]);
        assert_eq!(office.add(day("2026-12-04"), 0), day("2026-12-04"));
        // Saturday, Sunday, and Monday off.
        assert_eq!(office.add(day("2026-12-05"), 0), day("2026-12-08"));
        assert_eq!(office.add(day("2026-12-05"), 1), day("2026-12-09"));
    }

    #[test]
    fn ten_days_from_the_kick_off_of_the_record_format_are_the_eighth_of_december() {
        assert_eq!(office(&["2026-12-24", "2026-12-25"]).add(day("2026-11-24"), 10), day("2026-12-08"));
    }

    #[test]
    fn the_turn_of_the_year_leaves_its_holidays_out() {
        // From Wed 23 Dec: 28, 29, 30, 31 Dec are days 1 to 4 (24 and 25 off, a weekend); 1 Jan off, a weekend; Mon 4 Jan is day 5.
        let office = office(&["2026-12-24", "2026-12-25", "2027-01-01", "2027-01-06"]);
        assert_eq!(office.add(day("2026-12-23"), 5), day("2027-01-04"));
        assert_eq!(office.subtract(day("2027-01-04"), 5), day("2026-12-23"));
        assert_eq!(office.working_days_between(day("2026-12-23"), day("2027-01-06")), 6);
    }

    #[test]
    fn days_to_a_due_are_below_nothing_once_it_is_past() {
        // Friday 4, Monday 7 off, Tuesday 8, Wednesday 9
        let office = office(&["2026-12-07"]);
        let left = |on: &str| office.days_to(day(on), day("2026-12-08"));
        let told = ["2026-12-03", "2026-12-04", "2026-12-06", "2026-12-08", "2026-12-09", "2026-12-13"].map(left);
        assert_eq!(told, [2, 1, 1, 0, -1, -3]);
        // a due on a day off is past by no day before somebody works again
        assert_eq!(
            ["2026-12-06", "2026-12-07", "2026-12-08"].map(|on| office.days_to(day(on), day("2026-12-05"))),
            [0, 0, -1]
        );
    }

    #[test]
    fn a_holiday_on_a_free_day_or_written_twice_counts_once_at_most() {
        let office = office(&["2026-12-06", "2026-12-08", "2026-12-08"]);
        assert_eq!(office.working_days_between(day("2026-12-04"), day("2026-12-11")), 4);
    }

    #[test]
    fn a_week_can_have_any_shape() {
        // Sunday to Thursday. From Thu 2026-12-10, one working day is Sun 13.
        let gulf = calendar([true, true, true, true, false, false, true], &[]);
        assert_eq!(gulf.add(day("2026-12-10"), 1), day("2026-12-13"));
        let never = calendar([false; 7], &["2026-12-07"]);
        assert_eq!(never.add(day("2026-12-05"), 3), day("2026-12-05"));
        assert_eq!(never.subtract(day("2026-12-05"), 3), day("2026-12-05"));
        assert_eq!(never.working_days_between(day("2020-01-01"), day("2030-01-01")), 0);
    }

    #[test]
    fn counting_in_closed_form_is_counting_day_by_day() {
        let weeks: Vec<[bool; 7]> = (0..128_u32).map(|bits| std::array::from_fn(|at| bits & (1 << at) != 0)).collect();
        let holidays = ["2026-12-24", "2026-12-25", "2026-12-26", "2027-01-01", "2027-01-06", "2027-03-26"];
        for week in weeks {
            let calendar = calendar(week, &holidays);
            let from = day("2026-12-17");
            for start in 0..15 {
                for length in 0..40 {
                    let (after, through) = (from.plus(start), from.plus(start + length));
                    let expected = by_hand(&calendar, after, through);
                    assert_eq!(calendar.working_days_between(after, through), expected, "{week:?} {after} {through}");
                }
            }
        }
    }

    #[test]
    fn stepping_lands_on_the_day_that_counting_says() {
        let holidays = ["2026-12-20", "2026-12-24", "2026-12-25", "2026-12-28", "2026-12-29"];
        for bits in 1..128_u32 {
            let calendar = calendar(std::array::from_fn(|at| bits & (1 << at) != 0), &holidays);
            for start in 0..14 {
                let from = day("2026-12-13").plus(start);
                for days in 0..12 {
                    let landed = calendar.add(from, days);
                    assert!(calendar.is_working(landed));
                    assert_eq!(by_hand(&calendar, from.plus(-1), landed), i64::from(days) + 1, "{bits} {from} {days}");
                    let back = calendar.subtract(from, days);
                    assert!(calendar.is_working(back));
                    assert_eq!(by_hand(&calendar, back.plus(-1), from), i64::from(days) + 1, "{bits} {from} -{days}");
                    let later = calendar.step(from, i64::from(days));
                    assert_eq!(by_hand(&calendar, from, later), i64::from(days), "{bits} {from} +{days}");
                    assert!(calendar.is_working(later) || days == 0);
                }
            }
        }
    }

    #[test]
    fn the_ends_of_the_calendar_are_the_ends() {
        let office = office(&["0000-01-03", "9999-12-31"]);
        for days in [400, u32::MAX] {
            assert_eq!(office.add(day("9999-12-30"), days), Day::LAST);
            assert_eq!(office.step(day("9999-12-30"), i64::from(days)), Day::LAST);
            assert_eq!(office.subtract(day("0000-01-06"), days), Day::FIRST);
        }
        // 9999-12-31 is a Friday, and off; 0000-01-01 a Saturday, and Monday the third off.
        assert_eq!(office.roll(Day::LAST), Day::LAST);
        assert_eq!(office.subtract(day("0000-01-03"), 0), Day::FIRST);
        assert_eq!(office.subtract(day("0000-01-05"), 1), day("0000-01-04"));
        assert_eq!(office.working_days_between(Day::FIRST, day("0000-01-07")), 4);
        assert_eq!(office.step(day("2026-12-04"), -1), day("2026-12-04"));
    }

    #[test]
    fn the_centuries_are_counted_as_well_as_a_week() {
        // 400 years are 20,871 weeks of five days.
        assert_eq!(office(&[]).working_days_between(day("2000-01-01"), day("2400-01-01")), 104_355);
        assert_eq!(office(&[]).subtract(day("2399-12-31"), 104_354), day("2000-01-03"));
    }
}
