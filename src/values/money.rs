//! Money: decimals with their digits, in a currency of ISO 4217. Never a float; sums only within one currency.

use super::day::Text;
use super::spelled::{self, Spelled};
use rust_decimal::{Decimal, RoundingStrategy};
use serde::de::{Deserialize, Deserializer};
use std::fmt;

/// Reads digits with an optional sign and fraction, nothing else: `30000.00`, `-5`, `2.5`.
pub(super) fn decimal(text: &str) -> Option<Decimal> {
    if let Some(short) = short(text) {
        return Some(short);
    }
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let plain = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    (plain(whole) && plain(fraction)).then(|| Decimal::from_str_exact(text).ok()).flatten()
}

/// The same of what nearly every sum is: without a sign, and of at most 18 digits, which a whole number holds. `None` for any other text,
/// number or not.
fn short(text: &str) -> Option<Decimal> {
    let bytes = text.as_bytes();
    let ends_in_digits = bytes.first()?.is_ascii_digit() && bytes.last()?.is_ascii_digit();
    (ends_in_digits && bytes.len() <= 18).then_some(())?;
    let (mut number, mut scale) = (0, None);
    for byte in bytes {
        match byte {
            b'0'..=b'9' => {
                number = 10 * number + i64::from(byte - b'0');
                scale = scale.map(|scale| scale + 1);
            }
            b'.' if scale.is_none() => scale = Some(0),
            _ => return None,
        }
    }
    Some(Decimal::new(number, scale.unwrap_or(0)))
}

/// A decimal number as a record writes it: an amount, a rate, hours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Amount(pub Decimal);

impl Amount {
    /// What one is written like, be it money or hours.
    pub const FORM: &str = "a number like 2.5 or 30000.00";

    /// Reads `30000.00`: digits, at most one point, an optional minus.
    pub fn parse(text: &str) -> Option<Amount> {
        decimal(text).map(Amount)
    }

    /// How a text that is no amount is to be written: "write `30000.00`". `None` where nobody knows what is meant.
    pub fn hint(text: &str) -> Option<String> {
        spelled::amount(text)
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0.to_string())
    }
}

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Amount, D::Error> {
        let spelled = Spelled { wanted: Amount::FORM, read: Amount::parse, hint: spelled::amount };
        deserializer.deserialize_newtype_struct("Amount", spelled)
    }
}

/// A currency of ISO 4217.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Currency(iso_currency::Currency);

impl Currency {
    /// The euro: what a book that names no currency counts in.
    pub const EUR: Currency = Currency(iso_currency::Currency::EUR);

    /// Reads a code in capitals: `EUR`.
    pub fn parse(code: &str) -> Option<Currency> {
        (code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase())).then_some(())?;
        iso_currency::Currency::from_code(code).map(Currency)
    }

    /// Every code, in the order of the alphabet.
    pub fn codes() -> Vec<&'static str> {
        let letters = b'A'..=b'Z';
        let pairs = letters.clone().flat_map(|first| letters.clone().map(move |second| (first, second)));
        let codes = pairs.flat_map(|(first, second)| letters.clone().map(move |third| [first, second, third]));
        codes.filter_map(|code| Currency::parse(std::str::from_utf8(&code).ok()?).map(Currency::code)).collect()
    }

    /// The code.
    pub fn code(self) -> &'static str {
        self.0.code()
    }

    /// Digits behind the point: 2 for EUR, 0 for JPY.
    pub fn minor_digits(self) -> u32 {
        u32::from(self.0.exponent().unwrap_or(2))
    }
}

impl PartialOrd for Currency {
    fn partial_cmp(&self, other: &Currency) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Currency {
    fn cmp(&self, other: &Currency) -> std::cmp::Ordering {
        self.code().cmp(other.code())
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}

impl<'de> Deserialize<'de> for Currency {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Currency, D::Error> {
        deserializer.deserialize_newtype_struct("Currency", Text("a currency code like EUR", Currency::parse))
    }
}

/// An amount in a currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Money {
    /// How much.
    pub amount: Decimal,
    /// Of what.
    pub currency: Currency,
}

impl Money {
    /// An amount rounded half away from zero to the currency's minor unit, with exactly its digits.
    pub fn new(amount: Decimal, currency: Currency) -> Money {
        let digits = currency.minor_digits();
        // most sums have the currency's own digits already
        let mut amount = amount;
        if digits < amount.scale() {
            amount = amount.round_dp_with_strategy(digits, RoundingStrategy::MidpointAwayFromZero);
        }
        if amount.scale() != digits {
            amount.rescale(digits);
        }
        Money { amount, currency }.without_signed_zero()
    }

