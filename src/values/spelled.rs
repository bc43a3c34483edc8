//! How a sum or a percentage that does not read is to be written: said to the writer, never written for them, for a comma moved is another
//! sum. Where a text can mean two sums, both are said. Knows no records.

use super::money::{Amount, decimal};
use super::percent::Percent;
use super::{Decimal, ascii_digits};
use serde::de::{self, Deserializer, Visitor};
use std::fmt;
use unicode_normalization::UnicodeNormalization;

/// More digits than a decimal holds.
const MOST_DIGITS: usize = 28;

/// Reads a text, or says what is wanted and how this one is to be written.
pub(super) struct Spelled<T> {
    pub(super) wanted: &'static str,
    pub(super) read: fn(&str) -> Option<T>,
    pub(super) hint: fn(&str) -> Option<String>,
}

impl<'de, T> Visitor<'de> for Spelled<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.wanted)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<T, E> {
        (self.read)(text).ok_or_else(|| match (self.hint)(text) {
            Some(hint) => E::custom(format!("should be {}, not `{text}`: {hint}", self.wanted)),
            None => E::invalid_value(de::Unexpected::Str(text), &self),
        })
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        deserializer.deserialize_str(self)
    }
}

/// How an amount is to be written.
pub(super) fn amount(text: &str) -> Option<String> {
    let figure = figure(text);
    if figure.bytes().filter(u8::is_ascii_digit).count() > MOST_DIGITS {
        return Some(format!("no sum has more than {MOST_DIGITS} digits"));
    }
    if is_exponent(&figure) {
        return Some("write it out, without an exponent".to_owned());
    }
    let sums = sums(&figure);
    if sums.is_empty()
        && let Some(hours) = clock(text)
    {
        return Some(format!("write hours as a decimal number: `{hours}`"));
    }
    either(sums, "")
}

/// The hours of a clock or of minutes; nothing else that is no number is taken for hours.
fn clock(text: &str) -> Option<Decimal> {
    let lower = text.to_lowercase();
    // `30m` may be millions
    let is_clock = lower.contains([':', 'h']) || lower.contains("min");
    hours_meant(text).filter(|_| is_clock)
}

/// The hours that were meant by a comma, a clock or a unit: `2,5`, `1:30`, `1 h 30 min`, `90 min`.
pub fn hours_meant(typed: &str) -> Option<Decimal> {
    let typed = ascii_digits(typed).to_lowercase().replace(',', ".");
    let number =
        |text: &str| Amount::parse(text.trim()).map(|number| number.0).filter(|number| !number.is_sign_negative());
    let minutes = |text: &str| number(text).map(|minutes| minutes / Decimal::from(60));
    let found = match typed.split_once([':', 'h']) {
        Some((whole, rest)) => {
            let rest = rest.trim_start_matches("ours").trim_end_matches("min").trim_end_matches('m').trim();
            let part = rest.split(':').next().unwrap_or(rest);
            number(whole)?.checked_add(if part.is_empty() { Decimal::ZERO } else { minutes(part)? })?
        }
        None => match typed.strip_suffix("min").or_else(|| typed.strip_suffix('m')) {
            Some(rest) => minutes(rest)?,
            None => number(&typed)?,
        },
    };
    (found > Decimal::ZERO).then(|| found.round_dp(2).normalize())
}

/// How a percentage is to be written. A bare number below one may be a share or a very small percentage.
pub(super) fn percent(text: &str) -> Option<String> {
    let figure = figure(text);
    let bare = figure.trim_end_matches("percent").trim_end_matches(['%', '\u{66a}']).to_owned();
    let mut sums = sums(&bare);
    if let [one] = sums.as_slice()
        && bare == figure
        && let Some(hundredfold) = share(one)
    {
        sums.insert(0, hundredfold);
    }
    either(sums, "%")
}

/// `0.15` as it would be in hundredths; `None` for what is no share of one.
fn share(text: &str) -> Option<String> {
    let hundredths = text.strip_prefix("0.").filter(|digits| digits.len() >= 2)?;
    let (whole, rest) = hundredths.split_at(2);
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    let rest = rest.trim_end_matches('0');
    Some(if rest.is_empty() { whole.to_owned() } else { format!("{whole}.{rest}") })
}

fn either(sums: Vec<String>, sign: &str) -> Option<String> {
    match sums.as_slice() {
        [] => None,
        [one] => Some(format!("write `{one}{sign}`")),
        [one, other, ..] => Some(format!("write `{one}{sign}` or `{other}{sign}`, whichever is meant")),
    }
}

/// What was typed, without currency, blanks and apostrophes, in ordinary digits.
fn figure(text: &str) -> String {
    let text = text.nfkc().collect::<String>();
    let text = ascii_digits(&text).replace('\u{2212}', "-");
    let dropped = |sign: char| {
        sign.is_whitespace()
            || matches!(sign, '\'' | '\u{2019}' | '_' | '\u{66c}')
            || matches!(sign, '$' | '\u{a2}'..='\u{a5}' | '\u{e3f}' | '\u{20a0}'..='\u{20cf}')
    };
    let text: String = text.chars().filter(|&sign| !dropped(sign)).collect();
    let text = text.replace('\u{66b}', ",");
    let text = text.strip_prefix('+').unwrap_or(&text);
    let text = text.strip_suffix(".-").or_else(|| text.strip_suffix(",-")).unwrap_or(text);
    let code = |part: &str| matches!(part.to_lowercase().as_str(), "kr" | "kr." | "h" | "hours") || is_code(part);
    let letters = text.find(|sign: char| sign.is_ascii_digit() || sign == '-').unwrap_or(0);
    let text = if code(&text[..letters]) { &text[letters..] } else { text };
    let digits = text.rfind(|sign: char| sign.is_ascii_digit()).map_or(0, |at| at + 1);
    if code(&text[digits..]) { text[..digits].to_owned() } else { text.to_owned() }
}

