//! BR33: a tone that any brand could have.

use super::language::Lists;
use super::leftover::without;
use super::rule::{Desk, rule};
use super::text;
use crate::config::Topic;
use crate::finding::Finding;
use crate::key_path;

rule! {
    /// ## What it does
    /// Looks for a tone made only of words such as "modern", "friendly" and "professional".
    ///
    /// One word that excludes something is enough: "warm" beside "unheroic" says a lot.
    ///
    /// ## Why it matters
    /// Nobody asks for an old-fashioned, unfriendly amateur. A word that no one would deny chooses nothing.
    ///
    /// ## Example
    /// ```yaml bad briefs/ACME/ACME-B0004.yaml
    /// tone: [modern, friendly, professional]   # <-- here
    /// ```
    ///
    /// ## Write instead
    /// ```yaml good briefs/ACME/ACME-B0004.yaml
    /// tone: [dry, warm, unheroic]
    /// ```
    GenericTone, "generic-tone", ["BR33"], Warning, Brief
}

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    for brief in desk.briefs() {
        let lists = desk.lists(brief);
        let mut words = brief.tone.iter().map(String::as_str).filter(|word| !text::is_blank(word, lists)).peekable();
        if words.peek().is_none() || !words.all(|word| is_generic(word, lists)) {
            continue;
        }
        let said = brief.tone.iter().map(|word| word.trim()).collect::<Vec<_>>().join(", ");
        let message = format!("the tone `{said}` could be anybody's");
        let finding = META.finding(brief.at(key_path!["tone"]), message);
        findings
            .push(finding.help("add a word that excludes something, or say what it is not: `warm, but never sweet`"));
    }
}

fn is_generic(word: &str, lists: &Lists) -> bool {
    let left = without(word, lists, &[Topic::GenericTone, Topic::Joining], false);
    left.taken > 0 && left.letters == 0
}
