//! `rework`: what was done again; every figure reckoned by hand.

use crate::harness::Case;
use crate::pieces::{Book, on, told};
use crate::wip::the_same_whatever_the_grouping;
use serde_json::json;
use suits::reports::ReportAsk;
use suits::reports::narrow::Narrow;
use suits::view::{Grid, View};

const AGENCY: &str = r#"
[agency]
name = "Northlight"
currency = "EUR"
[people.ann]
name = "Ann Lee"
roles = ["account-executive"]
cost = [{ from = 2026-01-01, rate = 40 }]
[people.kim]
name = "Kim Park"
roles = ["art-director"]
cost = [{ from = 2026-01-01, rate = 50 }]
[[rates.standard]]
from = 2026-01-01
charge = { account-executive = 80, art-director = 100 }
"#;

const CLIENT: &str = "name: Acme Oy\nstatus: active\ncurrency: EUR\ncontracts:\n  - {id: aor, type: aor, start: 2025-01-01, rates: standard, markup: 10%}\n";

/// Shown on 9 November, revised from the 12th to the 13th, shown again on the 16th and approved; a reprint for what the agency got wrong.
const JOB: &str = "
title: Posters
type: print-ooh
status: internal-review
requested_by: liisa
requested_on: 2026-11-01
contract: aor
deliverables:
  - {id: poster}
handoffs:
  - {stage: in-creative, from: ann, to: kim, date: 2026-11-02, done: 2026-11-09}
  - {stage: client-review, from: ann, to: liisa, date: 2026-11-09, done: 2026-11-12}
  - {stage: revising, from: liisa, to: kim, date: 2026-11-12, done: 2026-11-13}
  - {stage: internal-review, from: kim, to: ann, date: 2026-11-13}
change_orders:
  - {id: co1, date: 2026-11-18, cause: agency-correction, status: draft, lines: [{id: reprint, kind: third-party, net: 300, markup: 10%}]}
orders:
  - {id: po1, line: reprint, supplier: Paino Oy, date: 2026-11-18, net: 300, status: invoiced}
supplier_invoices:
  - {id: p1, order: po1, date: 2026-11-20, net: 300}
";

fn round(sent: &str, decision: &str, date: &str, items: &str) -> String {
    format!(
        "type: client\ndeliverable: poster\nversion: v1\nsent: {sent}\npresented_by: [bo, kim]\napprover: liisa\nreviewers:\n  \
         - {{by: liisa, decision: {decision}, date: {date}}}\nitems: {items}\n"
    )
}

fn book() -> Book {
    let remarks = "[{text: Redder., why: Shelf., class: client-revision}, {text: Logo., why: Wrong one., class: agency-correction}, \
                   {text: Smaller., class: fyi, status: declined}]";
    // Kim draws for 8 h and revises for 3; Ann checks for 1 h on the day it came back, and for 2 h a week later
    Book::new(AGENCY)
        .client("ACME", CLIENT)
        .job("ACME-0001", JOB)
        .round("ACME-0001-R1", &round("2026-11-09", "changes-required", "2026-11-12", remarks))
        .round("ACME-0001-R2", &round("2026-11-16", "approved", "2026-11-17", "[]"))
        .timesheet(
            "kim/2026-11",
            "entries: [{date: 2026-11-03, job: ACME-0001, hours: 8}, {date: 2026-11-12, job: ACME-0001, hours: 3}]",
        )
        .timesheet(
            "ann/2026-11",
            "entries: [{date: 2026-11-13, job: ACME-0001, hours: 1}, {date: 2026-11-20, job: ACME-0001, hours: 2}]",
        )
}

fn ask(by: &[&str]) -> View {
    book().ask("rework", &ReportAsk { by: by.iter().map(ToString::to_string).collect(), ..on("2026-11-30") })
}

fn grid<'v>(view: &'v View, key: &str) -> &'v Grid {
    &view.others.iter().find(|(name, ..)| *name == key).expect("the grid").2
}

#[test]
fn hours_at_revising_go_to_the_remarks_in_equal_parts() {
    // 3 h x 100 + 1 h x 80 = 380, halves of two remarks: 190 each. All time 800 + 300 + 80 + 160 = 1,340. 380 / 1,340 = 0.2836;
    // 190 / 1,340 = 0.1418. Cost 3 x 50 + 40 = 190. Paino 300 + 10% = 330. After the 9th: 3 + 1 + 2 = 6 h
    let view = ask(&[]);
    let keys = [
        "job",
        "hours",
        "value",
        "invested",
        "cost",
        "suppliers",
        "charged",
        "time_value",
        "share",
        "corrections",
        "rework_cost",
        "later_hours",
    ];
    let whole = "ACME-0001 4 380.00 EUR 0.00 EUR 190.00 EUR 330.00 EUR 0.00 EUR 1340.00 EUR 0.2836 190.00 EUR 0.1418 6";
    assert_eq!(told(&view.grid, &keys), [whole]);
    let causes = told(grid(&view, "causes"), &["cause", "hours", "value", "cost", "suppliers", "share"]);
    assert_eq!(
        causes,
        [
            "client-revision 2 190.00 EUR 95.00 EUR 0.00 EUR 0.1418",
            "agency-correction 2 190.00 EUR 95.00 EUR 330.00 EUR 0.1418",
        ]
    );
}

