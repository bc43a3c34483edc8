//! An estimate version or a change order as it is offered on a day: each line with its price, what the lines come to, and the contingency beside
//! them. Prices by `price` alone: what is still open in a draft is filled in as its approval would fill it in. Whether anybody said yes is for
//! `agreement` and `lacking`.

use super::agreement::currency_of;
use super::price;
use super::terms::Terms;
use super::unpriced::Unpriced;
use crate::domain::contract::CommissionBase;
use crate::domain::job_money::{ChangeOrder, Estimate, Line, LineKind};
use crate::values::{Currency, Day, Decimal, Money, Percent};

/// One line of an offer.
#[derive(Clone, Debug)]
pub struct Offered {
    /// The line, with what it lacks filled in where that is known.
    pub line: Line,
    /// What it costs the client.
    pub price: Result<Money, Unpriced>,
}

/// A priced paper.
#[derive(Clone, Debug)]
pub struct Offer {
    /// What its sums are in.
    pub currency: Currency,
    /// Its lines, in the order of the paper.
    pub lines: Vec<Offered>,
    /// The share of fee and third-party cost that is set aside.
    pub share: Option<Percent>,
    base: CommissionBase,
}

impl Offer {
    /// A version of an estimate.
    pub fn estimate(estimate: &Estimate, terms: &Terms<'_>, day: Day) -> Offer {
        Offer { share: estimate.contingency, ..Offer::of(&estimate.lines, false, estimate.currency, terms, day) }
    }

    /// A change order.
    pub fn change(change: &ChangeOrder, terms: &Terms<'_>, day: Day) -> Offer {
        Offer::of(&change.lines, true, change.currency, terms, day)
    }

    fn of(lines: &[Line], takes: bool, currency: Option<Currency>, terms: &Terms<'_>, day: Day) -> Offer {
        let (currency, base) = (currency_of(currency, terms), terms.commission_base());
        let offered = |line: &Line| match price::complete(std::slice::from_ref(line), terms, currency, day) {
            Ok((mut whole, _)) => {
                let line = whole.pop().unwrap_or_else(|| line.clone());
                Offered { price: price::price_on(&line, takes, currency, base), line }
            }
            Err(why) => {
                Offered { price: Err(why.into_iter().next().unwrap_or(Unpriced::TooLarge)), line: line.clone() }
            }
        };
        Offer { currency, lines: lines.iter().map(offered).collect(), share: None, base }
    }

    /// The lines before discounts.
    pub fn before_discounts(&self) -> Result<Money, Unpriced> {
        self.sum(|kind| kind != LineKind::Discount)
    }

    /// What the discounts take off: nothing, or below it.
    pub fn discounts(&self) -> Result<Money, Unpriced> {
        self.sum(|kind| kind == LineKind::Discount)
    }

    /// What it comes to, without tax.
    pub fn total(&self) -> Result<Money, Unpriced> {
        self.sum(|_| true)
    }

    /// What is set aside beside the total; `None` where no share is.
    pub fn contingency(&self) -> Option<Result<Money, Unpriced>> {
        let lines: Vec<Line> = self.lines.iter().map(|offered| offered.line.clone()).collect();
        self.share.map(|_| price::contingency(&lines, self.share, self.currency, self.base))
    }

    /// Why lines have no price.
    pub fn refused(&self) -> impl Iterator<Item = &Unpriced> {
        self.lines.iter().filter_map(|offered| offered.price.as_ref().err())
    }

    /// Whether some line takes something off.
    pub fn is_discounted(&self) -> bool {
        self.discounts().is_ok_and(|sum| sum.amount != Decimal::ZERO)
    }

    fn sum(&self, of: impl Fn(LineKind) -> bool) -> Result<Money, Unpriced> {
        let mut prices = self.lines.iter().filter(|offered| of(offered.line.kind)).map(|offered| &offered.price);
        prices.try_fold(Money::zero(self.currency), |sum, price| sum.plus(price.clone()?).ok_or(Unpriced::TooLarge))
    }
}
