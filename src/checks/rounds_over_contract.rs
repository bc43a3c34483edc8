//! I21: a client round more than the contract includes, neither paid for nor waived.

use super::index::{last_day, rounds_by_job};
use super::rule::{Desk, rule};
use crate::domain::guards::{ClientRounds, Cover};
use crate::domain::money::agreement::Agreement;
use crate::domain::money::terms::Terms;
use crate::finding::Finding;
use crate::source::KeyPath;

rule! {
    /// ## What it does
    /// Looks for client rounds on a deliverable over the contract's `rounds_included` that nothing covers: neither a change order nor a waiver.
    ///
    /// A change order counts when it is of cause `client-revision`, approved by the client, and dated after the round before. A `waiver`
    /// stands in the round itself, and counts when it is by an account manager or above; without a date it is taken to be of the day the
    /// round was sent. Every round over the contract is looked at, not only the last; the guard `within-rounds` and `suits rounds` judge
    /// them in the same way.
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
    ///   date: 2026-12-30
    ///   reason: The second ending was ours to put right.
    /// ```
    RoundsOverContract, "rounds-over-contract", ["I21"], Error, Book
}

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    let config = &desk.agency.config;
    let rounds = rounds_by_job(desk.agency);
    for job in &desk.agency.jobs {
        let Some(rounds) = rounds.get(&job.id) else { continue };
        let Ok(terms) = Terms::of(desk.agency, job) else { continue };
        let Some(included) = terms.contract.and_then(|contract| contract.rounds_included) else { continue };
        for deliverable in &job.deliverables {
            let used = ClientRounds::on(&deliverable.id, rounds, included);
            if used.beyond().is_empty() {
                continue;
            }
            let agreement = Agreement::of(job, &terms, last_day());
            let mut further = used.further(job, &agreement, config, last_day());
            further.retain(|further| further.cover == Cover::Nothing);
            findings.extend(further.into_iter().map(|further| {
                let finding = META.finding(further.round.at(KeyPath::root()), further.message());
                finding.help(further.help(config, last_day()))
            }));
        }
    }
}
