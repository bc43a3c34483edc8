//! Sums of sums: groups put together in one, of one currency or in the agency's own. Knows no figure and no report.

use super::{Groups, Key, Part, Summed};
use crate::domain::agency::Agency;
use crate::domain::money::exchange;
use crate::domain::money::tally::{Figures, Reasons};
use crate::domain::money::unpriced::Unpriced;
use crate::values::{Currency, Day, Money};
use std::collections::BTreeMap;

/// Adds every figure of a group to those of another; `named` says whose a reason is, where that is not told any more. What cannot be told, or not be converted, makes the figure unknown there too.
pub fn include<S: Summed>(
    into: &mut S,
    one: &S,
    named: &dyn Fn(String) -> String,
    convert: impl Fn(Money) -> Result<Money, Unpriced>,
) {
    for &figure in S::Figure::ALL {
        match one.figure(figure) {
            Some(money) if money.amount.is_zero() => {}
            Some(money) => match convert(money) {
                Ok(money) => into.add(figure, money),
                Err(why) => into.refuse(figure, why.to_string()),
            },
            None => one.why().all().for_each(|why| into.refuse(figure, named(why.to_owned()))),
        }
    }
    into.include_rest(one, named);
}

/// A reason with its job or contract, where the new key does not name it.
fn named(key: &Key, under: Option<&Key>, why: String) -> String {
    let told = |key: &Key| key.parts.iter().any(|part| matches!(part, Part::Job(..)));
    if !told(key) || under.is_some_and(told) {
        return why;
    }
    match (key.job(), key.contract(), key.client()) {
        (Some(job), ..) => format!("{job}: {why}"),
        (None, Some(contract), Some(client)) => format!("{client} {contract}: {why}"),
        _ => why,
    }
}

/// Groups put together under other keys; those without one are left out.
pub fn regrouped<S: Summed>(groups: &Groups<S>, to: impl Fn(&Key, &S) -> Option<Key>) -> Groups<S> {
    let (mut sums, mut places): (Vec<S>, BTreeMap<Key, usize>) = (Vec::new(), BTreeMap::new());
    for (key, one) in groups.iter() {
        let Some(under) = to(key, one) else { continue };
        let whose = |why| named(key, Some(&under), why);
        let place = *places.entry(under.clone()).or_insert_with_key(|key| {
            sums.push(S::new(key.currency.unwrap_or(Currency::EUR)));
            sums.len() - 1
        });
        include(&mut sums[place], one, &whose, Ok);
    }
    Groups { sums, places, reasons: Reasons::default() }
}

/// Groups put together by client; all of them, where they do not tell whose they are.
pub fn by_client<S: Summed>(groups: &Groups<S>) -> Groups<S> {
    let whose = |key: &Key| key.client().map_or(Part::Everybody, |client| Part::Client(client.clone()));
    regrouped(groups, |key, _| Some(Key { parts: vec![whose(key)], currency: key.currency }))
}

/// Groups put together by currency alone.
pub fn by_currency<S: Summed>(groups: &Groups<S>) -> Groups<S> {
    regrouped(groups, |key, _| Some(Key { parts: Vec::new(), currency: key.currency }))
}

/// Why figures of some groups are unknown, each with its job.
pub fn reasons<S: Summed>(groups: &Groups<S>) -> Vec<String> {
    let mut all = Reasons::default();
    for (key, sums) in groups.iter() {
        sums.why().all().for_each(|why| all.add(named(key, None, why.to_owned())));
    }
    all.list()
}

/// Everything in the agency's currency (F38), and how it came to be.
#[derive(Debug)]
pub struct AtHome<S> {
    /// The agency's currency.
    pub currency: Currency,
    /// The sum of all groups.
    pub sums: S,
    /// The rates of the day, as a sentence, where there is another currency.
    pub rates: Option<String>,
}

/// Groups, one for each currency, in the agency's, at the rates in force on a day. One rounding for each currency and figure.
pub fn at_home<S: Summed>(groups: &Groups<S>, agency: &Agency, day: Day) -> AtHome<S> {
    let config = &agency.config;
    let home = config.agency.currency;
    let mut sums = S::new(home);
    let mut rates = Vec::new();
    for (key, one) in groups.iter() {
        include(&mut sums, one, &|why| named(key, None, why), |money| exchange::convert(config, money, home, day));
        let Some(foreign) = key.currency.filter(|currency| *currency != home) else { continue };
        let rate = config.fx.get(&foreign).and_then(|rates| exchange::in_force(rates, day));
        rates.push(match rate {
            Some(rate) => format!("1 {foreign} = {rate} {home}"),
            None => format!("no rate for {foreign}, so what is in it leaves its sum unknown"),
        });
    }
    let rates = (!rates.is_empty()).then(|| format!("all in {home}, at the rates of {day}: {}", rates.join("; ")));
    AtHome { currency: home, sums, rates }
}
