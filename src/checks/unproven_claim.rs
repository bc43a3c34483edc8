//! BR37: a claim that nothing in the brief backs.

use super::figure::percentages;
use super::language::Lists;
use super::rule::{Desk, rule};
use super::{prose, text};
use crate::config::Topic;
use crate::domain::brief::{Brief, JobType};
use crate::domain::brief_parts::Claim;
use crate::finding::Finding;

rule! {
    /// ## What it does
    /// Looks for words such as "No. 1", "best", "proven", "free" or "guaranteed" in the proposition, the reasons to believe and what the mandatories quote.
    ///
    /// A percentage is a claim too. A claim under `legal` with its `substantiation` backs it, and so does
    /// the `evidence` of the reason. For film and audio it stops the brief, for they are cleared before they run; elsewhere, and in the mandatories, it warns.
    ///
    /// ## Why it matters
    /// Clearance asks for the proof of each such word. Without one the film is made twice.
    ///
    /// ## Example
    /// ```yaml bad briefs/ACME/ACME-B0004.yaml
    /// proposition: The best boots for the forest at your door.   # <-- here
    /// ```
    ///
    /// ## Write instead
    /// ```yaml good briefs/ACME/ACME-B0004.yaml
    /// proposition: The best boots for the forest at your door.
    /// legal:
    ///   - claim: Best boots
    ///     substantiation: Winner of the consumer magazine's boot test, 2026-09
    ///   - claim: 70% of Finns
    ///     substantiation: LUKE 2024
    /// ```
    UnprovenClaim, "unproven-claim", ["BR37"], Error, Brief
}

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    for brief in desk.briefs() {
        let lists = desk.lists(brief);
        let cleared = matches!(brief.kind, JobType::TvVideo | JobType::Audio);
        for (field, text) in prose::all(brief) {
            if field.part == Some("evidence")
                || !matches!(field.key, "proposition" | "reasons_to_believe" | "mandatories")
            {
                continue;
            }
            if field.key == "reasons_to_believe" && field.index.is_some_and(|index| has_evidence(brief, index, lists)) {
                continue;
            }
            let words = if field.key == "mandatories" { quoted(text) } else { Some(text) };
            let Some(claim) = words.and_then(|words| claim(brief, words, lists)) else { continue };
            let (place, message) = (brief.at(field.path()), format!("nothing backs the claim `{claim}`"));
            let finding = match cleared && field.key != "mandatories" {
                true => desk.about_brief(&META, brief, place, message),
                false => META.warning(place, message),
            };
            findings.push(finding.help("add the claim to `legal` with its `substantiation`, or say what can be shown"));
        }
    }
}

fn has_evidence(brief: &Brief, index: usize, lists: &Lists) -> bool {
    let evidence = brief.reasons_to_believe[index].evidence.as_deref();
    evidence.is_some_and(|evidence| !text::is_blank(evidence, lists))
}

/// The first claim in a text that the brief does not substantiate.
pub(super) fn claim(brief: &Brief, text: &str, lists: &Lists) -> Option<String> {
    let word = lists.phrases(Topic::Claims).find(text).map(|word| word.trim().to_owned());
    let backed = |word: &String| brief.legal.iter().any(|claim| backs(claim, word));
    let percentage = || percentages(text).into_iter().find(|figure| !backed(figure));
    word.filter(|word| !backed(word)).or_else(percentage)
}

/// The words that a mandatory wants to have in the work. What it says besides is about the work: `the deposit guarantee line`.
fn quoted(text: &str) -> Option<&str> {
    let open = text.find(['"', '“', '”', '«', '»', '「', '『', '‘'])?;
    let rest = &text[open + text[open..].chars().next().map_or(0, char::len_utf8)..];
    Some(&rest[..rest.rfind(['"', '”', '“', '»', '«', '」', '』', '’'])?])
}

/// Whether a substantiated claim says the words.
fn backs(claim: &Claim, words: &str) -> bool {
    let said = claim.substantiation.as_deref().is_some_and(|backing| !backing.trim().is_empty());
    let bare = |text: &str| text::ascii_digits(text).to_lowercase().replace(char::is_whitespace, "");
    said && bare(&claim.claim).contains(&bare(words))
}
