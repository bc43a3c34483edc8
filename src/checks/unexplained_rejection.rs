//! I36: a handoff sent back without saying why.

use super::rule::{Desk, rule};
use crate::finding::Finding;
use crate::key_path;

rule! {
    /// ## What it does
    /// Looks for handoffs with `rejected` and no `reason`.
    ///
    /// ## Why it matters
    /// A ball sent back without a word comes back the same. Most mistakes happen where work changes hands, and the reasons are how one learns which.
    ///
    /// ## Example
    /// ```yaml bad jobs/ACME/ACME-0013.yaml
    /// status: briefing
    /// handoffs:
    ///   - id: a1c4
    ///     stage: briefing
    ///     from: liisa
    ///     to: ann
    ///     date: 2026-11-18
    ///     due: 2026-11-24
    ///     done: 2026-11-19
    ///   - id: b2d5
    ///     stage: brief-approved
    ///     from: ann
    ///     to: tom
    ///     date: 2026-11-19
    ///     due: 2026-11-20
    ///     rejected:                       # <-- here
    ///       date: 2026-11-20
    ///       by: tom
    ///   - id: c3e6
    ///     stage: briefing
    ///     from: tom
    ///     to: ann
    ///     date: 2026-11-20
    ///     due: 2026-11-26
    /// ```
    ///
    /// ## Write instead
    /// ```yaml good jobs/ACME/ACME-0013.yaml
    /// status: briefing
    /// handoffs:
    ///   - id: a1c4
    ///     stage: briefing
    ///     from: liisa
    ///     to: ann
    ///     date: 2026-11-18
    ///     due: 2026-11-24
    ///     done: 2026-11-19
    ///   - id: b2d5
    ///     stage: brief-approved
    ///     from: ann
    ///     to: tom
    ///     date: 2026-11-19
    ///     due: 2026-11-20
    ///     rejected:
    ///       date: 2026-11-20
    ///       by: tom
    ///       reason: The brief names no sizes.
    ///   - id: c3e6
    ///     stage: briefing
    ///     from: tom
    ///     to: ann
    ///     date: 2026-11-20
    ///     due: 2026-11-26
    /// ```
    UnexplainedRejection, "unexplained-rejection", ["I36"], Error, Book
}

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    for job in &desk.agency.jobs {
        for (index, handoff) in job.handoffs.iter().enumerate() {
            let Some(rejected) = &handoff.rejected else { continue };
            let who = rejected.by.as_ref().map_or_else(|| "somebody".to_owned(), |by| format!("`{by}`"));
            let (place, help) =
                match rejected.reason.as_deref().map(|reason| reason.trim_matches(['-', ' ', '\n', '.'])) {
                    None => (job.key_at(key_path!["handoffs", index, "rejected"]), "ask, and add `reason:`"),
                    Some("") => (job.at(key_path!["handoffs", index, "rejected", "reason"]), "ask, and write it here"),
                    Some(_) => continue,
                };
            findings.push(META.finding(place, format!("{who} sent this back without saying why")).help(help));
        }
    }
}
