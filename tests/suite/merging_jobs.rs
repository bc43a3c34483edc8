//! Merges that are right line by line and field by field, and wrong in the trade: two advances, two records under one id, an old yes.

use super::merging::merged;
use suits::domain::record::Kind;
use suits::history::merge::Merged;

/// The first sixteen digits.
const FRESH: &str = "3fd2d992b12ad40a";
const JOB: &str =
    "title: Film\nstatus: in-creative\ndue: 2027-03-12\nhandoffs:\n  - id: w6hh\n    stage: in-creative\n    to: kim\n";

fn advanced(id: &str, stage: &str, done: &str) -> String {
    let job = JOB.replace("status: in-creative", &format!("status: {stage}"));
    format!("{job}    done: {done}\n  - id: {id}\n    stage: {stage}\n")
}

/// The part of a text from a word on.
fn from<'t>(text: &'t str, word: &str) -> &'t str {
    &text[text.find(word).expect("the word")..]
}

/// The text that whoever takes one side at every mark leaves.
fn taken(marked: &str, is_ours: bool) -> String {
    let (mut text, mut part) = (String::new(), None);
    for line in marked.split_inclusive('\n') {
        match line.get(..7) {
            Some("<<<<<<<") => part = Some(true),
            Some("=======") => part = Some(false),
            Some(">>>>>>>") => part = None,
            _ if part.is_none_or(|ours| ours == is_ours) => text.push_str(line),
            _ => {}
        }
    }
    text
}

/// What is said of each conflict, behind its place.
fn told(merged: &Merged) -> Vec<String> {
    merged.conflicts.iter().map(|conflict| format!("{}: {}", conflict.path, conflict.message)).collect()
}

#[test]
fn two_advances_of_one_job_are_one_conflict_with_only_what_each_wrote_between_marks() {
    let ours = advanced("a1", "internal-review", "2026-12-01");
    let theirs = advanced("b2", "briefing", "2026-12-02").replace("2027-03-12", "2027-03-19");
    let both = merged(Kind::Job, JOB, &ours, &theirs);
    let status = "<<<<<<< HEAD\nstatus: internal-review\n=======\nstatus: briefing\n>>>>>>> feature\n";
    let kept = "due: 2027-03-19\nhandoffs:\n  - id: w6hh\n    stage: in-creative\n    to: kim\n";
    let handoffs = format!(
        "<<<<<<< HEAD\n{}=======\n{}>>>>>>> feature\n",
        from(&ours, "    done: 2026-12-01"),
        from(&theirs, "    done: 2026-12-02")
    );
    assert_eq!(both.text, format!("title: Film\n{status}{kept}{handoffs}"));
    let says = "status: handed on twice: to `internal-review` in HEAD, to `briefing` in feature; keep one side, and the same one at every mark";
    assert_eq!(told(&both), [says]);
    assert_eq!(
        taken(&both.text, true),
        ours.replace("2027-03-12", "2027-03-19"),
        "the date that theirs moved is not in dispute"
    );
    assert_eq!(taken(&both.text, false), theirs);
}

#[test]
fn a_job_handed_on_by_one_side_and_over_by_the_other_has_gone_two_ways() {
    // only one side changed the status; the other gave the same stage to somebody else
    let ours = advanced("a1", "internal-review", "2026-12-01");
    let theirs = advanced("b2", "in-creative", "2026-12-01");
    for both in [merged(Kind::Job, JOB, &ours, &theirs), merged(Kind::Job, JOB, &theirs, &ours)] {
        assert_eq!(both.conflicts.len(), 1, "{}", both.text);
        assert_eq!(both.conflicts[0].path.to_string(), "status");
    }
}

