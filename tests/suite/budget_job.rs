//! `suits budget JOB`: one job by line; reports on some jobs and clients alone; totals of the rows that are shown. The book, and how its figures
//! come about, are in `budget.rs`.

use crate::budget::{book, json, told};
use serde_json::Value;

fn rows<'v>(view: &'v Value, key: &str) -> &'v Vec<Value> {
    view[key].as_array().unwrap_or_else(|| panic!("{key} in {view}"))
}

fn lines(view: &Value, key: &str, columns: &[&str]) -> Vec<String> {
    let line = |row: &Value| columns.iter().map(|column| told(row, column)).collect::<Vec<_>>().join(" ");
    rows(view, key).iter().map(line).collect()
}

#[test]
fn the_budget_of_one_job_is_told_line_by_line() {
    // kim's 10 h at 100 are on the concept, ann's 3 h at 80 on no line; 3,000 of the film's 8,000 are charged, both with 15%;
    // the medium's 17,000 net are 20,000 with its commission; the 500 off and the 500 of the change order have nothing against them
    let view = json(&book(), "budget ACME-0001");
    let columns = ["line", "kind", "approved", "actual", "committed", "remaining", "variance"];
    assert_eq!(
        lines(&view, "rows", &columns),
        [
            "concept fee 4000.00 1000.00 0.00 3000.00 3000.00",
            "film third-party 11500.00 3450.00 5750.00 2300.00 8050.00",
            "tv media 20000.00 0.00 20000.00 0.00 20000.00",
            "off discount -500.00 0.00 0.00 -500.00 -500.00",
            "edit fee 500.00 0.00 0.00 500.00 500.00",
            "- - 0.00 240.00 0.00 -240.00 -240.00",
        ]
    );
    let texts = lines(&view, "rows", &["text"]);
    assert_eq!(texts, ["art director, 40 h", "ฟิล์มไทย", "TV Nord, tv, 2026-12", "", "art director, 5 h", "on no line"]);
    // 35,000 and the change order's 500
    let job = ["job", "client", "approved", "actual", "committed", "remaining"];
    assert_eq!(lines(&view, "totals", &job), ["ACME-0001 ACME 35500.00 4690.00 25750.00 5060.00"]);
    for column in ["approved", "actual", "committed", "remaining", "forecast", "to_come"] {
        let cents = |text: String| text.replace('.', "").parse::<i64>().expect("an amount");
        let sum: i64 = lines(&view, "rows", &[column]).into_iter().map(cents).sum();
        assert_eq!(sum, cents(told(&rows(&view, "totals")[0], column)), "{column}");
    }
}

#[test]
fn a_table_of_one_job_says_what_each_line_is_and_what_the_job_comes_to() {
    let case = book();
    let ran = case.run("budget ACME-0001").ok().says("What it is").says("art director").says("The whole job");
    ran.says("on no line: time, orders and invoices that name no line").says_not("Annual").says_not("open jobs");
    assert_eq!(case.run("budget --job ACME-0001").ok().stdout, case.run("budget ACME-0001").stdout);
    // nothing was quoted, spent or ordered there, so there is nothing to tell
    case.write("jobs/BOLT/BOLT-0003.yaml", case.text("jobs/BOLT/BOLT-0002.yaml").replace(", fee: 750.00", ""));
    case.run("budget BOLT-0003").ok().says("BOLT-0003 has no estimate, time or orders yet");
}

#[test]
fn several_jobs_and_clients_have_a_row_each_and_their_own_totals() {
    let case = book();
    let both = json(&case, "budget ACME-0001 BOLT");
    assert_eq!(lines(&both, "rows", &["job"]), ["ACME-0001", "BOLT-0001", "BOLT-0002"]);
    assert_eq!(lines(&both, "totals", &["client"]), ["ACME", "BOLT"]);
    let all = json(&case, "budget");
    assert_eq!(rows(&both, "rows")[..], rows(&all, "rows")[..3]);
    let by_line = json(&case, "budget ACME NIHON --by line");
    assert_eq!(lines(&by_line, "rows", &["job", "line"])[5..], ["ACME-0001 -", "NIHON-0001 poster"]);
    for report in ["wip", "margin", "rework", "spend --by job"] {
        let (one, all) = (json(&case, &format!("{report} ACME-0001")), json(&case, report));
        let of = |view: &Value| -> Vec<Value> {
            rows(view, "rows").iter().filter(|row| row["job"] == "ACME-0001").cloned().collect()
        };
        assert_eq!((rows(&one, "rows"), rows(&one, "rows").len()), (&of(&all), of(&one).len()), "{report}");
    }
}

#[test]
fn what_is_not_asked_about_is_not_read_and_a_slip_is_told() {
    let case = book();
    case.write("jobs/ACME/ACME-0002.yaml", "title: [");
    case.write("clients/NIHON.yaml", "name: [");
    case.run("budget ACME-0001").ok();
    // time may be booked before its job was asked for: a month that cannot be read may hold some
    case.write("timesheets/kim/2026-10.yaml", "entries: [");
    case.run("budget ACME-0001").exits(2).says("timesheets/kim/2026-10.yaml");
    std::fs::remove_file(case.file("timesheets/kim/2026-10.yaml")).expect("gone");
    case.run("budget ACME").exits(2).says("ACME-0002");
    case.run("budget ACME-0010").exits(2).says("there is no job or client `ACME-0010`").says("ACME-0001");
    case.run("budget ACME-0001 --client ACME").exits(2).says("cannot be used with");
    case.run("wip --job ACME").exits(2).says("there is no job `ACME`");
}

#[test]
fn totals_are_of_the_rows_that_are_shown() {
    let case = book();
    // of BOLT's two, one has 1,000 approved
    let some = json(&case, "budget --where 'approved > 0 and client = BOLT'");
    assert_eq!(lines(&some, "rows", &["job", "approved"]), ["BOLT-0001 1000.00"]);
    assert_eq!(lines(&some, "totals", &["client", "approved", "remaining"]), ["BOLT 1000.00 1000.00"]);
    assert_eq!(lines(&some, "totals_open", &["client", "approved"]), ["BOLT 1000.00"]);
    let said = |view: &Value| rows(view, "notes").last().expect("a note").as_str().expect("words").to_owned();
    assert_eq!(said(&some), "1 of 4 rows shown, and totals are of these alone");
    // the two lines with the largest sums approved: 20,000 + 11,500
    let two = json(&case, "budget ACME-0001 --sort -approved --limit 2");
    assert_eq!(lines(&two, "totals", &["client", "approved", "actual"]), ["ACME 31500.00 3450.00"]);
    // November has no client of its own: 35,500 less the 20,000 of December's medium
    let month = json(&case, "budget ACME --by month --where 'month = 2026-11'");
    assert_eq!(lines(&month, "totals", &["client", "approved"]), ["- 15500.00"]);
    // nothing hidden, nothing changed
    assert_eq!(json(&case, "budget --where 'approved >= 0'"), json(&case, "budget"));
}
