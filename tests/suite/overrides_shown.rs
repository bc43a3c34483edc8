//! Every report on a job shows the steps that were taken over an objection: which stage, which guards, by whom, when, why.

use crate::harness::Case;
use serde_json::{Value, json};

const NOTE: &str = "ACME-0012 entered in-creative on 2026-11-24 against due-agreed, by mai (account-manager): The slot at the studio is today";

/// The record format's book, in which the film went into creative over an objection, and into internal review over two on 3 December.
fn book() -> Case {
    let case = Case::copy("tests/books/records", "2026-12-11");
    let film = "jobs/ACME/ACME-0012.yaml";
    let entries = "overrides:\n  - id: o1\n    date: 2026-11-24\n    stage: in-creative\n    guards: [due-agreed]\n    by: mai\n    role: account-manager\n    reason: >\n      The slot at the studio is today\n  - id: o2\n    date: 2026-12-14\n    stage: internal-review\n    guards: [version-filed]\n    by: bo\n    reason: Later\n";
    let text = case.text(film);
    let line = text.lines().find(|line| line.starts_with("overrides:")).expect("the line").to_owned();
    case.write(film, text.replace(&format!("{line}\n"), entries));
    case.write(
        "feedback/ACME/ACME-0012-R1.yaml",
        "type: internal\ndeliverable: film-30\nversion: v1\nsent: 2026-12-03\nreviewers: []\nitems: []\n",
    );
    case
}

/// The `overrides` of the rows that name a job or a round of it.
fn shown(case: &Case, line: &str, key: &str, job: &str) -> Vec<Value> {
    let ran = case.run(&format!("{line} --format json"));
    let rows = ran.json()["rows"].as_array().expect("rows").clone();
    let about = |row: &&Value| row[key].as_str().is_some_and(|id| id.starts_with(job));
    rows.iter().filter(about).map(|row| row["overrides"].clone()).collect()
}

#[test]
fn every_report_with_jobs_in_its_rows_shows_them() {
    let case = book();
    for (line, key) in [
        ("overdue", "job"),
        ("overdue --all", "job"),
        ("board", "job"),
        ("today --for kim", "record"),
        ("budget", "job"),
        ("risk --all", "job"),
        ("rounds", "job"),
        ("job list", "job"),
    ] {
        let rows = shown(&case, line, key, "ACME-0012");
        assert!(!rows.is_empty(), "{line}");
        assert!(rows.iter().all(|row| *row == json!(["in-creative"])), "{line}: {rows:?}");
        // Below the table, in words; and nothing of the one that is dated later.
        let ran = case.run(line);
        let words = ran.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(words.contains(NOTE), "{line}:\n{}", ran.stdout);
        assert!(!words.contains("version-filed"), "{line}:\n{}", ran.stdout);
    }
    // A job without one has an empty list, so that a script can count.
    assert_eq!(shown(&case, "board", "job", "ACME-0013"), [json!([])]);
    // A grid without jobs has no such column.
    assert_eq!(case.run("budget --by client --format json").json()["rows"][0].get("overrides"), None);
    assert!(case.run("board --format csv").stdout.lines().next().expect("a header").ends_with(",overrides"));
}

#[test]
fn a_table_of_jobs_below_another_shows_them_too() {
    // The film is due on Friday 12 March 2027, so on the Monday after it is open and past its due.
    let case = book();
    let json = case.run("flow --as-of 2027-03-15 --format json").ok().json();
    let rows = json["open_overdue"].as_array().expect("rows");
    let film = rows.iter().find(|row| row["job"] == "ACME-0012").expect("the film");
    assert_eq!(film["overrides"], json!(["in-creative", "internal-review"]));
    // The rates by client name no job.
    assert_eq!(json["delivered_by_client"][0].get("overrides"), None);
    let ran = case.run("flow --as-of 2027-03-15").ok();
    let words = ran.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains(NOTE), "{}", ran.stdout);
}

#[test]
fn before_its_day_there_is_none_and_after_the_second_there_are_two() {
    let case = book();
    assert_eq!(shown(&case, "job list --as-of 2026-11-23", "job", "ACME-0012"), [json!([])]);
    case.run("job list --as-of 2026-11-23").ok().says_not("entered in-creative");
    assert_eq!(
        shown(&case, "board --as-of 2026-12-14", "job", "ACME-0012"),
        [json!(["in-creative", "internal-review"])]
    );
    case.run("board --as-of 2026-12-14").ok().says("against version-filed, by bo: Later");
}

#[test]
fn what_is_told_is_about_the_rows_that_are_shown() {
    let case = book();
    case.run("board --where 'job = ACME-0013'").ok().says_not("entered in-creative");
    // The columns picked do not hide it, and it can be asked for.
    case.run("board --where 'job = ACME-0012' --columns title").ok().says("entered in-creative");
    case.run("job list --columns job,overrides").ok().says("in-creative");
    case.run("job show ACME-0012").ok().says("Over objections").says("against due-agreed");
    let facts = case.run("job show ACME-0012 --format json").ok().json()["facts"].clone();
    assert_eq!(facts["overrides"].as_array().map(Vec::len), Some(1));
    assert!(case.run("job show ACME-0013 --format json").ok().json()["facts"].get("overrides").is_none());
}

#[test]
fn a_report_tells_a_dozen_and_counts_the_rest() {
    // Fifteen jobs, each with one: twelve are told, three counted.
    let case = Case::copy("tests/books/records", "2026-12-11");
    let over = "overrides:\n  - {id: o1, date: 2026-12-01, stage: in-creative, guards: [due-agreed], by: mai, reason: \"now \\u0007 <b>\"}\n";
    let cinema = format!("{}{over}", case.text("jobs/ACME/ACME-0013.yaml"));
    for number in 14..29 {
        case.write(&format!("jobs/ACME/ACME-00{number}.yaml"), &cinema);
    }
    let ran = case.run("job list").ok().says("3 more steps were taken over an objection");
    assert_eq!(ran.stdout.matches("entered in-creative").count(), 12, "{}", ran.stdout);
    assert!(!ran.stdout.contains('\u{7}'), "a bell went through");
}
