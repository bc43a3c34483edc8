//! BR40: an open question that nobody is to answer, or by no day.

use super::rule::{Desk, rule};
use crate::finding::Finding;
use crate::key_path;

rule! {
    /// ## What it does
    /// Looks for an open question without an `owner` or without a `due` day.
    ///
    /// ## Why it matters
    /// An open question is not a gap as long as somebody is closing it. Without a name and a day it is a gap in politer words.
    ///
    /// ## Example
    /// ```yaml bad briefs/ACME/ACME-B0004.yaml
    /// open_questions:
    ///   - id: actors
    ///     text: May we use last year's actors again?   # <-- here
    ///     due: 2026-12-11
    /// ```
    ///
    /// ## Write instead
    /// ```yaml good briefs/ACME/ACME-B0004.yaml
    /// open_questions:
    ///   - id: actors
    ///     text: May we use last year's actors again?
    ///     owner: ann
    ///     due: 2026-12-11
    /// ```
    UnownedQuestion, "unowned-question", ["BR40"], Warning, Brief
}

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    for brief in desk.briefs() {
        for (index, question) in brief.open_questions.iter().enumerate() {
            let (message, help) = match (&question.owner, question.due) {
                (Some(_), Some(_)) => continue,
                (None, None) => {
                    ("nobody is to answer this question, and by no day", "write an `owner` and a `due` day")
                }
                (None, Some(_)) => ("nobody is to answer this question", "write who finds out as `owner`"),
                (Some(_), None) => ("this question has no day by which it is answered", "write the day as `due`"),
            };
            let place = brief.at(key_path!["open_questions", index, "text"]);
            findings.push(META.finding(place, message).help(help));
        }
    }
}
