//! Running the rules: which ones, at what level, in what order.

use super::language::Languages;
use super::rule::{Desk, Rule, Subject};
use super::{Meta, RULES};
use crate::config::{Config, Level, PathLevels};
use crate::domain::agency::Agency;
use crate::domain::brief::Brief;
use crate::domain::record::Located;
use crate::domain::workflow::Workflow;
use crate::finding::{Finding, Severity};
use crate::source::{KeyPath, Place, SourceId, Spot};
use crate::values::Day;
use rayon::prelude::*;
use std::collections::BTreeMap;

/// From so many jobs on, a second thread pays.
const MANY: usize = 256;

/// The rule of a name, or the first of a number: `duplicate-id`, `I01`.
pub fn find(word: &str) -> Option<&'static dyn Rule> {
    called(word).next()
}

/// The rules of a name or a number: a number of the rubric may take several.
pub(super) fn called(word: &str) -> impl Iterator<Item = &'static dyn Rule> {
    RULES.iter().copied().filter(move |rule| is_called(rule.meta(), word))
}

pub(super) fn is_called(meta: &Meta, word: &str) -> bool {
    meta.code.eq_ignore_ascii_case(word) || meta.aliases.iter().any(|alias| alias.eq_ignore_ascii_case(word))
}

/// Which rules to run. By default: every rule that does not look at the day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// Only these, by name or number; empty: all.
    pub select: Vec<String>,
    /// Not these.
    pub ignore: Vec<String>,
    /// Those that look at the day too.
    pub due: bool,
}

impl Choice {
    /// Every rule, those that look at the day too.
    pub fn all() -> Choice {
        Choice { due: true, ..Choice::default() }
    }

    /// Whether a rule is run. One that looks at the day is also run when it is asked for by name.
    pub fn takes(&self, meta: &Meta) -> bool {
        let called = |words: &[String]| words.iter().any(|word| is_called(meta, word));
        let selected = called(&self.select);
        (selected || (self.select.is_empty() && (self.due || !meta.due))) && !called(&self.ignore)
    }
}

/// What the chosen rules find in the book; sorted by file and place. `path_of` says where a source lies in the book.
pub fn run(agency: &Agency, today: Day, choice: &Choice, path_of: &dyn Fn(SourceId) -> String) -> Vec<Finding> {
    timed(agency, today, choice, path_of, &|| 0).0
}

/// How long a rule took, by the clock that it was measured with.
pub type Cost = (&'static str, u64);

/// The same, and what each rule cost; `ticks` is a clock that only goes forward.
pub fn timed(
    agency: &Agency,
    today: Day,
    choice: &Choice,
    path_of: &dyn Fn(SourceId) -> String,
    ticks: &(dyn Fn() -> u64 + Sync),
) -> (Vec<Finding>, Vec<Cost>) {
    let workflow = Workflow::of(&agency.config);
    let languages = Languages::of(&agency.config);
    let desk = Desk::new(agency, &workflow, &languages, today);
    findings(&desk, RULES.iter().copied().filter(|rule| choice.takes(rule.meta())), path_of, ticks)
}

/// What was found without rules, as `suits.toml` and the choice of rules want it: a level set by name holds for it too.
pub fn settle(
    findings: Vec<Finding>,
    config: &Config,
    choice: &Choice,
    path_of: &dyn Fn(SourceId) -> String,
) -> Vec<Finding> {
    let asked = |finding: &Finding| {
        let called = |words: &[String]| words.iter().any(|word| word.eq_ignore_ascii_case(finding.code));
        (choice.select.is_empty() || called(&choice.select)) && !called(&choice.ignore)
    };
    let named = |finding: Finding| {
        let code = finding.code;
        levelled(finding, config, &|word| word.eq_ignore_ascii_case(code), path_of)
    };
    findings.into_iter().filter(asked).filter_map(named).collect()
}

/// What stands between a brief and its approval: what the brief rules find, as errors even in a draft.
pub fn brief_errors(
    brief: &Located<Brief>,
    agency: &Agency,
    today: Day,
    path_of: &dyn Fn(SourceId) -> String,
) -> Vec<Finding> {
    let mut findings = brief_findings(brief, agency, today, path_of);
    findings.retain(|finding| finding.severity == Severity::Error);
    findings
}

/// What the brief rules find in one brief as it would be judged at the gate today, what only warns too.
pub fn brief_findings(
    brief: &Located<Brief>,
    agency: &Agency,
    today: Day,
    path_of: &dyn Fn(SourceId) -> String,
) -> Vec<Finding> {
    let workflow = Workflow::of(&agency.config);
    let languages = Languages::of(&agency.config);
    let desk = Desk::new(agency, &workflow, &languages, today).at_the_gate(brief);
    brief_rules(&desk, |_| true, path_of)
}

/// What the brief rules that are wanted find on a desk.
pub(super) fn brief_rules(
    desk: &Desk<'_>,
    wanted: impl Fn(&Meta) -> bool,
    path_of: &dyn Fn(SourceId) -> String,
) -> Vec<Finding> {
    let rules = RULES.iter().copied().filter(|rule| rule.meta().subject == Subject::Brief && wanted(rule.meta()));
    findings(desk, rules, path_of, &|| 0).0
}

/// What some rules find on a desk, by their names.
pub(super) fn of_rules(desk: &Desk<'_>, codes: &[&str], path_of: &dyn Fn(SourceId) -> String) -> Vec<Finding> {
    let rules = RULES.iter().copied().filter(|rule| codes.contains(&rule.meta().code));
    findings(desk, rules, path_of, &|| 0).0
}

fn findings(
    desk: &Desk<'_>,
    rules: impl Iterator<Item = &'static dyn Rule>,
    path_of: &dyn Fn(SourceId) -> String,
    ticks: &(dyn Fn() -> u64 + Sync),
) -> (Vec<Finding>, Vec<Cost>) {
    let config = &desk.agency.config;
    let is_on = |rule: &&dyn Rule| {
        let named = |word: &str| is_called(rule.meta(), word);
        !config.path_levels.is_empty() || configured(&config.levels, &named) != Some(Level::Off)
    };
    let look = |rule: &&'static dyn Rule| {
        let begun = ticks();
        let mut found = Vec::new();
        rule.check(desk, &mut found);
        (rule.meta(), found, ticks().saturating_sub(begun))
    };
    let rules: Vec<&'static dyn Rule> = rules.filter(is_on).collect();
    // rules know nothing of each other, so a large book is read by several at once
    let looked: Vec<(&Meta, Vec<Finding>, u64)> = match desk.agency.jobs.iter().len() {
        0..MANY => rules.iter().map(look).collect(),
        _ => rules.par_iter().with_max_len(1).map(look).collect(),
    };
    let costs = looked.iter().map(|(meta, _, cost)| (meta.code, *cost)).collect();
    let mut all = Vec::new();
    for (meta, found, _) in looked {
        let named = |word: &str| is_called(meta, word);
        all.extend(found.into_iter().filter_map(|finding| levelled(finding, config, &named, path_of)));
    }
    all.sort_by_cached_key(|finding: &Finding| (order(&finding.place), finding.code, finding.message.clone()));
    (all, costs)
}

