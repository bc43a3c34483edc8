//! I10: one person leading more clients than anybody can serve well.

use super::rule::{Desk, rule};
use crate::domain::accounts::leads;
use crate::finding::Finding;
use crate::key_path;

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

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    for lead in leads(desk.agency) {
        let Some((most, first)) = lead.too_many() else { continue };
        let (person, seat) = (lead.person, lead.seat);
        let names: Vec<String> = lead.clients.iter().map(|client| client.id.to_string()).collect();
        let message = format!(
            "`{person}` sits as `{seat}` of {} active clients, and {most} is the most: {}",
            names.len(),
            names.join(", ")
        );
        let finding = META.finding(first.at(key_path!["team", seat.to_owned()]), message);
        findings.push(
            finding.help("give the client to somebody with room, or set `max_accounts` of the role in `suits.toml`"),
        );
    }
}
