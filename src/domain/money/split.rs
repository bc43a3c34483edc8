//! How a sum is split: as some weights are, to the cent, in one way for all of the house. Knows nothing of what it splits.

use crate::values::{Decimal, Money};
use rust_decimal::RoundingStrategy;

/// A sum split as weights are, so that the parts add up to it. `None` where the weights come to nothing, or are too large to count with.
pub fn split(sum: Money, weights: impl IntoIterator<Item = Decimal, IntoIter: Clone>) -> Option<Vec<Money>> {
    let parts = split_number(sum.amount, sum.currency.minor_digits(), weights)?;
    Some(parts.into_iter().map(|part| Money::new(part, sum.currency)).collect())
}

/// The same of a number, to some digits: each part is what the weights up to it come to, rounded half away from zero, less what was given out
/// before. All of it, with all its digits, where there is nobody to share it with.
///
/// Worked example: 100.00 by 1, 1 and 1: 33.33, 33.34 (66.67 - 33.33) and 33.33 (100.00 - 66.67).
pub fn split_number(
    amount: Decimal,
    digits: u32,
    weights: impl IntoIterator<Item = Decimal, IntoIter: Clone>,
) -> Option<Vec<Decimal>> {
    let weights = weights.into_iter();
    let whole = weights.clone().try_fold(Decimal::ZERO, Decimal::checked_add)?;
    if whole.is_zero() {
        return None;
    }
    if weights.clone().count() == 1 {
        return Some(vec![amount]);
    }
    let (mut so_far, mut given) = (Decimal::ZERO, Decimal::ZERO);
    let part = |weight: Decimal| {
        so_far = so_far.checked_add(weight)?;
        let until = amount.checked_mul(so_far)?.checked_div(whole)?;
        let until = until.round_dp_with_strategy(digits, RoundingStrategy::MidpointAwayFromZero);
        let part = until.checked_sub(given)?;
        given = until;
        Some(part)
    };
    weights.map(part).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::{Amount, Currency};

    fn parts(sum: &str, weights: &[i64]) -> Option<Vec<String>> {
        let sum = Money::new(Amount::parse(sum).expect("an amount").0, Currency::EUR);
        let parts = split(sum, weights.iter().map(|weight| Decimal::from(*weight)))?;
        Some(parts.iter().map(|part| part.amount.to_string()).collect())
    }

    #[test]
    fn parts_add_up_to_the_cent() {
        let told = |sum, weights: &[i64]| parts(sum, weights).expect("parts").join(" ");
        assert_eq!(told("100.00", &[1, 1, 1]), "33.33 33.34 33.33");
        // 0.005 rounds away from zero, and nothing is left for the other
        assert_eq!(told("0.01", &[1, 1]), "0.01 0.00");
        // a discount: 90.00 as 100 and -10 are: 100.00 and -10.00; what is given back likewise
        assert_eq!(told("90.00", &[100, -10]), "100.00 -10.00");
        assert_eq!(told("-9.00", &[1, 2]), "-3.00 -6.00");
        assert_eq!(
            (parts("1.00", &[1, -1]), parts("1.00", &[])),
            (None, None),
            "as nothing is shared, nothing is split"
        );
    }
}
