//! I09: an active client or open job without its account executive or account manager.

use super::rule::{Desk, rule};
use crate::domain::client::ClientStatus;
use crate::domain::handoff::State;
use crate::finding::Finding;
use crate::key_path;

rule! {
    /// ## What it does
    /// Looks for active clients and open jobs on which nobody sits as account executive or account manager.
    ///
    /// A seat is filled in the client's `team`; a job's own `team` comes first. Each seat holds one person.
    ///
    /// ## Why it matters
    /// The account executive is whom the client calls, the account manager is who answers for it. With an empty seat the ball of half
    /// the stages goes to nobody, and what is late is told to nobody.
    ///
    /// ## Example
    /// ```yaml bad clients/ACME.yaml
    /// team:                               # <-- here
    ///   account-manager: mai
    ///   traffic: tom
    ///   creative: kim
    /// ```
    ///
    /// ## Write instead
    /// ```yaml good clients/ACME.yaml
    /// team:
    ///   account-executive: ann
    ///   account-manager: mai
    ///   traffic: tom
    ///   creative: kim
    /// ```
    EmptySeat, "empty-seat", ["I09"], Error, Book
}

const SEATS: [&str; 2] = ["account-executive", "account-manager"];

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    let agency = desk.agency;
    let mut empty = |place, seat: &str, of: &str| {
        let finding = META.finding(place, format!("nobody sits as `{seat}` of this {of}"));
        findings.push(finding.help(format!("add the person's id to `team`: `{seat}: ann`")));
    };
    let active = |status: ClientStatus| status == ClientStatus::Active;
    for client in agency.clients.iter().filter(|client| active(client.status)) {
        for seat in SEATS.into_iter().filter(|seat| !client.team.contains_key(*seat)) {
            empty(client.key_at(key_path!["team"]), seat, "client");
        }
    }
    for job in &agency.jobs {
        // an active client's empty seat is said once, at the client; an unknown client is another finding
        let Some(client) = agency.client_of(&job.id).found() else { continue };
        if active(client.status) || matches!(job.state(desk.workflow, desk.today), State::Closed | State::Cancelled) {
            continue;
        }
        for seat in SEATS.into_iter().filter(|seat| agency.seat(job, seat).is_none()) {
            empty(job.key_at(key_path!["team"]), seat, "job");
        }
    }
}
