//! BR17: a KPI that belongs to no objective.

use super::rule::{Desk, rule};
use crate::finding::Finding;
use crate::key_path;

rule! {
    /// ## What it does
    /// Looks for a KPI without an `objective` in a brief that has several.
    ///
    /// With one objective there is no doubt, and nothing is said. An `objective` that does not exist is `dangling-reference`.
    ///
    /// ## Why it matters
    /// A figure that serves no aim gets collected because it is easy to collect, and is then reported as if it had been the point.
    ///
    /// ## Example
    /// ```yaml bad briefs/ACME/ACME-B0004.yaml
    /// kpis:
    ///   - id: views                       # <-- here
    ///     metric: Views to the end
    ///     baseline: 0
    ///     target: 400,000
    ///     by: 2027-06-30
    ///     method: Platform report
    /// ```
    ///
    /// ## Write instead
    /// ```yaml good briefs/ACME/ACME-B0004.yaml
    /// kpis:
    ///   - id: views
    ///     metric: Views to the end
    ///     objective: communication
    ///     baseline: 0
    ///     target: 400,000
    ///     by: 2027-06-30
    ///     method: Platform report
    /// ```
    StrayKpi, "stray-kpi", ["BR17"], Warning, Brief
}

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    for brief in desk.briefs().filter(|brief| brief.objectives.len() > 1) {
        for (index, kpi) in brief.kpis.iter().enumerate().filter(|(_, kpi)| kpi.objective.is_none()) {
            let message = format!("the KPI `{}` belongs to no objective", kpi.metric.trim());
            let ids: Vec<String> =
                brief.objectives.iter().filter_map(|one| Some(format!("`{}`", one.id.as_ref()?))).collect();
            let help = match ids.as_slice() {
                [] => "give the objectives an `id`, and write the one it measures as `objective`".to_owned(),
                ids => format!("write the one it measures as `objective`: {}", ids.join(" or ")),
            };
            findings.push(META.finding(brief.at(key_path!["kpis", index, "objective"]), message).help(help));
        }
    }
}
