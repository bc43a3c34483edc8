//! A name under `[checks]` that no rule has: the level that the agency wanted holds for nothing.

use super::ignore::is_code;
use super::rule::{Desk, rule};
use crate::checks::RULES;
use crate::finding::Finding;
use crate::values::nearest;

rule! {
    /// ## What it does
    /// Looks for a name under `[checks]` in `suits.toml` that no rule has.
    ///
    /// A rule goes by its name or its number (`blank-section`, `BR01`); what is found while files are read has a name too (`unknown-key`).
    ///
    /// ## Why it matters
    /// The agency believes that a rule is off, or strict, and it is neither.
    ///
    /// ## Example
    /// ```toml bad suits.toml
    /// [checks]
    /// blank-secton = "warning"            # <-- here
    /// ```
    ///
    /// ## Write instead
    /// ```toml good suits.toml
    /// [checks]
    /// blank-section = "warning"
    /// ```
    UnknownRuleName, "unknown-rule-name", [], Warning, Book
}

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    let config = &desk.agency.config;
    let named = config.levels.keys().map(|name| (name, format!("checks.{name}")));
    let parts = config.path_levels.iter().enumerate();
    let in_parts = parts
        .flat_map(|(index, part)| part.levels.keys().map(move |name| (name, format!("checks.paths[{index}].{name}"))));
    for (name, path) in named.chain(in_parts).filter(|(name, _)| !is_code(name)) {
        let Some(place) = config.place(&path) else { continue };
        let near = nearest(name, RULES.iter().map(|rule| rule.meta().code));
        let help = near.map_or("`suits explain` lists every rule".to_owned(), |near| format!("did you mean `{near}`?"));
        findings.push(META.finding(place, format!("there is no rule `{name}`")).help(help));
    }
}
