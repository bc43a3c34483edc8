//! Merges that are right line by line and field by field, and wrong in the trade: two advances, two records under one id, an old yes.

use super::merging::merged;
use suits::domain::record::Kind;

/// The first sixteen digits.
const FRESH: &str = "3fd2d992b12ad40a";
const JOB: &str =
    "title: Film\nstatus: in-creative\ndue: 2027-03-12\nhandoffs:\n  - id: w6hh\n    stage: in-creative\n    to: kim\n";

fn advanced(id: &str, stage: &str, done: &str) -> String {
    let job = JOB.replace("status: in-creative", &format!("status: {stage}"));
    format!("{job}    done: {done}\n  - id: {id}\n    stage: {stage}\n")
}

#[test]
fn two_advances_of_one_job_are_one_conflict_at_its_status() {
    let ours = advanced("a1", "internal-review", "2026-12-01");
    let theirs = advanced("b2", "briefing", "2026-12-02").replace("2027-03-12", "2027-03-19");
    let both = merged(Kind::Job, JOB, &ours, &theirs);
    let handoffs = |text: &str| text[text.find("handoffs:").expect("handoffs")..].to_owned();
    let expected = format!(
        "title: Film\n<<<<<<< HEAD\nstatus: internal-review\n{}=======\nstatus: briefing\n{}>>>>>>> feature\ndue: 2027-03-19\n",
        handoffs(&ours),
        handoffs(&theirs)
    );
    assert_eq!(both.text, expected);
    assert_eq!(both.conflicts.len(), 1);
    assert_eq!(both.conflicts[0].path.to_string(), "status");
    let told =
        "handed on twice: to `internal-review` in HEAD, to `briefing` in feature; keep one side with its handoffs";
    assert_eq!(both.conflicts[0].message, told);
}

#[test]
fn a_job_handed_on_by_one_side_and_over_by_the_other_has_gone_two_ways() {
    // the status is changed by one side only, and no way leads from internal review back to in-creative
    let ours = advanced("a1", "internal-review", "2026-12-01");
    let theirs = advanced("b2", "in-creative", "2026-12-01");
    for both in [merged(Kind::Job, JOB, &ours, &theirs), merged(Kind::Job, JOB, &theirs, &ours)] {
        assert_eq!(both.conflicts.len(), 1, "{}", both.text);
        assert_eq!(both.conflicts[0].path.to_string(), "status");
    }
}

#[test]
fn the_same_advance_on_both_sides_is_kept_and_told() {
    let ours = advanced("a1", "internal-review", "2026-12-01");
    let theirs = advanced("b2", "internal-review", "2026-12-01");
    let both = merged(Kind::Job, JOB, &ours, &theirs);
    assert_eq!(both.conflicts, []);
    assert_eq!(both.text, format!("{ours}  - id: b2\n    stage: internal-review\n"));
    let told = "both HEAD and feature handed the job on to `internal-review`: both handoffs are kept";
    assert_eq!(both.notes, [told]);
}

#[test]
fn two_records_under_one_id_are_told_apart_and_one_record_twice_is_clean() {
    let one = "title: Spring film # mine\nrequested_on: 2026-11-02\nstatus: requested\n";
    let other = "requested_on: 2026-11-02\ntitle: Autumn film\nstatus: requested\n";
    let both = merged(Kind::Job, "", one, other);
    let (mine, others) = (one.replace("status: requested\n", ""), other.replace("status: requested\n", ""));
    let marked = format!("<<<<<<< HEAD\n{mine}=======\n{others}>>>>>>> feature\nstatus: requested\n");
    assert_eq!(both.text, marked, "the line at which both end stands once");
    assert!(
        both.conflicts[0].message.starts_with("two different records under one id: `title` is `Spring film` in HEAD")
    );
    assert!(both.conflicts[0].message.ends_with("`suits renumber`"));
    let same = "requested_on: '2026-11-02'\n\n# asked by phone\nstatus: requested\ntitle: Spring film\n";
    let both = merged(Kind::Job, "", one, same);
    assert_eq!(both.conflicts, []);
    let expected = "title: Spring film # mine\nrequested_on: 2026-11-02\n# asked by phone\nstatus: requested\n";
    assert_eq!(both.text, expected);
}

#[test]
fn one_month_of_time_that_both_began_holds_the_entries_of_both() {
    let (ours, theirs) = ("entries:\n  - id: a\n    hours: 2\n", "entries:\n  - id: b\n    hours: 3\n");
    let both = merged(Kind::Timesheet, "", ours, theirs);
    assert_eq!((both.text, both.conflicts), (format!("{ours}  - id: b\n    hours: 3\n"), vec![]));
}

#[test]
fn a_yes_to_what_the_other_side_changed_is_told() {
    let base = "name: Acme\nstatus: active\nbudgets:\n  - id: y2026\n    from: 2026-01-01\n    to: 2026-12-31\n    amount: 240000.00\n    approvals: []\n";
    let changed = base.replace("240000.00", "250000.00");
    // the fingerprint of {"amount":"240000.00","from":"2026-01-01","id":"y2026","to":"2026-12-31"}, by `sha256sum`
    let yes = "approvals:\n      - for: client\n        by: liisa\n        date: 2026-01-10\n        method: email\n        hash: h1-HASH\n";
    let approved = base.replace("approvals: []\n", &yes.replace("HASH", FRESH));
    let both = merged(Kind::Client, base, &changed, &approved);
    assert_eq!(both.conflicts, []);
    assert_eq!(both.text, approved.replace("240000.00", "250000.00"));
    let told = format!(
        "the approval of `budgets[0]` for `client` by `liisa` on 2026-01-10 (h1-{FRESH}) is of an older text: one side approved, the other changed it; ask again, or put back what was approved"
    );
    assert_eq!(both.notes, [told]);
    let renamed = base.replace("name: Acme", "name: Acme Oy");
    assert_eq!(
        merged(Kind::Client, base, &renamed, &approved).notes,
        Vec::<String>::new(),
        "the budget is as approved"
    );
}
