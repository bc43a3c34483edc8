//! I19: a change that somebody asked for, without saying why or what kind of change it is.

use super::rule::{Desk, rule};
use crate::domain::job_money::Cause;
use crate::finding::Finding;
use crate::key_path;

rule! {
    /// ## What it does
    /// Looks for items of a feedback round without a `why` or without a `class`.
    ///
    /// ## Why it matters
    /// Told only what to change, people change that and miss the point. And without its class nobody knows who pays for the change.
    ///
    /// ## Example
    /// ```yaml bad feedback/ACME/ACME-0013-R1.yaml
    /// items:
    ///   - id: ending                      # <-- here
    ///     text: The last shot should show the shop.
    ///     class: client-revision
    /// ```
    ///
    /// ## Write instead
    /// ```yaml good feedback/ACME/ACME-0013-R1.yaml
    /// items:
    ///   - id: ending
    ///     text: The last shot should show the shop.
    ///     why: Store managers asked what the film is for.
    ///     class: client-revision
    /// ```
    UnexplainedChange, "unexplained-change", ["I19"], Error, Book
}

fn check(desk: &Desk<'_>, findings: &mut Vec<Finding>) {
    for round in &desk.agency.rounds {
        for (index, item) in round.items.iter().enumerate() {
            let set = |field: &str| {
                let which = item.id.as_ref().map_or_else(|| format!("items[{index}]"), |id| format!("items.{id}"));
                format!("`suits feedback set {} {which}.{field}`", round.id)
            };
            let mut add = |path, message: &str, help: String| {
                findings.push(META.finding(round.at(path), message).help(help));
            };
            match item.why.as_deref().map(str::trim) {
                None => add(
                    key_path!["items", index],
                    "nobody says why this should change",
                    format!("ask, and say: {}", set("why=\"…\"")),
                ),
                Some("" | "-") => {
                    add(
                        key_path!["items", index, "why"],
                        "nobody says why this should change",
                        format!("ask, and say: {}", set("why=\"…\"")),
                    );
                }
                Some(_) => {}
            }
            if item.class.is_none() {
                let classes = Cause::ALL.iter().map(|cause| format!("`{cause}`")).collect::<Vec<_>>().join(", ");
                let help = format!("{}: one of {classes}", set("class=CLASS"));
                add(key_path!["items", index], "nothing says what kind of change this is", help);
            }
        }
    }
}
