//! BR02: a gap left in a brief: `TBC`, `lorem ipsum`, `[enter …]`, in the brief's own language.

use super::rule::{Desk, rule};
use super::text;
use crate::domain::brief_sections::{Need, SECTIONS};
use crate::finding::Finding;

rule! {
    /// ## What it does
    /// Looks for words that stand where something is still to be written: `TBC`, `XXX`, `lorem ipsum`, `<name>`, `[enter budget]`, "to follow", and the like in the brief's language.
    ///
    /// Words are looked for in English, Finnish, Thai, Chinese and Vietnamese; add your own in `suits.toml` under `[briefs]
    /// placeholders`, or under `[briefs.words.fi]` for one language. In a section that the brief needs this stops it; elsewhere, and in a draft, it warns.
    ///
    /// ## Why it matters
    /// A placeholder looks like an answer to everybody who skims, and is found missing by the one who has to work from it.
    ///
    /// ## Example
    /// ```yaml bad briefs/ACME/ACME-B0004.yaml
    /// insight:
    ///   text: To be confirmed after the focus groups.   # <-- here
    ///   source: Focus groups, Oulu and Tampere
    /// ```
    ///
    /// ## Write instead
    /// ```yaml good briefs/ACME/ACME-B0004.yaml
    /// insight:
    ///   text: They call it going for a walk, never hiking.
    ///   source: Focus groups, Oulu and Tampere
    /// ```
    PlaceholderInBrief, "placeholder-in-brief", ["BR02"], Error, Brief
}

/// Sections of single words: there, an ordinary word is an answer.
const WORDS: [&str; 3] = ["tone", "channels", "languages"];

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    for brief in desk.briefs() {
        let lists = desk.lists(brief);
        for section in SECTIONS {
            let required = section.need(brief.kind, brief.size) == Need::Required;
            for (path, written) in section.texts(brief) {
                let gap = text::placeholder(written, lists, !WORDS.contains(&section.name));
                let Some(gap) = gap.filter(|_| !text::is_blank(written, lists)) else { continue };
                let message = format!("`{gap}` stands where an answer should");
                let place = brief.at(path);
                let finding = if required {
                    desk.about_brief(&META, brief, place, message)
                } else {
                    META.warning(place, message)
                };
                findings
                    .push(finding.help("write the answer, or say in `open_questions` who finds it out and by when"));
            }
        }
    }
}
