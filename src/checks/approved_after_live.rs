//! BR43, second part: a live date before the day on which the brief was approved.

use super::rule::{Desk, rule};
use crate::domain::approval::ApprovalFor;
use crate::finding::Finding;
use crate::key_path;
use crate::values::Day;

rule! {
    /// ## What it does
    /// Looks for an approval of a brief that is dated after its live date.
    ///
    /// A brief approved again after its live date, when it was approved in time before, is no contradiction. A live date before the presentation is
    /// a date out of order.
    ///
    /// ## Why it matters
    /// Either the work ran before anybody had agreed to it, or one of the dates is a slip.
    ///
    /// ## Example
    /// ```yaml bad briefs/ACME/ACME-B0004.yaml
    /// requested_on: 2026-06-01
    /// spend_plan: []
    /// deliverables:
    ///   - id: film-30
    ///     kind: film
    ///     channel: tv
    ///     spec: 30 s, 16:9
    ///     quantity: 1
    ///     due: 2026-10-30
    /// timing:
    ///   presentation: 2026-10-14
    ///   live: 2026-11-17                  # <-- here
    /// ```
    ///
    /// ## Write instead
    /// ```yaml good briefs/ACME/ACME-B0004.yaml
    /// timing:
    ///   presentation: 2027-01-13
    ///   live: 2027-04-01
    /// ```
    ApprovedAfterLive, "approved-after-live", ["BR43"], Warning, Brief
}

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    for brief in desk.briefs() {
        let live = brief.timing.as_ref().and_then(|timing| Day::parse(timing.live.as_deref()?.trim()));
        let Some(live) = live else { continue };
        // each kind as it was first given: what was approved in time may be approved again
        let first = |of: ApprovalFor| {
            let given = brief.record.approvals.iter().enumerate().filter(|(_, approval)| approval.of == of);
            given.min_by_key(|(_, approval)| approval.date)
        };
        let firsts = [ApprovalFor::Strategy, ApprovalFor::Creative, ApprovalFor::Client].into_iter().filter_map(first);
        let Some((index, late)) = firsts.max_by_key(|(_, approval)| approval.date).filter(|(_, one)| live < one.date)
        else {
            continue;
        };
        let message =
            format!("live on {live}, before `{}` approved the brief for `{}` on {}", late.by, late.of, late.date);
        let finding = META.finding(brief.at(key_path!["timing", "live"]), message);
        let finding = finding.related(brief.at(key_path!["approvals", index, "date"]), "approved here");
        findings.push(finding.help("put right whichever date is a slip"));
    }
}
