//! Prices: what one line of an estimate or change order costs the client (F10 to F14), and what a line still lacks.
//! Each line is rounded half away from zero to its currency's minor unit; lines are summed after that.

use super::exchange::Factor;
use super::formulas;
use super::impossible;
use super::terms::Terms;
use super::unpriced::Unpriced;
use crate::domain::contract::CommissionBase;
use crate::domain::job_money::{Line, LineKind};
use crate::values::{Amount, Currency, Day, Decimal, Money, Percent};

/// What a line costs the client, from what is written in it alone: third-party cost with its markup (F10), media by their commission (F12).
pub fn line_price(line: &Line, currency: Currency, base: CommissionBase) -> Result<Money, Unpriced> {
    // of what may take off again, the paper is asked
    price_on(line, true, currency, base)
}

/// The same of a line on a paper, which must not hold a figure that nobody can mean there. `takes` for a change order.
pub fn price_on(line: &Line, takes: bool, currency: Currency, base: CommissionBase) -> Result<Money, Unpriced> {
    can_be(line, takes)?;
    price_of_possible(line, currency, base)
}

/// The same of a line that was seen to hold none.
pub(super) fn price_of_possible(line: &Line, currency: Currency, base: CommissionBase) -> Result<Money, Unpriced> {
    let amount = match line.kind {
        LineKind::Fee => match (line.amount, line.hours, line.rate) {
            (Some(amount), ..) => Some(amount.0),
            (None, Some(hours), Some(rate)) => hours.0.checked_mul(rate.0),
            (None, Some(_), None) => return Err(Unpriced::NoRate { line: name(line), role: line.role.clone() }),
            (None, None, _) => return Err(no_sum(line, "`amount`, or `hours` and `role`")),
        },
        LineKind::Discount => Some(-line.amount.ok_or_else(|| no_sum(line, "`amount`"))?.0),
        LineKind::Media if line.gross.is_some() => line.gross.map(|gross| gross.0),
        LineKind::Media => {
            let net = line.net.ok_or_else(|| no_sum(line, "`gross` or `net`"))?;
            let commission = line.commission.ok_or_else(|| Unpriced::NoCommission { line: name(line) })?;
            commission_factor(commission, base, || called(line))?.apply(net.0)
        }
        LineKind::ThirdParty => {
            let net = line.net.ok_or_else(|| no_sum(line, "`net`"))?;
            let markup = line.markup.ok_or_else(|| Unpriced::NoMarkup { what: name(line) })?;
            markup_factor(markup, || called(line))?.apply(net.0)
        }
        LineKind::Expense => {
            let net = line.net.ok_or_else(|| no_sum(line, "`net`"))?;
            line.markup.map_or(Ok(Factor::ONE), |markup| markup_factor(markup, || called(line)))?.apply(net.0)
        }
    };
    amount.map(|amount| Money::new(amount, currency)).ok_or(Unpriced::TooLarge)
}

/// Refuses a line with a figure that nobody can mean. `takes` for one of a change order.
pub fn can_be(line: &Line, takes: bool) -> Result<(), Unpriced> {
    if impossible::is_plain(line) {
        return Ok(());
    }
    match impossible::of_line(line, takes).next() {
        Some((key, fault)) => Err(fault.of(called(line), key)),
        None => Ok(()),
    }
}

/// What a line leaves for whoever supplies it, before the agency's markup or commission. `None` where it has no such sum:
/// a fee is the agency's own work, and a discount is nobody's.
pub fn line_net(line: &Line, currency: Currency, base: CommissionBase) -> Option<Money> {
    let net = match line.kind {
        LineKind::Fee | LineKind::Discount => return None,
        LineKind::Media if line.net.is_none() => {
            let (gross, share) = (line.gross?.0, line.commission?.ratio());
            match base {
                CommissionBase::Gross => gross.checked_mul(Decimal::ONE.checked_sub(share)?)?,
                CommissionBase::Net => gross.checked_div(Decimal::ONE.checked_add(share)?)?,
            }
        }
        LineKind::Media | LineKind::ThirdParty | LineKind::Expense => line.net?.0,
    };
    Some(Money::new(net, currency))
}

/// The sum of some lines.
pub fn total(lines: &[Line], currency: Currency, base: CommissionBase) -> Result<Money, Unpriced> {
    sum(currency, lines.iter().map(|line| line_price(line, currency, base)))
}

