//! What the agency earns (F16 to F24): the formulas alone, over sums that others gathered. Knows no record.

use super::tally::ratio;
use crate::values::{Decimal, Money};

/// F16, agency gross income: billings less what is passed on to suppliers and media, at what *they* charge. The markup and the commission stay
/// in it: they are the agency's. `None` for unlike currencies or a sum too large.
///
/// Source: agency finance guides ("agency gross income is revenue less pass-through cost"). F17: the trade does not agree. At least one
/// tool's glossary takes *all* costs of a client off, hours too, and calls that AGI: 1,000 less 300 is 700 there. Hours come off
/// in F18 here.
///
/// Worked example: 50,000 billed, of which a supplier gets 5,000, leave 45,000; does the supplier charge 4,000 for what the client pays 5,000
/// for, they leave 46,000.
pub fn agi(billings: Money, pass_through: Money) -> Option<Money> {
    billings.minus(pass_through)
}

/// F18, delivery margin: (AGI - the cost of the hours) / AGI, to four decimals. `None` where there is no income to have a margin on.
///
/// Source: agency profit calculators, which ask for 50 to 60% and more.
///
/// Worked example: 100,000 billed, 20,000 passed on, hours that cost 40,000: (80,000 - 40,000) / 80,000 = 0.5.
pub fn delivery_margin(agi: Money, labour: Money) -> Option<Decimal> {
    if agi.amount <= Decimal::ZERO {
        return None;
    }
    ratio(agi.minus(labour)?.amount, agi.amount)
}

/// F19, net margin: (AGI - the cost of the hours - overhead) / revenue, to four decimals. Revenue is what was billed, so the base is said: on
/// AGI the same profit is a larger share. `None` where nothing was billed. The book holds no overhead: who asks has to say it.
///
/// Source: agency profit calculators, which print the share of revenue.
///
/// Worked example: 100,000 billed, 20,000 passed on, hours that cost 40,000, overhead of 15,000: (80,000 - 40,000 - 15,000) / 100,000 = 0.25;
/// on AGI it would be 0.3125.
pub fn net_margin(revenue: Money, agi: Money, labour: Money, overhead: Money) -> Option<Decimal> {
    if revenue.amount <= Decimal::ZERO || revenue.currency != agi.currency {
        return None;
    }
    ratio(agi.minus(labour)?.minus(overhead)?.amount, revenue.amount)
}

/// F20, gross profit of a job: invoiced less purchases, as suppliers have charged them so far. It is AGI where every supplier has charged.
///
/// Source: a job costing system's glossary.
///
/// Worked example: 50,000 invoiced, suppliers charged 4,000: 46,000.
pub fn gross_profit(invoiced: Money, purchases: Money) -> Option<Money> {
    invoiced.minus(purchases)
}

/// F20, net profit of a job: invoiced less all costs, hours too.
///
/// Source: the same glossary.
///
/// Worked example: 50,000 invoiced, suppliers 4,000, hours that cost 20,000: 26,000.
pub fn net_profit(gross_profit: Money, labour: Money) -> Option<Money> {
    gross_profit.minus(labour)
}

/// F22, recovery: the fee billed / the value of the time at the rate card, to four decimals. Below 1, hours were given away.
///
/// Source: common practice.
///
/// Worked example: 4,400 billed for 50 hours at 110: 4,400 / 5,500 = 0.8.
pub fn recovery(fee: Money, time_value: Money) -> Option<Decimal> {
    (fee.currency == time_value.currency).then(|| ratio(fee.amount, time_value.amount))?
}

/// F22, realisation: billed hours / recorded billable hours, to four decimals.
///
/// Source: a resource planning tool's definition.
///
/// Worked example: 4,400 billed at 110 an hour are 40 hours; of 50 recorded, 40 / 50 = 0.8.
pub fn realisation(billed_hours: Decimal, recorded: Decimal) -> Option<Decimal> {
    ratio(billed_hours, recorded)
}

