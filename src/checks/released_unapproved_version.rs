//! I38: something released in another version than the client approved.

use super::index::{last_day, rounds_by_job, stage};
use super::rule::{Desk, rule};
use crate::domain::job::{Deliverable, DeliverableStatus, Job};
use crate::domain::record::Located;
use crate::domain::round::{Decision, RoundType};
use crate::domain::workflow::Workflow;
use crate::finding::Finding;
use crate::key_path;
use crate::values::Word;

rule! {
    /// ## What it does
    /// Looks for a released deliverable whose `version` is not that of its approved client round.
    ///
    /// The latest client round on the deliverable counts. One that was never shown to the client in a round is not looked at, nor a job that was released by
    /// an override of the guard `released-version-approved`.
    ///
    /// ## Why it matters
    /// What runs is not what the client said yes to. Whoever pays for pulling it is decided by these two lines.
    ///
    /// ## Example
    /// ```yaml bad jobs/ACME/ACME-0013.yaml
    /// deliverables:
    ///   - id: film-30
    ///     version: v1                     # <-- here
    ///     status: released
    /// ```
    ///
    /// ## Write instead
    /// ```yaml good jobs/ACME/ACME-0013.yaml
    /// deliverables:
    ///   - id: film-30
    ///     version: v1
    ///     status: filed
    /// ```
    ReleasedUnapprovedVersion, "released-unapproved-version", ["I38"], Error, Book
}

/// The guard that says the same before the release.
const GUARD: &str = "released-version-approved";

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    let rounds = rounds_by_job(desk.agency);
    for job in &desk.agency.jobs {
        let Some(rounds) = rounds.get(&job.id) else { continue };
        if job.overrides.iter().any(|step| step.guards.iter().any(|guard| guard == GUARD)) {
            continue;
        }
        for (index, deliverable) in job.deliverables.iter().enumerate() {
            let shown = |round: &&&Located<_>| round_is_of(round, deliverable);
            let Some(round) = rounds.iter().rev().find(shown).filter(|_| is_released(deliverable, job, desk.workflow))
            else {
                continue;
            };
            let decision = round.decision_on(last_day());
            if decision == Decision::Approved && deliverable.version.is_some() && deliverable.version == round.version {
                continue;
            }
            let filed = named(deliverable.version.as_ref());
            let (message, place) = if decision == Decision::Approved {
                let message = format!("released as {filed}, and the client approved {}", named(round.version.as_ref()));
                (message, round.at(key_path!["version"]))
            } else {
                let message =
                    format!("released as {filed}, and the client's last word on `{}` is `{decision}`", deliverable.id);
                (message, round.at(key_path!["reviewers"]))
            };
            let finding = META.finding(job.at(key_path!["deliverables", index, "version"]), message);
            let finding = finding.related(place, format!("the client round {}", round.id));
            findings
                .push(finding.help("name the version that was sent out; if it is this one, show it to the client now"));
        }
    }
}

fn round_is_of(round: &Located<crate::domain::round::Round>, deliverable: &Deliverable) -> bool {
    round.kind == RoundType::Client && round.deliverable == deliverable.id
}

/// Whether it is out: by its own word, else because the job got there.
fn is_released(deliverable: &Deliverable, job: &Job, workflow: &Workflow) -> bool {
    let guarded = || workflow.stages().iter().position(|stage| stage.needs.iter().any(|need| need == GUARD));
    match deliverable.status {
        Some(status) => status == DeliverableStatus::Released,
        None => {
            job.cancelled.is_none()
                && guarded().zip(workflow.position(stage(job))).is_some_and(|(released, at)| released <= at)
        }
    }
}

fn named(version: Option<&Word>) -> String {
    version.map_or_else(|| "no version".to_owned(), |version| format!("`{version}`"))
}
