//! BR36: work that goes on from a brief which strategy, creative and client have not all approved.

use super::index::{ByBrief, is_over, stage};
use super::rule::{Desk, rule};
use crate::domain::approval::ApprovalFor;
use crate::domain::brief::BriefStatus;
use crate::domain::job::Job;
use crate::domain::record::Located;
use crate::finding::Finding;
use crate::key_path;

rule! {
    /// ## What it does
    /// Looks for a job past the stage that needs an approved brief, whose brief lacks an approval of strategy, creative or client.
    ///
    /// A brief that is called `approved` and is not is said in the brief (`status-out-of-step`), and one that changed since as stale. A job let through by an override of the guard
    /// `brief-approved` is not looked at, nor one that is delivered or off.
    ///
    /// ## Why it matters
    /// Work on a brief the client has not agreed to is done at the agency's own risk and expense.
    ///
    /// ## Example
    /// ```yaml bad briefs/ACME/ACME-B0004.yaml
    /// status: submitted                   # <-- here
    /// approvals: []
    /// ```
    ///
    /// ## Write instead
    /// ```yaml good briefs/ACME/ACME-B0004.yaml
    /// status: approved
    /// ```
    WorkOnUnapprovedBrief, "work-on-unapproved-brief", ["BR36"], Error, Book
}

/// The guard that says the same before the step.
const GUARD: &str = "brief-approved";

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    let stages = desk.workflow.stages();
    let Some(gate) = stages.iter().position(|stage| stage.needs.iter().any(|need| need == GUARD)) else { return };
    let jobs = ByBrief::of(desk.agency);
    let works = |job: &&&Located<Job>| {
        let passed = desk.workflow.position(stage(job)).is_some_and(|at| gate <= at);
        let overridden = || job.overrides.iter().any(|step| step.guards.iter().any(|guard| guard == GUARD));
        passed && !is_over(job, desk.workflow) && !overridden()
    };
    for brief in desk.briefs().filter(|brief| brief.status != BriefStatus::Approved) {
        let given = |of: &ApprovalFor| brief.record.approvals.iter().any(|approval| approval.of == *of);
        let missing: Vec<&str> = [ApprovalFor::Strategy, ApprovalFor::Creative, ApprovalFor::Client]
            .iter()
            .filter(|of| !given(of))
            .map(|of| of.as_str())
            .collect();
        let (Some(of), Some(job)) = (missing.first(), jobs.jobs(brief).iter().find(works)) else { continue };
        let names = missing.iter().map(|of| format!("`{of}`")).collect::<Vec<_>>().join(", ");
        let message = format!("{} is at `{}`, and nobody approved its brief for {names}", job.id, stage(job));
        let finding = META.finding(brief.at(key_path!["status"]), message);
        let finding = finding.related(job.at(key_path!["status"]), "the work goes on");
        findings.push(finding.help(format!(
            "`suits brief approve {} --for {of}`; or send the job back: `suits job advance {} --to briefing`",
            brief.id, job.id
        )));
    }
}
