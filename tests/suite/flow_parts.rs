//! `flow`: the days late of what was sent back, the parts a reader adds up, and headings that fit. Mondays of 2026: 2, 9, 16, 23 November.

use crate::flow::{Step, empty, figures, job};
use serde_json::json;

/// Kim has until Fri 6 and sends it back on Tue 17: 9 to 13, 16 and 17 are seven working days late. Then ann has it for a day.
const KIM_REJECTS: [Step; 4] = [
    ("briefing", "ann", "2026-11-02", "2026-11-03", "2026-11-03"),
    ("in-creative", "kim", "2026-11-03", "2026-11-06", "rejected: {date: 2026-11-17, by: kim, reason: No format}"),
    ("briefing", "ann", "2026-11-17", "2026-11-19", "2026-11-18"),
    ("delivered", "fay", "2026-11-18", "2026-11-25", "null"),
];

#[test]
fn what_was_late_and_sent_back_is_no_stay_and_its_days_are_late_all_the_same() {
    let case = empty();
    case.write("jobs/ACME/ACME-0001.yaml", job("audio", "2026-11-02", "due: 2026-11-10\n", &KIM_REJECTS));
    let json = case.run("flow --format json").ok().json();
    let keys = ["stage", "stays", "median", "days", "late_stays", "late_days", "late_agency", "sent_back"];
    let expected = json!([["briefing", 1, 2, 2, 0, 0, 0, 0], ["in-creative", 0, null, 0, 0, 7, 7, 1]]);
    assert_eq!(figures(&json["rows"], &keys), expected);
    assert_eq!(figures(&json["totals"], &["stays", "late_stays", "late_days", "sent_back"]), json!([[1, 0, 7, 1]]));
    let delays = figures(&json["delays"], &["stage", "party", "late_stays", "late_days"]);
    assert_eq!(delays, json!([["in-creative", "agency", 0, 7]]));
    let json = case.run("flow --by person --format json").ok().json();
    let expected = json!([["ann", 1, 0], ["kim", 0, 7]]);
    assert_eq!(figures(&json["rows"], &["person", "stays", "late_days"]), expected);
    case.run("flow").ok().says("count what was sent back as well");
    // the day before, the turn was still open, and after the period it is no matter of it
    for period in ["--as-of 2026-11-16", "--from 2026-11-18"] {
        let json = case.run(&format!("flow {period} --format json")).ok().json();
        assert_eq!(figures(&json["totals"], &["late_days", "sent_back"]), json!([[0, 0]]), "{period}");
    }
}

#[test]
fn a_job_that_the_client_held_up_and_sent_back_is_not_late_by_the_agency() {
    // the client's seven days, where the job came on Wed 18 instead of Tue 10: six working days late
    let case = empty();
    let of = |to: &'static str| {
        let mut steps = KIM_REJECTS;
        steps[1].0 = "client-review";
        steps[1].1 = to;
        case.write("jobs/ACME/ACME-0001.yaml", job("audio", "2026-11-02", "due: 2026-11-10\n", &steps));
        let json = case.run("flow --format json").ok().json();
        let delays = figures(&json["delays"], &["party", "late_days"]);
        (delays, figures(&json["delivered"], &["dated", "on_time", "late_by_agency", "on_time_rate_agency"]))
    };
    assert_eq!(of("liisa"), (json!([["client", 7]]), json!([[1, 0, 0, "1.0000"]])));
    assert_eq!(of("kim"), (json!([["agency", 7]]), json!([[1, 0, 1, "0.0000"]])));
}

#[test]
fn the_days_of_suppliers_are_shown_where_there_are_any() {
    // Mon 2 to Mon 9: 3 and 4 kim's, 5, 6 and 9 of the mill
    let mut case = empty();
    case.set_width(110);
    let of = |more: &'static str| {
        let steps = [("in-production", "kim", "2026-11-02", "2026-11-09", more)];
        case.write("jobs/ACME/ACME-0001.yaml", job("audio", "2026-11-02", "", &steps));
        case.run("flow").ok()
    };
    of("2026-11-09").says_not("Supplier's");
    of("done: 2026-11-09\n    waiting:\n      - {date: 2026-11-05, party: supplier}").says("Supplier's");
    let json = case.run("flow --format json").ok().json();
    let keys = ["days", "days_agency", "days_client", "days_supplier"];
    assert_eq!(figures(&json["rows"], &keys), json!([[5, 2, 0, 3]]));
}

#[test]
fn what_came_of_the_jobs_has_headings_of_one_line() {
    let mut case = empty();
    case.set_width(110);
    case.write("jobs/ACME/ACME-0001.yaml", job("audio", "2026-11-02", "due: 2026-11-10\n", &KIM_REJECTS));
    case.run("client new BOLT --name Bolt --currency EUR").ok();
    case.write("jobs/BOLT/BOLT-0001.yaml", job("audio", "2026-11-02", "due: 2026-11-10\n", &KIM_REJECTS));
    let headings = "Delivered  On time  Rate  First due  Agency's  Overdue  Approved  First time  Started  Rebriefed\n";
    let all = format!("What came of the jobs\n{headings}");
    case.run("flow").ok().says(&all).says(&format!("The same by client\nClient  {headings}"));
}
