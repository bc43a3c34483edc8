//! What an account asks of its people whatever the jobs do: next steps of opportunities, contracts to decide on, incidents to clear.

use super::{Desk, Waits, What};
use crate::domain::accounts::{DIRECTOR, EXECUTIVE, MANAGER};
use crate::domain::client::{Client, ClientIssue, ClientStatus};
use crate::domain::contract::Contract;
use crate::domain::dues;
use crate::domain::record::Located;
use std::borrow::Cow;

/// Adds what the clients' own records ask of this person.
pub(super) fn gather<'a>(desk: &Desk<'a, '_>, waits: &mut Vec<Waits<'a>>) {
    for client in desk.traffic.agency.clients.iter().filter(|client| desk.wants(&client.id)) {
        opportunities(desk, client, waits);
        waits.extend(client.record.contracts.iter().filter_map(|contract| renewal(desk, client, contract)));
        let issues = client.record.issues.iter().filter(|issue| issue.is_open(desk.traffic.today));
        waits.extend(issues.filter_map(|issue| incident(desk, client, issue)));
    }
}

fn opportunities<'a>(desk: &Desk<'a, '_>, client: &'a Located<Client>, waits: &mut Vec<Waits<'a>>) {
    let open = client.record.opportunities.iter().filter(|one| one.is_open(desk.traffic.today));
    for opportunity in open.filter(|one| desk.is_mine(one.owner.as_ref())) {
        let step = opportunity.next_step.as_deref().map(str::trim).filter(|step| !step.is_empty());
        if step.is_none() && opportunity.due.is_none() {
            continue;
        }
        let step = step.map_or_else(|| "say what the next step is".to_owned(), |step| format!("next: {step}"));
        waits.push(Waits {
            note: format!("{step} ({})", opportunity.stage),
            ..desk.owes(
                "opportunity",
                &client.id,
                &client.id,
                &opportunity.title,
                opportunity.owner.as_ref(),
                opportunity.due,
            )
        });
    }
}

/// A contract whose renewal is soon to be decided, for whoever decides; else for the account manager.
fn renewal<'a>(desk: &Desk<'a, '_>, client: &'a Located<Client>, contract: &'a Contract) -> Option<Waits<'a>> {
    let owner = contract.renewal_owner.as_ref().or_else(|| client.record.team.get(MANAGER));
    let gone = client.record.status == ClientStatus::Lost;
    let owner = owner.filter(|owner| !gone && desk.is_mine(Some(owner)))?;
    let today = desk.traffic.today;
    let renewal = dues::renewal(contract, desk.traffic.calendars.person(owner), today)?;
    let then = if contract.auto_renew { "renews itself" } else { "ends" };
    let notice = if renewal.notice < today { "notice was possible until" } else { "notice until" };
    let id = &contract.id;
    let owed = desk.owes("renewal", &client.id, &client.id, "", Some(owner), Some(renewal.due));
    (owed.what != What::Ball).then(|| Waits {
        title: Cow::Owned(format!("contract {id} {then} after {}", renewal.end)),
        note: format!(
            "{notice} {}: `suits client set {} contracts.{id}.renewal_decision=renew`, or end, or renegotiate",
            renewal.notice, client.id
        ),
        ..owed
    })
}

/// What went wrong, for whoever clears it and whoever was told; a serious one for the account director at once.
fn incident<'a>(desk: &Desk<'a, '_>, client: &'a Located<Client>, issue: &'a ClientIssue) -> Option<Waits<'a>> {
    let owner = issue.owner.as_ref().or_else(|| client.record.team.get(EXECUTIVE));
    let due = dues::issue(issue, desk.traffic.calendars.receiver(desk.traffic.agency, &client.id, owner));
    let owed = desk.owes("issue", &client.id, &client.id, issue.text.trim(), owner, due);
    let severity = issue.severity;
    let since = Some(issue.date);
    if desk.is_mine(owner) {
        let note = format!(
            "incident of severity {severity}: `suits client issue resolve {} {} --resolution \"…\"`",
            client.id, issue.id
        );
        return Some(Waits { since, note, ..owed });
    }
    let director = client.record.team.get(DIRECTOR).filter(|_| issue.is_serious());
    let told = [issue.escalated_to.as_ref(), director].into_iter().flatten().find(|to| desk.is_mine(Some(to)))?;
    let with = owner.map_or_else(|| "nobody".to_owned(), ToString::to_string);
    Some(Waits {
        what: What::Escalated,
        since,
        instead_of: Some(told).filter(|told| *told != desk.person),
        note: format!("incident of severity {severity}, with {with} since {}", issue.date),
        ..owed
    })
}
