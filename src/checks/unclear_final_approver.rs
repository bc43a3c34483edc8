//! BR34: a brief on which nobody, or more than one, has the last word.

use super::rule::{Desk, rule};
use crate::domain::brief_parts::Approver;
use crate::finding::Finding;
use crate::key_path;

rule! {
    /// ## What it does
    /// Looks for a brief with several approvers of whom none has `scope: final`, or more than one has.
    ///
    /// A single approver has the last word by being alone, unless the scope is a part, such as `legal`. Nobody at all is a blank section; a department or a role in place of a
    /// person is a name that leads nowhere.
    ///
    /// ## Why it matters
    /// Where two have the last word, the agency makes both versions; where nobody has, the chairman sees it last and first.
    ///
    /// ## Example
    /// ```yaml bad briefs/ACME/ACME-B0004.yaml
    /// approvers:                          # <-- here
    ///   - by: liisa
    ///   - by: bo
    /// ```
    ///
    /// ## Write instead
    /// ```yaml good briefs/ACME/ACME-B0004.yaml
    /// approvers:
    ///   - by: liisa
    ///     scope: final
    ///   - by: bo
    ///     scope: strategy
    /// ```
    UnclearFinalApprover, "unclear-final-approver", ["BR34"], Error, Brief
}

/// Scopes of those who look at one part.
const PARTS: [&str; 12] = [
    "brand",
    "budget",
    "content",
    "copy",
    "creative",
    "design",
    "finance",
    "legal",
    "media",
    "product",
    "strategy",
    "technical",
];

/// Whether an approver has the last word: by the scope, or by being alone with no part of their own.
pub(super) fn decides(approver: &Approver, alone: bool) -> bool {
    match approver.scope.as_deref().map(str::to_ascii_lowercase).as_deref() {
        Some("final") => true,
        Some(part) if PARTS.contains(&part) => false,
        Some(_) | None => alone,
    }
}

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    for brief in desk.briefs() {
        let finals: Vec<usize> = brief
            .approvers
            .iter()
            .enumerate()
            .filter(|(_, approver)| decides(approver, brief.approvers.len() == 1))
            .map(|(index, _)| index)
            .collect();
        let (place, message, help) = match (finals.as_slice(), brief.approvers.as_slice()) {
            ([_], _) | (_, []) => continue,
            ([], [one]) => (
                brief.at(key_path!["approvers", 0, "scope"]),
                format!(
                    "`{}` approves the {} only, and nobody has the last word",
                    one.by,
                    one.scope.as_deref().unwrap_or_default()
                ),
                "add whoever decides at the client, with `scope: final`",
            ),
            ([], several) => (
                brief.key_at(key_path!["approvers"]),
                format!("none of the {} approvers has the last word", several.len()),
                "ask the client whose yes counts, and write `scope: final` beside that one",
            ),
            (&[first, ref more @ ..], _) => {
                let names: Vec<String> = more.iter().map(|&index| format!("`{}`", brief.approvers[index].by)).collect();
                (
                    brief.at(key_path!["approvers", more[0], "scope"]),
                    format!("`{}` has the last word, and {} too", brief.approvers[first].by, names.join(" and ")),
                    "ask the client whose yes counts, and give the others the scope they look at, as in `scope: legal`",
                )
            }
        };
        findings.push(desk.about_brief(&META, brief, place, message).help(help));
    }
}
