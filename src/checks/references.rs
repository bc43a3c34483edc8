//! Every value of a record that names something else, and what it names. A walk, so that paths are built only for those that lead nowhere.

use crate::domain::approval::Approval;
use crate::domain::brief::Brief;
use crate::domain::client::Client;
use crate::domain::contact_report::ContactReport;
use crate::domain::invoice::Invoice;
use crate::domain::job::Job;
use crate::domain::job_money::Refusal;
use crate::domain::round::Round;
use crate::key_path;
use crate::source::KeyPath;
use crate::values::{BriefId, DeliverableId, InvoiceId, ItemId, JobId, PersonId, Word};

/// What a value names.
#[derive(Clone, Copy, Debug)]
pub(super) enum Names<'r> {
    /// Someone at the agency.
    Colleague(&'r PersonId),
    /// A contact at the record's client.
    Contact(&'r PersonId),
    /// Either.
    Anyone(&'r PersonId),
    /// A brief.
    Brief(&'r BriefId),
    /// A job.
    Job(&'r JobId),
    /// A contract of the record's client.
    Contract(&'r ItemId),
    /// A deliverable of a job.
    Deliverable(&'r JobId, &'r DeliverableId),
    /// A deliverable of a brief.
    BriefDeliverable(&'r BriefId, &'r DeliverableId),
    /// A line of a job's estimates and change orders.
    Line(&'r JobId, &'r ItemId),
    /// An invoice to the record's client.
    Invoice(&'r InvoiceId),
    /// An order of the same job.
    Order(&'r JobId, &'r ItemId),
    /// An objective of the same brief.
    Objective(&'r Brief, &'r ItemId),
    /// A calendar of `suits.toml`.
    Calendar(&'r Word),
    /// A rate card of `suits.toml`.
    Card(&'r Word),
}

/// Takes each name with a way to its place.
pub(super) type Take<'t, 'r> = &'t mut dyn FnMut(Names<'r>, &dyn Fn() -> KeyPath);

fn people<'r>(take: Take<'_, 'r>, ids: &'r [PersonId], key: &'static str, names: fn(&'r PersonId) -> Names<'r>) {
    ids.iter().enumerate().for_each(|(index, id)| take(names(id), &|| key_path![key, index]));
}

fn one<'r>(
    take: Take<'_, 'r>,
    id: Option<&'r PersonId>,
    names: fn(&'r PersonId) -> Names<'r>,
    path: &dyn Fn() -> KeyPath,
) {
    if let Some(id) = id {
        take(names(id), path);
    }
}

fn approvals<'r>(take: Take<'_, 'r>, approvals: &'r [Approval], section: &dyn Fn() -> KeyPath) {
    for (index, approval) in approvals.iter().enumerate() {
        take(Names::Anyone(&approval.by), &|| section().then("approvals").then(index).then("by"));
        let entered = || section().then("approvals").then(index).then("entered_by");
        one(take, approval.entered_by.as_ref(), Names::Colleague, &entered);
    }
}

fn refusal<'r>(take: Take<'_, 'r>, refusal: Option<&'r Refusal>, here: &dyn Fn() -> KeyPath) {
    let Some(refusal) = refusal else { return };
    one(take, refusal.by.as_ref(), Names::Anyone, &|| here().then("by"));
    one(take, refusal.entered_by.as_ref(), Names::Colleague, &|| here().then("entered_by"));
}

pub(super) fn of_client<'r>(client: &'r Client, take: Take<'_, 'r>) {
    if let Some(calendar) = &client.calendar {
        take(Names::Calendar(calendar), &|| key_path!["calendar"]);
    }
    for (seat, person) in &client.team {
        take(Names::Colleague(person), &|| key_path!["team", seat.to_string()]);
    }
    for (index, contract) in client.contracts.iter().enumerate() {
        let at = |key: &'static str| key_path!["contracts", index, key];
        one(take, contract.renewal_owner.as_ref(), Names::Colleague, &|| at("renewal_owner"));
        one(take, contract.signed_by.as_ref(), Names::Anyone, &|| at("signed_by"));
        if let Some(card) = &contract.rates {
            take(Names::Card(card), &|| at("rates"));
        }
    }
    for (index, budget) in client.budgets.iter().enumerate() {
        approvals(take, &budget.approvals, &|| key_path!["budgets", index]);
    }
    for (index, opportunity) in client.opportunities.iter().enumerate() {
        one(take, opportunity.owner.as_ref(), Names::Colleague, &|| key_path!["opportunities", index, "owner"]);
    }
    for (index, issue) in client.issues.iter().enumerate() {
        one(take, issue.owner.as_ref(), Names::Colleague, &|| key_path!["issues", index, "owner"]);
        one(take, issue.escalated_to.as_ref(), Names::Anyone, &|| key_path!["issues", index, "escalated_to"]);
    }
}

pub(super) fn of_brief<'r>(brief: &'r Brief, take: Take<'_, 'r>) {
    people(take, &brief.authors, "authors", Names::Colleague);
    people(take, &brief.client_contributors, "client_contributors", Names::Contact);
    one(take, brief.requested_by.as_ref(), Names::Anyone, &|| key_path!["requested_by"]);
    for (index, approver) in brief.approvers.iter().enumerate() {
        take(Names::Anyone(&approver.by), &|| key_path!["approvers", index, "by"]);
    }
    for (index, kpi) in brief.kpis.iter().enumerate() {
        if let Some(objective) = &kpi.objective {
            take(Names::Objective(brief, objective), &|| key_path!["kpis", index, "objective"]);
        }
    }
    for (index, question) in brief.open_questions.iter().enumerate() {
        one(take, question.owner.as_ref(), Names::Anyone, &|| key_path!["open_questions", index, "owner"]);
    }
    for (index, waived) in brief.waived.iter().enumerate() {
        take(Names::Colleague(&waived.by), &|| key_path!["waived", index, "by"]);
    }
    approvals(take, &brief.approvals, &KeyPath::root);
}

pub(super) fn of_job<'r>(id: &'r JobId, job: &'r Job, take: Take<'_, 'r>) {
    if let Some(brief) = &job.brief {
        take(Names::Brief(brief), &|| key_path!["brief"]);
        for (index, deliverable) in job.deliverables.iter().enumerate() {
            take(Names::BriefDeliverable(brief, &deliverable.id), &|| key_path!["deliverables", index, "id"]);
        }
    }
    if let Some(contract) = &job.contract {
        take(Names::Contract(contract), &|| key_path!["contract"]);
    }
    take(Names::Anyone(&job.requested_by), &|| key_path!["requested_by"]);
    for (index, after) in job.after.iter().enumerate() {
        take(Names::Job(after), &|| key_path!["after", index]);
    }
    if let Some(like) = &job.like {
        take(Names::Job(like), &|| key_path!["like"]);
    }
    for (seat, person) in &job.team {
        take(Names::Colleague(person), &|| key_path!["team", seat.to_string()]);
    }
    let investment = job.investment.as_ref().and_then(|investment| investment.by.as_ref());
    one(take, investment, Names::Colleague, &|| key_path!["investment", "by"]);
    let cancelled = job.cancelled.as_ref().and_then(|cancelled| cancelled.by.as_ref());
    one(take, cancelled, Names::Anyone, &|| key_path!["cancelled", "by"]);
    for (index, handoff) in job.handoffs.iter().enumerate() {
        let at = |key: &'static str| key_path!["handoffs", index, key];
        one(take, handoff.from.as_ref(), Names::Anyone, &|| at("from"));
        one(take, handoff.to.as_ref(), Names::Anyone, &|| at("to"));
        let rejected = handoff.rejected.as_ref().and_then(|rejected| rejected.by.as_ref());
        one(take, rejected, Names::Anyone, &|| at("rejected").then("by"));
    }
    for (index, hold) in job.holds.iter().enumerate() {
        one(take, hold.by.as_ref(), Names::Anyone, &|| key_path!["holds", index, "by"]);
    }
    for (index, step) in job.overrides.iter().enumerate() {
        take(Names::Colleague(&step.by), &|| key_path!["overrides", index, "by"]);
    }
    for (index, estimate) in job.estimates.iter().enumerate() {
        approvals(take, &estimate.approvals, &|| key_path!["estimates", index]);
        refusal(take, estimate.rejected.as_deref(), &|| key_path!["estimates", index, "rejected"]);
    }
    for (index, change) in job.change_orders.iter().enumerate() {
        approvals(take, &change.approvals, &|| key_path!["change_orders", index]);
        refusal(take, change.rejected.as_deref(), &|| key_path!["change_orders", index, "rejected"]);
        refusal(take, change.withdrawn.as_deref(), &|| key_path!["change_orders", index, "withdrawn"]);
    }
    for (index, order) in job.orders.iter().enumerate() {
        if let Some(line) = &order.line {
            take(Names::Line(id, line), &|| key_path!["orders", index, "line"]);
        }
        let off = order.cancelled.as_ref().and_then(|off| off.by.as_ref());
        one(take, off, Names::Colleague, &|| key_path!["orders", index, "cancelled", "by"]);
    }
    for (index, invoice) in job.supplier_invoices.iter().enumerate() {
        if let Some(order) = &invoice.order {
            take(Names::Order(id, order), &|| key_path!["supplier_invoices", index, "order"]);
        }
        if let Some(line) = &invoice.line {
            take(Names::Line(id, line), &|| key_path!["supplier_invoices", index, "line"]);
        }
        approvals(take, &invoice.approvals, &|| key_path!["supplier_invoices", index]);
    }
    for (index, check) in job.quality_checks.iter().enumerate() {
        one(take, check.by.as_ref(), Names::Anyone, &|| key_path!["quality_checks", index, "by"]);
    }
}

