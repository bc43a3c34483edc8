//! Days without a calendar: weekends are off, holidays are not known here.

use suits::values::{Day, Weekday};

/// The first day of the book.
pub(crate) fn first() -> Day {
    Day::ymd(2017, 1, 2).expect("a day")
}

/// The day the book was left.
pub(crate) fn last() -> Day {
    Day::ymd(2026, 12, 1).expect("a day")
}

/// The day itself, or the Monday after it.
pub(crate) fn working(day: Day) -> Day {
    match day.weekday() {
        Weekday::Sat => day.plus(2),
        Weekday::Sun => day.plus(1),
        _ => day,
    }
}

/// So many working days later.
pub(crate) fn later(day: Day, count: u32) -> Day {
    (0..count).fold(working(day), |day, _| working(day.next()))
}
