//! BR01: a section that the brief's type needs, with nothing in it and no waiver.

use super::rule::{Desk, rule};
use super::{language, text};
use crate::domain::authority::{Act, may};
use crate::domain::brief::Brief;
use crate::domain::brief_parts::Waived;
use crate::domain::brief_sections::{Need, SECTIONS, Section};
use crate::domain::record::Located;
use crate::finding::Finding;
use crate::key_path;
use crate::source::KeyPath;

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
    BlankSection, "blank-section", ["BR01"], Error, Brief
}

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    for brief in desk.briefs() {
        for section in SECTIONS {
            findings.extend(look(desk, brief, section));
        }
    }
}

fn look(desk: &Desk<'_>, brief: &Located<Brief>, section: &'static Section) -> Option<Finding> {
    let language = language::of(desk.language_of(brief));
    let need = section.need(brief.kind, brief.size);
    if need == Need::NotAsked || stands_elsewhere(desk, brief, section) {
        return None;
    }
    if section.name == "project" && brief.authors.is_empty() {
        let finding = desk.about_brief(&META, brief, brief.at(key_path!["authors"]), "nobody is named as its author");
        return Some(finding.help("write who wrote it: `authors: [ann]`"));
    }
    let mut texts = section.texts(brief);
    texts.retain(|(path, _)| path.last() != Some(&"source".into()));
    let written = !texts.is_empty();
    if texts.iter().any(|(_, text)| !text::is_blank(text, language)) || (need == Need::Recommended && !written) {
        return None;
    }
    let waiver = brief.waived.iter().find(|waiver| covers(waiver, section));
    let refused = match waiver {
        Some(waiver) => match refusal(desk, brief, waiver) {
            None => return None,
            Some(refused) => format!(", and the waiver does not hold: {refused}"),
        },
        None => String::new(),
    };
    let place = brief.at(texts.first().map_or_else(|| section.path(), |(path, _)| path.clone()));
    let message = format!("the section `{}` is empty{refused}", section.name);
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

/// A budget without a sum is `budget-without-figure`; competitors may be in the client's record.
fn stands_elsewhere(desk: &Desk<'_>, brief: &Located<Brief>, section: &Section) -> bool {
    let unfinished_budget = || brief.budget.as_ref().is_some_and(|budget| budget.amount.is_none());
    let client = || desk.agency.clients.get(&brief.id.client()).found();
    (section.name == "budget" && unfinished_budget()) || client().is_some_and(|client| section.is_covered_by(client))
}

/// A waiver names a section, or the key it stands under.
fn covers(waiver: &Waived, section: &Section) -> bool {
    let named = Section::named(&waiver.section).is_some_and(|named| named.name == section.name);
    named || section.path() == KeyPath(vec![waiver.section.to_string().into()])
}

/// Why a waiver does not hold. It carries no day, so that whoever could give it when the brief was asked for, or can now, may.
fn refusal(desk: &Desk<'_>, brief: &Located<Brief>, waiver: &Waived) -> Option<String> {
    if waiver.reason.trim().is_empty() {
        return Some("it gives no reason".to_owned());
    }
    let config = &desk.agency.config;
    let then = brief.requested_on.map(|day| may(config, &waiver.by, Act::WaiveSection, day));
    if then.is_some_and(|then| then.is_ok()) {
        return None;
    }
    may(config, &waiver.by, Act::WaiveSection, desk.today).err().map(|refused| refused.reason)
}
