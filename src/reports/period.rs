//! The period that a report is about: the month before and this one to date, the last twelve months, or all from the beginning, unless said
//! otherwise. One that ends before it begins is refused here and nowhere else. Knows no calendar.

use super::ReportAsk;
use crate::domain::money::earnings::Span;
use crate::values::{Day, Month};

/// Refuses a period that ends before it begins.
pub(super) fn sound(ask: &ReportAsk) -> Result<(), String> {
    match (ask.from, ask.until) {
        (Some(from), Some(until)) if until < from => Err(format!(
            "the period from {from} ends before it begins, on {until}: name an earlier `--from` or a later `--until`"
        )),
        _ => Ok(()),
    }
}

/// The days asked about: all up to the day it is, unless said otherwise, and never past it.
pub(super) fn to_date(ask: &ReportAsk) -> Result<Span, String> {
    let (from, until) = within(ask, |until| ask.from.unwrap_or(until))?;
    Ok(Span { from: ask.from.map(|_| from), until })
}

/// The first and the last day asked about: from the first of the month before, so that the first days of a month show something, up to the
/// day it is and never past it.
pub(super) fn two_months(ask: &ReportAsk) -> Result<(Day, Day), String> {
    within(ask, |until| until.month().plus(-1).first())
}

/// The period in words for below a table; where nobody named its beginning, with how to ask for the last of its months alone.
pub(super) fn told(ask: &ReportAsk, from: Day, until: Day) -> String {
    let month = until.month().first();
    if ask.from.is_some() || month <= from {
        return format!("from {from} to {until}");
    }
    let end = if ask.until.is_some() { format!(" --until {until}") } else { String::new() };
    format!("from {from} to {until}; one month alone: `--from {month}{end}`")
}

/// The period asked about: the twelve months up to the day unless said otherwise, and never past the day.
pub(super) fn twelve_months(ask: &ReportAsk) -> Result<(Day, Day), String> {
    within(ask, year_before)
}

fn within(ask: &ReportAsk, begins: impl Fn(Day) -> Day) -> Result<(Day, Day), String> {
    sound(ask)?;
    let until = ask.until.unwrap_or(ask.today).min(ask.today);
    let from = ask.from.unwrap_or_else(|| begins(until));
    if until < from {
        return Err(format!(
            "the period from {from} ends before it begins, on {until}, the day it is: name an earlier `--from`"
        ));
    }
    Ok((from, until))
}

/// The day after the same day of the year before: with it, twelve months end on `day`.
fn year_before(day: Day) -> Day {
    let (month, number) = (day.month(), day.days_since(day.month().first()));
    let same = Month { year: month.year - 1, ..month };
    same.first().plus(number).min(same.last()).next()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(from: Option<&str>, until: Option<&str>) -> ReportAsk {
        let day = |text: &str| Day::parse(text).expect("a day");
        ReportAsk { from: from.map(day), until: until.map(day), ..ReportAsk::on(day("2026-12-04")) }
    }

    fn period(from: Option<&str>, until: Option<&str>) -> Result<String, String> {
        two_months(&ask(from, until)).map(|(from, until)| format!("{from} {until}"))
    }

    #[test]
    fn it_is_the_month_before_and_this_one_unless_said_otherwise() {
        let told = |from, until| period(from, until).expect("a period");
        assert_eq!(told(None, None), "2026-11-01 2026-12-04");
        assert_eq!(told(Some("2026-10-01"), None), "2026-10-01 2026-12-04");
        assert_eq!(told(None, Some("2026-11-20")), "2026-10-01 2026-11-20");
        assert_eq!(told(None, Some("2026-01-31")), "2025-12-01 2026-01-31", "over the new year");
        assert_eq!(told(Some("2026-12-04"), Some("2027-01-31")), "2026-12-04 2026-12-04", "nothing is worked yet");
        assert!(period(Some("2026-12-05"), None).is_err_and(|why| why.contains("on 2026-12-04, the day it is")));
        assert!(period(Some("2026-12-02"), Some("2026-12-01")).is_err_and(|why| why.contains("or a later `--until`")));
    }

    #[test]
    fn one_month_is_offered_where_nobody_named_the_beginning() {
        let words = |from, until| {
            let ask = ask(from, until);
            let (from, until) = two_months(&ask).expect("a period");
            told(&ask, from, until)
        };
        assert_eq!(words(None, None), "from 2026-11-01 to 2026-12-04; one month alone: `--from 2026-12-01`");
        assert_eq!(
            words(None, Some("2026-11-20")),
            "from 2026-10-01 to 2026-11-20; one month alone: `--from 2026-11-01 --until 2026-11-20`"
        );
        assert_eq!(words(Some("2026-11-16"), None), "from 2026-11-16 to 2026-12-04");
    }

    #[test]
    fn twelve_months_end_on_the_day() {
        let before = |text: &str| year_before(Day::parse(text).expect("a day")).to_string();
        assert_eq!(["2026-12-01", "2028-02-29", "2027-01-31"].map(before), ["2025-12-02", "2027-03-01", "2026-02-01"]);
    }
}
