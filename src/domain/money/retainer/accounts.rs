//! Periods of retainers as shares. Fee, hours agreed and what was billed are of the contract; hours worked are of the ticket and the role they were
//! worked in; all of it is whoever's who holds the account. Adds nothing up itself.

use super::hours::Hours;
use super::period::Served;
use super::served::Retained;
use crate::domain::accounts::holder;
use crate::domain::agency::Agency;
use crate::domain::money::shares::{Account, Belongs};
use crate::domain::money::tally::Figures;
use crate::domain::money::unpriced::Unpriced;
use crate::values::{Day, Decimal, JobId};
use std::collections::BTreeMap;

crate::words! {
    /// One figure of periods of retainers.
    pub enum Retaining {
        /// How many periods.
        Periods = "periods",
        /// Hours agreed.
        Contracted = "contracted",
        /// Hours that burn the retainer.
        Used = "used",
        /// Hours beyond those that each period had.
        Over = "over_hours",
        /// Hours that came from before the first of the periods.
        RolledIn = "rolled_in",
        /// What they were paid with, in their own period.
        PaidBefore = "paid_before",
        /// The fee.
        Fee = "fee",
        /// What the hours used are worth at the rate card.
        Value = "value",
        /// Hours given on purpose.
        InvestmentHours = "investment_hours",
        /// What they are worth.
        Investment = "investment_value",
        /// Hours on the agency's own mistakes.
        CorrectionHours = "correction_hours",
        /// What they are worth.
        Correction = "correction_value",
        /// Hours that lapsed.
        Lapsed = "lapsed",
        /// What of the fee is earned.
        Earned = "earned",
        /// Billed, less what was given back.
        Billed = "billed",
        /// What of the fee is still to be billed.
        Pending = "pending",
    }
}

impl Figures for Retaining {
    const ALL: &'static [Retaining] = Retaining::ALL;

    fn at(self) -> usize {
        self as usize
    }
}

const OF_HOURS: &[Retaining] = &[
    Retaining::Used,
    Retaining::Value,
    Retaining::InvestmentHours,
    Retaining::Investment,
    Retaining::CorrectionHours,
    Retaining::Correction,
];

/// The accounts of some periods of a contract: its own, and those of its tickets. `told_apart` where hours will be told by ticket or role: then
/// those that cannot be read may be of any. `each_apart` where each period will be told by itself: what rolled into the first of some periods
/// came from outside of them; what rolls between them is in their own hours already, and counted once.
pub fn of_periods<'a>(
    agency: &'a Agency,
    one: &Retained<'a>,
    periods: &[&Served],
    (told_apart, each_apart): (bool, bool),
    day: Day,
) -> Vec<Account<'a, Retaining>> {
    let (client, person) = (one.client.id.clone(), holder(agency, &one.client.id, None));
    let mut own = Account::of_contract(client, &one.contract.id, one.currency);
    let mut tickets: BTreeMap<&'a JobId, Account<'a, Retaining>> = BTreeMap::new();
    for (at, period) in periods.iter().enumerate() {
        let belongs = Belongs { month: Some(period.span.from.month()), person, ..Belongs::default() };
        let why = || {
            let list = period.why.list();
            if list.is_empty() { "the contract names no hours".to_owned() } else { list.join("; ") }
        };
        let told = |number: Option<Decimal>| number.ok_or_else(|| Unpriced::Untold { why: why() });
        own.add(Retaining::Periods, belongs, Ok(Decimal::ONE));
        own.add(Retaining::Fee, belongs, told(period.fee.map(|fee| fee.amount)));
        own.add(Retaining::Contracted, belongs, told(period.contracted));
        if at == 0 || each_apart {
            own.add(Retaining::RolledIn, belongs, told(period.rolled_in));
            own.add(Retaining::PaidBefore, belongs, told(period.paid_before()));
        }
        own.add(Retaining::Over, belongs, told(period.over_hours()));
        own.add(Retaining::Lapsed, belongs, told(period.lapsed_so_far()));
        own.add(Retaining::Earned, belongs, told(period.fee_earned(day).map(|earned| earned.amount)));
        own.add(Retaining::Pending, belongs, told(period.pending().map(|pending| pending.amount)));
        own.add(Retaining::Billed, belongs, told(period.billed.map(|billed| billed.amount)));
        if period.hours(Hours::Used).is_none() {
            if told_apart {
                own.refuse(OF_HOURS, why());
            }
            for figure in OF_HOURS {
                own.add(*figure, belongs, told(None));
            }
        }
    }
    for piece in &one.pieces {
        let (hours, value) = match piece.of {
            Hours::Used => (Retaining::Used, Retaining::Value),
            Hours::Investment => (Retaining::InvestmentHours, Retaining::Investment),
            Hours::Correction => (Retaining::CorrectionHours, Retaining::Correction),
            Hours::Elsewhere => continue,
        };
        if periods.iter().any(|shown| shown.span.from == piece.from) {
            let belongs = Belongs { month: Some(piece.from.month()), person, role: piece.role, ..Belongs::default() };
            let ticket = tickets.entry(piece.job).or_insert_with(|| Account::of_job(piece.job, Some(one.currency)));
            ticket.add(hours, belongs, Ok(piece.hours));
            let value_of = piece.value.as_ref().map(|value| value.amount);
            ticket.add(value, belongs, value_of.map_err(|why| Unpriced::Untold { why: why.clone() }));
        }
    }
    let gaps = own.gaps.clone();
    let tickets = tickets.into_values().map(|mut ticket| {
        ticket.gaps.extend(gaps.clone());
        ticket
    });
    std::iter::once(own).chain(tickets).collect()
}
