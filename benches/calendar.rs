//! What a due date costs: `cargo bench --bench calendar`. The calendar's arithmetic on one core against going from day to day, in one run,
//! over the same dates, in weeks of three shapes with thirty years of holidays; every answer of both is compared.

#![expect(clippy::disallowed_methods, reason = "a bench takes time")]

use fastrand::Rng;
use std::collections::HashSet;
use std::hint::black_box;
use std::io::Write as _;
use std::time::Instant;
use suits::config::CalendarFacts;
use suits::domain::calendar::Calendar;
use suits::values::Day;

/// Dates that each way is asked about in one go, and how many goes the median is of.
const DATES: usize = 200_000;
const GOES: usize = 9;
/// Due dates a second, at least.
const WANTED: f64 = 10e6;

/// A week, its days off, and what is asked of it: a day, and how many working days from there.
struct Year {
    facts: CalendarFacts,
    off: HashSet<Day>,
    calendar: Calendar,
    asked: Vec<(Day, u32)>,
}

fn main() {
    for (name, days) in [("a stage of 1 to 20 days", 1..=20), ("a job of 20 to 250 days", 20..=250)] {
        compare(name, days);
    }
}

fn compare(name: &str, days: std::ops::RangeInclusive<u32>) {
    let mut rng = Rng::with_seed(29);
    let first = Day::parse("2010-01-01").expect("a day");
    let weeks = [[1, 1, 1, 1, 1, 0, 0], [1, 1, 1, 1, 1, 1, 0], [1, 1, 1, 1, 0, 0, 1]];
    let years: Vec<Year> = weeks
        .iter()
        .map(|week| {
            let holidays: Vec<Day> = (0..12 * 30).map(|_| first.plus(rng.i64(0..30 * 365))).collect();
            let asked = (0..DATES).map(|_| (first.plus(rng.i64(0..25 * 365)), rng.u32(days.clone()))).collect();
            let facts = CalendarFacts { work_week: week.map(|day| day == 1), holidays, holiday_files: Vec::new() };
            Year { off: facts.holidays.iter().copied().collect(), calendar: Calendar::new(&facts), facts, asked }
        })
        .collect();
    say(&format!("{name}, {} dates in weeks of 5 and 6 days and from Sunday to Thursday", DATES * years.len()));
    race(
        "due dates",
        &years,
        |year, day, days| year.calendar.add(day, days),
        |year, day, days| year.walk(day, days, 1),
    );
    race(
        "sums back",
        &years,
        |year, day, days| year.calendar.subtract(day, days),
        |year, day, days| year.walk(day, days, -1),
    );
    race(
        "counts",
        &years,
        |year, day, days| year.calendar.working_days_between(day, day.plus(i64::from(days))),
        |year, day, days| (1..=i64::from(days)).map(|step| i64::from(year.is_worked(day.plus(step)))).sum(),
    );
}

impl Year {
    fn is_worked(&self, day: Day) -> bool {
        let weekday = usize::try_from(day.weekday().num_days_from_monday()).expect("small");
        self.facts.work_week[weekday] && !self.off.contains(&day)
    }

    /// From day to day, as on a wall calendar.
    fn walk(&self, day: Day, days: u32, direction: i64) -> Day {
        let mut at = day;
        while !self.is_worked(at) {
            at = at.plus(direction);
        }
        for _ in 0..days {
            at = at.plus(direction);
            while !self.is_worked(at) {
                at = at.plus(direction);
            }
        }
        at
    }
}

/// Both ways in turn, so many times: the median of each, and of their ratio.
fn race<T: PartialEq + std::fmt::Debug>(
    what: &str,
    years: &[Year],
    ours: impl Fn(&Year, Day, u32) -> T,
    by_day: impl Fn(&Year, Day, u32) -> T,
) {
    for year in years {
        for &(day, days) in year.asked.iter().step_by(7) {
            assert_eq!(ours(year, day, days), by_day(year, day, days), "{day} {days}");
        }
    }
    let (mut fast, mut slow, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..GOES {
        let (one, other) = (spent(years, &ours), spent(years, &by_day));
        fast.push(one);
        slow.push(other);
        ratios.push(other / one);
    }
    let [fast, slow, ratio] = [fast, slow, ratios].map(|mut values| {
        values.sort_by(f64::total_cmp);
        values[values.len() / 2]
    });
    let wanted = if what == "due dates" { format!(" (at least {:.0} million)", WANTED / 1e6) } else { String::new() };
    say(&format!(
        "  {what}: {:.1} million a second{wanted}; from day to day {:.2} million; ratio {ratio:.1}",
        1e-6 / fast,
        1e-6 / slow
    ));
}

/// Seconds that one answer takes.
fn spent<T>(years: &[Year], answer: impl Fn(&Year, Day, u32) -> T) -> f64 {
    let begun = Instant::now();
    for year in years {
        for &(day, days) in &year.asked {
            black_box(answer(year, black_box(day), black_box(days)));
        }
    }
    let count: usize = years.iter().map(|year| year.asked.len()).sum();
    begun.elapsed().as_secs_f64() / f64::from(u32::try_from(count).expect("small"))
}

fn say(line: &str) {
    writeln!(std::io::stdout(), "{line}").expect("prints");
}