/// The sum of the lines of an estimate, none of which takes anything off: one that does is told before one that lacks something.
pub fn total_of_estimate(lines: &[Line], currency: Currency, base: CommissionBase) -> Result<Money, Unpriced> {
    lines.iter().try_for_each(|line| can_be(line, false))?;
    sum(currency, lines.iter().map(|line| price_of_possible(line, currency, base)))
}

fn sum(currency: Currency, prices: impl Iterator<Item = Result<Money, Unpriced>>) -> Result<Money, Unpriced> {
    let mut prices = prices;
    prices.try_fold(Money::zero(currency), |sum, price| sum.plus(price?).ok_or(Unpriced::TooLarge))
}

/// The contingency: a share of fee and third-party cost, beside the budget until a change order draws it.
pub fn contingency(
    lines: &[Line],
    share: Option<Percent>,
    currency: Currency,
    base: CommissionBase,
) -> Result<Money, Unpriced> {
    // it is an estimate's: none of its lines takes anything off
    contingency_of(lines.iter().map(|line| (line, price_on(line, false, currency, base))), share, currency)
}

/// The same of lines that are priced already.
pub fn contingency_of<'l>(
    priced: impl Iterator<Item = (&'l Line, Result<Money, Unpriced>)>,
    share: Option<Percent>,
    currency: Currency,
) -> Result<Money, Unpriced> {
    let Some(share) = share else { return Ok(Money::zero(currency)) };
    if let Some(fault) = impossible::of_share(share, false) {
        return Err(fault.of("the estimate", "contingency"));
    }
    let counted = priced.filter(|(line, _)| matches!(line.kind, LineKind::Fee | LineKind::ThirdParty));
    let sum = sum(currency, counted.map(|(_, price)| price))?;
    let amount = formulas::contingency(sum.amount, share).ok_or(Unpriced::TooLarge)?;
    Ok(Money::new(amount, currency))
}

/// What makes a net cost the client's price, by the line that pays for it: an order's or a supplier invoice's. Without a line, the contract's markup.
pub fn gross_up(line: Option<&Line>, terms: &Terms<'_>, what: &str) -> Result<Factor, Unpriced> {
    let contract_markup = || terms.contract.and_then(|contract| contract.markup);
    match line {
        Some(line) if line.kind == LineKind::Media => {
            let agreed = line.commission.or_else(|| terms.contract.and_then(|contract| contract.media_commission));
            let commission = agreed.ok_or_else(|| Unpriced::NoCommission { line: name(line) })?;
            commission_factor(commission, terms.commission_base(), || format!("`{what}`"))
        }
        Some(line) if line.kind == LineKind::Expense => {
            line.markup.map_or(Ok(Factor::ONE), |markup| markup_factor(markup, || format!("`{what}`")))
        }
        line => {
            let markup = line.and_then(|line| line.markup).or_else(contract_markup);
            let markup = markup.ok_or_else(|| Unpriced::NoMarkup { what: what.to_owned() })?;
            markup_factor(markup, || format!("`{what}`"))
        }
    }
}

/// One figure that a line lacks, and what it should say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// Which line, from 0.
    pub line: usize,
    /// `rate`, `markup` or `commission`.
    pub key: &'static str,
    /// As it is to be written.
    pub value: String,
}

/// The lines with what they lack filled in from the contract and its card in force on a day, and what was filled in:
/// what the first of `estimate approve --for internal` and `estimate send` writes. `Err` holds every line that cannot be completed.
pub fn complete(
    lines: &[Line],
    terms: &Terms<'_>,
    currency: Currency,
    day: Day,
) -> Result<(Vec<Line>, Vec<Missing>), Vec<Unpriced>> {
    let (mut whole, mut missing, mut refused) = (lines.to_vec(), Vec::new(), Vec::new());
    for (at, line) in whole.iter_mut().enumerate() {
        match fill(line, terms, currency, day) {
            Ok(Some((key, value))) => missing.push(Missing { line: at, key, value }),
            Ok(None) => {}
            Err(why) => refused.push(why),
        }
        let price = line_price(line, currency, terms.commission_base());
        if let Err(why) = price.map_err(|why| for_want_of(why, terms, day))
            && !refused.contains(&why)
        {
            refused.push(why);
        }
    }
    if refused.is_empty() { Ok((whole, missing)) } else { Err(refused) }
}

