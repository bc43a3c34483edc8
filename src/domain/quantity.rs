//! How much of what: `2.1M contacts`, `12,500 clicks`, `5 000 kontaktia`, `55 %`. Only what begins with a number that can be read in one way
//! is a quantity; the rest stays words. Knows no report.

use crate::values::{Decimal, folded};

/// A number of something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quantity {
    /// How many.
    pub number: Decimal,
    /// Of what, folded, so that units can be compared; empty for a bare number.
    pub unit: String,
}

impl Quantity {
    /// Whether it is a share of something: shares of different things have no sum.
    pub fn is_share(&self) -> bool {
        self.unit.starts_with('%')
    }
}

/// The quantity that a text begins with; `None` where it begins with none, or with one that can be read in two ways (`12.500`, `2-3M`).
pub fn quantity(text: &str) -> Option<Quantity> {
    let text = text.trim();
    let (groups, after) = groups(text)?;
    let (multiplier, unit) = multiplier(after);
    let number = number(&groups, multiplier.is_some())?.checked_mul(multiplier.unwrap_or(Decimal::ONE))?;
    let unit = unit.trim();
    let starts_well = unit.chars().next().is_none_or(|first| first.is_alphabetic() || first == '%');
    let words: Vec<&str> = unit.split_whitespace().collect();
    starts_well.then(|| Quantity { number: number.normalize(), unit: folded(&words.join(" ")) })
}

/// Digits, and what stands before each group of them but the first.
type Groups<'t> = Vec<(Option<char>, &'t str)>;

/// The groups of digits that a text begins with, and what follows them.
fn groups(text: &str) -> Option<(Groups<'_>, &str)> {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let first = digits(text);
    if first == 0 {
        return None;
    }
    let mut groups = vec![(None, &text[..first])];
    let mut rest = &text[first..];
    while let Some(mark) = rest.chars().next().filter(|mark| matches!(mark, '.' | ',' | '\'' | '’') || is_blank(*mark))
    {
        let next = &rest[mark.len_utf8()..];
        let length = digits(next);
        // a blank only parts groups of three; what follows any other blank is the unit
        if length == 0 || (is_blank(mark) && length != 3) {
            break;
        }
        groups.push((Some(if is_blank(mark) { ' ' } else { mark }), &next[..length]));
        rest = &next[length..];
    }
    Some((groups, rest))
}

fn is_blank(mark: char) -> bool {
    matches!(mark, ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}')
}

/// `K` and `M` beside a number, and what follows them.
fn multiplier(rest: &str) -> (Option<Decimal>, &str) {
    let trimmed = rest.strip_prefix(is_blank).unwrap_or(rest);
    let factor = match trimmed.chars().next() {
        Some('K' | 'k') => Decimal::ONE_THOUSAND,
        Some('M') => Decimal::from(1_000_000),
        _ => return (None, rest),
    };
    let after = &trimmed[1..];
    // `km` and `Mbit` are units
    let alone = after.chars().next().is_none_or(|next| next.is_whitespace() || next == '%');
    if alone { (Some(factor), after) } else { (None, rest) }
}

/// Groups as a number: thousands by one mark, a fraction by another. A single point before three digits could be either, unless it is followed
/// by `K` or `M`; a single comma there parts thousands.
fn number(groups: &Groups<'_>, multiplied: bool) -> Option<Decimal> {
    let (first, rest) = groups.split_first()?;
    let Some((last, inner)) = rest.split_last() else { return Decimal::from_str_exact(first.1).ok() };
    let thousands = |mark: Option<char>| {
        inner.iter().chain([last]).all(|(own, digits)| *own == mark && digits.len() == 3)
            && first.1.len() <= 3
            && !first.1.starts_with('0')
    };
    let fraction = |mark: Option<char>| {
        let parted = inner.first().map(|(mark, _)| *mark);
        matches!(mark, Some('.' | ','))
            && inner.iter().all(|(own, digits)| Some(*own) == parted && *own != mark && digits.len() == 3)
            && (inner.is_empty() || first.1.len() <= 3)
    };
    let doubtful = inner.is_empty() && last.0 == Some('.') && last.1.len() == 3 && !multiplied && first.1 != "0";
    if doubtful {
        return None;
    }
    let whole: String = groups[..groups.len() - 1].iter().map(|(_, digits)| *digits).collect();
    if (last.0 != Some('.') || !inner.is_empty()) && thousands(last.0) {
        return Decimal::from_str_exact(&format!("{whole}{}", last.1)).ok();
    }
    if fraction(last.0) { Decimal::from_str_exact(&format!("{whole}.{}", last.1)).ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        quantity(text).map_or_else(|| "-".to_owned(), |told| format!("{} {}", told.number, told.unit))
    }

    #[test]
    fn a_number_and_its_unit_are_read_in_any_language() {
        assert_eq!(read("2.1M contacts"), "2100000 contacts");
        assert_eq!(read("900K contacts"), "900000 contacts");
        assert_eq!(read("12,500 clicks"), "12500 clicks");
        assert_eq!(read("1,234,567.5 Views"), "1234567.5 views");
        assert_eq!(read("5 000 kontaktia"), "5000 kontaktia");
        assert_eq!(read("1,5M kontaktia"), "1500000 kontaktia");
        assert_eq!(read("2000張"), "2000 張");
        assert_eq!(read("3,000 คน"), "3000 คน");
        assert_eq!(read("1.200.000 lượt xem"), read("1200000 lượt xem"));
        assert_eq!(read("55 % yrittäjistä"), "55 % yrittäjistä");
        assert_eq!(read("2.1 milj. kontaktia"), "2.1 milj. kontaktia");
        assert_eq!(read("400"), "400 ");
        assert_eq!(read("30 km"), "30 km");
        assert_eq!(read("0.125 euros"), "0.125 euros");
        assert_eq!(read("2.125M contacts"), "2125000 contacts");
    }

    #[test]
    fn what_could_be_read_in_two_ways_is_no_quantity() {
        for text in [
            "12.500 Klicks",
            "2-3M contacts",
            "about 2M",
            "預購2000張",
            "+5%",
            "-5%",
            "",
            "M",
            "1,23,4 a",
            "2/3 of all",
            "1.2.3 x",
        ] {
            assert_eq!(read(text), "-", "{text}");
        }
        assert_eq!(read(&"9".repeat(40)), "-");
    }
}
