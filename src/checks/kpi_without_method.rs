//! BR16: a KPI that does not say how it is measured.

use super::rule::{Desk, rule};
use super::text;
use crate::finding::Finding;
use crate::key_path;

rule! {
    /// ## What it does
    /// Looks for a KPI with a target and no `method`.
    ///
    /// ## Why it matters
    /// Two surveys give two figures. Agreed beforehand, one of them is the result; agreed afterwards, it is the one that suits.
    ///
    /// ## Example
    /// ```yaml bad briefs/ACME/ACME-B0004.yaml
    /// kpis:
    ///   - id: for-me                      # <-- here
    ///     metric: A shop for me, 20-34
    ///     objective: communication
    ///     baseline: 22%
    ///     target: 30%
    ///     by: 2027-06-30
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
    KpiWithoutMethod, "kpi-without-method", ["BR16"], Warning, Brief
}

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    for brief in desk.briefs() {
        let lists = desk.lists(brief);
        for (index, kpi) in brief.kpis.iter().enumerate() {
            // without a target there is nothing to measure yet, and that is said already
            let aims = kpi.target.as_deref().is_some_and(|target| !text::is_blank(target, lists));
            if aims && text::is_blank(kpi.method.as_deref().unwrap_or_default(), lists) {
                let message = format!("the KPI `{}` does not say how it is measured", kpi.metric.trim());
                let finding = META.finding(brief.at(key_path!["kpis", index, "method"]), message);
                findings.push(
                    finding.help("name the survey, system or report it is read from, as in `method: Brand tracker`"),
                );
            }
        }
    }
}