/// By file, then by where in it, as far as that can be told without the text.
fn order(place: &Place) -> (SourceId, u32, KeyPath) {
    match &place.spot {
        Spot::At(position) => (place.source, position.line, KeyPath::root()),
        Spot::Span(span) => (place.source, span.start, KeyPath::root()),
        Spot::Path(path, _) => (place.source, 0, path.clone()),
    }
}

fn configured(levels: &BTreeMap<String, Level>, named: &dyn Fn(&str) -> bool) -> Option<Level> {
    levels.iter().find(|(word, _)| named(word)).map(|(_, level)| *level)
}

/// The level an agency set, the last matching part of the book first. What a rule that can fail itself calls milder stays milder.
pub(super) fn levelled(
    finding: Finding,
    config: &Config,
    named: &dyn Fn(&str) -> bool,
    path_of: &dyn Fn(SourceId) -> String,
) -> Option<Finding> {
    let here = |levels: &&PathLevels| {
        let path = path_of(finding.place.source);
        levels.paths.iter().any(|pattern| matches(pattern, &path))
    };
    let part = config.path_levels.iter().rev().filter(here).find_map(|part| configured(&part.levels, named));
    match part.or_else(|| configured(&config.levels, named)) {
        None => Some(finding),
        Some(Level::Off) => None,
        Some(Level::Warning) => Some(Finding { severity: Severity::Warning, ..finding }),
        Some(Level::Error) if find(finding.code).is_some_and(|rule| rule.meta().level == Level::Error) => Some(finding),
        Some(Level::Error) => Some(Finding { severity: Severity::Error, ..finding }),
    }
}

/// Whether a path fits a pattern: `*` is anything within a name, `**` anything; a folder's own name covers all below it.
fn matches(pattern: &str, path: &str) -> bool {
    fn fits(pattern: &[u8], path: &[u8]) -> bool {
        match pattern {
            [] => path.is_empty() || path[0] == b'/',
            [b'*', b'*', b'/', rest @ ..] if fits(rest, path) => true,
            [b'*', b'*', rest @ ..] => (0..=path.len()).any(|skip| fits(rest, &path[skip..])),
            [b'*', rest @ ..] => {
                let name = path.iter().position(|&byte| byte == b'/').unwrap_or(path.len());
                (0..=name).any(|skip| fits(rest, &path[skip..]))
            }
            [first, rest @ ..] => path.first() == Some(first) && fits(rest, &path[1..]),
        }
    }
    fits(pattern.trim_end_matches('/').as_bytes(), path.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_covers_names_and_folders() {
        assert!(matches("clients/*.yaml", "clients/ACME.yaml"));
        assert!(!matches("jobs/*.yaml", "jobs/ACME/ACME-0012.yaml"));
        assert!(matches("jobs/**", "jobs/ACME/ACME-0012.yaml"));
        assert!(matches("jobs/ACME/", "jobs/ACME/ACME-0012.yaml") && !matches("jobs/AC", "jobs/ACME/ACME-0012.yaml"));
        assert!(matches("**/ACME-00*.yaml", "jobs/ACME/ACME-0012.yaml"));
    }

    #[test]
    fn a_rule_answers_to_its_name_and_its_number() {
        assert_eq!(find("br05").map(|rule| rule.meta().code), Some("many-sentence-proposition"));
        assert_eq!(find("duplicate-id").map(|rule| rule.meta().aliases), Some(&["I01"][..]));
        assert!(find("BR99").is_none());
    }
}
