//! I37: a change of scope that the client approved, and a brief that knows nothing of it.

use super::index::is_over;
use super::rule::{Desk, rule};
use crate::domain::approval::ApprovalFor;
use crate::domain::brief::{Brief, BriefStatus};
use crate::domain::job_money::{Cause, ChangeOrder, ChangeStatus};
use crate::domain::record::Located;
use crate::finding::Finding;
use crate::key_path;
use crate::values::Day;

rule! {
    /// ## What it does
    /// Looks for a job with an approved change order of cause `out-of-scope` or `additional-info` that is younger than the last approval of its brief.
    ///
    /// A brief that nobody has approved yet is still being written and is not looked at, nor a job that is delivered or off.
    ///
    /// ## Why it matters
    /// The client pays for something that the brief does not ask for. Whoever joins the job, or judges the work, goes by the brief.
    ///
    /// ## Example
    /// ```yaml bad jobs/ACME/ACME-0013.yaml
    /// change_orders:
    ///   - id: dub                         # <-- here
    ///     date: 2026-11-26
    ///     cause: out-of-scope
    ///     text: A Swedish cut
    ///     status: approved
    ///     currency: EUR
    ///     lines:
    ///       - id: dub-edit
    ///         kind: fee
    ///         amount: 1200.00
    ///     approvals:
    ///       - for: client
    ///         by: liisa
    ///         role: approver
    ///         date: 2026-11-27
    ///         method: email
    ///         evidence: mail 2026-11-27 09:15
    ///         entered_by: ann
    ///         hash: h1-0000000000000000
    /// ```
    ///
    /// ## Write instead
    /// ```yaml good jobs/ACME/ACME-0013.yaml
    /// change_orders:
    ///   - id: dub
    ///     date: 2026-11-18
    ///     cause: out-of-scope
    ///     text: A Swedish cut
    ///     status: approved
    ///     currency: EUR
    ///     lines:
    ///       - id: dub-edit
    ///         kind: fee
    ///         amount: 1200.00
    ///     approvals:
    ///       - for: client
    ///         by: liisa
    ///         role: approver
    ///         date: 2026-11-18
    ///         method: email
    ///         evidence: mail 2026-11-18 09:15
    ///         entered_by: ann
    ///         hash: h1-0000000000000000
    /// ```
    BriefOlderThanChange, "brief-older-than-change", ["I37"], Warning, Book
}

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    for job in &desk.agency.jobs {
        let asked = job.change_orders.iter().enumerate();
        let last = asked.filter_map(|(index, order)| Some((index, agreed(order)?))).max_by_key(|(_, day)| *day);
        let Some((index, day)) = last.filter(|_| !is_over(job, desk.workflow)) else { continue };
        let brief = job.brief.as_ref().and_then(|id| desk.agency.briefs.get(id).found());
        let Some((brief, approved)) = brief.and_then(|brief| Some((brief, approved(brief)?))) else { continue };
        if approved >= job.change_orders[index].date || brief.status == BriefStatus::Superseded {
            continue;
        }
        let order = &job.change_orders[index];
        let message = format!(
            "the client approved `{}` ({}) on {day}, and the brief {} was last approved on {approved}",
            order.id, order.cause, brief.id
        );
        let finding = META.finding(job.at(key_path!["change_orders", index]), message);
        let finding = finding.related(brief.at(key_path!["approvals"]), "the brief as approved");
        findings.push(finding.help(format!(
            "write it into the brief and have it approved again (`suits brief edit {}`), or make a new brief of it",
            brief.id
        )));
    }
}

/// When the client approved a change of what is asked for.
fn agreed(order: &ChangeOrder) -> Option<Day> {
    let of_scope = matches!(order.cause, Cause::OutOfScope | Cause::AdditionalInfo);
    let stands = !matches!(order.status, ChangeStatus::Rejected | ChangeStatus::Withdrawn);
    let given = order.approvals.iter().filter(|approval| approval.of == ApprovalFor::Client);
    given.map(|approval| approval.date).max().filter(|_| of_scope && stands)
}

/// When a brief was last approved by anybody.
fn approved(brief: &Located<Brief>) -> Option<Day> {
    brief.approvals.iter().map(|approval| approval.date).max()
}
