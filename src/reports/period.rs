//! The period that a report on time is about: the month to date, unless said otherwise. Knows no calendar.

use super::ReportAsk;
use crate::values::Day;

/// The first and the last day asked about: from the first of the month, up to the day it is and never past it.
pub(super) fn month_to_date(ask: &ReportAsk) -> Result<(Day, Day), String> {
    let until = ask.until.unwrap_or(ask.today).min(ask.today);
    let from = ask.from.unwrap_or_else(|| until.month().first());
    if until < from {
        let day = if ask.until.is_some_and(|asked| asked <= ask.today) { "" } else { ", the day it is" };
        return Err(format!("the period from {from} ends before it begins, on {until}{day}: name an earlier `--from`"));
    }
    Ok((from, until))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn period(from: Option<&str>, until: Option<&str>) -> Result<String, String> {
        let day = |text: &str| Day::parse(text).expect("a day");
        let ask = ReportAsk { from: from.map(day), until: until.map(day), ..ReportAsk::on(day("2026-12-04")) };
        month_to_date(&ask).map(|(from, until)| format!("{from} {until}"))
    }

    #[test]
    fn it_is_the_month_to_date_unless_said_otherwise() {
        let told = |from, until| period(from, until).expect("a period");
        assert_eq!(told(None, None), "2026-12-01 2026-12-04");
        assert_eq!(told(Some("2026-10-01"), None), "2026-10-01 2026-12-04");
        assert_eq!(told(None, Some("2026-11-20")), "2026-11-01 2026-11-20");
        assert_eq!(told(Some("2026-12-04"), Some("2027-01-31")), "2026-12-04 2026-12-04", "nothing is worked yet");
        assert!(period(Some("2026-12-05"), None).is_err());
    }
}
