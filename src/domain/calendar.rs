//! Working days: a work week and its holidays, counted in closed form. Knows no handoffs and whose calendar it is.

use crate::config::CalendarFacts;
use crate::values::{Day, Weekday};

/// Which days are worked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    work_week: [bool; 7],
    /// Sorted, each once, none on a day that is not worked anyway.
    holidays: Vec<Day>,
}

impl Calendar {
    /// The calendar of a work week and its days off.
    pub fn new(facts: &CalendarFacts) -> Calendar {
        let mut calendar = Calendar { work_week: facts.work_week, holidays: Vec::new() };
        let mut holidays = facts.holidays.clone();
        holidays.retain(|&day| calendar.in_week(day));
        holidays.sort_unstable();
        holidays.dedup();
        calendar.holidays = holidays;
        calendar
    }

    /// Whether the office works on a day.
    pub fn is_working(&self, day: Day) -> bool {
        self.in_week(day) && self.holidays.binary_search(&day).is_err()
    }

    /// The day itself if it is worked, else the next one that is. A calendar without a work week gives the day back.
    #[must_use]
    pub fn roll(&self, day: Day) -> Day {
        if self.is_working(day) { day } else { self.step(day, 1) }
    }

    /// `days` working days after a request on `day`: day 0 rolls forward to a working day, then so many are stepped. Three from a Saturday is Thursday.
    #[must_use]
    pub fn add(&self, day: Day, days: u32) -> Day {
        self.step(self.roll(day), i64::from(days))
    }

    /// `days` working days before `day`: what is not worked rolls back to a working day, then so many are stepped back.
    #[must_use]
    pub fn subtract(&self, day: Day, days: u32) -> Day {
        let wanted = i64::from(days) + 1;
        self.nearest(day, -1, |candidate| self.working_days_between(candidate.plus(-1), day) >= wanted)
    }

    /// The `days`-th working day after `day`, which itself need not be one; `day` for none.
    #[must_use]
    pub fn step(&self, day: Day, days: i64) -> Day {
        if days <= 0 {
            return day;
        }
        self.nearest(day, 1, |candidate| self.working_days_between(day, candidate) >= days)
    }

    /// Working days in (`after`, `through`]; 0 where there are none between.
    pub fn working_days_between(&self, after: Day, through: Day) -> i64 {
        if through <= after {
            return 0;
        }
        let off =
            self.holidays.partition_point(|&day| day <= through) - self.holidays.partition_point(|&day| day <= after);
        self.week_days_between(after, through) - count(off)
    }

    /// The day nearest to `day`, in a direction, from which on a condition holds: doubling steps, then halving. The edge of the calendar where none does.
    fn nearest(&self, day: Day, direction: i64, holds: impl Fn(Day) -> bool) -> Day {
        if !self.work_week.contains(&true) {
            return day;
        }
        if holds(day) {
            return day;
        }
        let (mut short, mut far) = (0, 1);
        while !holds(day.plus(direction * far)) {
            if day.plus(direction * far) == day.plus(direction * (far + 1)) {
                return day.plus(direction * far);
            }
            short = far;
            far *= 2;
        }
        while far - short > 1 {
            let middle = short + (far - short) / 2;
            if holds(day.plus(direction * middle)) {
                far = middle;
            } else {
                short = middle;
            }
        }
        day.plus(direction * far)
    }

    fn in_week(&self, day: Day) -> bool {
        self.work_week[index(day.weekday())]
    }

    /// Days of the work week in (`after`, `through`], holidays not looked at: whole weeks, and the few days left over one by one.
    fn week_days_between(&self, after: Day, through: Day) -> i64 {
        let total = through.days_since(after);
        let (weeks, rest) = (total / 7, usize::try_from(total % 7).unwrap_or(0));
        let first = index(after.weekday());
        let left = (1..=rest).filter(|step| self.work_week[(first + step) % 7]).count();
        weeks * count(self.work_week.iter().filter(|&&works| works).count()) + count(left)
    }
}

fn index(weekday: Weekday) -> usize {
    usize::try_from(weekday.num_days_from_monday()).unwrap_or(0)
}

fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
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
        let calendar = calendar([true, false, true, true, true, false, false], &["2026-12-24", "2026-12-28"]);
        for start in 0..21 {
            let from = day("2026-12-10").plus(start);
            for days in 0..30 {
                let landed = calendar.add(from, days);
                assert!(calendar.is_working(landed));
                assert_eq!(by_hand(&calendar, from.plus(-1), landed), i64::from(days) + 1, "{from} {days}");
                let back = calendar.subtract(from, days);
                assert!(calendar.is_working(back));
                assert_eq!(by_hand(&calendar, back.plus(-1), from), i64::from(days) + 1, "{from} -{days}");
            }
        }
    }

    #[test]
    fn the_end_of_the_calendar_is_the_end() {
        assert_eq!(office(&[]).add(day("9999-12-30"), 400).to_string(), "9999-12-31");
    }
}
