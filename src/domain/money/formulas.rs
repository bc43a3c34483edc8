//! The formulas of a budget (F01 to F09, F14, F15), each a few lines over plain numbers, with what the trade means by it. Knows no record.

use super::tally::ratio;
use crate::values::{Decimal, Percent};

/// F01, approved: the estimate that the client agreed to and the change orders they agreed to since, which never change it; `None` if too large to
/// hold. What waits for a yes is not in it.
///
/// Source: Clients & Profits freezes a change order once it is approved and tells it apart from the estimate, which stands.
///
/// An estimate of 78,900 with change orders of 1,140 and -200 is 79,840.
pub fn approved(estimate: Decimal, changes: impl IntoIterator<Item = Decimal>) -> Option<Decimal> {
    changes.into_iter().try_fold(estimate, Decimal::checked_add)
}

/// F02, actual, of time: hours at the charge rate in force on their day; suppliers' invoices at the client's price come to it. `None` if too large
/// to hold.
///
/// Source: Streamtime values time and orders at their selling rate. 2.5 hours at 110 are 275.
pub fn time_value(hours: Decimal, rate: Decimal) -> Option<Decimal> {
    hours.checked_mul(rate)
}

/// F03, committed: what an order still binds the client to: its net less what its supplier has invoiced, never below nothing. Orders that are
/// drafted or cancelled bind nobody.
///
/// Source: Streamtime counts an order as used from the moment it is issued, and a draft only as planned; JobBag accrues the part not invoiced.
///
/// An order of 28,500 with 10,000 invoiced leaves 18,500; one invoiced at 29,000 leaves 0.
///
/// ```
/// # use suits::domain::money::formulas::committed;
/// # use suits::values::Decimal;
/// assert_eq!(committed(Decimal::from(28_500), Decimal::from(10_000)), Some(Decimal::from(18_500)));
/// assert_eq!(committed(Decimal::from(28_500), Decimal::from(29_000)), Some(Decimal::ZERO));
/// ```
pub fn committed(net: Decimal, invoiced: Decimal) -> Option<Decimal> {
    Some(net.checked_sub(invoiced)?.max(Decimal::ZERO))
}

/// F04, variance: approved less actual. Above nothing is unspent, below is overspent.
///
/// Source: JobBag prints planned less actual as what is available, Streamtime the quote less time and orders. Others print actual less
/// planned, so a report has to say its sign.
///
/// 78,900 approved and 80,000 spent vary by -1,100.
pub fn variance(approved: Decimal, actual: Decimal) -> Option<Decimal> {
    approved.checked_sub(actual)
}

/// F04 as a share of what was approved, to four decimals; `None` when that is nothing. 1,100 over 78,900 is -0.0139.
pub fn variance_share(approved: Decimal, actual: Decimal) -> Option<Decimal> {
    ratio(variance(approved, actual)?, approved)
}

/// F05, remaining: what may still be spent: approved less actual less committed. 78,900 - 275 - 32,775 is 45,850.
///
/// Source: arithmetic; an order is money that is no longer free.
pub fn remaining(approved: Decimal, actual: Decimal, committed: Decimal) -> Option<Decimal> {
    variance(approved, actual)?.checked_sub(committed)
}

/// F06, burn: actual over approved, to four decimals; `None` when nothing is approved. Orders are not in it. 275 of 78,900 is 0.0035.
///
/// Source: what users of time trackers asked for first: to be told when a budget reaches a share of itself.
pub fn burn(approved: Decimal, actual: Decimal) -> Option<Decimal> {
    ratio(actual, approved)
}

/// The highest threshold (in percent) that an unrounded burn has reached; `None` below them all. 0.9 and 0.99 have passed 90.
pub fn alert(approved: Decimal, actual: Decimal, thresholds: &[u32]) -> Option<u32> {
    if approved <= Decimal::ZERO {
        return None;
    }
    let spent = actual.checked_mul(Decimal::ONE_HUNDRED)?;
    let passed = |of: &u32| approved.checked_mul(Decimal::from(*of)).is_some_and(|least| least <= spent);
    thresholds.iter().copied().filter(passed).max()
}

