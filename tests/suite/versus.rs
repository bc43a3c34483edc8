//! `--versus`: a report at two points in a book's history as one answer, with what every figure was, what it is, and the difference.

use crate::harness::Case;
use crate::repository::{git_in, git_says, repository};
use serde_json::Value;

const SHEET: &str = "timesheets/ann/2026-11.yaml";
const FILM: &str = "jobs/ACME/ACME-0012.yaml";

fn swap(case: &Case, path: &str, old: &str, new: &str) {
    let text = case.text(path);
    assert!(text.contains(old), "`{old}` is in {path}");
    case.write(path, text.replacen(old, new, 1));
}

/// Ann's hours on the concept go from 2.5 to 4.5, at 110.00 an hour: what is spent from 275.00 to 495.00, 220.00 more.
fn two_more_hours() -> Case {
    let case = repository("tests/books/records");
    git_in(case.path(), "tag v1");
    swap(&case, SHEET, "hours: 2.5", "hours: 4.5");
    case
}

fn amounts(row: &Value, key: &str) -> [String; 3] {
    [format!("{key}_before"), key.to_owned(), format!("{key}_change")]
        .map(|key| row[&key]["amount"].as_str().unwrap_or("null").to_owned())
}

#[test]
fn a_budget_is_told_with_what_it_was_and_the_difference() {
    let case = two_more_hours();
    let told = case.run("budget --versus v1 --format json").ok().json();
    assert_eq!((&told["report"], told["rows"].as_array().map(Vec::len)), (&Value::from("budget-versus"), Some(1)));
    let row = &told["rows"][0];
    assert_eq!((&row["job"], &row["versus"]), (&Value::from("ACME-0012"), &Value::from("changed")));
    assert_eq!(amounts(row, "actual"), ["275.00", "495.00", "220.00"]);
    assert_eq!(amounts(row, "approved"), ["78900.00", "78900.00", "0.00"]);
    for grid in ["totals", "totals_open", "agency"] {
        assert_eq!(amounts(&told[grid][0], "actual"), ["275.00", "495.00", "220.00"], "{grid}");
    }
    let commit = git_says(case.path(), "rev-parse v1");
    assert_eq!(
        (&told["points"][0]["revision"], &told["points"][0]["commit"]),
        (&Value::from("v1"), &Value::from(commit))
    );
    assert_eq!(told["points"][1]["revision"], Value::Null);
    case.run("budget --versus v1 --format csv")
        .ok()
        .says("actual_before,actual_before_currency,actual,actual_currency,actual_change");
    case.run("budget --versus v1")
        .ok()
        .says("220.00")
        .says("before: `v1`")
        .says("1 changed, 0 new, 0 gone, 0 the same");
}

#[test]
fn the_earlier_point_is_what_was_whichever_is_named_first() {
    let case = two_more_hours();
    let open = case.run("budget --versus v1 --format json").ok().json();
    git_in(case.path(), "commit -q -a -m More");
    for line in ["--at v1 --versus HEAD", "--at HEAD --versus v1", "--versus HEAD~1"] {
        let told = case.run(&format!("budget {line} --format json")).ok().json();
        assert_eq!((&told["rows"], &told["totals"]), (&open["rows"], &open["totals"]), "{line}");
    }
    let same = case.run("budget --at HEAD --versus main --format json").ok().json();
    assert_eq!(same["rows"], Value::from(Vec::<Value>::new()));
    case.run("budget --versus HEAD").ok().says("nothing is different").says("0 changed, 0 new, 0 gone, 1 the same");
}

