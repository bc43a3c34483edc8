//! Handoffs that two people wrote on branches of their own: what the marks hold, and what each is told.

use suits::domain::record::Kind;
use suits::history::merge::{Labels, Merged, Rules, Sides, merge};

/// A job with handoffs as somebody types them, without ids: the first given out of hand, the second maybe, and what follows.
fn job(status: &str, closing: &str, more: &str) -> String {
    format!(
        "title: Film\nstatus: {status}\nhandoffs:\n  - stage: briefing\n    to: ann\n    done: 2026-11-18\n  - stage: in-creative\n    to: kim\n{closing}{more}"
    )
}

fn merged(ours: &str, theirs: &str) -> Merged {
    let base = job("in-creative", "", "");
    let sides = Sides { base: Some(&base), ours, theirs };
    merge(Some(Kind::Job), &sides, &Labels::default(), &Rules::default()).expect("reads")
}

#[test]
fn handoffs_without_ids_that_both_gave_on_are_asked_from_where_they_part() {
    let ours = job("internal-review", "    done: 2026-12-01\n", "  - stage: internal-review\n    to: bo\n");
    let theirs = job("client-review", "    done: 2026-12-02\n", "  - stage: client-review\n    to: liisa\n");
    let marked = "title: Film\n<<<<<<< ours\nstatus: internal-review\n=======\nstatus: client-review\n>>>>>>> theirs\nhandoffs:\n  - stage: briefing\n    to: ann\n    done: 2026-11-18\n  - stage: in-creative\n    to: kim\n<<<<<<< ours\n    done: 2026-12-01\n  - stage: internal-review\n    to: bo\n=======\n    done: 2026-12-02\n  - stage: client-review\n    to: liisa\n>>>>>>> theirs\n";
    let merged = merged(&ours, &theirs);
    assert_eq!(merged.text, marked);
    assert_eq!(merged.conflicts.len(), 1);
}

#[test]
fn handoffs_without_ids_in_which_a_turn_was_taken_out_are_never_mixed_with_their_neighbours() {
    // ours took the first turn out and gave the job on twice: by their places, the second would be taken for the first
    let ours = "title: Film\nstatus: internal-review\nhandoffs:\n  - stage: in-creative\n    to: kim\n    done: 2026-12-01\n  - stage: estimating\n    to: tom\n    done: 2026-12-01\n  - stage: internal-review\n    to: bo\n";
    let theirs = job("client-review", "    done: 2026-12-02\n", "  - stage: client-review\n    to: liisa\n");
    let merged = merged(ours, &theirs);
    assert!(!merged.conflicts.is_empty());
    let (before, _) = merged.text.split_once("handoffs:").expect("handoffs");
    assert!(before.contains("<<<<<<<"), "{}", merged.text);
    // whoever takes one side at every mark has what that side wrote
    assert_eq!(suits::history::merge::with_ours(&merged.text, 7), ours);
}

#[test]
fn two_who_hand_on_and_call_off_are_told_of_both() {
    let given = "    done: 2026-12-01\n";
    let to = |name: &str| format!("  - stage: internal-review\n    to: {name}\n");
    let off = |day: &str| format!("cancelled:\n  date: 2026-12-{day}\n  by: bo\n");
    let ours = job("cancelled", given, &(to("bo") + &off("02")));
    let theirs = job("cancelled", given, &(to("liisa") + &off("03")));
    let told: Vec<(String, String)> =
        merged(&ours, &theirs).conflicts.into_iter().map(|own| (own.path.to_string(), own.message)).collect();
    let paths: Vec<&str> = told.iter().map(|(path, _)| path.as_str()).collect();
    assert_eq!(paths, ["handoffs", "cancelled"]);
    assert!(told[1].1.starts_with("called off twice, in ours and in theirs"), "{told:?}");
    // one of them only handed it on
    let theirs = job("internal-review", given, &to("liisa"));
    let told = merged(&ours, &theirs).conflicts;
    let message = "handed on twice: then called off in ours, to `internal-review` in theirs; keep one side, and the same one at every mark";
    assert_eq!((told.len(), told[0].message.as_str()), (1, message));
}
