//! I24: an action that nobody owns, or that is due at no time.

use super::rule::{Desk, rule};
use crate::finding::Finding;
use crate::key_path;

rule! {
    /// ## What it does
    /// Looks for actions of a contact report that name no `owner` or no `due`.
    ///
    /// An action with its day of `done` is over and is not asked for either.
    ///
    /// ## Why it matters
    /// What everybody is to do by some time is done by nobody, and found out at the next meeting.
    ///
    /// ## Example
    /// ```yaml bad contact-reports/ACME/ACME-C0031.yaml
    /// items:
    ///   - id: sizes
    ///     topic: Social
    ///     action: Send size list          # <-- here
    ///     owner: ann
    /// ```
    ///
    /// ## Write instead
    /// ```yaml good contact-reports/ACME/ACME-C0031.yaml
    /// items:
    ///   - id: sizes
    ///     topic: Social
    ///     action: Send size list
    ///     owner: ann
    ///     due: 2026-11-20
    /// ```
    UnownedAction, "unowned-action", ["I24"], Error, Book
}

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    for report in &desk.agency.contact_reports {
        for (index, item) in report.items.iter().enumerate() {
            let is_open = item.done.is_none() && item.action.as_deref().is_some_and(|action| !action.trim().is_empty());
            let (message, lacks) = match (&item.owner, item.due) {
                _ if !is_open => continue,
                (Some(_), Some(_)) => continue,
                (None, Some(_)) => ("the action has no `owner`", "owner=PERSON"),
                (Some(_), None) => ("the action has no `due`", "due=DATE"),
                (None, None) => ("the action has neither `owner` nor `due`", "owner=PERSON due=DATE"),
            };
            let which = item.id.as_ref().map_or_else(|| format!("items[{index}]"), |id| format!("items.{id}"));
            let fields: Vec<String> = lacks.split(' ').map(|field| format!("{which}.{field}")).collect();
            let help = format!("`suits contact-report set {} {}`", report.id, fields.join(" "));
            findings.push(META.finding(report.at(key_path!["items", index, "action"]), message).help(help));
        }
    }
}
