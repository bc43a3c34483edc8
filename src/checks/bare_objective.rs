//! BR12: an objective that is a wish: more awareness, better engagement, higher sales, and no number.

use super::figure::{has_figure, names_figure};
use super::language::Lists;
use super::leftover::without;
use super::rule::{Desk, rule};
use crate::config::Topic;
use crate::domain::brief::Brief;
use crate::domain::brief_parts::{Objective, ObjectiveKind};
use crate::domain::brief_sections::{Need, Section};
use crate::finding::Finding;
use crate::key_path;

rule! {
    /// ## What it does
    /// Looks for an objective that is no more than a verb and a word such as "awareness", "engagement" or "sales", without a number.
    ///
    /// A KPI of the objective with a number in its target will do. It stops the brief where the type needs a business or
    /// communication objective; elsewhere it warns.
    ///
    /// ## Why it matters
    /// Awareness rises when anything is shown to anybody. Whether it was enough, and among whom, is what the money was for.
    ///
    /// ## Example
    /// ```yaml bad briefs/ACME/ACME-B0004.yaml
    /// objectives:
    ///   - id: business
    ///     kind: business
    ///     text: Increase sales.             # <-- here
    ///   - id: communication
    ///     kind: communication
    ///     text: Raise "a shop for me" among 20-34 from 22% to 30% by 2027-06-30.
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
    /// ```
    BareObjective, "bare-objective", ["BR12"], Error, Brief
}

/// With more letters besides, an objective says whom or what it is about.
const BARE: usize = 22;

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    for brief in desk.briefs() {
        let lists = desk.lists(brief);
        for (index, objective) in brief.objectives.iter().enumerate() {
            if !is_bare(brief, objective, lists) {
                continue;
            }
            let found = lists.phrases(Topic::BareAims).find(&objective.text).unwrap_or_default();
            let place = brief.at(key_path!["objectives", index, "text"]);
            let message = format!("`{found}` without a number is a wish");
            let finding = match need(brief, objective.kind) {
                Need::Required => desk.about_brief(&META, brief, place, message),
                Need::Recommended | Need::NotAsked => META.warning(place, message),
            };
            findings.push(finding.help("say among whom, from what to what, and by when"));
        }
    }
}

fn need(brief: &Brief, kind: ObjectiveKind) -> Need {
    let name = match kind {
        ObjectiveKind::Business => "business-objective",
        ObjectiveKind::Communication => "communication-objective",
        ObjectiveKind::Marketing => return Need::Recommended,
    };
    Section::named(name).map_or(Need::Required, |section| section.need(brief.kind, brief.size))
}

/// Whether an objective is a wish that no figure is put to, neither in it nor in a KPI of its own.
pub(super) fn is_bare(brief: &Brief, objective: &Objective, lists: &Lists) -> bool {
    if names_figure(&objective.text, lists) || lists.phrases(Topic::BareAims).find(&objective.text).is_none() {
        return false;
    }
    let its_own = |id: Option<&crate::values::ItemId>| {
        id.map_or(brief.objectives.len() == 1, |id| objective.id.as_ref() == Some(id))
    };
    let measured = brief.kpis.iter().any(|kpi| {
        its_own(kpi.objective.as_ref()) && kpi.target.as_deref().is_some_and(|target| has_figure(target, lists))
    });
    let topics = [Topic::BareAims, Topic::Fillers, Topic::Demographics];
    !measured && without(&objective.text, lists, &topics, true).letters <= BARE
}