#[test]
fn the_same_advance_on_both_sides_stands_once_whichever_side_is_ours() {
    let ours = advanced("b2", "internal-review", "2026-12-01");
    let theirs = advanced("a1", "internal-review", "2026-12-01");
    for both in [merged(Kind::Job, JOB, &ours, &theirs), merged(Kind::Job, JOB, &theirs, &ours)] {
        assert_eq!(both.conflicts, []);
        assert_eq!(both.text, theirs, "of two ids the first stands, so that both ways come to one text");
        let told = "both HEAD and feature handed the job on to `internal-review`, and alike: it stands there once";
        assert_eq!(both.notes, [told]);
    }
    // accepted on one side since: that one says more
    let accepted = format!("{ours}    accepted: 2026-12-02\n");
    assert_eq!(merged(Kind::Job, JOB, &accepted, &theirs).text, accepted);
    assert_eq!(merged(Kind::Job, JOB, &theirs, &accepted).text, accepted);
    // given to somebody else at the same stage, and handed on by one side only
    let over = format!("{JOB}    done: 2026-12-01\n  - id: a1\n    stage: in-creative\n    to: leo\n");
    let on = format!("{over}    done: 2026-12-03\n  - id: c3\n    stage: internal-review\n")
        .replace("status: in-creative", "status: internal-review");
    let both = merged(Kind::Job, JOB, &over.replace("id: a1", "id: b2"), &on);
    assert_eq!((both.text, both.conflicts), (on, vec![]));
    // handed on once more on one side: the other had come half the way
    let further = format!("{ours}    done: 2026-12-03\n  - id: c3\n    stage: client-review\n")
        .replace("status: internal-review", "status: client-review");
    for both in [merged(Kind::Job, JOB, &further, &theirs), merged(Kind::Job, JOB, &theirs, &further)] {
        assert_eq!((both.text.as_str(), both.conflicts.len()), (further.as_str(), 0));
    }
}

#[test]
fn two_advances_to_one_stage_that_are_not_alike_are_never_two_open_handoffs() {
    let ours = format!("{}    to: ann\n    note: Two routes\n", advanced("a1", "internal-review", "2026-12-01"));
    let theirs = format!("{}    to: bo\n", advanced("b2", "internal-review", "2026-12-01"));
    let both = merged(Kind::Job, JOB, &ours, &theirs);
    let (mine, others) = (from(&ours, "  - id: a1"), from(&theirs, "  - id: b2"));
    let shared = ours.replace(mine, "");
    assert_eq!(both.text, format!("{shared}<<<<<<< HEAD\n{mine}=======\n{others}>>>>>>> feature\n"));
    let says = "handoffs: handed on to `internal-review` twice: to `ann` in HEAD, to `bo` in feature; keep one of the two handoffs";
    assert_eq!(told(&both), [says]);
}

#[test]
fn handoffs_on_one_line_each_part_in_the_same_places() {
    let line = |id: &str, stage: &str| format!("  - {{id: {id}, stage: {stage}, to: kim}}\n");
    let done = |date: &str| format!("  - {{id: w6hh, stage: in-creative, to: kim, done: {date}}}\n");
    let job = |status: &str, handoffs: &str| {
        format!("title: Film\nstatus: {status}\nhandoffs:\n{}{handoffs}checks: []\n", line("aaaa", "briefing"))
    };
    let base = job("in-creative", &line("w6hh", "in-creative"));
    let ours = job("internal-review", &(done("2026-12-01") + &line("a1", "internal-review")));
    let theirs = job("client-review", &(done("2026-12-02") + &line("b2", "client-review")));
    let both = merged(Kind::Job, &base, &ours, &theirs);
    assert_eq!((taken(&both.text, true), taken(&both.text, false)), (ours, theirs));
    assert_eq!(both.text.matches("<<<<<<<").count(), 2, "{}", both.text);
    assert_eq!(both.text.matches("briefing").count(), 1, "{}", both.text);
    assert_eq!(both.conflicts.len(), 1);
}

