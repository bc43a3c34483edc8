//! `flow`: six jobs whose every stay was counted on a wall calendar, and every figure by hand from those.
//!
//! Mondays of 2026: 7, 14, 21, 28 September; 5, 12, 19, 26 October; 2, 9, 16, 23, 30 November. No days off in between.

use crate::harness::Case;
use serde_json::{Value, json};
use std::fmt::Write as _;

/// Stage, to whom, given, due, done (or more lines of the handoff, where it holds a colon).
pub(crate) type Step = (&'static str, &'static str, &'static str, &'static str, &'static str);

/// Late in briefing by Monday 14 (1, agency). In creative with kim to Mon 21 (16 Sep his; 17, 18 and 21 the client's, the 21st late),
/// handed to eve to Thu 24 (22, 23, 24; the 24th late), sent back to her on Fri 25, done Mon 28: 8 days, 5 and 3, late 1 and 1.
/// The client answers on Thu 8 October what was due on Tue 6: 7 days, 2 late.
const FIRST: [Step; 14] = [
    ("briefing", "ann", "2026-09-07", "2026-09-11", "2026-09-14"),
    ("brief-approved", "tom", "2026-09-14", "2026-09-15", "2026-09-15"),
    (
        "in-creative",
        "kim",
        "2026-09-15",
        "2026-09-18",
        "done: 2026-09-21\n    waiting:\n      - {date: 2026-09-17, party: client}",
    ),
    ("in-creative", "eve", "2026-09-21", "2026-09-23", "2026-09-24"),
    ("internal-review", "ann", "2026-09-24", "2026-09-28", "rejected: {date: 2026-09-25, by: ann, reason: Wrong cut}"),
    ("in-creative", "eve", "2026-09-25", "2026-09-29", "2026-09-28"),
    ("internal-review", "ann", "2026-09-28", "2026-09-30", "2026-09-29"),
    ("client-review", "liisa", "2026-09-29", "2026-10-06", "2026-10-08"),
    ("revising", "kim", "2026-10-08", "2026-10-12", "2026-10-09"),
    ("internal-review", "ann", "2026-10-09", "2026-10-13", "2026-10-12"),
    ("client-review", "liisa", "2026-10-12", "2026-10-19", "2026-10-13"),
    ("approved", "ann", "2026-10-13", "2026-10-14", "2026-10-14"),
    ("released", "tom", "2026-10-14", "2026-10-15", "2026-10-15"),
    ("delivered", "fay", "2026-10-15", "2026-10-22", "null"),
];

/// In creative on hold on 6 and 7 October: 2 days (8 and 9), and the due of the 7th moves to the 9th. Back to briefing, later back to
/// estimating. Released on Tue 20 what was due on Fri 16: 3 days, 2 late.
const SECOND: [Step; 9] = [
    ("briefing", "ann", "2026-10-01", "2026-10-07", "2026-10-02"),
    ("brief-approved", "tom", "2026-10-02", "2026-10-05", "2026-10-05"),
    ("in-creative", "kim", "2026-10-05", "2026-10-07", "2026-10-09"),
    ("briefing", "ann", "2026-10-09", "2026-10-15", "2026-10-12"),
    ("estimating", "ann", "2026-10-12", "2026-10-15", "2026-10-13"),
    ("authorised", "tom", "2026-10-13", "2026-10-15", "2026-10-14"),
    ("estimating", "ann", "2026-10-14", "2026-10-19", "2026-10-15"),
    ("released", "tom", "2026-10-15", "2026-10-16", "2026-10-20"),
    ("delivered", "fay", "2026-10-20", "2026-10-27", "null"),
];

const THIRD: [Step; 3] = [
    ("released", "tom", "2026-11-03", "2026-11-04", "2026-11-04"),
    ("delivered", "fay", "2026-11-04", "2026-11-11", "2026-11-10"),
    ("closed", "null", "2026-11-10", "null", "2026-11-10"),
];

/// Called off in creative: what was finished before, 2 days of briefing, counts.
const FOURTH: [Step; 2] = [
    ("briefing", "ann", "2026-10-26", "2026-10-30", "2026-10-28"),
    ("in-creative", "kim", "2026-10-28", "2026-11-11", "null"),
];

pub(crate) fn job(kind: &str, asked: &str, more: &str, steps: &[Step]) -> String {
    let mut text =
        format!("title: Film\ntype: {kind}\nstatus: x\nrequested_by: liisa\nrequested_on: {asked}\n{more}handoffs:\n");
    for (stage, to, date, due, done) in steps {
        let done = if done.contains(':') { (*done).to_owned() } else { format!("done: {done}") };
        let _ = write!(text, "  - stage: {stage}\n    to: {to}\n    date: {date}\n    due: {due}\n    {done}\n");
    }
    text
}

fn round(deliverable: &str, sent: &str, decision: &str, date: &str) -> String {
    format!(
        "type: client\ndeliverable: {deliverable}\nversion: v1\nsent: {sent}\nreviewers:\n  - {{by: liisa, decision: {decision}, date: {date}}}\n"
    )
}

pub(crate) fn empty() -> Case {
    let case = Case::copy("tests/books/records", "2026-12-01");
    for folder in ["briefs", "jobs", "feedback"] {
        std::fs::remove_dir_all(case.file(folder)).expect("gone");
    }
    case
}

fn book() -> Case {
    let case = empty();
    let jobs = [
        ("0001", job("audio", "2026-09-07", "due: 2026-10-14\nbaseline_due: 2026-10-12\n", &FIRST)),
        (
            "0002",
            job(
                "media",
                "2026-10-01",
                "due: 2026-10-09\nbaseline_due: 2026-10-09\nholds:\n  - {from: 2026-10-06, to: 2026-10-07}\n",
                &SECOND,
            ),
        ),
        ("0003", job("audio", "2026-11-02", "due: 2026-11-06\n", &THIRD)),
        ("0004", job("audio", "2026-10-26", "due: 2026-10-30\ncancelled: {date: 2026-11-10}\n", &FOURTH)),
        (
            "0005",
            job(
                "audio",
                "2026-11-09",
                "due: 2026-11-20\n",
                &[("in-creative", "kim", "2026-11-09", "2026-11-27", "null")],
            ),
        ),
        (
            "0006",
            job(
                "audio",
                "2026-11-09",
                "due: 2026-11-20\nholds:\n  - {from: 2026-11-16}\n",
                &[("briefing", "ann", "2026-11-09", "2026-11-13", "null")],
            ),
        ),
    ];
    for (number, text) in jobs {
        case.write(&format!("jobs/ACME/ACME-{number}.yaml"), text);
    }
    let rounds = [
        ("ACME-0001-R1", round("spot", "2026-09-29", "changes-required", "2026-10-08")),
        ("ACME-0001-R2", round("spot", "2026-10-12", "approved", "2026-10-13")),
        ("ACME-0002-R1", round("plan", "2026-10-06", "approved-with-changes", "2026-10-07")),
        ("ACME-0003-R1", round("tag", "2026-11-02", "approved", "2026-11-03")),
    ];
    for (id, text) in rounds {
        case.write(&format!("feedback/ACME/{id}.yaml"), text);
    }
    case
}

/// Some figures of each row of a grid.
pub(crate) fn figures(rows: &Value, keys: &[&str]) -> Value {
    let rows = rows.as_array().expect("rows");
    rows.iter().map(|row| keys.iter().map(|key| row[*key].clone()).collect::<Value>()).collect()
}

#[test]
fn stages_are_in_the_order_of_the_workflow_with_the_days_of_their_stays() {
    let json = book().run("flow --format json").ok().json();
    assert_eq!((&json["report"], &json["version"]), (&"flow".into(), &1.into()));
    let found = figures(&json["rows"], &["stage", "stays", "median", "p80", "days", "days_agency", "days_client"]);
    // briefing 1 1 2 5; in-creative 2 8; client-review 1 7; released 1 1 3: ranks 2 and 4, 1 and 2, 1 and 2, 2 and 3
    let expected = json!([
        ["briefing", 4, 1, 5, 9, 9, 0],
        ["brief-approved", 2, 1, 1, 2, 2, 0],
        ["estimating", 2, 1, 1, 2, 2, 0],
        ["authorised", 1, 1, 1, 1, 1, 0],
        ["in-creative", 2, 2, 8, 10, 7, 3],
        ["internal-review", 2, 1, 1, 2, 2, 0],
        ["client-review", 2, 1, 7, 8, 0, 8],
        ["revising", 1, 1, 1, 1, 1, 0],
        ["approved", 1, 1, 1, 1, 1, 0],
        ["released", 3, 1, 3, 5, 5, 0],
        ["delivered", 1, 4, 4, 4, 4, 0],
    ]);
    assert_eq!(found, expected);
    // 14 stays of a day, then 2 2 3 4 5 7 8: the 11th of 21 is 1, the 17th 3
    let keys = ["from", "until", "stays", "median", "p80", "days", "days_agency", "days_client", "days_supplier"];
    assert_eq!(figures(&json["totals"], &keys), json!([["2025-12-02", "2026-12-01", 21, 1, 3, 45, 34, 11, 0]]));
}

#[test]
fn late_days_and_steps_back_are_told_where_they_arise() {
    let json = book().run("flow --format json").ok().json();
    let keys = ["stage", "late_stays", "late_days", "late_agency", "late_client", "late_supplier"];
    let late: Vec<Value> =
        figures(&json["rows"], &keys).as_array().expect("rows").iter().filter(|row| row[1] != 0).cloned().collect();
    let expected = [
        json!(["briefing", 1, 1, 1, 0, 0]),
        json!(["in-creative", 1, 2, 1, 1, 0]),
        json!(["client-review", 1, 2, 0, 2, 0]),
        json!(["released", 1, 2, 2, 0, 0]),
    ];
    assert_eq!(late, expected);
    let keys = ["stage", "sent_back", "revisions", "rebriefs", "re_estimates"];
    let back: Vec<Value> = figures(&json["rows"], &keys)
        .as_array()
        .expect("rows")
        .iter()
        .filter(|row| row.as_array().is_some_and(|row| row[1..].iter().any(|count| *count != 0)))
        .cloned()
        .collect();
    let expected = [
        json!(["briefing", 0, 0, 1, 0]),
        json!(["estimating", 0, 0, 0, 1]),
        json!(["internal-review", 1, 0, 0, 0]),
        json!(["revising", 0, 1, 0, 0]),
    ];
    assert_eq!(back, expected);
    let delays = figures(&json["delays"], &["stage", "party", "late_stays", "late_days"]);
    let expected = json!([
        ["client-review", "client", 1, 2],
        ["released", "agency", 1, 2],
        ["briefing", "agency", 1, 1],
        ["in-creative", "agency", 1, 1],
        ["in-creative", "client", 1, 1],
    ]);
    assert_eq!(delays, expected);
}

#[test]
fn results_are_ratios_of_what_was_delivered_approved_and_started() {
    let case = book();
    let json = case.run("flow --format json").ok().json();
    // 0001 was a day late, and the client 3 days: not the agency's. 0002 was 7 days late by itself. 0003 was in time.
    let keys = [
        "delivered",
        "dated",
        "on_time",
        "on_time_rate",
        "on_time_baseline",
        "on_time_rate_baseline",
        "late_by_agency",
        "on_time_rate_agency",
    ];
    assert_eq!(figures(&json["delivered"], &keys), json!([[3, 3, 1, "0.3333", 0, "0.0000", 1, "0.6667"]]));
    // of spot and tag, tag in its first round; of the five jobs past briefing, 0002 was briefed again
    let keys = ["approved", "approved_at_once", "first_time_right", "started", "rebriefed", "rebrief_rate"];
    assert_eq!(figures(&json["delivered"], &keys), json!([[2, 1, "0.5000", 5, 1, "0.2000"]]));
    assert_eq!(
        figures(&json["delivered_by_client"], &["client", "delivered", "open_overdue"]),
        json!([["ACME", 3, 1]])
    );
    // 23 to 27 November, the 30th and the 1st; 0006 is on hold, 0004 off
    assert_eq!(
        figures(&json["open_overdue"], &["job", "stage", "due", "days_late"]),
        json!([["ACME-0005", "in-creative", "2026-11-20", 7]])
    );
    // nothing was delivered, approved or started in a quiet time
    let json = case.run("flow --from 2026-11-24 --format json").ok().json();
    let keys = ["delivered", "on_time_rate", "on_time_rate_agency", "first_time_right", "rebrief_rate", "open_overdue"];
    assert_eq!(figures(&json["delivered"], &keys), json!([[0, null, null, null, null, 1]]));
    assert_eq!(figures(&json["totals"], &["stays", "median", "p80"]), json!([[0, null, null]]));
    case.run("flow --from 2026-11-24").ok().says("no job left a stage from 2026-11-24 to 2026-12-01");
}

#[test]
fn a_change_of_hands_splits_a_stay_between_people_and_nowhere_else() {
    let case = book();
    let json = case.run("flow --by person --format json").ok().json();
    // kim 4 in creative, 1 revising and 2 in creative; eve 3 and, after it was sent back to her, 1: one stay of 4
    let keys = ["person", "contact_of", "stays", "median", "p80", "days", "sent_back", "revisions"];
    let expected = json!([
        ["ann", null, 9, 1, 2, 14, 1, 0],
        ["eve", null, 1, 4, 4, 4, 0, 0],
        ["fay", null, 1, 4, 4, 4, 0, 0],
        ["kim", null, 3, 2, 4, 7, 0, 1],
        ["liisa", "ACME", 2, 1, 7, 8, 0, 0],
        ["tom", null, 6, 1, 1, 8, 0, 0],
    ]);
    assert_eq!(figures(&json["rows"], &keys), expected);
    assert_eq!(json["totals"][0]["stays"], 21);
    let json = case.run("flow --by type --format json").ok().json();
    assert_eq!(figures(&json["rows"], &["type", "stays", "rebriefs"]), json!([["audio", 13, 0], ["media", 8, 1]]));
    let json = case.run("flow --by month --format json").ok().json();
    let expected = json!([["2026-09", 4, 1], ["2026-10", 15, 0], ["2026-11", 2, 0]]);
    assert_eq!(figures(&json["rows"], &["month", "stays", "sent_back"]), expected);
    let json = case.run("flow --by client,type --format json").ok().json();
    assert_eq!(
        figures(&json["rows"], &["client", "type", "stays"]),
        json!([["ACME", "audio", 13], ["ACME", "media", 8]])
    );
}

#[test]
fn who_takes_over_what_is_late_is_not_charged_with_the_days_before() {
    let case = empty();
    let steps = [
        ("in-creative", "kim", "2026-11-02", "2026-11-06", "2026-11-09"),
        ("in-creative", "eve", "2026-11-09", "2026-11-06", "2026-11-11"),
    ];
    case.write("jobs/ACME/ACME-0001.yaml", job("audio", "2026-11-02", "", &steps));
    // Mon 9 November is kim's, Tue 10 and Wed 11 are eve's: three days late together, of 5 and 2 held
    let json = case.run("flow --by person --format json").ok().json();
    let keys = ["person", "days", "late_stays", "late_days", "late_agency"];
    assert_eq!(figures(&json["rows"], &keys), json!([["eve", 2, 1, 2, 2], ["kim", 5, 1, 1, 1]]));
    assert_eq!(figures(&json["totals"], &["stays", "days", "late_stays", "late_days"]), json!([[1, 7, 1, 3]]));
    case.run("flow --by person").ok().says("a change of hands ends one's own");
}

#[test]
fn a_period_is_seen_as_it_stood_on_its_last_day() {
    let case = book();
    let of = |line: &str| {
        let json = case.run(&format!("flow {line} --format json")).ok().json();
        let stays = figures(&json["totals"], &["stays", "days"]);
        let keys = ["delivered", "approved", "first_time_right", "started", "rebrief_rate", "open_overdue"];
        (stays, figures(&json["delivered"], &keys))
    };
    // 0001: 7, 1, 1, 1, 1; 0002: 1, 1, 2, 1, 1, 1. Of those 0002 came past briefing, and went back; 0002 was due on the 9th.
    let fortnight = (json!([[11, 18]]), json!([[0, 1, "0.0000", 1, "1.0000", 1]]));
    assert_eq!(of("--from 2026-10-01 --until 2026-10-14"), fortnight);
    assert_eq!(of("--from 2026-10-01 --as-of 2026-10-14"), fortnight);
    // a period does not reach past the day
    assert_eq!(of("--from 2026-10-01 --until 2026-10-31 --as-of 2026-10-14"), fortnight);
    // on 24 September nobody knew that eve's work would come back: 5, 1 and 7 days
    assert_eq!(of("--as-of 2026-09-24").0, json!([[3, 13]]));
    case.run("flow --from 2026-10-02 --until 2026-10-01").exits(2).says("ends before it begins");
    case.run("flow --from 2027-01-01").exits(2).says("the day it is");
    case.run("flow --from soon").exits(2).says("`soon` is not a date");
}

#[test]
fn a_delivery_that_was_taken_back_is_made_at_last() {
    let case = empty();
    let steps = [
        ("released", "tom", "2026-11-03", "2026-11-04", "2026-11-04"),
        ("delivered", "fay", "2026-11-04", "2026-11-11", "2026-11-12"),
        ("revising", "kim", "2026-11-12", "2026-11-16", "2026-11-16"),
        ("released", "tom", "2026-11-16", "2026-11-17", "2026-11-20"),
        ("delivered", "fay", "2026-11-20", "2026-11-27", "null"),
    ];
    case.write("jobs/ACME/ACME-0001.yaml", job("audio", "2026-11-02", "due: 2026-11-10\n", &steps));
    let of = |day: &str| {
        let json = case.run(&format!("flow --as-of {day} --format json")).ok().json();
        figures(&json["delivered"], &["delivered", "on_time", "late_by_agency", "open_overdue"])
    };
    assert_eq!(of("2026-11-11"), json!([[1, 1, 0, 0]]));
    assert_eq!(of("2026-11-15"), json!([[0, 0, 0, 1]]));
    assert_eq!(of("2026-12-01"), json!([[1, 0, 1, 0]]));
}

#[test]
fn a_figure_that_would_need_what_cannot_be_read_is_not_told() {
    let case = book();
    case.run("client new BOLT --name Bolt --currency EUR").ok();
    case.write("jobs/BOLT/BOLT-0001.yaml", "title: [\n");
    let ran = case.run("flow --by client --format json").exits(2);
    let json = ran.json();
    let keys = ["client", "stays", "median", "why"];
    let untold = json!(["job `BOLT-0001` cannot be read"]);
    assert_eq!(figures(&json["rows"], &keys), json!([["ACME", 21, 1, []], ["BOLT", null, null, untold]]));
    assert_eq!(figures(&json["totals"], &["stays", "why"]), json!([[null, untold]]));
    assert_eq!(
        figures(&json["delivered"], &["delivered", "on_time_rate", "first_time_right"]),
        json!([[null, null, null]])
    );
    assert_eq!(
        figures(&json["delivered_by_client"], &["client", "on_time_rate"]),
        json!([["ACME", "0.3333"], ["BOLT", null]])
    );
    assert_eq!(json["unreadable"][0]["path"], "jobs/BOLT/BOLT-0001.yaml");
    ran.says("cannot be told: job `BOLT-0001` cannot be read");
    // nobody knows which stages it went through
    let json = case.run("flow --format json").exits(2).json();
    assert!(json["rows"].as_array().expect("rows").iter().all(|row| row["stays"].is_null()));
    case.run("flow --client ACME").ok();
    std::fs::remove_file(case.file("jobs/BOLT/BOLT-0001.yaml")).expect("gone");
    case.write("feedback/ACME/ACME-0003-R2.yaml", "type: [\n");
    let json = case.run("flow --format json").exits(2).json();
    let keys = ["on_time_rate", "first_time_right", "rebrief_rate"];
    assert_eq!(figures(&json["delivered"], &keys), json!([["0.3333", null, "0.2000"]]));
    assert_eq!(json["totals"][0]["stays"], 21);
    case.write("clients/ACME.yaml", "name: [\n");
    let json = case.run("flow --format json").exits(2).json();
    assert!(json["rows"].as_array().expect("rows").iter().all(|row| row["days"].is_null()));
}

#[test]
fn the_command_line_speaks_the_keys() {
    let case = book();
    case.run("flow --by stag").exits(2).says("did you mean `stage`?");
    case.run("flow --by stage,stage").exits(2).says("named twice");
    case.run("flow --where 'median > 3' --columns stage,median --format csv")
        .ok()
        .says("delivered,4")
        .says_not("briefing,");
    case.run("flow --exit-code").exits(1);
    case.run("flow --client NOBODY").exits(2);
    for word in ["stay", "on-time rate", "rebrief rate", "first-time-right"] {
        case.run(&format!("explain '{word}'")).ok().says("flow");
    }
    case.run("explain '80th percentile'").ok().says("nearest rank");
    for format in ["jsonl", "yaml", "csv", "tsv", "md"] {
        case.run(&format!("flow --format {format}")).ok().says("in-creative");
    }
    let empty = Case::copy("tests/books/empty", "2026-12-01");
    let json = empty.run("flow --format json").ok().json();
    assert_eq!((&json["rows"], &json["delays"], &json["open_overdue"]), (&json!([]), &json!([]), &json!([])));
}
