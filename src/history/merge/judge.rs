//! A merge that is clean line by line and field by field, judged once more as a record: what neither side would have written is told.

use super::layout::Item;
use super::version::Version;
use super::{Rules, Versions};
use crate::domain::brief::Brief;
use crate::domain::client::Client;
use crate::domain::invoice::Invoice;
use crate::domain::job::Job;
use crate::domain::record::{Kind, Record};
use crate::domain::workflow::Workflow;
use crate::yaml::{Tree, decode, fingerprint};
use std::collections::HashMap;

/// What the merge brought about that is in neither version.
pub(super) fn judged(
    (kind, rules): (Kind, &Rules<'_>),
    merged: &Version<'_>,
    (_, ours, theirs): Versions<'_>,
) -> Vec<String> {
    let stale = |version: &Version<'_>| match kind {
        _ if !version.text.contains("hash:") => Vec::new(),
        Kind::Client => stale::<Client>(version),
        Kind::Brief => stale::<Brief>(version),
        Kind::Job => stale::<Job>(version),
        Kind::Invoice => stale::<Invoice>(version),
        Kind::Round | Kind::ContactReport | Kind::Timesheet => Vec::new(),
    };
    let mut notes = news(merged, (ours, theirs), |version| {
        let told = |(list, id): (String, String)| {
            format!("`{list}` has two items called `{id}`: give one another id, or make one of the two")
        };
        twice(version).into_iter().map(told).collect()
    });
    notes.extend(news(merged, (ours, theirs), stale));
    // what one of them says of the job's course is no news
    if kind == Kind::Job && [ours, theirs].iter().all(|version| course(version) != course(merged)) {
        let workflow = rules.workflow.and_then(|look_up| look_up());
        notes.extend(news(merged, (ours, theirs), |version| steps(version, workflow)));
    }
    notes
}

/// What is found in the merged version, and in neither of the two.
fn news(
    merged: &Version<'_>,
    (ours, theirs): (&Version<'_>, &Version<'_>),
    look: impl Fn(&Version<'_>) -> Vec<String>,
) -> Vec<String> {
    let mut found = look(merged);
    if !found.is_empty() {
        let known = [look(ours), look(theirs)].concat();
        found.retain(|note| !known.contains(note));
    }
    found
}

/// The ids that stand twice in a list.
fn twice(version: &Version<'_>) -> Vec<(String, String)> {
    fn look(item: &Item, name: &str, found: &mut Vec<(String, String)>) {
        let Some(inner) = &item.inner else { return };
        let mut seen: HashMap<&str, u32> = HashMap::new();
        for own in &inner.items {
            if !inner.is_map && !own.label.is_empty() {
                let count = seen.entry(&own.label).or_default();
                *count += 1;
                if *count == 2 {
                    found.push((name.to_owned(), own.label.clone()));
                }
            }
            look(own, if own.label.is_empty() { name } else { &own.label }, found);
        }
    }
    let mut found = Vec::new();
    if let Some(root) = version.root() {
        look(root, "", &mut found);
    }
    found
}

/// What a job says of where it is and was, as numbers.
fn course(version: &Version<'_>) -> [Option<u64>; 2] {
    let said = |key| version.document().entry(Tree::ROOT, key).map(|(_, value)| version.said[value as usize]);
    ["handoffs", "status"].map(said)
}

/// The steps from one handoff to the next that the workflow does not have, and a status that is not where the last one went.
fn steps(version: &Version<'_>, workflow: Option<&Workflow>) -> Vec<String> {
    let document = version.document();
    let text = |node, key| document.entry(node, key).map(|(_, value)| document.scalar(value));
    let Some((_, handoffs)) = document.entry(Tree::ROOT, "handoffs") else { return Vec::new() };
    let stages: Vec<_> = version.tree.children(handoffs).filter_map(|item| text(item, "stage")).collect();
    let mut found = Vec::new();
    for pair in stages.windows(2) {
        let (from, to) = (&pair[0], &pair[1]);
        if from != to && workflow.is_some_and(|workflow| !workflow.allows(from, to)) {
            found.push(format!("the job now goes from `{from}` to `{to}`, a step that the workflow does not have: look over its handoffs"));
        }
    }
    if let (Some(last), Some(status)) = (stages.last(), text(Tree::ROOT, "status"))
        && *last != status
        && status != "cancelled"
    {
        found.push(format!(
            "the job's status is now `{status}`, and its last handoff went to `{last}`: put one of them right"
        ));
    }
    found
}

/// The approvals whose fingerprint is not that of what they are for.
fn stale<T: Record>(version: &Version<'_>) -> Vec<String> {
    let document = version.document();
    let Ok(decoded) = decode::<T>(&document, None) else { return Vec::new() };
    let sections = decoded.record.approved_sections();
    let mut found = Vec::new();
    for section in sections.iter().filter(|section| !section.approvals.is_empty()) {
        let path = section.path();
        let Some(node) = document.find(&path) else { continue };
        let now = fingerprint(&document, node.value, section.leave_out);
        let stale = |hash: &Option<_>| hash.as_deref().is_some_and(|hash: &str| hash != now);
        for approval in section.approvals.iter().filter(|approval| stale(&approval.hash)) {
            let what = if path.0.is_empty() { String::new() } else { format!(" of `{path}`") };
            let hash = approval.hash.as_deref().unwrap_or_default();
            found.push(format!(
                "the approval{what} for `{}` by `{}` on {} ({hash}) is of an older text: one side approved, the other changed it; ask again, or put back what was approved",
                approval.of, approval.by, approval.date
            ));
        }
    }
    found
}
