//! The rules on jobs and rounds: dues, deadlines, rejections, changes of scope, rounds counted and versions released. The sound book with one text
//! changed, or with rounds laid out beside it.

use crate::rules::{changed_in, found_by};
use suits::checks::Choice;
use suits::finding::Finding;

const JOB: &str = "jobs/ACME/ACME-0013.yaml";
const FILM: &str = "jobs/ACME/ACME-0012.yaml";
const ROUND: &str = "feedback/ACME/ACME-0013-R1.yaml";

/// What one rule finds after some texts of a file were replaced, other files laid out beside it.
fn in_scene(code: &str, scene: &[(&str, &str)], file: &str, pairs: &[(&str, &str)]) -> Vec<Finding> {
    let snapshot = changed_in(scene, file, |text| {
        pairs.iter().fold(text.to_owned(), |text, (old, new)| {
            assert!(text.contains(old), "{file} has no {old}");
            text.replacen(old, new, 1)
        })
    });
    found_by(&snapshot, &Choice { select: vec![code.to_owned()], ..Choice::default() })
}

fn messages(code: &str, file: &str, pairs: &[(&str, &str)]) -> Vec<String> {
    in_scene(code, &[], file, pairs).into_iter().map(|finding| finding.message).collect()
}

const NOTHING: [String; 0] = [];

#[test]
fn a_job_is_due_on_a_working_day_until_it_is_delivered() {
    let code = "job-due-on-day-off";
    let due = |day: &str| messages(code, JOB, &[("due: 2027-03-12\nbaseline", &format!("due: {day}\nbaseline"))]);
    // Epiphany is a holiday of the office; the Saturday is none of its days
    assert_eq!(due("2027-01-06"), ["due on Wed 2027-01-06, when the office does not work"]);
    assert_eq!(due("2027-03-13"), ["due on Sat 2027-03-13, when the office does not work"]);
    assert_eq!(due("2027-03-15"), NOTHING);
    let delivered = [
        ("due: 2027-03-12\nbaseline", "due: 2027-03-13\nbaseline"),
        ("    stage: in-creative\n", "    stage: delivered\n"),
    ];
    assert_eq!(messages(code, JOB, &delivered), NOTHING);
}

#[test]
fn a_publisher_is_told_no_day_that_cannot_be_kept() {
    // In creative until Wed 2026-12-09; internal review 2, client 5, approved 1, released 1: nine working days end on Tue 2026-12-22.
    let code = "material-too-soon";
    let due = |day: &str, more: &[(&str, &str)]| {
        let with = format!("    status: filed\n    material_due: {day}\n");
        let mut pairs = vec![("    status: filed\n", with.as_str())];
        pairs.extend(more);
        messages(code, JOB, &pairs)
    };
    assert_eq!(due("2026-12-22", &[]), NOTHING);
    let late = "the publisher needs `film-30` by 2026-12-21, and from `in-creative` the quickest way to the delivery ends on 2026-12-22";
    assert_eq!(due("2026-12-21", &[]), [late]);
    // done early, the days are counted from then: from Mon 2026-12-07, nine end on Fri 2026-12-18
    let done = ("    due: 2026-12-09", "    due: 2026-12-09\n    done: 2026-12-07");
    assert_eq!(due("2026-12-18", &[done]), NOTHING);
    assert_eq!(due("2026-12-17", &[done]).len(), 1);
    assert_eq!(due("2026-12-21", &[("type: retainer-ticket", "rush: true\ntype: retainer-ticket")]), NOTHING);
    assert_eq!(
        due("2026-12-21", &[("    status: filed\n    material_due", "    status: released\n    material_due")]),
        NOTHING
    );
}

#[test]
fn a_rejection_says_why() {
    let code = "unexplained-rejection";
    let back = |reason: &str| {
        let rejected = format!("    due: 2026-12-09\n    rejected:\n      date: 2026-11-26\n      by: kim\n{reason}");
        messages(code, JOB, &[("    due: 2026-12-09\n", &rejected)])
    };
    assert_eq!(back(""), ["`kim` sent this back without saying why"]);
    assert_eq!(back("      reason: \"-\"\n"), ["`kim` sent this back without saying why"]);
    assert_eq!(back("      reason: No product samples.\n"), NOTHING);
}