#[test]
fn rows_are_grouped_picked_and_sorted_as_ever_and_totals_follow_them() {
    let case = two_more_hours();
    let lines = case.run("budget --by line --versus v1 --format json").ok().json();
    assert_eq!(lines["rows"].as_array().map(Vec::len), Some(1), "the concept alone changed");
    let all = case.run("budget --by line --versus v1 --where 'versus = same' --format json").ok().json();
    let row_count = all["rows"].as_array().map(Vec::len);
    assert_eq!(row_count, Some(3), "film, TV and the change order stayed the same");
    let picked = case.run("budget --by line --versus v1 --where 'actual_change > 100' --format json").ok().json();
    assert_eq!(picked["rows"][0]["line"], "concept");
    // the concept was approved at 40 hours of 110.00
    assert_eq!(amounts(&picked["totals"][0], "approved"), ["4400.00", "4400.00", "0.00"]);
    let columns =
        case.run("budget --by line --versus v1 --sort -actual --columns line,actual_change --format csv").ok();
    assert_eq!(columns.stdout, "line,actual_change,actual_change_currency\r\nconcept,220.00,EUR\r\n");
    case.run("budget --versus v1 --exit-code").exits(1);
    case.run("budget --by client,month --versus v1").ok().says("220.00");
}

#[test]
fn what_is_late_is_told_as_new_gone_or_moved() {
    let mut case = repository("tests/books/records");
    git_in(case.path(), "tag v1");
    // the next but two working days after Wednesday the 9th: Thursday, Friday, Monday the 14th
    case.set_day("2026-12-14");
    let late = case.run("overdue --format json").ok().json();
    let row =
        late["rows"].as_array().expect("rows").iter().find(|row| row["job"] == "ACME-0012").cloned().expect("late");
    assert_eq!(row["days_late"], 3);
    swap(&case, FILM, "due: 2026-12-09", "due: 2026-12-11");
    let told = case.run("overdue --versus v1 --format json").ok().json();
    let row = &told["rows"][0];
    assert_eq!((&row["job"], &row["versus"]), (&Value::from("ACME-0012"), &Value::from("changed")));
    // Monday alone lies behind Friday the 11th
    assert_eq!(
        [&row["days_late_before"], &row["days_late"], &row["days_late_change"]],
        [3, 1, -2].map(Value::from).each_ref()
    );
    assert_eq!(row["effective_due_change"], 2);
    swap(&case, FILM, "due: 2026-12-11", "due: 2026-12-18");
    let told = case.run("overdue --versus v1 --format json").ok().json();
    assert_eq!(
        (&told["rows"][0]["versus"], &told["rows"][0]["days_late_change"]),
        (&Value::from("gone"), &Value::from(-3))
    );
    git_in(case.path(), "commit -q -a -m Later");
    swap(&case, FILM, "due: 2026-12-18", "due: 2026-12-09");
    let told = case.run("overdue --versus HEAD --format json").ok().json();
    assert_eq!((&told["rows"][0]["versus"], &told["rows"][0]["days_late"]), (&Value::from("new"), &Value::from(3)));
}

#[test]
fn a_record_that_does_not_read_then_makes_nothing_new() {
    let case = two_more_hours();
    swap(&case, FILM, "title: ", "title: [");
    git_in(case.path(), "commit -q -a -m Broken");
    git_in(case.path(), "tag broken");
    swap(&case, FILM, "title: [", "title: ");
    let ran = case.run("budget --versus broken --format json").exits(2);
    let told = ran.json();
    assert_eq!((&told["rows"][0]["versus"], &told["rows"][0]["actual_change"]), (&Value::Null, &Value::Null));
    assert_eq!(told["unreadable"].as_array().map(Vec::len), Some(1));
    assert!(told["unreadable"][0]["message"].as_str().is_some_and(|text| text.ends_with("(at `broken`)")), "{told}");
}

