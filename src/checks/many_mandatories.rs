//! BR32: so many things that must be in, that nothing else fits.

use super::rule::{Desk, rule};
use crate::finding::Finding;
use crate::key_path;

/// More than these tie hands.
const MOST: usize = 7;

rule! {
    /// ## What it does
    /// Looks for more than seven `mandatories`.
    ///
    /// ## Why it matters
    /// Each of them takes a place that the idea was to have. The eighth is usually somebody's taste.
    ///
    /// ## Example
    /// ```yaml bad briefs/ACME/ACME-B0004.yaml
    /// mandatories:
    ///   - Store locator link
    ///   - Logo top left
    ///   - Company name and town
    ///   - The line on opening hours
    ///   - Club card mark
    ///   - Address of the web shop
    ///   - Subtitles in both languages
    ///   - The name of the photographer     # <-- here
    /// ```
    ///
    /// ## Write instead
    /// ```yaml good briefs/ACME/ACME-B0004.yaml
    /// mandatories:
    ///   - Store locator link
    ///   - Subtitles in both languages
    /// ```
    ManyMandatories, "many-mandatories", ["BR32"], Warning, Brief
}

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    for brief in desk.briefs().filter(|brief| brief.mandatories.len() > MOST) {
        let message = format!("there are {} mandatories", brief.mandatories.len());
        let finding = META.finding(brief.at(key_path!["mandatories", MOST]), message);
        findings.push(
            finding.help("keep what the law and the brand demand; what is always so belongs in the client's `brand`"),
        );
    }
}
