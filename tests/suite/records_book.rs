//! The book of the format's own documentation: silent, and with the figures that are printed beside it.

use crate::harness::Case;
use serde_json::json;

fn book() -> Case {
    Case::copy("tests/books/records", "2026-12-01")
}

#[test]
fn check_has_nothing_to_say() {
    let ran = book().run("check").ok();
    assert_eq!((ran.stdout.as_str(), ran.stderr.as_str()), ("", ""));
    let found = book().run("check --format json").ok().json();
    assert_eq!(
        (&found["findings"], &found["summary"]),
        (&json!([]), &json!({"errors": 0, "warnings": 0, "ignored": 0, "in_baseline": 0}))
    );
}

#[test]
fn the_budget_is_the_one_printed() {
    let json = book().run("budget --by job --format json").ok().json();
    let row = json["rows"].as_array().expect("rows").iter().find(|row| row["job"] == "ACME-0012").expect("the job");
    let eur = |amount: &str| json!({"amount": amount, "currency": "EUR"});
    // 40 h x 110.00 + 30,000.00 x 1.15 + 40,000.00 = 78,900.00; 10% of 38,900.00; 12 h x 95.00; 2.5 h x 110.00; 28,500.00 x 1.15.
    for (key, expected) in [
        ("approved", eur("78900.00")),
        ("contingency", eur("3890.00")),
        ("pending", eur("1140.00")),
        ("actual", eur("275.00")),
        ("committed", eur("32775.00")),
        ("remaining", eur("45850.00")),
        ("variance", eur("78625.00")),
        ("burn", json!("0.0035")),
    ] {
        assert_eq!(row[key], expected, "{key}");
    }
    assert_eq!(
        (&json["report"], &json["version"], &json["as_of"]),
        (&json!("budget"), &json!(1), &json!("2026-12-01"))
    );
}

#[test]
fn the_handoff_was_agreed_a_day_later_than_reckoned() {
    let case = book();
    let rows = case.run("job list --format json").ok().json();
    let job = rows["rows"].as_array().expect("rows").iter().find(|row| row["job"] == "ACME-0012").expect("the job");
    assert_eq!((&job["with"], &job["ball_due"]), (&json!("kim"), &json!("2026-12-09")));
    assert_eq!(case.run("overdue --format json").ok().json()["rows"], json!([]));
    let late = case.run("overdue --as-of 2026-12-10 --format json --columns job,days_late,waiting_on").ok().json();
    // Due on Wednesday 2026-12-09, seen on Thursday; the client has owed the product samples since November.
    assert_eq!(late["rows"][0], json!({"job": "ACME-0012", "days_late": 1, "waiting_on": "client"}));
}
