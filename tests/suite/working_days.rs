//! The calendar against a table whose answers are not ours: `tests/vectors/working_days.csv`, which `tests/vectors/check.py` checks with
//! numpy. Rows with a remark were counted by hand as well; it says how.

use std::collections::BTreeMap;
use suits::config::CalendarFacts;
use suits::domain::calendar::Calendar;
use suits::values::Day;

const WEEK: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// The rows of a table, each by the names of its columns.
fn rows(text: &str) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    reader.deserialize().collect::<Result<_, _>>().expect("a table")
}

fn calendars() -> BTreeMap<String, Calendar> {
    let calendar = |row: BTreeMap<String, String>| {
        let worked: Vec<&str> = row["work_week"].split(' ').collect();
        let facts = CalendarFacts {
            work_week: WEEK.map(|day| worked.contains(&day)),
            holidays: row["holidays"].split_whitespace().map(|text| Day::parse(text).expect("a day")).collect(),
            holiday_files: Vec::new(),
        };
        (row["calendar"].clone(), Calendar::new(&facts))
    };
    rows(include_str!("../vectors/calendars.csv")).into_iter().map(calendar).collect()
}

#[test]
fn every_row_of_the_table_is_as_numpy_has_it() {
    let (calendars, mut by_hand, mut asked) = (calendars(), 0, 0);
    for (number, row) in (2..).zip(rows(include_str!("../vectors/working_days.csv"))) {
        let calendar = &calendars[&row["calendar"]];
        let day = |key: &str| Day::parse(&row[key]).expect("a day");
        let days: u32 = row["days"].parse().expect("a number");
        let between = calendar.working_days_between(day("day"), day("until"));
        let ours = [
            calendar.add(day("day"), days).to_string(),
            calendar.subtract(day("day"), days).to_string(),
            calendar.step(day("day"), i64::from(days)).to_string(),
            between.to_string(),
        ];
        let expected = ["due", "back", "after", "between"].map(|key| row[key].clone());
        assert_eq!(ours, expected, "row {number}: {} {} {days}", row["calendar"], row["day"]);
        (by_hand, asked) = (by_hand + usize::from(!row["by_hand"].is_empty()), asked + 1);
    }
    assert!(asked >= 200 && by_hand >= 24, "{asked} rows, {by_hand} of them by hand");
}

#[test]
fn what_is_stepped_forward_is_stepped_back() {
    // From a working day, so many days forward and as many back lead home, in every calendar of the table.
    for (name, calendar) in calendars() {
        for start in 0..400 {
            let from = calendar.roll(Day::ymd(2026, 4, 1).expect("a day").plus(start));
            for days in [0, 1, 2, 5, 40, 700] {
                let due = calendar.add(from, days);
                assert_eq!(calendar.subtract(due, days), from, "{name} {from} {days}");
                assert_eq!(calendar.working_days_between(from, due), i64::from(days), "{name} {from} {days}");
                assert_eq!(calendar.step(from, i64::from(days)), due, "{name} {from} {days}");
            }
        }
    }
}
