//! BR03: a field that still says what the template asks for.

use super::prose;
use super::rule::{Desk, rule};
use crate::domain::brief::Brief;
use crate::domain::brief_sections::SECTIONS;
use crate::domain::record::Record;
use crate::finding::Finding;
use std::collections::HashSet;
use std::sync::LazyLock;

rule! {
    /// ## What it does
    /// Looks for a field of a brief that repeats the hint which `suits brief new` writes beside it.
    ///
    /// ## Why it matters
    /// The field looks filled, so that nobody asks; it is found empty when the work is to begin.
    ///
    /// ## Example
    /// ```yaml bad briefs/ACME/ACME-B0004.yaml
    /// problem: the one problem to solve   # <-- here
    /// ```
    ///
    /// ## Write instead
    /// ```yaml good briefs/ACME/ACME-B0004.yaml
    /// problem: Under-35s think of Acme as their parents' shop.
    /// ```
    TemplateTextInBrief, "template-text-in-brief", ["BR03"], Warning, Brief
}

/// A hint has this many words at least; shorter ones are words that a brief may well use.
const FEWEST_WORDS: usize = 3;

struct Hints {
    texts: HashSet<String>,
    longest: usize,
}

static HINTS: LazyLock<Hints> = LazyLock::new(|| {
    let comments = Brief::TEMPLATE.lines().filter_map(|line| Some(line.rsplit_once("# ")?.1));
    let titled = comments.clone().filter_map(|comment| Some(comment.split_once(": ")?.0));
    let abouts = SECTIONS.iter().map(|section| section.about);
    let long = |hint: &String| hint.split(' ').count() >= FEWEST_WORDS;
    let texts: HashSet<String> = comments.chain(titled).chain(abouts).map(folded).filter(long).collect();
    let longest = texts.iter().map(String::len).max().unwrap_or_default();
    Hints { texts, longest }
});

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    for brief in desk.briefs() {
        for (field, text) in prose::all(brief) {
            // a hint is short and in English; most texts need not be looked at
            if text.len() > HINTS.longest + 2 || !HINTS.texts.contains(&folded(text)) {
                continue;
            }
            let message = format!("`{}` is the template's own hint", text.trim());
            let finding = META.finding(brief.at(field.path()), message);
            findings.push(finding.help("write what is so for this piece of work, or leave the field empty"));
        }
    }
}

/// Small letters, single blanks, no stop at the end.
fn folded(text: &str) -> String {
    let words = text.trim().trim_end_matches('.').split_whitespace();
    words.collect::<Vec<_>>().join(" ").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_template_hints_is_known_and_what_its_example_says_is_not() {
        for hint in [
            "Two or three sentences with a dated fact.",
            "one promise in one sentence",
            "the one thing we say, in one sentence",
        ] {
            assert!(HINTS.texts.contains(&folded(hint)), "{hint}");
        }
        assert!(!HINTS.texts.contains(&folded("The forest starts at your door.")));
    }
}