#[test]
fn a_client_that_is_gone_is_found_where_it_was_and_every_money_report_compares() {
    let case = two_more_hours();
    for report in ["budget", "spend", "ageing", "wip", "margin", "rework", "utilisation", "overdue", "overdue --all"] {
        let told = case.run(&format!("{report} --versus v1 --format json"));
        assert!(told.code == 0 && told.json()["points"][0]["revision"] == "v1", "{report}: {}", told.all());
        case.run(&format!("{report} --versus v1 --client ACME --at HEAD")).ok();
    }
    git_in(case.path(), "rm -q -r -f .");
    git_in(case.path(), "checkout -q HEAD -- suits.toml");
    let told = case.run("budget ACME --versus v1 --format json").ok().json();
    assert_eq!(
        (&told["rows"][0]["versus"], amounts(&told["rows"][0], "actual")[2].as_str()),
        (&Value::from("gone"), "-275.00")
    );
}

#[test]
fn every_report_and_every_list_of_records_compares() {
    let case = two_more_hours();
    swap(&case, FILM, "title: Spring launch film", "title: Spring film");
    swap(&case, "clients/ACME.yaml", "tier: key ", "tier: standard ");
    let lists = ["client", "brief", "job", "feedback", "contact-report", "invoice", "people", "time"];
    let reports = "retainers pipeline renewals board risk rounds workload flow briefs mix";
    let papers = ["job estimate list", "job change list", "job order list ACME-0012", "client issue list"];
    let lines = lists.iter().map(|noun| format!("{noun} list")).chain(papers.map(str::to_owned));
    for line in lines.chain(reports.split(' ').map(str::to_owned)).chain(["today --for ann".to_owned()]) {
        let told = case.run(&format!("{line} --versus v1 --format json"));
        assert!(told.code == 0 && told.json()["points"][0]["revision"] == "v1", "{line}: {}", told.all());
    }
    // 2.5 hours became 4.5, of one entry
    let hours = case.run("time list --versus v1 --format json").ok().json();
    assert_eq!(
        [&hours["rows"][0]["hours_before"], &hours["rows"][0]["hours"], &hours["rows"][0]["hours_change"]],
        ["2.5", "4.5", "2.0"].map(Value::from).each_ref()
    );
    let clients = case.run("client list --versus v1 --format json").ok().json();
    assert_eq!(
        [&clients["rows"][0]["client"], &clients["rows"][0]["tier_before"], &clients["rows"][0]["tier"]],
        ["ACME", "key", "standard"].map(Value::from).each_ref()
    );
    // a word that was another is shown beside it, and nothing else that was
    let table = case.run("client list --versus v1").ok().says("Tier, before").says("standard");
    assert!(!table.stdout.contains("Status, before"), "{}", table.stdout);
    let jobs = case.run("job list --versus v1 --where 'versus = changed' --format json").ok().json();
    assert_eq!(
        [&jobs["rows"][0]["job"], &jobs["rows"][0]["title_before"], &jobs["rows"][0]["title"]],
        ["ACME-0012", "Spring launch film", "Spring film"].map(Value::from).each_ref()
    );
}

#[test]
fn where_nothing_is_different_no_table_repeats_what_is() {
    let case = two_more_hours();
    git_in(case.path(), "commit -q -a -m More");
    let told = case.run("budget --versus HEAD").ok().says("nothing is different").says("as of 2026-12-01");
    for table in ["Compared", "Totals", "275.00", "495.00", " same  "] {
        assert!(!told.stdout.contains(table), "{table}: {}", told.stdout);
    }
    assert_eq!(amounts(&case.run("budget --versus HEAD --format json").ok().json()["agency"][0], "actual")[2], "0.00");
    let told = case.run("overdue --versus HEAD").ok();
    assert!(!told.stdout.contains("Point"), "{}", told.stdout);
}

#[test]
fn a_table_shows_what_was_only_where_it_was_another() {
    let mut case = two_more_hours();
    let told = case
        .run("budget --versus v1 --format md")
        .ok()
        .says("Actual, before")
        .says("Actual, change")
        .says("Burn, points");
    for column in ["Approved, before", "Approved, change", "Committed, change"] {
        assert!(!told.stdout.contains(column), "{column}: {}", told.stdout);
    }
    case.set_day("2026-12-14");
    swap(&case, FILM, "due: 2026-12-09", "due: 2026-12-11");
    case.run("overdue --versus v1 --format md").ok().says("Due, before").says("Due, days later");
    case.run("overdue --versus v1 --columns job,actual_before").exits(2);
    case.run("overdue --versus v1 --columns job,stage_before").ok().says("Stage, before");
}

