//! What waits for the yes of a contact of the client: briefs that the agency has approved, estimates and change orders that were sent. The agency records it.

use super::approve::{brief_waits, last_step, outgrown, was_given};
use super::{Desk, Waits, What};
use crate::domain::approval::{ApprovalFor, Method};
use crate::domain::authority::{client_may_approve_brief, client_may_approve_change, client_may_approve_estimate};
use crate::domain::dues;
use crate::domain::handoff::State;
use crate::domain::job::Job;
use crate::domain::job_money::{ChangeOrder, ChangeStatus, EstimateStatus};
use crate::domain::money::agreement::{Agreement, currency_of, estimate_standing, estimate_total};
use crate::domain::money::price::total;
use crate::domain::money::terms::Terms;
use crate::domain::plan::money::version::with_client;
use crate::domain::record::Located;
use crate::domain::yeses;

/// Briefs that lack the client's yes alone, where this contact may give it; of those a brief names, only they are asked.
pub(super) fn briefs<'a>(desk: &Desk<'a, '_>, waits: &mut Vec<Waits<'a>>) {
    let (agency, today) = (desk.traffic.agency, desk.traffic.today);
    let at_work = dues::briefs_at_work(desk.traffic);
    for brief in agency.briefs.iter().filter(|brief| desk.wants(&brief.id.client())) {
        let client = agency.clients.get(&brief.id.client()).found();
        let named = brief.approvers.is_empty() || brief.approvers.iter().any(|one| one.by == *desk.person);
        let standing = yeses::brief(brief, ApprovalFor::Client, agency, today);
        if !named
            || !brief_waits(brief, &standing, &at_work)
            || yeses::brief_lacks(brief, agency, today) != [ApprovalFor::Client]
            || client_may_approve_brief(&agency.config, client, desk.person, today).is_err()
        {
            continue;
        }
        waits.push(Waits {
            since: last_step(brief, today),
            note: format!(
                "{}a yes in writing, kept with `suits brief approve {} --for client --by {} --method email --evidence \"…\"`",
                outgrown(&standing),
                brief.id,
                desk.person
            ),
            ..Waits::new(What::Approve, "brief", &brief.id, &brief.id.client(), &brief.record.title)
        });
    }
}

/// The estimate of a job that the client has, still on offer or changed since it was approved, within what this contact may approve.
pub(super) fn estimate<'a>(desk: &Desk<'a, '_>, job: &'a Located<Job>, waits: &mut Vec<Waits<'a>>) {
    let (traffic, today) = (desk.traffic, desk.traffic.today);
    if !job.exists(today) || matches!(traffic.state(job), State::Closed | State::Cancelled) {
        return;
    }
    let (Some((index, estimate)), Ok(terms)) = (with_client(job), Terms::of(traffic.agency, job)) else { return };
    let standing = estimate_standing(job, index, &terms, today);
    let until = estimate.valid_until.filter(|_| estimate.status == EstimateStatus::Sent);
    let asked = match estimate.status {
        EstimateStatus::Sent => until.is_none_or(|until| today <= until),
        EstimateStatus::Approved => was_given(&standing) && dues::at_work(traffic, job),
        _ => false,
    };
    // the agency first: what has changed since its own yes is not the client's to answer yet
    let inside = yeses::estimate_inside(job, index, &terms, today);
    if !asked || standing.valid().is_some() || was_given(&inside) {
        return;
    }
    // by whatever paper it comes, the limit is the same
    if client_may_approve_estimate(job, index, &terms, desk.person, Method::Email, today).is_err() {
        return;
    }
    let approved = estimate.approvals.iter().map(|approval| approval.date).filter(|day| *day <= today).max();
    let client = job.id.client();
    let contact = traffic.agency.contact_at(&client, desk.person).map(|contact| &contact.id);
    let owed = desk.owes("estimate", &job.id, &client, &job.record.title, contact, until);
    waits.push(Waits {
        what: What::Approve,
        stage: Some(job.record.stage(today)),
        since: approved.or_else(|| traffic.ball(job).map(|ball| ball.date)),
        amount: estimate_total(estimate, &terms).ok(),
        note: format!(
            "{}estimate {}: a yes in writing, kept with `suits job estimate approve {} --for client --by {} --method email --evidence \"…\"`",
            outgrown(&standing),
            estimate.version,
            job.id,
            desk.person
        ),
        ..owed
    });
}

/// Change orders that were sent and that the agency has approved as they stand, within what this contact may approve.
pub(super) fn changes<'a>(desk: &Desk<'a, '_>, job: &'a Located<Job>, waits: &mut Vec<Waits<'a>>) {
    let (traffic, today) = (desk.traffic, desk.traffic.today);
    let sent = |change: &ChangeOrder| change.status == ChangeStatus::Sent && change.date <= today;
    if !job.record.change_orders.iter().any(sent)
        || !job.exists(today)
        || matches!(traffic.state(job), State::Closed | State::Cancelled)
    {
        return;
    }
    let Ok(terms) = Terms::of(traffic.agency, job) else { return };
    let agreed = Agreement::of(job, &terms, today);
    for (index, change) in job.record.change_orders.iter().enumerate().filter(|(_, change)| sent(change)) {
        let is_ready = agreed.changes.iter().all(|agreed| agreed.index != index)
            && yeses::change_inside(job, index, &terms, today).valid().is_some();
        if !is_ready || client_may_approve_change(job, index, &terms, desk.person, Method::Email, today).is_err() {
            continue;
        }
        let given = change.approvals.iter().map(|approval| approval.date).filter(|day| *day <= today).max();
        waits.push(Waits {
            stage: Some(job.record.stage(today)),
            since: given.or(Some(change.date)),
            amount: total(&change.lines, currency_of(change.currency, &terms), terms.commission_base()).ok(),
            note: format!(
                "change order `{}`: a yes in writing, kept with `suits job change approve {} {} --for client --by {} --method email --evidence \"…\"`",
                change.id, job.id, change.id, desk.person
            ),
            ..Waits::new(What::Approve, "change-order", &job.id, &job.id.client(), &job.record.title)
        });
    }
}
