//! What the verbs write into a job: it is handed on, sent back or called off, and gets another estimate. There is little to choose from, so
//! that two branches often do the same.

use super::record::{Entry, Item, Mint, Node, fixed, plain};
use fastrand::Rng;

/// One verb.
pub(super) fn act(job: &mut Vec<Entry>, rng: &mut Rng, mint: &mut Mint) {
    let is_off = job.iter().any(|field| field.key == "cancelled");
    match rng.u8(..8) {
        0 => estimate(job, rng),
        // nobody does anything with a job that was called off
        _ if is_off => {}
        1 => cancel(job, rng),
        2 => hand_on(job, true, rng, mint),
        _ => hand_on(job, false, rng, mint),
    }
}

fn pick<'w>(words: &[&'w str], rng: &mut Rng) -> &'w str {
    words[rng.usize(..words.len())]
}

fn items<'j>(job: &'j mut [Entry], list: &str) -> &'j mut Vec<Item> {
    let found = job.iter_mut().find(|field| field.key == list).map(|field| &mut field.value);
    match found {
        Some(Node::List(items, _)) => items,
        _ => panic!("a job without `{list}`"),
    }
}

fn set(job: &mut [Entry], key: &str, text: &str) {
    if let Some(field) = job.iter_mut().find(|field| field.key == key) {
        field.value = fixed(key, text).value;
    }
}

/// Closes the last handoff and opens the next.
fn hand_on(job: &mut [Entry], is_rejected: bool, rng: &mut Rng, mint: &mut Mint) {
    let (stage, date) = (pick(&["internal-review", "client-review"], rng), pick(&["2026-12-01", "2026-12-02"], rng));
    let handoffs = items(job, "handoffs");
    if let Some(Node::Map(last)) = handoffs.last_mut().map(|last| &mut last.value) {
        last.push(fixed(if is_rejected { "rejected" } else { "done" }, date));
    }
    // no word of its own, since an id may go where two branches did the very same
    let id = format!("h{}", mint.word().trim_matches(['q', 'z']));
    let mut next = vec![("id", id.as_str()), ("stage", stage), ("to", "bo"), ("date", date)];
    if rng.u8(..4) == 0 {
        next.push(("note", pick(&["alike", "unlike"], rng)));
    }
    handoffs.push(plain(&next));
    set(job, "status", stage);
}

fn cancel(job: &mut Vec<Entry>, rng: &mut Rng) {
    let off = [fixed("date", pick(&["2026-12-01", "2026-12-02"], rng)), fixed("by", "bo")];
    let at = rng.usize(1..job.len());
    job.insert(at, Entry { value: Node::Map(off.into()), ..fixed("cancelled", "") });
    set(job, "status", "cancelled");
}

fn estimate(job: &mut [Entry], rng: &mut Rng) {
    let estimates = items(job, "estimates");
    let version = (estimates.len() + 1).to_string();
    let mut next = vec![("version", version.as_str()), ("status", "draft")];
    for (key, words) in [("currency", ["EUR", "USD"]), ("contingency", ["5%", "10%"])] {
        if rng.bool() {
            next.push((key, pick(&words, rng)));
        }
    }
    estimates.push(plain(&next));
}
