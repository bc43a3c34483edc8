//! Guards: what must hold before a job enters a stage. A guard only objects; it never changes anything, and says which command would satisfy it.
//! One family a file: `around`, `brief`, `legal`, `money`, `orders`, `release`, `rounds`. Which stage needs which guard is the workflow's to say.

mod around;
mod brief;
mod case;
mod client_rounds;
mod legal;
mod money;
mod orders;
mod release;
mod rounds;

use super::agency::Agency;
use super::brief::Brief;
use super::job::Job;
use super::record::Located;
use super::workflow::Stage;
use crate::finding::Finding;
use crate::key_path;
use crate::values::{Day, PersonId, Word};
pub use case::Billing;
use case::Case;
pub use client_rounds::{ClientRounds, Cover, Further, answered, answered_before, over};

pub use money::needs_no_estimate;
pub use rounds::unseen_inside;

/// Who asks, when, and how a brief is judged: the rules are handed in by whoever knows them.
pub struct Ask<'a> {
    /// Who wants the step.
    pub by: &'a PersonId,
    /// The day; what is dated later does not count.
    pub today: Day,
    /// What the rules find in a brief; its errors stop `brief-ready`.
    pub brief_errors: &'a dyn Fn(&Located<Brief>) -> Vec<Finding>,
}

type Guard = fn(&Case<'_>) -> Vec<Finding>;

/// Every guard by its name, in the order of the workflow.
const KNOWN: [(&str, Guard); 24] = [
    (CLIENT_BRIEF_REPORTED, around::client_brief_reported),
    ("brief-ready", brief::ready),
    ("brief-approved", brief::approved),
    ("deliverables-listed", release::deliverables_listed),
    ("estimate-approved", money::estimate_approved),
    ("due-agreed", release::due_agreed),
    (EARLIER_JOBS_DELIVERED, around::earlier_jobs_delivered),
    ("version-filed", release::version_filed),
    ("items-resolved", rounds::items_resolved),
    ("internal-verdicts", rounds::internal_verdicts),
    ("no-open-internal-items", rounds::no_open_internal_items),
    ("round-decided", rounds::round_decided),
    ("reasons-given", rounds::reasons_given),
    ("within-rounds", money::within_rounds),
    ("client-round-approved", rounds::client_round_approved),
    ("specs-complete", brief::specs_complete),
    ("orders-covered", orders::covered),
    ("rights-noted", legal::rights_noted),
    ("quality-checks-done", release::quality_checks_done),
    ("released-version-approved", rounds::released_version_approved),
    ("legal-approved", legal::approved),
    (BILLED, money::billed),
    ("no-open-orders", orders::none_open),
    ("no-open-rounds", rounds::no_open_rounds),
];

/// Looks at contact reports, which a step of a job does not read unless a stage asks for this.
pub(super) const CLIENT_BRIEF_REPORTED: &str = "client-brief-reported";
/// Looks at other jobs.
pub const EARLIER_JOBS_DELIVERED: &str = "earlier-jobs-delivered";
/// Looks at the client's invoices.
pub(super) const BILLED: &str = "billed";

/// The names of the guards that this version checks.
pub const GUARDS: [&str; KNOWN.len()] = {
    let mut names = [""; KNOWN.len()];
    let mut at = 0;
    while at < KNOWN.len() {
        names[at] = KNOWN[at].0;
        at += 1;
    }
    names
};

/// Whether a guard stops nobody, whatever it finds.
pub fn only_warns(guard: &str) -> bool {
    guard == CLIENT_BRIEF_REPORTED
}

/// What one guard has against a job, whatever stage asks for it. `None` for a guard that this version does not know.
pub fn objections_of(guard: &str, job: &Located<Job>, agency: &Agency, ask: &Ask<'_>) -> Option<Vec<Finding>> {
    let (_, guard) = KNOWN.iter().find(|(name, _)| *name == guard)?;
    Some(guard(&Case::new(job, agency, ask)))
}

/// What speaks against a job being over, of the guards named: as [`objections`], for whoever has already looked up the invoices that
/// charge the job and would not have every invoice of the book read for each.
pub fn loose_ends<'a>(
    job: &'a Located<Job>,
    needs: &[Word],
    agency: &'a Agency,
    ask: &'a Ask<'a>,
    billing: Billing<'a>,
) -> Vec<Finding> {
    let case = Case { billing: Some(billing), ..Case::new(job, agency, ask) };
    let over: [(&str, Guard); 3] =
        [(BILLED, money::billed), ("no-open-orders", orders::none_open), ("no-open-rounds", rounds::no_open_rounds)];
    let asked = over.into_iter().filter(|(name, _)| needs.iter().any(|need| need == name));
    asked.flat_map(|(_, guard)| guard(&case)).collect()
}

/// Everything that speaks against a job entering a stage today, guard by guard. A guard that this version does not know is a warning:
/// it was not checked.
pub fn objections(job: &Located<Job>, to: &Stage, agency: &Agency, ask: &Ask<'_>) -> Vec<Finding> {
    let case = Case::new(job, agency, ask);
    let mut findings = Vec::new();
    for need in &to.needs {
        if let Some((_, guard)) = KNOWN.iter().find(|(name, _)| need == name) {
            findings.extend(guard(&case));
        } else {
            let message = format!("the guard `{need}` of the stage `{}` is not checked yet", to.name);
            findings.push(Finding::warning("guard-not-checked", job.at(key_path!["status"]), message));
        }
    }
    findings
}
