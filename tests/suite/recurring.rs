//! `suits job new --like`: jobs that come round, and months of a retainer.

use crate::harness::Case;
use serde_json::Value;

fn book() -> Case {
    Case::copy("tests/books/records", "2026-12-01")
}

fn shown(case: &Case, id: &str) -> Value {
    case.run(&format!("job show {id} --format json")).ok().json()["record"].clone()
}

/// A month of a retainer: December's, asked for in November.
const TICKET: &str = "title: Retainer 2026-12
contract: aor-2025
type: retainer-ticket
status: requested
goal: The shop keeps talking.
requested_by: liisa
requested_on: 2026-11-25
due: 2026-12-14
baseline_due: 2026-12-14
client_po: null
team:
  creative: kim
deliverables:
  - id: posts
    version: v2
    status: approved
    material_due: 2026-12-31
quality_checks:
  - id: links
    text: Every link opens
    done: 2026-11-30
    by: eve
handoffs:
  - id: a1b2
    stage: briefing
    from: liisa
    to: ann
    date: 2026-11-25
    due: 2026-12-01
";

#[test]
fn a_month_of_a_retainer_follows_the_one_before() {
    let case = book();
    case.write("jobs/ACME/ACME-0030.yaml", TICKET);
    case.run("job new --like ACME-0030 --month 2027-01").ok().says("ACME-0031: job opened").says_not("--title");
    let job = shown(&case, "ACME-0031");
    let told = ["title", "contract", "type", "goal", "requested_by", "requested_on", "due", "baseline_due", "status"];
    // the office is closed on 2026-12-24 and 25, 2027-01-01 and 06. Monday 14 December is the tenth working day of its month (1 to 4, 7 to
    // 11, 14), and of January Monday 18 (4 5 7 8, 11 to 15, 18); 31 December is the last, and Friday 29 of January
    assert_eq!(
        told.map(|key| job[key].as_str().unwrap_or("-")),
        [
            "Retainer 2027-01",
            "aor-2025",
            "retainer-ticket",
            "The shop keeps talking.",
            "liisa",
            "2026-12-01",
            "2027-01-18",
            "2027-01-18",
            "requested"
        ]
    );
    assert_eq!(job["team"]["creative"], "kim");
    let posts = &job["deliverables"][0];
    assert_eq!([&posts["id"], &posts["status"], &posts["material_due"]], ["posts", "open", "2027-01-29"]);
    assert_eq!(posts["version"], Value::Null);
    let check = &job["quality_checks"][0];
    assert_eq!(
        (&check["id"], &check["text"], &check["done"]),
        (&"links".into(), &"Every link opens".into(), &Value::Null)
    );
    assert_eq!(job["handoffs"], serde_json::json!([]));
    // the next month follows this one
    case.run("job new --like ACME-0031 --month 2027-02").ok().says("ACME-0032");
    assert_eq!(shown(&case, "ACME-0032")["title"], "Retainer 2027-02");
    case.run("job new --like ACME-0031 --month 2027-02 --title 'Winter sale'").ok().says("ACME-0033");
    assert_eq!(shown(&case, "ACME-0033")["title"], "Winter sale");
}

#[test]
fn an_estimate_comes_along_as_a_draft_that_nobody_approved() {
    let mut case = book();
    let ran = case.run("job new --like ACME-0012").ok().says("its estimate is a draft, from version 1 of ACME-0012");
    assert!(ran.stderr.contains("suits job advance ACME-0014"), "{}", ran.all());
    let ran = ran.says("the client's purchase order of ACME-0012").says("`suits job set ACME-0014 client_po=NUMBER`");
    assert!(!ran.all().contains("4500012345"), "{}", ran.all());
    let job = shown(&case, "ACME-0014");
    assert_eq!(job["client_po"], Value::Null, "an order is a yes to one spending");
    let estimate = &job["estimates"][0];
    assert_eq!((estimate["version"].as_i64(), estimate["status"].as_str()), (Some(1), Some("draft")));
    assert_eq!(estimate["contingency"], "10%");
    assert_eq!(estimate["approvals"], serde_json::json!([]));
    assert_eq!(estimate["valid_until"], Value::Null);
    let lines = estimate["lines"].as_array().expect("lines");
    let ids: Vec<&str> = lines.iter().map(|line| line["id"].as_str().expect("an id")).collect();
    assert_eq!(ids, ["concept", "film", "tv"]);
    // the card has an art-director, so the rate is looked up anew; the month moves on from November to December as the request does
    assert_eq!(lines[0]["rate"], Value::Null);
    assert_eq!(
        (&lines[0]["hours"], &lines[1]["net"], &lines[1]["markup"]),
        (&40.into(), &"30000.00".into(), &"15%".into())
    );
    assert_eq!(lines[2]["month"], "2027-05");
    for key in ["handoffs", "change_orders", "orders", "supplier_invoices", "holds", "overrides"] {
        assert_eq!(job[key], serde_json::json!([]), "{key}");
    }
    // due 2027-03-12 was 90 working days after 2026-11-02: 18 weeks and 4 days are 94 weekdays, less four days off;
    // from 2026-12-01 as many weekdays and the same days off end 94 weekdays later, on 2027-04-12
    assert_eq!((&job["due"], &job["baseline_due"]), (&"2027-04-12".into(), &"2027-04-12".into()));
    // priced as before: 40 h at 110.00, 34,500.00 and 40,000.00, all of it pending
    let budget = case.run("budget --by job --format json").ok().json();
    let row = budget["rows"].as_array().expect("rows").iter().find(|row| row["job"] == "ACME-0014").expect("a row");
    assert_eq!((&row["approved"]["amount"], &row["pending"]["amount"]), (&"0.00".into(), &"78900.00".into()));
    case.set_user("bo");
    case.run("job estimate approve ACME-0014 --for internal").ok();
}

#[test]
fn what_cannot_be_is_said() {
    let case = book();
    case.run("job new --like ACME-0012 --month 2027-13").exits(2).says("write it like 2027-01");
    case.run("job new ACME --month 2027-01").exits(2).says("--like");
    case.run("job new --like ACME-0012 --month 2027-05 -n").ok().says("the title stays `Spring launch film`");
    case.run("job new --like ACME-0012 --month 2027-05 --due 2027-06-01").ok();
    assert_eq!(shown(&case, "ACME-0014")["due"], "2027-06-01");
}