#[test]
fn a_client_whose_rows_are_shown_has_all_of_its_time_in_its_shares() {
    // beside the posters' 1,340, a flyer with 10 h of Ann: 800, of which nothing was done again, so it has no row: 380 / 2,140 = 0.1776,
    // 190 / 2,140 = 0.0888. Bolt's row is not shown
    let flyer = "title: Flyer\ntype: print-ooh\nstatus: requested\nrequested_by: liisa\nrequested_on: 2026-10-01\ncontract: aor\n";
    let book = book()
        .client("BOLT", CLIENT)
        .job("ACME-0002", flyer)
        .job("BOLT-0001", JOB)
        .timesheet("ann/2026-10", "entries: [{date: 2026-10-05, job: ACME-0002, hours: 10}]");
    let view = book.ask("rework", &ReportAsk { narrow: Narrow::to(|_| vec![0]), ..on("2026-11-30") });
    assert_eq!(told(&view.grid, &["job"]), ["ACME-0001", "BOLT-0001"], "the rows are left out by whoever prints them");
    assert_eq!(
        told(grid(&view, "totals"), &["client", "value", "time_value", "share", "rework_cost"]),
        ["ACME 380.00 EUR 2140.00 EUR 0.1776 0.0888"]
    );
    let causes = told(grid(&view, "causes"), &["cause", "value", "suppliers", "share"]);
    assert_eq!(
        causes,
        ["client-revision 190.00 EUR 0.00 EUR 0.0888", "agency-correction 190.00 EUR 330.00 EUR 0.0888"]
    );
}

#[test]
fn by_person_and_by_person_and_cause() {
    // Kim 300 of 1,100, Ann 80 of 240; each half and half
    let people = told(&ask(&["person"]).grid, &["person", "hours", "value", "time_value", "share"]);
    assert_eq!(
        people,
        ["- 0 0.00 EUR 0.00 EUR -", "ann 1 80.00 EUR 240.00 EUR 0.3333", "kim 3 300.00 EUR 1100.00 EUR 0.2727",]
    );
    let both = told(&ask(&["person", "cause"]).grid, &["person", "cause", "hours", "value", "share"]);
    assert_eq!(
        both,
        [
            "- agency-correction 0 0.00 EUR -",
            "ann client-revision 0.5 40.00 EUR 0.1667",
            "ann agency-correction 0.5 40.00 EUR 0.1667",
            "kim client-revision 1.5 150.00 EUR 0.1364",
            "kim agency-correction 1.5 150.00 EUR 0.1364",
        ]
    );
}

#[test]
fn what_was_shown_again_is_named_with_who_presented_it() {
    let view = ask(&[]);
    let again = told(
        grid(&view, "presentations"),
        &["job", "deliverable", "client_rounds", "presented_again", "presented_by", "rounds", "approved"],
    );
    assert_eq!(again, ["ACME-0001 poster 2 1 bo,kim ACME-0001-R1,ACME-0001-R2 2026-11-17"]);
    let right = told(
        grid(&view, "first_time_right"),
        &["client", "presented", "presented_again", "approved", "at_once", "first_time_right"],
    );
    assert_eq!(right, ["ACME 1 1 1 0 0.0000"]);
    // before the second round nothing was shown again
    let before = book().ask("rework", &on("2026-11-15"));
    assert!(grid(&before, "presentations").rows.is_empty());
}

#[test]
fn whatever_the_grouping_the_sums_are_the_same() {
    // by job only what has something done again is listed, so all time is not among what adds up there
    let ways =
        ["job", "client", "channel", "month", "supplier", "role", "person", "cause", "client,cause", "person,month"];
    the_same_whatever_the_grouping("rework", &ways, &["value", "invested", "cost", "suppliers", "charged"]);
    the_same_whatever_the_grouping("rework", &["client", "month", "role", "person"], &["time_value", "corrections"]);
}

#[test]
fn a_round_that_cannot_be_read_leaves_the_causes_unknown() {
    let case = Case::copy("examples/northlight", "2026-12-01");
    case.write("feedback/ACME/ACME-0005-R9.yaml", "type: [\n");
    let ran = case.run("rework --client ACME --format json");
    assert_eq!(ran.code, 2);
    let json = ran.json();
    let row = json["rows"].as_array().expect("rows").iter().find(|row| row["job"] == "ACME-0005").expect("the job");
    assert_eq!((&row["value"], &row["rework_cost"]), (&json!(null), &json!(null)));
    assert_eq!(row["why"], json!(["round `ACME-0005-R9` cannot be read"]));
    assert_eq!((&json["totals"][0]["value"], &json["first_time_right"][0]["approved"]), (&json!(null), &json!(null)));
}

#[test]
fn on_the_command_line() {
    let case = Case::copy("examples/northlight", "2026-12-01");
    let table = case.run("rework --by cause").ok().stdout;
    assert!(table.contains("agency-correction") && table.contains("F34"), "{table}");
    let wrong = case.run("rework --by couse");
    assert_eq!(wrong.code, 2);
    assert!(wrong.stderr.contains("did you mean `cause`?"), "{}", wrong.stderr);
    assert_eq!(case.run("rework --from 2026-12-02").code, 2);
    assert!(case.run("rework --by client,cause --format csv").ok().stdout.starts_with("client,cause,currency,hours,"));
    assert!(case.run("explain F34").ok().stdout.contains("550 of 5,500"));
}
