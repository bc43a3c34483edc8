//! How contracts stand before their end: what is to be decided, what was, what was missed. Dates are those of `dues`.

use super::contract::{Contract, Period, Retainer};
use super::dues;
use super::money::impossible;
use crate::domain::calendar::Calendar;
use crate::domain::money::retainer::months;
use crate::values::{Currency, Day, Decimal, Money};

crate::words! {
    /// How a contract stands.
    pub enum Standing {
        /// It has ended, and jobs under it go on.
        Expired = "expired",
        /// It has ended and goes on by itself.
        Renewed = "renewed-itself",
        /// The last day for giving notice has gone by, and nobody decided.
        Missed = "missed",
        /// It should have been decided by now.
        Late = "late",
        /// There is time to decide.
        Open = "open",
        /// Somebody decided.
        Decided = "decided",
    }
}

/// A contract with an end, on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Renewal {
    /// How it stands.
    pub standing: Standing,
    /// Its last day.
    pub end: Day,
    /// The last day for giving notice.
    pub notice: Day,
    /// By when to decide, by the calendar of whoever does.
    pub decide_by: Day,
    /// Calendar days to the last day for giving notice; below zero, since.
    pub days_left: i64,
}

/// How a contract stands on a day; `None` for one that has not begun, has no end, or is over and done with. A decision has no date and counts
/// as it stands. `goes_on` says whether jobs under it may still be worked on.
pub fn renewal(contract: &Contract, calendar: &Calendar, day: Day, goes_on: bool) -> Option<Renewal> {
    let (end, notice) = (contract.end?, dues::notice_deadline(contract)?);
    let decide_by = dues::decide_by(notice, calendar);
    let standing = match contract.renewal_decision {
        _ if day < contract.start => return None,
        _ if end < day && contract.goes_on() => Standing::Renewed,
        _ if end < day && goes_on => Standing::Expired,
        _ if end < day => return None,
        Some(_) => Standing::Decided,
        None if notice < day => Standing::Missed,
        None if decide_by < day => Standing::Late,
        None => Standing::Open,
    };
    Some(Renewal { standing, end, notice, decide_by, days_left: notice.days_since(day) })
}

/// What a retainer brings in a year: its fee for twelve months. `None` for a sum too large to hold, or that nobody can mean.
///
/// Worked example: 12,000.00 a quarter are 48,000.00 a year.
pub fn value_a_year(retainer: &Retainer, currency: Currency) -> Option<Money> {
    if impossible::of_sum(retainer.fee).is_some() {
        return None;
    }
    let times = months(Period::Year) / months(retainer.period);
    retainer.fee.0.checked_mul(Decimal::from(times)).map(|amount| Money::new(amount, currency))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::CalendarFacts;

    fn day(text: &str) -> Day {
        Day::parse(text).expect("a day")
    }

    fn contract(more: &str) -> Contract {
        let text = format!("{{id: aor, type: aor, start: 2025-01-01, end: 2026-12-31, notice_days: 90{more}}}");
        serde_yaml::from_str(&text).expect("a contract")
    }

    fn standing(more: &str, on: &str, goes_on: bool) -> Option<&'static str> {
        let calendar = Calendar::new(&CalendarFacts::default());
        renewal(&contract(more), &calendar, day(on), goes_on).map(|renewal| renewal.standing.as_str())
    }

    #[test]
    fn a_contract_is_decided_on_before_the_last_day_for_notice() {
        // 90 days before 31 December: 31 of December, 30 of November and 29 of October back to the 2nd
        let calendar = Calendar::new(&CalendarFacts::default());
        let renewal = renewal(&contract(""), &calendar, day("2026-09-30"), false).expect("a renewal");
        assert_eq!((renewal.notice, renewal.days_left), (day("2026-10-02"), 2));
        // 20 working days before Friday 2 October are four weeks
        assert_eq!(renewal.decide_by, day("2026-09-04"));
        assert_eq!(standing("", "2026-09-04", false), Some("open"));
        assert_eq!(standing("", "2026-09-05", false), Some("late"));
        assert_eq!(standing("", "2026-10-02", false), Some("late"));
        assert_eq!(standing("", "2026-10-03", false), Some("missed"));
        assert_eq!(standing(", renewal_decision: end", "2026-10-03", false), Some("decided"));
    }

    #[test]
    fn after_its_end_it_goes_on_or_matters_while_jobs_do() {
        assert_eq!(standing("", "2026-12-31", false), Some("missed"));
        assert_eq!(standing("", "2027-01-01", false), None);
        assert_eq!(standing("", "2027-01-01", true), Some("expired"));
        assert_eq!(standing(", auto_renew: true", "2027-01-01", false), Some("renewed-itself"));
        assert_eq!(standing(", auto_renew: true, renewal_decision: end", "2027-01-01", false), None);
        assert_eq!(standing("", "2024-12-31", true), None, "it has not begun");
    }

    #[test]
    fn a_year_has_twelve_months_and_four_quarters() {
        let value = |period: &str| {
            let retainer: Retainer = serde_yaml::from_str(&format!("{{fee: 12000, period: {period}}}")).expect("one");
            value_a_year(&retainer, Currency::EUR).map(|money| money.to_string())
        };
        assert_eq!(value("month").as_deref(), Some("144,000.00 EUR"));
        assert_eq!(value("quarter").as_deref(), Some("48,000.00 EUR"));
        assert_eq!(value("year").as_deref(), Some("12,000.00 EUR"));
    }
}
