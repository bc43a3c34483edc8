//! Dates as people type them: `fri`, `next fri`, `+3wd`, `eom`. Only ISO is stored, and with `--no-input` only ISO is taken.

use super::exit::Stop;
use crate::domain::calendar::Calendar;
use crate::values::{Day, Weekday};
use std::cell::RefCell;
use std::rc::Rc;

/// What a typed date is measured against.
pub(super) struct Dates<'a> {
    /// Today.
    pub today: Day,
    /// Whose working days `+3wd` counts.
    pub calendar: &'a Calendar,
    /// Whether only ISO dates are taken.
    pub iso_only: bool,
    /// What relative dates came to, to be said.
    pub echo: Echo,
}

/// What relative dates came to: a person who typed `fri` is told which Friday.
#[derive(Clone, Debug, Default)]
pub(super) struct Echo(Rc<RefCell<Vec<String>>>);

impl Echo {
    /// What is still to be said, once.
    pub(super) fn take(&self) -> Vec<String> {
        std::mem::take(&mut self.0.borrow_mut())
    }

    fn note(&self, typed: &str, day: Day) {
        let line = format!("`{typed}` is {} {day}", day.weekday());
        let mut lines = self.0.borrow_mut();
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
}

const FORMS: &str = "a date like 2026-12-04, `today`, `tomorrow`, `yesterday`, `fri`, `next fri`, `+3wd`, `+2d`, `+2w`, `+1m`, `eow` or `eom`";

impl Dates<'_> {
    /// The day that was meant with an argument, which is named where none was.
    pub(super) fn of_argument(&self, argument: &str, typed: &str) -> Result<Day, Stop> {
        self.parse(typed).map_err(|stop| match stop {
            Stop::Usage { code, message, hint } => {
                Stop::Usage { code, message: format!("`{argument}`: {message}"), hint }
            }
            stop => stop,
        })
    }

    /// The day that was meant.
    pub(super) fn parse(&self, typed: &str) -> Result<Day, Stop> {
        if let Some(day) = Day::parse(typed) {
            return Ok(day);
        }
        let wrong = |hint: &str| Stop::usage("bad-date", format_args!("`{typed}` is not a date"), hint);
        let meant: Vec<String> = Day::all_meant(typed).iter().map(|day| format!("`{day}`")).collect();
        match meant.as_slice() {
            [] => {}
            [one] => return Err(wrong(&format!("write {one}"))),
            several => return Err(wrong(&format!("write {}, whichever is meant", several.join(" or ")))),
        }
        if let Some(why) = no_such_day(typed) {
            let message = format!("`{typed}` is not a date: {why}");
            return Err(Stop::usage("bad-date", message, "write the year, the month and the day, as in 2026-12-04"));
        }
        if typed.len() == 10 && typed.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-') {
            return Err(wrong("write the year, the month and the day, as in 2026-12-04"));
        }
        if self.iso_only {
            return Err(wrong("scripts write dates as 2026-12-04; words such as `fri` or `+3wd` are for a terminal"));
        }
        let day = self.relative(&typed.trim().to_lowercase()).ok_or_else(|| wrong(&format!("type {FORMS}")))?;
        self.echo.note(typed, day);
        Ok(day)
    }

    fn relative(&self, typed: &str) -> Option<Day> {
        let today = self.today;
        match typed {
            "today" => return Some(today),
            "tomorrow" => return Some(today.next()),
            "yesterday" => return Some(today.plus(-1)),
            "eow" => return Some(upcoming(today.plus(-1), Weekday::Fri)),
            "eom" => return Some(today.month().last()),
            _ => {}
        }
        if let Some(name) = typed.strip_prefix("next ") {
            let monday = upcoming(today, Weekday::Mon);
            return Some(upcoming(monday.plus(-1), weekday(name.trim())?));
        }
        if let Some(day) = weekday(typed) {
            return Some(upcoming(today, day));
        }
        let (sign, rest) = match typed.split_at_checked(1)? {
            ("+", rest) => (1, rest),
            ("-", rest) => (-1, rest),
            _ => return None,
        };
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let count: u32 = rest[..digits].parse().ok().filter(|count| *count <= 9999)?;
        let steps = i64::from(count) * sign;
        match &rest[digits..] {
            "d" => Some(today.plus(steps)),
            "w" => Some(today.plus(steps * 7)),
            "m" => months(today, steps),
            "wd" if sign > 0 => Some(self.calendar.add(today, count)),
            "wd" => Some(self.calendar.subtract(today, count)),
            _ => None,
        }
    }
}

/// Why there is no day where a year, a month and a day are written as they should be.
fn no_such_day(typed: &str) -> Option<String> {
    let parts: Vec<&str> = typed.split('-').collect();
    let [year, month, day] = parts.as_slice() else { return None };
    let is = |part: &str, digits: usize| part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit());
    if !is(year, 4) || !is(month, 2) || !is(day, 2) {
        return None;
    }
    let Some(first) = Day::ymd(year.parse().ok()?, month.parse().ok()?, 1) else {
        return Some(format!("there is no month {month}"));
    };
    Some(format!("{} has {} days", first.month(), first.month().last().days_since(first) + 1))
}

/// The first such weekday after a day.
fn upcoming(after: Day, wanted: Weekday) -> Day {
    (1..=7).map(|days| after.plus(days)).find(|day| day.weekday() == wanted).unwrap_or(after)
}

/// The same day of another month, or its last.
fn months(day: Day, count: i64) -> Option<Day> {
    let month = day.month();
    let index = i64::from(month.year) * 12 + i64::from(month.month) - 1 + count;
    let (year, number) = (i32::try_from(index.div_euclid(12)).ok()?, u32::try_from(index.rem_euclid(12)).ok()? + 1);
    let first = Day::ymd(year, number, 1)?;
    let offset = day.days_since(month.first());
    Some(first.plus(offset).min(first.month().last()))
}

fn weekday(name: &str) -> Option<Weekday> {
    const NAMES: [(&str, Weekday); 7] = [
        ("monday", Weekday::Mon),
        ("tuesday", Weekday::Tue),
        ("wednesday", Weekday::Wed),
        ("thursday", Weekday::Thu),
        ("friday", Weekday::Fri),
        ("saturday", Weekday::Sat),
        ("sunday", Weekday::Sun),
    ];
    (name.len() >= 3).then(|| NAMES.iter().find(|(full, _)| full.starts_with(name)).map(|(_, day)| *day)).flatten()
}
