//! BR13: more than three objectives, and nobody says which comes first.

use super::rule::{Desk, rule};
use crate::finding::Finding;
use crate::key_path;

/// So many can be kept in mind without an order.
const FEW: usize = 3;

rule! {
    /// ## What it does
    /// Looks for more than three objectives of which one has no `priority`, or all have the same.
    ///
    /// ## Why it matters
    /// Work that serves four aims has to let one of them down. If the brief does not say which, the deadline will.
    ///
    /// ## Example
    /// ```yaml bad briefs/ACME/ACME-B0004.yaml
    /// objectives:
    ///   - id: business
    ///     kind: business
    ///     text: Raise under-35 revenue from 4.1M to 4.8M EUR by 2027-06-30.
    ///     priority: 1
    ///   - id: communication
    ///     kind: communication
    ///     text: Raise "a shop for me" among 20-34 from 22% to 30% by 2027-06-30.
    ///     priority: 2
    ///   - id: visits                      # <-- here
    ///     kind: marketing
    ///     text: Bring 12,000 people of 20-34 into a shop for the first time by 2027-06-30.
    ///   - id: club
    ///     kind: marketing
    ///     text: Grow the loyalty club from 61,000 to 70,000 by 2027-06-30.
    /// ```
    ///
    /// ## Write instead
    /// ```yaml good briefs/ACME/ACME-B0004.yaml
    /// objectives:
    ///   - id: business
    ///     kind: business
    ///     text: Raise under-35 revenue from 4.1M to 4.8M EUR by 2027-06-30.
    ///     priority: 1
    ///   - id: communication
    ///     kind: communication
    ///     text: Raise "a shop for me" among 20-34 from 22% to 30% by 2027-06-30.
    ///     priority: 2
    ///   - id: visits
    ///     kind: marketing
    ///     text: Bring 12,000 people of 20-34 into a shop for the first time by 2027-06-30.
    ///     priority: 3
    ///   - id: club
    ///     kind: marketing
    ///     text: Grow the loyalty club from 61,000 to 70,000 by 2027-06-30.
    ///     priority: 4
    /// ```
    UnrankedObjectives, "unranked-objectives", ["BR13"], Warning, Brief
}

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    for brief in desk.briefs().filter(|brief| brief.objectives.len() > FEW) {
        let aims = &brief.objectives;
        let (index, said) = match aims.iter().position(|aim| aim.priority.is_none()) {
            Some(index) => (index, "and this one has no `priority`"),
            None if aims.iter().all(|aim| aim.priority == aims[0].priority) => (0, "and all have the same `priority`"),
            None => continue,
        };
        let message = format!("there are {} objectives {said}", aims.len());
        let finding = META.finding(brief.at(key_path!["objectives", index, "priority"]), message);
        findings
            .push(finding.help("number them by what matters most, from `priority: 1`, or keep the three that count"));
    }
}
