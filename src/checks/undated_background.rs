//! BR41: a background without a fact that can be dated.

use super::rule::{Desk, rule};
use super::{dates, text};
use crate::domain::brief_sections::{Need, Section};
use crate::finding::Finding;
use crate::key_path;

rule! {
    /// ## What it does
    /// Looks for backgrounds that name no year, month, quarter or day.
    ///
    /// Years are read in the digits of every script, in the Buddhist and the Minguo calendar too. It asks only briefs that need a
    /// background.
    ///
    /// ## Why it matters
    /// "Sales have been falling" was true in every year. A fact with a date can be checked, and can be seen to be out of date.
    ///
    /// ## Example
    /// ```yaml bad briefs/ACME/ACME-B0004.yaml
    /// background: Sales among young people have been falling, and the spring season is important.   # <-- here
    /// ```
    ///
    /// ## Write instead
    /// ```yaml good briefs/ACME/ACME-B0004.yaml
    /// background: Sales among under-35s fell 8% in 2025 (Kantar); April to June is two thirds of the year.
    /// ```
    UndatedBackground, "undated-background", ["BR41"], Warning, Brief
}

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    let Some(section) = Section::named("background") else { return };
    for brief in desk.briefs() {
        let Some(background) = brief.background.as_deref() else { continue };
        let lists = desk.lists(brief);
        let asked = lists.is_known() && section.need(brief.kind, brief.size) == Need::Required;
        if !asked || dates::is_dated(background, lists) {
            continue;
        }
        // nothing at all is a blank section, and a gap is a placeholder: each is said once
        if text::is_blank(background, lists) || text::placeholder(background, lists, true).is_some() {
            continue;
        }
        let place = brief.at(key_path!["background"]);
        let finding = desk.about_brief(&META, brief, place, "the background has no fact with a date");
        findings.push(
            finding.help("say what has changed, since when, and where that is written: `fell 8% in 2025 (Kantar)`"),
        );
    }
}
