//! I25: an answer taken from somebody at the client who does not approve, or was not in the post.

use super::rule::{Desk, rule};
use crate::domain::client::{Client, Contact};
use crate::domain::record::Located;
use crate::domain::round::{Decision, RoundType};
use crate::finding::Finding;
use crate::key_path;
use crate::values::PersonId;

rule! {
    /// ## What it does
    /// Looks for client rounds whose approver does not approve for the client, and for decisions and signatures of contacts who were not in the post that day.
    ///
    /// A contact approves with the role `approver` or with a `limit`, between `from` and `to`. Approvals of briefs, estimates, change
    /// orders and budgets are looked at by `approval-without-authority`.
    ///
    /// ## Why it matters
    /// The work is redone when the one who really decides sees it; and a signature of someone who had left is none.
    ///
    /// ## Example
    /// ```yaml bad feedback/ACME/ACME-0013-R1.yaml
    /// approver: bo                        # <-- here
    /// ```
    ///
    /// ## Write instead
    /// ```yaml good feedback/ACME/ACME-0013-R1.yaml
    /// approver: liisa
    /// ```
    ApproverNotInPost, "approver-not-in-post", ["I25"], Error, Book
}

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    let agency = desk.agency;
    for round in agency.rounds.iter().filter(|round| round.kind != RoundType::Internal) {
        let Some(client) = agency.clients.get(&round.id.client()).found() else { continue };
        if let Some(by) = round.record.approver.as_ref().filter(|_| round.kind == RoundType::Client) {
            let message = match contact(desk, client, by) {
                None if agency.config.person(by).is_some() => {
                    Some(format!("`{by}` is of the agency, and the client approves a client round"))
                }
                Some(contact) => contact.absence(round.sent).or_else(|| {
                    (!contact.approves(round.sent))
                        .then(|| format!("`{by}` does not approve for the client: neither role approver nor a limit"))
                }),
                None => None,
            };
            findings.extend(message.map(|message| {
                META.finding(round.at(key_path!["approver"]), message).help(client.who_approves(round.sent))
            }));
        }
        for (index, reviewer) in round.record.reviewers.iter().enumerate() {
            let (Some(day), false) = (reviewer.date, reviewer.decision == Decision::Pending) else { continue };
            let Some(contact) = contact(desk, client, &reviewer.by) else { continue };
            let Some(gone) = contact.absence(day) else { continue };
            // the approver who was away when it was sent is not said again for the answer
            if round.record.approver.as_ref() == Some(&reviewer.by) && !contact.is_there(round.sent) {
                continue;
            }
            let finding = META.finding(round.at(key_path!["reviewers", index, "by"]), gone);
            findings.push(finding.help(client.who_approves(day)));
        }
    }
    for client in &agency.clients {
        for (index, contract) in client.record.contracts.iter().enumerate() {
            let (Some(by), Some(day)) = (&contract.signed_by, contract.signed_date) else { continue };
            let Some(gone) = contact(desk, client, by).and_then(|contact| contact.absence(day)) else { continue };
            let finding = META.finding(client.at(key_path!["contracts", index, "signed_by"]), gone);
            findings.push(finding.help("mend the day or the name, or the contact's `from` and `to`"));
        }
    }
}

/// The contact of an id; a person of the agency is none.
fn contact<'a>(desk: &Desk<'_>, client: &'a Located<Client>, id: &PersonId) -> Option<&'a Contact> {
    crate::domain::approvals::contact(&desk.agency.config, Some(client), id)
}
