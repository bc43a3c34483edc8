//! The office's days: weekends are off, and the holidays that its `suits.toml` names.

use suits::values::{Day, Weekday};

/// The first day of the book.
pub(crate) fn first() -> Day {
    Day::ymd(2017, 1, 2).expect("a day")
}

/// The day the book was left.
pub(crate) fn last() -> Day {
    Day::ymd(2026, 12, 1).expect("a day")
}

/// Whether the office is closed.
fn is_off(day: Day) -> bool {
    let holidays = ["2025-12-24", "2025-12-25", "2026-12-24", "2026-12-25"];
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun) || holidays.contains(&day.to_string().as_str())
}

/// The day itself, or the working day after it.
pub(crate) fn working(day: Day) -> Day {
    (0..7).map(|days| day.plus(days)).find(|day| !is_off(*day)).unwrap_or(day)
}

/// So many working days later.
pub(crate) fn later(day: Day, count: u32) -> Day {
    (0..count).fold(working(day), |day, _| working(day.next()))
}
