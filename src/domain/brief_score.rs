//! How complete and how strong a brief is, in figures (D3, F40). Knows no section and no rule: who counts them hands the counts in.
//! A gate never looks at a score: it asks for errors only. Scores are for seeing how briefs change over time, never for grading people.

use super::brief_sections::Need;
use crate::values::Decimal;
use rust_decimal::RoundingStrategy;
use std::collections::BTreeMap;

/// What an error takes off a brief's strength.
pub const ERROR_COSTS: usize = 12;
/// What a warning takes off a brief's strength.
pub const WARNING_COSTS: usize = 4;

/// How much of what a brief's type asks for is there: the weights of the sections answered, of those asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Completeness {
    /// The weights of the sections that are filled, or waived by somebody who may.
    pub answered: u32,
    /// The weights of all sections asked.
    pub asked: u32,
}

impl Completeness {
    /// Counts a section. A required one weighs two, a recommended one one, and what is not asked nothing.
    pub fn add(&mut self, need: Need, is_answered: bool) {
        let weight = match need {
            Need::Required => 2,
            Need::Recommended => 1,
            Need::NotAsked => 0,
        };
        self.asked += weight;
        if is_answered {
            self.answered += weight;
        }
    }

    /// As a share, to four decimals. Every type asks for something; where nothing is asked nothing is missing.
    pub fn share(self) -> Decimal {
        share(Decimal::from(self.answered), self.asked as usize).unwrap_or(Decimal::ONE)
    }
}

/// How strong a brief is: 100, less 12 for each error and 4 for each warning, and never below 0.
pub fn strength(errors: usize, warnings: usize) -> u32 {
    let costs = errors.saturating_mul(ERROR_COSTS).saturating_add(warnings.saturating_mul(WARNING_COSTS));
    100u32.saturating_sub(u32::try_from(costs).unwrap_or(u32::MAX))
}

/// The figures of one brief, with what is behind them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Score {
    /// What is there of what is asked.
    pub completeness: Completeness,
    /// What would stop it.
    pub errors: usize,
    /// What is worth a look.
    pub warnings: usize,
    /// The rules that found something, and how often.
    pub rules: BTreeMap<&'static str, usize>,
}

impl Score {
    /// How strong it is.
    pub fn strength(&self) -> u32 {
        strength(self.errors, self.warnings)
    }
}

/// A sum shared out, to four decimals; `None` over nothing.
pub fn share(sum: Decimal, over: usize) -> Option<Decimal> {
    mean(sum, over, 4)
}

/// A sum shared out, to so many decimals, half away from zero; `None` over nothing.
pub fn mean(sum: Decimal, over: usize, decimals: u32) -> Option<Decimal> {
    let mut mean = sum.checked_div(Decimal::from(over))?;
    mean = mean.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero);
    mean.rescale(decimals);
    Some(mean)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn required_sections_weigh_twice_as_much_as_recommended_ones() {
        let mut of = Completeness::default();
        for (need, answered) in [
            (Need::Required, true),
            (Need::Required, true),
            (Need::Required, false),
            (Need::Recommended, true),
            (Need::NotAsked, true),
        ] {
            of.add(need, answered);
        }
        // 2 + 2 + 1 of 2 + 2 + 2 + 1
        assert_eq!(of, Completeness { answered: 5, asked: 7 });
        assert_eq!(of.share().to_string(), "0.7143");
        assert_eq!(Completeness::default().share(), Decimal::ONE);
    }

    #[test]
    fn an_error_takes_twelve_a_warning_four_and_nothing_goes_below_zero() {
        assert_eq!([strength(0, 0), strength(1, 0), strength(0, 1), strength(3, 2)], [100, 88, 96, 56]);
        assert_eq!([strength(8, 1), strength(8, 0), strength(9, 0), strength(0, 25)], [0, 4, 0, 0]);
        assert_eq!(strength(usize::MAX, usize::MAX), 0);
    }

    #[test]
    fn shares_are_rounded_half_away_from_zero() {
        let share = |sum: i64, over| share(Decimal::from(sum), over).map(|share| share.to_string());
        assert_eq!((share(2, 3), share(1, 8), share(1, 0)), (Some("0.6667".into()), Some("0.1250".into()), None));
        // 0.00005 is halfway
        assert_eq!(share(1, 20_000), Some("0.0001".into()));
    }
}
