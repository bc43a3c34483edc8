//! Exchange: what a sum in one currency is in another, by the dated rates of `[fx]`. Exact until a sum is rounded to money.

use super::unpriced::Unpriced;
use crate::config::{Config, DatedRate};
use crate::values::{Amount, Currency, Day, Decimal, Money};

/// What a sum is multiplied and then divided by, kept apart so that nothing is rounded on the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Factor {
    times: Decimal,
    over: Decimal,
}

impl Factor {
    /// Leaves a sum as it is.
    pub const ONE: Factor = Factor { times: Decimal::ONE, over: Decimal::ONE };

    /// Multiplies.
    pub fn times(times: Decimal) -> Factor {
        Factor { times, ..Factor::ONE }
    }

    /// Divides.
    pub fn over(over: Decimal) -> Factor {
        Factor { over, ..Factor::ONE }
    }

    /// This and another; `None` if too large to hold.
    pub fn and(self, other: Factor) -> Option<Factor> {
        Some(Factor { times: self.times.checked_mul(other.times)?, over: self.over.checked_mul(other.over)? })
    }

    /// The way back.
    #[must_use]
    pub fn inverse(self) -> Factor {
        Factor { times: self.over, over: self.times }
    }

    /// The sum; `None` if too large to hold, or divided by nothing.
    pub fn apply(self, amount: Decimal) -> Option<Decimal> {
        if self == Factor::ONE {
            return Some(amount);
        }
        amount.checked_mul(self.times)?.checked_div(self.over)
    }
}

/// The rate in force on a day: the latest that began on or before it.
pub fn in_force(rates: &[DatedRate], day: Day) -> Option<Decimal> {
    rates.iter().filter(|rate| rate.from <= day).max_by_key(|rate| rate.from).map(|rate| rate.rate.0)
}

/// What turns `from` into `to` on a day, by way of the agency's currency.
pub fn factor(config: &Config, from: Currency, to: Currency, day: Day) -> Result<Factor, Unpriced> {
    if from == to {
        return Ok(Factor::ONE);
    }
    let home = config.agency.currency;
    let rate = |currency: Currency| {
        if currency == home {
            return Ok(Decimal::ONE);
        }
        let rate = config.fx.get(&currency).and_then(|rates| in_force(rates, day));
        rate.filter(|rate| !rate.is_zero()).ok_or(Unpriced::NoExchange { currency, day })
    };
    Ok(Factor { times: rate(from)?, over: rate(to)? })
}

/// What turns a document's currency into another: its own rate if it carries one, else that of its day.
pub fn of_document(
    config: &Config,
    (own, rate): (Option<Currency>, Option<Amount>),
    to: Currency,
    day: Day,
) -> Result<Factor, Unpriced> {
    match (own, rate) {
        (Some(own), Some(rate)) if own != to => Ok(Factor::times(above_nothing(own, rate)?)),
        (own, _) => factor(config, own.unwrap_or(to), to, day),
    }
}

/// A document's own rate. One that is nothing or less is no slip that the dated one could stand in for: nobody knows what was meant.
fn above_nothing(own: Currency, rate: Amount) -> Result<Decimal, Unpriced> {
    let Amount(rate) = rate;
    let what = || format!("`fx_rate: {rate}`");
    let why = || format!("one {own} is worth more than nothing");
    if Decimal::ZERO < rate { Ok(rate) } else { Err(Unpriced::Impossible { what: what(), why: why() }) }
}

/// What turns an invoice to a client into another currency: its own rate, which is into the agency's, if it carries one, else that of its day.
pub fn of_invoice(
    config: &Config,
    (own, rate): (Currency, Option<Amount>),
    to: Currency,
    day: Day,
) -> Result<Factor, Unpriced> {
    let home = config.agency.currency;
    match rate.filter(|_| own != to && own != home) {
        Some(rate) => {
            Factor::times(above_nothing(own, rate)?).and(factor(config, home, to, day)?).ok_or(Unpriced::TooLarge)
        }
        None => factor(config, own, to, day),
    }
}

/// How far a rate on a document may be from the dated one: a tenth of it.
const BAND: Decimal = Decimal::from_parts(1, 0, 0, false, 1);

/// A rate on a document that is too far from the dated one of its day to be what the currency was worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FarOff {
    /// What the rate is of.
    pub own: Currency,
    /// What it turns that into.
    pub to: Currency,
    /// As written.
    pub rate: Decimal,
    /// As `[fx]` says, to six digits.
    pub dated: Decimal,
    /// The day.
    pub day: Day,
    /// Whether it is the rate of the other direction.
    is_turned: bool,
}

impl FarOff {
    /// ``one USD would be 9.2 EUR, more than a tenth off the 0.9213 that `[fx]` gives for 2026-12-01``.
    pub fn message(&self) -> String {
        let FarOff { own, to, rate, dated, day, .. } = self;
        format!("one {own} would be {rate} {to}, more than a tenth off the {dated} that `[fx]` gives for {day}")
    }

    /// What to write instead.
    pub fn help(&self) -> String {
        let FarOff { own, to, rate, dated, day, .. } = self;
        if self.is_turned {
            return format!("{rate} is what one {to} is worth in {own}: write it the other way round, about {dated}");
        }
        format!(
            "write what one {own} was worth in {to} that day; if it is `[fx]` in `suits.toml` that is out of date, add to it first: `{own} = [{{ from = {day}, rate = … }}]`"
        )
    }
}

