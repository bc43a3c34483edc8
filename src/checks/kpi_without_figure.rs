//! BR14: a KPI whose target is words, or is not there.

use super::figure::has_figure;
use super::rule::{Desk, rule};
use super::text;
use crate::finding::Finding;
use crate::key_path;

rule! {
    /// ## What it does
    /// Looks for a KPI without a target, or with a target that holds no number.
    ///
    /// Digits of every script count: `30%`, `๑๘%`, `三成`, `一半`. So do words such as "twice" and "half".
    ///
    /// ## Why it matters
    /// "Clearly more" is reached or missed by whoever tells the story last. A number is there when the campaign is over and nobody remembers the meeting.
    ///
    /// ## Example
    /// ```yaml bad briefs/ACME/ACME-B0004.yaml
    /// kpis:
    ///   - id: for-me
    ///     metric: A shop for me, 20-34
    ///     objective: communication
    ///     baseline: 22%
    ///     target: clearly more than now   # <-- here
    ///     by: 2027-06-30
    ///     method: Brand tracker
    /// ```
    ///
    /// ## Write instead
    /// ```yaml good briefs/ACME/ACME-B0004.yaml
    /// kpis:
    ///   - id: for-me
    ///     metric: A shop for me, 20-34
    ///     objective: communication
    ///     baseline: 22%
    ///     target: 30%
    ///     by: 2027-06-30
    ///     method: Brand tracker
    /// ```
    KpiWithoutFigure, "kpi-without-figure", ["BR14"], Error, Brief
}

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    for brief in desk.briefs() {
        let lists = desk.lists(brief);
        for (index, kpi) in brief.kpis.iter().enumerate() {
            let target = kpi.target.as_deref().unwrap_or_default().trim();
            if has_figure(target, lists) || text::placeholder(target, lists, true).is_some() {
                continue;
            }
            let message = if text::is_blank(target, lists) {
                format!("the KPI `{}` has no target", kpi.metric.trim())
            } else {
                format!("the target `{target}` holds no number")
            };
            let place = brief.at(key_path!["kpis", index, "target"]);
            let finding = desk.about_brief(&META, brief, place, message);
            findings.push(finding.help("write the number to be reached, as in `target: 30%`"));
        }
    }
}
