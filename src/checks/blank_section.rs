//! BR01 and BR39: a section that the brief's type needs, with nothing in it and no waiver.

use super::answers::{Answer, answer, texts};
use super::rule::{Desk, rule};
use crate::domain::brief::Brief;
use crate::domain::brief_sections::{Need, SECTIONS, Section};
use crate::domain::record::Located;
use crate::finding::Finding;
use crate::key_path;

rule! {
    /// ## What it does
    /// Looks for sections of a brief that are empty, or hold only `-`, `n/a` or the like.
    ///
    /// Which sections a brief needs follows from its `type` and `size`. A section that is only recommended may be left out, but not
    /// filled with a dash. In a draft this warns; once the brief is handed in it stops it.
    ///
    /// ## Why it matters
    /// Whoever works from the brief will fill the hole with a guess, and the guess is found out at the first presentation.
    ///
    /// ## Example
    /// ```yaml bad briefs/ACME/ACME-B0004.yaml
    /// audience: "-"                       # <-- here
    /// ```
    ///
    /// ## Write instead
    /// ```yaml good briefs/ACME/ACME-B0004.yaml
    /// audience: n/a
    /// waived:
    ///   - section: audience
    ///     by: pia
    ///     reason: The film goes to the shops only; the staff are named in the background.
    /// ```
    BlankSection, "blank-section", ["BR01", "BR39"], Error, Brief
}

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    for brief in desk.briefs() {
        for section in SECTIONS {
            findings.extend(look(desk, brief, section));
        }
    }
}

fn look(desk: &Desk<'_>, brief: &Located<Brief>, section: &'static Section) -> Option<Finding> {
    let need = section.need(brief.kind, brief.size);
    if need == Need::NotAsked {
        return None;
    }
    let refused = match answer(desk, brief, section) {
        Answer::Written | Answer::Elsewhere | Answer::Waived(_) | Answer::Unfinished => return None,
        Answer::Unsigned => {
            let place = brief.at(key_path!["authors"]);
            let finding = desk.about_brief(&META, brief, place, "nobody is named as its author");
            return Some(finding.help("write who wrote it: `authors: [ann]`"));
        }
        Answer::Empty { refused } => refused.map(|(_, why)| format!(", and the waiver does not hold: {why}")),
    };
    let texts = texts(section, brief);
    if need == Need::Recommended && texts.is_empty() {
        return None;
    }
    let place = brief.at(texts.first().map_or_else(|| section.begins(), |(path, _)| path.clone()));
    let message = format!("the section `{}` is empty{}", section.name, refused.unwrap_or_default());
    let help = format!(
        "write {}; or add to `waived`: `section: {}`, `by` (an account manager or above, or the planner) and `reason`",
        section.about, section.name
    );
    let finding = match need {
        Need::Required => desk.about_brief(&META, brief, place, message),
        Need::Recommended | Need::NotAsked => META.warning(place, message),
    };
    Some(finding.help(help))
}