#[test]
fn a_table_shows_what_differs_in_a_row_that_is_called_changed_though_it_is_no_column_of_every_day() {
    let case = repository("tests/books/records");
    let investment = "investment: {cap: 500.00, reason: A first film, by: mai}";
    let text = case.text(FILM);
    let line = text.lines().find(|line| line.starts_with("investment:")).expect("the line").to_owned();
    case.write(FILM, text.replace(&line, investment));
    // what the agency gives is no part of what the client pays: every sum of the table is what it was
    let table = case.run("budget --versus HEAD").ok().says("1 changed").stdout;
    let row = table.lines().find(|line| line.starts_with("ACME-0012")).expect("the job");
    assert!(row.ends_with("0.00      500.00       500.00"), "{table}");
    assert!(table.lines().next().is_some_and(|headings| headings.contains("Investment,")), "{table}");
}

#[test]
fn a_list_that_is_compared_tells_of_steps_against_an_objection_as_ever() {
    let case = repository("tests/books/records");
    let text = case.text(FILM);
    let line = text.lines().find(|line| line.starts_with("overrides:")).expect("the line").to_owned();
    let step = "overrides:\n  - {id: o1, date: 2026-11-24, stage: in-creative, guards: [due-agreed], by: mai, reason: The slot is today}";
    case.write(FILM, text.replace(&line, step));
    let table = case.run("job list --versus HEAD").ok().says("1 changed").stdout;
    assert!(table.contains("entered in-creative on 2026-11-24 against due-agreed, by mai"), "{table}");
    let row = table.lines().find(|line| line.starts_with("ACME-0012")).expect("the job");
    assert!(row.ends_with("-                  in-creative"), "what differs is in sight: {table}");
}

#[test]
fn it_is_said_when_the_points_are_named_the_other_way_round() {
    let case = two_more_hours();
    git_in(case.path(), "commit -q -a -m More");
    case.run("budget --at HEAD --versus v1").ok().says("`HEAD` came after `v1`, so `v1` is what was before");
    for line in ["budget --at v1 --versus HEAD", "budget --versus v1", "budget --at v1 --versus v1"] {
        let told = case.run(line).ok();
        assert!(!told.stdout.contains("came"), "{line}: {}", told.stdout);
    }
    git_in(case.path(), "checkout -q -b other v1");
    git_in(case.path(), "commit -q --allow-empty -m Else");
    case.run("budget --at main --versus other").ok().says("neither of the two came of the other");
}

#[test]
fn what_cannot_be_compared_is_refused() {
    let case = two_more_hours();
    let refused = [
        ("job show ACME-0012", "`suits diff v1 ACME-0012`"),
        ("check", "`suits check --since v1`"),
        ("log ACME-0012", "`suits log --help`"),
        ("search film", "ask twice, once with `--at v1`"),
        ("workflow", "ask twice, once with `--at v1`"),
        ("job set ACME-0012 title=x", "leave `--versus` out"),
    ];
    for (line, hint) in refused {
        let ran = case.run(&format!("{line} --versus v1")).exits(2).says(hint);
        assert_eq!(ran.stdout, "", "{line}");
    }
    case.run("rounds --over --versus v1").exits(2).says("--where 'uncovered > 0'");
    case.run("budget --over --versus v1").exits(2).says("--where 'remaining < 0'");
    case.run("budget --versus v9").exits(2).says("no revision `v9`");
    case.run("budget --versus v1 --where 'nothing = 1'").exits(2).says("nothing");
}