pub(super) fn of_round<'r>(job: &'r JobId, round: &'r Round, take: Take<'_, 'r>) {
    take(Names::Deliverable(job, &round.deliverable), &|| key_path!["deliverable"]);
    people(take, &round.presented_by, "presented_by", Names::Colleague);
    one(take, round.approver.as_ref(), Names::Anyone, &|| key_path!["approver"]);
    for (index, reviewer) in round.reviewers.iter().enumerate() {
        take(Names::Anyone(&reviewer.by), &|| key_path!["reviewers", index, "by"]);
    }
    for (index, verdict) in round.verdicts.iter().enumerate() {
        take(Names::Colleague(&verdict.by), &|| key_path!["verdicts", index, "by"]);
    }
    let waiver = round.waiver.as_ref().map(|waiver| &waiver.by);
    one(take, waiver, Names::Colleague, &|| key_path!["waiver", "by"]);
    for (index, item) in round.items.iter().enumerate() {
        one(take, item.by.as_ref(), Names::Anyone, &|| key_path!["items", index, "by"]);
    }
}

pub(super) fn of_contact_report<'r>(report: &'r ContactReport, take: Take<'_, 'r>) {
    for (index, job) in report.jobs.iter().enumerate() {
        take(Names::Job(job), &|| key_path!["jobs", index]);
    }
    people(take, &report.client, "client", Names::Contact);
    people(take, &report.agency, "agency", Names::Colleague);
    people(take, &report.distribution, "distribution", Names::Anyone);
    take(Names::Colleague(&report.author), &|| key_path!["author"]);
    for (index, item) in report.items.iter().enumerate() {
        one(take, item.owner.as_ref(), Names::Anyone, &|| key_path!["items", index, "owner"]);
    }
    for (index, objection) in report.objections.iter().enumerate() {
        take(Names::Anyone(&objection.by), &|| key_path!["objections", index, "by"]);
    }
}

pub(super) fn of_invoice<'r>(invoice: &'r Invoice, take: Take<'_, 'r>) {
    for (index, line) in invoice.lines.iter().enumerate() {
        if let Some(job) = &line.job {
            take(Names::Job(job), &|| key_path!["lines", index, "job"]);
            if let Some(line) = &line.line {
                take(Names::Line(job, line), &|| key_path!["lines", index, "line"]);
            }
        }
        if let Some(contract) = &line.contract {
            take(Names::Contract(contract), &|| key_path!["lines", index, "contract"]);
        }
    }
    if let Some(original) = &invoice.credits {
        take(Names::Invoice(original), &|| key_path!["credits"]);
    }
    for (index, payment) in invoice.payments.iter().enumerate() {
        if let Some(other) = &payment.with {
            take(Names::Invoice(other), &|| key_path!["payments", index, "with"]);
        }
    }
    approvals(take, &invoice.approvals, &KeyPath::root);
    let written_off = invoice.written_off.as_ref().map(|written_off| &written_off.by);
    one(take, written_off, Names::Colleague, &|| key_path!["written_off", "by"]);
}