fn is_code(text: &str) -> bool {
    super::Currency::parse(&text.to_uppercase()).is_some()
}

fn is_exponent(text: &str) -> bool {
    let Some((whole, power)) = text.split_once(['e', 'E']) else { return false };
    decimal(whole).is_some() && decimal(power.trim_start_matches('+')).is_some()
}

/// The sums that digits with points and commas can be: one, or two where a single mark may part thousands or cents.
fn sums(text: &str) -> Vec<String> {
    let (minus, digits) = text.strip_prefix('-').map_or(("", text), |rest| ("-", rest));
    let marks: Vec<char> = digits.chars().filter(|sign| !sign.is_ascii_digit()).collect();
    if digits.is_empty() || marks.iter().any(|mark| !matches!(mark, '.' | ',')) {
        return Vec::new();
    }
    let point = |at: usize| {
        let (whole, cents) = (&digits[..at], &digits[at + 1..]);
        let whole = whole.replace(['.', ','], "");
        format!("{minus}{}.{cents}", if whole.is_empty() { "0" } else { &whole })
    };
    let without = || format!("{minus}{}", digits.replace(['.', ','], ""));
    let grouped = |text: &str| {
        let mut groups = text.split(['.', ',']);
        let first = groups.next().unwrap_or_default();
        (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3)
    };
    let found = match (marks.as_slice(), digits.rfind(['.', ','])) {
        ([], _) => vec![without()],
        ([_], Some(at)) if grouped(digits) => vec![without(), point(at)],
        ([_], Some(at)) => vec![point(at)],
        ([first, .., last], Some(at)) if first != last && grouped(&digits[..at]) => vec![point(at)],
        ([first, rest @ ..], _) if rest.iter().all(|mark| mark == first) && grouped(digits) => vec![without()],
        _ => Vec::new(),
    };
    found
        .into_iter()
        .filter(|sum| Amount::parse(sum).is_some() && Percent::parse(&format!("{sum}%")).is_some())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_that_can_be_only_one_is_said() {
        for text in [
            "30 000,00 €",
            "30\u{a0}000,00 €",
            "€30,000.00",
            "30.000,00",
            "30'000.00",
            "30_000.00",
            "30000,00",
            "EUR 30000.00",
            "30000.00 EUR",
            "30 000,00 kr",
            "฿30,000.00",
            "３００００.００",
            "+30000.00",
        ] {
            assert_eq!(amount(text).as_deref(), Some("write `30000.00`"), "{text}");
        }
        assert_eq!(amount("1,234,567").as_deref(), Some("write `1234567`"));
        assert_eq!(amount("-2,5").as_deref(), Some("write `-2.5`"));
        assert_eq!(amount("30000.-").as_deref(), Some("write `30000`"));
        assert_eq!(amount(",50").as_deref(), Some("write `0.50`"));
    }

    #[test]
    fn a_clock_is_hours_and_is_said_as_a_decimal() {
        let told = |hours: &str| Some(format!("write hours as a decimal number: `{hours}`"));
        for (text, hours) in
            [("1:30", "1.5"), ("1h30", "1.5"), ("1 h 30 min", "1.5"), ("90 min", "1.5"), ("７:15", "7.25")]
        {
            assert_eq!(amount(text), told(hours), "{text}");
        }
        assert_eq!(amount("2,5").as_deref(), Some("write `2.5`"));
        assert_eq!(amount("2,5 h").as_deref(), Some("write `2.5`"));
        for text in ["-1:30", "half past", "about 1:30", "0:00", "30m"] {
            assert_eq!(amount(text), None, "{text}");
        }
    }

    #[test]
    fn a_sum_that_can_be_two_is_not_chosen() {
        assert_eq!(amount("30,000").as_deref(), Some("write `30000` or `30.000`, whichever is meant"));
        for text in ["ca. 30000", "30k", "NaN", ".inf", "-", "", "1,23,4", "12.34.56", "30,000,00.5,1"] {
            assert_eq!(amount(text), None, "{text}");
        }
    }

    #[test]
    fn what_no_sum_can_be_is_said_so() {
        assert_eq!(amount("1e5").as_deref(), Some("write it out, without an exponent"));
        assert_eq!(amount(&"1234567890".repeat(4)).as_deref(), Some("no sum has more than 28 digits"));
    }

    #[test]
    fn a_percentage_has_its_sign() {
        for (text, hint) in [
            ("15", "write `15%`"),
            ("15,5%", "write `15.5%`"),
            ("15 percent", "write `15%`"),
            ("0.15", "write `15%` or `0.15%`, whichever is meant"),
            ("0.1765", "write `17.65%` or `0.1765%`, whichever is meant"),
        ] {
            assert_eq!(percent(text).as_deref(), Some(hint), "{text}");
        }
        assert_eq!(percent("a lot"), None);
    }
}
