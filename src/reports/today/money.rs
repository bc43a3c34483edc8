//! What waits of invoices and annual budgets: drafts that somebody may let go out, what clients owe and do not pay, budgets that the client has not
//! said yes to as they stand.

use super::approve::{outgrown, was_given};
use super::{Desk, Waits, What};
use crate::domain::accounts::MANAGER;
use crate::domain::approval::Method;
use crate::domain::approvals::client_may;
use crate::domain::authority::{Act, may};
use crate::domain::client::{AnnualBudget, Client, ClientStatus};
use crate::domain::money::agreement::annual_standing;
use crate::domain::money::billing::{currency_of, is_owed, is_written_off, issue_standing};
use crate::domain::money::lacking::sum_yes;
use crate::domain::money::terms::Terms;
use crate::domain::plan::money::annual::verb;
use crate::domain::record::Located;
use crate::values::{Money, PersonId};
use std::borrow::Cow;

/// The seat that sees to it that what was billed is paid.
const FINANCE: &str = "finance";

/// Invoices that have not gone out, or changed since, where this person may let them.
pub(super) fn invoices<'a>(desk: &Desk<'a, '_>, waits: &mut Vec<Waits<'a>>) {
    let (agency, today) = (desk.traffic.agency, desk.traffic.today);
    for invoice in agency.invoices.iter().filter(|invoice| desk.wants(&invoice.id.client())) {
        let standing = issue_standing(invoice, today);
        let waits_for_it = standing.valid().is_none() && !invoice.lines.is_empty();
        // none goes out before its own day
        if !waits_for_it || today < invoice.date || is_written_off(&invoice.record, today) {
            continue;
        }
        let client = agency.clients.get(&invoice.id.client()).found();
        let team = client.into_iter().flat_map(|client| client.record.team.values());
        if !desk.is_asked(team, |person: &PersonId| may(&agency.config, person, Act::ClientInvoice, today).is_ok()) {
            continue;
        }
        let amount = currency_of(agency, invoice).and_then(|currency| invoice.record.amount(currency));
        waits.push(Waits {
            since: Some(invoice.date),
            amount,
            note: format!("{}{} invoice: `suits invoice issue {}`", outgrown(&standing), invoice.kind, invoice.id),
            ..Waits::new(What::Approve, "invoice", &invoice.id, &invoice.id.client(), &invoice.record.number)
        });
    }
}

/// Invoices that the client owes on past their due, for the seat of finance, and those that the client disputes, for whoever leads the account:
/// nobody is reminded of what they object to. Where a seat is empty they are the account manager's.
pub(super) fn owed<'a>(desk: &Desk<'a, '_>, waits: &mut Vec<Waits<'a>>) {
    let (agency, today) = (desk.traffic.agency, desk.traffic.today);
    for invoice in agency.invoices.iter().filter(|invoice| desk.wants(&invoice.id.client())) {
        let why = invoice.disputed.as_deref();
        if (why.is_none() && today <= invoice.due) || !is_owed(agency, invoice, today) {
            continue;
        }
        let Some(client) = agency.clients.get(&invoice.id.client()).found() else { continue };
        let seat = if why.is_some() { MANAGER } else { FINANCE };
        let to = client.record.team.get(seat).or_else(|| client.record.team.get(MANAGER));
        if !desk.is_mine(to) {
            continue;
        }
        let open = currency_of(agency, invoice).and_then(|currency| invoice.record.open_amount(currency, today));
        let id = &invoice.id;
        let note = match why {
            Some(why) => format!(
                "the client disputes it: {why}; `suits invoice credit {id} --line LINE=AMOUNT` gives back what is wrong, `suits invoice dispute {id} \
                 --settled` once they agree"
            ),
            None => format!("ask the client for it; once it is paid: `suits invoice pay {id}`"),
        };
        let due = desk.owes("invoice", id, &id.client(), &invoice.record.number, to, Some(invoice.due));
        waits.push(Waits { since: Some(invoice.date), amount: open, note, ..due });
    }
}

/// Annual budgets that run or are to come and have no yes that holds: for the contact who may say it; one that had a yes also for the
/// account manager, who asks for it again.
pub(super) fn budgets<'a>(desk: &Desk<'a, '_>, waits: &mut Vec<Waits<'a>>) {
    let (agency, today) = (desk.traffic.agency, desk.traffic.today);
    for client in agency.clients.iter().filter(|client| desk.wants(&client.id)) {
        if client.record.status == ClientStatus::Lost {
            continue;
        }
        let running = client.record.budgets.iter().enumerate().filter(|(_, budget)| today <= budget.to);
        for (index, budget) in running {
            let standing = annual_standing(agency, client, index, today);
            if standing.valid().is_some() {
                continue;
            }
            let currency = client.record.currency.unwrap_or(agency.config.agency.currency);
            let sum = Money::new(budget.amount.0, currency);
            let terms = Terms { config: &agency.config, client: Some(client), contract: None, currency };
            let asked = if desk.is_contact() {
                client_may(&terms, desk.person, Method::Email, sum, today).is_ok()
            } else {
                was_given(&standing) && desk.is_mine(client.record.team.get(MANAGER))
            };
            if asked {
                let note = outgrown(&standing);
                let by = if desk.is_contact() { desk.person.as_str() } else { sum_yes(&terms, sum, today) };
                waits.push(budget_waits(desk, client, (budget, sum), by, &note));
            }
        }
    }
}

fn budget_waits<'a>(
    desk: &Desk<'a, '_>,
    client: &'a Located<Client>,
    (budget, sum): (&'a AnnualBudget, Money),
    by: &str,
    why: &str,
) -> Waits<'a> {
    let given = budget.approvals.iter().map(|approval| approval.date).filter(|day| *day <= desk.traffic.today).max();
    Waits {
        title: Cow::Owned(format!("budget {} from {} to {}", budget.id, budget.from, budget.to)),
        since: given,
        amount: Some(sum),
        note: format!("{why}a yes in writing, kept with {}", verb(client, &budget.id, by)),
        ..Waits::new(What::Approve, "annual-budget", &client.id, &client.id, "")
    }
}
