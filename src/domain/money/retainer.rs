//! Retainers: the periods of a contract, the hours that roll over from one to the next, burn (F35) and over-servicing (F21). Formulas only:
//! which hours count is decided in `hours`.

pub mod accounts;
pub mod hours;
pub(in crate::domain) mod known;
pub mod period;
pub mod served;

use super::impossible;
use super::tally::ratio;
use crate::domain::contract::{Contract, Period, Retainer, Rollover};
use crate::values::{Day, Decimal, Month};

/// One period of a retainer: its days within the contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// Its first day.
    pub from: Day,
    /// Its last day.
    pub until: Day,
    /// Whether the contract ends before the period would.
    pub cut: bool,
}

/// How many months a period has.
pub fn months(period: Period) -> i32 {
    match period {
        Period::Month => 1,
        Period::Quarter => 3,
        Period::Year => 12,
    }
}

/// The same day of a month so many months later; in a shorter month, its last.
fn months_later(day: Day, months: i32) -> Day {
    let own = day.month();
    let count = own.year * 12 + i32::try_from(own.month).unwrap_or(1) - 1 + months;
    let month = u32::try_from(count.rem_euclid(12)).unwrap_or(0) + 1;
    let month = Month { year: count.div_euclid(12), month };
    let same = month.first().plus(day.days_since(own.first()));
    same.min(month.last())
}

/// The first day of a period, by its place from 0.
pub fn first_day(contract: &Contract, period: Period, at: i32) -> Day {
    months_later(contract.start, at.saturating_mul(months(period)))
}

/// The periods of a contract that have begun by a day. They run from the contract's first day: a month from the 15th ends on the 14th, a year
/// from 1 April on 31 March, a quarter from 1 February on 30 April. From the 31st, the next begin on the last days of shorter months, and
/// on the 31st again where there is one. The last is cut short where the contract ends within it; fee and hours are those of a whole one.
/// A contract that renews itself has no last one.
pub fn periods(contract: &Contract, retainer: &Retainer, day: Day) -> Vec<Span> {
    let end = contract.end.filter(|_| !contract.goes_on());
    let last = end.map_or(day, |end| end.min(day));
    let starts = (0..).map(|at| first_day(contract, retainer.period, at));
    let mut spans = Vec::new();
    let mut starts = starts.peekable();
    while let Some(from) = starts.next().filter(|from| *from <= last) {
        let Some(next) = starts.peek() else { break };
        let whole = next.plus(-1);
        let until = end.map_or(whole, |end| end.min(whole));
        spans.push(Span { from, until, cut: until < whole });
    }
    spans
}

/// Which period a month's fee is for, from 0: the one that began in that month, or latest before it. A month before the first is for the first,
/// one after the last of a contract that ends, for the last.
pub fn period_of(contract: &Contract, period: Period, month: Month) -> i32 {
    let count = |month: Month| month.year * 12 + i32::try_from(month.month).unwrap_or(1);
    let at = |month: Month| (count(month) - count(contract.start.month())).div_euclid(months(period));
    let end = contract.end.filter(|_| !contract.goes_on());
    let last = end.map(|end| {
        let last = at(end.month());
        // none begins after the contract's last day
        if end < first_day(contract, period, last) { last - 1 } else { last }
    });
    last.map_or(at(month), |last| at(month).min(last)).max(0)
}

/// The hours that a period leaves to the next: nothing by rule `none`; what is unused of its own hours and those that rolled in by `full`; the
/// same but at most the cap by `cap`. Hours that rolled in are used first, so they lapse only by the cap, whatever their age; hours used beyond
/// what there was are owed by nobody and taken from no later period. `None` where a figure is missing.
///
/// Worked example: 90 hours and 10 rolled in, 70 used, 30 unused. `none`: 0, 30 lapse. `cap` of 20: 20, 10 lapse. `full`: 30.
pub fn carried(retainer: &Retainer, rolled_in: Decimal, used: Decimal) -> Option<Decimal> {
    if impossible::of_retainer(retainer).any(|(key, _)| key != "fee") {
        return None;
    }
    let unused = retainer.hours?.0.checked_add(rolled_in)?.checked_sub(used)?.max(Decimal::ZERO);
    match retainer.rollover.unwrap_or(Rollover::None) {
        Rollover::None => Some(Decimal::ZERO),
        Rollover::Cap => Some(unused.min(retainer.rollover_cap_hours?.0)),
        Rollover::Full => Some(unused),
    }
}

