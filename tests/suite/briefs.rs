//! `briefs`: completeness, strength, first-time-right and rebriefs over time, worked out by hand on a few small briefs.

use crate::harness::Case;
use serde_json::{Value, json};
use std::fmt::Write as _;

/// A small adaptation: asked for project, mandatories, deliverables, timing and approvers (2 each) and a budget (1), which it lacks.
fn brief(authors: &str, asked: &str, status: &str) -> String {
    format!(
        "title: Banner sizes\ntype: adaptation\nstatus: {status}\nsize: small\nauthors: [{authors}]\nrequested_on: {asked}\n\
         mandatories:\n  - Store locator link\n\
         deliverables:\n  - id: wide\n    kind: banner\n    channel: web\n    spec: 970 x 250 px\n    quantity: 1\n    due: 2026-12-18\n\
         timing:\n  live: 2026-12-21\napprovers:\n  - by: liisa\n    scope: final\n"
    )
}

fn job(brief: &str, asked: &str, steps: &[(&str, &str)]) -> String {
    let mut text = format!(
        "title: Sizes\nbrief: {brief}\ntype: adaptation\nstatus: x\nrequested_by: liisa\nrequested_on: {asked}\nhandoffs:\n"
    );
    for (stage, date) in steps {
        let _ = write!(text, "  - stage: {stage}\n    to: ann\n    date: {date}\n");
    }
    text
}

fn round(kind: &str, deliverable: &str, sent: &str, decision: &str, date: &str) -> String {
    format!(
        "type: {kind}\ndeliverable: {deliverable}\nversion: v1\nsent: {sent}\nreviewers:\n  - by: liisa\n    decision: {decision}\n    date: {date}\n"
    )
}

/// Two briefs of October, a draft and a superseded one of November.
fn book() -> Case {
    let case = Case::copy("tests/books/records", "2026-12-01");
    for folder in ["briefs", "jobs", "feedback"] {
        std::fs::remove_dir_all(case.file(folder)).expect("gone");
    }
    case.write("briefs/ACME/ACME-B0001.yaml", brief("ann", "2026-10-05", "submitted"));
    // Two errors: a day that is none, and nobody who says yes.
    let weak = brief("ann, pia", "2026-10-20", "approved")
        .replace("live: 2026-12-21", "live: ASAP")
        .replace("approvers:\n  - by: liisa\n    scope: final\n", "approvers: []\n");
    let yes =
        |date| format!("  - for: client\n    by: liisa\n    date: {date}\n    method: email\n    evidence: mail\n");
    let twice = format!("{weak}approvals:\n{}{}", yes("2026-10-22"), yes("2026-10-30"));
    case.write("briefs/ACME/ACME-B0002.yaml", twice);
    case.write("briefs/ACME/ACME-B0003.yaml", brief("pia", "2026-11-10", "draft"));
    case.write("briefs/ACME/ACME-B0004.yaml", brief("pia", "2026-11-11", "superseded"));
    let steps = [("briefing", "2026-10-05"), ("brief-approved", "2026-10-08"), ("in-creative", "2026-10-12")];
    let back = [&steps[..], &[("briefing", "2026-10-15")]].concat();
    case.write("jobs/ACME/ACME-0001.yaml", job("ACME-B0001", "2026-10-05", &back));
    let steps = [("briefing", "2026-10-20"), ("brief-approved", "2026-10-23"), ("in-creative", "2026-10-26")];
    case.write("jobs/ACME/ACME-0002.yaml", job("ACME-B0002", "2026-10-20", &steps));
    case.write("jobs/ACME/ACME-0003.yaml", job("ACME-B0002", "2026-10-20", &steps[..1]));
    let rounds = [
        ("ACME-0001-R1", round("client", "wide", "2026-10-13", "approved", "2026-10-16")),
        ("ACME-0002-R1", round("client", "wide", "2026-11-02", "changes-required", "2026-11-04")),
        ("ACME-0002-R2", round("internal", "tall", "2026-11-05", "changes-required", "2026-11-05")),
        ("ACME-0002-R3", round("client", "wide", "2026-11-06", "approved", "2026-11-09")),
        ("ACME-0002-R4", round("client", "tall", "2026-11-06", "approved", "2026-11-09")),
        ("ACME-0002-R5", round("client", "square", "2026-11-06", "approved-with-changes", "2026-11-09")),
    ];
    for (id, text) in rounds {
        case.write(&format!("feedback/ACME/{id}.yaml"), text);
    }
    case
}