#[test]
fn a_change_of_scope_is_written_into_the_brief() {
    // The brief was last approved on 2026-11-18; co1 is a client's revision, raised on 2026-11-30 and not approved.
    let code = "brief-older-than-change";
    let approved = |cause: &str, date: &str| {
        let cause = format!("cause: {cause} ");
        let given = format!(
            "        rate: 95.00\n    approvals:\n      - for: client\n        by: liisa\n        date: {date}\n        method: email\n        evidence: mail\n        entered_by: ann\n"
        );
        let date = format!("    date: {date}\n    cause");
        let pairs = [
            ("    date: 2026-11-30\n    cause", date.as_str()),
            ("cause: client-revision ", cause.as_str()),
            ("        rate: 95.00\n    approvals: []\n", given.as_str()),
        ];
        messages(code, FILM, &pairs)
    };
    let said = "the client approved `co1` (out-of-scope) on 2026-11-30, and the brief ACME-B0004 was last approved on 2026-11-18";
    assert_eq!(approved("out-of-scope", "2026-11-30"), [said]);
    assert_eq!(approved("additional-info", "2026-11-30").len(), 1);
    assert_eq!(approved("client-revision", "2026-11-30"), NOTHING);
    assert_eq!(approved("out-of-scope", "2026-11-18"), NOTHING);
    assert_eq!(messages(code, FILM, &[("cause: client-revision ", "cause: out-of-scope ")]), NOTHING);
}

fn client_round(number: u32, version: &str, sent: &str, more: &str) -> (String, String) {
    let text = format!("type: client\ndeliverable: film-30\nversion: {version}\nsent: {sent}\napprover: liisa\n{more}");
    (format!("feedback/ACME/ACME-0013-R{number}.yaml"), text)
}

/// A change order of ACME-0013 that the client approved; its fingerprint is fresh in these books.
fn paid(cause: &str, date: &str) -> String {
    format!(
        "change_orders:\n  - id: more\n    date: {date}\n    cause: {cause}\n    text: A further round\n    status: approved\n    currency: EUR\n    lines:\n      - id: more-edit\n        kind: fee\n        amount: 900.00\n    approvals:\n      - for: client\n        by: liisa\n        role: approver\n        date: {date}\n        method: email\n        evidence: mail\n        entered_by: ann\n        hash: h1-0000000000000000\nstatus: in-creative\n"
    )
}

#[test]
fn a_round_over_the_contract_is_paid_for_or_waived() {
    // Two are included. The first was sent on 2026-12-11, the second on 2026-12-21.
    let code = "rounds-over-contract";
    let rounds = |third: &str, job: &str| {
        let second = client_round(2, "v2", "2026-12-21", "");
        let third = client_round(3, "v3", "2026-12-29", third);
        let scene = [(second.0.as_str(), second.1.as_str()), (third.0.as_str(), third.1.as_str())];
        let pairs = [("status: in-creative\n", job)];
        in_scene(code, &scene, JOB, &pairs).into_iter().map(|finding| finding.message).collect::<Vec<_>>()
    };
    let plain = "goal: A cut for the big screen.\nstatus: in-creative\n";
    assert_eq!(rounds("", plain), ["client round 3 on `film-30`, and the contract includes 2"]);
    assert_eq!(rounds("waiver:\n  by: mai\n  reason: Ours to put right.\n", plain), NOTHING);
    // an account executive may not let it pass
    assert_eq!(rounds("waiver:\n  by: ann\n  reason: Ours to put right.\n", plain).len(), 1);
    // raised after the second round, it pays for the third; raised before it, or for something else, it does not
    assert_eq!(rounds("", &paid("client-revision", "2026-12-23")), NOTHING);
    assert_eq!(rounds("", &paid("client-revision", "2026-12-21")).len(), 1);
    assert_eq!(rounds("", &paid("out-of-scope", "2026-12-23")).len(), 1);
    assert_eq!(
        rounds("", &paid("client-revision", "2026-12-23").replace("0000000000000000", "1111111111111111")).len(),
        1
    );
}

#[test]
fn two_rounds_are_within_a_contract_of_two_and_internal_ones_do_not_count() {
    let code = "rounds-over-contract";
    let second = client_round(2, "v2", "2026-12-21", "");
    let third = client_round(3, "v3", "2026-12-29", "");
    let internal = third.1.replace("type: client", "type: internal");
    let scene = [(second.0.as_str(), second.1.as_str()), (third.0.as_str(), internal.as_str())];
    let plain = [("status: in-creative\n", "goal: A cut for the big screen.\nstatus: in-creative\n")];
    assert_eq!(in_scene(code, &scene, JOB, &plain), []);
    // a job without a contract has no count
    let other = third.1.as_str();
    let scene = [(second.0.as_str(), second.1.as_str()), (third.0.as_str(), other)];
    assert_eq!(in_scene(code, &scene, JOB, &[("contract: aor-2025\n", "")]), []);
}

