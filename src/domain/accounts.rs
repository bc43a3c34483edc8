//! Who leads which accounts, and how many are too many: for the rule and for the workload, so that they cannot disagree.

use super::agency::Agency;
use super::client::{Client, ClientStatus};
use super::record::Located;
use crate::config::Config;
use crate::values::{ClientId, JobId, PersonId};
use std::collections::BTreeMap;

/// The seat that runs an account day to day.
pub const EXECUTIVE: &str = "account-executive";
/// The seat that answers for it.
pub const MANAGER: &str = "account-manager";
/// The seat that is told of the worst.
pub const DIRECTOR: &str = "account-director";

/// What a seat leads at most where no role says otherwise.
const SEATS: [(&str, Option<u32>); 2] = [(EXECUTIVE, None), (MANAGER, Some(2))];

/// One person in one seat.
#[derive(Clone, Debug)]
pub struct Lead<'a> {
    /// Which seat.
    pub seat: &'static str,
    /// Who sits in it.
    pub person: &'a PersonId,
    /// The active clients where that is so, by code.
    pub clients: Vec<&'a Located<Client>>,
    /// The most there should be; `None`: any number.
    pub most: Option<u32>,
}

impl<'a> Lead<'a> {
    /// The first client too many.
    pub fn too_many(&self) -> Option<(usize, &'a Located<Client>)> {
        let most = usize::try_from(self.most?).ok()?;
        Some((most, self.clients.get(most)?))
    }
}

/// Everybody who leads an active client as account executive or as account manager: the seats in this order, people by id.
pub fn leads(agency: &Agency) -> Vec<Lead<'_>> {
    let mut leads = Vec::new();
    for (seat, usual) in SEATS {
        let mut led: BTreeMap<&PersonId, Vec<&Located<Client>>> = BTreeMap::new();
        for client in agency.clients.iter().filter(|client| client.status == ClientStatus::Active) {
            if let Some(person) = client.record.team.get(seat) {
                led.entry(person).or_default().push(client);
            }
        }
        let most = |person| most(&agency.config, person, seat).or(usual);
        leads.extend(led.into_iter().map(|(person, clients)| Lead { seat, person, clients, most: most(person) }));
    }
    leads
}

/// Who holds an account, and so asks for what is owed and decides on what is agreed: the account manager, else the account executive, else the account
/// director; of a job, as its own team says first.
pub fn holder<'a>(agency: &'a Agency, client: &ClientId, job: Option<&JobId>) -> Option<&'a PersonId> {
    let team = agency.clients.get(client).found().map(|client| &client.record.team);
    let own = job.and_then(|job| agency.jobs.get(job).found()).map(|job| &job.record.team);
    let seat = |seat: &str| own.and_then(|own| own.get(seat)).or_else(|| team.and_then(|team| team.get(seat)));
    [MANAGER, EXECUTIVE, DIRECTOR].into_iter().find_map(seat)
}

/// What the agency says of the person's own roles, the most generous, else of the seat's.
fn most(config: &Config, person: &PersonId, seat: &str) -> Option<u32> {
    let of = |role: &str| config.roles.get(role)?.max_accounts;
    let own = config.person(person).into_iter().flat_map(|facts| &facts.roles).filter_map(|role| of(role)).max();
    own.or_else(|| of(seat))
}
