//! A ratio as a person sees it: a short bar of blocks and a percentage. Knows no table.

use crate::values::Decimal;
use rust_decimal::RoundingStrategy;

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

/// `██████░░░░`, with a mark behind it where the ratio is above one: `██████████!`. Blocks are only full when what they stand for is reached;
/// whatever is more than nothing has one.
pub(super) fn blocks(ratio: Decimal) -> String {
    let whole = Decimal::from(BLOCKS);
    let full = ratio.checked_mul(whole).map_or(whole, |full| full.floor()).clamp(Decimal::ZERO, whole);
    let some = if ratio > Decimal::ZERO { Decimal::ONE } else { Decimal::ZERO };
    let full = usize::try_from(full.max(some)).unwrap_or(usize::from(BLOCKS));
    let mark = if ratio > Decimal::ONE { '!' } else { ' ' };
    format!("{}{}{mark}", "█".repeat(full), "░".repeat(usize::from(BLOCKS) - full))
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
    fn a_bar_is_full_when_all_is_reached_and_marked_when_it_is_passed() {
        assert_eq!(blocks(ratio(0)), "░░░░░░░░░░ ");
        assert_eq!(blocks(ratio(35)), "█░░░░░░░░░ ");
        assert_eq!(blocks(ratio(6_200)), "██████░░░░ ");
        assert_eq!(blocks(ratio(9_999)), "█████████░ ");
        assert_eq!(blocks(ratio(10_000)), "██████████ ");
        assert_eq!(blocks(ratio(10_001)), "██████████!");
        assert_eq!(blocks(ratio(-1)), "░░░░░░░░░░ ");
        assert_eq!(blocks(Decimal::MAX), "██████████!");
    }
}
