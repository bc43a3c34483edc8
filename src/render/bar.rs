//! A ratio as a person sees it: a short bar of blocks and a percentage. Knows no table.

use crate::values::Decimal;
use rust_decimal::RoundingStrategy;
use std::cmp::Ordering;

/// Blocks in a whole bar.
const BLOCKS: u8 = 10;

/// `62%`: to a whole percent, half away from zero. What is not quite nothing or all does not say so: `<1%`, `<100%`, `>100%`.
pub(super) fn percent(ratio: Decimal) -> String {
    let Some(exact) = ratio.checked_mul(Decimal::ONE_HUNDRED) else { return ratio.to_string() };
    let whole = exact.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero);
    let sign = if whole.is_zero() && exact > Decimal::ZERO {
        return "<1%".to_owned();
    } else if whole == Decimal::ONE_HUNDRED && exact < whole {
        "<"
    } else if whole == Decimal::ONE_HUNDRED && exact > whole {
        ">"
    } else {
        ""
    };
    // a rounded zero may still carry a sign
    let whole = if whole.is_zero() { Decimal::ZERO } else { whole };
    format!("{sign}{}%", whole.normalize())
}

/// `110.2%`: to a tenth of a percent, half away from zero, for what is compared with a limit. Not quite nothing does not say so: `<0.1%`,
/// `>-0.1%`.
pub(super) fn tenths(ratio: Decimal) -> String {
    let Some(exact) = ratio.checked_mul(Decimal::ONE_HUNDRED) else { return ratio.to_string() };
    let told = exact.round_dp_with_strategy(1, RoundingStrategy::MidpointAwayFromZero);
    match exact.cmp(&Decimal::ZERO) {
        Ordering::Greater if told.is_zero() => "<0.1%".to_owned(),
        Ordering::Less if told.is_zero() => ">-0.1%".to_owned(),
        // a rounded zero may still carry a sign
        Ordering::Equal => "0.0%".to_owned(),
        _ => format!("{told:.1}%"),
    }
}

/// `██████░░░░`. Blocks are only full when what they stand for is reached; whatever is more than nothing has one.
pub(super) fn blocks(ratio: Decimal) -> String {
    let whole = Decimal::from(BLOCKS);
    let full = ratio.checked_mul(whole).map_or(whole, |full| full.floor()).clamp(Decimal::ZERO, whole);
    let some = if ratio > Decimal::ZERO { Decimal::ONE } else { Decimal::ZERO };
    let full = usize::try_from(full.max(some)).unwrap_or(usize::from(BLOCKS));
    format!("{}{}", "█".repeat(full), "░".repeat(usize::from(BLOCKS) - full))
}

/// Some ratios as bars and percentages that stand below each other, marked where one is above all: `██████████! 102%`. `None` stays `None`.
pub(super) fn bars(ratios: &[Option<Decimal>]) -> Vec<Option<String>> {
    let told = || ratios.iter().flatten();
    let widest = told().map(|ratio| percent(*ratio).len()).max().unwrap_or(0);
    let is_over = |ratio: &Decimal| Decimal::ONE < *ratio;
    let any_over = told().any(is_over);
    let bar = |ratio: &Decimal| {
        let mark = if is_over(ratio) { "!" } else { " " };
        format!("{}{} {:>widest$}", blocks(*ratio), if any_over { mark } else { "" }, percent(*ratio))
    };
    ratios.iter().map(|ratio| ratio.as_ref().map(bar)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ratio(digits: i64) -> Decimal {
        Decimal::new(digits, 4)
    }

    #[test]
    fn a_percentage_is_never_rounded_to_nothing_or_to_all() {
        let told =
            [0, 35, 50, 6_200, 6_250, 9_949, 9_999, 10_000, 10_001, 10_450, -512, -3].map(|of| percent(ratio(of)));
        assert_eq!(told, ["0%", "<1%", "1%", "62%", "63%", "99%", "<100%", "100%", ">100%", "105%", "-5%", "0%"]);
    }

    #[test]
    fn a_ratio_that_is_compared_is_told_to_a_tenth_of_a_percent() {
        let told = [0, 3, 5, 407, 9_765, 11_023, 12_505, -10_000, -3].map(|of| tenths(ratio(of)));
        // 1.2505 is 125.05%: half away from zero
        assert_eq!(told, ["0.0%", "<0.1%", "0.1%", "4.1%", "97.7%", "110.2%", "125.1%", "-100.0%", ">-0.1%"]);
    }

    #[test]
    fn a_bar_is_full_when_all_is_reached() {
        let told = [0, 35, 6_200, 9_999, 10_000, 10_001, -1].map(|of| blocks(ratio(of)));
        let drawn = ["░░░░░░░░░░", "█░░░░░░░░░", "██████░░░░", "█████████░", "██████████", "██████████", "░░░░░░░░░░"];
        assert_eq!(told, drawn);
        assert_eq!(blocks(Decimal::MAX), "██████████");
    }

    #[test]
    fn bars_stand_below_each_other_and_what_is_over_is_marked() {
        let told = |of: &[Option<i64>]| -> Vec<String> {
            let ratios: Vec<Option<Decimal>> = of.iter().map(|of| of.map(ratio)).collect();
            bars(&ratios).into_iter().map(Option::unwrap_or_default).collect()
        };
        assert_eq!(told(&[Some(6_200), None, Some(500)]), ["██████░░░░ 62%", "", "█░░░░░░░░░  5%"]);
        assert_eq!(told(&[Some(6_200), Some(10_200)]), ["██████░░░░   62%", "██████████! 102%"]);
    }
}
