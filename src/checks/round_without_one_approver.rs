//! I18, second part: a client round on which nobody, or more than one, decides.

use super::rule::{Desk, rule};
use crate::domain::record::Located;
use crate::domain::round::{Decision, Round, RoundType};
use crate::finding::Finding;
use crate::key_path;
use crate::source::Place;

rule! {
    /// ## What it does
    /// Looks for a client round with several reviewers and no `approver`, with one reviewer listed twice, or approved by others than its approver.
    ///
    /// A single reviewer is the approver where none is named. Internal and legal rounds have no approver.
    ///
    /// ## Why it matters
    /// With two who decide, the work serves two masters and the second one's changes undo the first one's.
    ///
    /// ## Example
    /// ```yaml bad feedback/ACME/ACME-0013-R1.yaml
    /// approver: null
    /// reviewers:                          # <-- here
    ///   - by: liisa
    ///     decision: changes-required
    ///     date: 2026-12-17
    ///   - by: mai
    ///     decision: approved
    ///     date: 2026-12-16
    /// ```
    ///
    /// ## Write instead
    /// ```yaml good feedback/ACME/ACME-0013-R1.yaml
    /// approver: liisa
    /// reviewers:
    ///   - by: liisa
    ///     decision: changes-required
    ///     date: 2026-12-17
    ///   - by: mai
    ///     decision: approved
    ///     date: 2026-12-16
    /// ```
    RoundWithoutOneApprover, "round-without-one-approver", ["I18"], Error, Book
}

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    for round in desk.agency.rounds.iter().filter(|round| round.kind == RoundType::Client) {
        if let Some((place, message, help)) = objection(round) {
            findings.push(META.finding(place, message).help(help));
        }
    }
}

fn objection(round: &Located<Round>) -> Option<(Place, String, String)> {
    let reviewers = &round.record.reviewers;
    let twice = (1..reviewers.len()).find(|&at| reviewers[..at].iter().any(|one| one.by == reviewers[at].by));
    if let Some(at) = twice {
        let message = format!("`{}` decides twice in this round", reviewers[at].by);
        let help = "keep the decision that counts; a second look is a round of its own".to_owned();
        return Some((round.at(key_path!["reviewers", at, "by"]), message, help));
    }
    let Some(approver) = &round.record.approver else {
        let names = || reviewers.iter().map(|one| format!("`{}`", one.by)).collect::<Vec<_>>().join(" and ");
        return (reviewers.len() > 1).then(|| {
            let message = format!("{} review this round, and nobody is named who decides", names());
            let help = format!("name the one whose word counts: `suits feedback set {} approver=PERSON`", round.id);
            (round.key_at(key_path!["reviewers"]), message, help)
        });
    };
    let others_said_yes = !reviewers.is_empty() && reviewers.iter().all(|one| one.decision == Decision::Approved);
    (others_said_yes && reviewers.iter().all(|one| one.by != *approver)).then(|| {
        let message = format!("approved without a word of `{approver}`, whose round it is");
        let help = format!("take down their word: `suits feedback decide {} --by {approver} approved`", round.id);
        (round.at(key_path!["approver"]), message, help)
    })
}