/// F24, effective rate: AGI / hours worked, rounded to the minor unit. `None` without hours.
///
/// Source: a resource planning tool's definition, which has revenue above the line; what is passed on earns nothing, so AGI is here.
///
/// Worked example: 46,000 over 400 hours: 115.00 an hour.
pub fn effective_rate(agi: Money, hours: Decimal) -> Option<Money> {
    agi.amount.checked_div(hours).map(|rate| Money::new(rate, agi.currency))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::{Amount, Currency};

    fn decimal(text: &str) -> Decimal {
        Amount::parse(text).expect("a number").0
    }

    fn eur(text: &str) -> Money {
        Money::new(decimal(text), Currency::EUR)
    }

    #[test]
    fn the_markup_stays_in_agency_gross_income() {
        // 50,000 - 5,000 = 45,000; the supplier charges 4,000 of it: 50,000 - 4,000 = 46,000
        assert_eq!(agi(eur("50000"), eur("5000")), Some(eur("45000")));
        assert_eq!(agi(eur("50000"), eur("4000")), Some(eur("46000")));
        let dollars = Money::new(decimal("4000"), Currency::parse("USD").expect("a currency"));
        assert_eq!(agi(eur("50000"), dollars), None);
    }

    #[test]
    fn half_of_the_income_is_left_after_the_hours() {
        // 100,000 - 20,000 = 80,000; (80,000 - 40,000) / 80,000 = 0.5
        let income = agi(eur("100000"), eur("20000")).expect("a sum");
        assert_eq!(delivery_margin(income, eur("40000")), Some(decimal("0.5000")));
        // hours that cost more than they earn: (80,000 - 100,000) / 80,000 = -0.25
        assert_eq!(delivery_margin(income, eur("100000")), Some(decimal("-0.2500")));
        assert_eq!(delivery_margin(eur("0"), eur("40000")), None, "no income, no margin on it");
        assert_eq!(delivery_margin(eur("-1"), eur("0")), None);
    }

    #[test]
    fn overhead_comes_off_the_net_margin_whose_base_is_revenue() {
        // 80,000 - 40,000 - 15,000 = 25,000; of 100,000 billed 0.25; of the AGI of 80,000 it would be 0.3125
        let all = ["100000", "80000", "40000", "15000"].map(eur);
        let of = |[revenue, agi, labour, overhead]: [Money; 4]| net_margin(revenue, agi, labour, overhead);
        assert_eq!(of(all), Some(decimal("0.2500")));
        // without overhead 40,000 / 100,000
        assert_eq!(of([all[0], all[1], all[2], eur("0")]), Some(decimal("0.4000")));
        // overhead of 55,000: -15,000 / 100,000
        assert_eq!(of([all[0], all[1], all[2], eur("55000")]), Some(decimal("-0.1500")));
        assert_eq!(of([eur("0"), eur("0"), all[2], all[3]]), None, "nothing billed, no share of it");
        let dollars = Money::new(decimal("100000"), Currency::parse("USD").expect("a currency"));
        assert_eq!(of([dollars, all[1], all[2], all[3]]), None);
    }

    #[test]
    fn profit_is_before_and_after_the_hours() {
        // 50,000 - 4,000 = 46,000; less 20,000 = 26,000
        let gross = gross_profit(eur("50000"), eur("4000")).expect("a sum");
        assert_eq!(gross, eur("46000"));
        assert_eq!(net_profit(gross, eur("20000")), Some(eur("26000")));
    }

    #[test]
    fn recovery_and_realisation_are_shares_of_the_time() {
        // 50 h x 110 = 5,500; 4,400 / 5,500 = 0.8; 4,400 / 110 = 40 h; 40 / 50 = 0.8; 1 / 3 = 0.3333
        assert_eq!(recovery(eur("4400"), eur("5500")), Some(decimal("0.8000")));
        assert_eq!(recovery(eur("4400"), eur("0")), None);
        assert_eq!(realisation(decimal("40"), decimal("50")), Some(decimal("0.8000")));
        assert_eq!(realisation(decimal("1"), decimal("3")), Some(decimal("0.3333")));
        assert_eq!(realisation(decimal("1"), decimal("0")), None);
    }

    #[test]
    fn an_hour_earns_its_share_of_the_income() {
        // 46,000 / 400 = 115; 100 / 3 = 33.333..., to the cent 33.33; 200 / 3 = 66.67
        assert_eq!(effective_rate(eur("46000"), decimal("400")), Some(eur("115")));
        assert_eq!(effective_rate(eur("100"), decimal("3")), Some(eur("33.33")));
        assert_eq!(effective_rate(eur("200"), decimal("3")), Some(eur("66.67")));
        assert_eq!(effective_rate(eur("100"), decimal("0")), None);
    }
}
