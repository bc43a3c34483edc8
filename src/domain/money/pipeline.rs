//! The pipeline (F36): what opportunities are worth by how likely they are, what came of those decided, and how much is needed for a target.
//! Formulas only.

use super::impossible;
use super::tally::ratio;
use super::unpriced::Unpriced;
use crate::domain::client::{Opportunity, OpportunityStage};
use crate::values::{Amount, Currency, Day, Decimal, Money, Percent};

crate::words! {
    /// What became of an opportunity.
    pub enum Outcome {
        /// Nothing yet.
        Open = "open",
        /// We got it.
        Won = "won",
        /// Somebody else did, or nobody.
        Lost = "lost",
        /// We said no.
        Declined = "declined",
    }
}

/// What had become of an opportunity by a day; `None` where it was decided and its stage does not say how. Stages have no date: one decided later
/// was open, and one without the day of its decision counts as it stands.
pub fn outcome(opportunity: &Opportunity, day: Day) -> Option<Outcome> {
    if opportunity.is_open(day) {
        return Some(Outcome::Open);
    }
    over(opportunity.stage)
}

fn over(stage: OpportunityStage) -> Option<Outcome> {
    match stage {
        OpportunityStage::Won => Some(Outcome::Won),
        OpportunityStage::Lost => Some(Outcome::Lost),
        OpportunityStage::Declined => Some(Outcome::Declined),
        _ => None,
    }
}

/// The stage an opportunity is in; `None` for one that was decided after the day asked about, whose stage then nobody wrote down.
pub fn open_stage(opportunity: &Opportunity) -> Option<OpportunityStage> {
    Some(opportunity.stage).filter(|stage| over(*stage).is_none())
}

/// What an opportunity is worth by how likely it is (F36, as sales teams everywhere reckon it): value x probability, rounded to the currency's minor
/// unit. `Err` says what is missing, or that the probability is none.
///
/// Worked example: 60,000.00 at 50% are 30,000.00.
pub fn weighted(value: Option<Decimal>, probability: Option<Percent>, currency: Currency) -> Result<Money, String> {
    let (value, probability) = match (value, probability) {
        (Some(value), Some(probability)) => (value, probability),
        (None, Some(_)) => return Err("it has no value".to_owned()),
        (Some(_), None) => return Err("it has no probability".to_owned()),
        (None, None) => return Err("it has neither value nor probability".to_owned()),
    };
    if let Some(fault) = impossible::of_sum(Amount(value)) {
        return Err(fault.message("value"));
    }
    let share = probability.ratio();
    if share < Decimal::ZERO || Decimal::ONE < share {
        return Err(format!("a probability lies between 0% and 100%, and {probability} does not"));
    }
    let worth = value.checked_mul(share).ok_or_else(|| Unpriced::TooLarge.to_string())?;
    Ok(Money::new(worth, currency))
}

/// The share of what was decided that was won (F36): won / (won + lost), to four decimals; what was declined is in neither. In number or in value.
/// `None` where nothing was won or lost.
///
/// Worked example: 7 won and 13 lost: 7 / 20 = 0.35.
pub fn win_rate(won: Decimal, lost: Decimal) -> Option<Decimal> {
    ratio(won, won.checked_add(lost)?)
}

/// How much must be in the pipeline for a target (F36): target / win rate, by the exact shares. `None` where nothing was won.
///
/// Worked example: 35,000.00 at 7 won of 20: 35,000 x 20 / 7 = 100,000.00.
pub fn required(target: Money, won: Decimal, lost: Decimal) -> Option<Money> {
    let all = target.amount.checked_mul(won.checked_add(lost)?)?;
    (Decimal::ZERO < won).then(|| all.checked_div(won)).flatten().map(|amount| Money::new(amount, target.currency))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn percent(text: &str) -> Percent {
        Percent::parse(text).expect("a percentage")
    }

    #[test]
    fn an_opportunity_is_worth_its_value_by_its_probability() {
        let of = |value: Option<u32>, share: Option<Percent>, code: &str| {
            let currency = Currency::parse(code).expect("a currency");
            weighted(value.map(Decimal::from), share, currency).map(|money| money.to_string())
        };
        assert_eq!(of(Some(60_000), Some(percent("50%")), "EUR").as_deref(), Ok("30,000.00 EUR"));
        // 12,345 x 0.335 = 4,135.575; half away from zero, and yen have no minor unit
        assert_eq!(of(Some(12_345), Some(percent("33.5%")), "EUR").as_deref(), Ok("4,135.58 EUR"));
        assert_eq!(of(Some(12_345), Some(percent("33.5%")), "JPY").as_deref(), Ok("4,136 JPY"));
        assert_eq!(of(None, Some(percent("50%")), "EUR").unwrap_err(), "it has no value");
        assert_eq!(of(Some(1), None, "EUR").unwrap_err(), "it has no probability");
        assert_eq!(of(None, None, "EUR").unwrap_err(), "it has neither value nor probability");
        let wrong = "a probability lies between 0% and 100%, and 120% does not";
        assert_eq!(of(Some(1), Some(percent("120%")), "EUR").unwrap_err(), wrong);
        assert!(of(Some(1), Some(percent("-1%")), "EUR").is_err());
    }

    #[test]
    fn a_target_needs_as_much_more_as_is_lost() {
        let rate = |won: u32, lost: u32| win_rate(won.into(), lost.into()).map(|rate| rate.to_string());
        assert_eq!(rate(7, 13).as_deref(), Some("0.3500"));
        assert_eq!(rate(0, 3).as_deref(), Some("0.0000"));
        assert_eq!(rate(0, 0), None);
        let target = Money::new(Amount::parse("35000").expect("an amount").0, Currency::EUR);
        let needs = |won: u32, lost: u32| required(target, won.into(), lost.into()).map(|money| money.to_string());
        assert_eq!(needs(7, 13).as_deref(), Some("100,000.00 EUR"));
        // a third: exactly three times as much, although the rate prints as 0.3333
        assert_eq!(needs(1, 2).as_deref(), Some("105,000.00 EUR"));
        assert_eq!(needs(0, 3), None);
    }
}
