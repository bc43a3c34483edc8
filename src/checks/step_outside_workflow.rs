//! I05: a job that went from one stage to another along no edge of the workflow.

use super::rule::{Desk, rule};
use crate::domain::job::Job;
use crate::domain::record::Located;
use crate::domain::workflow::REQUESTED;
use crate::finding::Finding;
use crate::key_path;

rule! {
    /// ## What it does
    /// Looks for two handoffs in a row whose stages the workflow does not join, and for handoffs of a job that was called off.
    ///
    /// A job begins at `requested`. A handoff that was sent back returns to the stage before it. Passing the ball on within a stage is no
    /// step. `suits workflow` shows where a job may go from each stage.
    ///
    /// ## Why it matters
    /// Each stage is entered through its guards. A job that slipped round them has work begun on a brief nobody approved, or paid for by nobody.
    ///
    /// ## Example
    /// ```yaml bad jobs/ACME/ACME-0013.yaml
    /// status: in-creative
    /// handoffs:
    ///   - id: a1c4
    ///     stage: briefing
    ///     from: liisa
    ///     to: ann
    ///     date: 2026-11-18
    ///     due: 2026-11-24
    ///     done: 2026-11-25
    ///   - id: e5g8
    ///     stage: in-creative              # <-- here
    ///     from: ann
    ///     to: kim
    ///     date: 2026-11-25
    ///     due: 2026-12-09
    /// ```
    ///
    /// ## Write instead
    /// ```yaml good jobs/ACME/ACME-0013.yaml
    /// status: brief-approved
    /// handoffs:
    ///   - id: a1c4
    ///     stage: briefing
    ///     from: liisa
    ///     to: ann
    ///     date: 2026-11-18
    ///     due: 2026-11-24
    ///     done: 2026-11-25
    ///   - id: e5g8
    ///     stage: brief-approved
    ///     from: ann
    ///     to: tom
    ///     date: 2026-11-25
    ///     due: 2026-11-26
    /// ```
    StepOutsideWorkflow, "step-outside-workflow", ["I05"], Error, Book
}

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    for job in &desk.agency.jobs {
        let off = job.cancelled.as_ref().map(|cancelled| cancelled.date);
        for index in 0..job.handoffs.len() {
            let place = || job.at(key_path!["handoffs", index, "stage"]);
            if let Some(off) = off.filter(|off| *off < job.handoffs[index].date) {
                let finding =
                    META.finding(place(), format!("the job was called off on {off}, and is handed on after that"));
                findings.push(
                    finding.help(format!(
                        "open a new job with `suits job new --like {}`, or take `cancelled` out",
                        job.id
                    )),
                );
            } else if let Some((message, help)) = objection(desk, job, index) {
                findings.push(META.finding(place(), message).help(help));
            }
        }
    }
}

/// What is wrong with the step to a handoff, and where it could have gone.
fn objection(desk: &Desk<'_>, job: &Located<Job>, index: usize) -> Option<(String, String)> {
    let stage = job.handoffs[index].stage.as_str();
    let before = &job.handoffs[..index];
    let from = match before.last() {
        Some(above) if above.rejected.is_some() => job.record.stage_before(before.len() - 1),
        Some(above) => above.stage.as_str(),
        None => REQUESTED,
    };
    let steps = desk.workflow.get(from)?;
    desk.workflow.get(stage)?;
    // not only `Job::is_change_of_hands`: a hop written by hand, with days between the one's `done` and the other's `date`, slipped round no guard
    if from == stage || desk.workflow.allows(from, stage) {
        return None;
    }
    let next = steps.next.iter().map(|next| format!("`{next}`")).collect::<Vec<_>>().join(", ");
    let help = if next.is_empty() {
        format!("`{from}` is where a job ends; open a new job for what comes after")
    } else {
        format!("from `{from}` a job goes to {next}; `suits workflow` shows all steps")
    };
    Some((format!("no step of the workflow leads from `{from}` to `{stage}`"), help))
}
