//! BR03: two fields of one brief with the same text.

use super::prose::{Field, fingerprint, narrative, same_words};
use super::rule::{Desk, rule};
use crate::finding::Finding;
use std::collections::HashMap;

rule! {
    /// ## What it does
    /// Looks for two fields of a brief that say the same, word for word: a problem that is the insight, an objective that is the proposition.
    ///
    /// The background, the problem, the objectives, the audience, the insight, the proposition and the reasons to believe are compared.
    ///
    /// ## Why it matters
    /// Each of these fields answers another question. One answer to two of them means that one was not asked.
    ///
    /// ## Example
    /// ```yaml bad briefs/ACME/ACME-B0004.yaml
    /// problem: Under-35s think of Acme as their parents' shop.
    /// insight:
    ///   text: Under-35s think of Acme as their parents' shop.   # <-- here
    ///   source: Focus groups, Oulu and Tampere
    ///   date: 2026-09-18
    /// ```
    ///
    /// ## Write instead
    /// ```yaml good briefs/ACME/ACME-B0004.yaml
    /// problem: Under-35s think of Acme as their parents' shop.
    /// insight:
    ///   text: They call it going for a walk, never hiking.
    ///   source: Focus groups, Oulu and Tampere
    ///   date: 2026-09-18
    /// ```
    SameTextTwice, "same-text-twice", ["BR03"], Warning, Brief
}

/// Shorter texts are words for nothing, or gaps, which other rules look for.
const SHORTEST: usize = 8;

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    let mut seen: HashMap<u64, (Field, &str)> = HashMap::new();
    for brief in desk.briefs() {
        seen.clear();
        for (field, text) in narrative(brief).filter(|(_, text)| text.trim().chars().nth(SHORTEST - 1).is_some()) {
            let (first, words) = *seen.entry(fingerprint(text)).or_insert((field, text));
            if first == field || !same_words(words, text) {
                continue;
            }
            let message = format!("this is word for word what `{}` says", first.path());
            let finding = META.finding(brief.at(field.path()), message);
            let help = "answer the question of each field, or leave this one empty and waive it";
            findings.push(finding.related(brief.at(first.path()), "the same text").help(help));
        }
    }
}
