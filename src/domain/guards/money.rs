//! Guards that look at money: has the client agreed to pay, is a further round paid for, is everything charged.

use super::case::Case;
use super::client_rounds::{ClientRounds, Cover};
use crate::domain::approval::Method;
use crate::domain::authority::{Act, may};
use crate::domain::brief::JobType;
use crate::domain::invoice::{Invoice, InvoiceKind};
use crate::domain::job::Job;
use crate::domain::job_money::EstimateStatus;
use crate::domain::money::agreement::{Agreement, Pending};
use crate::domain::money::billing::is_issued;
use crate::domain::money::charged::{Charged, Counting, Credits, Subject, Till, account};
use crate::domain::money::lacking::estimate_yes;
use crate::domain::money::papers::Papers;
use crate::domain::money::posting::Origin;
use crate::domain::money::terms::Terms;
use crate::domain::plan::money::invoice::number_or_word;
use crate::domain::plan::money::invoice::po_or_word;
use crate::domain::plan::money::version::with_client;
use crate::domain::record::Located;
use crate::domain::yeses::estimate_inside;
use crate::finding::Finding;
use crate::key_path;
use crate::source::KeyPath;
use crate::values::{Day, ItemId};

/// The terms that the job is priced on, else the objection that they cannot be told.
pub(super) fn terms<'a>(case: &Case<'a>, guard: &'static str) -> Result<Terms<'a>, Vec<Finding>> {
    Terms::of(case.agency, case.job).map_err(|why| {
        let place = case.job.at(key_path!["contract"]);
        vec![Finding::error(guard, place, why.to_string()).help("`suits check` says which record cannot be read")]
    })
}

/// Whether the work is paid for without an estimate of its own: a ticket under a retainer in force that day, or an investment with a cap.
pub fn needs_no_estimate(job: &Job, terms: &Terms<'_>, day: Day) -> bool {
    let under_retainer =
        || terms.contract.is_some_and(|contract| contract.retainer.is_some() && contract.in_force(day));
    (job.kind == JobType::RetainerTicket && under_retainer())
        || job.investment.as_ref().is_some_and(|investment| investment.cap.is_some())
}

/// `estimate-approved`: the client approved an estimate; or the work is under a retainer, or an investment with a cap.
pub(super) fn estimate_approved(case: &Case<'_>) -> Vec<Finding> {
    const GUARD: &str = "estimate-approved";
    let (job, today) = (case.job, case.today());
    let terms = match terms(case, GUARD) {
        Ok(terms) => terms,
        Err(objections) => return objections,
    };
    if needs_no_estimate(job, &terms, today) {
        return Vec::new();
    }
    let agreement = Agreement::of(job, &terms, today);
    if agreement.estimate.is_some() {
        return Vec::new();
    }
    let Some(last) = with_client(job) else {
        let finding = Finding::error(GUARD, job.at(key_path!["estimates"]), format!("{} has no estimate", job.id));
        return vec![finding.help(format!("`suits job estimate add {} …`", job.id))];
    };
    let is_last = |pending: &&Pending<'_>| matches!(pending.origin, Origin::Estimate(index) if index == last.0);
    let why = agreement.pending.iter().find(is_last).map_or_else(
        || format!("estimate {} is {}, so the client has approved none", last.1.version, last.1.status),
        |pending| pending.reason.clone(),
    );
    let message = format!("no estimate of {} is approved by the client: {why}", job.id);
    let finding = Finding::error(GUARD, job.at(key_path!["estimates", last.0]), message);
    vec![finding.help(next_for_estimate(job, last.0, &terms, today))]
}

/// The first step that an estimate still lacks on its way to the client's yes.
fn next_for_estimate(job: &Located<Job>, index: usize, terms: &Terms<'_>, today: Day) -> String {
    let (id, status) = (&job.id, job.estimates[index].status);
    if matches!(status, EstimateStatus::Rejected | EstimateStatus::Superseded | EstimateStatus::Expired) {
        return format!("begin the next version: `suits job estimate revise {id}`");
    }
    if estimate_inside(job, index, terms, today).objection().is_some() {
        return format!("inside the agency first, before it is sent: `suits job estimate approve {id} --for internal`");
    }
    if matches!(status, EstimateStatus::Draft | EstimateStatus::InternalReview) {
        return format!("the agency has approved it; send it to the client: `suits job estimate send {id}`");
    }
    let (by, po) = (estimate_yes(job, index, terms, Method::Po, today), po_or_word(job));
    format!("`suits job estimate approve {id} --for client --by {by} --method po --evidence {po}`")
}

