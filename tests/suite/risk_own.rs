//! `risk` and `flow` where an agency or its people have something of their own: calendars that know a year in part, and a workflow without
//! a stage of the usual names.

use crate::flow::figures;
use crate::harness::Case;
use crate::pieces::Book;
use crate::risk::{INVESTED, creative, told};
use serde_json::json;

#[test]
fn a_half_known_year_is_told_of_the_calendars_of_whoever_is_on_the_way() {
    // the client's calendar names one day of 2026 and none of 2027; kim's two of 2026 and none of 2027; the office's two of each
    let config = include_str!("../books/records/suits.toml");
    let of = |config: &str, job: &str| {
        let client = include_str!("../books/records/clients/ACME.yaml");
        let book = Book::new(config).client("ACME", client).job("ACME-0200", job);
        told(&book, "ACME-0200", "2026-12-01", &["likely", "reasons"]).join(" ")
    };
    // 9 of kim's days to Mon 14, 2 of ann's to Wed 16, the client's 5 to Wed 23, ann's to Mon 28, tom's to Tue 29: nobody works in 2027
    assert_eq!(of(config, &creative("2027-01-15", "")), "2026-12-29 ");
    // on hold until Thu 24 December: kim's 9 days begin after it, run into January and the client's with them
    let held = creative("2027-02-15", "holds:\n  - {from: 2026-12-01, to: 2026-12-24}\n");
    let told = of(config, &held);
    assert!(told.ends_with("the holidays of 2027 are not all known yet in the calendar `acme`"), "{told}");
    let own = config.replace("[people.kim]", "[people.kim]\ncalendar = \"home\"")
        + "\n[calendars.home]\nwork_week = [\"mon\", \"tue\", \"wed\", \"thu\", \"fri\"]\nholidays = [\"2026-12-24\", \"2026-12-25\"]\n";
    let told = of(&own, &held);
    assert!(
        told.ends_with("the holidays of 2027 are not all known yet in the calendar `acme` and the calendar `home`"),
        "{told}"
    );
    // with tom at last, and nobody of them on the way
    let released = format!(
        "title: Film\ntype: audio\nstatus: x\nrequested_by: liisa\nrequested_on: 2026-09-01\n{INVESTED}due: 2027-02-15\nhandoffs:\n  - {{stage: released, from: eve, to: tom, date: 2026-12-01, due: 2027-01-11}}\nholds:\n  - {{from: 2026-12-01, to: 2027-01-08}}\n"
    );
    let told = of(&own, &released);
    assert!(told.starts_with("2027-01-1") && !told.contains("not all known"), "{told}");
}

/// Four stages of an agency's own; `shipped` is the end of it.
const OWN: &str = r#"
[people.ann]
name = "Ann"
[people.kim]
name = "Kim"
[workflow]
stages = [
  { stage = "inbox", seat = "account-executive", lead_days = 1, next = ["sketch"] },
  { stage = "sketch", seat = "creative", lead_days = 4, next = ["check"] },
  { stage = "check", seat = "account-executive", lead_days = 2, next = ["sketch", "shipped"] },
  { stage = "shipped" },
]
"#;

fn shop() -> Case {
    let case = Case::empty("2026-12-01");
    case.write("suits.toml", OWN);
    case.write(
        "clients/ACME.yaml",
        "name: Acme\nstatus: active\nteam: {account-executive: ann, creative: kim}\ncontacts:\n  - {id: liisa, name: Liisa}\n",
    );
    let job = |number: u32, due: &str, handoffs: &str| {
        let head = "title: Film\ntype: audio\nstatus: x\nrequested_by: liisa\nrequested_on: 2026-11-02\n";
        case.write(&format!("jobs/ACME/ACME-000{number}.yaml"), format!("{head}due: {due}\nhandoffs:\n{handoffs}"));
    };
    // Mon 2 to Mon 9 November are 5 days, one late; to Wed 11 two
    let sketch = "  - {stage: sketch, to: kim, date: 2026-11-02, due: 2026-11-06, done: 2026-11-09}\n";
    let shipped = "  - {stage: check, to: ann, date: 2026-11-09, due: 2026-11-11, done: 2026-11-11}\n  - {stage: shipped, date: 2026-11-11, done: 2026-11-11}\n";
    job(1, "2026-11-10", &format!("{sketch}{shipped}"));
    job(2, "2026-12-02", "  - {stage: sketch, to: kim, date: 2026-11-30, due: 2026-12-04}\n");
    job(3, "2026-11-20", "  - {stage: check, to: ann, date: 2026-11-30, due: 2026-12-02}\n");
    job(4, "2026-12-11", "  - {stage: attic, to: ann, date: 2026-11-30, due: 2026-12-02}\n");
    case
}

#[test]
fn an_agency_s_own_stages_are_forecast_up_to_the_end_of_its_workflow() {
    let case = shop();
    let json = case.run("risk --all --format json").json();
    // 0002: of 4 days one is gone, then 2: Fri 4, Tue 8. 0003: of 2 days one is gone: Wed 2, and its due is long past.
    let keys = ["job", "stage", "to", "needed", "likely", "signal"];
    let mut rows = figures(&json["rows"], &keys).as_array().expect("rows").clone();
    rows.sort_by_key(ToString::to_string);
    let expected = [
        json!(["ACME-0002", "sketch", "kim", 5, "2026-12-08", "late"]),
        json!(["ACME-0003", "check", "ann", 1, "2026-12-02", "late"]),
        json!(["ACME-0004", "attic", "ann", null, null, null]),
    ];
    assert_eq!(rows, expected);
    case.run("risk").says("nothing is forecast: `attic` is no stage of the workflow");
}

#[test]
fn an_agency_s_own_stages_are_counted_in_the_order_of_its_workflow() {
    let case = shop();
    let json = case.run("flow --format json").json();
    let keys = ["stage", "stays", "median", "late_stays", "late_days", "rebriefs", "revisions"];
    let expected = json!([["sketch", 1, 5, 1, 1, 0, 0], ["check", 1, 2, 0, 0, 0, 0]]);
    assert_eq!(figures(&json["rows"], &keys), expected);
    let keys = ["delivered", "on_time", "on_time_rate", "started", "rebriefed"];
    // without a stage of that name the end of the workflow is the delivery; shipped on Wed 11 what was due on Tue 10
    assert_eq!(figures(&json["delivered"], &keys), json!([[1, 0, "0.0000", 4, 0]]));
    case.run("flow").says("sketch");
}
