//! I10: one person leading more clients than anybody can serve well.

use super::rule::{Desk, rule};
use crate::config::Config;
use crate::domain::client::{Client, ClientStatus};
use crate::domain::record::Located;
use crate::finding::Finding;
use crate::key_path;
use crate::values::PersonId;
use std::collections::BTreeMap;

rule! {
    /// ## What it does
    /// Looks for people who sit as account executive or account manager of more active clients than their role should lead.
    ///
    /// `max_accounts` of a role the person holds counts first, then that of the seat's role in `suits.toml`; an account manager leads at most 2
    /// where neither says anything, an account executive any number. It is said once for each person, at the first client too many.
    ///
    /// ## Why it matters
    /// Every client believes to be the only one. With too many nobody is anybody's, and the quiet ones are lost first.
    ///
    /// ## Example
    /// ```yaml bad clients/CORAL.yaml
    /// # clients/BOREAL.yaml says the same
    /// name: Coral Oy
    /// status: active
    /// team:
    ///   account-executive: ann
    ///   account-manager: mai              # <-- here
    /// ```
    ///
    /// ## Write instead
    /// ```yaml good clients/CORAL.yaml
    /// # clients/BOREAL.yaml says the same
    /// name: Coral Oy
    /// status: active
    /// team:
    ///   account-executive: ann
    ///   account-manager: bo
    /// ```
    TooManyAccounts, "too-many-accounts", ["I10"], Warning, Book
}

/// What a seat leads where no role says otherwise.
const SEATS: [(&str, Option<u32>); 2] = [("account-executive", None), ("account-manager", Some(2))];

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    let active = |client: &&Located<Client>| client.status == ClientStatus::Active;
    for (seat, usual) in SEATS {
        let mut led: BTreeMap<&PersonId, Vec<&Located<Client>>> = BTreeMap::new();
        for client in desk.agency.clients.iter().filter(active) {
            if let Some(person) = client.record.team.get(seat) {
                led.entry(person).or_default().push(client);
            }
        }
        for (person, clients) in led {
            let most = most(&desk.agency.config, person, seat).or(usual).and_then(|most| usize::try_from(most).ok());
            let Some((most, first)) = most.and_then(|most| Some((most, clients.get(most)?))) else { continue };
            let names: Vec<String> = clients.iter().map(|client| client.id.to_string()).collect();
            let message = format!(
                "`{person}` sits as `{seat}` of {} active clients, and {most} is the most: {}",
                clients.len(),
                names.join(", ")
            );
            let finding = META.finding(first.at(key_path!["team", seat.to_owned()]), message);
            findings.push(
                finding
                    .help("give the client to somebody with room, or set `max_accounts` of the role in `suits.toml`"),
            );
        }
    }
}

/// What the agency says of the person's own roles, the most generous, else of the seat's.
fn most(config: &Config, person: &PersonId, seat: &str) -> Option<u32> {
    let of = |role: &str| config.roles.get(role)?.max_accounts;
    let own = config.person(person).into_iter().flat_map(|facts| &facts.roles).filter_map(|role| of(role)).max();
    own.or_else(|| of(seat))
}
