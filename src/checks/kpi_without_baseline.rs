//! BR16: a KPI with a target and no starting point.

use super::figure::{figures, has_figure};
use super::language::Lists;
use super::rule::{Desk, rule};
use super::text;
use crate::domain::brief::Brief;
use crate::domain::brief_parts::Kpi;
use crate::finding::Finding;
use crate::key_path;

rule! {
    /// ## What it does
    /// Looks for a KPI with a target and no `baseline`.
    ///
    /// An objective that says both figures, "from 22% to 30%", gives its KPI a baseline too.
    ///
    /// ## Why it matters
    /// Whether 30% is brave or is what we have anyway can only be told from where it stands today.
    ///
    /// ## Example
    /// ```yaml bad briefs/ACME/ACME-B0004.yaml
    /// objectives:
    ///   - id: business
    ///     kind: business
    ///     text: Raise under-35 revenue from 4.1M to 4.8M EUR by 2027-06-30.
    ///   - id: communication
    ///     kind: communication
    ///     text: Be "a shop for me" to 30% of young walkers by 2027-06-30.
    /// kpis:
    ///   - id: for-me
    ///     metric: Named as a shop for me
    ///     objective: communication
    ///     target: 30%                     # <-- here
    ///     by: 2027-06-30
    ///     method: Brand tracker
    /// ```
    ///
    /// ## Write instead
    /// ```yaml good briefs/ACME/ACME-B0004.yaml
    /// kpis:
    ///   - id: for-me
    ///     metric: Named as a shop for me
    ///     objective: communication
    ///     baseline: 22%
    ///     target: 30%
    ///     by: 2027-06-30
    ///     method: Brand tracker
    /// ```
    KpiWithoutBaseline, "kpi-without-baseline", ["BR16"], Warning, Brief
}

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    for brief in desk.briefs() {
        let lists = desk.lists(brief);
        for (index, kpi) in brief.kpis.iter().enumerate() {
            let Some(target) = kpi.target.as_deref().filter(|target| has_figure(target, lists)) else { continue };
            let baseline = kpi.baseline.as_deref().unwrap_or_default();
            if !text::is_blank(baseline, lists) || starts_in_objective(brief, kpi, lists) || figures(target, lists) > 1
            {
                continue;
            }
            let message = format!("the KPI `{}` goes to {} from nowhere", kpi.metric.trim(), target.trim());
            let place = brief.at(key_path!["kpis", index, "target"]);
            let help = "write where it stands today, as in `baseline: 22%`; what starts from nothing has `baseline: 0`";
            findings.push(META.finding(place, message).help(help));
        }
    }
}

/// Whether its objective names two figures beside the day: from where, and to where.
fn starts_in_objective(brief: &Brief, kpi: &Kpi, lists: &Lists) -> bool {
    let Some(wanted) = &kpi.objective else { return false };
    let objective = brief.objectives.iter().find(|objective| objective.id.as_ref() == Some(wanted));
    objective.is_some_and(|objective| figures(&objective.text, lists) > 1)
}