/// `within-rounds`: the client has had no more rounds than the contract includes, or every further one is paid for, or waived.
pub(super) fn within_rounds(case: &Case<'_>) -> Vec<Finding> {
    const GUARD: &str = "within-rounds";
    let terms = match terms(case, GUARD) {
        Ok(terms) => terms,
        Err(objections) => return objections,
    };
    let Some(included) = terms.contract.and_then(|contract| contract.rounds_included) else { return Vec::new() };
    let (config, today) = (&case.agency.config, case.today());
    let agreement = Agreement::of(case.job, &terms, today);
    let mut findings = Vec::new();
    for (_, deliverable) in case.deliverables() {
        let used = ClientRounds::on(&deliverable.id, &case.rounds, included);
        let mut further = used.further(case.job, &agreement, config, today);
        further.retain(|further| further.cover == Cover::Nothing);
        findings.extend(further.into_iter().map(|further| {
            let finding = Finding::error(GUARD, further.round.at(KeyPath::root()), further.message());
            finding.help(further.help(config, today))
        }));
    }
    findings
}

/// `billed`: an issued final invoice charges the job, or issued invoices charge all that was agreed, or one is written off, or there is nothing
/// to charge.
pub(super) fn billed(case: &Case<'_>) -> Vec<Finding> {
    const GUARD: &str = "billed";
    let (job, today) = (case.job, case.today());
    let terms = match terms(case, GUARD) {
        Ok(terms) => terms,
        Err(objections) => return objections,
    };
    let agreement = Agreement::of(job, &terms, today);
    if agreement.estimate.is_none() && agreement.changes.is_empty() {
        return Vec::new();
    }
    let settled = |invoice: &&Located<Invoice>| {
        let off = invoice
            .written_off
            .as_ref()
            .is_some_and(|off| off.date <= today && may(&case.agency.config, &off.by, Act::WriteOff, off.date).is_ok());
        off || (invoice.kind == InvoiceKind::Final && is_issued(invoice, today))
    };
    let invoices = case.invoices();
    if invoices.iter().any(settled) || is_all_charged(case, terms, &invoices) {
        return Vec::new();
    }
    let (id, client) = (&job.id, job.id.client());
    let message = format!("{id} has not been billed: no issued final invoice charges it");
    let finding = Finding::error(GUARD, job.at(key_path!["status"]), message);
    let number =
        case.billing.map_or_else(|| number_or_word(&client, case.agency, today), |billing| (billing.number)(&client));
    let draft = invoices.iter().find(|invoice| !invoice.was_issued());
    let Some(other) = draft.or(invoices.first()) else {
        return vec![finding.help(format!(
            "charge what is left and have it issued: `suits invoice new {client} --rest {id} --number {number}`"
        ))];
    };
    let finding = finding.related(other.at(key_path!["approvals"]), "charges the job, but is no issued final invoice");
    let rest = format!(
        "charge what is left: `suits invoice new {client} --rest {id} --number {number}`; or give it up: `suits invoice write-off {} --reason \"…\"`",
        other.id
    );
    vec![finding.help(match draft {
        Some(draft) => {
            let issue =
                format!("an account manager or above lets the draft go out: `suits invoice issue {}`", draft.id);
            if draft.kind == InvoiceKind::Final { issue } else { format!("{issue}; then {rest}") }
        }
        None => rest,
    })]
}

/// Whether every line that the client agreed to is charged on invoices that went out, as by a last progress invoice that nobody called final.
fn is_all_charged(case: &Case<'_>, terms: Terms<'_>, invoices: &[&Located<Invoice>]) -> bool {
    let today = case.today();
    let papers = Papers::in_force(case.job, terms, today);
    let till = Till { currency: papers.currency, rate: None, date: today };
    let charged = Charged::among(invoices.iter().copied().filter(|invoice| is_issued(invoice, today)));
    let is_charged = |line: &ItemId| {
        let of = Subject { job: Some(case.job.id.clone()), line: Some(line.clone()), contract: None, month: None };
        // what was given back was charged all the same: the client is not to pay it
        let lines = charged.before(&of, None, Counting::WithDrafts, Credits::LeftOut);
        let account = account(case.agency, &papers, line, &lines, &till);
        account.and_then(Result::ok).is_some_and(|account| account.is_full())
    };
    let mut lines = papers.agreed().flat_map(|paper| paper.lines).peekable();
    lines.peek().is_some() && lines.all(|line| line.id.as_ref().is_some_and(is_charged))
}
