//! BR42: a brief that speaks in buzzwords.

use super::length::{Length, length};
use super::phrases::composed;
use super::prose::narrative;
use super::rule::{Desk, rule};
use crate::config::Topic;
use crate::finding::Finding;

rule! {
    /// ## What it does
    /// Looks for briefs in whose prose more than two words of a hundred, and at least three, are buzzwords: "synergy", "holistic", "next-level".
    ///
    /// It points at the first of them. Words are those of the brief's language; add your own in `suits.toml` under
    /// `[briefs.words.en] jargon`, or let one stand with `"!ecosystem"`.
    ///
    /// ## Why it matters
    /// Buzzwords stand where nobody has decided yet. The reader nods, and makes of them what they like.
    ///
    /// ## Example
    /// ```yaml bad briefs/ACME/ACME-B0004.yaml
    /// problem: We must leverage synergies across all touchpoints of a holistic, omnichannel ecosystem.   # <-- here
    /// ```
    ///
    /// ## Write instead
    /// ```yaml good briefs/ACME/ACME-B0004.yaml
    /// problem: Whoever orders in the app is told by the shop that it cannot be returned there.
    /// ```
    DenseJargon, "dense-jargon", ["BR42"], Warning, Brief
}

/// A buzzword or two is how people talk.
const FEWEST: usize = 3;

/// So many are named in the message.
const SHOWN: usize = 6;

/// Of so many words one may be jargon.
const ONE_IN: usize = 50;

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    for brief in desk.briefs() {
        let lists = desk.lists(brief);
        let jargon = lists.phrases(Topic::Jargon);
        if jargon.is_empty() {
            continue;
        }
        let mut first = None;
        let mut found: Vec<String> = Vec::new();
        for (field, text) in narrative(brief) {
            let before = found.len();
            found.extend(jargon.all(&composed(text)).map(|word| format!("`{word}`")));
            if found.len() > before {
                first.get_or_insert(field);
            }
        }
        let Some(first) = first.filter(|_| found.len() >= FEWEST) else { continue };
        let words = narrative(brief).fold(Length::default(), |sum, (_, text)| sum.and(length(text))).in_words(lists);
        if found.len() * ONE_IN <= words {
            continue;
        }
        let count = found.len();
        found.sort();
        found.dedup();
        found.truncate(SHOWN);
        let message = format!("{count} of some {words} words are jargon, {} among them", found.join(", "));
        let finding = desk.about_brief(&META, brief, brief.at(first.path()), message);
        findings.push(finding.help("say it as you would to somebody outside the trade"));
    }
}
