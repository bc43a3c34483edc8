//! I18: rounds of a job whose numbers leave one out.

use super::rule::{Desk, rule};
use crate::domain::record::Located;
use crate::domain::round::Round;
use crate::finding::Finding;
use crate::source::KeyPath;
use crate::values::JobId;
use std::collections::BTreeMap;

rule! {
    /// ## What it does
    /// Looks for a job whose feedback rounds are not numbered 1, 2, 3 without a gap.
    ///
    /// A round's number is the end of its file's name. A file that cannot be read counts as there.
    ///
    /// ## Why it matters
    /// A command about one job reads its rounds from the first up to the first gap. Behind a gap the client's answers are not seen, and a round
    /// that the contract counts is not counted.
    ///
    /// ## Example
    /// ```yaml bad feedback/ACME/ACME-0013-R3.yaml
    /// type: internal                      # <-- here
    /// deliverable: film-30
    /// version: v1
    /// sent: 2026-12-14
    /// ```
    ///
    /// ## Write instead
    /// ```yaml good feedback/ACME/ACME-0013-R2.yaml
    /// type: internal
    /// deliverable: film-30
    /// version: v1
    /// sent: 2026-12-14
    /// ```
    GapInRounds, "gap-in-rounds", ["I18"], Error, Book
}

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    let mut numbers: BTreeMap<JobId, BTreeMap<u32, Option<&Located<Round>>>> = BTreeMap::new();
    let rounds = &desk.agency.rounds;
    for (id, _) in rounds.unreadable() {
        numbers.entry(id.job()).or_default().insert(id.number(), None);
    }
    for round in rounds {
        numbers.entry(round.id.job()).or_default().insert(round.id.number(), Some(round));
    }
    for (job, numbers) in &numbers {
        let mut expected = 1;
        for (&number, round) in numbers {
            if let Some(round) = round.filter(|_| number != expected) {
                let missing = match number - expected {
                    1 => format!("round R{expected} is missing"),
                    _ => format!("rounds R{expected} to R{} are missing", number - 1),
                };
                let finding =
                    META.finding(round.at(KeyPath::root()), format!("{missing} of {job}, so this one is not seen"));
                findings.push(
                    finding.help(format!("restore what is missing, or rename this file to {job}-R{expected}.yaml")),
                );
            }
            expected = number + 1;
        }
    }
}
