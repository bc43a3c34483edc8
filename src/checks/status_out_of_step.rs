//! I05, second part, and BR36: a stored `status` that says something else than handoffs and approvals.

use super::rule::{Desk, rule};
use crate::domain::approval::Method;
use crate::domain::approval::{Approval, ApprovalFor};
use crate::domain::authority::brief_yes;
use crate::domain::brief::BriefStatus;
use crate::domain::job::Job;
use crate::domain::job_money::{ChangeStatus, EstimateStatus, OrderStatus};
use crate::domain::money::lacking::{change_yes, estimate_yes};
use crate::domain::money::terms::Terms;
use crate::domain::plan::money::invoice::po_or_word;
use crate::domain::record::Located;
use crate::domain::workflow::REQUESTED;
use crate::finding::{Finding, Fix};
use crate::key_path;
use crate::source::{Edit, KeyPath, Value};
use crate::values::Day;

rule! {
    /// ## What it does
    /// Looks for a job whose `status` is not the stage of its last handoff, and for briefs, estimates and change orders called `approved` without the approvals.
    ///
    /// `suits check --fix` writes the stage of a job's last handoff; it approves nothing, and leaves a job that says `cancelled` to people.
    ///
    /// An estimate or change order with `rejected` or `withdrawn`, or an order with `cancelled`, must not be called open: the word says that it
    /// is over, the day since when.
    ///
    /// A job without a handoff is `requested`; one with `cancelled` is `cancelled`. A hold changes no status: it follows from its dates.
    ///
    /// ## Why it matters
    /// Nothing is reckoned from the word, but people read it and search for it, and two branches that moved the job should meet on its line.
    ///
    /// ## Example
    /// ```yaml bad jobs/ACME/ACME-0013.yaml
    /// status: estimating                  # <-- here
    /// ```
    ///
    /// ## Write instead
    /// ```yaml good jobs/ACME/ACME-0013.yaml
    /// status: in-creative
    /// ```
    StatusOutOfStep, "status-out-of-step", ["I05", "BR36"], Error, Book
}

/// What a cancelled job is called.
const CANCELLED: &str = "cancelled";

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    for brief in desk.agency.briefs.iter().filter(|brief| brief.status == BriefStatus::Approved) {
        let missing = [ApprovalFor::Strategy, ApprovalFor::Creative, ApprovalFor::Client];
        if let Some(of) = missing.into_iter().find(|of| !given(&brief.record.approvals, *of)) {
            let finding = META.finding(
                brief.at(key_path!["status"]),
                format!("the brief says `approved`, but nobody approved it for `{of}`"),
            );
            let whose = match of {
                ApprovalFor::Client => {
                    let day = brief.approvals.iter().map(|yes| yes.date).max().or(brief.requested_on);
                    let by = brief_yes(desk.agency, brief, day.unwrap_or(Day::LAST));
                    format!(" --by {by} --method email --evidence \"…\"")
                }
                _ => String::new(),
            };
            findings.push(finding.help(format!("`suits brief approve {} --for {of}{whose}`", brief.id)));
        }
    }
    for job in &desk.agency.jobs {
        stage(desk, job, findings);
        for (index, estimate) in job.estimates.iter().enumerate() {
            if estimate.status == EstimateStatus::Approved && !given(&estimate.approvals, ApprovalFor::Client) {
                let message =
                    format!("estimate {} says `approved`, but the client did not approve it", estimate.version);
                let finding = META.finding(job.at(key_path!["estimates", index, "status"]), message);
                let by = whose_yes(desk, job, &estimate.approvals, |terms, day| {
                    estimate_yes(job, index, terms, Method::Po, day)
                });
                let (job, po) = (&job.id, po_or_word(job));
                findings.push(finding.help(format!(
                    "`suits job estimate approve {job} --for client --by {by} --method po --evidence {po}`"
                )));
            }
            let is_open = matches!(
                estimate.status,
                EstimateStatus::Draft | EstimateStatus::InternalReview | EstimateStatus::Sent
            );
            if is_open && estimate.rejected.is_some() {
                let what = format!("estimate {}", estimate.version);
                let place = key_path!["estimates", index, "status"];
                findings.push(not_over(job, place, &what, (estimate.status.as_str(), "rejected")));
            }
        }
        for (index, change) in job.change_orders.iter().enumerate() {
            if change.status == ChangeStatus::Approved && !given(&change.approvals, ApprovalFor::Client) {
                let message =
                    format!("change order `{}` says `approved`, but the client did not approve it", change.id);
                let finding = META.finding(job.at(key_path!["change_orders", index, "status"]), message);
                let by = whose_yes(desk, job, &change.approvals, |terms, day| {
                    change_yes(job, index, terms, Method::Email, day)
                });
                let (job, id) = (&job.id, &change.id);
                findings.push(finding.help(format!("`suits job change approve {job} {id} --for internal`, then `--for client --by {by} --method email --evidence \"…\"`")));
            }
            let ends = [("rejected", &change.rejected), ("withdrawn", &change.withdrawn)];
            if let Some((end, _)) = ends.iter().find(|(_, refusal)| refusal.is_some())
                && matches!(change.status, ChangeStatus::Draft | ChangeStatus::Sent)
            {
                let what = format!("change order `{}`", change.id);
                let place = key_path!["change_orders", index, "status"];
                findings.push(not_over(job, place, &what, (change.status.as_str(), end)));
            }
        }
        for (index, order) in job.orders.iter().enumerate() {
            if order.cancelled.is_some() && !matches!(order.status, OrderStatus::Cancelled | OrderStatus::Invoiced) {
                let what = format!("order `{}`", order.id);
                let place = key_path!["orders", index, "status"];
                findings.push(not_over(job, place, &what, (order.status.as_str(), CANCELLED)));
            }
        }
    }
}