/// Why a line lacks what a contract or its card would have filled in: there is no contract, or no card.
fn for_want_of(why: Unpriced, terms: &Terms<'_>, day: Day) -> Unpriced {
    let (line, lacks) = match &why {
        Unpriced::NoRate { line, role: Some(_) } => (line, "rate"),
        Unpriced::NoMarkup { what: line } => (line, "markup"),
        Unpriced::NoCommission { line } => (line, "commission"),
        _ => return why,
    };
    let line = line.clone();
    if terms.contract.is_none() {
        let contract = terms.contract_on(day).map(|contract| contract.id.to_string());
        return Unpriced::NoContract { line, lacks, contract };
    }
    match terms.lacks_card(day).filter(|_| lacks == "rate") {
        Some(why) => Unpriced::NoCard { line, why },
        None => why,
    }
}

fn fill(
    line: &mut Line,
    terms: &Terms<'_>,
    currency: Currency,
    day: Day,
) -> Result<Option<(&'static str, String)>, Unpriced> {
    match line.kind {
        LineKind::Fee if line.amount.is_none() && line.hours.is_some() && line.rate.is_none() => {
            let Some(role) = line.role.as_deref() else { return Ok(None) };
            let Some(rate) = terms.charge(role, currency, day)? else { return Ok(None) };
            let rate = as_rate(rate, terms, currency, day);
            line.rate = Some(Amount(rate));
            Ok(Some(("rate", rate.to_string())))
        }
        LineKind::ThirdParty if line.markup.is_none() => {
            line.markup = terms.contract.and_then(|contract| contract.markup);
            Ok(line.markup.map(|markup| ("markup", markup.to_string())))
        }
        LineKind::Media if line.commission.is_none() => {
            line.commission = terms.contract.and_then(|contract| contract.media_commission);
            Ok(line.commission.map(|commission| ("commission", commission.to_string())))
        }
        _ => Ok(None),
    }
}

/// A rate as a line carries it: the card's own digits, at least those of the currency; one that was exchanged is rounded to them.
fn as_rate(rate: Decimal, terms: &Terms<'_>, currency: Currency, day: Day) -> Decimal {
    let own = terms.card(day).map(|card| card.currency.unwrap_or(terms.config.agency.currency));
    if own != Some(currency) {
        return Money::new(rate, currency).amount;
    }
    let mut rate = rate;
    if rate.scale() < currency.minor_digits() {
        rate.rescale(currency.minor_digits());
    }
    rate
}

/// F10: a price from a net cost is the net times one and the markup. 30,000 at 15% are 34,500.
fn markup_factor(markup: Percent, of: impl Fn() -> String) -> Result<Factor, Unpriced> {
    if let Some(fault) = impossible::of_share(markup, false) {
        return Err(fault.of(of(), "markup"));
    }
    Decimal::ONE.checked_add(markup.ratio()).map(Factor::times).ok_or(Unpriced::TooLarge)
}

/// F11, F12: a price of which the medium's net leaves the commission: the net over one less it, 850 at 15% is 1,000. On a net base the
/// commission is added. F13: the percentage is the contract's own, with its digits; 17.65% instead of 3/17 is 29.41 more on a million.
fn commission_factor(commission: Percent, base: CommissionBase, of: impl Fn() -> String) -> Result<Factor, Unpriced> {
    if let Some(fault) = impossible::of_share(commission, true) {
        return Err(fault.of(of(), "commission"));
    }
    match base {
        CommissionBase::Gross => Decimal::ONE.checked_sub(commission.ratio()).map(Factor::over),
        CommissionBase::Net => Decimal::ONE.checked_add(commission.ratio()).map(Factor::times),
    }
    .ok_or(Unpriced::TooLarge)
}

fn no_sum(line: &Line, wants: &'static str) -> Unpriced {
    Unpriced::NoSum { line: name(line), wants }
}

fn called(line: &Line) -> String {
    format!("line `{}`", name(line))
}

/// What a line is called in a message.
fn name(line: &Line) -> String {
    let id = line.id.as_ref().map(ToString::to_string);
    id.or_else(|| line.text.as_ref().map(ToString::to_string)).unwrap_or_else(|| line.kind.to_string())
}

#[cfg(test)]
mod tests;