    /// Nothing is neither owed nor owing: never `-0.00`.
    fn without_signed_zero(mut self) -> Money {
        if self.amount.is_zero() {
            self.amount.set_sign_positive(true);
        }
        self
    }

    /// Nothing, in a currency.
    pub fn zero(currency: Currency) -> Money {
        Money::new(Decimal::ZERO, currency)
    }

    /// The sum; `None` for unlike currencies or a sum too large to hold.
    pub fn plus(self, other: Money) -> Option<Money> {
        (self.currency == other.currency).then_some(())?;
        self.amount.checked_add(other.amount).map(|amount| Money { amount, ..self }.without_signed_zero())
    }

    /// The difference; `None` for unlike currencies or one too large to hold.
    pub fn minus(self, other: Money) -> Option<Money> {
        self.plus(Money { amount: -other.amount, ..other })
    }
}

/// A number for people: `-1234567.50` as `-1,234,567.50`.
pub fn grouped(number: Decimal) -> String {
    let digits = number.to_string();
    let (sign, digits) = digits.strip_prefix('-').map_or(("", digits.as_str()), |rest| ("-", rest));
    let (whole, fraction) = digits.split_once('.').map_or((digits, None), |(whole, rest)| (whole, Some(rest)));
    let mut out = String::from(sign);
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if let Some(fraction) = fraction {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

/// The sum for people, as tables show it: `78,900.00 EUR`. What is to be typed or read by a program has the bare digits of `amount`.
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{} {}", grouped(self.amount), self.currency))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn money(text: &str, code: &str) -> String {
        Money::new(decimal(text).expect("a decimal"), Currency::parse(code).expect("a currency")).to_string()
    }

    #[test]
    fn money_rounds_half_away_from_zero_to_the_minor_unit() {
        assert_eq!(money("0.125", "EUR"), "0.13 EUR");
        assert_eq!(money("-0.125", "EUR"), "-0.13 EUR");
        assert_eq!(money("2.5", "JPY"), "3 JPY");
        assert_eq!(money("7", "EUR"), "7.00 EUR");
        assert_eq!(money("-0.001", "EUR"), "0.00 EUR");
        assert_eq!(money("1.0005", "KWD"), "1.001 KWD");
    }

    #[test]
    fn a_sum_is_told_in_thousands() {
        assert_eq!(money("15860", "EUR"), "15,860.00 EUR");
        assert_eq!(money("-1234567.5", "EUR"), "-1,234,567.50 EUR");
        assert_eq!(money("999.99", "EUR"), "999.99 EUR");
        assert_eq!(money("1000000", "JPY"), "1,000,000 JPY");
    }

    #[test]
    fn a_decimal_is_digits_and_one_point() {
        for wrong in ["", "-", "1e3", "1_000", "1,000", ".5", "5.", "1.2.3", ".", "+5", " 5", "0x1", "NaN", "٣"] {
            assert_eq!(decimal(wrong), None, "{wrong}");
        }
        for (text, told) in [
            ("30000.00", "30000.00"),
            ("0", "0"),
            ("0.00", "0.00"),
            ("-5", "-5"),
            ("007.50", "7.50"),
            ("999999999999999999", "999999999999999999"),
            ("9999999999999999.99", "9999999999999999.99"),
            ("99999999999999999999999.99999", "99999999999999999999999.99999"),
        ] {
            assert_eq!(decimal(text).map(|number| number.to_string()).as_deref(), Some(told), "{text}");
        }
    }

    #[test]
    fn unlike_currencies_never_add() {
        let eur = Money::new(Decimal::ONE, Currency::parse("EUR").expect("a currency"));
        let usd = Money::new(Decimal::ONE, Currency::parse("USD").expect("a currency"));
        assert_eq!(eur.plus(usd), None);
        assert_eq!(eur.plus(eur).map(|sum| sum.to_string()).as_deref(), Some("2.00 EUR"));
        assert_eq!(Currency::parse("eur"), None);
        assert_eq!(Currency::parse("ABC"), None);
    }
}
