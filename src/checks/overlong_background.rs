//! BR41: a background that tells the whole story.

use super::length::longer_than;
use super::rule::{Desk, rule};
use crate::finding::Finding;
use crate::key_path;

rule! {
    /// ## What it does
    /// Looks for backgrounds of more than 200 words, or as much in a language that sets no blanks: 400 Chinese characters, 1,000 Thai letters.
    ///
    /// ## Why it matters
    /// The background says why now. The more of it there is, the less anybody knows which of it the work must answer.
    ///
    /// ## Example
    /// ```yaml bad briefs/ACME/ACME-B0004.yaml
    /// background: |                       # <-- here
    ///   Acme was founded in 1954 by two brothers who sold skis from a barn. The first shop in Helsinki opened in 1961,
    ///   the second in 1968, and by 1980 there were twelve. In the crisis of the nineties four of them closed. The family
    ///   sold to a fund in 1999, which sold to another in 2006, which brought the company to the stock exchange in 2011.
    ///   Today there are forty shops. Each has a manager who was promoted from the floor, and most of them have worked
    ///   nowhere else. The head office moved twice, last in 2019, to a building it shares with an insurance company.
    ///   The range has about four thousand articles, of which a third are own labels. Tents, packs, stoves, boots, jackets,
    ///   maps, compasses, knives, cups, pots, socks, gloves, hats, lamps, ropes, skis, skates, sledges: everything is there,
    ///   in three price classes. The web shop opened in 2009, was rebuilt in 2014, rebuilt again in 2020, and brings a
    ///   fifth of all sales, most of it in the two weeks before Christmas. The loyalty scheme has half a million members,
    ///   of whom one in six bought something last year. Sales among under-35s fell 8% in 2025 (Kantar, 2026-01-20), as they
    ///   did in the year before, but less than those of the shop across the street. The spring season decides the year.
    /// ```
    ///
    /// ## Write instead
    /// ```yaml good briefs/ACME/ACME-B0004.yaml
    /// background: >
    ///   Sales among under-35s fell 8% in 2025 (Kantar, 2026-01-20); the spring season decides the year.
    /// ```
    OverlongBackground, "overlong-background", ["BR41"], Warning, Brief
}

/// A paragraph and a half.
const LIMIT: usize = 200;

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    for brief in desk.briefs() {
        let Some(background) = brief.background.as_deref() else { continue };
        let lists = desk.lists(brief);
        let Some(length) = longer_than(background, LIMIT, lists) else { continue };
        let message = format!("the background is {} long", length.told());
        let finding = desk.about_brief(&META, brief, brief.at(key_path!["background"]), message);
        findings.push(finding.help(format!(
            "say in {} at most what has changed and why it matters now, and link the rest under `references`",
            length.limit(LIMIT, lists)
        )));
    }
}
