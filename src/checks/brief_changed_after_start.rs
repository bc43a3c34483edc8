//! BR44: a brief that was changed while the work on it goes on, and not approved again.

use super::index::{ByBrief, is_over, stage};
use super::rule::{Desk, rule};
use crate::domain::approval::{Approval, ApprovalFor};
use crate::domain::brief::Brief;
use crate::domain::job::Job;
use crate::domain::record::Located;
use crate::domain::workflow::Workflow;
use crate::finding::Finding;
use crate::key_path;
use crate::source::KeyPath;

rule! {
    /// ## What it does
    /// Looks for a brief whose text is no longer what was approved, while a job that works from it has reached the creatives.
    ///
    /// It is said once for the brief, in place of `stale-approval`, until the brief is approved again or its jobs are delivered or off.
    ///
    /// ## Why it matters
    /// The creatives work from what they were briefed on, and the brief now says something else. Work done on the old text may have to be paid for.
    ///
    /// ## Example
    /// ```yaml bad briefs/ACME/ACME-B0004.yaml
    /// approvals:
    ///   - for: strategy
    ///     by: bo
    ///     role: account-director
    ///     date: 2026-11-16
    ///     method: system
    ///     hash: h1-0000000000000000
    ///   - for: creative
    ///     by: kim
    ///     role: creative-director
    ///     date: 2026-11-16
    ///     method: system
    ///     hash: h1-0000000000000000
    ///   - for: client
    ///     by: liisa
    ///     role: approver
    ///     date: 2026-11-18
    ///     method: email
    ///     evidence: mail 2026-11-18 15:40
    ///     entered_by: ann
    ///     hash: h1-1111111111111111       # <-- here
    /// ```
    ///
    /// ## Write instead
    /// ```yaml good briefs/ACME/ACME-B0004.yaml
    /// approvals:
    ///   - for: strategy
    ///     by: bo
    ///     role: account-director
    ///     date: 2026-11-16
    ///     method: system
    ///     hash: h1-0000000000000000
    ///   - for: creative
    ///     by: kim
    ///     role: creative-director
    ///     date: 2026-11-16
    ///     method: system
    ///     hash: h1-0000000000000000
    ///   - for: client
    ///     by: liisa
    ///     role: approver
    ///     date: 2026-12-01
    ///     method: email
    ///     evidence: mail 2026-12-01 09:20
    ///     entered_by: ann
    ///     hash: h1-0000000000000000
    /// ```
    BriefChangedAfterStart, "brief-changed-after-start", ["BR44"], Error, Book
}

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    let jobs = ByBrief::of(desk.agency);
    for brief in desk.briefs() {
        let Some(job) = started(&jobs, brief, desk.workflow) else { continue };
        let Some(now) = brief.fingerprint(KeyPath::root()) else { continue };
        let stale: Vec<(usize, &Approval)> = [ApprovalFor::Strategy, ApprovalFor::Creative, ApprovalFor::Client]
            .into_iter()
            .filter_map(|of| stale(&brief.record.approvals, of, now))
            .collect();
        let Some((index, _)) = stale.last() else { continue };
        let of = stale.iter().map(|(_, approval)| format!("`{}`", approval.of)).collect::<Vec<_>>().join(", ");
        let message =
            format!("the brief changed after it was approved for {of}, and {} is at `{}`", job.id, stage(job));
        let finding = META.finding(brief.at(key_path!["approvals", *index, "hash"]), message);
        let finding = finding.related(job.at(key_path!["status"]), "the work goes on");
        findings.push(finding.help(format!(
            "tell the creatives, have it approved again (`suits brief approve {} --for {}`), and consider a change order for the work already done (`suits job change add {} --cause client-revision --text \"…\"`)",
            brief.id,
            stale.first().map_or(ApprovalFor::Client, |(_, approval)| approval.of),
            job.id
        )));
    }
}

/// A job that works from a brief, has reached the creatives and is not over.
pub(super) fn started<'a>(jobs: &ByBrief<'a>, brief: &Located<Brief>, workflow: &Workflow) -> Option<&'a Located<Job>> {
    let start = workflow.stages().iter().position(|stage| stage.seat.as_deref() == Some("creative"))?;
    let has_started =
        |job: &&&Located<Job>| !is_over(job, workflow) && workflow.position(stage(job)).is_some_and(|at| start <= at);
    jobs.jobs(brief).iter().find(has_started).copied()
}

/// The last approval of a kind, where none of its kind is of the text as it stands. One without a fingerprint says nothing about a change.
fn stale<'b>(approvals: &'b [Approval], of: ApprovalFor, now: &str) -> Option<(usize, &'b Approval)> {
    let given = || approvals.iter().enumerate().filter(|(_, approval)| approval.of == of);
    let fresh = given().any(|(_, approval)| approval.hash.as_deref() == Some(now));
    given().next_back().filter(|(_, approval)| !fresh && approval.hash.is_some())
}
