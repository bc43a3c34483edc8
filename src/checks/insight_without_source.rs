//! BR20: an insight that comes from nowhere.

use super::answers::{covers, refusal};
use super::rule::{Desk, rule};
use super::text;
use crate::domain::brief::Brief;
use crate::domain::brief_parts::Waived;
use crate::domain::brief_sections::{Need, Section};
use crate::domain::record::Located;
use crate::finding::Finding;
use crate::key_path;

rule! {
    /// ## What it does
    /// Looks for an insight without a `source`.
    ///
    /// Where the brief's type needs an insight, this stops it; elsewhere it warns. A waiver of the section covers it.
    ///
    /// ## Why it matters
    /// An insight without a source is an opinion of whoever wrote it, and the first person in the room with another opinion has as good a one.
    ///
    /// ## Example
    /// ```yaml bad briefs/ACME/ACME-B0004.yaml
    /// insight:
    ///   text: They call it going for a walk, never hiking.
    ///   source: null                      # <-- here
    /// ```
    ///
    /// ## Write instead
    /// ```yaml good briefs/ACME/ACME-B0004.yaml
    /// insight:
    ///   text: They call it going for a walk, never hiking.
    ///   source: Focus groups, Oulu and Tampere
    ///   date: 2026-09-18
    /// ```
    InsightWithoutSource, "insight-without-source", ["BR20"], Error, Brief
}

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    for brief in desk.briefs() {
        let Some(insight) = &brief.insight else { continue };
        let lists = desk.lists(brief);
        let blank = |written: Option<&String>| text::is_blank(written.map_or("", |written| written), lists);
        if blank(insight.text.as_ref()) || !blank(insight.source.as_ref()) || is_waived(desk, brief) {
            continue;
        }
        let place = brief.at(key_path!["insight", "source"]);
        let message = "the insight does not say where it comes from";
        let finding = match need(brief) {
            Need::Required => desk.about_brief(&META, brief, place, message),
            Need::Recommended | Need::NotAsked => META.warning(place, message),
        };
        findings.push(finding.help("write who was asked or what was read as `source`, and the day as `date`"));
    }
}

/// How much the brief needs an insight.
pub(super) fn need(brief: &Brief) -> Need {
    section().map_or(Need::Required, |section| section.need(brief.kind, brief.size))
}

/// Whether somebody who may has decided to do without a good one.
pub(super) fn is_waived(desk: &Desk<'_>, brief: &Located<Brief>) -> bool {
    let ours = |waiver: &&Waived| section().is_some_and(|section| covers(waiver, section));
    brief.waived.iter().find(ours).is_some_and(|waiver| refusal(desk, brief, waiver).is_none())
}

fn section() -> Option<&'static Section> {
    Section::named("insight")
}