/// A rate that is more than a tenth off the dated one of a day; `None` where it is not, or no dated one is known.
pub fn far_off(config: &Config, own: Currency, rate: Decimal, to: Currency, day: Day) -> Option<FarOff> {
    if own == to || rate <= Decimal::ZERO {
        return None;
    }
    let known = factor(config, own, to, day).ok()?.apply(Decimal::ONE).filter(|known| Decimal::ZERO < *known)?;
    let is_near = |rate: Decimal| {
        let (off, most) = (rate.checked_sub(known), known.checked_mul(BAND));
        off.zip(most).is_some_and(|(off, most)| off.abs() <= most)
    };
    if is_near(rate) {
        return None;
    }
    let is_turned = Decimal::ONE.checked_div(rate).is_some_and(is_near);
    Some(FarOff { own, to, rate, dated: known.round_dp(6).normalize(), day, is_turned })
}

/// F38: money in another currency, rounded once, by the rate of a day. 5,000 EUR at 11.15 are 55,750 SEK.
pub fn convert(config: &Config, money: Money, to: Currency, day: Day) -> Result<Money, Unpriced> {
    if money.currency == to {
        return Ok(money);
    }
    let amount = factor(config, money.currency, to, day)?.apply(money.amount);
    amount.map(|amount| Money::new(amount, to)).ok_or(Unpriced::TooLarge)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).expect("a day")
    }

    fn currency(code: &str) -> Currency {
        Currency::parse(code).expect("a currency")
    }

    fn money(amount: &str, code: &str) -> Money {
        Money::new(Amount::parse(amount).expect("an amount").0, currency(code))
    }

    fn config() -> Config {
        let rate = |from: &str, rate: &str| DatedRate { from: day(from), rate: Amount::parse(rate).expect("a rate") };
        let mut config = Config::default();
        config.fx.insert(currency("USD"), vec![rate("2026-11-01", "0.9213"), rate("2026-12-01", "0.9")]);
        config.fx.insert(currency("JPY"), vec![rate("2026-11-01", "0.006")]);
        config
    }

    #[test]
    fn the_latest_rate_on_or_before_the_day_counts() {
        // 100 x 0.9213 = 92.13; from 1 December 100 x 0.9 = 90
        let eur = Currency::EUR;
        assert_eq!(convert(&config(), money("100", "USD"), eur, day("2026-11-30")), Ok(money("92.13", "EUR")));
        assert_eq!(convert(&config(), money("100", "USD"), eur, day("2026-12-01")), Ok(money("90.00", "EUR")));
        let before = day("2026-10-31");
        let refused = Unpriced::NoExchange { currency: currency("USD"), day: before };
        assert_eq!(convert(&config(), money("100", "USD"), eur, before), Err(refused));
    }

    #[test]
    fn an_invoice_goes_by_its_own_rate_into_the_agencys_currency_and_on() {
        // 100 USD at the 0.8 on the invoice = 80 EUR; without one, at 0.9213 = 92.13. 80 EUR / 0.006 = 13,333.3 yen
        let (eur, usd, yen) = (Currency::EUR, currency("USD"), currency("JPY"));
        let on = day("2026-11-02");
        let of = |own, rate: Option<&str>, to| {
            let rate = rate.map(|rate| Amount::parse(rate).expect("a rate"));
            let factor = of_invoice(&config(), (own, rate), to, on).expect("a rate");
            Money::new(factor.apply(Decimal::ONE_HUNDRED).expect("a sum"), to)
        };
        assert_eq!(of(usd, Some("0.8"), eur), money("80", "EUR"));
        assert_eq!(of(usd, None, eur), money("92.13", "EUR"));
        assert_eq!(of(usd, Some("0.8"), yen), money("13333", "JPY"));
        assert_eq!(of(usd, Some("0.8"), usd), money("100", "USD"));
        assert_eq!(of(eur, Some("0.8"), eur), money("100", "EUR"));
    }

    #[test]
    fn a_rate_is_taken_within_a_tenth_of_the_dated_one() {
        let (eur, usd, yen) = (Currency::EUR, currency("USD"), currency("JPY"));
        let far = |own, rate: &str, to, on: &str| {
            let rate = Amount::parse(rate).expect("a rate").0;
            far_off(&config(), own, rate, to, day(on)).map(|far| (far.dated.to_string(), far.is_turned))
        };
        // 0.9 from December: 0.81 to 0.99
        for near in ["0.81", "0.9", "0.99"] {
            assert_eq!(far(usd, near, eur, "2026-12-01"), None, "{near}");
        }
        for off in ["0.8099", "0.9901", "9.0", "0.0001"] {
            assert_eq!(far(usd, off, eur, "2026-12-01"), Some(("0.9".to_owned(), false)), "{off}");
        }
        // one over 1.1 is 0.909: the way from the euro to the dollar
        assert_eq!(far(usd, "1.1", eur, "2026-12-01"), Some(("0.9".to_owned(), true)));
        // before any rate is dated, and in one currency, there is nothing to compare with
        assert_eq!(far(usd, "9.0", eur, "2026-10-31"), None);
        assert_eq!(far(eur, "9.0", eur, "2026-12-01"), None);
        // 0.9 / 0.006 = 150 yen to the dollar: 135 to 165
        assert_eq!(far(usd, "165", yen, "2026-12-01"), None);
        assert_eq!(far(usd, "165.1", yen, "2026-12-01"), Some(("150".to_owned(), false)));
    }

    #[test]
    fn two_foreign_currencies_meet_in_the_agencys() {
        // 10 USD = 9.213 EUR; / 0.006 = 1535.5 JPY, and the yen has no minor unit: 1536
        let yen = currency("JPY");
        assert_eq!(convert(&config(), money("10", "USD"), yen, day("2026-11-01")), Ok(money("1536", "JPY")));
        assert_eq!(convert(&config(), money("7", "JPY"), yen, day("2000-01-01")), Ok(money("7", "JPY")));
    }
}