/// Some figures of each row.
fn figures(json: &Value, keys: &[&str]) -> Vec<Vec<Value>> {
    let rows = json["rows"].as_array().expect("rows");
    rows.iter().map(|row| keys.iter().map(|key| row[*key].clone()).collect()).collect()
}

#[test]
fn months_show_means_over_what_was_handed_in() {
    let case = book();
    let json = case.run("briefs --format json").ok().json();
    assert_eq!((&json["report"], &json["version"]), (&"brief-quality".into(), &1.into()));
    // October: completeness 10 of 11 and 8 of 11, a mean of 9 of 11; strength 100 and 100 - 2 x 12.
    let found = figures(&json, &["month", "briefs", "drafts", "completeness", "strength"]);
    assert_eq!(json!(found), json!([["2026-10", 2, 0, "0.8182", "88.0"], ["2026-11", 0, 1, null, null]]));
    // Of three approved deliverables the first of ACME-0001 and the tall one of ACME-0002 were approved at once; what was
    // approved with changes is not approved. Both jobs past briefing were briefed again, each in its own way.
    let found =
        figures(&json, &["approved", "approved_at_once", "first_time_right", "jobs", "rebriefed", "rebrief_rate"]);
    assert_eq!(json!(found[0]), json!([3, 2, "0.6667", 2, 2, "1.0000"]));
    assert_eq!(json!(found[1]), json!([0, 0, null, 0, 0, null]));
    let october = &json["rows"][0];
    assert_eq!(october["brief_ids"], json!(["ACME-B0001", "ACME-B0002"]));
    assert_eq!(october["approved_at_once_ids"], json!(["ACME-0001 wide", "ACME-0002 tall"]));
    assert_eq!(october["approved_ids"], json!(["ACME-0001 wide", "ACME-0002 tall", "ACME-0002 wide"]));
    assert_eq!(october["rebriefed_ids"], json!(["ACME-0001", "ACME-0002"]));
    assert_eq!(json["rows"][1]["draft_ids"], json!(["ACME-B0003"]));
    assert_eq!(json["totals"][0]["completeness"], "0.8182");
}

#[test]
fn every_figure_shows_what_it_is_made_of() {
    let mut case = book();
    let json = case.run("briefs --format json").ok().json();
    let evidence = json["evidence"].as_array().expect("rows");
    assert_eq!(evidence.len(), 4);
    assert_eq!(evidence[0]["rebriefs"], json!(["ACME-0001 back to briefing from in-creative on 2026-10-15"]));
    assert_eq!(
        evidence[1]["rebriefs"],
        json!(["ACME-0002 brief approved again for client after in-creative on 2026-10-30"])
    );
    assert_eq!((&evidence[1]["completeness"], &evidence[1]["strength"]), (&"0.7273".into(), &76.into()));
    assert_eq!(
        (&evidence[1]["found"], &evidence[1]["errors"]),
        (&json!(["blank-section", "timing-without-date"]), &2.into())
    );
    assert_eq!(evidence[1]["approved_later"], json!(["ACME-0002 wide"]));
    // A draft is judged as if it were handed in; a superseded brief is not judged.
    assert_eq!((&evidence[2]["strength"], &evidence[3]["strength"]), (&100.into(), &Value::Null));
    case.run("briefs").ok().says_not("back to briefing").says("no figure is a grade");
    case.set_width(300);
    case.run("briefs --evidence")
        .ok()
        .says("found: blank-section, timing-without-date; approved at once: ACME-0002 tall; ");
    case.run("briefs --evidence").ok().says("back to briefing from in-creative on 2026-10-15");
}

#[test]
fn authors_are_in_the_order_of_their_names_and_share_a_brief() {
    let case = book();
    let json = case.run("briefs --by author --format json").ok().json();
    let found = figures(&json, &["author", "briefs", "drafts", "strength", "jobs"]);
    // pia's is the weaker mean, and ann comes first all the same
    assert_eq!(json!(found), json!([["ann", 2, 0, "88.0", 2], ["pia", 1, 1, "76.0", 1]]));
    case.run("briefs --by author").ok().says("counted under both");
    let json = case.run("briefs --by author,month --format json").ok().json();
    let found = figures(&json, &["author", "month", "briefs"]);
    assert_eq!(json!(found), json!([["ann", "2026-10", 2], ["pia", "2026-10", 1], ["pia", "2026-11", 0]]));
    let json = case.run("briefs --by client --where 'strength < 90' --format json").ok().json();
    assert_eq!(json!(figures(&json, &["client", "briefs"])), json!([["ACME", 2]]));
}