/// Whose yes a command names, on the day of the latest that was said; a word for one where the client cannot be read.
fn whose_yes<'a>(
    desk: &Desk<'a>,
    job: &'a Located<Job>,
    approvals: &[Approval],
    yes: impl Fn(&Terms<'a>, Day) -> &'a str,
) -> &'a str {
    let day = approvals.iter().map(|approval| approval.date).max().unwrap_or(job.requested_on);
    Terms::of(desk.agency, job).map_or("CONTACT", |terms| yes(&terms, day))
}

fn given(approvals: &[Approval], of: ApprovalFor) -> bool {
    approvals.iter().any(|approval| approval.of == of)
}

/// What is called open though it says under `rejected`, `withdrawn` or `cancelled` when it ended.
fn not_over(job: &Located<Job>, place: KeyPath, what: &str, (status, end): (&str, &str)) -> Finding {
    let message = format!("{what} says `{status}`, but under `{end}` it says when it ended");
    META.finding(job.at(place), message).help(format!("write `status: {end}`, or take `{end}` out"))
}

fn stage(desk: &Desk<'_>, job: &Located<Job>, findings: &mut Vec<Finding>) {
    let last = job.record.handoffs.last();
    let (stage, why) = match (&job.cancelled, last) {
        (Some(_), _) => (CANCELLED, "the job was called off".to_owned()),
        (None, Some(handoff)) => (handoff.stage.as_str(), format!("its last handoff is at `{}`", handoff.stage)),
        (None, None) => (REQUESTED, "it has no handoff yet".to_owned()),
    };
    // a word that is no stage at all is `unknown-word`
    let known = job.status == CANCELLED || desk.workflow.get(&job.status).is_some();
    if job.status == stage || !known {
        return;
    }
    let path = key_path!["status"];
    let mut finding = META.finding(job.at(path.clone()), format!("the status says `{}`, but {why}", job.status));
    if last.is_some() && job.cancelled.is_none() {
        let index = job.handoffs.len() - 1;
        finding = finding.related(job.at(key_path!["handoffs", index, "stage"]), "the last handoff");
        // who wrote `cancelled` may have meant it, and left out who decided and why
        if job.status != CANCELLED && desk.workflow.get(stage).is_some() {
            finding = finding.fix(Fix::Edit(vec![Edit::set(path, Value::bare(stage))]));
        }
    }
    findings
        .push(finding.help(format!("write `status: {stage}`, or move the job with `suits job advance {}`", job.id)));
}
