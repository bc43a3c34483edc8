//! The terms a job is priced on: its client, its contract, the rate cards in force. Looks up; never reckons a price.

use super::exchange::{self, Factor};
use super::unpriced::Unpriced;
use crate::config::{Config, RateCard};
use crate::domain::agency::{Agency, Lookup};
use crate::domain::client::Client;
use crate::domain::contract::{CommissionBase, Contract};
use crate::domain::job::Job;
use crate::domain::record::Located;
use crate::values::{Currency, Day, Decimal, Word};

/// What a job is priced on.
#[derive(Clone, Copy, Debug)]
pub struct Terms<'a> {
    /// Rates and people.
    pub config: &'a Config,
    /// The client; `None` where there is none of that code.
    pub client: Option<&'a Located<Client>>,
    /// The contract that the job names.
    pub contract: Option<&'a Contract>,
    /// The currency of a document of this job that names none: the client's, else the agency's.
    pub currency: Currency,
}

/// As what a person works: the first of their roles on the card in force, else their first.
#[derive(Clone, Copy, Debug)]
pub struct Work<'a> {
    /// The role.
    pub role: &'a Word,
    /// The card and what it charges an hour at; `None` where it has none of the person's roles.
    charge: Option<(&'a RateCard, Decimal)>,
}

impl<'a> Terms<'a> {
    /// The terms of a job. Refused where the client's record is there and cannot be read: nothing is told from half a book.
    pub fn of(agency: &'a Agency, job: &Located<Job>) -> Result<Terms<'a>, Unpriced> {
        let client = match agency.client_of(&job.id) {
            Lookup::Found(client) => Some(client),
            Lookup::Missing => None,
            Lookup::Unreadable(_) | Lookup::NotLoaded => {
                return Err(Unpriced::NoClient { client: job.id.client().to_string() });
            }
        };
        let named = |client: &'a Located<Client>| {
            let contract = job.contract.as_ref()?;
            client.record.contracts.iter().find(|other| other.id == *contract)
        };
        let currency = client.and_then(|client| client.record.currency).unwrap_or(agency.config.agency.currency);
        Ok(Terms { config: &agency.config, client, contract: client.and_then(named), currency })
    }

    /// What a media commission is a share of: the gross price, unless the contract says otherwise.
    pub fn commission_base(&self) -> CommissionBase {
        self.contract.and_then(|contract| contract.commission_base).unwrap_or(CommissionBase::Gross)
    }

    /// The contract's rate card in force on a day: the latest that began on or before it.
    pub fn card(&self, day: Day) -> Option<&'a RateCard> {
        let cards = self.config.rates.get(self.contract?.rates.as_ref()?)?;
        cards.iter().filter(|card| card.from <= day).max_by_key(|card| card.from)
    }

    /// Why there is no rate card on a day, in words; `None` where there is one.
    pub fn lacks_card(&self, day: Day) -> Option<String> {
        let contract = self.contract.filter(|_| self.card(day).is_none())?;
        Some(match &contract.rates {
            None => format!("the contract `{}` names no rate card", contract.id),
            Some(card) if self.config.rates.contains_key(card) => {
                format!("the rate card `{card}` of the contract `{}` begins after {day}", contract.id)
            }
            Some(card) => {
                format!("the rate card `{card}` of the contract `{}` is not in `suits.toml`", contract.id)
            }
        })
    }

    /// The contract of the client that a job without one would name: the latest in force on a day. Where nothing has a day, that which ends last.
    pub fn contract_on(&self, day: Day) -> Option<&'a Contract> {
        let all = || self.client.map(|client| client.record.contracts.as_slice()).unwrap_or_default().iter();
        if day == Day::LAST {
            return all().max_by_key(|contract| contract.end.unwrap_or(Day::LAST));
        }
        all().filter(|contract| contract.in_force(day)).max_by_key(|contract| contract.start)
    }

    /// What an hour of a role is charged at on a day, in a currency, not rounded; `None` where the card has no such role.
    pub fn charge(&self, role: &str, currency: Currency, day: Day) -> Result<Option<Decimal>, Unpriced> {
        let Some(card) = self.card(day) else { return Ok(None) };
        let Some(rate) = card.charge.get(role) else { return Ok(None) };
        self.card_factor(card, currency, day)?.apply(rate.0).map(Some).ok_or(Unpriced::TooLarge)
    }

    /// As what somebody of some roles works on a day; `None` for somebody who has none.
    pub fn work_of(&self, roles: &'a [Word], day: Day) -> Option<Work<'a>> {
        let charged = |card: &'a RateCard| {
            roles.iter().find_map(|role| Some(Work { role, charge: Some((card, card.charge.get(role)?.0)) }))
        };
        let uncharged = || roles.first().map(|role| Work { role, charge: None });
        self.card(day).and_then(charged).or_else(uncharged)
    }

    /// What an hour of some work is charged at, and what turns the card's currency into `currency`; `None` where the card has no such role.
    pub fn charge_of(
        &self,
        work: Work<'_>,
        currency: Currency,
        day: Day,
    ) -> Result<Option<(Decimal, Factor)>, Unpriced> {
        let Some((card, rate)) = work.charge else { return Ok(None) };
        Ok(Some((rate, self.card_factor(card, currency, day)?)))
    }

    fn card_factor(&self, card: &RateCard, currency: Currency, day: Day) -> Result<Factor, Unpriced> {
        exchange::factor(self.config, card.currency.unwrap_or(self.config.agency.currency), currency, day)
    }
}