#[test]
fn only_what_had_happened_by_the_day_counts() {
    let case = book();
    let of = |day: &str| {
        let json = case.run(&format!("briefs --by client --as-of {day} --format json")).ok().json();
        json!(figures(&json, &["briefs", "approved", "jobs", "rebriefed"])[0])
    };
    assert_eq!(of("2026-10-07"), json!([1, 0, 0, 0]));
    assert_eq!(of("2026-10-14"), json!([1, 0, 1, 0]));
    assert_eq!(of("2026-10-15"), json!([1, 0, 1, 1]));
    assert_eq!(of("2026-10-16"), json!([1, 1, 1, 1]));
    assert_eq!(of("2026-10-29"), json!([2, 1, 2, 1]));
    assert_eq!(of("2026-10-30"), json!([2, 1, 2, 2]));
    case.run("briefs --as-of 2026-10-04").ok().says("no brief was asked for yet");
}

#[test]
fn a_figure_that_would_need_what_cannot_be_read_is_not_told() {
    let case = book();
    case.run("client new BOLT --name Bolt --currency EUR").ok();
    case.write("briefs/BOLT/BOLT-B0001.yaml", brief("ann", "2026-10-05", "submitted"));
    case.write("briefs/ACME/ACME-B0009.yaml", "title: [\n");
    let ran = case.run("briefs --by client --format json").exits(2);
    let found = figures(&ran.json(), &["client", "briefs", "completeness", "strength", "jobs"]);
    assert_eq!(json!(found), json!([["ACME", null, null, null, null], ["BOLT", 1, "0.9091", "100.0", 0]]));
    assert_eq!(ran.json()["unreadable"][0]["path"], "briefs/ACME/ACME-B0009.yaml");
    ran.says("cannot be told: brief `ACME-B0009` cannot be read");
    // Nobody knows which month it would belong to.
    let json = case.run("briefs --format json").exits(2).json();
    assert_eq!(json!(figures(&json, &["briefs"])), json!([[null], [null]]));
    case.run("briefs --client BOLT").ok();
    std::fs::remove_file(case.file("briefs/ACME/ACME-B0009.yaml")).expect("gone");
    case.write("feedback/ACME/ACME-0002-R6.yaml", "type: [\n");
    let json = case.run("briefs --by client --client ACME --format json").exits(2).json();
    let found = figures(&json, &["briefs", "strength", "jobs", "rebriefed", "approved", "first_time_right"]);
    assert_eq!(json!(found), json!([[2, "88.0", 2, 2, null, null]]));
}

#[test]
fn an_empty_book_and_a_bad_question() {
    let case = Case::copy("tests/books/empty", "2026-12-01");
    case.run("briefs").ok().says("no brief was asked for yet");
    let json = case.run("briefs --by author --format json").ok().json();
    assert_eq!((&json["rows"], &json["totals"], &json["evidence"]), (&json!([]), &json!([]), &json!([])));
    let case = book();
    case.run("briefs --by authro").exits(2).says("did you mean `author`?");
    case.run("briefs --by month,month").exits(2).says("named twice");
    case.run("briefs --exit-code").exits(1);
}

#[test]
fn the_walk_and_the_report_agree_in_books_of_every_script() {
    for book in ["examples/northlight", "tests/books/records", "tests/books/tidy"] {
        let case = Case::copy(book, "2026-12-01");
        let json = case.run("briefs --format json").ok().json();
        for brief in json["evidence"].as_array().expect("rows") {
            let id = brief["brief"].as_str().expect("an id");
            let ran = case.run(&format!("brief check {id} --format json"));
            let walk = ran.json();
            assert_eq!(walk["totals"][0]["completeness"], brief["completeness"], "{id}");
            for row in walk["rows"].as_array().expect("rows").iter().filter(|row| row["need"] == "required") {
                let missing = ["blank-section", "budget-without-figure"].contains(&row["rule"].as_str().unwrap_or(""));
                assert_eq!(row["state"] == "empty", missing, "{id}: {row}");
            }
        }
    }
    let case = Case::copy("examples/northlight", "2026-12-01");
    case.run("briefs --evidence --client BAITOEY").ok().says("น้ำใบเตยโซดา");
    case.run("briefs --evidence --client YUNLING").ok().says("中秋與新年禮盒");
}
