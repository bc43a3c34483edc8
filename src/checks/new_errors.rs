//! What a change would make wrong: errors in figures that are not in the book yet. The rules find them; here is only chosen which of them no
//! verb writes: those that look at the values of a record and what they are counted in. What a person answers for (an overcharge taken down
//! all the same, a step against a guard) is said by the verbs themselves.

use super::Languages;
use super::rule::Desk;
use super::run::of_rules;
use crate::domain::agency::Agency;
use crate::domain::workflow::Workflow;
use crate::finding::{Finding, Severity};
use crate::source::SourceId;
use crate::values::Day;
use std::collections::HashMap;

/// The rules on figures.
const ON_FIGURES: [&str; 7] = [
    "far-off-exchange-rate",
    "impossible-hours",
    "impossible-percentage",
    "impossible-sum",
    "line-without-price",
    "sum-without-exchange-rate",
    "supplier-credit-above-charge",
];

/// The errors in the figures of some records after a change that were not there before it. A level set in `suits.toml` holds here too: what
/// only warns there stops nobody.
pub fn new_errors(before: &Agency, after: &Agency, today: Day, path_of: &dyn Fn(SourceId) -> String) -> Vec<Finding> {
    let workflow = Workflow::of(&after.config);
    let languages = Languages::of(&after.config);
    let errors = |agency: &Agency| {
        let desk = Desk::new(agency, &workflow, &languages, today);
        let mut found = of_rules(&desk, &ON_FIGURES, path_of);
        found.retain(|finding| finding.severity == Severity::Error);
        found
    };
    let mut new = errors(after);
    if new.is_empty() {
        return new;
    }
    // what moved within its record is not new
    let key = |finding: &Finding| (finding.code, finding.message.clone(), path_of(finding.place.source));
    let mut known: HashMap<_, usize> = HashMap::new();
    for finding in errors(before) {
        *known.entry(key(&finding)).or_default() += 1;
    }
    new.retain(|finding| match known.get_mut(&key(finding)) {
        Some(left) if *left > 0 => {
            *left -= 1;
            false
        }
        _ => true,
    });
    new
}
