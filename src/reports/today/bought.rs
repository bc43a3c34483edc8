//! Money that waits for a person of the agency: change orders to approve, suppliers' invoices to pay, orders drawn up and not sent.

use super::approve::{outgrown, was_given};
use super::{Desk, Waits, What};
use crate::domain::authority::{Act, change_sum_with, may};
use crate::domain::handoff::State;
use crate::domain::job::Job;
use crate::domain::job_money::{ChangeStatus, OrderStatus};
use crate::domain::money::agreement::Agreement;
use crate::domain::money::papers::Papers;
use crate::domain::money::terms::Terms;
use crate::domain::record::Located;
use crate::domain::yeses::{self, change_inside};
use crate::values::{Currency, Money};

/// What of a job's money waits for this person.
pub(super) fn of_job<'a>(desk: &Desk<'a, '_>, job: &'a Located<Job>, waits: &mut Vec<Waits<'a>>) {
    let record = &job.record;
    let open = |status| matches!(status, ChangeStatus::Draft | ChangeStatus::Sent);
    let changes = record.change_orders.iter().any(|change| open(change.status));
    let orders = record.orders.iter().any(|order| order.status == OrderStatus::Draft);
    if (!changes && !orders && record.supplier_invoices.is_empty()) || !job.exists(desk.traffic.today) {
        return;
    }
    let Ok(terms) = Terms::of(desk.traffic.agency, job) else { return };
    let is_over = matches!(desk.traffic.state(job), State::Closed | State::Cancelled);
    if changes && !is_over {
        self::changes(desk, job, &terms, waits);
    }
    // in the currency of the job, which takes a look at all of its papers
    let currency = |own: Option<Currency>| own.or_else(|| Some(Papers::of(desk.traffic.agency, job)?.currency));
    if orders && !is_over {
        self::orders(desk, job, &terms, &currency, waits);
    }
    invoices(desk, job, &currency, waits);
}

/// Change orders that come to no more than this person may approve: with the client without the agency's own yes, or drafts with something in
/// them that nobody has approved as they stand.
fn changes<'a>(desk: &Desk<'a, '_>, job: &'a Located<Job>, terms: &Terms<'a>, waits: &mut Vec<Waits<'a>>) {
    let (config, today) = (&desk.traffic.agency.config, desk.traffic.today);
    let agreement = Agreement::of(job, terms, today);
    for (index, change) in job.record.change_orders.iter().enumerate() {
        let is_empty = change.lines.is_empty() && change.schedule_days.is_none_or(|days| days == 0);
        let is_open = matches!(change.status, ChangeStatus::Draft | ChangeStatus::Sent) && !is_empty;
        let agreed = agreement.changes.iter().any(|agreed| agreed.index == index);
        if !is_open || agreed || today < change.date {
            continue;
        }
        let standing = change_inside(job, index, terms, today);
        if standing.valid().is_some() {
            continue;
        }
        let Ok(sum) = change_sum_with(job, index, terms, today, &agreement) else { continue };
        if !desk.is_asked(desk.team(job), |person| may(config, person, Act::Change(sum), today).is_ok()) {
            continue;
        }
        let with = if change.status == ChangeStatus::Sent && !was_given(&standing) { ", with the client" } else { "" };
        waits.push(Waits {
            stage: Some(job.record.stage(today)),
            since: Some(change.date),
            amount: Some(sum),
            note: format!(
                "{}change order `{}`{with}: `suits job change approve {} {} --for internal`",
                outgrown(&standing),
                change.id,
                job.id,
                change.id
            ),
            ..Waits::new(What::Approve, "change-order", &job.id, &job.id.client(), &job.record.title)
        });
    }
}

/// Orders that nobody has sent, where this person may.
fn orders<'a>(
    desk: &Desk<'a, '_>,
    job: &'a Located<Job>,
    terms: &Terms<'a>,
    currency: &dyn Fn(Option<Currency>) -> Option<Currency>,
    waits: &mut Vec<Waits<'a>>,
) {
    let (config, today) = (&desk.traffic.agency.config, desk.traffic.today);
    let papers = Papers::in_force(job, *terms, today);
    let drafts = job.record.orders.iter().filter(|order| order.status == OrderStatus::Draft && order.date <= today);
    for order in drafts {
        let line = order.line.as_ref();
        let covered =
            papers.agreed().flat_map(|paper| paper.lines).any(|one| line.is_some() && one.id.as_ref() == line);
        if !covered && !papers.is_excused(today) {
            continue;
        }
        if !desk.is_asked(desk.team(job), |person| may(config, person, Act::Order { covered }, today).is_ok()) {
            continue;
        }
        let supplier = order.supplier.as_deref().map_or_else(String::new, |supplier| format!(" to {supplier}"));
        waits.push(Waits {
            stage: Some(job.record.stage(today)),
            since: Some(order.date),
            amount: currency(order.currency).map(|own| Money::new(order.net.0, own)),
            note: format!("order `{}`{supplier}: `suits job order send {} {}`", order.id, job.id, order.id),
            ..Waits::new(What::Approve, "order", &job.id, &job.id.client(), &job.record.title)
        });
    }
}

/// Suppliers' invoices that nobody who may has approved as they stand; of a job that is over, too: they are owed all the same.
fn invoices<'a>(
    desk: &Desk<'a, '_>,
    job: &'a Located<Job>,
    currency: &dyn Fn(Option<Currency>) -> Option<Currency>,
    waits: &mut Vec<Waits<'a>>,
) {
    let (config, today) = (&desk.traffic.agency.config, desk.traffic.today);
    for (index, invoice) in job.record.supplier_invoices.iter().enumerate().filter(|(_, one)| one.date <= today) {
        let standing = yeses::payment(job, index, config, today);
        if standing.valid().is_some()
            || !desk.is_asked(desk.team(job), |person| may(config, person, Act::SupplierInvoice, today).is_ok())
        {
            continue;
        }
        waits.push(Waits {
            stage: Some(job.record.stage(today)),
            since: Some(invoice.date),
            amount: currency(invoice.currency).map(|own| Money::new(invoice.net.0, own)),
            note: format!(
                "{}supplier invoice `{}`: `suits job order approve {} {} --for payment`",
                outgrown(&standing),
                invoice.id,
                job.id,
                invoice.id
            ),
            ..Waits::new(What::Approve, "supplier-invoice", &job.id, &job.id.client(), &job.record.title)
        });
    }
}
