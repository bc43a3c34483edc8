//! Domain C1: an urgent or critical incident that the account director was not told of.

use super::rule::{Desk, rule};
use crate::finding::Finding;
use crate::key_path;

rule! {
    /// ## What it does
    /// Looks for issues of a client of severity 3 or 4 that name nobody in `escalated_to`, open or resolved.
    ///
    /// `suits client issue open` names the account director by itself, or whoever stands in.
    ///
    /// ## Why it matters
    /// If anything goes badly wrong, the account director answers for it to the client. Hearing of it from the client first costs the account.
    ///
    /// ## Example
    /// ```yaml bad clients/ACME.yaml
    /// issues:
    ///   - id: old-price
    ///     date: 2026-11-23
    ///     severity: 3                     # <-- here
    ///     text: The poster ran with the old price.
    ///     owner: mai
    /// ```
    ///
    /// ## Write instead
    /// ```yaml good clients/ACME.yaml
    /// issues:
    ///   - id: old-price
    ///     date: 2026-11-23
    ///     severity: 3
    ///     text: The poster ran with the old price.
    ///     owner: mai
    ///     escalated_to: bo
    /// ```
    UnescalatedIssue, "unescalated-issue", [], Error, Book
}

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    for client in &desk.agency.clients {
        for (index, issue) in client.issues.iter().enumerate() {
            if !issue.is_serious() || issue.escalated_to.is_some() {
                continue;
            }
            let message = format!("`{}` is of severity {}, and nobody is named who was told", issue.id, issue.severity);
            let finding = META.finding(client.at(key_path!["issues", index, "severity"]), message);
            findings.push(
                finding.help(format!(
                    "tell the account director: `suits client issue escalate {} {}`",
                    client.id, issue.id
                )),
            );
        }
    }
}
