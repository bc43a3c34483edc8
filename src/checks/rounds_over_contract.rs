//! I21: a client round more than the contract includes, neither paid for nor waived.

use super::index::{last_day, rounds_by_job};
use super::rule::{Desk, rule};
use crate::domain::agreement::Agreement;
use crate::domain::guards::{ClientRounds, pays_for_a_round};
use crate::domain::terms::Terms;
use crate::finding::Finding;
use crate::source::KeyPath;

rule! {
    /// ## What it does
    /// Looks for a deliverable whose last client round is over the contract's `rounds_included`, with neither a change order nor a waiver.
    ///
    /// A change order counts when it is of cause `client-revision`, approved by the client, and raised after the round before. A `waiver` stands in the round itself. The guard
    /// `within-rounds` counts the same rounds; it asks for the next one to be paid for, this for the one that was held.
    ///
    /// ## Why it matters
    /// Rounds nobody charges are where the margin goes, a little at a time, and the third one given away is the norm from then on.
    ///
    /// ## Example
    /// ```yaml bad feedback/ACME/ACME-0013-R3.yaml
    /// type: client                        # <-- here
    /// deliverable: film-30
    /// version: v3
    /// sent: 2026-12-29
    /// approver: liisa
    /// ```
    ///
    /// ## Write instead
    /// ```yaml good feedback/ACME/ACME-0013-R3.yaml
    /// type: client
    /// deliverable: film-30
    /// version: v3
    /// sent: 2026-12-29
    /// approver: liisa
    /// waiver:
    ///   by: mai
    ///   reason: The second ending was ours to put right.
    /// ```
    RoundsOverContract, "rounds-over-contract", ["I21"], Error, Book
}

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    let rounds = rounds_by_job(desk.agency);
    for job in &desk.agency.jobs {
        let Some(rounds) = rounds.get(&job.id) else { continue };
        let Ok(terms) = Terms::of(desk.agency, job) else { continue };
        let Some(included) = terms.contract.and_then(|contract| contract.rounds_included) else { continue };
        for deliverable in &job.deliverables {
            let used = ClientRounds::on(&deliverable.id, rounds, included);
            let Some(last) = used.over().filter(|last| last.waiver.is_none()) else { continue };
            let since = used.before_last().map(|round| round.sent);
            let agreement = Agreement::of(job, &terms, last_day());
            if pays_for_a_round(job, &agreement, since) {
                continue;
            }
            let finding = META.finding(last.at(KeyPath::root()), used.message(&deliverable.id));
            findings.push(finding.help(format!(
                "an account manager or above may waive it: `suits feedback waive {} --reason \"…\"`; else the client pays for it with a change order of cause client-revision",
                last.id
            )));
        }
    }
}