#[test]
fn what_is_written_with_a_status_goes_with_it() {
    // sent back by one, handed on by the other
    let sent_back = JOB.replace("status: in-creative", "status: authorised")
        + "    rejected:\n      date: 2026-12-01\n      by: kim\n      reason: No sizes\n  - id: b2\n    stage: authorised\n";
    let handed_on = advanced("a1", "internal-review", "2026-12-01");
    // called off by one
    let off = JOB.replace("status: in-creative\n", "status: cancelled\ncancelled:\n  date: 2026-12-01\n  by: bo\n");
    for (ours, theirs) in [(&sent_back, &handed_on), (&handed_on, &off), (&off, &sent_back)] {
        let both = merged(Kind::Job, JOB, ours, theirs);
        assert_eq!(both.conflicts.len(), 1, "{:?}", both.conflicts);
        assert_eq!(both.conflicts[0].path.to_string(), "status");
        assert_eq!((&taken(&both.text, true), &taken(&both.text, false)), (ours, theirs), "{}", both.text);
    }
    let base = "estimates:\n  - version: 1\n    status: sent\n    lines: []\n    approvals:\n      - for: internal\n        by: bo\n";
    let yes = base.replace("sent", "approved") + "      - for: client\n        by: liisa\n";
    let no = base.replace("sent", "rejected").replace("lines", "rejected: {by: liisa}\n    lines");
    let both = merged(Kind::Job, base, &yes, &no);
    let says =
        "estimates.1.status: `approved` in HEAD, `rejected` in feature; keep one side, and the same one at every mark";
    assert_eq!(told(&both), [says]);
    assert_eq!((taken(&both.text, true), taken(&both.text, false)), (yes, no), "{}", both.text);
}

#[test]
fn two_rounds_under_one_number_are_never_one_of_both() {
    let round = "type: client\ndeliverable: film-30\nversion: v1\nsent: 2026-12-11\n";
    let ours = format!("{round}due: 2026-12-18\nitems:\n  - id: ending\n    text: Show the shop\n");
    let theirs = format!("{round}due: 2026-12-18\nitems:\n  - id: music\n    text: Too loud\n");
    let both = merged(Kind::Round, "", &ours, &theirs);
    let items = |side: &str| from(side, "items:").to_owned();
    let marked = format!("<<<<<<< HEAD\n{}=======\n{}>>>>>>> feature\n", items(&ours), items(&theirs));
    assert_eq!(both.text, format!("{round}due: 2026-12-18\n{marked}"));
    let says = ": made in HEAD and in feature, and not alike: `items`; if it is one, keep one side, and the same one at every mark";
    assert_eq!(told(&both), [says]);
    // what only one of them says is between marks too
    let theirs = format!("{round}approver: liisa\n");
    let both = merged(Kind::Round, "", &ours, &theirs);
    assert_eq!((taken(&both.text, true), taken(&both.text, false)), (ours.clone(), theirs));
    // the same round, opened twice, and one of them worked on since
    for both in [merged(Kind::Round, "", &ours, round), merged(Kind::Round, "", round, &ours)] {
        assert_eq!((both.text.as_str(), both.conflicts.len()), (ours.as_str(), 0));
        assert_eq!(both.notes.len(), 1, "it is told");
    }
}

#[test]
fn two_items_under_one_id_are_never_one_of_both() {
    let base = "title: Film\nestimates:\n  - version: 1\n    status: rejected\n";
    let added = |rest: &str| format!("{base}  - version: 2\n    status: draft\n{rest}");
    let ours = added("    lines:\n      - id: concept\n        hours: 40\n");
    let theirs = added("    lines:\n      - id: film\n        net: 30000.00\n");
    let both = merged(Kind::Job, base, &ours, &theirs);
    let item = |side: &str| from(side, "  - version: 2").to_owned();
    let marked = format!("<<<<<<< HEAD\n{}=======\n{}>>>>>>> feature\n", item(&ours), item(&theirs));
    assert_eq!(both.text, format!("{base}{marked}"), "both are whole, for whoever keeps both");
    let says = "estimates.2: `2` was added in HEAD and in feature, and not alike; keep one of the two, or both and call one otherwise";
    assert_eq!(told(&both), [says]);
    // one that says all that the other says is that one
    let bare = added("");
    assert_eq!(merged(Kind::Job, base, &ours, &bare).text, ours);
    assert_eq!(merged(Kind::Job, base, &bare, &ours).text, ours);
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
    assert!(both.conflicts[0].message.ends_with("keep one here, and give the other a number of its own"));
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