/// Whether anything rolls over.
pub fn rolls(retainer: &Retainer) -> bool {
    !matches!(retainer.rollover, None | Some(Rollover::None))
}

/// The share of a retainer's hours that is used (F35, after Scoro and Deltek): used / (contracted + rolled in), to four decimals. `None` of
/// nothing.
///
/// Worked example: 45 hours of 90 with 10 rolled in: 45 / 100 = 0.45.
pub fn burn(used: Decimal, available: Decimal) -> Option<Decimal> {
    ratio(used, available)
}

/// How far work went beyond what was paid for (F21, worked out from the sources of the trade, which print no formula): (done - paid) / paid, to
/// four decimals. With hours: used against those there were; with money: the value of those hours at the rate card against the fee for them.
/// Below zero, less was done than paid. `None` where nothing was paid.
///
/// Worked example: 99 hours of 90: 9 / 90 = 0.1. At 130.00 they are worth 12,870.00; against a fee of 9,900.00 that is 0.3.
pub fn over_servicing(done: Decimal, paid: Decimal) -> Option<Decimal> {
    ratio(done.checked_sub(paid)?, paid)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::Amount;

    fn day(text: &str) -> Day {
        Day::parse(text).expect("a day")
    }

    fn contract(text: &str) -> Contract {
        serde_yaml::from_str(&format!("{{id: aor, type: retainer, {text}}}")).expect("a contract")
    }

    fn spans(text: &str, on: &str) -> Vec<String> {
        let contract = contract(text);
        let retainer = contract.retainer.as_ref().expect("a retainer");
        let told = |span: &Span| format!("{} {}{}", span.from, span.until, if span.cut { " cut" } else { "" });
        periods(&contract, retainer, day(on)).iter().map(told).collect()
    }

    #[test]
    fn months_run_from_the_first_day_of_the_contract() {
        let first = "start: 2027-12-01, retainer: {fee: 1, period: month}";
        assert_eq!(
            spans(first, "2028-03-01"),
            ["2027-12-01 2027-12-31", "2028-01-01 2028-01-31", "2028-02-01 2028-02-29", "2028-03-01 2028-03-31"],
            "2028 is a leap year"
        );
        let middle = "start: 2026-11-15, end: 2027-01-20, retainer: {fee: 1, period: month}";
        let cut = ["2026-11-15 2026-12-14", "2026-12-15 2027-01-14", "2027-01-15 2027-01-20 cut"];
        assert_eq!(spans(middle, "2027-06-30"), cut);
        assert_eq!(spans(middle, "2026-11-14"), [""; 0]);
        assert_eq!(spans(middle, "2027-01-14"), cut[..2]);
        let last = "start: 2026-12-31, retainer: {fee: 1, period: month}";
        assert_eq!(
            spans(last, "2027-04-01"),
            ["2026-12-31 2027-01-30", "2027-01-31 2027-02-27", "2027-02-28 2027-03-30", "2027-03-31 2027-04-29"]
        );
    }

    #[test]
    fn quarters_and_years_run_from_it_too() {
        let quarter = "start: 2026-02-01, end: 2026-12-31, retainer: {fee: 1, period: quarter}";
        assert_eq!(
            spans(quarter, "2027-12-31"),
            ["2026-02-01 2026-04-30", "2026-05-01 2026-07-31", "2026-08-01 2026-10-31", "2026-11-01 2026-12-31 cut"]
        );
        let april = "start: 2027-04-01, end: 2029-03-31, retainer: {fee: 1, period: year}";
        assert_eq!(spans(april, "2029-12-31"), ["2027-04-01 2028-03-31", "2028-04-01 2029-03-31"]);
        let leap = "start: 2028-02-29, retainer: {fee: 1, period: year}";
        assert_eq!(spans(leap, "2029-03-01"), ["2028-02-29 2029-02-27", "2029-02-28 2030-02-27"]);
    }

    #[test]
    fn a_contract_that_renews_itself_goes_on() {
        let auto = "start: 2026-01-01, end: 2026-12-31, auto_renew: true, retainer: {fee: 1, period: year}";
        assert_eq!(spans(auto, "2027-05-05"), ["2026-01-01 2026-12-31", "2027-01-01 2027-12-31"]);
        let ended = format!("{auto}, renewal_decision: end");
        assert_eq!(spans(&ended, "2027-05-05"), ["2026-01-01 2026-12-31"]);
    }

    #[test]
    fn a_month_is_paid_by_the_period_that_began_in_it_or_last_before() {
        let of = |text: &str, month: &str| {
            let contract = contract(text);
            let period = contract.retainer.as_ref().expect("a retainer").period;
            period_of(&contract, period, Month::parse(month).expect("a month"))
        };
        let months = "start: 2026-11-15, retainer: {fee: 1, period: month}";
        assert_eq!([of(months, "2026-10"), of(months, "2026-11"), of(months, "2027-01")], [0, 0, 2]);
        let ends = "start: 2026-11-15, end: 2027-01-10, retainer: {fee: 1, period: month}";
        assert_eq!(
            [of(ends, "2026-12"), of(ends, "2027-01"), of(ends, "2027-05")],
            [1, 1, 1],
            "none begins in January"
        );
        let quarters = "start: 2026-02-01, retainer: {fee: 1, period: quarter}";
        assert_eq!([of(quarters, "2026-04"), of(quarters, "2026-05"), of(quarters, "2027-02")], [0, 1, 4]);
    }

    #[test]
    fn what_rolls_over_is_nothing_all_or_up_to_a_cap() {
        let number = |text: &str| Amount::parse(text).expect("a number").0;
        let carry = |rule: &str, rolled_in: &str, used: &str| {
            let text = format!("start: 2026-01-01, retainer: {{fee: 1, period: month, {rule}}}");
            let retainer = contract(&text).retainer.expect("a retainer");
            carried(&retainer, number(rolled_in), number(used)).map(|hours| hours.to_string())
        };
        assert_eq!(carry("hours: 90", "0", "70").as_deref(), Some("0"));
        assert_eq!(carry("hours: 90, rollover: full", "10", "70").as_deref(), Some("30"));
        assert_eq!(carry("hours: 90, rollover: cap, rollover_cap_hours: 20", "10", "70").as_deref(), Some("20"));
        assert_eq!(carry("hours: 90, rollover: cap, rollover_cap_hours: 20", "10", "85.5").as_deref(), Some("14.5"));
        assert_eq!(carry("hours: 90, rollover: full", "10", "120").as_deref(), Some("0"));
        assert_eq!(carry("hours: 90, rollover: cap", "0", "70"), None, "a cap nobody wrote");
        assert_eq!(carry("rollover: full", "0", "70"), None, "no hours");
    }

    #[test]
    fn burn_and_over_servicing_are_shares_of_what_was_paid_for() {
        let told = |share: Option<Decimal>| share.map(|share| share.to_string());
        assert_eq!(told(burn(45.into(), 100.into())).as_deref(), Some("0.4500"));
        assert_eq!(told(over_servicing(99.into(), 90.into())).as_deref(), Some("0.1000"));
        assert_eq!(told(over_servicing(12_870.into(), 9_900.into())).as_deref(), Some("0.3000"));
        assert_eq!(told(over_servicing(45.into(), 90.into())).as_deref(), Some("-0.5000"));
        assert_eq!((burn(1.into(), 0.into()), over_servicing(1.into(), 0.into())), (None, None));
    }
}