/// F07, pace: burn over the share of the job's working days that are gone, to four decimals, in one division so that nothing is rounded on the
/// way; days past the due count as the due. `None` before the first day is over, without days, or without a budget.
///
/// Source: our own; above 1 money runs out before time does. Half the money in a quarter of the days is 2.
pub fn pace(approved: Decimal, actual: Decimal, gone: i64, whole: i64) -> Option<Decimal> {
    let gone = gone.min(whole);
    ratio(actual.checked_mul(Decimal::from(whole))?, approved.checked_mul(Decimal::from(gone))?)
}

crate::words! {
    /// How a pace should strike a person.
    pub enum PaceSignal {
        /// More than 1.10.
        Amber = "amber",
        /// More than 1.25.
        Red = "red",
    }
}

/// F07: amber above 1.10, red above 1.25, on the pace as it prints; nothing at or below 1.10.
pub fn pace_signal(pace: Decimal) -> Option<PaceSignal> {
    if Decimal::new(125, 2) < pace {
        Some(PaceSignal::Red)
    } else if Decimal::new(110, 2) < pace {
        Some(PaceSignal::Amber)
    } else {
        None
    }
}

/// What a line is still expected to take: what it was approved at, less what is spent and ordered on it, never below nothing.
///
/// A line of 4,400 with 275 spent has 4,125 to come; one with 4,500 spent has nothing to come, and stays 100 over.
pub fn to_come(approved: Decimal, used: Decimal) -> Option<Decimal> {
    Some(approved.checked_sub(used)?.max(Decimal::ZERO))
}

/// F08, forecast at completion (EAC): actual, committed and what is to come. 275 + 32,775 + 45,850 is 78,900.
///
/// Source: Workfront's estimate at completion, with the estimate to complete it asks for taken from the lines: until a job is delivered each
/// approved line is expected to be used up, and a line that is overspent stays overspent. Workfront's other way, planned hours / CPI, needs to
/// know how much of the work is done, which no record says.
pub fn at_completion(actual: Decimal, committed: Decimal, to_come: Decimal) -> Option<Decimal> {
    actual.checked_add(committed)?.checked_add(to_come)
}

/// F09, cost performance index: what was earned over what was spent, to four decimals: 1 is on budget, above is under it, below over it. What is
/// earned is the approved sum times the share of the work that is done: all of it once the job is delivered, unknown before. `None` where nothing
/// is spent.
///
/// Source: the meaning is Workfront's; the quotient is that of earned value everywhere. A delivered job of 1,000 that took 1,250 has 0.8.
pub fn cpi(earned: Decimal, actual: Decimal) -> Option<Decimal> {
    ratio(earned, actual)
}

/// F14, contingency: a share of fee and third-party cost. Its own figure, outside the budget until a change order draws it.
///
/// Source: agencies put 10% to 15% aside on an estimate, producers 10% to 20%. 10% of 4,400 + 34,500 is 3,890.
pub fn contingency(base: Decimal, share: Percent) -> Option<Decimal> {
    base.checked_mul(share.ratio())
}

/// How much of a contingency the change orders approved since the estimate have drawn: all they come to, up to the whole of it.
///
/// Of 3,890, change orders of 1,140 draw 1,140, and of 5,000 draw 3,890: the rest is new money.
pub fn drawn(contingency: Decimal, changes: Decimal) -> Decimal {
    changes.clamp(Decimal::ZERO, contingency.max(Decimal::ZERO))
}

