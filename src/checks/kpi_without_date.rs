//! BR15: a KPI that does not say by when.

use super::rule::{Desk, rule};
use super::text;
use crate::domain::brief::Brief;
use crate::domain::brief_parts::Kpi;
use crate::finding::Finding;
use crate::key_path;

rule! {
    /// ## What it does
    /// Looks for a KPI without a `by` date.
    ///
    /// A day in the target itself, or in the text of the objective it belongs to, will do.
    ///
    /// ## Why it matters
    /// A target without a day is never missed: it is always still on its way. And nobody orders the survey that would tell.
    ///
    /// ## Example
    /// ```yaml bad briefs/ACME/ACME-B0004.yaml
    /// objectives:
    ///   - id: business
    ///     kind: business
    ///     text: Raise under-35 revenue from 4.1M to 4.8M EUR by 2027-06-30.
    ///   - id: communication
    ///     kind: communication
    ///     text: Raise "a shop for me" among 20-34 from 22% to 30%.
    /// kpis:
    ///   - id: for-me                      # <-- here
    ///     metric: A shop for me, 20-34
    ///     objective: communication
    ///     baseline: 22%
    ///     target: 30%
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
    KpiWithoutDate, "kpi-without-date", ["BR15"], Error, Brief
}

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    for brief in desk.briefs() {
        for (index, kpi) in brief.kpis.iter().enumerate().filter(|(_, kpi)| kpi.by.is_none()) {
            if is_dated_elsewhere(brief, kpi) {
                continue;
            }
            let place = brief.at(key_path!["kpis", index, "by"]);
            let message = format!("the KPI `{}` does not say by when", kpi.metric.trim());
            let finding = desk.about_brief(&META, brief, place, message);
            findings.push(finding.help("write the day on which it is read, as in `by: 2027-06-30`"));
        }
    }
}

fn is_dated_elsewhere(brief: &Brief, kpi: &Kpi) -> bool {
    let objective = kpi
        .objective
        .as_ref()
        .and_then(|wanted| brief.objectives.iter().find(|objective| objective.id.as_ref() == Some(wanted)));
    let texts = [Some(kpi.metric.as_str()), kpi.target.as_deref(), objective.map(|objective| objective.text.as_str())];
    texts.into_iter().flatten().any(|written| text::day_in(written).is_some())
}
