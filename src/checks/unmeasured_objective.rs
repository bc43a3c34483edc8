//! BR17: an objective that no KPI measures.

use super::bare_objective::is_bare;
use super::figure::names_figure;
use super::rule::{Desk, rule};
use crate::domain::brief_parts::ObjectiveKind;
use crate::finding::Finding;
use crate::key_path;
use crate::values::ItemId;

rule! {
    /// ## What it does
    /// Looks for a business or communication objective that no KPI of the brief belongs to.
    ///
    /// An objective that names its own figures is its own measure. A brief without any KPI is looked at by `blank-section`, and a
    /// brief with one objective and a KPI that names none needs no link.
    ///
    /// ## Why it matters
    /// Of two aims, the one that is measured is worked for. The other is remembered when the results are shown.
    ///
    /// ## Example
    /// ```yaml bad briefs/ACME/ACME-B0004.yaml
    /// objectives:
    ///   - id: business
    ///     kind: business
    ///     text: Raise under-35 revenue from 4.1M to 4.8M EUR by 2027-06-30.
    ///   - id: communication
    ///     kind: communication
    ///     text: Raise "a shop for me" among 20-34 from 22% to 30% by 2027-06-30.
    ///   - id: staff
    ///     kind: communication
    ///     text: Store managers tell their own customers about the film.   # <-- here
    /// ```
    ///
    /// ## Write instead
    /// ```yaml good briefs/ACME/ACME-B0004.yaml
    /// objectives:
    ///   - id: business
    ///     kind: business
    ///     text: Raise under-35 revenue from 4.1M to 4.8M EUR by 2027-06-30.
    ///   - id: communication
    ///     kind: communication
    ///     text: Raise "a shop for me" among 20-34 from 22% to 30% by 2027-06-30.
    ///   - id: staff
    ///     kind: communication
    ///     text: Thirty of the 40 store managers show the film in the shop by 2027-05-31.
    /// ```
    UnmeasuredObjective, "unmeasured-objective", ["BR17"], Warning, Brief
}

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    for brief in desk.briefs().filter(|brief| !brief.kpis.is_empty()) {
        let lists = desk.lists(brief);
        let only = brief.objectives.len() == 1 && brief.kpis.iter().any(|kpi| kpi.objective.is_none());
        let measured = |id: &Option<ItemId>| id.is_some() && brief.kpis.iter().any(|kpi| kpi.objective == *id);
        for (index, objective) in brief.objectives.iter().enumerate() {
            // an objective that is only a wish is said to be one already
            let asked = objective.kind != ObjectiveKind::Marketing;
            if !asked
                || only
                || measured(&objective.id)
                || names_figure(&objective.text, lists)
                || is_bare(brief, objective, lists)
            {
                continue;
            }
            let what =
                objective.id.as_ref().map_or_else(|| "this objective".to_owned(), |id| format!("the objective `{id}`"));
            let finding =
                META.finding(brief.at(key_path!["objectives", index, "text"]), format!("no KPI measures {what}"));
            findings.push(finding.help("put its figures into its text, or add a KPI with its id as `objective`"));
        }
    }
}
