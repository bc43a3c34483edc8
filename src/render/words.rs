//! What a cell says: in words for people, and in plain characters for scripts. Knows no layout.

use super::bar;
use crate::values::{Money, grouped};
use crate::view::Cell;

/// What stands where there is nothing.
pub(super) const ABSENT: &str = "-";

/// The cell as a person reads it; record text is still untrusted.
pub(super) fn human(cell: &Cell) -> String {
    match cell {
        Cell::Empty => ABSENT.to_owned(),
        Cell::Text(text) => text.clone(),
        Cell::Money(sum) => sum.to_string(),
        Cell::Number(number) => grouped(*number),
        Cell::Flag(true) => "yes".to_owned(),
        Cell::Flag(false) => "no".to_owned(),
        Cell::List(items) if items.is_empty() => ABSENT.to_owned(),
        Cell::List(items) => items.join(", "),
        Cell::Ratio(ratio) => bar::tenths(*ratio),
        Cell::Each(cost, currency) => format!("{} {currency}", grouped(*cost)),
        Cell::Day(_) | Cell::Month(_) | Cell::Count(_) => plain(cell),
    }
}

/// A sum beside a column that names its currency: `30,000.00`.
pub(super) fn sum(sum: Money) -> String {
    grouped(sum.amount)
}

/// The cell as a script reads it: digits without grouping, nothing for nothing.
pub(super) fn plain(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => text.clone(),
        Cell::Day(day) => day.to_string(),
        Cell::Month(month) => month.to_string(),
        Cell::Count(count) => count.to_string(),
        Cell::Number(number) | Cell::Each(number, _) => number.to_string(),
        Cell::Ratio(ratio) => format!("{ratio:.4}"),
        Cell::Money(money) => amount(*money),
        Cell::Flag(flag) => flag.to_string(),
        Cell::List(items) => items.join("; "),
    }
}

/// The digits of a sum, with exactly those of its currency behind the point (more only where it has more).
pub(super) fn amount(money: Money) -> String {
    let mut amount = money.amount;
    let digits = money.currency.minor_digits();
    if amount.scale() < digits {
        amount.rescale(digits);
    }
    amount.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::{Currency, Decimal};

    fn cell(amount: i64, scale: u32, code: &str) -> Cell {
        let currency = Currency::parse(code).expect("a currency");
        Cell::Money(Money { amount: Decimal::new(amount, scale), currency })
    }

    #[test]
    fn sums_are_grouped_for_people_and_bare_for_scripts() {
        assert_eq!(human(&cell(3_000_000, 2, "EUR")), "30,000.00 EUR");
        assert_eq!(human(&cell(-123_456_750, 2, "EUR")), "-1,234,567.50 EUR");
        assert_eq!(human(&cell(999, 0, "JPY")), "999 JPY");
        assert_eq!(plain(&cell(3_000_000, 2, "EUR")), "30000.00");
        assert_eq!(plain(&cell(7, 0, "EUR")), "7.00");
    }

    #[test]
    fn a_ratio_has_four_decimals_and_nothing_is_nothing() {
        assert_eq!(plain(&Cell::Ratio(Decimal::new(5, 1))), "0.5000");
        assert_eq!(human(&Cell::Ratio(Decimal::new(5, 1))), "50.0%");
        let each = Cell::Each(Decimal::new(714, 4), Currency::parse("SEK").expect("a currency"));
        assert_eq!((human(&each), plain(&each)), ("0.0714 SEK".to_owned(), "0.0714".to_owned()));
        assert_eq!(human(&Cell::Empty), "-");
        assert_eq!(plain(&Cell::Empty), "");
        assert_eq!(human(&Cell::List(vec!["ann".into(), "bo".into()])), "ann, bo");
    }
}
