//! A brief in a language that there are no words for.

use super::language::primary;
use super::rule::{Desk, rule};
use crate::domain::brief::Brief;
use crate::domain::record::Located;
use crate::finding::Finding;
use crate::key_path;
use std::collections::BTreeMap;

rule! {
    /// ## What it does
    /// Looks for briefs in a language without lists of words, and says once for each such language that its briefs are checked for their structure only.
    ///
    /// There are lists for English, Finnish, Thai, Chinese and Vietnamese. Words of an agency's own under `[briefs.words.sv]` in
    /// `suits.toml` make a language known as far as they go.
    ///
    /// ## Why it matters
    /// Silence about the words of such a brief is no praise: nobody has looked at them.
    ///
    /// ## Example
    /// ```yaml bad briefs/ACME/ACME-B0004.yaml
    /// language: sv                        # <-- here
    /// ```
    ///
    /// ## Write instead
    /// ```yaml good briefs/ACME/ACME-B0004.yaml
    /// language: en
    /// ```
    UnknownLanguage, "unknown-language", [], Warning, Brief
}

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    let mut unknown: BTreeMap<&str, (&Located<Brief>, usize)> = BTreeMap::new();
    for brief in desk.briefs().filter(|brief| !desk.lists(brief).is_known()) {
        unknown.entry(primary(desk.language_of(brief))).or_insert((brief, 0)).1 += 1;
    }
    // what is no code of a language is an unknown word, which is said there
    unknown.retain(|code, _| (2..=3).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_lowercase()));
    for (code, (first, count)) in unknown {
        let path = if first.language.is_some() { key_path!["language"] } else { key_path!["title"] };
        let briefs = if count == 1 { "1 brief is".to_owned() } else { format!("{count} briefs are") };
        let message = format!("there are no words for the language `{code}`: {briefs} checked for structure only");
        let help = format!("add words under `[briefs.words.{code}]` of `suits.toml`, such as `joining` and `puffery`");
        findings.push(META.finding(first.at(path), message).help(help));
    }
}
