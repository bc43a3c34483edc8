//! I05, third part: a job whose ball is with two people at once.

use super::rule::{Desk, rule};
use crate::finding::Finding;
use crate::key_path;

rule! {
    /// ## What it does
    /// Looks for a handoff that was still open when the next one was given.
    ///
    /// One handoff of a job is open at a time: each ends with `done` or `rejected` before the next one starts, or on its day.
    ///
    /// ## Why it matters
    /// With two people on the ball each waits for the other. Work that really runs side by side is two jobs, one `after` the other or not.
    ///
    /// ## Example
    /// ```yaml bad jobs/ACME/ACME-0013.yaml
    /// status: brief-approved
    /// handoffs:
    ///   - id: a1c4                        # <-- here
    ///     stage: briefing
    ///     from: liisa
    ///     to: ann
    ///     date: 2026-11-18
    ///     due: 2026-11-24
    ///   - id: b2d5
    ///     stage: brief-approved
    ///     from: ann
    ///     to: tom
    ///     date: 2026-11-19
    ///     due: 2026-11-20
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
    ///     done: 2026-11-19
    ///   - id: b2d5
    ///     stage: brief-approved
    ///     from: ann
    ///     to: tom
    ///     date: 2026-11-19
    ///     due: 2026-11-20
    /// ```
    SeveralOpenHandoffs, "several-open-handoffs", ["I05"], Error, Book
}

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    for job in &desk.agency.jobs {
        for (index, pair) in job.handoffs.windows(2).enumerate() {
            let [first, next] = pair else { continue };
            let sent_back = first.rejected.as_ref().map(|rejected| rejected.date);
            let ended = [first.done, sent_back].into_iter().flatten().min();
            if ended.is_some_and(|ended| ended <= next.date) {
                continue;
            }
            let message = match ended {
                Some(ended) => format!("open until {ended}, while the next handoff is of {}", next.date),
                None => format!("still open, though the next handoff is of {}", next.date),
            };
            let finding = META.finding(job.at(key_path!["handoffs", index]), message);
            let finding = finding.related(job.at(key_path!["handoffs", index + 1, "date"]), "the next handoff");
            findings.push(
                finding.help(format!("add `done: {}`, or open a second job for what runs side by side", next.date)),
            );
        }
    }
}
