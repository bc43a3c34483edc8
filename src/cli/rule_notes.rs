//! What each kind of finding is, as formats want it that carry the rules beside what they found. Knows the rules' texts, no format.

use crate::checks::{self, Docs, Example, Meta, RULES, Subject};
use crate::config::Level;
use crate::finding::Severity;
use crate::view::{Problem, RuleNote};
use std::collections::BTreeSet;

/// Every rule, and whatever else was found, by name.
pub(super) fn rule_notes(found: &[Problem]) -> Vec<RuleNote> {
    let mut notes: Vec<RuleNote> = RULES.iter().filter_map(|rule| of_rule(rule.meta())).collect();
    let known: BTreeSet<&str> = RULES.iter().map(|rule| rule.meta().code).collect();
    let others: BTreeSet<&str> =
        found.iter().map(|found| found.code.as_str()).filter(|code| !known.contains(code)).collect();
    notes.extend(others.into_iter().map(|code| of_reader(code, found)));
    notes.sort_by(|a, b| a.code.cmp(&b.code));
    notes
}

fn of_rule(meta: &Meta) -> Option<RuleNote> {
    let docs = Docs::parse(meta.docs)?;
    let (what, why, bad, good) = (&docs.what, &docs.why, &docs.bad, &docs.good);
    let block = |example: &Example| {
        let language = if example.path == "suits.toml" { "toml" } else { "yaml" };
        format!("```{language}\n{}```", example.text)
    };
    Some(RuleNote {
        code: meta.code.to_owned(),
        aliases: meta.aliases,
        severity: match meta.level {
            Level::Error => Severity::Error,
            Level::Warning | Level::Off => Severity::Warning,
        },
        subject: match meta.subject {
            Subject::Brief => "brief",
            Subject::Book => "book",
        },
        summary: docs.summary(),
        what: what.clone(),
        help: format!(
            "{what}\n\nWhy it matters: {why}\n\nFinds this in {}:\n\n{}\n\nWrite instead, in {}:\n\n{}",
            bad.path,
            bad.text.trim_end(),
            good.path,
            good.text.trim_end()
        ),
        markdown: format!(
            "{what}\n\n**Why it matters:** {why}\n\nFinds this in `{}`:\n\n{}\n\nWrite instead, in `{}`:\n\n{}\n",
            bad.path,
            block(bad),
            good.path,
            block(good)
        ),
    })
}

/// What is found before any rule looks; as bad as the worst that was found of it.
fn of_reader(code: &str, found: &[Problem]) -> RuleNote {
    let text = checks::note(code).unwrap_or("Found when the files were read.");
    let first = text.find(". ").map_or(text, |end| &text[..=end]);
    let worst = found.iter().filter(|found| found.code == code).map(|found| found.severity).max();
    RuleNote {
        code: code.to_owned(),
        aliases: &[],
        severity: worst.unwrap_or(Severity::Error),
        subject: "reading",
        summary: first.to_owned(),
        what: text.to_owned(),
        help: text.to_owned(),
        markdown: text.to_owned(),
    }
}
