//! What can be late of an account whatever the jobs do: next steps of opportunities, contracts to decide on, incidents to clear.

use super::others::item;
use super::{Item, ReportAsk};
use crate::domain::accounts::{DIRECTOR, EXECUTIVE, MANAGER};
use crate::domain::client::{Client, ClientIssue, ClientStatus};
use crate::domain::contract::Contract;
use crate::domain::dues;
use crate::domain::parties::here_for;
use crate::domain::record::Located;
use crate::domain::traffic::Traffic;

/// Adds what is late of the clients' own records.
pub(super) fn gather<'a>(traffic: &Traffic<'a>, ask: &ReportAsk, items: &mut Vec<Item<'a>>) {
    let agency: &'a _ = traffic.agency;
    for client in agency.clients.iter().filter(|client| ask.client.as_ref().is_none_or(|only| *only == client.id)) {
        opportunities(traffic, client, items);
        items.extend(client.record.contracts.iter().filter_map(|contract| renewal(traffic, client, contract)));
        items.extend(client.record.issues.iter().filter_map(|issue| incident(traffic, client, issue)));
    }
}

/// Next steps that were not taken.
fn opportunities<'a>(traffic: &Traffic<'a>, client: &'a Located<Client>, items: &mut Vec<Item<'a>>) {
    for opportunity in client.record.opportunities.iter().filter(|one| one.is_open(traffic.today)) {
        let Some(due) = opportunity.due.filter(|&due| due < traffic.today) else { continue };
        let step = opportunity.next_step.as_deref().map(str::trim).filter(|step| !step.is_empty());
        let title = step.map_or_else(|| opportunity.title.clone(), |step| format!("{}: {step}", opportunity.title));
        items.push(Item {
            what: "opportunity",
            record: client.id.to_string(),
            ..item(traffic, &client.id, due, opportunity.owner.as_ref(), title)
        });
    }
}

/// A contract whose renewal should have been decided.
fn renewal<'a>(traffic: &Traffic<'a>, client: &'a Located<Client>, contract: &'a Contract) -> Option<Item<'a>> {
    let owner = contract.renewal_owner.as_ref().or_else(|| client.record.team.get(MANAGER));
    let calendar = traffic.calendars.receiver(traffic.agency, &client.id, owner);
    let renewal = dues::renewal(contract, calendar, traffic.today)?;
    let late = renewal.due < traffic.today && client.record.status != ClientStatus::Lost;
    let then = if contract.auto_renew { "renews itself" } else { "ends" };
    let title = || format!("contract {} {then} after {}, notice until {}", contract.id, renewal.end, renewal.notice);
    late.then(|| Item {
        what: "renewal",
        record: client.id.to_string(),
        ..item(traffic, &client.id, renewal.due, owner, title())
    })
}

/// An incident that should have been cleared; one that has a due is for the account director at once.
fn incident<'a>(traffic: &Traffic<'a>, client: &'a Located<Client>, issue: &'a ClientIssue) -> Option<Item<'a>> {
    if !issue.is_open(traffic.today) {
        return None;
    }
    let owner = issue.owner.as_ref().or_else(|| client.record.team.get(EXECUTIVE));
    let due = dues::issue(issue, traffic.calendars.receiver(traffic.agency, &client.id, owner))?;
    let late = item(traffic, &client.id, due, owner, issue.text.trim());
    let director = client.record.team.get(DIRECTOR).filter(|_| issue.is_serious());
    let director = director.and_then(|director| here_for(&traffic.agency.config, director, traffic.today));
    let steps = &traffic.agency.config.escalation;
    let step = steps.iter().find(|step| step.seat == DIRECTOR).map(|step| step.days).filter(|_| director.is_some());
    (due < traffic.today).then(|| Item {
        what: "issue",
        record: client.id.to_string(),
        date: Some(issue.date),
        step: step.or(late.step),
        escalate_to: director.or(late.escalate_to),
        ..late
    })
}