/// F15, tolerance: the most that a job may come to before the client is asked again: approved times one and the tolerance.
///
/// Source: published terms let an invoice differ by 10% from its estimate. 78,900 and 10% make 86,790; without a tolerance there is none.
pub fn most(approved: Decimal, tolerance: Option<Percent>) -> Option<Decimal> {
    let share = Decimal::ONE.checked_add(tolerance.map_or(Decimal::ZERO, Percent::ratio))?;
    approved.checked_mul(share)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn n(text: &str) -> Decimal {
        Decimal::from_str_exact(text).expect("a number")
    }

    #[test]
    fn what_is_approved_is_the_estimate_and_the_changes_since() {
        assert_eq!(approved(n("78900"), [n("1140"), n("-200")]), Some(n("79840")));
        assert_eq!((approved(Decimal::MAX, [Decimal::MAX]), time_value(n("2.5"), n("110"))), (None, Some(n("275.0"))));
    }

    #[test]
    fn what_an_order_binds_to_is_never_below_nothing() {
        assert_eq!(committed(n("28500"), n("10000")), Some(n("18500")));
        assert_eq!(committed(n("28500"), n("28500.01")), Some(n("0")));
        // a supplier's credit opens the order again: 100 - (-20)
        assert_eq!(committed(n("100"), n("-20")), Some(n("120")));
    }

    #[test]
    fn a_positive_variance_is_unspent() {
        assert_eq!(variance(n("78900"), n("80000")), Some(n("-1100")));
        // 1,100 / 78,900 = 0.013941...
        assert_eq!(variance_share(n("78900"), n("80000")), Some(n("-0.0139")));
        assert_eq!(variance_share(n("0"), n("5")), None);
        assert_eq!(remaining(n("78900"), n("275"), n("32775")), Some(n("45850")));
    }

    #[test]
    fn an_alert_is_set_off_at_its_threshold_and_not_by_rounding() {
        // half spent, three quarters, nine tenths, all
        const ALERTS: &[u32] = &[50, 75, 90, 100];
        // 275 / 78,900 = 0.003485...
        assert_eq!(burn(n("78900"), n("275")), Some(n("0.0035")));
        let told = |actual: &str| alert(n("1000"), n(actual), ALERTS);
        assert_eq!([told("499.99"), told("500"), told("899.99"), told("900")], [None, Some(50), Some(75), Some(90)]);
        // 999.99 prints as a burn of 1.0000, and has not passed 100
        assert_eq!(
            (burn(n("1000"), n("999.99")), told("999.99"), told("1000")),
            (Some(n("1.0000")), Some(90), Some(100))
        );
        assert_eq!((alert(n("0"), n("5"), ALERTS), alert(n("-10"), n("5"), ALERTS)), (None, None));
    }

    #[test]
    fn a_pace_is_amber_above_110_and_red_above_125() {
        // half the money in a quarter of the days
        assert_eq!(pace(n("1000"), n("500"), 2, 8), Some(n("2.0000")));
        // past the due, all days are gone
        assert_eq!(pace(n("1000"), n("1300"), 12, 8), Some(n("1.3000")));
        assert_eq!((pace(n("1000"), n("500"), 0, 8), pace(n("0"), n("500"), 2, 8)), (None, None));
        let signals = ["1.1", "1.1001", "1.25", "1.2501"].map(|text| pace_signal(n(text)));
        assert_eq!(signals, [None, Some(PaceSignal::Amber), Some(PaceSignal::Amber), Some(PaceSignal::Red)]);
    }

    #[test]
    fn an_overspent_line_stays_overspent_in_the_forecast() {
        assert_eq!((to_come(n("4400"), n("275")), to_come(n("4400"), n("4500"))), (Some(n("4125")), Some(n("0"))));
        assert_eq!(at_completion(n("275"), n("32775"), n("45850")), Some(n("78900")));
        assert_eq!((cpi(n("1000"), n("1250")), cpi(n("1000"), n("0"))), (Some(n("0.8000")), None));
    }

    #[test]
    fn change_orders_draw_the_contingency_up_to_the_whole_of_it() {
        let share = Percent::parse("10%").expect("a share");
        assert_eq!(contingency(n("38900"), share), Some(n("3890.0")));
        let told = ["1140", "5000", "-200"].map(|changes| drawn(n("3890"), n(changes)));
        assert_eq!(told, [n("1140"), n("3890"), n("0")]);
        assert_eq!((most(n("78900"), Some(share)), most(n("78900"), None)), (Some(n("86790.0")), Some(n("78900"))));
    }
}
