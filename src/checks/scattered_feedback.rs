//! I20: one version, and the client's answers to it in several rounds.

use super::index::{last_day, rounds_by_job};
use super::rule::{Desk, rule};
use crate::domain::guards::answered_before;
use crate::finding::Finding;
use crate::key_path;

rule! {
    /// ## What it does
    /// Looks for a second client round on the same version of a deliverable, when the client had already answered the first.
    ///
    /// A round that was sent again because nobody had said anything yet is not looked at.
    ///
    /// ## Why it matters
    /// The client's people answer one after another, each unaware of the others. Every further batch is another round of work, and counts as one where the contract
    /// says so.
    ///
    /// ## Example
    /// ```yaml bad feedback/ACME/ACME-0013-R2.yaml
    /// type: client
    /// deliverable: film-30
    /// version: v1                         # <-- here
    /// sent: 2026-12-18
    /// approver: liisa
    /// ```
    ///
    /// ## Write instead
    /// ```yaml good feedback/ACME/ACME-0013-R2.yaml
    /// type: client
    /// deliverable: film-30
    /// version: v2
    /// sent: 2026-12-18
    /// approver: liisa
    /// ```
    ScatteredFeedback, "scattered-feedback", ["I20"], Warning, Book
}

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    for rounds in rounds_by_job(desk.agency).values() {
        for (at, round) in rounds.iter().enumerate() {
            let Some(version) = &round.record.version else { continue };
            let Some(first) = answered_before(rounds, at, last_day()) else { continue };
            let message =
                format!("the client answers `{version}` of `{}` a second time, after {}", round.deliverable, first.id);
            let finding = META.finding(round.at(key_path!["version"]), message);
            let finding = finding.related(first.at(key_path!["version"]), "the first answer");
            findings.push(
                finding.help(
                    "ask the approver for one answer that holds all of them; if a new version was shown, name it",
                ),
            );
        }
    }
}