#[test]
fn a_version_is_answered_once() {
    let code = "scattered-feedback";
    let second = |version: &str, first: &[(&str, &str)]| {
        let round = client_round(2, version, "2026-12-21", "");
        in_scene(code, &[(&round.0, &round.1)], ROUND, first)
            .into_iter()
            .map(|finding| finding.message)
            .collect::<Vec<_>>()
    };
    let same = [("due: 2026-12-18\n", "due: 2026-12-17\n")];
    assert_eq!(second("v1", &same), ["the client answers `v1` of `film-30` a second time, after ACME-0013-R1"]);
    assert_eq!(second("v2", &same), NOTHING);
    assert_eq!(second("v1", &[("type: client ", "type: legal ")]), NOTHING);
    // sent again because nobody had answered
    let silent = [
        ("decision: changes-required ", "decision: pending "),
        (
            "items:\n  - id: ending\n    text: The last shot should show the shop.\n    why: Store managers asked what the film is for.\n    class: client-revision          # as change_orders.cause\n    by: liisa\n    status: open                    # open, done, declined\n    done_in: null\n",
            "items: []\n",
        ),
    ];
    assert_eq!(second("v1", &silent), NOTHING);
}

#[test]
fn a_round_has_one_who_decides() {
    let code = "round-without-one-approver";
    let yes = ("decision: changes-required ", "decision: approved ");
    let named = ("approver: liisa                     # one", "approver: null");
    let second = |by: &str| format!("reviewers:\n  - by: {by}\n    decision: pending\n");
    let with = |pairs: &[(&str, &str)]| messages(code, ROUND, pairs);
    // one reviewer is the one who decides
    assert_eq!(with(&[named]), NOTHING);
    assert_eq!(
        with(&[named, ("reviewers:\n", &second("bo"))]),
        ["`bo` and `liisa` review this round, and nobody is named who decides"]
    );
    assert_eq!(with(&[("reviewers:\n", &second("bo"))]), NOTHING);
    assert_eq!(with(&[("reviewers:\n", &second("liisa"))]), ["`liisa` decides twice in this round"]);
    // a yes from others is not the approver's
    let other = ("approver: liisa                     # one", "approver: bo");
    assert_eq!(with(&[other, yes]), ["approved without a word of `bo`, whose round it is"]);
    assert_eq!(with(&[other]), NOTHING);
    assert_eq!(with(&[named, ("type: client ", "type: internal "), ("reviewers:\n", &second("bo"))]), NOTHING);
}

#[test]
fn what_is_out_is_what_the_client_said_yes_to() {
    let code = "released-unapproved-version";
    let out = ("    status: filed\n", "    status: released\n");
    let approved = client_round(
        2,
        "v2",
        "2026-12-21",
        "reviewers:\n  - by: liisa\n    decision: approved\n    date: 2026-12-22\n",
    );
    let with = |scene: &[(&str, &str)], pairs: &[(&str, &str)]| {
        in_scene(code, scene, JOB, pairs).into_iter().map(|finding| finding.message).collect::<Vec<_>>()
    };
    let yes = [(approved.0.as_str(), approved.1.as_str())];
    assert_eq!(with(&[], &[out]), ["released as `v1`, and the client's last word on `film-30` is `changes-required`"]);
    assert_eq!(with(&yes, &[out]), ["released as `v1`, and the client approved `v2`"]);
    assert_eq!(with(&yes, &[out, ("    version: v1\n", "    version: v2\n")]), NOTHING);
    assert_eq!(with(&yes, &[out, ("    version: v1\n", "")]), ["released as no version, and the client approved `v2`"]);
    // without a word of its own it goes by the job
    let there = [("    status: filed\n", ""), ("    stage: in-creative\n", "    stage: released\n")];
    assert_eq!(with(&yes, &there).len(), 1);
    // never shown in a round, and let out on purpose
    assert_eq!(
        messages(
            code,
            FILM,
            &[("    status: open                    # open, filed, approved, released\n", "    status: released\n")]
        ),
        NOTHING
    );
    let lets = "overrides:\n  - date: 2026-12-22\n    stage: released\n    guards: [released-version-approved]\n    by: mai\n    reason: The client sent the file itself.\ntype: retainer-ticket";
    assert_eq!(with(&yes, &[out, ("type: retainer-ticket", lets)]), NOTHING);
}
